package dev.peapod.android.device

import java.nio.ByteBuffer
import java.util.concurrent.atomic.AtomicBoolean
import org.json.JSONArray
import org.json.JSONException
import org.json.JSONObject

/** Frames of the camera while a code is looked for. */
interface FrameSource {
    /**
     * Opens the back camera and its view. `onFrame` comes on the camera's thread with 8 bit
     * luminance; `onEnd` once: null when the user closed the view, else what went wrong.
     */
    fun open(onFrame: (luminance: ByteBuffer, width: Int, height: Int, rowStride: Int) -> Unit, onEnd: (Failure?) -> Unit)

    /** Closes camera and view; `onEnd` does not come any more. */
    fun close()
}

/**
 * `wx.scanCode`. The frames go to Rust, whose decoder is the same on every system: no Google Play
 * services, no second application, no ZXing copy in Kotlin.
 */
class Scan(
    private val permissions: Permissions,
    private val frames: () -> FrameSource?,
    /** Result of `Native.decode`. */
    private val decode: (ByteBuffer, Int, Int, Int, String) -> String?,
    private val onMain: (() -> Unit) -> Unit,
) : Capability {
    override val calls: Map<String, Handler> = mapOf("scan.code" to ::scan, "scan.cancel" to ::cancel)

    private var running: Pair<FrameSource, Reply>? = null

    private fun scan(arguments: JSONObject, reply: Reply) {
        if (running != null) return reply.fail(Failure("scanning"))
        val kinds = (arguments.optJSONArray("scanType") ?: JSONArray(DEFAULT)).toString()
        permissions.demand(Scope.CAMERA_USE, reply) {
            if (running != null) return@demand reply.fail(Failure("scanning"))
            val source = frames() ?: return@demand reply.fail(Failure.NOT_SUPPORTED)
            running = source to reply
            val found = AtomicBoolean()
            source.open(
                onFrame = { luminance, width, height, rowStride ->
                    val result = if (found.get()) null else decode(luminance, width, height, rowStride, kinds)
                    if (result != null && found.compareAndSet(false, true)) onMain { end(source, result) }
                },
                onEnd = { failure -> onMain { stop(source, failure ?: Failure.CANCEL) } },
            )
        }
    }

    private fun end(source: FrameSource, result: String) {
        val (current, reply) = running ?: return
        if (current !== source) return
        running = null
        source.close()
        try {
            reply.done(JSONObject(result))
        } catch (error: JSONException) {
            reply.fail(Failure.internal("the decoder's answer: ${error.message}"))
        }
    }

    private fun stop(source: FrameSource, failure: Failure) {
        val (current, reply) = running ?: return
        if (current !== source) return
        running = null
        source.close()
        reply.fail(failure)
    }

    /** The mini-program closed, or went to the background. */
    private fun cancel(@Suppress("UNUSED_PARAMETER") arguments: JSONObject, reply: Reply) {
        running?.let { (source, _) -> stop(source, Failure.CANCEL) }
        reply.done()
    }

    private companion object {
        val DEFAULT = listOf("barCode", "qrCode")
    }
}
