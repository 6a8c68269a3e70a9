package dev.peapod.android

import android.Manifest.permission.CAMERA
import android.app.Activity
import android.content.ClipData
import android.content.Intent
import android.net.Uri
import android.provider.MediaStore
import dev.peapod.android.device.CaptureProvider
import dev.peapod.android.device.Failure
import dev.peapod.android.device.Gallery
import java.io.File
import java.io.FileNotFoundException
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertThrows
import org.junit.Assert.assertTrue
import org.junit.Before
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.Shadows.shadowOf
import org.robolectric.annotation.Config

@RunWith(RobolectricTestRunner::class)
class GalleryTest {
    private lateinit var phone: DeviceFixture
    private lateinit var gallery: Gallery

    @Before
    fun open() {
        phone = DeviceFixture()
        phone.grant(CAMERA)
        gallery = Gallery(phone.port, phone.permissions, phone.files) { it.run() }
    }

    private fun pick(vararg wanted: Pair<String, Any>) = gallery.calls.call("gallery.pick", *wanted)

    private fun content(name: String, body: String): Uri {
        val uri = Uri.parse("content://media/$name")
        shadowOf(phone.activity.contentResolver).registerInputStreamSupplier(uri) { body.byteInputStream() }
        return uri
    }

    private fun Called.file(index: Int = 0) = result.getJSONArray("files").getJSONObject(index)

    @Test
    fun `Android 13 has a picker that needs no permission`() {
        pick("pictures" to true, "count" to 9)
        val intent = phone.started().intent
        assertEquals(MediaStore.ACTION_PICK_IMAGES, intent.action)
        assertEquals("image/*", intent.type)
        assertEquals(9, intent.getIntExtra(MediaStore.EXTRA_PICK_IMAGES_MAX, 0))
    }

    @Test
    fun `the picker refuses a limit of one, so there is none`() {
        pick("pictures" to true, "count" to 1)
        assertFalse(phone.started().intent.hasExtra(MediaStore.EXTRA_PICK_IMAGES_MAX))
    }

    @Test
    @Config(sdk = [24])
    fun `older systems choose content`() {
        pick("pictures" to true, "videos" to true, "count" to 2)
        val intent = phone.started().intent
        assertEquals(Intent.ACTION_GET_CONTENT, intent.action)
        assertEquals(listOf("image/*", "video/*"), intent.getStringArrayExtra(Intent.EXTRA_MIME_TYPES)?.toList())
        assertTrue(intent.getBooleanExtra(Intent.EXTRA_ALLOW_MULTIPLE, false))
    }

    @Test
    fun `what was chosen is copied for Rust`() {
        val called = pick("pictures" to true)
        phone.finish(phone.started(), Activity.RESULT_OK, Intent().setData(content("1", "pixels")))
        assertEquals("pixels", File(called.file().getString("path")).readText())
        assertTrue(called.file().getString("path").startsWith(phone.activity.cacheDir.path))
    }

    @Test
    fun `several are taken in order, and no more than wanted`() {
        val called = pick("files" to true, "count" to 2)
        val clip = ClipData.newRawUri(null, content("1", "a"))
        clip.addItem(ClipData.Item(content("2", "b")))
        clip.addItem(ClipData.Item(content("3", "c")))
        val data = Intent()
        data.clipData = clip
        phone.finish(phone.started(), Activity.RESULT_OK, data)
        assertEquals(2, called.result.getJSONArray("files").length())
        assertEquals(listOf("a", "b"), (0..1).map { File(called.file(it).getString("path")).readText() })
    }

    @Test
    fun `a closed picker is a cancel`() {
        val called = pick("pictures" to true)
        phone.finish(phone.started(), Activity.RESULT_CANCELED)
        assertEquals(Failure.CANCEL, called.failure)
    }

    @Test
    fun `a file that is gone is our error`() {
        val called = pick("pictures" to true)
        val uri = Uri.parse("content://media/9")
        shadowOf(phone.activity.contentResolver).registerInputStreamSupplier(uri) { throw SecurityException("revoked") }
        phone.finish(phone.started(), Activity.RESULT_OK, Intent().setData(uri))
        assertEquals(Failure.SYSTEM_DENIED, called.failure)
    }

    @Test
    fun `a phone without a picker says so`() {
        phone.withoutApplications()
        assertEquals(Failure.NOT_SUPPORTED, pick("files" to true).failure)
    }

    @Test
    fun `nothing wanted is a wrong argument`() {
        assertEquals(1001, pick().failure.errno)
    }

    private fun output(intent: Intent): Uri = checkNotNull(intent.clipData).getItemAt(0).uri

    @Test
    fun `the camera writes to an address of ours`() {
        val called = pick("pictures" to true, "camera" to true)
        val started = phone.started()
        assertEquals(MediaStore.ACTION_IMAGE_CAPTURE, started.intent.action)
        assertTrue(started.intent.flags and Intent.FLAG_GRANT_WRITE_URI_PERMISSION != 0)
        CaptureProvider.file(phone.activity, output(started.intent)).writeText("jpeg")
        phone.finish(started, Activity.RESULT_OK)
        assertEquals("jpeg", File(called.file().getString("path")).readText())
        assertEquals("image/jpeg", called.file().getString("mimeType"))
        assertFalse(CaptureProvider.file(phone.activity, output(started.intent)).exists())
    }

    @Test
    fun `a camera that took nothing is a cancel, whatever it says`() {
        val called = pick("pictures" to true, "camera" to true)
        phone.finish(phone.started(), Activity.RESULT_OK)
        assertEquals(Failure.CANCEL, called.failure)
    }

    @Test
    fun `a video has its measures, unknown ones as 0`() {
        val called = pick("videos" to true, "camera" to true)
        val started = phone.started()
        assertEquals(MediaStore.ACTION_VIDEO_CAPTURE, started.intent.action)
        CaptureProvider.file(phone.activity, output(started.intent)).writeText("mp4")
        phone.finish(started, Activity.RESULT_OK)
        assertEquals(setOf("duration", "width", "height"), called.file().getJSONObject("video").keys().asSequence().toSet())
    }

    @Test
    fun `the camera asks for its permission, since the manifest names it`() {
        phone.deny(CAMERA)
        val called = pick("pictures" to true, "camera" to true)
        phone.answer(granted = false)
        assertEquals(Failure.SYSTEM_DENIED, called.failure)
    }

    @Test
    fun `no other file has an address`() {
        for (path in listOf("../shared_prefs/a.jpg", "a/b.jpg", "x.txt", "", "..%2Fa.jpg")) {
            val uri = Uri.parse("content://x.captures/$path")
            assertThrows(path, FileNotFoundException::class.java) { CaptureProvider.file(phone.activity, uri) }
        }
    }

    @Test
    fun `only pictures and videos go to the album`() {
        assertEquals(
            Failure("invalid file type"),
            gallery.calls.call("gallery.save", "path" to "/x/a.txt").failure,
        )
    }

    @Test
    fun `an earlier run's files are removed`() {
        val file = phone.files.fresh("jpg")
        file.writeText("x")
        val capture = CaptureProvider.file(phone.activity, CaptureProvider.uri(phone.activity, "a.jpg"))
        capture.writeText("x")
        phone.files.clear()
        CaptureProvider.clear(phone.activity)
        assertFalse(file.exists() || capture.exists())
    }
}
