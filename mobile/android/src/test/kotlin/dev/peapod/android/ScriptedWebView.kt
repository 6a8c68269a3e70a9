package dev.peapod.android

import android.app.Activity
import android.webkit.ValueCallback
import android.webkit.WebView
import java.io.Closeable
import org.json.JSONArray
import org.json.JSONObject

/** Runs scripts of webviews in Node: Robolectric's WebView runs none. */
class ScriptEngine : Closeable {
    class Ran(val value: String, val said: List<String>)

    private val process = ProcessBuilder("node", "src/test/resources/page_scripts.mjs")
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start()
    private val input = process.outputStream.bufferedWriter()
    private val output = process.inputStream.bufferedReader()
    private var views = 0

    fun newView() = views++

    fun load(view: Int) = send(JSONObject().put("view", view))

    fun run(view: Int, script: String) = send(JSONObject().put("view", view).put("script", script))

    private fun send(line: JSONObject): Ran {
        input.write(line.toString())
        input.newLine()
        input.flush()
        val answer = JSONObject(checkNotNull(output.readLine()) { "node has ended" })
        val said = answer.getJSONArray("said")
        return Ran(answer.getString("value"), said.strings())
    }

    override fun close() {
        input.close()
        process.waitFor()
    }
}

fun JSONArray.strings(): List<String> = (0 until length()).map(::getString)

/**
 * A webview whose document says `["ready"]` when it has loaded and runs scripts. What happens by
 * itself in a real one waits in [pending] until the test lets time pass.
 */
class ScriptedWebView(activity: Activity, private val engine: ScriptEngine, private val pending: ArrayDeque<() -> Unit>) :
    WebView(activity) {
    private val number = engine.newView()
    private var destroyed = false

    /** Its renderer is alive. */
    var alive = true

    override fun loadUrl(url: String) {
        super.loadUrl(url)
        engine.load(number)
        pending += { if (works()) say(this, """["ready"]""") }
    }

    override fun evaluateJavascript(script: String, resultCallback: ValueCallback<String>?) {
        check(!destroyed) { "a destroyed webview takes no scripts" }
        if (!alive) return
        val ran = engine.run(number, script)
        pending += {
            if (works()) {
                resultCallback?.onReceiveValue(ran.value)
                ran.said.forEach { say(this, it) }
            }
        }
    }

    override fun destroy() {
        destroyed = true
        super.destroy()
    }

    private fun works() = alive && !destroyed
}
