package dev.peapod.android.device

import dev.peapod.android.page.WebDataKeeper
import org.json.JSONObject

/** What web pages of a mini-program have stored, when the user removes it. */
class WebData(private val keeper: WebDataKeeper) : Capability {
    override val calls: Map<String, Handler> = mapOf("webData.delete" to ::delete)

    private fun delete(arguments: JSONObject, reply: Reply) {
        val appId = arguments.optString("appId")
        if (appId.isEmpty()) return reply.fail(Failure.parameter("appId", "not empty"))
        // Throws while a webview has the profile.
        keeper.delete(appId)
        reply.done()
    }
}
