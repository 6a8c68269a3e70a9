package dev.peapod.android.device

import org.json.JSONException
import org.json.JSONObject

/**
 * Why a call failed, field for field the `ApiError` of native-apis: the text after `<api>:fail `,
 * WeChat's unified `errno` and the older `errCode`.
 */
data class Failure(val message: String, val errno: Int? = null, val errCode: Int? = null) {
    companion object {
        /** `ApiError::cancel`: the user closed the dialog. */
        val CANCEL = Failure("cancel", errno = 1)

        /** `ApiError::not_supported`. */
        val NOT_SUPPORTED = Failure("not supported", errno = 100)

        /**
         * The user refused the system's permission. The simulated device says the same of a position
         * while location is off.
         */
        val SYSTEM_DENIED = Failure("system permission denied", errno = 3, errCode = 2)

        /** `errno::TIME_OUT`. */
        val TIME_OUT = Failure("timeout", errno = 5)

        /** `ApiError::internal`. */
        fun internal(what: String?) = Failure("internal error: ${what ?: "unknown"}", errno = 4)

        /** `errno::INVALID_PARAMETER`. */
        fun parameter(name: String, expected: String) =
            Failure("parameter error: parameter.$name should be $expected", errno = 1001)
    }
}

/** What became of a call. */
sealed interface Outcome {
    data class Done(val result: JSONObject = JSONObject()) : Outcome

    data class Failed(val failure: Failure) : Outcome

    /** `{"ok": {…}}` or `{"fail": {"message", "errno", "errCode"}}`, numbers where there are any. */
    fun json(): String = when (this) {
        is Done -> JSONObject().put("ok", result)
        is Failed -> JSONObject().put(
            "fail",
            JSONObject()
                .put("message", failure.message)
                .put("errno", failure.errno ?: JSONObject.NULL)
                .put("errCode", failure.errCode ?: JSONObject.NULL),
        )
    }.toString()
}

/** Ends a call; later ends of the same call are ignored. */
class Reply(private val deliver: (Outcome) -> Unit) {
    private var ended = false

    fun done(result: JSONObject = JSONObject()) = end(Outcome.Done(result))

    fun fail(failure: Failure) = end(Outcome.Failed(failure))

    private fun end(outcome: Outcome) {
        synchronized(this) {
            if (ended) return
            ended = true
        }
        deliver(outcome)
    }

    /** Runs something of the system's, whose refusals become failures. */
    inline fun guarded(act: () -> Unit) {
        try {
            act()
        } catch (_: SecurityException) {
            fail(Failure.SYSTEM_DENIED)
        } catch (error: JSONException) {
            fail(Failure.internal(error.message))
        } catch (error: RuntimeException) {
            fail(Failure.internal(error.message ?: error.javaClass.simpleName))
        } catch (error: java.io.IOException) {
            fail(Failure.internal(error.message))
        }
    }
}

/** One call: arguments as native-apis has checked them. */
typealias Handler = (arguments: JSONObject, reply: Reply) -> Unit

/** One family of device functions, behind one trait of `native-apis/src/device`. */
interface Capability {
    /** By name: `clipboard.read`, … */
    val calls: Map<String, Handler>
}
