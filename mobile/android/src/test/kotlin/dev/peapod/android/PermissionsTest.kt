package dev.peapod.android

import android.Manifest.permission.ACCESS_COARSE_LOCATION
import android.Manifest.permission.ACCESS_FINE_LOCATION
import android.Manifest.permission.CAMERA
import android.Manifest.permission.RECORD_AUDIO
import android.Manifest.permission.WRITE_EXTERNAL_STORAGE
import dev.peapod.android.device.Failure
import dev.peapod.android.device.Scope
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertNull
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.annotation.Config

@RunWith(RobolectricTestRunner::class)
class PermissionsTest {
    private val phone = DeviceFixture()

    private fun demand(scope: Scope): Called {
        val called = Called()
        phone.permissions.demand(scope, called.reply) { called.reply.done() }
        return called
    }

    @Test
    fun `scopes and permissions`() {
        val table = Scope.entries.associate { it.scope to it.permissions(34) }
        assertEquals(
            mapOf(
                "scope.userLocation" to listOf(ACCESS_FINE_LOCATION, ACCESS_COARSE_LOCATION),
                "scope.userFuzzyLocation" to listOf(ACCESS_COARSE_LOCATION),
                "scope.record" to listOf(RECORD_AUDIO),
                "scope.camera" to listOf(CAMERA),
                "scope.writePhotosAlbum" to emptyList(),
                "scope.addPhoneContact" to emptyList(),
                "scope.userLocationBackground" to emptyList(),
                "scope.bluetooth" to emptyList(),
                "scope.addPhoneCalendar" to emptyList(),
                "scope.werun" to emptyList(),
            ),
            table,
        )
    }

    @Test
    fun `the scopes are those of native-apis`() {
        val source = java.io.File("../../native-apis/src/policy/scopes.rs").readText()
        val there = Regex("\"(scope\\.[a-zA-Z]+)\"").findAll(source).map { it.groupValues[1] }.toSet()
        assertEquals(there, Scope.entries.map { it.scope }.toSet())
    }

    @Test
    fun `the album asks before Android 10 only`() {
        assertEquals(listOf(WRITE_EXTERNAL_STORAGE), Scope.WRITE_PHOTOS_ALBUM.permissions(28))
        assertEquals(emptyList<String>(), Scope.WRITE_PHOTOS_ALBUM.permissions(29))
    }

    @Test
    fun `scopes have names, and no other`() {
        assertEquals(Scope.RECORD, Scope.of("scope.record"))
        assertNull(Scope.of("scope.everything"))
    }

    @Test
    fun `a granted permission is not asked for`() {
        phone.grant(RECORD_AUDIO)
        demand(Scope.RECORD).result
        assertNull(phone.asked)
    }

    @Test
    fun `a scope without permissions is not asked for`() {
        demand(Scope.ADD_PHONE_CONTACT).result
        assertNull(phone.asked)
    }

    @Test
    fun `the first use asks and waits`() {
        phone.deny(CAMERA)
        val called = demand(Scope.CAMERA_USE)
        assertEquals(listOf(CAMERA), phone.asked?.requestedPermissions?.toList())
        assertNull(called.outcome)
        phone.answer(granted = true)
        called.result
    }

    @Test
    fun `a refusal fails like WeChat's`() {
        phone.deny(CAMERA)
        val called = demand(Scope.CAMERA_USE)
        phone.answer(granted = false)
        assertEquals(Failure("system permission denied", 3, 2), called.failure)
    }

    @Test
    fun `a dialog that was interrupted is a refusal`() {
        phone.deny(CAMERA)
        val called = demand(Scope.CAMERA_USE)
        phone.port.onRequestPermissionsResult(checkNotNull(phone.asked).requestCode, emptyArray(), IntArray(0))
        assertEquals(Failure.SYSTEM_DENIED, called.failure)
    }

    @Test
    fun `two calls share one dialog`() {
        phone.deny(RECORD_AUDIO)
        val first = demand(Scope.RECORD)
        val code = phone.asked?.requestCode
        val second = demand(Scope.RECORD)
        assertEquals(code, phone.asked?.requestCode)
        phone.answer(granted = true)
        first.result
        second.result
    }

    @Test
    fun `the coarse position alone is enough`() {
        phone.deny(ACCESS_FINE_LOCATION)
        phone.grant(ACCESS_COARSE_LOCATION)
        assertTrue(phone.permissions.has(Scope.USER_LOCATION))
    }

    @Test
    fun `after a refusal the next use asks again`() {
        phone.deny(CAMERA)
        demand(Scope.CAMERA_USE)
        phone.answer(granted = false)
        val next = demand(Scope.CAMERA_USE)
        assertNull(next.outcome)
        phone.answer(granted = true)
        next.result
    }

    @Test
    fun `what is not built is not supported`() {
        for (scope in listOf(Scope.BLUETOOTH, Scope.WE_RUN, Scope.ADD_PHONE_CALENDAR, Scope.USER_LOCATION_BACKGROUND)) {
            assertEquals(Failure.NOT_SUPPORTED, demand(scope).failure)
        }
    }

    @Test
    fun `other people's results are left alone`() {
        assertFalse(phone.port.onActivityResult(1, 0, null))
        assertFalse(phone.port.onRequestPermissionsResult(1, emptyArray(), IntArray(0)))
    }

    @Test
    fun `what the permission guards may still be refused`() {
        phone.grant(CAMERA)
        val called = Called()
        phone.permissions.demand(Scope.CAMERA_USE, called.reply) { throw SecurityException("policy") }
        assertEquals(Failure.SYSTEM_DENIED, called.failure)
    }

    @Test
    @Config(sdk = [24])
    fun `Android 7 asks in the same way`() {
        phone.deny(WRITE_EXTERNAL_STORAGE)
        val called = demand(Scope.WRITE_PHOTOS_ALBUM)
        assertEquals(listOf(WRITE_EXTERNAL_STORAGE), phone.asked?.requestedPermissions?.toList())
        phone.answer(granted = true)
        called.result
    }
}
