package dev.peapod.android

import dev.peapod.android.device.Scope
import java.io.File
import javax.xml.parsers.DocumentBuilderFactory
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertTrue
import org.junit.Test
import org.w3c.dom.Element

/** Manifest, its resources and the Gradle file, read as text: no Android build runs here. */
class ManifestTest {
    private val manifest = parse("src/main/AndroidManifest.xml")
    private val sources = File("src/main/kotlin").walk().filter { it.extension == "kt" }.associate { it.name to it.readText() }
    private val gradle = File("build.gradle.kts").readText()

    private fun parse(path: String): Element {
        val factory = DocumentBuilderFactory.newInstance()
        factory.isNamespaceAware = true
        return factory.newDocumentBuilder().parse(File(path)).documentElement
    }

    private fun Element.all(tag: String): List<Element> {
        val nodes = getElementsByTagName(tag)
        return (0 until nodes.length).map { nodes.item(it) as Element }
    }

    private fun Element.android(name: String) = getAttributeNS("http://schemas.android.com/apk/res/android", name)

    private fun declared() = manifest.all("uses-permission").map { it.android("name").removePrefix("android.permission.") }

    /** Classes of the system that demand a permission without it being asked for. */
    private val implied = mapOf(
        "Vibrator" to "VIBRATE",
        "ConnectivityManager" to "ACCESS_NETWORK_STATE",
        "WebView" to "INTERNET",
    )

    @Test
    fun `permissions declared are the permissions used`() {
        val asked = Scope.entries.flatMap { it.permissions(24) + it.permissions(34) }.map { it.removePrefix("android.permission.") }
        val byClass = implied.filterKeys { name -> sources.values.any { Regex("\\b$name\\b") in it } }.values
        assertEquals((asked + byClass).toSortedSet(), declared().toSortedSet())
    }

    @Test
    fun `no source names a permission that is not declared`() {
        val named = sources.values.flatMap { text -> Regex("permission\\.([A-Z_]+)").findAll(text).map { it.groupValues[1] } }.toSet()
        assertEquals(emptySet<String>(), named - declared().toSet())
    }

    @Test
    fun `no permission is declared twice`() {
        assertEquals(declared().toSet().size, declared().size)
    }

    @Test
    fun `the storage permission ends with Android 9`() {
        val storage = manifest.all("uses-permission").single { it.android("name").endsWith("WRITE_EXTERNAL_STORAGE") }
        assertEquals("28", storage.android("maxSdkVersion"))
    }

    @Test
    fun `hardware that a permission implies is not required`() {
        val features = manifest.all("uses-feature").associate { it.android("name") to it.android("required") }
        for (name in listOf("camera", "location", "location.gps", "microphone")) {
            assertEquals(name, "false", features["android.hardware.$name"])
        }
    }

    @Test
    fun `no component is exported`() {
        val components = listOf("activity", "service", "receiver", "provider").flatMap { manifest.all(it) }
        assertEquals(1, components.size)
        for (component in components) assertEquals(component.android("name"), "false", component.android("exported"))
    }

    @Test
    fun `components exist`() {
        for (component in manifest.all("provider")) Class.forName(component.android("name"), false, javaClass.classLoader)
    }

    @Test
    fun `the provider's authority is the application's and the code's`() {
        assertEquals("\${applicationId}.captures", manifest.all("provider").single().android("authorities"))
        assertTrue("\"\${context.packageName}.captures\"" in sources.getValue("CaptureProvider.kt"))
    }

    @Test
    fun `nothing is backed up`() {
        val application = manifest.all("application").single()
        assertEquals("false", application.android("allowBackup"))
        assertEquals("false", application.android("fullBackupContent"))
        assertEquals("@xml/peapod_backup", application.android("dataExtractionRules"))
        val rules = parse("src/main/res/xml/peapod_backup.xml")
        for (part in listOf("cloud-backup", "device-transfer")) {
            val domains = rules.all(part).single().all("exclude").map { it.getAttribute("domain") }.toSet()
            assertEquals(part, setOf("root", "file", "database", "sharedpref", "external"), domains)
        }
        assertTrue(rules.all("include").isEmpty())
    }

    @Test
    fun `plain http is off and only the system's certificates count`() {
        assertEquals("@xml/peapod_network", manifest.all("application").single().android("networkSecurityConfig"))
        val network = parse("src/main/res/xml/peapod_network.xml")
        assertEquals("false", network.all("base-config").single().getAttribute("cleartextTrafficPermitted"))
        assertTrue(network.all("domain-config").isEmpty())
        assertEquals(listOf("system"), network.all("certificates").map { it.getAttribute("src") })
        // The application's manifest by Tauri has this attribute; two values would not merge.
        assertEquals("", manifest.all("application").single().android("usesCleartextTraffic"))
    }

    @Test
    fun `the back gesture is on`() {
        assertEquals("true", manifest.all("application").single().android("enableOnBackInvokedCallback"))
    }

    @Test
    fun `Gradle builds for Android 7 on, in the code's name space`() {
        assertTrue("minSdk = 24" in gradle)
        assertTrue("namespace = \"dev.peapod.android\"" in gradle)
        assertTrue(Regex("compileSdk = (\\d+)").find(gradle)!!.groupValues[1].toInt() >= 34)
    }

    @Test
    fun `Gradle sees the code and none of the stand-ins`() {
        assertTrue("srcDirs(\"src/main/kotlin\")" in gradle)
        assertFalse(Regex("srcDirs?\\([^)]*stubs") in gradle)
        assertTrue("consumerProguardFiles(\"consumer-rules.pro\")" in gradle)
    }

    @Test
    fun `Gradle depends on every androidx library that the code imports, and on no Google service`() {
        val imported = sources.values
            .flatMap { text -> Regex("^import androidx\\.([a-z]+)\\.", RegexOption.MULTILINE).findAll(text).map { it.groupValues[1] } }
            .toSortedSet()
        val depended = Regex("\"androidx\\.([a-z]+):").findAll(gradle).map { it.groupValues[1] }.toSortedSet()
        assertEquals(imported, depended)
        assertFalse("com.google" in gradle || sources.values.any { "com.google.android.gms" in it })
    }

    @Test
    fun `no API is hidden`() {
        // `android-all` has members that the SDK does not show; these packages are where they are.
        for ((name, text) in sources) {
            assertFalse(name, Regex("import (com\\.android\\.internal|android\\.os\\.ServiceManager|dalvik)") in text)
        }
    }
}
