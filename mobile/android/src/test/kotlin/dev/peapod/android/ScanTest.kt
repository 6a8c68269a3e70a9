package dev.peapod.android

import android.Manifest.permission.CAMERA
import dev.peapod.android.device.Failure
import dev.peapod.android.device.FrameSource
import dev.peapod.android.device.Scan
import java.nio.ByteBuffer
import org.junit.Assert.assertEquals
import org.junit.Assert.assertNull
import org.junit.Before
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner

@RunWith(RobolectricTestRunner::class)
class ScanTest {
    private class Camera : FrameSource {
        lateinit var frame: (ByteBuffer, Int, Int, Int) -> Unit
        lateinit var end: (Failure?) -> Unit
        var closed = 0

        override fun open(onFrame: (ByteBuffer, Int, Int, Int) -> Unit, onEnd: (Failure?) -> Unit) {
            frame = onFrame
            end = onEnd
        }

        override fun close() {
            closed++
        }

        fun show() = frame(ByteBuffer.allocateDirect(12), 4, 3, 4)
    }

    private lateinit var phone: DeviceFixture
    private val camera = Camera()
    private var found: String? = null
    private val decoded = ArrayList<String>()
    private val queued = ArrayList<() -> Unit>()

    @Before
    fun open() {
        phone = DeviceFixture()
        phone.grant(CAMERA)
    }

    private fun calls(source: FrameSource? = camera) = Scan(
        phone.permissions,
        { source },
        { _, width, height, stride, kinds ->
            decoded += "$width $height $stride $kinds"
            found
        },
        { queued += it },
    ).calls

    private fun drain() = queued.toList().also { queued.clear() }.forEach { it() }

    @Test
    fun `frames go to Rust until it finds a code`() {
        val called = calls().call("scan.code")
        camera.show()
        drain()
        assertNull(called.outcome)
        found = """{"result":"https://example.com/","scanType":"QR_CODE"}"""
        camera.show()
        drain()
        assertEquals("QR_CODE", called.result.getString("scanType"))
        assertEquals(List(2) { """4 3 4 ["barCode","qrCode"]""" }, decoded)
        assertEquals(1, camera.closed)
    }

    @Test
    fun `the kinds that the script wants reach Rust`() {
        calls().call("scan.code", "scanType" to listOf("datamatrix"))
        camera.show()
        assertEquals("""4 3 4 ["datamatrix"]""", decoded.single())
    }

    @Test
    fun `frames after the find are left alone`() {
        found = "{}"
        val called = calls().call("scan.code")
        repeat(3) { camera.show() }
        drain()
        assertEquals(1, decoded.size)
        assertEquals(1, called.times)
    }

    @Test
    fun `a closed view is a cancel`() {
        val called = calls().call("scan.code")
        camera.end(null)
        drain()
        assertEquals(Failure.CANCEL, called.failure)
    }

    @Test
    fun `a broken camera fails and is closed`() {
        val called = calls().call("scan.code")
        camera.end(Failure.internal("camera error 4"))
        drain()
        assertEquals("internal error: camera error 4", called.failure.message)
        assertEquals(1, camera.closed)
    }

    @Test
    fun `one scan at a time, and another after it`() {
        val calls = calls()
        calls.call("scan.code")
        assertEquals(Failure("scanning"), calls.call("scan.code").failure)
        camera.end(null)
        drain()
        assertNull(calls.call("scan.code").outcome)
    }

    @Test
    fun `a mini-program that closes ends its scan`() {
        val calls = calls()
        val called = calls.call("scan.code")
        calls.call("scan.cancel").result
        assertEquals(Failure.CANCEL, called.failure)
        assertEquals(1, camera.closed)
    }

    @Test
    fun `a phone without a camera says so`() {
        assertEquals(Failure.NOT_SUPPORTED, calls(source = null).call("scan.code").failure)
    }

    @Test
    fun `a decoder that speaks no JSON is our error`() {
        found = "nonsense"
        val called = calls().call("scan.code")
        camera.show()
        drain()
        assertEquals(4, called.failure.errno)
    }

    @Test
    fun `a refused camera is not opened`() {
        phone.deny(CAMERA)
        val called = calls().call("scan.code")
        phone.answer(granted = false)
        assertEquals(Failure.SYSTEM_DENIED, called.failure)
    }
}
