package dev.peapod.android.device

import android.content.ActivityNotFoundException
import android.content.Intent
import org.json.JSONObject

/** Gives a text to another application, which the user chooses. */
class ShareSheet(private val port: ActivityPort) : Capability {
    override val calls: Map<String, Handler> = mapOf("share.send" to ::send)

    private fun send(arguments: JSONObject, reply: Reply) {
        val text = arguments.optString("text")
        if (text.isEmpty()) return reply.fail(Failure.parameter("text", "not empty"))
        val intent = Intent(Intent.ACTION_SEND).setType("text/plain").putExtra(Intent.EXTRA_TEXT, text)
        val title = arguments.optString("title")
        if (title.isNotEmpty()) intent.putExtra(Intent.EXTRA_TITLE, title)
        try {
            // The system does not tell what the user did.
            port.activity.startActivity(Intent.createChooser(intent, title.ifEmpty { null }))
            reply.done()
        } catch (_: ActivityNotFoundException) {
            reply.fail(Failure.NOT_SUPPORTED)
        }
    }
}
