package dev.peapod.android

import android.app.Activity
import android.view.View
import android.webkit.WebView
import android.webkit.WebViewClient
import androidx.webkit.WebViewFeature
import dev.peapod.android.page.AssetCache
import dev.peapod.android.page.PageHost
import dev.peapod.android.page.PageView
import dev.peapod.android.page.SessionConfig
import dev.peapod.android.page.ShellClient
import dev.peapod.android.page.ShellRecovery
import dev.peapod.android.page.WebDataKeeper
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertNotSame
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

@RunWith(RobolectricTestRunner::class)
class RecoveryTest {
    @get:Rule
    val features = WebViewFeatures(WebViewFeature.WEB_MESSAGE_LISTENER)

    private val rust = FakeRust()
    private val made = ArrayList<WebView>()
    private val cache = AssetCache()
    private lateinit var activity: Activity
    private lateinit var host: PageHost

    @Before
    fun open() {
        activity = Robolectric.setupActivity(Activity::class.java)
        host = PageHost(activity, rust, WebDataKeeper(Remembered()), cache) { context -> WebView(context).also(made::add) }
        host.open(SessionConfig(7, "wx1", DOCUMENT, null, animate = false))
    }

    private fun client(index: Int): WebViewClient = shadowOf(made[index]).webViewClient

    private fun die(index: Int, crashed: Boolean = true) = client(index).onRenderProcessGone(made[index], Gone(crashed))

    @Test
    fun `a dead renderer does not end the application`() {
        host.create(1)
        assertTrue(die(0))
        assertEquals(listOf("gone 7 1 true"), rust.heard)
        assertEquals(PageView.State.GONE, host.state(1))
    }

    @Test
    fun `a webview whose renderer died is destroyed`() {
        host.create(1)
        die(0)
        assertTrue(made[0].shadow.wasDestroyCalled())
        assertNull(made[0].parent)
    }

    @Test
    fun `a renderer that the system took is no crash`() {
        host.create(1)
        die(0, crashed = false)
        assertEquals(listOf("gone 7 1 false"), rust.heard)
    }

    @Test
    fun `reload brings a new webview to the same place`() {
        host.create(1)
        host.layOut(1, 10.0, 20.0, 0x102030)
        host.show(1, -1, 0)
        die(0)
        host.reload(1)
        assertEquals(2, made.size)
        assertNotSame(made[0], made[1])
        assertEquals(DOCUMENT, made[1].shadow.lastLoadedUrl)
        assertEquals(PageView.State.LOADING, host.state(1))
        assertEquals(0xff102030.toInt(), made[1].shadow.backgroundColor)
        assertEquals(10, (made[1].parent as PageView).contentInsets.top)
    }

    @Test
    fun `a page that came back speaks again`() {
        host.create(1)
        die(0)
        host.reload(1)
        say(made[1], "hello")
        assertEquals("message 7 1 hello", rust.heard.last())
        assertEquals(PageView.State.LOADED, host.state(1))
    }

    @Test
    fun `late messages of the dead webview are not heard`() {
        host.create(1)
        die(0)
        host.reload(1)
        say(made[0], "old")
        assertFalse(rust.heard.any { "old" in it })
    }

    @Test
    fun `reload of a living view loads the document in the same webview`() {
        host.create(1)
        host.reload(1)
        assertEquals(1, made.size)
    }

    @Test
    fun `every webview that shares the renderer is reported once`() {
        host.create(1)
        host.create(2)
        die(0)
        die(1)
        die(1)
        assertEquals(listOf("gone 7 1 true", "gone 7 2 true"), rust.heard)
    }

    @Test
    fun `scripts and questions for a dead view do not fail`() {
        host.create(1)
        die(0)
        host.evaluate(1, "x")
        host.ask(1, "x", 5)
        assertEquals("answered 5 ", rust.heard.last())
    }

    @Test
    fun `the renderer of a removed view may die`() {
        host.create(1)
        val client = client(0)
        host.remove(1)
        assertTrue(client.onRenderProcessGone(made[0], Gone(true)))
        assertTrue(rust.heard.isEmpty())
    }

    @Test
    fun `a document that leaves the page runtime is thrown away`() {
        host.create(1)
        client(0).onPageStarted(made[0], "https://example.com/", null)
        assertEquals(listOf("gone 7 1 false"), rust.heard)
        assertTrue(made[0].shadow.wasDestroyCalled())
    }

    @Test
    fun `the page document and the blank one are left alone`() {
        host.create(1)
        client(0).onPageStarted(made[0], "about:blank", null)
        client(0).onPageStarted(made[0], DOCUMENT, null)
        assertTrue(rust.heard.isEmpty())
    }

