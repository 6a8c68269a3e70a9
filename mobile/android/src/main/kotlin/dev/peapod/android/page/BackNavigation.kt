package dev.peapod.android.page

import android.app.Activity
import android.os.Build
import android.window.OnBackInvokedCallback
import android.window.OnBackInvokedDispatcher
import androidx.annotation.RequiresApi
import dev.peapod.android.bridge.RustSide

/** The back gesture and button: to the page stack first, then to the system. */
class BackNavigation(private val activity: Activity, private val rust: RustSide) {
    private var registered: Any? = null

    /** From Android 13 on, the system asks through a dispatcher. */
    fun register() {
        if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.TIRAMISU && registered == null) registerCallback()
    }

    @RequiresApi(Build.VERSION_CODES.TIRAMISU)
    private fun registerCallback() {
        val callback = OnBackInvokedCallback { if (!handle()) activity.moveTaskToBack(true) }
        // One above AppCompat's own callback.
        val priority = OnBackInvokedDispatcher.PRIORITY_DEFAULT + 1
        activity.onBackInvokedDispatcher.registerOnBackInvokedCallback(priority, callback)
        registered = callback
    }

    fun unregister() {
        if (Build.VERSION.SDK_INT < Build.VERSION_CODES.TIRAMISU) return
        val callback = registered as? OnBackInvokedCallback ?: return
        activity.onBackInvokedDispatcher.unregisterOnBackInvokedCallback(callback)
        registered = null
    }

    /**
     * For `Activity.onBackPressed` of older systems: true when the page stack took it. The launcher
     * stays in memory otherwise, like WeChat.
     */
    fun handle(): Boolean = rust.back()
}
