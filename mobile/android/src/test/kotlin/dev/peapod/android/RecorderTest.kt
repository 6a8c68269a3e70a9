package dev.peapod.android

import android.Manifest.permission.RECORD_AUDIO
import dev.peapod.android.device.Failure
import dev.peapod.android.device.PcmSource
import dev.peapod.android.device.Recorder
import java.io.File
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertNull
import org.junit.Assert.assertTrue
import org.junit.Before
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner

@RunWith(RobolectricTestRunner::class)
class RecorderTest {
    /** A microphone that does [script] in turn and then waits for its last act, which is to end. */
    private class Script(private vararg val acts: (ByteArray) -> Int) : PcmSource {
        var opened = 0
        var stopped = 0
        private var next = 0

        override fun start() {
            opened++
        }

        override fun read(into: ByteArray): Int = acts[next++](into)

        override fun stop() {
            stopped++
        }
    }

    private lateinit var phone: DeviceFixture
    private var loop: (() -> Unit)? = null
    private val rates = ArrayList<Int>()

    @Before
    fun open() {
        phone = DeviceFixture()
        phone.grant(RECORD_AUDIO)
    }

    private fun recorder(source: PcmSource?) =
        Recorder(phone.permissions, phone.files, { rate -> rates += rate; source }, { loop = it }).calls

    private fun sound(count: Int): (ByteArray) -> Int = { it.fill(1, 0, count); count }

    @Test
    fun `what was heard is in a file`() {
        lateinit var stop: Called
        lateinit var calls: Map<String, dev.peapod.android.device.Handler>
        val source = Script(sound(4000), sound(96), { stop = calls.call("recorder.stop"); 0 })
        calls = recorder(source)
        calls.call("recorder.start", "sampleRate" to 16_000).result
        loop?.invoke()
        assertEquals(2048, stop.result.getInt("samples"))
        assertEquals(16_000, stop.result.getInt("sampleRate"))
        assertEquals(4096L, File(stop.result.getString("path")).length())
        assertEquals(1 to 1, source.opened to source.stopped)
    }

    @Test
    fun `what is heard while paused is not`() {
        lateinit var stop: Called
        lateinit var calls: Map<String, dev.peapod.android.device.Handler>
        calls = recorder(
            Script(
                sound(100),
                { calls.call("recorder.pause").result; 50 },
                { calls.call("recorder.resume").result; 20 },
                { stop = calls.call("recorder.stop"); 0 },
            ),
        )
        calls.call("recorder.start").result
        loop?.invoke()
        assertEquals(60, stop.result.getInt("samples"))
    }

    @Test
    fun `a second recording is refused while one runs`() {
        val calls = recorder(Script())
        calls.call("recorder.start").result
        assertEquals(Failure("is recording or paused"), calls.call("recorder.start").failure)
    }

    @Test
    fun `states have WeChat's texts`() {
        val calls = recorder(Script())
        assertEquals("recorder not start", calls.call("recorder.stop").failure.message)
        assertEquals("recorder not start", calls.call("recorder.pause").failure.message)
        assertEquals("recorder not paused", calls.call("recorder.resume").failure.message)
        calls.call("recorder.start").result
        assertEquals("recorder not paused", calls.call("recorder.resume").failure.message)
        calls.call("recorder.pause").result
        assertEquals("recorder not start", calls.call("recorder.pause").failure.message)
    }

    @Test
    fun `the rate stays within what WeChat allows`() {
        for (rate in listOf(1, 44_100, 96_000)) recorder(Script()).call("recorder.start", "sampleRate" to rate).result
        assertEquals(listOf(8000, 44_100, 48_000), rates)
    }

    @Test
    fun `a phone that cannot record at this rate says so`() {
        val calls = recorder(null)
        assertEquals(Failure.NOT_SUPPORTED, calls.call("recorder.start").failure)
        assertEquals("recorder not start", calls.call("recorder.stop").failure.message)
    }

    @Test
    fun `a lost microphone fails when nothing was heard`() {
        val calls = recorder(Script({ -6 }))
        calls.call("recorder.start").result
        loop?.invoke()
        assertEquals("internal error: the microphone is lost (-6)", calls.call("recorder.stop").failure.message)
    }

    @Test
    fun `a lost microphone keeps what was heard`() {
        val calls = recorder(Script(sound(10), { -6 }))
        calls.call("recorder.start").result
        loop?.invoke()
        assertEquals(5, calls.call("recorder.stop").result.getInt("samples"))
    }

    @Test
    fun `the file is handed over only when it is whole`() {
        val source = Script({ 0 })
        val calls = recorder(source)
        calls.call("recorder.start").result
        val stop = calls.call("recorder.stop")
        assertNull(stop.outcome)
        assertEquals(0, source.stopped)
        loop?.invoke()
        assertEquals(0, stop.result.getInt("samples"))
    }

    @Test
    fun `without room for a file the microphone stays off`() {
        // A file where the folder should be.
        java.io.File(phone.activity.cacheDir, "handed").writeText("x")
        val source = Script()
        val calls = recorder(source)
        assertEquals(4, calls.call("recorder.start").failure.errno)
        assertEquals(0, source.opened)
        assertEquals("recorder not start", calls.call("recorder.stop").failure.message)
    }

    @Test
    fun `a refused microphone is not opened`() {
        phone.deny(RECORD_AUDIO)
        val source = Script()
        val start = recorder(source).call("recorder.start")
        phone.answer(granted = false)
        assertEquals(Failure.SYSTEM_DENIED, start.failure)
        assertEquals(0, source.opened)
        assertTrue(rates.isEmpty())
        assertFalse(loop != null)
    }
}
