package dev.peapod.android.device

import android.annotation.SuppressLint
import android.content.Context
import android.location.Location
import android.location.LocationListener
import android.location.LocationManager
import android.os.Build
import android.os.Bundle
import android.os.Handler as SystemHandler
import android.os.Looper
import org.json.JSONObject

/**
 * The trait `Locator`, through `LocationManager`: the system's fused provider where it has one
 * (Android 12), else satellites for a precise and the network for a fuzzy position. WGS 84; Rust
 * shifts to GCJ-02 and rounds.
 */
class LocationAccess(private val context: Context, private val permissions: Permissions) : Capability {
    override val calls: Map<String, Handler> = mapOf(
        "location.position" to { arguments, reply -> locate(Scope.USER_LOCATION, arguments, reply) },
        "location.fuzzy" to { arguments, reply -> locate(Scope.USER_FUZZY_LOCATION, arguments, reply) },
    )

    private val manager get() = context.getSystemService(LocationManager::class.java)
    private val main = SystemHandler(Looper.getMainLooper())

    private fun locate(scope: Scope, arguments: JSONObject, reply: Reply) {
        val patience = arguments.optLong("timeout", PATIENCE).coerceIn(1, PATIENCE)
        permissions.demand(scope, reply) {
            val providers = providers(scope)
            if (providers.isEmpty()) reply.fail(Failure.SYSTEM_DENIED) else ask(providers, patience, reply)
        }
    }

    /** Enabled ones, the best first. */
    private fun providers(scope: Scope): List<String> {
        val wanted = buildList {
            if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.S) add(LocationManager.FUSED_PROVIDER)
            if (scope == Scope.USER_LOCATION) add(LocationManager.GPS_PROVIDER)
            add(LocationManager.NETWORK_PROVIDER)
        }
        return wanted.filter { it in manager.allProviders && manager.isProviderEnabled(it) }
    }

    @SuppressLint("MissingPermission") // `demand` has asked
    private fun ask(providers: List<String>, patience: Long, reply: Reply) {
        val fresh = providers.mapNotNull(manager::getLastKnownLocation)
            .filter { System.currentTimeMillis() - it.time in 0..FRESH }
            .minByOrNull { if (it.hasAccuracy()) it.accuracy else Float.MAX_VALUE }
        if (fresh != null) return reply.done(json(fresh))
        val listener = object : LocationListener {
            override fun onLocationChanged(location: Location) {
                stop(this)
                reply.done(json(location))
            }

            override fun onProviderDisabled(provider: String) = Unit

            override fun onProviderEnabled(provider: String) = Unit

            // Abstract before Android 11.
            @Deprecated("Deprecated in Java")
            override fun onStatusChanged(provider: String?, status: Int, extras: Bundle?) = Unit
        }
        // The coarse permission alone does not open the satellites' provider.
        val opened = providers.count { provider ->
            try {
                manager.requestLocationUpdates(provider, 0L, 0f, listener, Looper.getMainLooper())
                true
            } catch (_: SecurityException) {
                false
            }
        }
        if (opened == 0) return reply.fail(Failure.SYSTEM_DENIED)
        main.postDelayed({
            stop(listener)
            val last = providers.firstNotNullOfOrNull(manager::getLastKnownLocation)
            if (last != null) reply.done(json(last)) else reply.fail(Failure.TIME_OUT)
        }, patience)
    }

    private fun stop(listener: LocationListener) = manager.removeUpdates(listener)

    companion object {
        /** Milliseconds to wait for a first position. */
        const val PATIENCE = 10_000L

        /** Milliseconds for which a known position is as good as a new one. */
        const val FRESH = 5_000L

        /** Fields as `profile::Location` in Rust. */
        fun json(location: Location): JSONObject {
            val accuracy = if (location.hasAccuracy()) location.accuracy.toDouble() else 0.0
            val vertical = if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.O && location.hasVerticalAccuracy()) {
                location.verticalAccuracyMeters.toDouble()
            } else {
                0.0
            }
            return JSONObject()
                .put("latitude", location.latitude)
                .put("longitude", location.longitude)
                .put("altitude", if (location.hasAltitude()) location.altitude else 0.0)
                .put("speed", if (location.hasSpeed()) location.speed.toDouble() else -1.0)
                .put("direction", if (location.hasBearing()) location.bearing.toDouble() else 0.0)
                .put("accuracy", accuracy)
                .put("horizontalAccuracy", accuracy)
                .put("verticalAccuracy", vertical)
        }
    }
}
