package dev.peapod.android

import java.io.File
import javax.xml.parsers.DocumentBuilderFactory
import org.json.JSONObject
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.w3c.dom.Element

/** The application's Gradle project, `src-tauri/gen/android`, read as text: no Android build runs here. */
@RunWith(RobolectricTestRunner::class)
class GenAndroidTest {
    private val project = File("../../src-tauri/gen/android")
    private val main = File(project, "app/src/main")
    private val manifest = parse("AndroidManifest.xml")
    private val gradle = File(project, "app/build.gradle.kts").readText()
    private val library = File("build.gradle.kts").readText()
    private val activity = File(main, "java/dev/peapod/host/MainActivity.kt").readText()

    private fun parse(path: String): Element {
        val factory = DocumentBuilderFactory.newInstance()
        factory.isNamespaceAware = true
        return factory.newDocumentBuilder().parse(File(main, path)).documentElement
    }

    private fun Element.all(tag: String): List<Element> {
        val nodes = getElementsByTagName(tag)
        return (0 until nodes.length).map { nodes.item(it) as Element }
    }

    private fun Element.android(name: String) = getAttributeNS("http://schemas.android.com/apk/res/android", name)

    private fun Element.names(tag: String) = all(tag).map { it.android("name").substringAfterLast('.') }

    @Test
    fun `every permission comes from the library, with the code that uses it`() {
        assertTrue(manifest.all("uses-permission").isEmpty())
        assertTrue(manifest.all("uses-feature").isEmpty())
    }

    @Test
    fun `the activity alone is exported`() {
        val components = listOf("activity", "activity-alias", "service", "receiver", "provider").flatMap { manifest.all(it) }
        val exported = components.filter { it.android("exported") == "true" }.map { it.android("name") }
        assertEquals(listOf(".MainActivity"), exported)
        for (component in components) {
            assertTrue(component.android("name"), component.android("exported") in listOf("true", "false"))
        }
    }

    @Test
    fun `what opens the activity is what Rust understands`() {
        val filters = manifest.all("intent-filter")
        assertEquals(listOf("MAIN", "VIEW", "VIEW", "SEND"), filters.flatMap { it.names("action") })
        val link = filters[1]
        assertEquals(listOf("DEFAULT", "BROWSABLE"), link.names("category"))
        val data = link.all("data").single()
        val rust = File("../../src-tauri/src/mobile/link.rs").readText()
        assertTrue("SCHEME: &str = \"${data.android("scheme")}\"" in rust)
        assertTrue("host_str() != Some(\"${data.android("host")}\")" in rust)
        // No web page may hand a file over, nor any other scheme.
        for (filter in filters - link) assertFalse("BROWSABLE" in filter.names("category"))
        val schemes = filters.flatMap { it.all("data") }.map { it.android("scheme") }.filter { it.isNotEmpty() }
        assertEquals(setOf("peapod", "content"), schemes.toSet())
    }

    @Test
    fun `the activity is one, and keeps its views over rotation and dark mode`() {
        val element = manifest.all("activity").single()
        assertEquals("singleTask", element.android("launchMode"))
        val kept = element.android("configChanges").split('|')
        for (change in listOf("orientation", "screenSize", "uiMode", "keyboard", "locale", "smallestScreenSize", "screenLayout")) {
            assertTrue(change, change in kept)
        }
    }

    @Test
    fun `nothing of the library's rules is loosened`() {
        val application = manifest.all("application").single()
        for (name in listOf("usesCleartextTraffic", "networkSecurityConfig", "allowBackup", "dataExtractionRules", "debuggable", "enableOnBackInvokedCallback")) {
            assertEquals(name, "", application.android(name))
        }
        assertFalse("tools:" in File(main, "AndroidManifest.xml").readText())
        assertFalse("leartext" in gradle)
    }

    @Test
    fun `files are provided from one folder`() {
        val paths = parse("res/xml/file_paths.xml")
        val folders = (0 until paths.childNodes.length).map { paths.childNodes.item(it) }.filterIsInstance<Element>()
        assertEquals(listOf("external-files-path"), folders.map { it.tagName })
        assertEquals("Pictures", folders.single().getAttribute("path"))
    }

    @Test
    fun `resources that are named exist`() {
        val texts = listOf("AndroidManifest.xml", "res/mipmap-anydpi-v26/ic_launcher.xml", "res/values/themes.xml", "res/values-night/themes.xml")
            .joinToString("\n") { File(main, it).readText() }
        val values = File(main, "res/values").listFiles().orEmpty().joinToString("\n") { it.readText() }
        for (hit in Regex("@(mipmap|xml|string|color|style)/([A-Za-z0-9_.]+)").findAll(texts)) {
            val (kind, name) = hit.destructured
            val there = when (kind) {
                "mipmap" -> File(main, "res/mipmap-mdpi/$name.png").exists()
                "xml" -> File(main, "res/xml/$name.xml").exists()
                else -> "name=\"$name\"" in values
            }
            assertTrue(hit.value, there)
        }
    }

