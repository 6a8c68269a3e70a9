package dev.peapod.android.bridge

import dev.peapod.android.device.Device
import dev.peapod.android.page.PageHost
import java.nio.ByteBuffer

/**
 * Functions that Rust implements and registers with `RegisterNatives` before the first page is made.
 * `jni.json` lists each with its JNI signature; `JniTableTest` checks this side against it.
 *
 * Called on the main thread unless said otherwise.
 */
object Native {
    /** An activity has its page host and device; they are valid until [detached]. */
    @JvmStatic
    external fun attached(pages: PageHost, device: Device)

    /** The activity with this page host is gone; another one may have come already. */
    @JvmStatic
    external fun detached(pages: PageHost)

    /** Runs what Rust has queued for the main thread; see [MainLoop]. */
    @JvmStatic
    external fun run()

    /** A message of the page document in view [view] of session [session]. */
    @JvmStatic
    external fun message(session: Long, view: Int, message: String)

    /** The renderer of a view died; `reload` brings the view back. */
    @JvmStatic
    external fun rendererGone(session: Long, view: Int, crashed: Boolean)

    /** The renderer of the shell died; the activity starts anew unless [givenUp]. */
    @JvmStatic
    external fun shellGone(crashed: Boolean, givenUp: Boolean)

    /**
     * Answers a request of the page scheme. [headers] is a JSON object. Called on a thread of the
     * WebView; must not wait for the main thread.
     */
    @JvmStatic
    external fun request(session: Long, method: String, url: String, headers: String): PageAnswer?

    /** Whether a frame of a `<web-view>` may load this URL. Any thread. */
    @JvmStatic
    external fun allowFrame(session: Long, url: String): Boolean

    /** The value of an expression asked with `PageHost.ask`, as JSON; empty when it threw. */
    @JvmStatic
    external fun answered(token: Long, json: String)

    /** Window metrics changed; a JSON object, see `WindowMetrics`. */
    @JvmStatic
    external fun metrics(json: String)

    /** The back gesture or button; false when there is nothing to go back from. */
    @JvmStatic
    external fun back(): Boolean

    /** The system is short of memory; 0 to 2, as `wx.onMemoryWarning` has 5, 10 and 15. */
    @JvmStatic
    external fun memoryWarning(level: Int)

    /** A device call of `Device.call` has ended; see `Outcome.json`. Any thread. */
    @JvmStatic
    external fun settled(call: Long, outcome: String)

    /** A change that scripts listen to: the listener's name and its argument. Any thread. */
    @JvmStatic
    external fun changed(event: String, payload: String)

    /**
     * Looks for a code in one camera frame, 8 bit luminance in a direct buffer. A JSON object with
     * the fields of `wx.scanCode`'s result, or null. Called on the camera's thread.
     */
    @JvmStatic
    external fun decode(luminance: ByteBuffer, width: Int, height: Int, rowStride: Int, kinds: String): String?
}
