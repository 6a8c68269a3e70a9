package dev.peapod.android.device

import android.content.Context
import android.net.ConnectivityManager
import android.net.LinkProperties
import android.net.Network
import android.net.NetworkCapabilities
import android.net.NetworkCapabilities.TRANSPORT_CELLULAR
import android.net.NetworkCapabilities.TRANSPORT_ETHERNET
import android.net.NetworkCapabilities.TRANSPORT_WIFI
import android.os.Build
import android.telephony.TelephonyManager
import java.net.Inet4Address
import org.json.JSONObject

/**
 * The trait `NetworkState`, and `onNetworkStatusChange`. The generation of a mobile network comes
 * from `NetworkInfo`, as `TelephonyManager` demands a permission to the phone's identity for it.
 */
class NetworkAccess(
    private val context: Context,
    private val changed: (event: String, payload: JSONObject) -> Unit,
) : Capability {
    override val calls: Map<String, Handler> = mapOf(
        "network.state" to { _, reply -> reply.done(state()) },
        "network.watch" to { _, reply ->
            watch()
            reply.done()
        },
    )

    private val manager get() = context.getSystemService(ConnectivityManager::class.java)
    private var callback: ConnectivityManager.NetworkCallback? = null
    private var last: String? = null

    fun state(): JSONObject {
        val network = manager.activeNetwork
        val link = network?.let(manager::getLinkProperties)
        val address = link?.linkAddresses?.firstOrNull { it.address is Inet4Address }
        return JSONObject()
            .put("type", kind(network))
            .put("signalStrength", signal(network))
            .put("hasSystemProxy", proxied(link))
            .put("localIp", address?.address?.hostAddress.orEmpty())
            .put("netmask", address?.let { mask(it.prefixLength) }.orEmpty())
    }

    private fun kind(network: Network?): String {
        val capabilities = network?.let(manager::getNetworkCapabilities) ?: return "none"
        return when {
            capabilities.hasTransport(TRANSPORT_WIFI) || capabilities.hasTransport(TRANSPORT_ETHERNET) -> "wifi"
            capabilities.hasTransport(TRANSPORT_CELLULAR) -> generation()
            else -> "unknown"
        }
    }

    @Suppress("DEPRECATION")
    private fun generation(): String = when (manager.activeNetworkInfo?.subtype) {
        TelephonyManager.NETWORK_TYPE_GPRS, TelephonyManager.NETWORK_TYPE_EDGE, TelephonyManager.NETWORK_TYPE_CDMA,
        TelephonyManager.NETWORK_TYPE_1xRTT, TelephonyManager.NETWORK_TYPE_IDEN, TelephonyManager.NETWORK_TYPE_GSM,
        -> "2g"
        TelephonyManager.NETWORK_TYPE_UMTS, TelephonyManager.NETWORK_TYPE_EVDO_0, TelephonyManager.NETWORK_TYPE_EVDO_A,
        TelephonyManager.NETWORK_TYPE_EVDO_B, TelephonyManager.NETWORK_TYPE_HSDPA, TelephonyManager.NETWORK_TYPE_HSUPA,
        TelephonyManager.NETWORK_TYPE_HSPA, TelephonyManager.NETWORK_TYPE_HSPAP, TelephonyManager.NETWORK_TYPE_EHRPD,
        TelephonyManager.NETWORK_TYPE_TD_SCDMA,
        -> "3g"
        TelephonyManager.NETWORK_TYPE_LTE -> "4g"
        TelephonyManager.NETWORK_TYPE_NR -> "5g"
        else -> "unknown"
    }

    private fun signal(network: Network?): Int {
        if (Build.VERSION.SDK_INT < Build.VERSION_CODES.Q) return 0
        val strength = network?.let(manager::getNetworkCapabilities)?.signalStrength ?: return 0
        return if (strength == NetworkCapabilities.SIGNAL_STRENGTH_UNSPECIFIED) 0 else strength
    }

    private fun proxied(link: LinkProperties?) = link?.httpProxy != null || manager.defaultProxy != null

    private fun watch() {
        if (callback != null) return
        last = state().getString("type")
        val watching = object : ConnectivityManager.NetworkCallback() {
            override fun onAvailable(network: Network) = tell()

            override fun onLost(network: Network) = tell()

            override fun onCapabilitiesChanged(network: Network, capabilities: NetworkCapabilities) = tell()
        }
        manager.registerDefaultNetworkCallback(watching)
        callback = watching
    }


    private fun tell() {
        val kind = state().getString("type")
        synchronized(this) {
            if (kind == last) return
            last = kind
        }
        changed(EVENT, JSONObject().put("isConnected", kind != "none").put("networkType", kind))
    }

    fun close() {
        callback?.let(manager::unregisterNetworkCallback)
        callback = null
    }

    companion object {
        const val EVENT = "onNetworkStatusChange"
        private const val BITS = 32
        private const val BYTE = 8
        private const val BYTE_MASK = 0xffL

        /** `24` → `255.255.255.0`. */
        fun mask(prefix: Int): String {
            val bits = if (prefix <= 0) 0L else (-1L shl (BITS - prefix.coerceAtMost(BITS))) and 0xffffffffL
            return (BITS - BYTE downTo 0 step BYTE).joinToString(".") { ((bits shr it) and BYTE_MASK).toString() }
        }
    }
}