    @Test
    fun `the application is the one of tauri conf`() {
        val identifier = JSONObject(File("../../src-tauri/tauri.conf.json").readText()).getString("identifier")
        assertTrue("applicationId = \"$identifier\"" in gradle)
        assertTrue("namespace = \"$identifier\"" in gradle)
        assertTrue(activity.startsWith("package $identifier\n"))
    }

    @Test
    fun `application and library build for the same systems`() {
        for (name in listOf("minSdk", "compileSdk")) {
            val number = Regex("$name = (\\d+)")
            assertEquals(name, number.find(library)?.value, number.find(gradle)?.value)
        }
        assertTrue("minSdk = 24" in gradle)
        val webkit = Regex("androidx\\.webkit:webkit:[0-9.]+")
        assertEquals(webkit.find(library)?.value, webkit.find(gradle)?.value)
    }

    @Test
    fun `the library is a module, and no Google service is`() {
        assertTrue("implementation(project(\":peapod\"))" in gradle)
        val path = Regex("':peapod'\\)\\.projectDir = new File\\(rootDir, '([^']+)'\\)").find(File(project, "settings.gradle").readText())
        assertEquals(File(".").canonicalFile, File(project, path!!.groupValues[1]).canonicalFile)
        assertFalse("com.google" in gradle)
    }

    @Test
    fun `libraries come from Google, Maven Central and one named place`() {
        val addresses = Regex("uri\\(\"([^\"]+)\"\\)").findAll(gradle).map { it.groupValues[1] }.toList()
        assertEquals(1, addresses.size)
        assertTrue(addresses.single().startsWith("https://github.com/rustls/"))
        assertTrue("content { includeGroup(\"org.rustls\") }" in gradle)
        val root = File(project, "build.gradle.kts").readText()
        assertEquals(listOf("google()", "mavenCentral()").toSet(), Regex("google\\(\\)|mavenCentral\\(\\)|maven\\b").findAll(root).map { it.value }.toSet())
    }

    @Test
    fun `the certificate verifier is of the version that Rust has, and is kept`() {
        assertTrue("name = \"rustls-platform-verifier-android\"" in File("../../Cargo.lock").readText())
        assertTrue("-keep, includedescriptorclasses class org.rustls.platformverifier.**" in File(project, "app/proguard-rules.pro").readText())
    }

    @Test
    fun `shrinking takes all rules, and a release is signed with a key that is not committed`() {
        assertTrue("include(\"**/*.pro\")" in gradle)
        assertTrue("rootProject.file(\"keystore.properties\")" in gradle)
        val ignored = File(project, ".gitignore").readLines()
        assertTrue("keystore.properties" in ignored && "/tauri.settings.gradle" in ignored)
        val secrets = project.walk().filter { it.extension in listOf("jks", "keystore", "p12") || it.name == "keystore.properties" }
        assertEquals(emptyList<File>(), secrets.filterNot { "/build/" in it.path }.toList())
    }

    @Test
    fun `Gradle itself comes from its maker, and no binary is committed`() {
        val wrapper = File(project, "gradle/wrapper/gradle-wrapper.properties").readText()
        assertTrue(Regex("distributionUrl=https\\\\://services\\.gradle\\.org/distributions/gradle-[0-9.]+-bin\\.zip").containsMatchIn(wrapper))
    }

    @Test
    fun `Rust is built by cargo`() {
        val task = File(project, "buildSrc/src/main/java/dev/peapod/host/kotlin/BuildTask.kt").readText()
        assertTrue("val executable = \"\"\"cargo\"\"\"" in task)
        assertTrue("listOf(\"tauri\", \"android\", \"android-studio-script\")" in task)
    }

    @Test
    fun `the activity forwards everything that the library asks for`() {
        val peapod = File("src/main/kotlin/dev/peapod/android/Peapod.kt").readText()
        val offered = Regex("^    fun (\\w+)\\(", RegexOption.MULTILINE).findAll(peapod).map { it.groupValues[1] }.toSet()
        for (name in offered) assertTrue(name, ".$name(" in activity)
        assertTrue(offered.containsAll(listOf("shellCreated", "resumed", "paused", "destroyed", "back")))
    }
}
