package dev.peapod.android

import android.app.Activity
import android.graphics.Color
import android.os.Build
import android.os.Looper
import android.view.View
import android.view.View.MeasureSpec
import android.view.ViewGroup.LayoutParams.MATCH_PARENT
import dev.peapod.android.bridge.PageAnswer
import dev.peapod.android.page.BackNavigation
import dev.peapod.android.page.PageHost
import dev.peapod.android.page.PageView
import dev.peapod.android.page.SessionConfig
import dev.peapod.android.page.SlideKind
import dev.peapod.android.page.WebDataKeeper
import java.time.Duration
import kotlin.math.roundToInt
import org.json.JSONArray
import org.json.JSONObject
import org.json.JSONTokener
import org.junit.Assume.assumeTrue
import org.robolectric.Robolectric
import org.robolectric.Shadows.shadowOf

/** A screen with a shell and the views of one scenario of the contract. */
class ContractWorld {
    private class Made(val place: Int, val view: ScriptedWebView)

    private val engine = ScriptEngine()
    private val pending = ArrayDeque<() -> Unit>()
    private val made = ArrayList<Made>()
    private val rust = FakeRust()
    private val frames = ArrayList<String>()
    private val fetched = ArrayList<List<Any>>()
    private val answers = sortedMapOf<Long, String>()
    private val heard = ArrayList<Pair<Int, String>>()
    private val lost = ArrayList<Int>()
    private var asked = 0L
    private var making = 0
    private var backs = 0
    private var animate = true
    private var read = 0
    private lateinit var activity: Activity
    private lateinit var shell: View
    private lateinit var host: PageHost

    fun open(animate: Boolean) {
        this.animate = animate
        rust.frames = { it.startsWith("$SITE/allowed") }
        rust.answer = ::serve
        activity = Robolectric.setupActivity(Activity::class.java)
        // CSS pixels are not the screen's.
        activity.resources.displayMetrics.density = DENSITY
        host = PageHost(activity, rust, WebDataKeeper(Remembered())) { context ->
            ScriptedWebView(context, engine, pending).also { made += Made(making, it) }
        }
        shell = View(activity)
        activity.setContentView(shell)
        host.adoptShell(shell)
        lay()
        openSession()
    }

    fun close() {
        if (::host.isInitialized) host.close()
        engine.close()
    }

    /** Views that nobody destroyed. */
    fun alive() = made.filterNot { it.view.shadow.wasDestroyCalled() }.map { it.place }

    private fun openSession() = host.open(SessionConfig(SESSION, "wx1", DOCUMENT, "agent", animate))

    private fun serve(url: String): PageAnswer? = when (url.removePrefix(ORIGIN)) {
        "/_pkg/hello.txt" -> {
            val range = JSONObject(rust.requests.last().substringAfter("$url ")).optString("Range")
            if (range.isEmpty()) answer(BODY) else answer(BODY.substring(2, 6), PARTIAL, "Content-Range", "bytes 2-5/10")
        }
        else -> null
    }

    /** Carries a step out; what it sets going arrives when something is looked for. */
    fun act(name: String, fields: JSONObject) {
        val view = fields.optInt("view")
        when (name) {
            "create" -> {
                making = fields.getInt("id")
                check(host.create(making) == null) { "no view $making" }
            }
            "evaluate" -> host.evaluate(view, fields.getString("script"))
            "ask" -> host.ask(view, fields.getString("expression"), asked++)
            "reload" -> {
                making = view
                host.reload(view)
            }
            "lay_out" -> {
                val insets = fields.getJSONObject("insets")
                val (red, green, blue) = (0..2).map(fields.getJSONArray("background")::getInt)
                val rgb = Color.rgb(red, green, blue) and 0xffffff
                host.layOut(view, insets.getDouble("top"), insets.getDouble("bottom"), rgb)
            }
            "first_painted" -> host.firstPainted(view)
            "show" -> {
                val slide = SlideKind.valueOf(fields.getString("slide").uppercase()).code
                host.show(fields.getInt("incoming"), fields.optInt("outgoing", -1), slide)
            }
            "remove" -> host.remove(view)
            "open" -> openSession()
            "close" -> host.close()
            "raise_shell" -> host.raiseShell(fields.getBoolean("raised"))
            "release_memory" -> host.releaseMemory()
            "page_runs" -> webView(view).evaluateJavascript(fields.getString("script"), null)
            "page_fetches" -> fetch(view, fields)
            "frame_loads" -> frame(view, fields.getString("url"))
            "frame_says" -> {
                check(frame(view, fields.getString("url"))) { "the frame was refused" }
                say(webView(view), fields.getString("message"), origin = SITE, mainFrame = false)
            }
            "document_leaves" -> client(view).onPageStarted(webView(view), fields.getString("url").replace("{site}", SITE), null)
            "renderer_dies" -> {
                assumeTrue("Android 7 runs renderers in the application's process", Build.VERSION.SDK_INT >= Build.VERSION_CODES.O)
                val dying = webView(view)
                dying.alive = false
                client(view).onRenderProcessGone(dying, Gone(true))
            }
            "slide_ends" -> shadowOf(Looper.getMainLooper()).idleFor(Duration.ofSeconds(1))
            "back" -> if (BackNavigation(activity, rust).handle()) backs++
            else -> error("`$name` is none of this host's")
        }
    }

