package dev.peapod.android.bridge

import android.os.Handler
import android.os.Looper

/**
 * The way of Rust's threads to the main thread, on which views live. Rust queues what is to run and
 * calls [wake]; the queue is run from the main looper. Tauri's own loop is on another thread.
 */
object MainLoop {
    private val handler = Handler(Looper.getMainLooper())

    /** Who runs the queue; another one in tests. */
    @Volatile
    var rust: RustSide = JniRust

    /** Called by Rust, on any thread. */
    @JvmStatic
    fun wake() {
        handler.post { rust.run() }
    }
}
