package dev.peapod.android.device

import android.content.Context
import android.content.Intent
import android.content.IntentFilter
import android.content.res.Configuration
import android.location.LocationManager
import android.os.BatteryManager
import android.os.Build
import android.os.PowerManager
import android.app.ActivityManager
import android.provider.Settings
import org.json.JSONObject

/** The traits `SystemInfo` and `Power`. Fields are named like `SystemFacts` and `Battery` in Rust. */
class SystemFacts(private val context: Context) : Capability {
    override val calls: Map<String, Handler> = mapOf("system.info" to ::info, "power.battery" to ::battery)

    private fun info(@Suppress("UNUSED_PARAMETER") arguments: JSONObject, reply: Reply) {
        val configuration = context.resources.configuration
        val landscape = configuration.orientation == Configuration.ORIENTATION_LANDSCAPE
        val locale = configuration.locales[0]
        val memory = ActivityManager.MemoryInfo()
        context.getSystemService(ActivityManager::class.java).getMemoryInfo(memory)
        reply.done(
            JSONObject()
                .put("brand", Build.BRAND)
                .put("model", Build.MODEL)
                .put("system", "Android ${Build.VERSION.RELEASE}")
                .put("platform", "android")
                .put("language", if (locale.country.isEmpty()) locale.language else "${locale.language}_${locale.country}")
                .put("abi", Build.SUPPORTED_ABIS.firstOrNull().orEmpty())
                .put("memorySize", memory.totalMem shr MEGABYTE_BITS)
                .put("deviceOrientation", if (landscape) "landscape" else "portrait")
                .put("fontSizeSetting", configuration.fontScale.toDouble() * FONT_SIZE)
                .put("bluetoothEnabled", global(Settings.Global.BLUETOOTH_ON))
                .put("wifiEnabled", global(Settings.Global.WIFI_ON))
                .put("locationEnabled", locationEnabled()),
        )
    }

    private fun global(name: String) = Settings.Global.getInt(context.contentResolver, name, 0) != 0

    private fun locationEnabled(): Boolean {
        val manager = context.getSystemService(LocationManager::class.java)
        return if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.P) {
            manager.isLocationEnabled
        } else {
            listOf(LocationManager.GPS_PROVIDER, LocationManager.NETWORK_PROVIDER).any {
                it in manager.allProviders && manager.isProviderEnabled(it)
            }
        }
    }

    private fun battery(@Suppress("UNUSED_PARAMETER") arguments: JSONObject, reply: Reply) {
        // Sticky: there is an answer without a receiver.
        val state = context.registerReceiver(null, IntentFilter(Intent.ACTION_BATTERY_CHANGED))
        val level = state?.getIntExtra(BatteryManager.EXTRA_LEVEL, -1) ?: -1
        val scale = state?.getIntExtra(BatteryManager.EXTRA_SCALE, -1) ?: -1
        if (level < 0 || scale <= 0) return reply.fail(Failure.internal("the system does not tell the battery's level"))
        val charging = state?.getIntExtra(BatteryManager.EXTRA_STATUS, -1) in
            setOf(BatteryManager.BATTERY_STATUS_CHARGING, BatteryManager.BATTERY_STATUS_FULL)
        reply.done(
            JSONObject()
                .put("level", (level * PERCENT / scale).coerceIn(1, PERCENT))
                .put("isCharging", charging)
                .put("isLowPowerModeEnabled", context.getSystemService(PowerManager::class.java).isPowerSaveMode),
        )
    }

    private companion object {
        const val MEGABYTE_BITS = 20
        const val PERCENT = 100

        /** WeChat's standard size, in CSS pixels. */
        const val FONT_SIZE = 16.0
    }
}
