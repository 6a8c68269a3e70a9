package dev.peapod.android

import android.app.Activity
import android.app.Application
import android.content.Intent
import android.content.pm.PackageManager
import dev.peapod.android.device.ActivityPort
import dev.peapod.android.device.HandedFiles
import dev.peapod.android.device.Permissions
import org.robolectric.Robolectric
import org.robolectric.RuntimeEnvironment
import org.robolectric.Shadows.shadowOf
import org.robolectric.shadows.ShadowActivity

/** An activity with what capabilities need of it. */
class DeviceFixture {
    val activity: Activity = Robolectric.setupActivity(Activity::class.java)
    val application: Application = RuntimeEnvironment.getApplication()
    val port = ActivityPort(activity)
    val permissions = Permissions(port)
    val files = HandedFiles(activity)

    /** A service of the system. */
    inline fun <reified T : Any> service(): T = activity.getSystemService(T::class.java)

    fun grant(vararg names: String) = shadowOf(application).grantPermissions(*names)

    fun deny(vararg names: String) = shadowOf(application).denyPermissions(*names)

    /** The permission dialog that the system shows, if any. */
    val asked: ShadowActivity.PermissionsRequest? get() = shadowOf(activity).lastRequestedPermission

    fun answer(granted: Boolean) {
        val request = checkNotNull(asked) { "nothing was asked" }
        if (granted) grant(*request.requestedPermissions)
        val grant = if (granted) PackageManager.PERMISSION_GRANTED else PackageManager.PERMISSION_DENIED
        port.onRequestPermissionsResult(
            request.requestCode,
            request.requestedPermissions,
            IntArray(request.requestedPermissions.size) { grant },
        )
    }

    /** The activity that was started for its result. */
    fun started(): ShadowActivity.IntentForResult =
        checkNotNull(shadowOf(activity).nextStartedActivityForResult) { "nothing was started" }

    fun finish(started: ShadowActivity.IntentForResult, code: Int, data: Intent? = null) {
        port.onActivityResult(started.requestCode, code, data)
    }

    /** Starting an activity that the phone does not have fails, as it does on a phone. */
    fun withoutApplications() = shadowOf(application).checkActivities(true)
}
