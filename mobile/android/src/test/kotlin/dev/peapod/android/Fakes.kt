package dev.peapod.android

import android.net.Uri
import android.webkit.RenderProcessGoneDetail
import android.webkit.WebResourceRequest
import android.webkit.WebView
import androidx.webkit.ProfileStore
import androidx.webkit.WebViewCompat
import androidx.webkit.WebViewFeature
import dev.peapod.android.bridge.PageAnswer
import dev.peapod.android.bridge.RustSide
import dev.peapod.android.device.Device
import dev.peapod.android.device.Handler
import dev.peapod.android.device.Outcome
import dev.peapod.android.device.Reply
import dev.peapod.android.page.PageHost
import dev.peapod.android.page.WebDataKeeper
import java.nio.ByteBuffer
import org.json.JSONObject
import org.junit.rules.ExternalResource
import org.robolectric.Shadows.shadowOf
import org.robolectric.shadows.ShadowWebView

const val DOCUMENT = "https://mp.localhost/_page/index.html"

/** Rust as the tests see it: writes down what it is told. */
class FakeRust : RustSide {
    val heard = ArrayList<String>()
    val requests = ArrayList<String>()
    val metrics = ArrayList<JSONObject>()
    var answer: (String) -> PageAnswer? = { null }
    var frames: (String) -> Boolean = { true }
    var takesBack = true

    override fun attached(pages: PageHost, device: Device) {
        heard += "attached"
    }

    override fun detached(pages: PageHost) {
        heard += "detached"
    }

    override fun run() {
        heard += "run"
    }

    override fun message(session: Long, view: Int, message: String) {
        heard += "message $session $view $message"
    }

    override fun rendererGone(session: Long, view: Int, crashed: Boolean) {
        heard += "gone $session $view $crashed"
    }

    override fun shellGone(crashed: Boolean, givenUp: Boolean) {
        heard += "shell $crashed $givenUp"
    }

    override fun request(session: Long, method: String, url: String, headers: String): PageAnswer? {
        requests += "$session $method $url $headers"
        return answer(url)
    }

    override fun allowFrame(session: Long, url: String) = frames(url)

    override fun answered(token: Long, json: String) {
        heard += "answered $token $json"
    }

    override fun metrics(json: String) {
        metrics += JSONObject(json)
    }

    override fun back() = takesBack

    override fun memoryWarning(level: Int) {
        heard += "memory $level"
    }

    override fun settled(call: Long, outcome: String) {
        heard += "settled $call $outcome"
    }

    override fun changed(event: String, payload: String) {
        heard += "changed $event $payload"
    }

    override fun decode(luminance: ByteBuffer, width: Int, height: Int, rowStride: Int, kinds: String): String? = null
}

class FakeRequest(
    private val address: String,
    private val mainFrame: Boolean = false,
    private val headers: Map<String, String> = emptyMap(),
    private val verb: String = "GET",
) : WebResourceRequest {
    override fun getUrl(): Uri = Uri.parse(address)

    override fun isForMainFrame() = mainFrame

    override fun isRedirect() = false

    override fun hasGesture() = false

    override fun getMethod() = verb

    override fun getRequestHeaders() = headers
}

class Gone(private val crashed: Boolean) : RenderProcessGoneDetail() {
    override fun didCrash() = crashed

    override fun rendererPriorityAtExit() = 0
}

class Remembered : WebDataKeeper.LastApp {
    override var appId: String? = null
}

/** What the phone's WebView can do; back to nothing after each test. */
class WebViewFeatures(private vararg val present: String) : ExternalResource() {
    override fun before() {
        WebViewFeature.present.clear()
        WebViewFeature.present.addAll(present)
    }

    override fun after() {
        WebViewFeature.present.clear()
        WebViewCompat.listening.clear()
        WebViewCompat.profiles.clear()
        ProfileStore.names.clear()
    }
}

val WebView.shadow: ShadowWebView get() = shadowOf(this)

fun answer(body: String, status: Int = 200, vararg headers: String) =
    PageAnswer(status, "text/html", "utf-8", arrayOf(*headers), body.toByteArray())

/** Calls a handler and keeps what came of it. */
class Called {
    var outcome: Outcome? = null
        private set
    var times = 0
        private set

    val reply = Reply {
        outcome = it
        times++
    }

    val result: JSONObject get() = (outcome as? Outcome.Done ?: error("no result but $outcome")).result

    val failure get() = (outcome as? Outcome.Failed ?: error("no failure but $outcome")).failure
}

fun Map<String, Handler>.call(name: String, vararg arguments: Pair<String, Any>): Called {
    val called = Called()
    called.reply.guarded { getValue(name)(JSONObject(mapOf(*arguments)), called.reply) }
    return called
}
