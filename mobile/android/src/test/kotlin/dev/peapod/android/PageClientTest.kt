package dev.peapod.android

import android.app.Activity
import android.net.Uri
import android.webkit.WebView
import dev.peapod.android.bridge.PageAnswer
import dev.peapod.android.page.AssetCache
import dev.peapod.android.page.PageClient
import dev.peapod.android.page.PageOrigin
import org.json.JSONObject
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertNull
import org.junit.Assert.assertTrue
import org.junit.Before
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.Robolectric
import org.robolectric.RobolectricTestRunner

@RunWith(RobolectricTestRunner::class)
class PageClientTest {
    private val rust = FakeRust()
    private val cache = AssetCache(limit = 100)
    private lateinit var view: WebView

    @Before
    fun open() {
        view = WebView(Robolectric.setupActivity(Activity::class.java))
    }

    private fun client(frames: Boolean = true) =
        PageClient(7, rust, PageOrigin(DOCUMENT), cache, frames, { _, _ -> }, { })

    private fun get(url: String, vararg headers: Pair<String, String>, client: PageClient = client()) =
        client.shouldInterceptRequest(view, FakeRequest(url, headers = mapOf(*headers)))

    @Test
    fun `Rust answers the page scheme`() {
        rust.answer = { answer("<p>", 200, "Content-Security-Policy", "default-src 'none'") }
        val response = checkNotNull(get(DOCUMENT))
        assertEquals(200, response.statusCode)
        assertEquals("text/html", response.mimeType)
        assertEquals("utf-8", response.encoding)
        assertEquals("default-src 'none'", response.responseHeaders["Content-Security-Policy"])
        assertEquals("<p>", response.data.readBytes().decodeToString())
    }

    @Test
    fun `Rust hears method, address and headers`() {
        get("https://mp.localhost/a.png?x=1", "Accept" to "image/*")
        val (session, method, url, headers) = rust.requests.single().split(" ", limit = 4)
        assertEquals(listOf("7", "GET", "https://mp.localhost/a.png?x=1"), listOf(session, method, url))
        assertEquals("image/*", JSONObject(headers).getString("Accept"))
    }

    @Test
    fun `what Rust does not have is not found and never the network's`() {
        assertEquals(404, get("https://mp.localhost/none.png")?.statusCode)
    }

    @Test
    fun `a status without a phrase of ours still has one`() {
        rust.answer = { answer("", 418) }
        assertEquals("Status 418", get("https://mp.localhost/pot")?.reasonPhrase)
    }

    @Test
    fun `an odd list of headers loses the last`() {
        rust.answer = { PageAnswer(200, "text/plain", null, arrayOf("A", "1", "B"), ByteArray(0)) }
        assertEquals(mapOf("A" to "1"), get("https://mp.localhost/x")?.responseHeaders)
    }

    @Test
    fun `files of the page runtime are asked for once`() {
        rust.answer = { answer("code") }
        val first = get("https://mp.localhost/_page/page.js")
        val second = get("https://mp.localhost/_page/page.js")
        assertEquals(1, rust.requests.size)
        assertEquals("code", first?.data?.readBytes()?.decodeToString())
        assertEquals("code", second?.data?.readBytes()?.decodeToString())
    }

    @Test
    fun `files of the package are asked for each time`() {
        rust.answer = { answer("png") }
        get("https://mp.localhost/images/a.png")
        get("https://mp.localhost/images/a.png")
        assertEquals(2, rust.requests.size)
        assertEquals(0, cache.bytes)
    }

    @Test
    fun `ranges, queries, other methods and failures are not kept`() {
        rust.answer = { answer("x", if ("gone" in it) 404 else 200) }
        get("https://mp.localhost/_page/a.js", "range" to "bytes=0-1")
        get("https://mp.localhost/_page/a.js?v=2")
        get("https://mp.localhost/_page/gone.js")
        client().shouldInterceptRequest(view, FakeRequest("https://mp.localhost/_page/a.js", verb = "HEAD"))
        assertEquals(4, rust.requests.size)
        assertEquals(0, cache.bytes)
    }

    @Test
    fun `the cache holds no more than its limit`() {
        val keep = { size: Int, name: String ->
            cache.answer("GET", Uri.parse("https://mp.localhost/_page/$name"), null) { answer("x".repeat(size)) }
        }
        keep(60, "a")
        keep(60, "b")
        keep(40, "c")
        assertEquals(100, cache.bytes)
        cache.clear()
        assertEquals(0, cache.bytes)
    }

    @Test
    fun `a frame that Rust allows is loaded by the network`() {
        assertNull(get("https://ok.example/", "Accept" to "text/html,*/*"))
    }

    @Test
    fun `a frame that Rust refuses is forbidden`() {
        rust.frames = { "ok" in it }
        assertEquals(403, get("https://evil.example/", "Accept" to "text/html")?.statusCode)
        assertEquals(403, get("https://evil.example/", "Sec-Fetch-Dest" to "iframe", "accept" to "*/*")?.statusCode)
    }

    @Test
    fun `pictures of other hosts are no frames`() {
        rust.frames = { false }
        assertNull(get("https://cdn.example/a.png", "Accept" to "image/webp,*/*"))
        assertNull(get("https://cdn.example/a.html", "Accept" to "text/html", "Sec-Fetch-Dest" to "image"))
    }

    @Test
    fun `where frames cannot be told apart none is loaded`() {
        val client = client(frames = false)
        assertEquals(403, get("https://ok.example/", "Accept" to "text/html", client = client)?.statusCode)
        assertTrue(client.shouldOverrideUrlLoading(view, FakeRequest("https://ok.example/")))
    }

    @Test
    fun `the main frame goes nowhere else`() {
        val client = client()
        assertTrue(client.shouldOverrideUrlLoading(view, FakeRequest("https://ok.example/", mainFrame = true)))
        assertTrue(client.shouldOverrideUrlLoading(view, FakeRequest("https://mp.localhost/other.html", mainFrame = true)))
        assertFalse(client.shouldOverrideUrlLoading(view, FakeRequest(DOCUMENT, mainFrame = true)))
        assertEquals(403, client.shouldInterceptRequest(view, FakeRequest("https://ok.example/", mainFrame = true))?.statusCode)
    }

    @Test
    fun `a frame's navigation asks Rust`() {
        rust.frames = { "ok" in it }
        assertFalse(client().shouldOverrideUrlLoading(view, FakeRequest("https://ok.example/2")))
        assertTrue(client().shouldOverrideUrlLoading(view, FakeRequest("https://evil.example/2")))
    }

    @Test
    fun `hosts that only look alike are not ours`() {
        val origin = PageOrigin(DOCUMENT)
        for (url in listOf("http://mp.localhost/x", "https://mp.localhost:81/x", "https://mp.localhost.evil/x", "https://u@mp.localhost/x", "mp://app/x")) {
            assertFalse(url, origin.serves(Uri.parse(url)))
        }
        assertTrue(origin.serves(Uri.parse("https://mp.localhost/x")))
    }
}
