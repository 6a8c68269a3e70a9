package dev.peapod.android

import android.hardware.Sensor
import android.hardware.SensorManager
import dev.peapod.android.device.Failure
import dev.peapod.android.device.MotionAccess
import kotlin.math.cos
import kotlin.math.sin
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.Shadows.shadowOf
import org.robolectric.shadows.ShadowSensor

@RunWith(RobolectricTestRunner::class)
class MotionTest {
    private val phone = DeviceFixture()
    private val manager: SensorManager = phone.service()
    private val motion = MotionAccess(phone.activity)

    private fun have(vararg types: Int) = types.forEach { shadowOf(manager).addSensor(ShadowSensor.newInstance(it)) }

    private fun start(sensor: String) = motion.calls.call("motion.start", "sensor" to sensor, "interval" to 20)

    private fun read() = motion.calls.call("motion.read").result

    @Test
    fun `a phone without the sensor says so`() {
        assertEquals(Failure.NOT_SUPPORTED, start("gyroscope").failure)
    }

    @Test
    fun `an unknown sensor is a wrong argument`() {
        assertEquals(1001, start("thermometer").failure.errno)
    }

    @Test
    fun `a sensor listens from start to stop`() {
        have(Sensor.TYPE_ACCELEROMETER)
        start("accelerometer").result
        assertTrue(shadowOf(manager).hasListener(motion))
        motion.calls.call("motion.stop", "sensor" to "accelerometer").result
        assertFalse(shadowOf(manager).hasListener(motion))
    }

    @Test
    fun `the compass and the orientation share a sensor`() {
        have(Sensor.TYPE_ROTATION_VECTOR)
        start("compass").result
        start("deviceMotion").result
        motion.calls.call("motion.stop", "sensor" to "compass").result
        assertTrue(shadowOf(manager).hasListener(motion))
        motion.calls.call("motion.stop", "sensor" to "deviceMotion").result
        assertFalse(shadowOf(manager).hasListener(motion))
    }

    @Test
    fun `the background stops every sensor`() {
        have(Sensor.TYPE_ACCELEROMETER, Sensor.TYPE_GYROSCOPE)
        start("accelerometer").result
        start("gyroscope").result
        motion.close()
        assertFalse(shadowOf(manager).hasListener(motion))
    }

    @Test
    fun `acceleration is in g`() {
        motion.take(Sensor.TYPE_ACCELEROMETER, floatArrayOf(0f, -4.903325f, 9.80665f), 3)
        val axes = read().getJSONObject("accelerometer")
        assertEquals(-0.5, axes.getDouble("y"), 1e-6)
        assertEquals(1.0, axes.getDouble("z"), 1e-6)
    }

    @Test
    fun `rotation is in radians per second`() {
        motion.take(Sensor.TYPE_GYROSCOPE, floatArrayOf(0.1f, 0.2f, 0.3f), 3)
        assertEquals(0.3, read().getJSONObject("gyroscope").getDouble("z"), 1e-6)
    }

    @Test
    fun `a phone that lies with its top to the east points at 90 degrees`() {
        // A quarter turn against the clock's direction, seen from above, is minus 90 degrees.
        val half = Math.toRadians(-45.0)
        motion.take(Sensor.TYPE_ROTATION_VECTOR, floatArrayOf(0f, 0f, sin(half).toFloat(), cos(half).toFloat()), 3)
        val compass = read().getJSONObject("compass")
        assertEquals(90.0, compass.getDouble("direction"), 1e-3)
        assertEquals("high", compass.getString("accuracy"))
        assertEquals(270.0, read().getJSONObject("deviceMotion").getDouble("alpha"), 1e-3)
    }

    @Test
    fun `a phone whose top is raised has a positive beta`() {
        val half = Math.toRadians(15.0)
        motion.take(Sensor.TYPE_ROTATION_VECTOR, floatArrayOf(sin(half).toFloat(), 0f, 0f, cos(half).toFloat()), 3)
        assertEquals(30.0, read().getJSONObject("deviceMotion").getDouble("beta"), 1e-3)
    }

    @Test
    fun `degrees go from 0 to 360`() {
        assertEquals(350.0, MotionAccess.degrees(-10.0), 1e-9)
        assertEquals(0.0, MotionAccess.degrees(360.0), 1e-9)
    }

    @Test
    fun `accuracies have WeChat's names`() {
        assertEquals(
            listOf("no-contact", "unreliable", "low", "medium", "high", "unknow 9"),
            listOf(-1, 0, 1, 2, 3, 9).map(MotionAccess::accuracyName),
        )
    }
}
