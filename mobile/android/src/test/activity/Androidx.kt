// The part of androidx that Tauri's Kotlin and our activity call, for the compiler alone: the classes
// are on Google's Maven repository only. Signatures as of activity 1.10, appcompat 1.7, core 1.7.
@file:Suppress("PackageDirectoryMismatch", "unused", "UNUSED_PARAMETER")

package androidx.appcompat.app

import androidx.fragment.app.FragmentActivity

open class AppCompatActivity : FragmentActivity()
