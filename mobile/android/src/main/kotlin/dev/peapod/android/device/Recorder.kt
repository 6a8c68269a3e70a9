package dev.peapod.android.device

import android.annotation.SuppressLint
import android.media.AudioFormat
import android.media.AudioRecord
import android.media.MediaRecorder
import java.io.BufferedOutputStream
import java.io.File
import java.io.IOException
import java.io.OutputStream
import kotlin.concurrent.thread
import org.json.JSONObject

/** The microphone while it runs: 16 bit, one channel. */
interface PcmSource {
    fun start()

    /** Fills the buffer as far as there is sound; negative when the microphone is lost. */
    fun read(into: ByteArray): Int

    fun stop()
}

/** The phone's own microphone. */
class PhoneMicrophone(private val record: AudioRecord) : PcmSource {
    override fun start() = record.startRecording()

    override fun read(into: ByteArray) = record.read(into, 0, into.size)

    override fun stop() {
        record.stop()
        record.release()
    }

    companion object {
        /** Null when the phone cannot record at this rate. */
        @SuppressLint("MissingPermission") // `demand` has asked
        fun open(rate: Int): PcmSource? {
            val least = AudioRecord.getMinBufferSize(rate, AudioFormat.CHANNEL_IN_MONO, AudioFormat.ENCODING_PCM_16BIT)
            if (least <= 0) return null
            val record = AudioRecord(
                MediaRecorder.AudioSource.MIC,
                rate,
                AudioFormat.CHANNEL_IN_MONO,
                AudioFormat.ENCODING_PCM_16BIT,
                least * 2,
            )
            if (record.state != AudioRecord.STATE_INITIALIZED) {
                record.release()
                return null
            }
            return PhoneMicrophone(record)
        }
    }
}

/**
 * The trait `Microphone`: raw samples into a file, which Rust reads once the recording is over and
 * puts into the script's format. States and texts as `RecorderManager` has them.
 */
class Recorder(
    private val permissions: Permissions,
    private val files: HandedFiles,
    private val open: (rate: Int) -> PcmSource? = PhoneMicrophone::open,
    private val run: (() -> Unit) -> Unit = { act -> thread(name = "recorder") { act() } },
) : Capability {
    override val calls: Map<String, Handler> = mapOf(
        "recorder.start" to ::start,
        "recorder.pause" to { _, reply -> pause(reply) },
        "recorder.resume" to { _, reply -> resume(reply) },
        "recorder.stop" to { _, reply -> stop(reply) },
    )

    private class Recording(val rate: Int, val source: PcmSource, val file: File) {
        val sink: OutputStream = BufferedOutputStream(file.outputStream())
        var bytes = 0L

        @Volatile
        var paused = false

        @Volatile
        var over = false
        var broken: String? = null
        var stopping: Reply? = null
        var drained = false
    }

    private val lock = Any()
    private var current: Recording? = null

    private fun start(arguments: JSONObject, reply: Reply) {
        val rate = arguments.optInt("sampleRate", LOWEST).coerceIn(LOWEST, HIGHEST)
        if (current != null) return reply.fail(Failure("is recording or paused"))
        permissions.demand(Scope.RECORD, reply) {
            if (current != null) return@demand reply.fail(Failure("is recording or paused"))
            val source = open(rate) ?: return@demand reply.fail(Failure.NOT_SUPPORTED)
            val recording = Recording(rate, source, files.fresh("pcm"))
            source.start()
            current = recording
            run { drain(recording) }
            reply.done(JSONObject().put("sampleRate", rate))
        }
    }

    /** Until the end, also while paused: a microphone that is not read stops. */
    private fun drain(recording: Recording) {
        val buffer = ByteArray(CHUNK)
        while (!recording.over) {
            val count = recording.source.read(buffer)
            if (count < 0) {
                recording.broken = "the microphone is lost ($count)"
                break
            }
            if (recording.paused || count == 0) continue
            try {
                recording.sink.write(buffer, 0, count)
                recording.bytes += count
            } catch (error: IOException) {
                recording.broken = error.message
                break
            }
        }
        synchronized(lock) {
            recording.drained = true
            recording.stopping?.let { finish(recording, it) }
        }
    }

    private fun pause(reply: Reply) {
        val recording = current
        if (recording == null || recording.paused) return reply.fail(Failure("recorder not start"))
        recording.paused = true
        reply.done()
    }

    private fun resume(reply: Reply) {
        val recording = current
        if (recording == null || !recording.paused) return reply.fail(Failure("recorder not paused"))
        recording.paused = false
        reply.done()
    }

    private fun stop(reply: Reply) {
        val recording = current ?: return reply.fail(Failure("recorder not start"))
        current = null
        recording.over = true
        synchronized(lock) {
            recording.stopping = reply
            if (recording.drained) finish(recording, reply)
        }
    }

    private fun finish(recording: Recording, reply: Reply) = reply.guarded {
        recording.source.stop()
        recording.sink.close()
        val broken = recording.broken
        if (broken != null && recording.bytes == 0L) {
            recording.file.delete()
            return reply.fail(Failure.internal(broken))
        }
        reply.done(
            JSONObject()
                .put("path", recording.file.path)
                .put("sampleRate", recording.rate)
                .put("samples", recording.bytes / SAMPLE_BYTES),
        )
    }

    private companion object {
        const val LOWEST = 8000
        const val HIGHEST = 48_000
        const val CHUNK = 4096
        const val SAMPLE_BYTES = 2
    }
}
