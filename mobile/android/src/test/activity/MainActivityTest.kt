package dev.peapod.android

import android.content.Intent
import android.os.Bundle
import android.webkit.WebView
import androidx.appcompat.app.AppCompatActivity
import dev.peapod.host.MainActivity
import dev.peapod.host.TauriActivity
import dev.peapod.host.WryActivity
import java.lang.reflect.Modifier
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.Robolectric
import org.robolectric.RobolectricTestRunner
import org.robolectric.Shadows.shadowOf

/**
 * Our activity over Tauri's own classes, compiled from the sources of the crates `tauri` and `wry`.
 * Whatever these rename or seal breaks the compilation. Their natives are not here, so nothing that
 * reaches `Rust` is run.
 */
@RunWith(RobolectricTestRunner::class)
class MainActivityTest {
    private fun declared(name: String, vararg types: Class<*>) = MainActivity::class.java.getDeclaredMethod(name, *types)

    @Test
    fun `it is Tauri's activity`() {
        assertEquals(TauriActivity::class.java, MainActivity::class.java.superclass)
        assertEquals(WryActivity::class.java, TauriActivity::class.java.superclass)
        assertEquals(AppCompatActivity::class.java, WryActivity::class.java.superclass)
    }

    @Test
    fun `every callback that the library needs is overridden`() {
        val int = Int::class.javaPrimitiveType!!
        val overridden = listOf(
            declared("onCreate", Bundle::class.java),
            declared("onWebViewCreate", WebView::class.java),
            declared("onResume"),
            declared("onPause"),
            declared("onDestroy"),
            declared("onActivityResult", int, int, Intent::class.java),
            declared("onRequestPermissionsResult", int, Array<String>::class.java, IntArray::class.java),
            declared("onBackPressed"),
        )
        for (method in overridden) {
            val above = generateSequence<Class<*>>(TauriActivity::class.java) { it.superclass }
            assertTrue(
                "${method.name} is called by nobody",
                above.any { type -> type.declaredMethods.any { it.name == method.name && it.parameterTypes.contentEquals(method.parameterTypes) } },
            )
            assertFalse(method.name, Modifier.isAbstract(method.modifiers))
        }
    }

    @Test
    fun `Tauri leaves going back to us`() {
        val activity = Robolectric.buildActivity(MainActivity::class.java).get()
        assertFalse(activity.handleBackNavigation)
        @Suppress("DEPRECATION")
        activity.onBackPressed()
        assertFalse("the launcher stays in memory", activity.isFinishing)
    }

    @Test
    fun `results before there is a page host are Tauri's`() {
        val activity = Robolectric.buildActivity(MainActivity::class.java).get()
        activity.onRequestPermissionsResult(1, arrayOf("android.permission.CAMERA"), intArrayOf(0))
        assertEquals(null, shadowOf(activity).nextStartedActivity)
    }
}
