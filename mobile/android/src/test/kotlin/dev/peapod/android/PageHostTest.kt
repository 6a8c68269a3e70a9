package dev.peapod.android

import android.app.Activity
import android.graphics.Color
import android.os.Looper
import android.view.View
import android.view.ViewGroup
import android.webkit.WebView
import android.widget.FrameLayout
import androidx.webkit.WebViewFeature
import dev.peapod.android.page.ContentInsets
import dev.peapod.android.page.PageHost
import dev.peapod.android.page.PageView
import dev.peapod.android.page.SessionConfig
import dev.peapod.android.page.WebDataKeeper
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertNotNull
import org.junit.Assert.assertNull
import org.junit.Assert.assertSame
import org.junit.Assert.assertTrue
import org.junit.Before
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.Robolectric
import org.robolectric.RobolectricTestRunner
import org.robolectric.Shadows.shadowOf
import org.robolectric.annotation.Config

/** The contract of the trait `Backend`, on minSdk and on a new system. */
@RunWith(RobolectricTestRunner::class)
@Config(sdk = [24, 34])
class PageHostTest {
    @get:Rule
    val features = WebViewFeatures(WebViewFeature.WEB_MESSAGE_LISTENER)

    private val rust = FakeRust()
    private val made = ArrayList<WebView>()
    private lateinit var activity: Activity
    private lateinit var shell: View
    private lateinit var host: PageHost

    @Before
    fun open() {
        activity = Robolectric.setupActivity(Activity::class.java)
        host = PageHost(activity, rust, WebDataKeeper(Remembered())) { context -> WebView(context).also(made::add) }
        shell = View(activity)
        activity.setContentView(shell)
        host.adoptShell(shell)
        host.layout(0, 0, 400, 800)
        host.open(SessionConfig(7, "wx1", DOCUMENT, "agent", animate = true))
    }

    private fun place(id: Int) = (0 until host.childCount).map(host::getChildAt).filterIsInstance<PageView>().first { it.viewId == id }

    private fun places() = (0 until host.childCount).map(host::getChildAt).map { if (it === shell) "shell" else "${(it as PageView).viewId}" }

    private fun settle() = shadowOf(Looper.getMainLooper()).idleFor(java.time.Duration.ofSeconds(1))

    @Test
    fun `the host takes the shell's place and holds the shell`() {
        assertSame(host, shell.parent)
        assertEquals(activity.findViewById<ViewGroup>(android.R.id.content), host.parent)
    }

    @Test
    fun `a shell is adopted once`() {
        host.adoptShell(shell)
        assertEquals(listOf("shell"), places())
    }

    @Test
    fun `another shell replaces the first`() {
        val next = View(activity)
        FrameLayout(activity).addView(next)
        host.adoptShell(next)
        assertNull(shell.parent)
        assertSame(host, next.parent)
    }

    @Test
    fun `a view loads the page document below the shell`() {
        assertNull(host.create(1))
        assertEquals(DOCUMENT, made[0].shadow.lastLoadedUrl)
        assertEquals(listOf("1", "shell"), places())
        assertEquals(PageView.State.LOADING, host.state(1))
    }

    @Test
    fun `a view id is used once`() {
        host.create(1)
        assertEquals("there is a view 1 already", host.create(1))
    }

    @Test
    fun `without a mini-program no view is made`() {
        host.close()
        assertEquals("no mini-program is open", host.create(1))
        assertTrue(made.isEmpty())
    }

    @Test
    fun `a phone without WebView says so`() {
        val broken = PageHost(activity, rust, WebDataKeeper(Remembered())) { throw RuntimeException("no package") }
        broken.open(SessionConfig(1, "wx1", DOCUMENT, null, animate = false))
        assertEquals("the system has no WebView: no package", broken.create(1))
        assertNull(broken.state(1))
    }

    @Test
    fun `settings give scripts and no files`() {
        host.create(1)
        val settings = made[0].settings
        assertTrue(settings.javaScriptEnabled)
        assertFalse(settings.allowFileAccess)
        assertFalse(settings.allowContentAccess)
        assertEquals("agent", settings.userAgentString)
        assertEquals(100, settings.textZoom)
    }

    @Test
    fun `the first message makes a view loaded`() {
        host.create(1)
        say(made[0], """["ready"]""")
        assertEquals(PageView.State.LOADED, host.state(1))
        assertEquals(listOf("""message 7 1 ["ready"]"""), rust.heard)
    }

    @Test
    fun `scripts run in their view`() {
        host.create(1)
        host.create(2)
        host.evaluate(2, "go()")
        assertNull(made[0].shadow.lastEvaluatedJavascript)
        assertEquals("go()", made[1].shadow.lastEvaluatedJavascript)
    }

    @Test
    fun `a question brings its value`() {
        host.create(1)
        host.ask(1, "1+1", 42)
        made[0].shadow.lastEvaluatedJavascriptCallback.onReceiveValue("[2]")
        assertEquals(listOf("answered 42 2"), rust.heard)
    }

    @Test
    fun `a question that throws brings nothing, one for null brings null`() {
        host.create(1)
        host.ask(1, "boom()", 1)
        made[0].shadow.lastEvaluatedJavascriptCallback.onReceiveValue("null")
        host.ask(1, "null", 2)
        made[0].shadow.lastEvaluatedJavascriptCallback.onReceiveValue("[null]")
        assertEquals(listOf("answered 1 ", "answered 2 null"), rust.heard)
    }

