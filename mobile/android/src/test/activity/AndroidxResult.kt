@file:Suppress("PackageDirectoryMismatch", "unused")

package androidx.activity.result

import android.content.Intent

class ActivityResult(val resultCode: Int, val data: Intent?)

class IntentSenderRequest

abstract class ActivityResultLauncher<I> {
    abstract fun launch(input: I)
}
