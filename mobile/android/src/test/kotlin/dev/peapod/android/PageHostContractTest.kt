package dev.peapod.android

import androidx.webkit.WebViewFeature
import java.io.File
import org.json.JSONArray
import org.json.JSONObject
import org.junit.After
import org.junit.Assert.assertEquals
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.ParameterizedRobolectricTestRunner
import org.robolectric.ParameterizedRobolectricTestRunner.Parameters
import org.robolectric.annotation.Config

/**
 * The contract of all page hosts, `tests/contract/page_host.json`, held against [PageHost]. The
 * desktop's runner is `src-tauri/src/page_host/linux/contract`.
 */
@RunWith(ParameterizedRobolectricTestRunner::class)
@Config(sdk = [24, 34])
class PageHostContractTest(private val scenario: String) {
    @get:Rule
    val features = WebViewFeatures(WebViewFeature.WEB_MESSAGE_LISTENER)

    private val world = ContractWorld()

    @After
    fun close() = world.close()

    @Test
    fun `the page host keeps the contract`() {
        val data = CONTRACT.getJSONArray("scenarios").objects().first { it.getString("name") == scenario }
        world.open(data.optBoolean("animate", true))
        data.getJSONArray("steps").objects().forEachIndexed { index, step ->
            val name = step.keys().asSequence().single()
            val fields = step.getJSONObject(name)
            val where = "step ${index + 1}, $name"
            if (name == "expect") {
                for (key in fields.keys()) assertEquals("$where: $key", plain(fields.get(key)), plain(world.observe(key, fields.get(key))))
                world.forget(fields.keys().asSequence().toSet())
            } else {
                world.act(name, fields)
            }
        }
        world.close()
        assertEquals("views that are left", emptyList<Int>(), world.alive())
    }

    companion object {
        private val CONTRACT = JSONObject(File("../../tests/contract/page_host.json").readText())

        private fun JSONArray.objects() = (0 until length()).map(::getJSONObject)

        /** Scenarios that this host can observe. */
        @JvmStatic
        @Parameters(name = "{0}")
        fun scenarios(): List<Array<Any>> = CONTRACT.getJSONArray("scenarios").objects()
            .filter { it.optJSONObject("unobservable")?.has("android") != true }
            .map { arrayOf(it.getString("name")) }

        /** JSON without its classes and kinds of numbers, to compare. */
        fun plain(value: Any?): Any? = when (value) {
            is JSONObject -> value.keys().asSequence().associateWith { plain(value.get(it)) }
            is JSONArray -> (0 until value.length()).map { plain(value.get(it)) }
            is List<*> -> value.map(::plain)
            is Map<*, *> -> value.mapValues { plain(it.value) }
            is Number -> value.toDouble()
            JSONObject.NULL -> null
            else -> value
        }
    }
}
