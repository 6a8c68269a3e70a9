package dev.peapod.android

import android.Manifest.permission.ACCESS_COARSE_LOCATION
import android.Manifest.permission.ACCESS_FINE_LOCATION
import android.location.Location
import android.location.LocationManager
import android.os.Looper
import dev.peapod.android.device.Failure
import dev.peapod.android.device.LocationAccess
import java.time.Duration
import org.junit.Assert.assertEquals
import org.junit.Assert.assertNull
import org.junit.Assert.assertTrue
import org.junit.Before
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.Shadows.shadowOf
import org.robolectric.annotation.Config

@RunWith(RobolectricTestRunner::class)
@Config(sdk = [24, 34])
class LocationTest {
    private lateinit var phone: DeviceFixture
    private lateinit var manager: LocationManager
    private lateinit var location: LocationAccess

    @Before
    fun open() {
        phone = DeviceFixture()
        phone.grant(ACCESS_FINE_LOCATION, ACCESS_COARSE_LOCATION)
        manager = phone.activity.getSystemService(LocationManager::class.java)
        enable(LocationManager.GPS_PROVIDER, true)
        enable(LocationManager.NETWORK_PROVIDER, true)
        location = LocationAccess(phone.activity, phone.permissions)
    }

    private fun enable(provider: String, on: Boolean) = shadowOf(manager).setProviderEnabled(provider, on)

    private fun fix(provider: String, latitude: Double, age: Long = 0) = Location(provider).apply {
        this.latitude = latitude
        longitude = 113.0
        accuracy = 12f
        time = System.currentTimeMillis() - age
        elapsedRealtimeNanos = 1
    }

    private fun send(fix: Location) {
        shadowOf(manager).simulateLocation(fix)
        shadowOf(Looper.getMainLooper()).idle()
    }

    @Test
    fun `a position that comes is the answer`() {
        val called = location.calls.call("location.position")
        assertNull(called.outcome)
        send(fix(LocationManager.GPS_PROVIDER, 23.5))
        assertEquals(23.5, called.result.getDouble("latitude"), 1e-9)
        assertEquals(12.0, called.result.getDouble("accuracy"), 1e-6)
        assertEquals(12.0, called.result.getDouble("horizontalAccuracy"), 1e-6)
    }

    @Test
    fun `once answered nothing listens any more`() {
        location.calls.call("location.position")
        send(fix(LocationManager.GPS_PROVIDER, 23.5))
        assertTrue(shadowOf(manager).getLocationRequests(LocationManager.GPS_PROVIDER).isEmpty())
    }

    @Test
    fun `a position of just now is taken at once`() {
        shadowOf(manager).setLastKnownLocation(LocationManager.NETWORK_PROVIDER, fix(LocationManager.NETWORK_PROVIDER, 1.0))
        assertEquals(1.0, location.calls.call("location.position").result.getDouble("latitude"), 1e-9)
    }

    @Test
    fun `an old position is not`() {
        shadowOf(manager).setLastKnownLocation(
            LocationManager.NETWORK_PROVIDER,
            fix(LocationManager.NETWORK_PROVIDER, 1.0, age = 60_000),
        )
        assertNull(location.calls.call("location.position").outcome)
    }

    @Test
    fun `no position in time fails`() {
        val called = location.calls.call("location.position", "timeout" to 2000)
        shadowOf(Looper.getMainLooper()).idleFor(Duration.ofMillis(2001))
        assertEquals(Failure.TIME_OUT, called.failure)
        assertTrue(shadowOf(manager).getLocationRequests(LocationManager.GPS_PROVIDER).isEmpty())
    }

    @Test
    fun `an old position is better than none`() {
        shadowOf(manager).setLastKnownLocation(
            LocationManager.NETWORK_PROVIDER,
            fix(LocationManager.NETWORK_PROVIDER, 2.0, age = 60_000),
        )
        val called = location.calls.call("location.position")
        shadowOf(Looper.getMainLooper()).idleFor(Duration.ofMillis(LocationAccess.PATIENCE + 1))
        assertEquals(2.0, called.result.getDouble("latitude"), 1e-9)
    }

    @Test
    fun `location that is switched off fails like the simulated device's`() {
        enable(LocationManager.GPS_PROVIDER, false)
        enable(LocationManager.NETWORK_PROVIDER, false)
        assertEquals(Failure("system permission denied", 3, 2), location.calls.call("location.position").failure)
    }

    @Test
    fun `a fuzzy position leaves the satellites alone`() {
        location.calls.call("location.fuzzy")
        assertTrue(shadowOf(manager).getLocationRequests(LocationManager.GPS_PROVIDER).isEmpty())
        assertEquals(1, shadowOf(manager).getLocationRequests(LocationManager.NETWORK_PROVIDER).size)
    }

    @Test
    fun `a refused permission fails`() {
        phone.deny(ACCESS_FINE_LOCATION, ACCESS_COARSE_LOCATION)
        val called = location.calls.call("location.position")
        phone.answer(granted = false)
        assertEquals(Failure.SYSTEM_DENIED, called.failure)
    }

    @Test
    fun `fields have the names that Rust reads, and values that are unknown`() {
        val json = LocationAccess.json(Location("x"))
        assertEquals(
            setOf("latitude", "longitude", "altitude", "speed", "direction", "accuracy", "horizontalAccuracy", "verticalAccuracy"),
            json.keys().asSequence().toSet(),
        )
        assertEquals(-1.0, json.getDouble("speed"), 0.0)
        assertEquals(0.0, json.getDouble("verticalAccuracy"), 0.0)
    }
}
