package dev.peapod.android.device

import android.app.Activity
import android.content.ContentValues
import android.content.Intent
import android.net.Uri
import android.provider.ContactsContract.CommonDataKinds.Organization
import android.provider.ContactsContract.CommonDataKinds.Phone
import android.provider.ContactsContract.CommonDataKinds.StructuredName
import android.provider.ContactsContract.CommonDataKinds.Website
import android.provider.ContactsContract.Data.MIMETYPE
import android.provider.ContactsContract.Intents.Insert
import org.json.JSONArray
import org.json.JSONObject

/**
 * The trait `Contacts` and `chooseContact`, through the phone's own contacts application: it shows
 * what is added and hands over what is chosen, so that no permission to all contacts is needed.
 */
class Contacts(private val port: ActivityPort) : Capability {
    override val calls: Map<String, Handler> = mapOf("contacts.add" to ::add, "contacts.choose" to ::choose)

    private fun add(arguments: JSONObject, reply: Reply) {
        if (arguments.optString("firstName").isEmpty()) return reply.fail(Failure.parameter("firstName", "not empty"))
        val intent = Intent(Intent.ACTION_INSERT).setType(android.provider.ContactsContract.RawContacts.CONTENT_TYPE)
        intent.putExtra("finishActivityOnSaveCompleted", true)
        intent.putParcelableArrayListExtra(Insert.DATA, rows(arguments))
        val email = arguments.optString("email")
        if (email.isNotEmpty()) intent.putExtra(Insert.EMAIL, email)
        val note = arguments.optString("remark")
        if (note.isNotEmpty()) intent.putExtra(Insert.NOTES, note)
        val started = port.start(intent) { code, _ ->
            if (code == Activity.RESULT_OK) reply.done() else reply.fail(Failure.CANCEL)
        }
        if (!started) reply.fail(Failure.NOT_SUPPORTED)
    }

    private fun choose(@Suppress("UNUSED_PARAMETER") arguments: JSONObject, reply: Reply) {
        val intent = Intent(Intent.ACTION_PICK).setType(Phone.CONTENT_TYPE)
        val started = port.start(intent) { code, data ->
            val uri = data?.data
            if (code == Activity.RESULT_OK && uri != null) reply.guarded { tell(uri, reply) } else reply.fail(Failure.CANCEL)
        }
        if (!started) reply.fail(Failure.NOT_SUPPORTED)
    }

    private fun tell(uri: Uri, reply: Reply) {
        val columns = arrayOf(Phone.NUMBER, Phone.DISPLAY_NAME)
        port.activity.contentResolver.query(uri, columns, null, null, null).use { cursor ->
            if (cursor == null || !cursor.moveToFirst()) return reply.fail(Failure.internal("the contact is gone"))
            val number = cursor.getString(0).orEmpty()
            reply.done(
                JSONObject()
                    .put("phoneNumber", number)
                    .put("displayName", cursor.getString(1).orEmpty())
                    .put("phoneNumberList", JSONArray().put(number)),
            )
        }
    }

    companion object {

        private fun row(kind: String, vararg fields: Pair<String, Any>): ContentValues {
            val values = ContentValues()
            values.put(MIMETYPE, kind)
            for ((name, value) in fields) if (value is Int) values.put(name, value) else values.put(name, value.toString())
            return values
        }

        /** WeChat's fields as rows of the contacts provider. */
        fun rows(contact: JSONObject): ArrayList<ContentValues> {
            val rows = ArrayList<ContentValues>()
            rows += row(
                StructuredName.CONTENT_ITEM_TYPE,
                StructuredName.GIVEN_NAME to contact.optString("firstName"),
                StructuredName.MIDDLE_NAME to contact.optString("middleName"),
                StructuredName.FAMILY_NAME to contact.optString("lastName"),
            )
            val phones = listOf(
                "mobilePhoneNumber" to Phone.TYPE_MOBILE,
                "workPhoneNumber" to Phone.TYPE_WORK,
                "homePhoneNumber" to Phone.TYPE_HOME,
                "hostNumber" to Phone.TYPE_COMPANY_MAIN,
                "workFaxNumber" to Phone.TYPE_FAX_WORK,
                "homeFaxNumber" to Phone.TYPE_FAX_HOME,
            )
            for ((field, type) in phones) {
                val number = contact.optString(field)
                if (number.isNotEmpty()) rows += row(Phone.CONTENT_ITEM_TYPE, Phone.NUMBER to number, Phone.TYPE to type)
            }
            val company = contact.optString("organization")
            val title = contact.optString("title")
            if (company.isNotEmpty() || title.isNotEmpty()) {
                rows += row(Organization.CONTENT_ITEM_TYPE, Organization.COMPANY to company, Organization.TITLE to title)
            }
            val url = contact.optString("url")
            if (url.isNotEmpty()) rows += row(Website.CONTENT_ITEM_TYPE, Website.URL to url, Website.TYPE to Website.TYPE_HOMEPAGE)
            return rows
        }
    }
}
