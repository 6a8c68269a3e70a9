// `androidx.annotation` for builds without Google's Maven repository.
@file:Suppress("PackageDirectoryMismatch", "unused")

package androidx.annotation

annotation class RequiresApi(val value: Int)
