// The part of `androidx.webkit` that the library calls, for builds without Google's Maven repository.
// An Android build takes the real one (`build.gradle.kts`). Signatures as of androidx.webkit 1.14.
@file:Suppress("PackageDirectoryMismatch", "unused", "UNUSED_PARAMETER")

package androidx.webkit

import android.net.Uri
import android.webkit.CookieManager
import android.webkit.WebView

object WebViewFeature {
    const val WEB_MESSAGE_LISTENER = "WEB_MESSAGE_LISTENER"
    const val MULTI_PROFILE = "MULTI_PROFILE"

    /** Asked by Tauri's webview. */
    const val DOCUMENT_START_SCRIPT = "DOCUMENT_START_SCRIPT"

    /** For tests: what the WebView on the phone can do. */
    @JvmField
    val present: MutableSet<String> = mutableSetOf()

    @JvmStatic
    fun isFeatureSupported(feature: String): Boolean = feature in present
}

class WebMessageCompat(private val text: String?) {
    fun getData(): String? = text
}

abstract class JavaScriptReplyProxy

object WebViewCompat {
    fun interface WebMessageListener {
        fun onPostMessage(
            view: WebView,
            message: WebMessageCompat,
            sourceOrigin: Uri,
            isMainFrame: Boolean,
            replyProxy: JavaScriptReplyProxy,
        )
    }

    class Listening(val name: String, val origins: Set<String>, val listener: WebMessageListener)

    /** For tests: what was asked of each webview. */
    @JvmField
    val listening = java.util.WeakHashMap<WebView, Listening>()

    @JvmField
    val profiles = java.util.WeakHashMap<WebView, String>()

    @JvmStatic
    fun addWebMessageListener(
        webView: WebView,
        jsObjectName: String,
        allowedOriginRules: Set<String>,
        listener: WebMessageListener,
    ) {
        listening[webView] = Listening(jsObjectName, allowedOriginRules, listener)
    }

    /** Called by Tauri's webview, for which this compiles and does nothing. */
    @Suppress("UNUSED_PARAMETER")
    @JvmStatic
    fun addDocumentStartJavaScript(webView: WebView, script: String, allowedOriginRules: Set<String>) = Unit

    @JvmStatic
    fun setProfile(webView: WebView, profileName: String) {
        profiles[webView] = profileName
    }
}

interface Profile {
    fun getName(): String

    fun getCookieManager(): CookieManager
}

abstract class ProfileStore {
    abstract fun getOrCreateProfile(name: String): Profile

    abstract fun deleteProfile(name: String): Boolean

    companion object {
        /** For tests. */
        @JvmField
        val names: MutableSet<String> = linkedSetOf()

        @JvmStatic
        fun getInstance(): ProfileStore = object : ProfileStore() {
            override fun getOrCreateProfile(name: String): Profile {
                names.add(name)
                return object : Profile {
                    override fun getName() = name

                    override fun getCookieManager() = CookieManager.getInstance()
                }
            }

            override fun deleteProfile(name: String) = names.remove(name)
        }
    }
}
