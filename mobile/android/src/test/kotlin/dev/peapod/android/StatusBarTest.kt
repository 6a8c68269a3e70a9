package dev.peapod.android

import android.os.Build
import android.view.View
import android.view.WindowInsetsController.APPEARANCE_LIGHT_STATUS_BARS
import dev.peapod.android.device.StatusBar
import org.junit.Assert.assertEquals
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.annotation.Config

/** The clock's colour. */
@RunWith(RobolectricTestRunner::class)
@Config(sdk = [24, 34])
class StatusBarTest {
    private val phone = DeviceFixture()
    private val calls = StatusBar(phone.activity).calls

    /** Whether the system draws them dark, on what it calls a light bar. */
    @Suppress("DEPRECATION")
    private fun dark(): Boolean {
        val window = phone.activity.window
        if (Build.VERSION.SDK_INT < Build.VERSION_CODES.R) {
            return window.decorView.systemUiVisibility and View.SYSTEM_UI_FLAG_LIGHT_STATUS_BAR != 0
        }
        val appearance = checkNotNull(window.insetsController).systemBarsAppearance
        return appearance and APPEARANCE_LIGHT_STATUS_BARS != 0
    }

    private fun set(icons: String) = calls.call("screen.setStatusBar", "icons" to icons)

    @Test
    fun `icons are as the page's title`() {
        for (icons in listOf("dark", "light", "dark", "dark", "light")) {
            set(icons).result
            assertEquals(icons == "dark", dark())
        }
    }

    @Test
    @Config(qualifiers = "night")
    fun `outside of mini-programs a dark theme has light ones`() {
        set("dark").result
        set("theme").result
        assertEquals(false, dark())
    }

    @Test
    @Config(qualifiers = "notnight")
    fun `and a light theme dark ones`() {
        set("theme").result
        assertEquals(true, dark())
    }

    @Test
    @Suppress("DEPRECATION")
    fun `nothing else of the window changes`() {
        val view = phone.activity.window.decorView
        val others = View.SYSTEM_UI_FLAG_LAYOUT_STABLE or View.SYSTEM_UI_FLAG_LAYOUT_FULLSCREEN
        view.systemUiVisibility = others
        set("dark").result
        set("light").result
        assertEquals(others, view.systemUiVisibility)
    }

    @Test
    fun `other words are refused`() {
        assertEquals(1001, set("red").failure.errno)
        assertEquals(1001, calls.call("screen.setStatusBar").failure.errno)
    }
}
