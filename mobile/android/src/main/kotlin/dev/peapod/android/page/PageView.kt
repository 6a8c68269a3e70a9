package dev.peapod.android.page

import android.content.Context
import android.graphics.Color
import android.view.Gravity
import android.view.ViewGroup.LayoutParams.MATCH_PARENT
import android.webkit.WebView
import android.widget.FrameLayout

/** Distances of a page's content area from the window's edges, in pixels. */
data class ContentInsets(val top: Int, val bottom: Int)

/**
 * The place of one page. Its webview may be replaced (a WebView whose renderer died cannot be used
 * again), the place stays.
 */
class PageView(context: Context, val viewId: Int, private val make: (PageView) -> WebView) : FrameLayout(context) {
    /** What became of the webview. */
    enum class State { LOADING, LOADED, GONE, DESTROYED }

    var state: State = State.LOADING
        private set

    var webView: WebView? = null
        private set

    var contentInsets = ContentInsets(0, 0)
        private set

    private var colour = Color.WHITE

    /** Loads the page document, in a new webview when there is none. */
    fun load(documentUrl: String) {
        if (state == State.DESTROYED) return
        val view = webView ?: make(this).also(::adopt)
        state = State.LOADING
        view.loadUrl(documentUrl)
    }

    private fun adopt(view: WebView) {
        view.setBackgroundColor(colour)
        addView(view, LayoutParams(MATCH_PARENT, MATCH_PARENT, Gravity.FILL))
        webView = view
    }

    /** The page document speaks. */
    fun loaded() {
        if (state == State.LOADING) state = State.LOADED
    }

    /** Takes down a webview whose renderer died; false when it is not this page's any more. */
    fun lose(gone: WebView): Boolean {
        if (gone !== webView) return false
        drop()
        state = State.GONE
        return true
    }

    fun layOut(insets: ContentInsets, colour: Int) {
        this.colour = colour
        contentInsets = insets
        setPadding(0, insets.top, 0, insets.bottom)
        // Padding is transparent: bars of the shell lie there.
        webView?.setBackgroundColor(colour)
    }

    fun destroy() {
        if (state == State.DESTROYED) return
        drop()
        state = State.DESTROYED
    }

    private fun drop() {
        val view = webView ?: return
        webView = null
        removeView(view)
        view.stopLoading()
        view.destroy()
    }
}
