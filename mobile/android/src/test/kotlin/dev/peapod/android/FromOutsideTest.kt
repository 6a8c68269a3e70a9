package dev.peapod.android

import android.content.Intent
import android.content.pm.ActivityInfo
import android.net.Uri
import android.os.Looper
import dev.peapod.android.bridge.JniRust
import dev.peapod.android.bridge.MainLoop
import dev.peapod.android.device.Failure
import dev.peapod.android.device.ReceivedFiles
import dev.peapod.android.device.ScreenAccess
import dev.peapod.android.device.ShareSheet
import java.io.ByteArrayInputStream
import java.io.File
import kotlin.concurrent.thread
import org.junit.After
import org.junit.Assert.assertArrayEquals
import org.junit.Assert.assertEquals
import org.junit.Assert.assertNotNull
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.Shadows.shadowOf

/** The main thread's queue, documents of other applications, the share sheet, and how the phone is held. */
@RunWith(RobolectricTestRunner::class)
class FromOutsideTest {
    private val phone = DeviceFixture()

    @After
    fun close() {
        MainLoop.rust = JniRust
    }

    @Test
    fun `a wake-up from another thread runs the queue on the main looper`() {
        val rust = FakeRust()
        MainLoop.rust = rust
        thread { MainLoop.wake() }.join()
        assertTrue("not on the thread that wakes", rust.heard.isEmpty())
        shadowOf(Looper.getMainLooper()).idle()
        assertEquals(listOf("run"), rust.heard)
    }

    @Test
    fun `each wake-up runs the queue once`() {
        val rust = FakeRust()
        MainLoop.rust = rust
        MainLoop.wake()
        MainLoop.wake()
        shadowOf(Looper.getMainLooper()).idle()
        assertEquals(listOf("run", "run"), rust.heard)
    }

    @Test
    fun `a document of another application is copied`() {
        val uri = Uri.parse("content://files/1")
        shadowOf(phone.activity.contentResolver).registerInputStream(uri, ByteArrayInputStream(byteArrayOf(1, 2, 3)))
        val received = ReceivedFiles(phone.files) { it.run() }
        val result = received.calls.call("files.import", "uri" to uri.toString()).result
        assertArrayEquals(byteArrayOf(1, 2, 3), File(result.getString("path")).readBytes())
    }

    @Test
    fun `files of the phone are no documents`() {
        val received = ReceivedFiles(phone.files) { it.run() }
        for (uri in listOf("file:///data/data/dev.peapod.host/settings.json", "https://a.b/c", "")) {
            assertEquals(1001, received.calls.call("files.import", "uri" to uri).failure.errno)
        }
    }

    @Test
    fun `a document that is gone fails`() {
        val received = ReceivedFiles(phone.files) { it.run() }
        shadowOf(phone.activity.contentResolver).registerInputStreamSupplier(Uri.parse("content://files/2")) {
            throw SecurityException("no grant")
        }
        assertEquals(Failure.SYSTEM_DENIED, received.calls.call("files.import", "uri" to "content://files/2").failure)
    }

    @Test
    fun `a text is given to an application that the user chooses`() {
        val share = ShareSheet(phone.port)
        share.calls.call("share.send", "text" to "peapod://open?appid=a", "title" to "A").result
        val chooser = checkNotNull(shadowOf(phone.activity).nextStartedActivity)
        assertEquals(Intent.ACTION_CHOOSER, chooser.action)
        @Suppress("DEPRECATION")
        val sent = chooser.getParcelableExtra<Intent>(Intent.EXTRA_INTENT)
        assertNotNull(sent)
        assertEquals("text/plain", sent?.type)
        assertEquals("peapod://open?appid=a", sent?.getStringExtra(Intent.EXTRA_TEXT))
    }

    @Test
    fun `a page says how the phone is held`() {
        val screen = ScreenAccess(phone.activity)
        val wanted = mapOf(
            "landscape" to ActivityInfo.SCREEN_ORIENTATION_SENSOR_LANDSCAPE,
            "portrait" to ActivityInfo.SCREEN_ORIENTATION_PORTRAIT,
            "auto" to ActivityInfo.SCREEN_ORIENTATION_UNSPECIFIED,
        )
        for ((name, code) in wanted) {
            screen.calls.call("screen.setOrientation", "orientation" to name).result
            assertEquals(name, code, phone.activity.requestedOrientation)
        }
        assertEquals(1001, screen.calls.call("screen.setOrientation", "orientation" to "upside down").failure.errno)
    }

    @Test
    fun `nothing is shared without a text`() {
        assertEquals(1001, ShareSheet(phone.port).calls.call("share.send").failure.errno)
    }
}