    /** What webviews have under way arrives; no time passes, so that slides stay where they are. */
    private fun settle() {
        while (pending.isNotEmpty()) pending.removeFirst()()
        while (read < rust.heard.size) note(rust.heard[read++])
    }

    private fun note(line: String) {
        val words = line.split(" ", limit = 4)
        when (words[0]) {
            "message" -> heard += words[2].toInt() to words[3]
            "gone" -> lost += words[2].toInt()
            "answered" -> answers[words[1].toLong()] = line.split(" ", limit = 3)[2]
        }
    }

    private fun lay() {
        val (width, height) = WIDTH * DENSITY.toInt() to HEIGHT * DENSITY.toInt()
        host.measure(
            MeasureSpec.makeMeasureSpec(width, MeasureSpec.EXACTLY),
            MeasureSpec.makeMeasureSpec(height, MeasureSpec.EXACTLY),
        )
        host.layout(0, 0, width, height)
    }

    private fun children() = (0 until host.childCount).map(host::getChildAt)

    private fun place(id: Int) = children().filterIsInstance<PageView>().first { it.viewId == id }

    private fun webView(id: Int) = checkNotNull(place(id).webView) { "view $id has no webview" } as ScriptedWebView

    private fun client(id: Int) = shadowOf(webView(id)).webViewClient

    private fun fetch(view: Int, fields: JSONObject) {
        val range = fields.optString("range")
        val headers = if (range.isEmpty()) emptyMap() else mapOf("Range" to range)
        val request = FakeRequest("$ORIGIN${fields.getString("path")}", headers = headers)
        val answer = checkNotNull(client(view).shouldInterceptRequest(webView(view), request)) { "left to the network" }
        fetched += listOf(answer.statusCode, answer.data.readBytes().decodeToString())
    }

    /** A frame's request goes both ways that a WebView asks; true when it went to the network. */
    private fun frame(view: Int, url: String): Boolean {
        val address = url.replace("{site}", SITE)
        val request = FakeRequest(address, headers = mapOf("Sec-Fetch-Dest" to "iframe"))
        val client = client(view)
        val loads = !client.shouldOverrideUrlLoading(webView(view), request) &&
            client.shouldInterceptRequest(webView(view), request) == null
        if (loads) frames += url
        return loads
    }

    /** What there is of [name], in the form of [like]. */
    fun observe(name: String, like: Any): Any {
        settle()
        lay()
        return when (name) {
            "order" -> order(like as JSONArray)
            "frames" -> each(like) { id ->
                // Robolectric's WebView takes no frame; it fills what its place has within the padding.
                val place = place(id)
                check(webView(id).parent === place && webView(id).layoutParams.height == MATCH_PARENT) { "elsewhere" }
                val height = place.height - place.paddingTop - place.paddingBottom
                val width = place.width - place.paddingLeft - place.paddingRight
                listOf(place.left + place.paddingLeft, place.top + place.paddingTop, width, height).map { (it / DENSITY).roundToInt() }
            }
            "background" -> each(like) { id ->
                val colour = webView(id).shadow.backgroundColor
                check(Color.alpha(colour) == 255) { "a background that shows what is behind it" }
                listOf(Color.red(colour), Color.green(colour), Color.blue(colour))
            }
            "shift" -> each(like) { id -> (place(id).translationX / DENSITY).roundToInt() }
            "heard" -> heard.sortedBy { it.first }.map { listOf(it.first, it.second) }
            "lost" -> lost.sorted()
            "destroyed" -> made.filter { it.view.shadow.wasDestroyCalled() }.map { it.place }.distinct()
            "answers" -> answers.values.map { json ->
                if (json.isEmpty()) mapOf("threw" to true) else mapOf("value" to JSONTokener(json).nextValue())
            }
            "fetched" -> fetched
            "frames_loaded" -> frames
            "backs" -> backs
            else -> error("`$name` is nothing to expect")
        }
    }

    /** Lists of things that happened begin anew. */
    fun forget(names: Set<String>) {
        if ("heard" in names) heard.clear()
        if ("lost" in names) lost.clear()
        if ("answers" in names) answers.clear()
        if ("fetched" in names) fetched.clear()
        if ("frames_loaded" in names) frames.clear()
    }

    private fun each(like: Any, look: (Int) -> Any) =
        (like as JSONObject).keys().asSequence().associateWith { look(it.toInt()) }

    /** Names of the host's children, back to front; where [like] has a list, in any order. */
    private fun order(like: JSONArray): List<Any> {
        val names = ArrayDeque(children().map { if (it === shell) "shell" else (it as PageView).viewId })
        val found = ArrayList<Any>()
        for (index in 0 until like.length()) {
            when (val part = like.get(index)) {
                is JSONArray -> found.add((0 until part.length()).mapNotNull { names.removeFirstOrNull() }.sortedBy { "$it" })
                else -> names.removeFirstOrNull()?.let(found::add)
            }
        }
        return found + names
    }

    private companion object {
        val ORIGIN = DOCUMENT.substringBefore("/_page/")
        const val SITE = "https://site.example"
        const val SESSION = 7L
        const val DENSITY = 2f
        const val WIDTH = 400
        const val HEIGHT = 800
        const val BODY = "0123456789"
        const val PARTIAL = 206
    }
}
