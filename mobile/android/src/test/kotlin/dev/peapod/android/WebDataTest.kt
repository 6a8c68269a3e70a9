package dev.peapod.android

import android.app.Activity
import android.webkit.CookieManager
import android.webkit.WebView
import androidx.webkit.ProfileStore
import androidx.webkit.WebViewCompat
import androidx.webkit.WebViewFeature
import dev.peapod.android.device.WebData
import dev.peapod.android.page.WebDataKeeper
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertNull
import org.junit.Assert.assertTrue
import org.junit.Before
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.Robolectric
import org.robolectric.RobolectricTestRunner

@RunWith(RobolectricTestRunner::class)
class WebDataTest {
    @get:Rule
    val features = WebViewFeatures()

    private val last = Remembered()
    private val data = WebDataKeeper(last)
    private lateinit var view: WebView
    private val cookies get() = CookieManager.getInstance()

    @Before
    fun open() {
        view = WebView(Robolectric.setupActivity(Activity::class.java))
        cookies.setCookie("https://a.example", "s=1")
    }

    private fun profiles() {
        WebViewFeature.present += WebViewFeature.MULTI_PROFILE
    }

    @Test
    fun `with profiles every mini-program has its own`() {
        profiles()
        data.open("wx1")
        data.adopt(view, "wx1")
        assertEquals(setOf("mp-wx1"), ProfileStore.names)
        assertEquals("mp-wx1", WebViewCompat.profiles[view])
    }

    @Test
    fun `with profiles nothing is cleared`() {
        profiles()
        data.open("wx1")
        data.open("wx2")
        assertTrue(cookies.hasCookies())
        assertNull(last.appId)
    }

    @Test
    fun `a mini-program cannot have the shell's profile`() {
        assertEquals("mp-Default", WebDataKeeper.profile("Default"))
    }

    @Test
    fun `a deleted mini-program's profile goes`() {
        profiles()
        data.open("wx1")
        data.delete("wx1")
        assertTrue(ProfileStore.names.isEmpty())
    }

    @Test
    fun `the host has it deleted with its mini-program`() {
        profiles()
        data.open("wx1")
        data.open("wx2")
        val calls = WebData(data).calls
        calls.call("webData.delete", "appId" to "wx1").result
        assertEquals(setOf("mp-wx2"), ProfileStore.names.toSet())
        assertEquals(1001, calls.call("webData.delete").failure.errno)
    }

    @Test
    fun `without profiles another mini-program finds no cookies`() {
        data.open("wx1")
        cookies.setCookie("https://a.example", "s=1")
        data.open("wx2")
        assertFalse(cookies.hasCookies())
        assertEquals("wx2", last.appId)
    }

    @Test
    fun `without profiles the same mini-program keeps its cookies`() {
        data.open("wx1")
        WebDataKeeper(last).open("wx1")
        assertTrue(cookies.hasCookies())
    }

    @Test
    fun `without profiles a webview is left as it is`() {
        data.adopt(view, "wx1")
        assertNull(WebViewCompat.profiles[view])
    }

    @Test
    fun `without profiles only the last one's data can be deleted`() {
        data.open("wx1")
        data.delete("wx2")
        assertTrue(cookies.hasCookies())
        data.delete("wx1")
        assertFalse(cookies.hasCookies())
        assertNull(last.appId)
    }
}
