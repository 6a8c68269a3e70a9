package dev.peapod.android

import android.app.Activity
import android.graphics.BitmapFactory
import android.graphics.Color
import android.view.View
import dev.peapod.android.device.WindowCapture
import java.io.File
import java.io.IOException
import java.util.concurrent.Executor
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.Robolectric
import org.robolectric.RobolectricTestRunner
import org.robolectric.Shadows.shadowOf
import org.robolectric.annotation.Config

/** `App.captureScreenshot`. */
@RunWith(RobolectricTestRunner::class)
@Config(sdk = [24, 34])
class WindowCaptureTest {
    private val phone = DeviceFixture()
    private val atOnce = Executor { it.run() }

    private fun captured(worker: Executor = atOnce): Called {
        val called = WindowCapture(phone.activity, phone.files, worker).calls.call("window.capture")
        shadowOf(android.os.Looper.getMainLooper()).idle()
        return called
    }

    private fun show() {
        val content = View(phone.activity)
        content.setBackgroundColor(Color.RED)
        phone.activity.setContentView(content)
        phone.activity.window.decorView.layout(0, 0, 120, 200)
    }

    @Test
    fun `the window is a PNG of its size, handed over as a file`() {
        show()
        val file = File(captured().result.getString("path"))
        assertTrue(file.path, file.isFile && file.extension == "png")
        val size = BitmapFactory.Options().apply { inJustDecodeBounds = true }
        BitmapFactory.decodeFile(file.path, size)
        assertEquals(120 to 200, size.outWidth to size.outHeight)
    }

    @Test
    fun `each picture has a file of its own`() {
        show()
        val paths = List(2) { captured().result.getString("path") }
        assertEquals(2, paths.toSet().size)
    }

    @Test
    fun `writing is not the main thread's`() {
        show()
        val waiting = ArrayList<Runnable>()
        val called = captured { waiting += it }
        assertEquals(0, called.times)
        waiting.single().run()
        assertTrue(called.result.has("path"))
    }

    @Test
    fun `a picture that cannot be written fails`() {
        show()
        // A file where the folder should be.
        val folder = File(phone.activity.cacheDir, "handed")
        folder.deleteRecursively()
        if (!folder.createNewFile()) throw IOException("cannot prepare")
        assertEquals(4, captured().failure.errno)
    }

    @Test
    fun `a window without a size says so`() {
        val activity = Robolectric.buildActivity(Activity::class.java).create().get()
        val called = WindowCapture(activity, phone.files, atOnce).calls.call("window.capture")
        assertEquals("internal error: the window is not on the screen yet", called.failure.message)
    }
}
