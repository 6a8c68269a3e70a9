package dev.peapod.android.device

import org.json.JSONException
import org.json.JSONObject

/**
 * The device behind native-apis. Rust calls [call] on the main thread with a number of its choice;
 * the outcome comes with that number, at once or later, on any thread.
 */
class Device(capabilities: List<Capability>, private val settled: (Long, String) -> Unit) {
    private val handlers: Map<String, Handler>

    init {
        val all = LinkedHashMap<String, Handler>()
        for (capability in capabilities) {
            for ((name, handler) in capability.calls) {
                check(all.put(name, handler) == null) { "two capabilities claim `$name`" }
            }
        }
        handlers = all
    }

    val names: Set<String> get() = handlers.keys

    fun call(call: Long, name: String, arguments: String) {
        val reply = Reply { settled(call, it.json()) }
        val handler = handlers[name] ?: return reply.fail(Failure.NOT_SUPPORTED)
        val parsed = try {
            if (arguments.isEmpty()) JSONObject() else JSONObject(arguments)
        } catch (error: JSONException) {
            return reply.fail(Failure.internal("arguments of $name: ${error.message}"))
        }
        reply.guarded { handler(parsed, reply) }
    }
}
