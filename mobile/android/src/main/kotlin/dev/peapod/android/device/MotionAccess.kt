package dev.peapod.android.device

import android.content.Context
import android.hardware.Sensor
import android.hardware.SensorEvent
import android.hardware.SensorEventListener
import android.hardware.SensorManager
import org.json.JSONObject

/**
 * The trait `MotionSensors`. Rust starts a sensor, reads it as often as the script wants, and stops
 * it; fields as `profile::Sensors`.
 */
class MotionAccess(private val context: Context) : Capability, SensorEventListener {
    override val calls: Map<String, Handler> = mapOf(
        "motion.start" to ::start,
        "motion.stop" to ::stop,
        "motion.read" to { _, reply -> reply.done(read()) },
    )

    private val manager get() = context.getSystemService(SensorManager::class.java)
    private val running = LinkedHashMap<String, Sensor>()
    private var accelerometer = FloatArray(AXES)
    private var gyroscope = FloatArray(AXES)
    private var orientation = FloatArray(AXES)
    private var accuracy = SensorManager.SENSOR_STATUS_NO_CONTACT

    private fun start(arguments: JSONObject, reply: Reply) {
        val name = arguments.optString("sensor")
        val type = TYPES[name] ?: return reply.fail(Failure.parameter("sensor", TYPES.keys.joinToString(" or ")))
        if (running.containsKey(name)) return reply.done()
        val sensor = manager.getDefaultSensor(type) ?: return reply.fail(Failure.NOT_SUPPORTED)
        val period = arguments.optInt("interval", USUAL) * MICROSECONDS
        // One listener serves two names when they share a sensor.
        if (sensor !in running.values && !manager.registerListener(this, sensor, period)) {
            return reply.fail(Failure.internal("the system does not start the $name"))
        }
        running[name] = sensor
        reply.done()
    }

    private fun stop(arguments: JSONObject, reply: Reply) {
        val sensor = running.remove(arguments.optString("sensor"))
        if (sensor != null && sensor !in running.values) manager.unregisterListener(this, sensor)
        reply.done()
    }

    /** Lets all sensors go, when the application leaves the foreground. */
    fun close() {
        manager.unregisterListener(this)
        running.clear()
    }

    override fun onSensorChanged(event: SensorEvent) = take(event.sensor.type, event.values, event.accuracy)

    override fun onAccuracyChanged(sensor: Sensor, accuracy: Int) {
        if (sensor.type == Sensor.TYPE_ROTATION_VECTOR) this.accuracy = accuracy
    }

    /** One reading, as the system has it. */
    fun take(type: Int, values: FloatArray, accuracy: Int) {
        when (type) {
            Sensor.TYPE_ACCELEROMETER -> accelerometer = values.copyOf(AXES)
            Sensor.TYPE_GYROSCOPE -> gyroscope = values.copyOf(AXES)
            Sensor.TYPE_ROTATION_VECTOR -> {
                val matrix = FloatArray(MATRIX)
                SensorManager.getRotationMatrixFromVector(matrix, values)
                orientation = SensorManager.getOrientation(matrix, FloatArray(AXES))
                this.accuracy = accuracy
            }
        }
    }

    private fun read(): JSONObject {
        val (azimuth, pitch, roll) = orientation.map { Math.toDegrees(it.toDouble()) }
        return JSONObject()
            .put("accelerometer", axes(accelerometer) { it / SensorManager.STANDARD_GRAVITY.toDouble() })
            .put("gyroscope", axes(gyroscope) { it })
            .put("compass", JSONObject().put("direction", degrees(azimuth)).put("accuracy", accuracyName(accuracy)))
            // The web's device orientation, which WeChat's alpha, beta and gamma are: alpha grows
            // against the clock, beta when the top edge rises.
            .put("deviceMotion", JSONObject().put("alpha", degrees(-azimuth)).put("beta", -pitch).put("gamma", roll))
    }

    companion object {
        private const val AXES = 3
        private const val MATRIX = 9
        private const val CIRCLE = 360.0
        private const val MICROSECONDS = 1000

        /** Milliseconds of WeChat's `normal`. */
        private const val USUAL = 200

        private val TYPES = mapOf(
            "accelerometer" to Sensor.TYPE_ACCELEROMETER,
            "gyroscope" to Sensor.TYPE_GYROSCOPE,
            "compass" to Sensor.TYPE_ROTATION_VECTOR,
            "deviceMotion" to Sensor.TYPE_ROTATION_VECTOR,
        )

        private fun axes(values: FloatArray, unit: (Double) -> Double) = JSONObject()
            .put("x", unit(values[0].toDouble()))
            .put("y", unit(values[1].toDouble()))
            .put("z", unit(values[2].toDouble()))

        /** From 0 to 360. */
        fun degrees(angle: Double): Double = (angle % CIRCLE + CIRCLE) % CIRCLE

        /** WeChat's words on Android. */
        fun accuracyName(status: Int): String = when (status) {
            SensorManager.SENSOR_STATUS_ACCURACY_HIGH -> "high"
            SensorManager.SENSOR_STATUS_ACCURACY_MEDIUM -> "medium"
            SensorManager.SENSOR_STATUS_ACCURACY_LOW -> "low"
            SensorManager.SENSOR_STATUS_NO_CONTACT -> "no-contact"
            SensorManager.SENSOR_STATUS_UNRELIABLE -> "unreliable"
            else -> "unknow $status"
        }
    }
}