    @Test
    fun `a question to no view is answered at once`() {
        host.ask(9, "1", 3)
        assertEquals(listOf("answered 3 "), rust.heard)
    }

    @Test
    fun `insets are CSS pixels and the colour is opaque`() {
        activity.resources.displayMetrics.density = 2.5f
        host.create(1)
        host.layOut(1, 64.0, 34.2, 0x191919)
        assertEquals(ContentInsets(160, 86), place(1).contentInsets)
        assertEquals(160, place(1).paddingTop)
        assertEquals(86, place(1).paddingBottom)
        assertEquals(Color.rgb(0x19, 0x19, 0x19), made[0].shadow.backgroundColor)
    }

    @Test
    fun `a shown view lies above the shell, others below`() {
        host.create(1)
        host.create(2)
        host.show(1, -1, 0)
        assertEquals(listOf("2", "shell", "1"), places())
    }

    @Test
    fun `without a slide the new view replaces the old at once`() {
        host.create(1)
        host.create(2)
        host.show(1, -1, 0)
        host.show(2, 1, 0)
        assertEquals(listOf("1", "shell", "2"), places())
        assertNotNull(place(1).webView)
    }

    @Test
    fun `a page that comes in lies above the old one while it slides`() {
        host.create(1)
        host.create(2)
        host.show(1, -1, 0)
        host.show(2, 1, 1)
        assertEquals(listOf("shell", "1", "2"), places())
        assertEquals(400f, place(2).translationX)
        settle()
        assertEquals(listOf("1", "shell", "2"), places())
        assertEquals(0f, place(2).translationX)
        assertEquals(0f, place(1).translationX)
    }

    @Test
    fun `a page that leaves lies above the one below it`() {
        host.create(1)
        host.create(2)
        host.show(2, -1, 0)
        host.show(1, 2, 2)
        assertEquals(listOf("shell", "1", "2"), places())
        assertEquals(0f, place(2).translationX)
        assertEquals(-120f, place(1).translationX, 0.01f)
        settle()
        assertEquals(listOf("2", "shell", "1"), places())
    }

    @Test
    fun `a second change ends the first slide`() {
        (1..3).forEach { host.create(it) }
        host.show(1, -1, 0)
        host.show(2, 1, 1)
        host.show(3, 2, 1)
        assertEquals(0f, place(1).translationX)
        assertEquals(listOf("1", "shell", "2", "3"), places())
    }

    @Test
    fun `a view removed while it slides is destroyed after the slide`() {
        host.create(1)
        host.create(2)
        host.show(2, -1, 0)
        host.show(1, 2, 2)
        host.remove(2)
        assertFalse(made[1].shadow.wasDestroyCalled())
        settle()
        assertTrue(made[1].shadow.wasDestroyCalled())
        assertEquals(listOf("shell", "1"), places())
    }

    /** The second page is in place of the first at once. */
    private fun doesNotSlide(code: Int) {
        host.create(1)
        host.create(2)
        host.show(1, -1, 0)
        host.show(2, 1, code)
        assertEquals(listOf("1", "shell", "2"), places())
    }

    @Test
    fun `animations that are off do not run`() {
        host.open(SessionConfig(7, "wx1", DOCUMENT, null, animate = false))
        doesNotSlide(1)
    }

    @Test
    fun `an unknown slide is none`() = doesNotSlide(77)

    @Test
    fun `showing what is not there changes nothing`() {
        host.create(1)
        host.show(1, -1, 0)
        host.show(5, 1, 1)
        assertEquals(listOf("shell", "1"), places())
    }

    @Test
    fun `a raised shell lies above the page until it is lowered`() {
        host.create(1)
        host.show(1, -1, 0)
        host.raiseShell(true)
        assertEquals(listOf("1", "shell"), places())
        host.raiseShell(false)
        assertEquals(listOf("shell", "1"), places())
    }

    @Test
    fun `a raised shell stays raised when the page changes`() {
        host.create(1)
        host.raiseShell(true)
        host.show(1, -1, 0)
        assertEquals(listOf("1", "shell"), places())
    }

    @Test
    fun `screen readers find the shown page only`() {
        host.create(1)
        host.create(2)
        host.show(1, -1, 0)
        assertEquals(View.IMPORTANT_FOR_ACCESSIBILITY_AUTO, place(1).importantForAccessibility)
        assertEquals(View.IMPORTANT_FOR_ACCESSIBILITY_NO_HIDE_DESCENDANTS, place(2).importantForAccessibility)
    }

    @Test
    fun `a removed view is destroyed and forgotten`() {
        host.create(1)
        host.remove(1)
        assertTrue(made[0].shadow.wasDestroyCalled())
        assertNull(host.state(1))
        host.remove(1)
        assertNull(host.create(1))
    }

    @Test
    fun `messages of a removed view are not heard`() {
        host.create(1)
        host.remove(1)
        say(made[0], """["ready"]""")
        assertTrue(rust.heard.isEmpty())
    }

    @Test
    fun `another mini-program destroys the pages of the one before`() {
        host.create(1)
        host.open(SessionConfig(8, "wx2", DOCUMENT, null, animate = false))
        assertTrue(made[0].shadow.wasDestroyCalled())
        assertNull(host.create(1))
        say(made[1], "x")
        assertEquals(listOf("message 8 1 x"), rust.heard)
    }

    @Test
    fun `the background pauses every page`() {
        host.create(1)
        host.setActive(false)
        assertTrue(made[0].shadow.wasOnPauseCalled())
        host.setActive(true)
        assertTrue(made[0].shadow.wasOnResumeCalled())
    }
}