    @Test
    fun `memory comes back from views that were never shown`() {
        host.create(1)
        host.create(2)
        host.show(1, -1, 0)
        cache.answer("GET", android.net.Uri.parse("$DOCUMENT"), null) { answer("x") }
        host.releaseMemory()
        assertEquals(listOf("gone 7 2 false"), rust.heard)
        assertFalse(made[0].shadow.wasDestroyCalled())
        assertTrue(made[1].shadow.wasDestroyCalled())
        assertEquals(0, cache.bytes)
    }

    private fun shell(history: ShellRecovery.History, time: () -> Long = { 0 }): Pair<WebView, ShellRecovery> {
        val shell = WebView(activity)
        shell.webViewClient = WebViewClient()
        activity.setContentView(shell)
        host.adoptShell(shell)
        val recovery = ShellRecovery(activity, rust, host, history, time)
        recovery.watch(shell)
        return shell to recovery
    }

    @Test
    fun `the shell's renderer may die and the activity starts anew`() {
        val (shell, _) = shell(ShellRecovery.History())
        assertTrue(shell.webViewClient.onRenderProcessGone(shell, Gone(true)))
        assertEquals(listOf("shell true false"), rust.heard)
        assertTrue(shell.shadow.wasDestroyCalled())
        assertNull(shell.parent)
        assertFalse(activity.isFinishing)
    }

    @Test
    fun `a shell that dies again and again ends the activity`() {
        val history = ShellRecovery.History()
        repeat(ShellRecovery.MAX_DEATHS + 1) {
            val (shell, _) = shell(history)
            shell.webViewClient.onRenderProcessGone(shell, Gone(true))
        }
        assertEquals("shell true true", rust.heard.last())
        assertEquals(1, rust.heard.count { it == "shell true true" })
        assertTrue(activity.isFinishing)
    }

    @Test
    fun `old deaths of the shell do not count`() {
        val history = ShellRecovery.History()
        var now = 0L
        repeat(ShellRecovery.MAX_DEATHS * 2) {
            val (shell, _) = shell(history) { now }
            shell.webViewClient.onRenderProcessGone(shell, Gone(true))
            now += ShellRecovery.WINDOW + 1
        }
        assertFalse(rust.heard.contains("shell true true"))
    }

    @Test
    fun `Tauri's client still gets everything else`() {
        val seen = ArrayList<String>()
        val shell = WebView(activity)
        shell.webViewClient = object : WebViewClient() {
            override fun onPageFinished(view: WebView, url: String) {
                seen += url
            }

            override fun shouldInterceptRequest(view: WebView, request: android.webkit.WebResourceRequest) =
                android.webkit.WebResourceResponse("text/plain", null, null).also { seen += "request" }
        }
        ShellRecovery(activity, rust, host, ShellRecovery.History()).watch(shell)
        val client = shell.webViewClient
        client.onPageFinished(shell, "http://tauri.localhost/")
        client.shouldInterceptRequest(shell, FakeRequest("http://tauri.localhost/"))
        assertEquals(listOf("http://tauri.localhost/", "request"), seen)
    }

    @Test
    fun `the wrapper forwards every callback that a client can override`() {
        val own = ShellClient::class.java.declaredMethods.map { it.name }.toSet()
        // The first is long replaced, and the SDK hides the second: nobody can override it.
        val older = setOf("onTooManyRedirects", "onUnhandledInputEvent")
        val missing = WebViewClient::class.java.methods
            .filter { it.declaringClass == WebViewClient::class.java && !it.name.startsWith("$") }
            .map { it.name }
            .filter { it !in own && it !in older && "robo" !in it }
        assertEquals(emptyList<String>(), missing)
    }

    @Test
    fun `a client is wrapped once`() {
        val (shell, recovery) = shell(ShellRecovery.History())
        val before = shell.webViewClient
        recovery.watch(shell)
        assertSame(before, shell.webViewClient)
    }

    @Test
    @Config(sdk = [24])
    fun `Android 7 has no such callback and nothing is wrapped`() {
        val shell = WebView(activity)
        val inner = WebViewClient()
        shell.webViewClient = inner
        ShellRecovery(activity, rust, host).watch(shell)
        assertSame(inner, shadowOf(shell).webViewClient)
    }

    @Test
    fun `a host without a shell draws pages`() {
        host.create(1)
        host.dropShell()
        host.show(1, -1, 0)
        assertTrue(host.getChildAt(0) is View)
    }
}
