package dev.peapod.android.bridge

import dev.peapod.android.device.Device
import dev.peapod.android.page.PageHost
import java.nio.ByteBuffer

/** What answers a request of the page scheme. Built by Rust. */
class PageAnswer(
    @JvmField val status: Int,
    @JvmField val mimeType: String,
    /** Null for binary content. */
    @JvmField val charset: String?,
    /** Names and values in turn. */
    @JvmField val headers: Array<String>,
    @JvmField val body: ByteArray,
)

/** What the page host needs from the stage in Rust. `Native` documents each function. */
interface RustSide {
    fun attached(pages: PageHost, device: Device)

    fun detached(pages: PageHost)

    fun run()

    fun message(session: Long, view: Int, message: String)

    fun rendererGone(session: Long, view: Int, crashed: Boolean)

    fun shellGone(crashed: Boolean, givenUp: Boolean)

    fun request(session: Long, method: String, url: String, headers: String): PageAnswer?

    fun allowFrame(session: Long, url: String): Boolean

    fun answered(token: Long, json: String)

    fun metrics(json: String)

    fun back(): Boolean

    fun memoryWarning(level: Int)

    fun settled(call: Long, outcome: String)

    fun changed(event: String, payload: String)

    fun decode(luminance: ByteBuffer, width: Int, height: Int, rowStride: Int, kinds: String): String?
}

/** Rust through JNI. */
object JniRust : RustSide {
    override fun attached(pages: PageHost, device: Device) = Native.attached(pages, device)

    override fun detached(pages: PageHost) = Native.detached(pages)

    override fun run() = Native.run()

    override fun message(session: Long, view: Int, message: String) = Native.message(session, view, message)

    override fun rendererGone(session: Long, view: Int, crashed: Boolean) = Native.rendererGone(session, view, crashed)

    override fun shellGone(crashed: Boolean, givenUp: Boolean) = Native.shellGone(crashed, givenUp)

    override fun request(session: Long, method: String, url: String, headers: String) =
        Native.request(session, method, url, headers)

    override fun allowFrame(session: Long, url: String) = Native.allowFrame(session, url)

    override fun answered(token: Long, json: String) = Native.answered(token, json)

    override fun metrics(json: String) = Native.metrics(json)

    override fun back() = Native.back()

    override fun memoryWarning(level: Int) = Native.memoryWarning(level)

    override fun settled(call: Long, outcome: String) = Native.settled(call, outcome)

    override fun changed(event: String, payload: String) = Native.changed(event, payload)

    override fun decode(luminance: ByteBuffer, width: Int, height: Int, rowStride: Int, kinds: String) =
        Native.decode(luminance, width, height, rowStride, kinds)
}
