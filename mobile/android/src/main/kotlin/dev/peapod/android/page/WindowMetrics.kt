package dev.peapod.android.page

import android.content.res.Configuration
import android.os.Build
import android.view.View
import android.view.WindowInsets
import dev.peapod.android.bridge.RustSide
import org.json.JSONObject

/** Sizes of the window and what covers its edges, in CSS pixels, as `HostInfo` in Rust wants them. */
data class WindowMetrics(
    val width: Double,
    val height: Double,
    val pixelRatio: Double,
    val statusBar: Double,
    val safeAreaLeft: Double,
    val safeAreaRight: Double,
    val safeAreaBottom: Double,
    /** 0 while the keyboard is away; from the window's bottom edge otherwise. */
    val keyboard: Double,
    val dark: Boolean,
    val landscape: Boolean,
) {
    fun json(): String = JSONObject()
        .put("windowWidth", width)
        .put("windowHeight", height)
        .put("pixelRatio", pixelRatio)
        .put("statusBarHeight", statusBar)
        .put("safeAreaLeft", safeAreaLeft)
        .put("safeAreaRight", safeAreaRight)
        .put("safeAreaBottom", safeAreaBottom)
        .put("keyboardHeight", keyboard)
        .put("theme", if (dark) "dark" else "light")
        .put("deviceOrientation", if (landscape) "landscape" else "portrait")
        .toString()
}

/** Edges in pixels. */
data class Edges(val left: Int, val top: Int, val right: Int, val bottom: Int)

/** Tells Rust of the window's metrics whenever they change. The window is edge to edge. */
class MetricsReporter(private val root: View, private val rust: RustSide) : View.OnApplyWindowInsetsListener {
    private var last: WindowMetrics? = null
    private var bars = Edges(0, 0, 0, 0)
    private var keyboard = 0

    fun start() {
        root.setOnApplyWindowInsetsListener(this)
        root.addOnLayoutChangeListener { _, _, _, _, _, _, _, _, _ -> report() }
        root.requestApplyInsets()
    }

    override fun onApplyWindowInsets(view: View, insets: WindowInsets): WindowInsets {
        if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.R) {
            val system = insets.getInsets(WindowInsets.Type.systemBars() or WindowInsets.Type.displayCutout())
            accept(Edges(system.left, system.top, system.right, system.bottom), insets.getInsets(WindowInsets.Type.ime()).bottom)
        } else {
            acceptOld(insets)
        }
        return insets
    }

    /** Before Android 11 the keyboard is a part of the bottom inset. */
    @Suppress("DEPRECATION")
    private fun acceptOld(insets: WindowInsets) {
        val bottom = insets.systemWindowInsetBottom
        val stable = insets.stableInsetBottom
        val edges = Edges(
            insets.systemWindowInsetLeft,
            insets.systemWindowInsetTop,
            insets.systemWindowInsetRight,
            minOf(bottom, stable),
        )
        accept(edges, if (bottom > stable) bottom else 0)
    }

    /** New edges and keyboard height, in pixels. */
    fun accept(bars: Edges, keyboard: Int) {
        this.bars = bars
        this.keyboard = keyboard
        report()
    }

    /** The configuration changed: dark mode or rotation. */
    fun report() {
        val metrics = measure() ?: return
        if (metrics == last) return
        last = metrics
        rust.metrics(metrics.json())
    }

    private fun measure(): WindowMetrics? {
        if (root.width == 0 || root.height == 0) return null
        val resources = root.resources
        val configuration = resources.configuration
        val density = resources.displayMetrics.density.toDouble()
        fun css(pixels: Int) = pixels / density
        return WindowMetrics(
            width = css(root.width),
            height = css(root.height),
            pixelRatio = density,
            statusBar = css(bars.top),
            safeAreaLeft = css(bars.left),
            safeAreaRight = css(bars.right),
            safeAreaBottom = css(bars.bottom),
            keyboard = css(keyboard),
            dark = configuration.uiMode and Configuration.UI_MODE_NIGHT_MASK == Configuration.UI_MODE_NIGHT_YES,
            landscape = configuration.orientation == Configuration.ORIENTATION_LANDSCAPE,
        )
    }
}
