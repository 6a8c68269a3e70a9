package dev.peapod.android.page

import android.annotation.SuppressLint
import android.webkit.JavascriptInterface
import android.webkit.WebView
import androidx.webkit.WebViewCompat
import androidx.webkit.WebViewFeature

/**
 * `window.ipc.postMessage`, for the page document alone.
 *
 * Where the WebView can tell who speaks (`WEB_MESSAGE_LISTENER`), the object is injected only into
 * frames of the page's origin, and the main frame is checked once more. An older WebView injects a
 * Java object into every frame and cannot tell them apart: there, frames of `<web-view>` are not
 * loaded at all (`PageClient`), and messages count while the document is the page document.
 */
class PageIpc(
    private val origin: PageOrigin,
    /** The address of the main frame, as `PageClient` follows it; readable from any thread. */
    private val address: () -> String?,
    /** Called on the main thread. */
    private val receive: (String) -> Unit,
    private val onMain: (() -> Unit) -> Unit,
) {
    /** Called on a thread of the WebView. */
    @JavascriptInterface
    fun postMessage(message: String?) {
        if (message == null || !origin.isDocument(address())) return
        onMain { if (origin.isDocument(address())) receive(message) }
    }

    @SuppressLint("JavascriptInterface")
    fun attach(webView: WebView) {
        if (!tellsFrames()) {
            webView.addJavascriptInterface(this, NAME)
            return
        }
        WebViewCompat.addWebMessageListener(webView, NAME, setOf(origin.rule)) { _, message, source, mainFrame, _ ->
            val text = message.getData()
            if (text != null && origin.speaks(source, mainFrame)) receive(text)
        }
    }

    companion object {
        const val NAME = "ipc"

        /** Whether this WebView says which frame a message comes from. */
        fun tellsFrames(): Boolean = WebViewFeature.isFeatureSupported(WebViewFeature.WEB_MESSAGE_LISTENER)
    }
}
