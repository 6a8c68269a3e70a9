@file:Suppress("PackageDirectoryMismatch", "unused", "UNUSED_PARAMETER")

package androidx.webkit

import android.content.Context
import android.net.Uri
import android.webkit.WebResourceResponse

class WebViewAssetLoader {
    fun interface PathHandler {
        fun handle(path: String): WebResourceResponse?
    }

    class AssetsPathHandler(context: Context) : PathHandler {
        override fun handle(path: String): WebResourceResponse? = null
    }

    class Builder {
        fun setDomain(domain: String) = this

        fun addPathHandler(path: String, handler: PathHandler) = this

        fun build() = WebViewAssetLoader()
    }

    fun shouldInterceptRequest(url: Uri): WebResourceResponse? = null
}
