package dev.peapod.android

import android.app.Activity
import android.webkit.WebView
import androidx.webkit.WebViewCompat
import androidx.webkit.WebViewFeature
import dev.peapod.android.page.PageIpc
import dev.peapod.android.page.PageOrigin
import org.junit.Assert.assertEquals
import org.junit.Assert.assertNull
import org.junit.Assert.assertSame
import org.junit.Assert.assertTrue
import org.junit.Before
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.Robolectric
import org.robolectric.RobolectricTestRunner
import org.robolectric.annotation.Config

@RunWith(RobolectricTestRunner::class)
@Config(sdk = [24, 34])
class PageIpcTest {
    @get:Rule
    val features = WebViewFeatures()

    private val heard = ArrayList<String>()
    private val queued = ArrayList<() -> Unit>()
    private var address: String? = DOCUMENT
    private lateinit var view: WebView
    private lateinit var ipc: PageIpc

    @Before
    fun open() {
        view = WebView(Robolectric.setupActivity(Activity::class.java))
        ipc = PageIpc(PageOrigin(DOCUMENT), { address }, { heard += it }, { queued += it })
    }

    private fun listen() {
        WebViewFeature.present += WebViewFeature.WEB_MESSAGE_LISTENER
        ipc.attach(view)
    }

    @Test
    fun `an old WebView gets the object ipc`() {
        ipc.attach(view)
        assertSame(ipc, view.shadow.getJavascriptInterface("ipc"))
        assertNull(WebViewCompat.listening[view])
    }

    @Test
    fun `a new WebView injects ipc into the page's origin alone`() {
        listen()
        val listening = checkNotNull(WebViewCompat.listening[view])
        assertEquals("ipc", listening.name)
        assertEquals(setOf("https://mp.localhost"), listening.origins)
        assertNull(view.shadow.getJavascriptInterface("ipc"))
    }

    @Test
    fun `the page document is heard`() {
        listen()
        say(view, "hello")
        assertEquals(listOf("hello"), heard)
    }

    @Test
    fun `frames are not heard, nor other origins, nor empty messages`() {
        listen()
        say(view, "frame", mainFrame = false)
        say(view, "other", origin = "https://evil.example")
        say(view, "tls", origin = "http://mp.localhost")
        say(view, "port", origin = "https://mp.localhost:8080")
        say(view, null)
        assertTrue(heard.isEmpty())
    }

    @Test
    fun `an old WebView's message arrives on the main thread`() {
        ipc.postMessage("hello")
        assertTrue(heard.isEmpty())
        queued.single()()
        assertEquals(listOf("hello"), heard)
    }

    @Test
    fun `an old WebView's other documents are not heard`() {
        for (other in listOf(null, "about:blank", "https://evil.example/", "$DOCUMENT#x", "https://mp.localhost/")) {
            address = other
            ipc.postMessage("x")
        }
        assertTrue(queued.isEmpty())
    }

    @Test
    fun `a document that left before the main thread came to it is not heard`() {
        ipc.postMessage("x")
        address = "https://evil.example/"
        queued.single()()
        assertTrue(heard.isEmpty())
    }

    @Test
    fun `null is no message`() {
        ipc.postMessage(null)
        assertTrue(queued.isEmpty())
    }
}
