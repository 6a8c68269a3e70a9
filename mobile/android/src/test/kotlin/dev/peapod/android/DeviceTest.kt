package dev.peapod.android

import dev.peapod.android.device.Capability
import dev.peapod.android.device.Device
import dev.peapod.android.device.Failure
import dev.peapod.android.device.Handler
import dev.peapod.android.device.Later
import dev.peapod.android.device.Outcome
import java.io.IOException
import org.json.JSONObject
import org.junit.Assert.assertEquals
import org.junit.Assert.assertThrows
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner

@RunWith(RobolectricTestRunner::class)
class DeviceTest {
    private val settled = ArrayList<Pair<Long, JSONObject>>()

    private fun device(vararg calls: Pair<String, Handler>) =
        Device(listOf(object : Capability { override val calls = mapOf(*calls) }, Later)) { call, json ->
            settled += call to JSONObject(json)
        }

    private fun fail(): JSONObject = settled.single().second.getJSONObject("fail")

    @Test
    fun `a result comes with the number of its call`() {
        device("a.b" to { arguments, reply -> reply.done(JSONObject().put("twice", arguments.getInt("x") * 2)) })
            .call(9, "a.b", """{"x":4}""")
        assertEquals(9L, settled.single().first)
        assertEquals("""{"ok":{"twice":8}}""", settled.single().second.toString())
    }

    @Test
    fun `a call without arguments`() {
        device("a.b" to { _, reply -> reply.done() }).call(1, "a.b", "")
        assertEquals("""{"ok":{}}""", settled.single().second.toString())
    }

    @Test
    fun `an unknown call is not supported`() {
        device().call(1, "a.b", "{}")
        assertEquals("not supported", fail().getString("message"))
        assertEquals(100, fail().getInt("errno"))
        assertTrue(fail().isNull("errCode"))
    }

    @Test
    fun `bluetooth, NFC, Wi-Fi and biometrics have their place`() {
        val device = device()
        for (name in listOf("bluetooth.devices", "nfc.start", "wifi.list", "biometric.check")) device.call(1, name, "{}")
        assertEquals(List(4) { 100 }, settled.map { it.second.getJSONObject("fail").getInt("errno") })
    }

    @Test
    fun `arguments that are no object are our error`() {
        device("a.b" to { _, reply -> reply.done() }).call(1, "a.b", "[1")
        assertEquals(4, fail().getInt("errno"))
        assertTrue(fail().getString("message").startsWith("internal error: arguments of a.b"))
    }

    @Test
    fun `what the system throws becomes a failure`() {
        val thrown = listOf<Exception>(SecurityException("no"), IllegalStateException("odd"), IOException("disk"))
        for (exception in thrown) device("a.b" to { _, _ -> throw exception }).call(1, "a.b", "{}")
        assertEquals(
            listOf("system permission denied", "internal error: odd", "internal error: disk"),
            settled.map { it.second.getJSONObject("fail").getString("message") },
        )
    }

    @Test
    fun `a call ends once`() {
        device("a.b" to { _, reply ->
            reply.done()
            reply.fail(Failure.CANCEL)
            throw IllegalStateException("late")
        }).call(1, "a.b", "{}")
        assertEquals(1, settled.size)
    }

    @Test
    fun `two capabilities cannot claim one call`() {
        assertThrows(IllegalStateException::class.java) { device("wifi.list" to { _, _ -> }) }
    }

    @Test
    fun `failures carry the numbers of native-apis`() {
        val source = java.io.File("../../native-apis/src/error.rs").readText()
        val numbers = mapOf(
            "CANCEL" to Failure.CANCEL,
            "NOT_SUPPORTED" to Failure.NOT_SUPPORTED,
            "TIME_OUT" to Failure.TIME_OUT,
            "INTERNAL" to Failure.internal("x"),
            "INVALID_PARAMETER" to Failure.parameter("x", "y"),
        )
        for ((name, failure) in numbers) {
            assertTrue(name, "pub const $name: i64 = ${failure.errno};" in source)
        }
    }

    @Test
    fun `a failure in JSON`() {
        assertEquals(
            """{"fail":{"message":"system permission denied","errno":3,"errCode":2}}""",
            JSONObject(Outcome.Failed(Failure.SYSTEM_DENIED).json()).toString(),
        )
    }
}
