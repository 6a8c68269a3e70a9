package dev.peapod.android.device

import android.app.Activity
import android.graphics.Bitmap
import android.graphics.Canvas
import android.os.Build
import android.os.Handler
import android.os.Looper
import android.view.PixelCopy
import android.view.View
import androidx.annotation.RequiresApi
import java.io.IOException
import java.util.concurrent.Executor
import org.json.JSONObject

/**
 * The window as PNG, for `App.captureScreenshot` of the automation port: what is on the screen, videos
 * on surfaces of their own excepted. Android 7 has only the views' own drawing.
 */
class WindowCapture(
    private val activity: Activity,
    private val files: HandedFiles,
    private val worker: Executor,
) : Capability {
    override val calls: Map<String, dev.peapod.android.device.Handler> = mapOf("window.capture" to ::capture)

    private fun capture(@Suppress("UNUSED_PARAMETER") arguments: JSONObject, reply: Reply) {
        val view = activity.window.peekDecorView()
        if (view == null || view.width == 0 || view.height == 0) {
            return reply.fail(Failure.internal("the window is not on the screen yet"))
        }
        val picture = Bitmap.createBitmap(view.width, view.height, Bitmap.Config.ARGB_8888)
        val save = { worker.execute { reply.guarded { save(picture, reply) } } }
        if (Build.VERSION.SDK_INT < Build.VERSION_CODES.O) {
            draw(view, picture)
            return save()
        }
        copy(picture) { copied ->
            reply.guarded {
                if (!copied) draw(view, picture)
                save()
            }
        }
    }

    /** [done] is called on the main thread, with false where the window has nothing to copy. */
    @RequiresApi(Build.VERSION_CODES.O)
    private fun copy(picture: Bitmap, done: (Boolean) -> Unit) {
        try {
            PixelCopy.request(
                activity.window,
                picture,
                { result -> done(result == PixelCopy.SUCCESS) },
                Handler(Looper.getMainLooper()),
            )
        } catch (_: IllegalArgumentException) {
            // The window has no surface just now.
            done(false)
        }
    }

    private fun draw(view: View, picture: Bitmap) = view.draw(Canvas(picture))

    private fun save(picture: Bitmap, reply: Reply) {
        val file = files.fresh("png")
        val written = file.outputStream().use { picture.compress(Bitmap.CompressFormat.PNG, BEST, it) }
        picture.recycle()
        if (!written) throw IOException("the picture cannot be written")
        reply.done(JSONObject().put("path", file.path))
    }

    private companion object {
        /** PNG loses nothing at any quality. */
        const val BEST = 100
    }
}
