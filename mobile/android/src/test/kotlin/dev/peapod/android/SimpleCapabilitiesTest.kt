package dev.peapod.android

import android.content.ClipData
import android.content.ClipboardManager
import android.content.Intent
import android.os.BatteryManager
import android.os.Vibrator
import android.provider.Settings
import android.view.WindowManager
import dev.peapod.android.device.ClipboardAccess
import dev.peapod.android.device.Failure
import dev.peapod.android.device.PhoneCall
import dev.peapod.android.device.ScreenAccess
import dev.peapod.android.device.SystemFacts
import dev.peapod.android.device.Vibration
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertTrue
import org.junit.Before
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.Shadows.shadowOf
import org.robolectric.annotation.Config

/** Clipboard, screen, vibration, telephone, system and battery. */
@RunWith(RobolectricTestRunner::class)
@Config(sdk = [24, 34])
class SimpleCapabilitiesTest {
    private lateinit var phone: DeviceFixture

    @Before
    fun open() {
        phone = DeviceFixture()
    }

    private val clipboard get() = phone.activity.getSystemService(ClipboardManager::class.java)

    @Test
    fun `an empty clipboard reads as empty text`() {
        assertEquals("", ClipboardAccess(phone.activity).calls.call("clipboard.read").result.getString("data"))
    }

    @Test
    fun `the clipboard gives back what was written`() {
        val calls = ClipboardAccess(phone.activity).calls
        calls.call("clipboard.write", "data" to "剪贴板").result
        assertEquals("剪贴板", clipboard.primaryClip?.getItemAt(0)?.text)
        assertEquals("剪贴板", calls.call("clipboard.read").result.getString("data"))
    }

    @Test
    fun `a clip that is not text reads as its text form`() {
        clipboard.setPrimaryClip(ClipData.newIntent("x", Intent("do.it")))
        assertTrue("do.it" in ClipboardAccess(phone.activity).calls.call("clipboard.read").result.getString("data"))
    }

    @Test
    fun `brightness is this window's`() {
        val calls = ScreenAccess(phone.activity).calls
        calls.call("screen.setBrightness", "value" to 0.25).result
        assertEquals(0.25f, phone.activity.window.attributes.screenBrightness)
        assertEquals(0.25, calls.call("screen.state").result.getDouble("brightness"), 1e-6)
    }

    @Test
    fun `brightness starts as the system's`() {
        Settings.System.putInt(phone.activity.contentResolver, Settings.System.SCREEN_BRIGHTNESS, 51)
        assertEquals(0.2, ScreenAccess(phone.activity).calls.call("screen.state").result.getDouble("brightness"), 1e-6)
    }

    @Test
    fun `brightness outside of its range is refused`() {
        val calls = ScreenAccess(phone.activity).calls
        for (value in listOf<Any>(-0.1, 1.1, "bright")) {
            assertEquals(1001, calls.call("screen.setBrightness", "value" to value).failure.errno)
        }
        assertTrue(phone.activity.window.attributes.screenBrightness < 0)
    }

    @Test
    fun `the screen stays on and may sleep again`() {
        val calls = ScreenAccess(phone.activity).calls
        calls.call("screen.setKeepOn", "keepScreenOn" to true).result
        assertTrue(calls.call("screen.state").result.getBoolean("keepOn"))
        assertTrue(phone.activity.window.attributes.flags and WindowManager.LayoutParams.FLAG_KEEP_SCREEN_ON != 0)
        calls.call("screen.setKeepOn", "keepScreenOn" to false).result
        assertFalse(calls.call("screen.state").result.getBoolean("keepOn"))
    }

    private val vibrator get() = shadowOf(phone.activity.getSystemService(Vibrator::class.java))

    @Test
    fun `vibrations are as long as WeChat's`() {
        val calls = Vibration(phone.activity).calls
        calls.call("vibrate.short", "type" to "heavy").result
        assertEquals(15L, vibrator.milliseconds)
        calls.call("vibrate.long").result
        assertEquals(400L, vibrator.milliseconds)
    }

    @Test
    fun `a style that WeChat does not know fails`() {
        assertEquals(Failure("style is illegal"), Vibration(phone.activity).calls.call("vibrate.short", "type" to "soft").failure)
        assertFalse(vibrator.isVibrating)
    }

