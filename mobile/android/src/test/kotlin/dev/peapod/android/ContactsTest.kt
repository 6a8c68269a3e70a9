package dev.peapod.android

import android.app.Activity
import android.content.ContentValues
import android.content.Intent
import android.net.Uri
import android.provider.ContactsContract.CommonDataKinds.Phone
import android.provider.ContactsContract.CommonDataKinds.StructuredName
import android.provider.ContactsContract.Data.MIMETYPE
import android.provider.ContactsContract.Intents.Insert
import dev.peapod.android.device.Contacts
import dev.peapod.android.device.Failure
import org.json.JSONObject
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Before
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner

@RunWith(RobolectricTestRunner::class)
class ContactsTest {
    private lateinit var phone: DeviceFixture
    private lateinit var contacts: Contacts

    @Before
    fun open() {
        phone = DeviceFixture()
        contacts = Contacts(phone.port)
    }

    @Test
    fun `the phone's own editor shows what is added`() {
        val called = contacts.calls.call("contacts.add", "firstName" to "三", "email" to "a@b.c", "remark" to "note")
        val started = phone.started()
        assertEquals(Intent.ACTION_INSERT, started.intent.action)
        assertEquals("a@b.c", started.intent.getStringExtra(Insert.EMAIL))
        assertEquals("note", started.intent.getStringExtra(Insert.NOTES))
        phone.finish(started, Activity.RESULT_OK)
        called.result
    }

    @Test
    fun `an editor that was left is a cancel`() {
        val called = contacts.calls.call("contacts.add", "firstName" to "三")
        phone.finish(phone.started(), Activity.RESULT_CANCELED)
        assertEquals(Failure.CANCEL, called.failure)
    }

    @Test
    fun `a contact needs a name`() {
        assertEquals(1001, contacts.calls.call("contacts.add").failure.errno)
    }

    private fun rows(vararg fields: Pair<String, String>): List<ContentValues> = Contacts.rows(JSONObject(mapOf(*fields)))

    @Test
    fun `names and numbers become rows`() {
        val rows = rows("firstName" to "三", "lastName" to "张", "mobilePhoneNumber" to "1", "workFaxNumber" to "2")
        assertEquals("张", rows[0].getAsString(StructuredName.FAMILY_NAME))
        assertEquals(
            listOf(Phone.TYPE_MOBILE to "1", Phone.TYPE_FAX_WORK to "2"),
            rows.drop(1).map { it.getAsInteger(Phone.TYPE) to it.getAsString(Phone.NUMBER) },
        )
    }

    @Test
    fun `fields that are not given make no rows`() {
        assertEquals(1, rows("firstName" to "三").size)
        assertEquals(3, rows("firstName" to "三", "organization" to "x", "url" to "https://x").size)
        assertTrue(rows("firstName" to "三", "title" to "x").all { it.containsKey(MIMETYPE) })
    }

    @Test
    fun `choosing goes through the phone's own list`() {
        val called = contacts.calls.call("contacts.choose")
        val started = phone.started()
        assertEquals(Intent.ACTION_PICK, started.intent.action)
        assertEquals(Phone.CONTENT_TYPE, started.intent.type)
        phone.finish(started, Activity.RESULT_CANCELED)
        assertEquals(Failure.CANCEL, called.failure)
    }

    @Test
    fun `a contact that is gone is our error`() {
        val called = contacts.calls.call("contacts.choose")
        phone.finish(phone.started(), Activity.RESULT_OK, Intent().setData(Uri.parse("content://contacts/1")))
        assertEquals("internal error: the contact is gone", called.failure.message)
    }

    @Test
    fun `a tablet without contacts says so`() {
        phone.withoutApplications()
        assertEquals(Failure.NOT_SUPPORTED, contacts.calls.call("contacts.choose").failure)
        assertEquals(Failure.NOT_SUPPORTED, contacts.calls.call("contacts.add", "firstName" to "x").failure)
    }
}
