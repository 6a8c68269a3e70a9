@file:Suppress("PackageDirectoryMismatch", "unused", "UNUSED_PARAMETER")

package androidx.activity

import android.app.Activity
import androidx.activity.result.ActivityResultLauncher
import androidx.activity.result.contract.ActivityResultContract
import androidx.lifecycle.Lifecycle
import androidx.lifecycle.LifecycleOwner

open class ComponentActivity : Activity(), LifecycleOwner {
    override val lifecycle: Lifecycle = Lifecycle()
    val onBackPressedDispatcher = OnBackPressedDispatcher()

    fun <I, O> registerForActivityResult(
        contract: ActivityResultContract<I, O>,
        callback: (O) -> Unit,
    ): ActivityResultLauncher<I> = object : ActivityResultLauncher<I>() {
        override fun launch(input: I) = Unit
    }
}

fun ComponentActivity.enableEdgeToEdge() = Unit

abstract class OnBackPressedCallback(enabled: Boolean) {
    var isEnabled: Boolean = enabled

    abstract fun handleOnBackPressed()
}

class OnBackPressedDispatcher {
    fun addCallback(owner: LifecycleOwner, callback: OnBackPressedCallback) = Unit
}
