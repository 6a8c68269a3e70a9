//! The way between Rust and the Kotlin library `mobile/android`.
//!
//! The library's own loading (`System.loadLibrary` in the class that Tauri generates) calls
//! [`JNI_OnLoad`], which registers every function of `bridge/Native.kt`; no Kotlin of the library can
//! run before. Names and signatures are in [`table`], which a test compares with
//! `mobile/android/jni.json`, as one in Kotlin compares that file with the compiled classes.

#[cfg(target_os = "android")]
mod java;
#[cfg(target_os = "android")]
mod main_loop;
#[cfg(target_os = "android")]
mod natives;
#[cfg(target_os = "android")]
pub mod pages;
pub mod table;

#[cfg(target_os = "android")]
pub use java::{Arg, call, prepare_tls};
#[cfg(target_os = "android")]
pub use main_loop::{is_main_thread, later, soon};
