package dev.peapod.android.device

import android.content.ContentResolver
import android.content.Context
import android.media.MediaMetadataRetriever
import android.net.Uri
import android.provider.OpenableColumns
import android.webkit.MimeTypeMap
import java.io.File
import java.io.FileNotFoundException
import java.util.UUID
import org.json.JSONObject

/**
 * Files that are handed to Rust, which reads and deletes them: `Picked` in native-apis has bytes, and
 * those of a video do not belong through JNI.
 */
class HandedFiles(private val context: Context) {
    private val folder = File(context.cacheDir, "handed")
    private val resolver: ContentResolver get() = context.contentResolver

    /** A new file, empty. */
    fun fresh(extension: String): File {
        folder.mkdirs()
        return File(folder, "${UUID.randomUUID()}.$extension")
    }

    /** Removes what an earlier run of the application left. */
    fun clear() {
        folder.deleteRecursively()
    }

    /** Copies what the user chose. */
    fun copy(uri: Uri): JSONObject {
        val type = resolver.getType(uri).orEmpty()
        val name = displayName(uri) ?: "file.${extension(type)}"
        val file = fresh(name.substringAfterLast('.', extension(type)))
        val source = resolver.openInputStream(uri) ?: throw FileNotFoundException("the chosen file is gone")
        source.use { input -> file.outputStream().use { input.copyTo(it) } }
        return describe(file, name, type)
    }

    /** Fields as `Picked` in Rust, with `path` for the bytes. */
    fun describe(file: File, name: String, type: String): JSONObject {
        val described = JSONObject().put("name", name).put("path", file.path).put("mimeType", type)
        if (type.startsWith("video/")) described.put("video", video(file))
        return described
    }

    private fun displayName(uri: Uri): String? =
        resolver.query(uri, arrayOf(OpenableColumns.DISPLAY_NAME), null, null, null)?.use {
            // A name from another application is a name, not a path.
            if (it.moveToFirst()) it.getString(0)?.substringAfterLast('/')?.ifEmpty { null } else null
        }

    private fun video(file: File): JSONObject {
        val retriever = MediaMetadataRetriever()
        try {
            retriever.setDataSource(file.path)
            fun number(key: Int) = retriever.extractMetadata(key)?.toLongOrNull() ?: 0L
            val width = number(MediaMetadataRetriever.METADATA_KEY_VIDEO_WIDTH)
            val height = number(MediaMetadataRetriever.METADATA_KEY_VIDEO_HEIGHT)
            val upright = number(MediaMetadataRetriever.METADATA_KEY_VIDEO_ROTATION) % HALF_TURN == 0L
            return JSONObject()
                .put("duration", number(MediaMetadataRetriever.METADATA_KEY_DURATION) / MILLISECONDS)
                .put("width", if (upright) width else height)
                .put("height", if (upright) height else width)
        } catch (_: RuntimeException) {
            // Not a video that this phone can read; the script still gets the file.
            return JSONObject().put("duration", 0.0).put("width", 0).put("height", 0)
        } finally {
            retriever.release()
        }
    }

    private companion object {
        const val HALF_TURN = 180L
        const val MILLISECONDS = 1000.0

        fun extension(type: String): String = MimeTypeMap.getSingleton().getExtensionFromMimeType(type) ?: "bin"
    }
}
