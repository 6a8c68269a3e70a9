package dev.peapod.android.page

import android.app.Activity
import android.os.Build
import android.os.SystemClock
import android.util.Log
import android.webkit.WebView
import dev.peapod.android.bridge.RustSide

/**
 * Brings the shell back after its renderer died. Tauri holds the shell's webview by reference, so it
 * is the activity that starts anew and makes another one; the logic of a running mini-program is in
 * Rust and lives on. A shell that dies again and again ends the activity instead.
 */
class ShellRecovery(
    private val activity: Activity,
    private val rust: RustSide,
    private val host: PageHost,
    private val history: History = History(),
    private val now: () -> Long = SystemClock::elapsedRealtime,
) {
    /** When shells died; outlives the activity. */
    class History {
        internal val deaths = ArrayDeque<Long>()
    }

    /** Wraps the client that Tauri has given the shell; again after each activity start. */
    fun watch(shell: WebView) {
        if (Build.VERSION.SDK_INT < Build.VERSION_CODES.O) return
        val inner = shell.webViewClient
        if (inner is ShellClient) return
        shell.webViewClient = ShellClient(inner, ::gone)
    }

    private fun gone(shell: WebView, crashed: Boolean) {
        val time = now()
        val deaths = history.deaths
        while (deaths.isNotEmpty() && time - deaths.first() > WINDOW) deaths.removeFirst()
        deaths.addLast(time)
        val giveUp = deaths.size > MAX_DEATHS
        Log.e(TAG, "the shell's renderer is gone (crashed: $crashed), ${deaths.size} times in a minute")
        host.dropShell()
        shell.destroy()
        rust.shellGone(crashed, giveUp)
        if (giveUp) activity.finish() else activity.recreate()
    }

    companion object {
        private const val TAG = "peapod.shell"

        /** As many as a page has (`MAX_CRASHES` of the stage). */
        const val MAX_DEATHS = 3

        /** Milliseconds. */
        const val WINDOW = 60_000L
    }
}
