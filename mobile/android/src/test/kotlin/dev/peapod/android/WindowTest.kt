package dev.peapod.android

import android.app.Activity
import android.content.ComponentCallbacks2
import android.graphics.Insets
import android.view.View
import android.view.WindowInsets
import android.webkit.WebView
import android.webkit.WebViewClient
import androidx.webkit.WebViewFeature
import dev.peapod.android.page.BackNavigation
import dev.peapod.android.page.Edges
import dev.peapod.android.page.MemoryPressure
import dev.peapod.android.page.MetricsReporter
import dev.peapod.android.page.PageHost
import dev.peapod.android.page.PageView
import dev.peapod.android.page.SessionConfig
import dev.peapod.android.page.WebDataKeeper
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertTrue
import org.junit.Before
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.Robolectric
import org.robolectric.RobolectricTestRunner
import org.robolectric.annotation.Config

/** Metrics, keyboard, dark mode, the back gesture, memory. */
@RunWith(RobolectricTestRunner::class)
class WindowTest {
    @get:Rule
    val features = WebViewFeatures(WebViewFeature.WEB_MESSAGE_LISTENER)

    private val rust = FakeRust()
    private lateinit var activity: Activity
    private lateinit var root: View
    private lateinit var reporter: MetricsReporter

    @Before
    fun open() {
        activity = Robolectric.setupActivity(Activity::class.java)
        activity.resources.displayMetrics.density = 2f
        root = View(activity)
        root.layout(0, 0, 800, 1600)
        reporter = MetricsReporter(root, rust)
    }

    @Test
    fun `metrics are CSS pixels`() {
        reporter.accept(Edges(0, 48, 0, 96), 0)
        val metrics = rust.metrics.single()
        assertEquals(400.0, metrics.getDouble("windowWidth"), 0.0)
        assertEquals(800.0, metrics.getDouble("windowHeight"), 0.0)
        assertEquals(2.0, metrics.getDouble("pixelRatio"), 0.0)
        assertEquals(24.0, metrics.getDouble("statusBarHeight"), 0.0)
        assertEquals(48.0, metrics.getDouble("safeAreaBottom"), 0.0)
    }

    @Test
    fun `the keyboard comes and goes`() {
        reporter.accept(Edges(0, 0, 0, 96), 600)
        reporter.accept(Edges(0, 0, 0, 96), 0)
        assertEquals(listOf(300.0, 0.0), rust.metrics.map { it.getDouble("keyboardHeight") })
    }

    @Test
    fun `the keyboard is told apart from the bars`() {
        reporter.start()
        val insets = { keyboard: Int ->
            WindowInsets.Builder()
                .setInsets(WindowInsets.Type.statusBars(), Insets.of(0, 48, 0, 0))
                .setInsets(WindowInsets.Type.navigationBars(), Insets.of(0, 0, 0, 96))
                .setInsets(WindowInsets.Type.ime(), Insets.of(0, 0, 0, keyboard))
                .build()
        }
        for (keyboard in listOf(600, 0)) root.dispatchApplyWindowInsets(insets(keyboard))
        assertEquals(listOf(300.0, 0.0), rust.metrics.map { it.getDouble("keyboardHeight") })
        assertEquals(listOf(48.0, 48.0), rust.metrics.map { it.getDouble("safeAreaBottom") })
    }

    @Test
    fun `the same metrics are told once`() {
        repeat(3) { reporter.accept(Edges(0, 48, 0, 0), 0) }
        assertEquals(1, rust.metrics.size)
    }

    @Test
    fun `a window without a size is not told`() {
        MetricsReporter(View(activity), rust).accept(Edges(0, 1, 0, 0), 0)
        assertTrue(rust.metrics.isEmpty())
    }

    @Test
    @Config(qualifiers = "land-night")
    fun `dark mode and rotation`() {
        reporter.report()
        assertEquals("dark", rust.metrics.single().getString("theme"))
        assertEquals("landscape", rust.metrics.single().getString("deviceOrientation"))
    }

    @Test
    @Config(qualifiers = "port-notnight")
    fun `light mode upright`() {
        reporter.report()
        assertEquals("light", rust.metrics.single().getString("theme"))
        assertEquals("portrait", rust.metrics.single().getString("deviceOrientation"))
    }

    @Test
    fun `the page stack goes back first`() {
        assertTrue(BackNavigation(activity, rust).handle())
        rust.takesBack = false
        assertFalse(BackNavigation(activity, rust).handle())
    }

    @Test
    fun `the gesture is registered once and taken back`() {
        val navigation = BackNavigation(activity, rust)
        navigation.register()
        navigation.register()
        navigation.unregister()
        navigation.unregister()
        assertFalse(activity.isFinishing)
    }

    @Test
    @Config(sdk = [24])
    fun `Android 7 has no dispatcher`() {
        val navigation = BackNavigation(activity, rust)
        navigation.register()
        navigation.unregister()
        assertTrue(navigation.handle())
    }

    private fun pressure(): Pair<PageHost, MemoryPressure> {
        val host = PageHost(activity, rust, WebDataKeeper(Remembered())) { WebView(it) }
        host.open(SessionConfig(7, "wx1", DOCUMENT, null, animate = false))
        host.create(1)
        return host to MemoryPressure(host, rust) { rust.heard += "configuration" }
    }

    @Test
    @Suppress("DEPRECATION")
    fun `warnings have WeChat's three levels`() {
        val (_, memory) = pressure()
        memory.onTrimMemory(ComponentCallbacks2.TRIM_MEMORY_RUNNING_MODERATE)
        memory.onTrimMemory(ComponentCallbacks2.TRIM_MEMORY_RUNNING_LOW)
        assertEquals(listOf("memory 0", "memory 1"), rust.heard)
    }

    @Test
    @Suppress("DEPRECATION")
    fun `critical pressure releases the pool`() {
        val (host, memory) = pressure()
        memory.onTrimMemory(ComponentCallbacks2.TRIM_MEMORY_RUNNING_CRITICAL)
        assertEquals(listOf("memory 2", "gone 7 1 false"), rust.heard)
        assertEquals(PageView.State.GONE, host.state(1))
    }

    @Test
    fun `a hidden window does not warn, the background releases`() {
        val (_, memory) = pressure()
        memory.onTrimMemory(ComponentCallbacks2.TRIM_MEMORY_UI_HIDDEN)
        assertTrue(rust.heard.isEmpty())
        memory.onTrimMemory(ComponentCallbacks2.TRIM_MEMORY_BACKGROUND)
        assertEquals(listOf("gone 7 1 false"), rust.heard)
    }

    @Test
    fun `a new configuration is reported`() {
        val (_, memory) = pressure()
        memory.onConfigurationChanged(activity.resources.configuration)
        assertEquals(listOf("configuration"), rust.heard)
    }

    @Test
    fun `everything together starts and ends`() {
        val peapod = Peapod(activity, rust) { WebView(it) }
        val shell = WebView(activity)
        shell.webViewClient = WebViewClient()
        peapod.shellCreated(shell)
        org.robolectric.Shadows.shadowOf(android.os.Looper.getMainLooper()).idle()
        assertEquals(peapod.pages, shell.parent)
        assertTrue("attached" in rust.heard)
        peapod.device.call(1, "clipboard.read", "")
        assertEquals("""settled 1 {"ok":{"data":""}}""", rust.heard.last())
        peapod.paused()
        peapod.resumed()
        peapod.destroyed()
        assertEquals("detached", rust.heard.last())
    }
}
