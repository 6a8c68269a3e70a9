package dev.peapod.android.page

import android.content.ComponentCallbacks2
import android.content.res.Configuration
import dev.peapod.android.bridge.RustSide

/** Gives memory back when the system asks, and tells the mini-program (`wx.onMemoryWarning`). */
class MemoryPressure(
    private val host: PageHost,
    private val rust: RustSide,
    private val onConfiguration: () -> Unit,
) : ComponentCallbacks2 {
    @Suppress("DEPRECATION")
    override fun onTrimMemory(level: Int) {
        val warning = when {
            level == ComponentCallbacks2.TRIM_MEMORY_RUNNING_MODERATE -> MODERATE
            level == ComponentCallbacks2.TRIM_MEMORY_RUNNING_LOW -> LOW
            level == ComponentCallbacks2.TRIM_MEMORY_RUNNING_CRITICAL -> CRITICAL
            // The window is hidden: no warning to scripts, which are told of `onHide`.
            else -> null
        }
        if (warning != null) rust.memoryWarning(warning)
        if (warning == CRITICAL || level >= ComponentCallbacks2.TRIM_MEMORY_BACKGROUND) host.releaseMemory()
    }

    @Deprecated("Deprecated in Java")
    override fun onLowMemory() {
        rust.memoryWarning(CRITICAL)
        host.releaseMemory()
    }

    override fun onConfigurationChanged(newConfig: Configuration) = onConfiguration()

    companion object {
        /** `TRIM_MEMORY_RUNNING_MODERATE`, 5 for scripts. */
        const val MODERATE = 0

        /** `TRIM_MEMORY_RUNNING_LOW`, 10 for scripts. */
        const val LOW = 1

        /** `TRIM_MEMORY_RUNNING_CRITICAL`, 15 for scripts. */
        const val CRITICAL = 2
    }
}
