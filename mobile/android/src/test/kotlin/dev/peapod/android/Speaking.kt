package dev.peapod.android

import android.net.Uri
import android.webkit.WebView
import androidx.webkit.JavaScriptReplyProxy
import androidx.webkit.WebMessageCompat
import androidx.webkit.WebViewCompat

/** The WebView hands over a message of a frame. */
fun say(webView: WebView, message: String?, origin: String = "https://mp.localhost", mainFrame: Boolean = true) {
    val listening = checkNotNull(WebViewCompat.listening[webView]) { "nothing listens" }
    listening.listener.onPostMessage(
        webView,
        WebMessageCompat(message),
        Uri.parse(origin),
        mainFrame,
        object : JavaScriptReplyProxy() {},
    )
}
