@file:Suppress("PackageDirectoryMismatch", "unused", "UNUSED_PARAMETER")

package androidx.lifecycle

interface LifecycleObserver

interface LifecycleOwner {
    val lifecycle: Lifecycle
}

interface DefaultLifecycleObserver : LifecycleObserver {
    fun onCreate(owner: LifecycleOwner) = Unit
}

class Lifecycle {
    fun addObserver(observer: LifecycleObserver) = Unit
}

class ProcessLifecycleOwner private constructor() : LifecycleOwner {
    override val lifecycle = Lifecycle()

    companion object {
        private val process = ProcessLifecycleOwner()

        @JvmStatic
        fun get(): LifecycleOwner = process
    }
}
