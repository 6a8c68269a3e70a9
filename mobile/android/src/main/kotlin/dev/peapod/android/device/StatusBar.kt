package dev.peapod.android.device

import android.app.Activity
import android.content.res.Configuration
import android.os.Build
import android.view.View
import android.view.WindowInsetsController.APPEARANCE_LIGHT_STATUS_BARS
import org.json.JSONObject

/** The clock and its neighbours above the page, as its `navigationBarTextStyle` has them. */
class StatusBar(private val activity: Activity) : Capability {
    override val calls: Map<String, Handler> = mapOf("screen.setStatusBar" to ::setIcons)

    private fun setIcons(arguments: JSONObject, reply: Reply) {
        val dark = when (arguments.optString("icons")) {
            "dark" -> true
            "light" -> false
            // Outside of mini-programs.
            "theme" -> !isNight()
            else -> return reply.fail(Failure.parameter("icons", "dark, light or theme"))
        }
        // What the system calls a light bar has dark icons.
        if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.R) {
            val appearance = if (dark) APPEARANCE_LIGHT_STATUS_BARS else 0
            activity.window.insetsController?.setSystemBarsAppearance(appearance, APPEARANCE_LIGHT_STATUS_BARS)
        }
        // Android 11 still has the flag of the theme beside it, which androidx sets, too.
        if (Build.VERSION.SDK_INT <= Build.VERSION_CODES.R) setFlag(dark)
        reply.done()
    }

    @Suppress("DEPRECATION")
    private fun setFlag(dark: Boolean) {
        val view = activity.window.decorView
        val flag = View.SYSTEM_UI_FLAG_LIGHT_STATUS_BAR
        val others = view.systemUiVisibility and flag.inv()
        view.systemUiVisibility = if (dark) others or flag else others
    }

    private fun isNight(): Boolean {
        val mode = activity.resources.configuration.uiMode and Configuration.UI_MODE_NIGHT_MASK
        return mode == Configuration.UI_MODE_NIGHT_YES
    }
}
