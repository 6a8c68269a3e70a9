package dev.peapod.android.device

import android.content.Context
import android.os.Build
import android.os.VibrationEffect
import android.os.Vibrator
import android.os.VibratorManager
import org.json.JSONObject

/** `vibrateShort` (heavy, medium, light) and `vibrateLong` of the trait `UserFlows`. */
class Vibration(private val context: Context) : Capability {
    override val calls: Map<String, Handler> = mapOf("vibrate.short" to ::short, "vibrate.long" to ::long)

    private fun short(arguments: JSONObject, reply: Reply) {
        val amplitude = when (arguments.optString("type", "medium")) {
            "heavy" -> VIGOROUS
            "medium" -> MEDIUM
            "light" -> LIGHT
            else -> return reply.fail(Failure("style is illegal"))
        }
        vibrate(SHORT, amplitude, reply)
    }

    private fun long(@Suppress("UNUSED_PARAMETER") arguments: JSONObject, reply: Reply) = vibrate(LONG, VIGOROUS, reply)

    private fun vibrate(milliseconds: Long, amplitude: Int, reply: Reply) {
        val vibrator = vibrator()
        if (!vibrator.hasVibrator()) return reply.fail(Failure.NOT_SUPPORTED)
        if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.O) {
            val strength = if (vibrator.hasAmplitudeControl()) amplitude else VibrationEffect.DEFAULT_AMPLITUDE
            vibrator.vibrate(VibrationEffect.createOneShot(milliseconds, strength))
        } else {
            @Suppress("DEPRECATION")
            vibrator.vibrate(milliseconds)
        }
        reply.done()
    }

    private fun vibrator(): Vibrator = if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.S) {
        context.getSystemService(VibratorManager::class.java).defaultVibrator
    } else {
        context.getSystemService(Vibrator::class.java)
    }

    companion object {
        /** Milliseconds that WeChat documents for `vibrateShort` and `vibrateLong`. */
        const val SHORT = 15L
        const val LONG = 400L

        private const val VIGOROUS = 255
        private const val MEDIUM = 160
        private const val LIGHT = 80
    }
}
