package dev.peapod.android.device

import android.app.Activity
import android.content.pm.ActivityInfo
import android.provider.Settings
import android.view.WindowManager
import org.json.JSONObject

/** The trait `ScreenControl`: brightness of this window, and whether the screen may sleep. */
class ScreenAccess(private val activity: Activity) : Capability {
    override val calls: Map<String, Handler> = mapOf(
        "screen.state" to ::state,
        "screen.setBrightness" to ::setBrightness,
        "screen.setKeepOn" to ::setKeepOn,
        "screen.setOrientation" to ::setOrientation,
    )

    private fun state(@Suppress("UNUSED_PARAMETER") arguments: JSONObject, reply: Reply) {
        val attributes = activity.window.attributes
        val own = attributes.screenBrightness
        val brightness = if (own >= 0) own.toDouble() else systemBrightness()
        val keepOn = attributes.flags and WindowManager.LayoutParams.FLAG_KEEP_SCREEN_ON != 0
        reply.done(JSONObject().put("brightness", brightness).put("keepOn", keepOn))
    }

    private fun systemBrightness(): Double {
        val value = Settings.System.getInt(activity.contentResolver, Settings.System.SCREEN_BRIGHTNESS, HALF)
        return (value / FULL).coerceIn(0.0, 1.0)
    }

    private fun setBrightness(arguments: JSONObject, reply: Reply) {
        val value = arguments.optDouble("value")
        // Also false for what is not a number.
        if (!(value in 0.0..1.0)) return reply.fail(Failure.parameter("value", "between 0 and 1"))
        val attributes = activity.window.attributes
        attributes.screenBrightness = value.toFloat()
        activity.window.attributes = attributes
        reply.done()
    }

    private fun setKeepOn(arguments: JSONObject, reply: Reply) {
        val flag = WindowManager.LayoutParams.FLAG_KEEP_SCREEN_ON
        if (arguments.optBoolean("keepScreenOn")) activity.window.addFlags(flag) else activity.window.clearFlags(flag)
        reply.done()
    }

    /** `pageOrientation` of a page: how the user has to hold the phone, or `auto`. */
    private fun setOrientation(arguments: JSONObject, reply: Reply) {
        activity.requestedOrientation = when (arguments.optString("orientation")) {
            "portrait" -> ActivityInfo.SCREEN_ORIENTATION_PORTRAIT
            "landscape" -> ActivityInfo.SCREEN_ORIENTATION_SENSOR_LANDSCAPE
            "auto" -> ActivityInfo.SCREEN_ORIENTATION_UNSPECIFIED
            else -> return reply.fail(Failure.parameter("orientation", "portrait, landscape or auto"))
        }
        reply.done()
    }

    private companion object {
        const val FULL = 255.0
        const val HALF = 128
    }
}
