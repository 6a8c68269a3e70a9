package dev.peapod.android.page

import android.webkit.CookieManager
import android.webkit.WebStorage
import android.webkit.WebView
import androidx.webkit.ProfileStore
import androidx.webkit.WebViewCompat
import androidx.webkit.WebViewFeature

/**
 * Keeps cookies and web storage of one mini-program's `<web-view>` frames from others.
 *
 * With `MULTI_PROFILE` (WebView 110 or newer with androidx.webkit 1.9) every mini-program has a
 * profile of its own, which lasts. Without it there is one store for the whole application: it is
 * emptied when another mini-program opens, so a user is logged out of the web pages of the one
 * before. The store that Tauri's shell uses is emptied too; the shell keeps nothing in it.
 */
class WebDataKeeper(private val lastApp: LastApp) {
    /** Remembers across starts whose data lies in the common store. */
    interface LastApp {
        var appId: String?
    }

    val hasProfiles: Boolean get() = WebViewFeature.isFeatureSupported(WebViewFeature.MULTI_PROFILE)

    /** Called before the first webview of a mini-program is made. */
    fun open(appId: String) {
        if (hasProfiles) {
            ProfileStore.getInstance().getOrCreateProfile(profile(appId))
            return
        }
        val last = lastApp.appId
        if (last != null && last != appId) clearCommon()
        lastApp.appId = appId
    }

    /** Called on a fresh webview, before anything else touches it. */
    fun adopt(webView: WebView, appId: String) {
        if (hasProfiles) WebViewCompat.setProfile(webView, profile(appId))
    }

    /** Removes what a mini-program has stored, when the user deletes it. */
    fun delete(appId: String) {
        if (hasProfiles) {
            ProfileStore.getInstance().deleteProfile(profile(appId))
        } else if (lastApp.appId == appId) {
            clearCommon()
            lastApp.appId = null
        }
    }

    private fun clearCommon() {
        CookieManager.getInstance().removeAllCookies(null)
        WebStorage.getInstance().deleteAllData()
    }

    companion object {
        /** `Default` is the shell's; the prefix keeps an appId from being that name. */
        fun profile(appId: String): String = "mp-$appId"
    }
}
