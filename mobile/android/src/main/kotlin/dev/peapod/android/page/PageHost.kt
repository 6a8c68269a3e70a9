package dev.peapod.android.page

import android.annotation.SuppressLint
import android.app.Activity
import android.graphics.Color
import android.util.Log
import android.view.View
import android.view.ViewGroup
import android.view.ViewGroup.LayoutParams.MATCH_PARENT
import android.webkit.WebView
import android.widget.FrameLayout
import dev.peapod.android.bridge.RustSide

/** What the pages of one mini-program need. */
class SessionConfig(
    @JvmField val session: Long,
    @JvmField val appId: String,
    /** `PAGE_URL` of the page scheme. */
    @JvmField val documentUrl: String,
    @JvmField val userAgent: String?,
    @JvmField val animate: Boolean,
)

/**
 * Page webviews beside Tauri's shell webview: the Android half of the trait `Backend` in
 * `src-tauri/src/page_host/backend.rs`. The stage in Rust keeps pages, pool and op logs; this class
 * keeps one place for each view and their order.
 *
 * From back to front: views not shown (mapped, or they would not paint), the shell, the shown page
 * (two while one slides). A raised shell is in front of all. Main thread only.
 */
@SuppressLint("ViewConstructor")
class PageHost(
    private val activity: Activity,
    private val rust: RustSide,
    private val data: WebDataKeeper,
    /** Assets of the page runtime, shared by all sessions. */
    private val cache: AssetCache = AssetCache(),
    private val newWebView: (Activity) -> WebView = ::WebView,
) : FrameLayout(activity) {
    private val views = LinkedHashMap<Int, PageView>()
    private val seen = HashSet<Int>()
    private val retired = ArrayList<PageView>()
    private var config: SessionConfig? = null
    private var shell: View? = null
    private var shown: PageView? = null
    private var slide: Slide? = null
    private var raised = false

    /** Puts this host where the shell is, and the shell into it. */
    fun adoptShell(shell: View) {
        if (shell === this.shell) return
        this.shell?.let(::removeView)
        this.shell = shell
        val parent = shell.parent as? ViewGroup
        if (parent === this) return
        val place = parent?.indexOfChild(shell) ?: -1
        val params = shell.layoutParams
        parent?.removeView(shell)
        addView(shell, LayoutParams(MATCH_PARENT, MATCH_PARENT))
        shell.setBackgroundColor(Color.TRANSPARENT)
        if (parent != null && this.parent == null) {
            parent.addView(this, place, params ?: ViewGroup.LayoutParams(MATCH_PARENT, MATCH_PARENT))
        }
        restack()
    }

    /** Lets go of a shell whose renderer died. */
    fun dropShell() {
        shell?.let(::removeView)
        shell = null
    }

    /** Makes room for the pages of a mini-program; those of another one are destroyed. */
    fun open(config: SessionConfig) {
        close()
        this.config = config
        data.open(config.appId)
    }

    /** Destroys all pages. */
    fun close() {
        finishSlide()
        for (view in views.values) takeDown(view)
        views.clear()
        seen.clear()
        shown = null
        config = null
    }

    /** Makes a view that loads the page document; the text of an error, or null. */
    fun create(id: Int): String? {
        val config = config ?: return "no mini-program is open"
        if (views.containsKey(id)) return "there is a view $id already"
        val place = PageView(activity, id) { build(it, config) }
        return try {
            place.load(config.documentUrl)
            views[id] = place
            addView(place, LayoutParams(MATCH_PARENT, MATCH_PARENT))
            restack()
            null
        } catch (error: RuntimeException) {
            // The WebView package is missing, or being updated just now.
            "the system has no WebView: ${error.message}"
        }
    }

    private fun build(place: PageView, config: SessionConfig): WebView {
        val origin = PageOrigin(config.documentUrl)
        val webView = newWebView(activity)
        data.adopt(webView, config.appId)
        PageSettings.apply(webView, config.userAgent)
        val client = PageClient(
            session = config.session,
            rust = rust,
            origin = origin,
            cache = cache,
            framesAllowed = PageIpc.tellsFrames(),
            onGone = { gone, crashed -> lose(place, gone, crashed) },
            onLeft = { left -> if (left === place.webView) lose(place, left, crashed = false) },
        )
        webView.webViewClient = client
        webView.webChromeClient = PageChrome()
        PageIpc(
            origin,
            address = { client.address },
            receive = { message ->
                // A view that was replaced or destroyed may still have messages under way.
                if (views[place.viewId] === place && place.webView === webView) {
                    place.loaded()
                    rust.message(config.session, place.viewId, message)
                }
            },
            onMain = { act -> post(act) },
        ).attach(webView)
        return webView
    }

    private fun lose(place: PageView, gone: WebView, crashed: Boolean) {
        val session = config?.session
        if (!place.lose(gone)) {
            gone.destroy()
            return
        }
        if (session != null && views[place.viewId] === place) {
            Log.w(TAG, "the renderer of view ${place.viewId} is gone (crashed: $crashed)")
            rust.rendererGone(session, place.viewId, crashed)
        }
    }

    /** Runs a script. */
    fun evaluate(id: Int, script: String) {
        views[id]?.webView?.evaluateJavascript(script, null)
    }

    /** Runs an expression; `RustSide.answered` gets its value, or an empty text when it threw. */
    fun ask(id: Int, expression: String, token: Long) {
        val webView = views[id]?.webView ?: return rust.answered(token, "")
        // `null` alone would also be a value; in a list it is told from a throw.
        val script = "(function(){try{return [$expression]}catch(_){return null}})()"
        webView.evaluateJavascript(script) { json ->
            val text = json.orEmpty()
            rust.answered(token, if (text.startsWith("[") && text.endsWith("]")) text.substring(1, text.length - 1) else "")
        }
    }

    /** Loads the page document anew after the renderer died. */
    fun reload(id: Int) {
        val place = views[id] ?: return
        val config = config ?: return
        try {
            place.load(config.documentUrl)
        } catch (error: RuntimeException) {
            Log.e(TAG, "cannot bring view $id back: ${error.message}")
        }
    }

    /** Gives the view its area; distances in CSS pixels, an opaque colour `0xRRGGBB`. */
    fun layOut(id: Int, top: Double, bottom: Double, rgb: Int) {
        val density = resources.displayMetrics.density
        val insets = ContentInsets(Math.round(top * density).toInt(), Math.round(bottom * density).toInt())
        views[id]?.layOut(insets, rgb or OPAQUE)
    }

    /** The page has painted for the first time. Android's WebView loses no frames of hidden views. */
    fun firstPainted(id: Int) {
        views[id]?.webView?.postInvalidateOnAnimation()
    }

    /** Shows `incoming` in place of `outgoing` (-1: none), which stays alive unseen. */
    fun show(incoming: Int, outgoing: Int, slideCode: Int) {
        finishSlide()
        val upper = views[incoming] ?: return
        val leaving = views[outgoing]
        seen.add(incoming)
        shown = upper
        upper.webView?.requestFocus()
        val kind = SlideKind.of(slideCode)
        val moves = config?.animate == true && kind != SlideKind.NONE && leaving != null && leaving !== upper && width > 0
        if (!moves) {
            restack()
            return
        }
        val running = Slide(kind, upper, leaving) {
            slide = null
            restack()
            retired.toList().forEach(::takeDown)
            retired.clear()
        }
        slide = running
        restack(if (kind == SlideKind.OUT) listOf(upper, leaving) else listOf(leaving, upper))
        running.start(width)
    }

    /** Destroys a view, after a running slide has ended. */
    fun remove(id: Int) {
        val place = views.remove(id) ?: return
        seen.remove(id)
        if (shown === place) shown = null
        val running = slide
        if (running != null && (running.incoming === place || running.outgoing === place)) {
            retired.add(place)
        } else {
            takeDown(place)
        }
    }

    /** Shows the shell in front of the page, or behind it again. */
    fun raiseShell(raised: Boolean) {
        if (this.raised == raised) return
        this.raised = raised
        restack()
    }

    /** The activity has gone to the background, or come back. */
    fun setActive(active: Boolean) {
        for (view in views.values) {
            val webView = view.webView ?: continue
            if (active) webView.onResume() else webView.onPause()
        }
    }

    /**
     * Gives memory back: kept assets, and views that were never shown. The stage hears of those as
     * of lost renderers: it drops a spare one and builds the page of any other anew.
     */
    fun releaseMemory() {
        cache.clear()
        val session = config?.session ?: return
        for (place in views.values.filter { it.viewId !in seen }) {
            val webView = place.webView ?: continue
            place.lose(webView)
            rust.rendererGone(session, place.viewId, false)
        }
    }

    /** The state of a view, for tests and the log. */
    fun state(id: Int): PageView.State? = views[id]?.state

    private fun finishSlide() {
        slide?.finish()
    }

    private fun takeDown(place: PageView) {
        removeView(place)
        place.destroy()
    }

    private fun restack(front: List<PageView> = listOfNotNull(shown)) {
        shell?.bringToFront()
        front.forEach { it.bringToFront() }
        if (raised) shell?.bringToFront()
        for (view in views.values) {
            view.importantForAccessibility =
                if (view in front) IMPORTANT_FOR_ACCESSIBILITY_AUTO else IMPORTANT_FOR_ACCESSIBILITY_NO_HIDE_DESCENDANTS
        }
    }

    private companion object {
        const val TAG = "peapod.pages"
        const val OPAQUE = 0xff shl 24
    }
}
