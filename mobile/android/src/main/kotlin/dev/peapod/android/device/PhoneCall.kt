package dev.peapod.android.device

import android.content.ActivityNotFoundException
import android.content.Intent
import android.net.Uri
import org.json.JSONObject

/**
 * `makePhoneCall` and `sendSms`: the number is put into the phone's own application, where the user
 * calls or sends. No permission, and no call that the user has not started.
 */
class PhoneCall(private val port: ActivityPort) : Capability {
    override val calls: Map<String, Handler> = mapOf("phone.call" to ::call, "phone.sms" to ::sms)

    private fun call(arguments: JSONObject, reply: Reply) {
        val number = arguments.optString("phoneNumber")
        if (number.isEmpty()) return reply.fail(Failure.parameter("phoneNumber", "not empty"))
        open(Intent(Intent.ACTION_DIAL, Uri.fromParts("tel", number, null)), reply)
    }

    private fun sms(arguments: JSONObject, reply: Reply) {
        val intent = Intent(Intent.ACTION_SENDTO, Uri.fromParts("smsto", arguments.optString("phoneNumber"), null))
        intent.putExtra("sms_body", arguments.optString("content"))
        open(intent, reply)
    }

    private fun open(intent: Intent, reply: Reply) {
        try {
            port.activity.startActivity(intent)
            reply.done()
        } catch (_: ActivityNotFoundException) {
            reply.fail(Failure.NOT_SUPPORTED)
        }
    }
}
