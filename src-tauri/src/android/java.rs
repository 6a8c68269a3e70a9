//! Java's classes and the calls into them.

use std::{ffi::c_void, sync::OnceLock};

use jni::{
    JNIEnv, JavaVM,
    errors::Result as JniResult,
    objects::{GlobalRef, JClass, JObject, JString, JValue, JValueOwned},
    sys::{JNI_ERR, JNI_VERSION_1_6, jint},
};

use super::{main_loop, natives, table};
use crate::scheme::Answer;

/// References that a call makes are given back at its end; a thread of Rust's own has no other.
const FRAME: i32 = 16;

pub(super) struct Java {
    vm: JavaVM,
    answer: GlobalRef,
    config: GlobalRef,
    main_loop: GlobalRef,
}

static JAVA: OnceLock<Java> = OnceLock::new();

/// Called by `System.loadLibrary`, on the main thread; only here are the application's classes found
/// by name.
///
/// # Safety
/// `vm` is the Java machine that loads this library.
#[unsafe(no_mangle)]
pub unsafe extern "system" fn JNI_OnLoad(vm: *mut jni::sys::JavaVM, _: *mut c_void) -> jint {
    main_loop::remember_main_thread();
    // SAFETY: the caller's promise.
    let loaded = unsafe { JavaVM::from_raw(vm) }.and_then(load);
    match loaded {
        Ok(()) => JNI_VERSION_1_6,
        // The caller throws an `UnsatisfiedLinkError`; what was missing is in the system's log.
        Err(_) => JNI_ERR,
    }
}

fn load(vm: JavaVM) -> JniResult<()> {
    let found = {
        let mut env = vm.get_env()?;
        find(&mut env).inspect_err(|_| {
            // A pending exception says which class or method is not there.
            let _ = env.exception_describe();
        })
    };
    let (answer, config, main_loop) = found?;
    // A second loading would be of the same library.
    let _ = JAVA.set(Java {
        vm,
        answer,
        config,
        main_loop,
    });
    Ok(())
}

fn find(env: &mut JNIEnv) -> JniResult<(GlobalRef, GlobalRef, GlobalRef)> {
    let native = env.find_class(table::NATIVE)?;
    env.register_native_methods(&native, &natives::functions())?;
    let mut class = |name: &str| {
        let class = env.find_class(name)?;
        env.new_global_ref(class)
    };
    Ok((
        class(table::PAGE_ANSWER)?,
        class(table::SESSION_CONFIG)?,
        class(table::MAIN_LOOP)?,
    ))
}

/// Runs something with this thread's environment. Exceptions become errors with their text in the
/// system's log.
pub(super) fn with_env<T>(
    act: impl FnOnce(&mut JNIEnv, &Java) -> JniResult<T>,
) -> Result<T, String> {
    let java = JAVA.get().ok_or("the Java machine is not known yet")?;
    let mut env = java
        .vm
        .attach_current_thread_as_daemon()
        .map_err(|error| error.to_string())?;
    env.with_local_frame(FRAME, |env| act(env, java))
        .map_err(|error| {
            if env.exception_check().unwrap_or(false) {
                let _ = env.exception_describe();
                let _ = env.exception_clear();
            }
            error.to_string()
        })
}

/// An argument of a call.
pub enum Arg<'a> {
    Int(i32),
    Long(u64),
    Double(f64),
    Bool(bool),
    Text(&'a str),
}

/// Calls a method; the result is its text, if it has one.
///
/// # Errors
/// The method threw; the text is for the log.
pub fn call(
    target: &GlobalRef,
    method: table::Method,
    args: &[Arg],
) -> Result<Option<String>, String> {
    with_env(|env, _| {
        let mut objects = Vec::with_capacity(args.len());
        for arg in args {
            objects.push(match arg {
                Arg::Int(value) => JValueOwned::Int(*value),
                Arg::Long(value) => JValueOwned::Long(value.cast_signed()),
                Arg::Double(value) => JValueOwned::Double(*value),
                Arg::Bool(value) => JValueOwned::Bool((*value).into()),
                Arg::Text(text) => JValueOwned::Object(env.new_string(text)?.into()),
            });
        }
        let borrowed: Vec<JValue> = objects.iter().map(JValue::from).collect();
        let result = env.call_method(target, method.name, method.signature, &borrowed)?;
        match result {
            JValueOwned::Object(object) if !object.is_null() => text(env, &object.into()).map(Some),
            _ => Ok(None),
        }
    })
}

