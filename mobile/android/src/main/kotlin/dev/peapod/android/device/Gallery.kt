package dev.peapod.android.device

import android.app.Activity
import android.content.ContentValues
import android.content.Intent
import android.net.Uri
import android.os.Build
import android.os.Environment
import android.provider.MediaStore
import android.webkit.MimeTypeMap
import java.io.File
import java.io.IOException
import java.util.UUID
import java.util.concurrent.Executor
import org.json.JSONArray
import org.json.JSONObject

/**
 * The trait `Gallery`: pictures and videos from the camera or the album, files, and adding to the
 * album. The system's own camera and pickers do the choosing, so an app needs no right to all
 * pictures; asking for the camera is due because the manifest names the permission (for scanning).
 */
class Gallery(
    private val port: ActivityPort,
    private val permissions: Permissions,
    private val files: HandedFiles,
    /** Where files are copied; not the main thread. */
    private val worker: Executor,
) : Capability {
    override val calls: Map<String, Handler> = mapOf("gallery.pick" to ::pick, "gallery.save" to ::save)

    private val context get() = port.activity

    private fun pick(arguments: JSONObject, reply: Reply) {
        val wanted = Wanted(arguments)
        when {
            wanted.files -> choose(anyFile(wanted.count), wanted.count, reply)
            !wanted.pictures && !wanted.videos -> reply.fail(Failure.parameter("mediaType", "image, video or mix"))
            wanted.camera -> permissions.demand(Scope.CAMERA_USE, reply) { capture(wanted, reply) }
            else -> choose(album(wanted), wanted.count, reply)
        }
    }

    private class Wanted(arguments: JSONObject) {
        val pictures = arguments.optBoolean("pictures")
        val videos = arguments.optBoolean("videos")
        val files = arguments.optBoolean("files")
        val camera = arguments.optBoolean("camera")
        val count = arguments.optInt("count", 1).coerceAtLeast(1)

        val type = when {
            pictures && videos -> null
            videos -> "video/*"
            else -> "image/*"
        }
    }

    private fun capture(wanted: Wanted, reply: Reply) {
        val video = !wanted.pictures
        val uri = CaptureProvider.uri(context, "${UUID.randomUUID()}.${if (video) "mp4" else "jpg"}")
        val intent = Intent(if (video) MediaStore.ACTION_VIDEO_CAPTURE else MediaStore.ACTION_IMAGE_CAPTURE)
        intent.putExtra(MediaStore.EXTRA_OUTPUT, uri)
        // The grant goes along with the clip, also where extras are not looked at.
        intent.clipData = android.content.ClipData.newRawUri(null, uri)
        intent.addFlags(Intent.FLAG_GRANT_WRITE_URI_PERMISSION or Intent.FLAG_GRANT_READ_URI_PERMISSION)
        val started = port.start(intent) { code, _ ->
            val file = CaptureProvider.file(context, uri)
            if (code != Activity.RESULT_OK || file.length() == 0L) {
                file.delete()
                reply.fail(Failure.CANCEL)
            } else {
                work(reply) {
                    val moved = files.fresh(file.extension)
                    if (!file.renameTo(moved)) throw IOException("cannot move the camera's picture")
                    val type = if (video) "video/mp4" else "image/jpeg"
                    reply.done(result(listOf(files.describe(moved, file.name, type))))
                }
            }
        }
        if (!started) reply.fail(Failure.NOT_SUPPORTED)
    }

    /** Android 13's photo picker, which needs no permission; before, any application with content. */
    private fun album(wanted: Wanted): Intent {
        if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.TIRAMISU) {
            val intent = Intent(MediaStore.ACTION_PICK_IMAGES)
            wanted.type?.let(intent::setType)
            val most = minOf(wanted.count, MediaStore.getPickImagesMaxLimit())
            // The system refuses 1 here: without the extra one is chosen.
            if (most > 1) intent.putExtra(MediaStore.EXTRA_PICK_IMAGES_MAX, most)
            return intent
        }
        val intent = content(wanted.type ?: "*/*", wanted.count)
        if (wanted.type == null) intent.putExtra(Intent.EXTRA_MIME_TYPES, arrayOf("image/*", "video/*"))
        return intent
    }

    private fun anyFile(count: Int) = content("*/*", count)

    private fun content(type: String, count: Int) = Intent(Intent.ACTION_GET_CONTENT)
        .setType(type)
        .addCategory(Intent.CATEGORY_OPENABLE)
        .putExtra(Intent.EXTRA_ALLOW_MULTIPLE, count > 1)

    private fun choose(intent: Intent, count: Int, reply: Reply) {
        val started = port.start(intent) { code, data ->
            val chosen = if (code == Activity.RESULT_OK) uris(data).take(count) else emptyList()
            if (chosen.isEmpty()) {
                reply.fail(Failure.CANCEL)
            } else {
                work(reply) { reply.done(result(chosen.map(files::copy))) }
            }
        }
        if (!started) reply.fail(Failure.NOT_SUPPORTED)
    }

    private fun uris(data: Intent?): List<Uri> {
        val clip = data?.clipData ?: return listOfNotNull(data?.data)
        return (0 until clip.itemCount).mapNotNull { clip.getItemAt(it).uri }
    }

    private fun result(picked: List<JSONObject>) = JSONObject().put("files", JSONArray(picked))

    private fun work(reply: Reply, act: () -> Unit) = worker.execute { reply.guarded(act) }

    private fun save(arguments: JSONObject, reply: Reply) {
        val source = File(arguments.optString("path"))
        val extension = arguments.optString("extension", source.extension).lowercase()
        val type = MimeTypeMap.getSingleton().getMimeTypeFromExtension(extension) ?: TYPES[extension]
        if (type == null || !(type.startsWith("image/") || type.startsWith("video/"))) {
            return reply.fail(Failure("invalid file type"))
        }
        permissions.demand(Scope.WRITE_PHOTOS_ALBUM, reply) { work(reply) { insert(source, type, extension, reply) } }
    }

    private fun insert(source: File, type: String, extension: String, reply: Reply) {
        val resolver = context.contentResolver
        val video = type.startsWith("video/")
        val values = ContentValues()
        values.put(MediaStore.MediaColumns.DISPLAY_NAME, "mp_${System.currentTimeMillis()}.$extension")
        values.put(MediaStore.MediaColumns.MIME_TYPE, type)
        if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.Q) {
            val folder = if (video) Environment.DIRECTORY_MOVIES else Environment.DIRECTORY_PICTURES
            values.put(MediaStore.MediaColumns.RELATIVE_PATH, folder)
            // Not seen by others before it is whole.
            values.put(MediaStore.MediaColumns.IS_PENDING, 1)
        }
        val table = if (video) MediaStore.Video.Media.EXTERNAL_CONTENT_URI else MediaStore.Images.Media.EXTERNAL_CONTENT_URI
        val entry = resolver.insert(table, values) ?: return reply.fail(Failure.internal("the album takes nothing"))
        try {
            val sink = resolver.openOutputStream(entry) ?: throw IOException("the album's entry cannot be written")
            sink.use { output -> source.inputStream().use { it.copyTo(output) } }
        } catch (error: IOException) {
            resolver.delete(entry, null, null)
            throw error
        }
        if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.Q) {
            values.clear()
            values.put(MediaStore.MediaColumns.IS_PENDING, 0)
            resolver.update(entry, values, null, null)
        }
        reply.done()
    }

    private companion object {
        /** For systems whose table lacks them. */
        val TYPES = mapOf("jpg" to "image/jpeg", "jpeg" to "image/jpeg", "png" to "image/png", "gif" to "image/gif", "webp" to "image/webp", "mp4" to "video/mp4")
    }
}
