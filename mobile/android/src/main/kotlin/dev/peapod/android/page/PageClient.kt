package dev.peapod.android.page

import android.graphics.Bitmap
import android.os.Build
import android.webkit.RenderProcessGoneDetail
import android.webkit.WebResourceRequest
import android.webkit.WebResourceResponse
import android.webkit.WebView
import android.webkit.WebViewClient
import dev.peapod.android.bridge.PageAnswer
import dev.peapod.android.bridge.RustSide
import java.io.ByteArrayInputStream
import org.json.JSONObject

/** Requests, navigation and death of one page's webview. */
class PageClient(
    private val session: Long,
    private val rust: RustSide,
    private val origin: PageOrigin,
    private val cache: AssetCache,
    private val framesAllowed: Boolean,
    private val onGone: (WebView, Boolean) -> Unit,
    private val onLeft: (WebView) -> Unit,
) : WebViewClient() {
    /** The main frame's address; read by threads of the WebView. */
    @Volatile
    var address: String? = null
        private set

    override fun shouldInterceptRequest(view: WebView, request: WebResourceRequest): WebResourceResponse? {
        val url = request.url
        if (origin.serves(url)) return respond(request)
        // Subframes with http addresses do not reach `shouldOverrideUrlLoading`.
        val refused = when {
            request.isForMainFrame -> true
            isFrame(request) -> !framesAllowed || !rust.allowFrame(session, url.toString())
            else -> false
        }
        return if (refused) empty(FORBIDDEN, "Forbidden") else null
    }

    private fun respond(request: WebResourceRequest): WebResourceResponse {
        val headers = request.requestHeaders.orEmpty()
        val range = headers.entries.firstOrNull { it.key.equals("Range", ignoreCase = true) }?.value
        val answer = cache.answer(request.method, request.url, range) {
            rust.request(session, request.method, request.url.toString(), JSONObject(headers as Map<*, *>).toString())
        }
        return answer?.let(::response) ?: empty(NOT_FOUND, "Not Found")
    }

    override fun shouldOverrideUrlLoading(view: WebView, request: WebResourceRequest): Boolean {
        val url = request.url.toString()
        return when {
            request.isForMainFrame -> !origin.isDocument(url)
            else -> !framesAllowed || !rust.allowFrame(session, url)
        }
    }

    override fun onPageStarted(view: WebView, url: String, favicon: Bitmap?) {
        address = url
        // A document that left the page runtime is thrown away like a crashed one.
        if (!origin.isDocument(url) && url != BLANK) onLeft(view)
    }

    override fun onRenderProcessGone(view: WebView, detail: RenderProcessGoneDetail): Boolean {
        address = null
        onGone(view, Build.VERSION.SDK_INT >= Build.VERSION_CODES.O && detail.didCrash())
        // Anything else would end the whole application.
        return true
    }

    companion object {
        const val BLANK = "about:blank"
        private const val FORBIDDEN = 403
        private const val NOT_FOUND = 404

        /** A frame's document, by what it accepts: the WebView does not say what a request is for. */
        private fun isFrame(request: WebResourceRequest): Boolean {
            val headers = request.requestHeaders.orEmpty()
            fun header(name: String) =
                headers.entries.firstOrNull { it.key.equals(name, ignoreCase = true) }?.value
            val destination = header("Sec-Fetch-Dest")
            if (destination != null) return destination in setOf("iframe", "frame", "document", "embed", "object")
            return header("Accept")?.contains("text/html") == true
        }

        private fun empty(status: Int, reason: String) =
            WebResourceResponse("text/plain", null, status, reason, emptyMap(), ByteArrayInputStream(ByteArray(0)))

        private fun response(answer: PageAnswer): WebResourceResponse {
            val headers = LinkedHashMap<String, String>()
            for (index in 0 until answer.headers.size - 1 step 2) {
                headers[answer.headers[index]] = answer.headers[index + 1]
            }
            return WebResourceResponse(
                answer.mimeType,
                answer.charset,
                answer.status,
                reason(answer.status),
                headers,
                ByteArrayInputStream(answer.body),
            )
        }

        /** `WebResourceResponse` refuses an empty phrase. */
        private fun reason(status: Int): String = when (status) {
            200 -> "OK"
            206 -> "Partial Content"
            400 -> "Bad Request"
            403 -> "Forbidden"
            404 -> "Not Found"
            405 -> "Method Not Allowed"
            416 -> "Range Not Satisfiable"
            else -> "Status $status"
        }
    }
}