/// A Java text.
pub(super) fn text(env: &mut JNIEnv, text: &JString) -> JniResult<String> {
    Ok(env.get_string(text)?.into())
}

/// Asks the main thread to run [`natives`]' `run`.
pub(super) fn wake() -> Result<(), String> {
    with_env(|env, java| {
        let class: &JClass = java.main_loop.as_obj().into();
        env.call_static_method(class, table::WAKE.name, table::WAKE.signature, &[])
            .map(drop)
    })
}

/// Opens a session in the page host.
pub(super) fn open_session(
    pages: &GlobalRef,
    session: u64,
    app_id: &str,
    document: &str,
    animate: bool,
) -> Result<(), String> {
    with_env(|env, java| {
        let app_id = env.new_string(app_id)?;
        let document = env.new_string(document)?;
        let class: &JClass = java.config.as_obj().into();
        let config = env.new_object(
            class,
            table::NEW_CONFIG.signature,
            &[
                JValue::Long(session.cast_signed()),
                JValue::Object(&app_id),
                JValue::Object(&document),
                // The webview's own user agent.
                JValue::Object(&JObject::null()),
                JValue::Bool(animate.into()),
            ],
        )?;
        env.call_method(
            pages,
            table::OPEN.name,
            table::OPEN.signature,
            &[JValue::Object(&config)],
        )
        .map(drop)
    })
}

/// An answer of the page scheme as a `PageAnswer`.
pub(super) fn answer<'local>(
    env: &mut JNIEnv<'local>,
    answer: &Answer,
) -> JniResult<JObject<'local>> {
    let java = JAVA.get().ok_or(jni::errors::Error::NullPtr("Java"))?;
    let (media_type, charset) = split_type(
        answer
            .headers()
            .get("content-type")
            .and_then(|value| value.to_str().ok())
            .unwrap_or("application/octet-stream"),
    );
    let media_type = env.new_string(media_type)?;
    let charset: JObject = match charset {
        Some(charset) => env.new_string(charset)?.into(),
        None => JObject::null(),
    };
    let headers: Vec<(&str, &str)> = answer
        .headers()
        .iter()
        // `WebResourceResponse` writes the type itself.
        .filter(|(name, _)| *name != "content-type")
        .filter_map(|(name, value)| Some((name.as_str(), value.to_str().ok()?)))
        .collect();
    let length = i32::try_from(headers.len() * 2).unwrap_or(0);
    let list = env.new_object_array(length, "java/lang/String", JObject::null())?;
    let parts = headers.iter().flat_map(|(name, value)| [*name, *value]);
    for (index, part) in (0..length).zip(parts) {
        let part = env.new_string(part)?;
        env.set_object_array_element(&list, index, part)?;
    }
    let body = env.byte_array_from_slice(answer.body())?;
    let class: &JClass = java.answer.as_obj().into();
    env.new_object(
        class,
        table::NEW_ANSWER.signature,
        &[
            JValue::Int(answer.status().as_u16().into()),
            JValue::Object(&media_type),
            JValue::Object(&charset),
            JValue::Object(&list),
            JValue::Object(&body),
        ],
    )
}

/// `text/html; charset=utf-8` in its two parts.
fn split_type(media_type: &str) -> (&str, Option<&str>) {
    match media_type.split_once(';') {
        Some((media_type, rest)) => (media_type.trim(), rest.trim().strip_prefix("charset=")),
        None => (media_type, None),
    }
}

/// Lets TLS ask the system's trust manager. Tauri has told the application's context by then.
///
/// # Errors
/// The certificate verifier's Kotlin half is not in this build.
pub fn prepare_tls() -> Result<(), String> {
    let context = ndk_context::android_context();
    // SAFETY: `tao` sets both for the whole life of the process, in the first activity's `onCreate`.
    unsafe { peapod_native_apis::network::trust_android(context.vm(), context.context()) }
}
