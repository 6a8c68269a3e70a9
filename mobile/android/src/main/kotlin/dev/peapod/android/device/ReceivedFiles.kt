package dev.peapod.android.device

import android.content.ContentResolver
import android.net.Uri
import java.util.concurrent.Executor
import org.json.JSONObject

/**
 * Documents that another application gives to open: only this application may read them, and only
 * while its activity lives, so they are copied at once.
 */
class ReceivedFiles(private val files: HandedFiles, private val worker: Executor) : Capability {
    override val calls: Map<String, Handler> = mapOf("files.import" to ::take)

    private fun take(arguments: JSONObject, reply: Reply) {
        val uri = Uri.parse(arguments.optString("uri"))
        if (uri.scheme != ContentResolver.SCHEME_CONTENT) {
            return reply.fail(Failure.parameter("uri", "a content: address"))
        }
        worker.execute { reply.guarded { reply.done(files.copy(uri)) } }
    }
}
