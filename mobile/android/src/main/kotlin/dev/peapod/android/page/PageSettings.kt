package dev.peapod.android.page

import android.annotation.SuppressLint
import android.os.Build
import android.webkit.CookieManager
import android.webkit.WebSettings
import android.webkit.WebView

/** Settings of a page's webview: scripts and nothing of the device. */
object PageSettings {
    @SuppressLint("SetJavaScriptEnabled")
    fun apply(webView: WebView, userAgent: String?) {
        val settings = webView.settings
        settings.javaScriptEnabled = true
        settings.domStorageEnabled = true
        settings.mediaPlaybackRequiresUserGesture = false
        settings.javaScriptCanOpenWindowsAutomatically = false
        settings.setSupportMultipleWindows(false)
        settings.allowFileAccess = false
        settings.allowContentAccess = false
        settings.setGeolocationEnabled(false)
        settings.setSupportZoom(false)
        // Sizes are the mini-program's; the system's font size reaches it as `fontSizeSetting`.
        settings.textZoom = 100
        settings.mixedContentMode = WebSettings.MIXED_CONTENT_ALWAYS_ALLOW
        if (!userAgent.isNullOrEmpty()) settings.userAgentString = userAgent
        keepColours(settings)
        CookieManager.getInstance().setAcceptThirdPartyCookies(webView, true)
        webView.overScrollMode = WebView.OVER_SCROLL_NEVER
        webView.isVerticalScrollBarEnabled = false
        webView.isHorizontalScrollBarEnabled = false
    }

    /** Dark mode is the mini-program's affair (`theme.json`); the WebView must not invent one. */
    @Suppress("DEPRECATION")
    private fun keepColours(settings: WebSettings) {
        if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.TIRAMISU) {
            settings.isAlgorithmicDarkeningAllowed = false
        } else if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.Q) {
            settings.forceDark = WebSettings.FORCE_DARK_OFF
        }
    }
}
