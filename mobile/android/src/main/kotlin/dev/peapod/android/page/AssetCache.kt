package dev.peapod.android.page

import android.net.Uri
import dev.peapod.android.bridge.PageAnswer

/**
 * Answers for files of the page runtime (`/_page/…`), which are part of the binary and the same for
 * every page: kept so that a new webview needs no way through Rust for them. Nothing else is kept,
 * as package and user files change under a running page.
 *
 * Requests come from several threads of the WebView.
 */
class AssetCache(private val limit: Int = LIMIT) {
    private val answers = LinkedHashMap<String, PageAnswer>()
    private var size = 0

    /** The answer to a request: kept, or from [fetch]. */
    fun answer(method: String, url: Uri, range: String?, fetch: () -> PageAnswer?): PageAnswer? {
        val key = url.path.orEmpty()
        val keeps = method == "GET" && range == null && key.startsWith(FOLDER) && url.query == null
        if (!keeps) return fetch()
        synchronized(answers) { answers[key] }?.let { return it }
        val answer = fetch() ?: return null
        if (answer.status == OK) keep(key, answer)
        return answer
    }

    private fun keep(key: String, answer: PageAnswer) = synchronized(answers) {
        if (size + answer.body.size > limit || answers.containsKey(key)) return@synchronized
        answers[key] = answer
        size += answer.body.size
    }

    /** Forgets everything, when memory is short. */
    fun clear() = synchronized(answers) {
        answers.clear()
        size = 0
    }

    /** Bytes held. */
    val bytes: Int get() = synchronized(answers) { size }

    companion object {
        private const val FOLDER = "/_page/"
        private const val OK = 200

        /** The page runtime is under 2 MB; four times that leaves room for it to grow. */
        private const val LIMIT = 8 shl 20
    }
}
