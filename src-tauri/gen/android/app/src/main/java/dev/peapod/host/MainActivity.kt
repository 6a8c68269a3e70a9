package dev.peapod.host

import android.content.Intent
import android.os.Bundle
import android.webkit.WebView
import androidx.activity.enableEdgeToEdge
import dev.peapod.android.Peapod

/** Tauri's activity with the pages and the device of the library `mobile/android` beside its shell. */
class MainActivity : TauriActivity() {
    private var peapod: Peapod? = null

    override fun onCreate(savedInstanceState: Bundle?) {
        enableEdgeToEdge()
        super.onCreate(savedInstanceState)
    }

    /** Tauri has loaded the native library and made the shell's webview. */
    override fun onWebViewCreate(webView: WebView) {
        val peapod = this.peapod ?: Peapod(this).also { this.peapod = it }
        peapod.shellCreated(webView)
    }

    override fun onResume() {
        super.onResume()
        peapod?.resumed()
    }

    override fun onPause() {
        peapod?.paused()
        super.onPause()
    }

    override fun onDestroy() {
        peapod?.destroyed()
        peapod = null
        super.onDestroy()
    }

    @Deprecated("what other activities of the library answer")
    override fun onActivityResult(requestCode: Int, resultCode: Int, data: Intent?) {
        if (peapod?.activityResult(requestCode, resultCode, data) != true) {
            @Suppress("DEPRECATION")
            super.onActivityResult(requestCode, resultCode, data)
        }
    }

    override fun onRequestPermissionsResult(requestCode: Int, permissions: Array<String>, grantResults: IntArray) {
        if (peapod?.permissionsResult(requestCode, permissions, grantResults) != true) {
            super.onRequestPermissionsResult(requestCode, permissions, grantResults)
        }
    }

    /** Before Android 13; newer systems ask the callback that the library registers. */
    @Deprecated("for systems before Android 13")
    override fun onBackPressed() {
        if (peapod?.back() != true) moveTaskToBack(true)
    }
}
