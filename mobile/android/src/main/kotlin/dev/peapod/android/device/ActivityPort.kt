package dev.peapod.android.device

import android.app.Activity
import android.content.ActivityNotFoundException
import android.content.Intent
import android.content.pm.PackageManager

/**
 * Other activities and permission dialogs. The activity forwards `onActivityResult` and
 * `onRequestPermissionsResult`; codes outside of this range are someone else's.
 */
class ActivityPort(val activity: Activity) {
    private val results = HashMap<Int, (Int, Intent?) -> Unit>()
    private val permissions = HashMap<Int, (Map<String, Boolean>) -> Unit>()
    private var next = 0

    /** Starts an activity for its result; false when the phone has none for this. */
    fun start(intent: Intent, done: (resultCode: Int, data: Intent?) -> Unit): Boolean {
        val code = code()
        results[code] = done
        return try {
            activity.startActivityForResult(intent, code)
            true
        } catch (_: ActivityNotFoundException) {
            results.remove(code)
            false
        }
    }

    fun requestPermissions(names: List<String>, done: (Map<String, Boolean>) -> Unit) {
        val code = code()
        permissions[code] = done
        activity.requestPermissions(names.toTypedArray(), code)
    }

    /** False when the result is not one of ours. */
    fun onActivityResult(requestCode: Int, resultCode: Int, data: Intent?): Boolean {
        val done = results.remove(requestCode) ?: return false
        done(resultCode, data)
        return true
    }

    /** False when the result is not one of ours. An interrupted dialog has empty arrays. */
    fun onRequestPermissionsResult(requestCode: Int, names: Array<out String>, grants: IntArray): Boolean {
        val done = permissions.remove(requestCode) ?: return false
        done(names.indices.associate { names[it] to (grants.getOrNull(it) == PackageManager.PERMISSION_GRANTED) })
        return true
    }

    private fun code(): Int {
        next = (next + 1) % RANGE
        return FIRST + next
    }

    private companion object {
        /** Below the codes of androidx's result registry, which start at 65536. */
        const val FIRST = 0x5000
        const val RANGE = 0x1000
    }
}
