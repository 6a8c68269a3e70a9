package dev.peapod.android.page

import android.net.Uri

/** The page document, `PAGE_URL` of `src-tauri/src/scheme`, and what belongs to it. */
class PageOrigin(val documentUrl: String) {
    private val document: Uri = Uri.parse(documentUrl)

    /** As `WebViewCompat.addWebMessageListener` wants it: scheme, host and, unless usual, port. */
    val rule: String = "${document.scheme}://${document.encodedAuthority}"

    /** Whether this URL is the page document itself. */
    fun isDocument(url: String?): Boolean = url == documentUrl

    /** Whether this URL is one that Rust answers. */
    fun serves(url: Uri): Boolean =
        url.scheme == document.scheme && url.encodedAuthority == document.encodedAuthority

    /** Whether a message may come from here: the page document's origin, in the main frame. */
    fun speaks(source: Uri, mainFrame: Boolean): Boolean = mainFrame && serves(source)
}
