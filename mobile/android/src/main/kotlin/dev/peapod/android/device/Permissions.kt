package dev.peapod.android.device

import android.Manifest.permission.ACCESS_COARSE_LOCATION
import android.Manifest.permission.ACCESS_FINE_LOCATION
import android.Manifest.permission.CAMERA
import android.Manifest.permission.RECORD_AUDIO
import android.Manifest.permission.WRITE_EXTERNAL_STORAGE
import android.content.pm.PackageManager
import android.os.Build

/** What a scope of WeChat needs of the system. */
enum class Scope(val scope: String, val built: Boolean = true) {
    USER_LOCATION("scope.userLocation"),
    USER_FUZZY_LOCATION("scope.userFuzzyLocation"),
    RECORD("scope.record"),
    CAMERA_USE("scope.camera"),
    WRITE_PHOTOS_ALBUM("scope.writePhotosAlbum"),
    ADD_PHONE_CONTACT("scope.addPhoneContact"),

    // Their places; their permissions join the manifest with their code.
    USER_LOCATION_BACKGROUND("scope.userLocationBackground", built = false),
    BLUETOOTH("scope.bluetooth", built = false),
    ADD_PHONE_CALENDAR("scope.addPhoneCalendar", built = false),
    WE_RUN("scope.werun", built = false);

    /** The permissions to ask for, on a system of this API level; any one of them is enough. */
    fun permissions(sdk: Int): List<String> = when (this) {
        // The user may grant the coarse one alone, from Android 12 on.
        USER_LOCATION -> listOf(ACCESS_FINE_LOCATION, ACCESS_COARSE_LOCATION)
        USER_FUZZY_LOCATION -> listOf(ACCESS_COARSE_LOCATION)
        RECORD -> listOf(RECORD_AUDIO)
        CAMERA_USE -> listOf(CAMERA)
        // Newer systems let an app add to the album without asking.
        WRITE_PHOTOS_ALBUM -> if (sdk < Build.VERSION_CODES.Q) listOf(WRITE_EXTERNAL_STORAGE) else emptyList()
        // The system's own editor shows what is added.
        ADD_PHONE_CONTACT -> emptyList()
        USER_LOCATION_BACKGROUND, BLUETOOTH, ADD_PHONE_CALENDAR, WE_RUN -> emptyList()
    }

    companion object {
        fun of(scope: String): Scope? = entries.firstOrNull { it.scope == scope }
    }
}

/**
 * The system's permissions, asked at first use. The user's answer to the scope itself is asked and
 * remembered in Rust before; this is the second question, which the system remembers.
 */
class Permissions(private val port: ActivityPort) {
    private val waiting = LinkedHashMap<Scope, MutableList<(Boolean) -> Unit>>()

    fun has(scope: Scope): Boolean {
        val wanted = scope.permissions(Build.VERSION.SDK_INT)
        return wanted.isEmpty() || wanted.any(::granted)
    }

    /** Runs [act] once the system has granted what the scope needs; else the call fails. */
    fun demand(scope: Scope, reply: Reply, act: () -> Unit) {
        if (!scope.built) return reply.fail(Failure.NOT_SUPPORTED)
        if (has(scope)) return reply.guarded(act)
        val answer = { granted: Boolean ->
            if (granted) reply.guarded(act) else reply.fail(Failure.SYSTEM_DENIED)
        }
        val others = waiting[scope]
        if (others != null) {
            others.add(answer)
            return
        }
        waiting[scope] = mutableListOf(answer)
        port.requestPermissions(scope.permissions(Build.VERSION.SDK_INT)) { grants ->
            val granted = grants.values.any { it } || has(scope)
            waiting.remove(scope).orEmpty().forEach { it(granted) }
        }
    }

    private fun granted(permission: String) =
        port.activity.checkSelfPermission(permission) == PackageManager.PERMISSION_GRANTED
}
