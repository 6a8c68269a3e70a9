package dev.peapod.android

import dev.peapod.android.bridge.JniRust
import dev.peapod.android.bridge.Native
import dev.peapod.android.bridge.RustSide
import java.io.File
import java.lang.reflect.Executable
import java.lang.reflect.Method
import java.lang.reflect.Modifier
import org.json.JSONArray
import org.json.JSONObject
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner

/** `jni.json` is what Rust registers and calls; the compiled classes have to be like it. */
@RunWith(RobolectricTestRunner::class)
class JniTableTest {
    private val table = JSONObject(File("jni.json").readText())

    private fun descriptor(type: Class<*>): String = when {
        type == Void.TYPE -> "V"
        type.isPrimitive -> mapOf(
            "boolean" to "Z", "byte" to "B", "char" to "C", "short" to "S",
            "int" to "I", "long" to "J", "float" to "F", "double" to "D",
        ).getValue(type.name)
        type.isArray -> "[" + descriptor(checkNotNull(type.componentType))
        else -> "L${type.name.replace('.', '/')};"
    }

    private fun signature(executable: Executable): String {
        val result = (executable as? Method)?.returnType ?: Void.TYPE
        return executable.parameterTypes.joinToString("", "(", ")") { descriptor(it) } + descriptor(result)
    }

    private fun JSONArray.objects() = (0 until length()).map(::getJSONObject)

    private fun listed(methods: JSONArray) = methods.objects().map { it.getString("name") + it.getString("signature") }

    private fun load(name: String): Class<*> = Class.forName(name.replace('/', '.'))

    @Test
    fun `natives are those of the table, one for one`() {
        val natives = table.getJSONObject("natives")
        val found = load(natives.getString("class")).declaredMethods
            .filter { Modifier.isNative(it.modifiers) }
            .map { it.name + signature(it) }
        assertEquals(listed(natives.getJSONArray("methods")).sorted(), found.sorted())
    }

    @Test
    fun `natives are static, as they are registered`() {
        for (method in Native::class.java.declaredMethods.filter { Modifier.isNative(it.modifiers) }) {
            assertTrue(method.name, Modifier.isStatic(method.modifiers))
        }
    }

    @Test
    fun `what Rust calls is there and public`() {
        for (entry in table.getJSONArray("calls").objects()) {
            val type = load(entry.getString("class"))
            val there = type.methods.map { it.name + signature(it) } + type.constructors.map { "<init>" + signature(it) }
            for (wanted in listed(entry.getJSONArray("methods"))) {
                assertTrue("${type.simpleName}.$wanted", wanted in there)
            }
        }
    }

    @Test
    fun `every operation of the trait Backend has its method`() {
        val source = File("../../src-tauri/src/page_host/backend.rs").readText()
        val camel = Regex("_([a-z])")
        val operations = Regex("fn ([a-z_]+)\\(").findAll(source)
            .map { camel.replace(it.groupValues[1]) { hit -> hit.groupValues[1].uppercase() } }
            .toSet()
        val pages = table.getJSONArray("calls").objects().first { it.getString("class").endsWith("/PageHost") }
        val methods = pages.getJSONArray("methods").objects().map { it.getString("name") }.toSet()
        assertTrue("has no ${operations - methods}", methods.containsAll(operations))
        assertTrue(operations.size >= 8)
    }

    @Test
    fun `the production side forwards every native`() {
        val natives = Native::class.java.declaredMethods.filter { Modifier.isNative(it.modifiers) }.map { it.name }.toSet()
        val asked = RustSide::class.java.declaredMethods.map { it.name }.filter { !it.startsWith("$") }.toSet()
        assertEquals(natives, asked)
        // Without the library each ends at its own native, and nowhere else.
        for (method in RustSide::class.java.declaredMethods.filter { it.parameterCount == 0 && !it.name.startsWith("$") }) {
            val thrown = runCatching { method.invoke(JniRust) }.exceptionOrNull()?.cause
            assertTrue(method.name, thrown is UnsatisfiedLinkError && method.name in thrown.message.orEmpty())
        }
    }

    @Test
    fun `shrinking keeps what Rust finds by name`() {
        val rules = File("consumer-rules.pro").readText()
        val classes = table.getJSONArray("calls").objects().map { it.getString("class") } +
            table.getJSONObject("natives").getString("class")
        for (name in classes) assertTrue(name, "-keep class ${name.replace('/', '.')} " in rules)
    }
}