    @Test
    fun `a phone that cannot vibrate says so`() {
        vibrator.setHasVibrator(false)
        assertEquals(Failure.NOT_SUPPORTED, Vibration(phone.activity).calls.call("vibrate.long").failure)
    }

    @Test
    fun `a call is dialled and left to the user`() {
        PhoneCall(phone.port).calls.call("phone.call", "phoneNumber" to "+86 20#1").result
        val intent = shadowOf(phone.activity).nextStartedActivity
        assertEquals(Intent.ACTION_DIAL, intent.action)
        assertEquals("+86 20#1", intent.data?.schemeSpecificPart)
    }

    @Test
    fun `a call needs a number`() {
        assertEquals(1001, PhoneCall(phone.port).calls.call("phone.call").failure.errno)
    }

    @Test
    fun `a tablet without telephone says so`() {
        phone.withoutApplications()
        assertEquals(Failure.NOT_SUPPORTED, PhoneCall(phone.port).calls.call("phone.call", "phoneNumber" to "1").failure)
    }

    @Test
    fun `a message carries its text`() {
        PhoneCall(phone.port).calls.call("phone.sms", "phoneNumber" to "10086", "content" to "hi").result
        val intent = shadowOf(phone.activity).nextStartedActivity
        assertEquals("smsto:10086", intent.dataString)
        assertEquals("hi", intent.getStringExtra("sms_body"))
    }

    @Test
    @Config(qualifiers = "zh-rCN-land")
    fun `facts of the system`() {
        Settings.Global.putInt(phone.activity.contentResolver, Settings.Global.WIFI_ON, 1)
        val facts = SystemFacts(phone.activity).calls.call("system.info").result
        assertEquals("android", facts.getString("platform"))
        assertEquals("zh_CN", facts.getString("language"))
        assertEquals("landscape", facts.getString("deviceOrientation"))
        assertTrue(facts.getString("system").startsWith("Android "))
        assertTrue(facts.getBoolean("wifiEnabled"))
        assertFalse(facts.getBoolean("bluetoothEnabled"))
        assertEquals(16.0, facts.getDouble("fontSizeSetting"), 1e-6)
    }

    @Test
    fun `facts have the names that Rust reads`() {
        val source = java.io.File("../../native-apis/src/device/profile.rs").readText()
        val camel = Regex("_([a-z])")
        val fields = Regex("pub ([a-z_]+):").findAll(source).map { camel.replace(it.groupValues[1]) { hit -> hit.groupValues[1].uppercase() } }.toSet()
        for (name in SystemFacts(phone.activity).calls.call("system.info").result.keys()) assertTrue(name, name in fields)
    }

    private fun charge(vararg extras: Pair<String, Int>) {
        val intent = Intent(Intent.ACTION_BATTERY_CHANGED)
        for ((name, value) in extras) intent.putExtra(name, value)
        @Suppress("DEPRECATION")
        phone.activity.sendStickyBroadcast(intent)
    }

    @Test
    fun `the battery's level is a percentage`() {
        charge(
            BatteryManager.EXTRA_LEVEL to 30,
            BatteryManager.EXTRA_SCALE to 200,
            BatteryManager.EXTRA_STATUS to BatteryManager.BATTERY_STATUS_CHARGING,
        )
        val battery = SystemFacts(phone.activity).calls.call("power.battery").result
        assertEquals(15, battery.getInt("level"))
        assertTrue(battery.getBoolean("isCharging"))
        assertFalse(battery.getBoolean("isLowPowerModeEnabled"))
    }

    @Test
    fun `an empty battery is at 1 as WeChat counts from there`() {
        charge(BatteryManager.EXTRA_LEVEL to 0, BatteryManager.EXTRA_SCALE to 100)
        assertEquals(1, SystemFacts(phone.activity).calls.call("power.battery").result.getInt("level"))
    }

    @Test
    fun `a battery that does not tell fails`() {
        charge(BatteryManager.EXTRA_SCALE to 0)
        assertEquals(4, SystemFacts(phone.activity).calls.call("power.battery").failure.errno)
    }
}
