package dev.peapod.android

import android.net.ConnectivityManager
import android.net.NetworkCapabilities
import android.net.NetworkInfo
import android.telephony.TelephonyManager
import dev.peapod.android.device.NetworkAccess
import org.json.JSONObject
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.Shadows.shadowOf
import org.robolectric.shadows.ShadowNetworkCapabilities
import org.robolectric.shadows.ShadowNetworkInfo

@RunWith(RobolectricTestRunner::class)
class NetworkTest {
    private val changes = ArrayList<Pair<String, JSONObject>>()
    private val phone = DeviceFixture()
    private val manager: ConnectivityManager = phone.service()
    private val network = NetworkAccess(phone.activity) { event, payload -> changes += event to payload }

    private fun transport(vararg transports: Int) {
        val capabilities = ShadowNetworkCapabilities.newInstance()
        transports.forEach { shadowOf(capabilities).addTransportType(it) }
        shadowOf(manager).setNetworkCapabilities(manager.activeNetwork, capabilities)
    }

    @Suppress("DEPRECATION")
    private fun mobile(subtype: Int) {
        transport(NetworkCapabilities.TRANSPORT_CELLULAR)
        shadowOf(manager).setActiveNetworkInfo(
            ShadowNetworkInfo.newInstance(
                NetworkInfo.DetailedState.CONNECTED,
                ConnectivityManager.TYPE_MOBILE,
                subtype,
                true,
                NetworkInfo.State.CONNECTED,
            ),
        )
        transport(NetworkCapabilities.TRANSPORT_CELLULAR)
    }

    private fun type() = network.calls.call("network.state").result.getString("type")

    @Test
    fun `no network`() {
        shadowOf(manager).setDefaultNetworkActive(false)
        assertEquals("none", type())
    }

    @Test
    fun `wifi, and a cable as wifi`() {
        transport(NetworkCapabilities.TRANSPORT_WIFI)
        assertEquals("wifi", type())
        transport(NetworkCapabilities.TRANSPORT_ETHERNET)
        assertEquals("wifi", type())
    }

    @Test
    fun `something else is unknown`() {
        transport(NetworkCapabilities.TRANSPORT_BLUETOOTH)
        assertEquals("unknown", type())
    }

    @Test
    fun `generations of mobile networks`() {
        val kinds = listOf(
            TelephonyManager.NETWORK_TYPE_EDGE,
            TelephonyManager.NETWORK_TYPE_HSPAP,
            TelephonyManager.NETWORK_TYPE_LTE,
            TelephonyManager.NETWORK_TYPE_NR,
            TelephonyManager.NETWORK_TYPE_UNKNOWN,
        ).map { kind ->
            mobile(kind)
            type()
        }
        assertEquals(listOf("2g", "3g", "4g", "5g", "unknown"), kinds)
    }

    @Test
    fun `a state has every field that Rust reads`() {
        transport(NetworkCapabilities.TRANSPORT_WIFI)
        val state = network.calls.call("network.state").result
        assertEquals(
            setOf("type", "signalStrength", "hasSystemProxy", "localIp", "netmask"),
            state.keys().asSequence().toSet(),
        )
        assertFalse(state.getBoolean("hasSystemProxy"))
    }

    @Test
    fun `masks of IPv4`() {
        assertEquals(
            listOf("0.0.0.0", "255.0.0.0", "255.255.240.0", "255.255.255.0", "255.255.255.255"),
            listOf(0, 8, 20, 24, 32).map(NetworkAccess::mask),
        )
    }

    @Test
    fun `a change is told once`() {
        transport(NetworkCapabilities.TRANSPORT_WIFI)
        network.calls.call("network.watch").result
        val callback = shadowOf(manager).networkCallbacks.single()
        val active = checkNotNull(manager.activeNetwork)
        callback.onAvailable(active)
        assertTrue(changes.isEmpty())
        shadowOf(manager).setDefaultNetworkActive(false)
        callback.onLost(active)
        callback.onLost(active)
        val (event, payload) = changes.single()
        assertEquals("onNetworkStatusChange", event)
        assertEquals("""{"isConnected":false,"networkType":"none"}""", payload.toString())
    }

    @Test
    fun `watching twice registers once, and closing ends it`() {
        network.calls.call("network.watch").result
        network.calls.call("network.watch").result
        assertEquals(1, shadowOf(manager).networkCallbacks.size)
        network.close()
        assertTrue(shadowOf(manager).networkCallbacks.isEmpty())
    }
}
