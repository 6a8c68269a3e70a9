package dev.peapod.android.device

import android.content.ClipData
import android.content.ClipboardManager
import android.content.Context
import org.json.JSONObject

/** The trait `Clipboard`. Android shows the user that an application reads it, and only in front. */
class ClipboardAccess(private val context: Context) : Capability {
    override val calls: Map<String, Handler> = mapOf("clipboard.read" to ::read, "clipboard.write" to ::write)

    private val manager get() = context.getSystemService(ClipboardManager::class.java)

    private fun read(@Suppress("UNUSED_PARAMETER") arguments: JSONObject, reply: Reply) {
        val clip = manager.primaryClip
        val text = if (clip == null || clip.itemCount == 0) "" else clip.getItemAt(0).coerceToText(context)
        reply.done(JSONObject().put("data", text?.toString().orEmpty()))
    }

    private fun write(arguments: JSONObject, reply: Reply) {
        manager.setPrimaryClip(ClipData.newPlainText(LABEL, arguments.optString("data")))
        reply.done()
    }

    private companion object {
        const val LABEL = "mini-program"
    }
}
