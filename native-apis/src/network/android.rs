//! Android's certificates: the verifier asks the system's trust manager through the Java machine.

use std::ffi::c_void;

use jni::{JavaVM, objects::JObject};

/// Tells the verifier of the Java machine and the application's context. Without this the first
/// connection over TLS would panic.
///
/// # Errors
/// The context has no class loader.
///
/// # Safety
/// `vm` is the process's `JavaVM`, and `context` a global reference to its `android.content.Context`.
pub unsafe fn trust(vm: *mut c_void, context: *mut c_void) -> Result<(), String> {
    if vm.is_null() || context.is_null() {
        return Err("the application's context is not known yet".into());
    }
    // SAFETY: the caller's promise.
    let vm = unsafe { JavaVM::from_raw(vm.cast()) };
    vm.attach_current_thread(|env| -> Result<(), jni::errors::Error> {
        // SAFETY: the caller's promise. Dropping it does not give the global reference back.
        let context = unsafe { JObject::from_raw(env, context.cast()) };
        // What the verifier may drop.
        let local = env.new_local_ref(&context)?;
        rustls_platform_verifier::android::init_with_env(env, local)
    })
    .map_err(|error| error.to_string())
}
