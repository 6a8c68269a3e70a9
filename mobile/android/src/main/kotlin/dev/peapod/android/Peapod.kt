package dev.peapod.android

import android.app.Activity
import android.content.Context
import android.content.Intent
import android.os.Handler
import android.os.Looper
import android.view.ViewGroup
import android.webkit.WebView
import dev.peapod.android.bridge.JniRust
import dev.peapod.android.bridge.RustSide
import dev.peapod.android.device.ActivityPort
import dev.peapod.android.device.CameraFrames
import dev.peapod.android.device.CaptureProvider
import dev.peapod.android.device.ClipboardAccess
import dev.peapod.android.device.Contacts
import dev.peapod.android.device.Device
import dev.peapod.android.device.Gallery
import dev.peapod.android.device.HandedFiles
import dev.peapod.android.device.Later
import dev.peapod.android.device.LocationAccess
import dev.peapod.android.device.MotionAccess
import dev.peapod.android.device.NetworkAccess
import dev.peapod.android.device.Permissions
import dev.peapod.android.device.PhoneCall
import dev.peapod.android.device.ReceivedFiles
import dev.peapod.android.device.Recorder
import dev.peapod.android.device.Scan
import dev.peapod.android.device.ScreenAccess
import dev.peapod.android.device.ShareSheet
import dev.peapod.android.device.StatusBar
import dev.peapod.android.device.SystemFacts
import dev.peapod.android.device.Vibration
import dev.peapod.android.device.WebData
import dev.peapod.android.device.WindowCapture
import dev.peapod.android.page.AssetCache
import dev.peapod.android.page.BackNavigation
import dev.peapod.android.page.MemoryPressure
import dev.peapod.android.page.MetricsReporter
import dev.peapod.android.page.PageHost
import dev.peapod.android.page.ShellRecovery
import dev.peapod.android.page.WebDataKeeper
import java.util.concurrent.ExecutorService
import java.util.concurrent.Executors
import java.util.concurrent.atomic.AtomicBoolean

/**
 * Everything this library adds to one activity. The activity, a subclass of Tauri's, makes one in
 * `onWebViewCreate` and forwards what it is told; see `docs/mobile.md`.
 */
class Peapod(
    private val activity: Activity,
    private val rust: RustSide = JniRust,
    newWebView: (Activity) -> WebView = ::WebView,
) {
    private val data = WebDataKeeper(remembered(activity))
    val pages = PageHost(activity, rust, data, ASSETS, newWebView)
    private val recovery = ShellRecovery(activity, rust, pages, DEATHS)
    private val navigation = BackNavigation(activity, rust)
    private val metrics = MetricsReporter(pages, rust)
    private val memory = MemoryPressure(pages, rust, metrics::report)
    private val main = Handler(Looper.getMainLooper())
    private val worker: ExecutorService = Executors.newSingleThreadExecutor { Thread(it, "peapod-files") }
    private val port = ActivityPort(activity)
    private val permissions = Permissions(port)
    private val files = HandedFiles(activity)
    private val motion = MotionAccess(activity)
    private val network = NetworkAccess(activity) { event, payload -> rust.changed(event, payload.toString()) }

    val device = Device(
        listOf(
            SystemFacts(activity),
            network,
            LocationAccess(activity, permissions),
            ClipboardAccess(activity),
            ScreenAccess(activity),
            StatusBar(activity),
            WindowCapture(activity, files, worker),
            motion,
            Vibration(activity),
            Gallery(port, permissions, files, worker),
            Recorder(permissions, files),
            Scan(permissions, { CameraFrames(activity) }, rust::decode) { main.post(it) },
            Contacts(port),
            PhoneCall(port),
            ReceivedFiles(files, worker),
            ShareSheet(port),
            WebData(data),
            Later,
        ),
        rust::settled,
    )

    init {
        if (SWEPT.compareAndSet(false, true)) {
            files.clear()
            CaptureProvider.clear(activity)
        }
    }

    /** Tauri has made the shell's webview; it may not be in the window yet. */
    fun shellCreated(shell: WebView) {
        activity.registerComponentCallbacks(memory)
        navigation.register()
        // Tauri sets its client and the window's content after this call.
        main.post {
            if (shell.parent !is ViewGroup) activity.setContentView(shell)
            recovery.watch(shell)
            pages.adoptShell(shell)
            rust.attached(pages, device)
            metrics.start()
        }
    }

    fun resumed() = pages.setActive(true)

    fun paused() {
        pages.setActive(false)
        motion.close()
    }

    /** For `onBackPressed` before Android 13. */
    fun back(): Boolean = navigation.handle()

    fun activityResult(requestCode: Int, resultCode: Int, data: Intent?): Boolean =
        port.onActivityResult(requestCode, resultCode, data)

    fun permissionsResult(requestCode: Int, names: Array<out String>, grants: IntArray): Boolean =
        port.onRequestPermissionsResult(requestCode, names, grants)

    fun destroyed() {
        activity.unregisterComponentCallbacks(memory)
        navigation.unregister()
        network.close()
        motion.close()
        rust.detached(pages)
        pages.close()
        worker.shutdown()
    }

    private companion object {
        /** The same for every activity of the process. */
        val ASSETS = AssetCache()
        val DEATHS = ShellRecovery.History()

        /** Files of an earlier run are gone. */
        val SWEPT = AtomicBoolean()

        fun remembered(context: Context) = object : WebDataKeeper.LastApp {
            private val preferences = context.getSharedPreferences("peapod-web-data", Context.MODE_PRIVATE)

            override var appId: String?
                get() = preferences.getString("appId", null)
                set(value) = preferences.edit().putString("appId", value).apply()
        }
    }
}
