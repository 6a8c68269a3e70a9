package dev.peapod.android.device

import android.content.ContentProvider
import android.content.ContentValues
import android.content.Context
import android.database.Cursor
import android.database.MatrixCursor
import android.net.Uri
import android.os.ParcelFileDescriptor
import android.provider.OpenableColumns
import java.io.File
import java.io.FileNotFoundException

/**
 * Where the camera application writes the picture it was asked for: one file per picture, reachable
 * only with the grant that goes along with the question.
 */
class CaptureProvider : ContentProvider() {
    override fun onCreate() = true

    override fun openFile(uri: Uri, mode: String): ParcelFileDescriptor =
        ParcelFileDescriptor.open(file(context, uri), ParcelFileDescriptor.parseMode(mode))

    override fun getType(uri: Uri): String =
        if (uri.lastPathSegment?.endsWith(".mp4") == true) "video/mp4" else "image/jpeg"

    override fun query(
        uri: Uri,
        projection: Array<out String>?,
        selection: String?,
        selectionArgs: Array<out String>?,
        sortOrder: String?,
    ): Cursor {
        val file = file(context, uri)
        val cursor = MatrixCursor(arrayOf(OpenableColumns.DISPLAY_NAME, OpenableColumns.SIZE))
        cursor.addRow(arrayOf<Any>(file.name, file.length()))
        return cursor
    }

    override fun insert(uri: Uri, values: ContentValues?): Uri? = null

    override fun delete(uri: Uri, selection: String?, selectionArgs: Array<out String>?) = 0

    override fun update(uri: Uri, values: ContentValues?, selection: String?, selectionArgs: Array<out String>?) = 0

    companion object {
        private const val FOLDER = "captures"
        private val NAME = Regex("[0-9a-zA-Z-]+\\.(jpg|mp4)")

        private fun authority(context: Context) = "${context.packageName}.captures"

        fun uri(context: Context, name: String): Uri =
            Uri.Builder().scheme("content").authority(authority(context)).path(name).build()

        /** Removes pictures that an earlier run of the application did not come to fetch. */
        fun clear(context: Context) {
            File(context.cacheDir, FOLDER).deleteRecursively()
        }

        /** The file behind an address; only names that we make ourselves. */
        fun file(context: Context?, uri: Uri): File {
            val name = uri.lastPathSegment.orEmpty()
            if (context == null || uri.pathSegments.size != 1 || !NAME.matches(name)) {
                throw FileNotFoundException("no capture has this address")
            }
            val folder = File(context.cacheDir, FOLDER)
            folder.mkdirs()
            return File(folder, name)
        }
    }
}
