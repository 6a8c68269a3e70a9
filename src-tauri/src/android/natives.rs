//! The functions of `bridge/Native.kt`. A panic ends in the log, never in Java's frames.

use std::{
    ffi::c_void,
    panic::{AssertUnwindSafe, catch_unwind},
    slice,
};

use jni::{
    JNIEnv, NativeMethod,
    objects::{JByteBuffer, JClass, JObject, JString},
    sys::{jboolean, jint, jlong, jobject, jstring},
};
use wry::http::Request;

use super::{
    java, main_loop,
    pages::{self, Attached},
    table,
};
use crate::{
    device::android as device,
    instance::SessionId,
    mobile::{Event, lifecycle::Pressure, metrics::Metrics},
    page_host::platform,
    scan,
};

/// Every native with its function, in the order of the table.
pub(super) fn functions() -> Vec<NativeMethod> {
    let functions: [*mut c_void; 15] = [
        attached as *mut c_void,
        detached as *mut c_void,
        run as *mut c_void,
        message as *mut c_void,
        renderer_gone as *mut c_void,
        shell_gone as *mut c_void,
        request as *mut c_void,
        allow_frame as *mut c_void,
        answered as *mut c_void,
        metrics as *mut c_void,
        back as *mut c_void,
        memory_warning as *mut c_void,
        settled as *mut c_void,
        changed as *mut c_void,
        decode as *mut c_void,
    ];
    table::NATIVES
        .iter()
        .zip(functions)
        .map(|(method, fn_ptr)| NativeMethod {
            name: method.name.into(),
            sig: method.signature.into(),
            fn_ptr,
        })
        .collect()
}

fn guarded<T>(name: &str, otherwise: T, act: impl FnOnce() -> T) -> T {
    catch_unwind(AssertUnwindSafe(act)).unwrap_or_else(|_| {
        log::error!("native `{name}` panicked");
        otherwise
    })
}

/// A text that Java gave; empty where it cannot be read.
fn text(env: &mut JNIEnv, string: &JString) -> String {
    java::text(env, string).unwrap_or_else(|error| {
        log::error!("a text from Java: {error}");
        String::new()
    })
}

const fn session_id(session: jlong) -> SessionId {
    session.cast_unsigned()
}

extern "system" fn attached(env: JNIEnv, _: JClass, pages: JObject, device: JObject) {
    guarded("attached", (), || {
        let attached = env.new_global_ref(pages).and_then(|pages| {
            let device = env.new_global_ref(device)?;
            Ok(Attached { pages, device })
        });
        match attached {
            Ok(attached) => {
                pages::set_attached(Some(attached));
                device::attached();
                platform::attached();
            }
            Err(error) => log::error!("the activity cannot be held: {error}"),
        }
    });
}

extern "system" fn detached(env: JNIEnv, _: JClass, gone: JObject) {
    guarded("detached", (), || {
        // A new activity may have come before the old one went.
        let current = pages::attached()
            .is_some_and(|now| env.is_same_object(&now.pages, &gone).unwrap_or(false));
        if current {
            pages::set_attached(None);
            pages::forget_asked();
            device::detached();
        }
    });
}

extern "system" fn run(_: JNIEnv, _: JClass) {
    guarded("run", (), main_loop::run);
}

extern "system" fn message(
    mut env: JNIEnv,
    _: JClass,
    session: jlong,
    view: jint,
    message: JString,
) {
    guarded("message", (), || {
        let message = text(&mut env, &message);
        platform::message(session_id(session), view.cast_unsigned(), message);
    });
}

extern "system" fn renderer_gone(
    _: JNIEnv,
    _: JClass,
    session: jlong,
    view: jint,
    crashed: jboolean,
) {
    guarded("rendererGone", (), || {
        if crashed == 0 {
            log::info!("the system has taken the renderer of view {view}");
        }
        platform::renderer_gone(session_id(session), view.cast_unsigned());
    });
}

extern "system" fn shell_gone(_: JNIEnv, _: JClass, crashed: jboolean, given_up: jboolean) {
    guarded("shellGone", (), || {
        log::error!("the shell's renderer is gone (crashed: {})", crashed != 0);
        if given_up != 0 {
            log::error!("it died too often; the application ends");
        }
        platform::shell_gone();
    });
}

extern "system" fn request(
    mut env: JNIEnv,
    _: JClass,
    session: jlong,
    method: JString,
    url: JString,
    headers: JString,
) -> jobject {
    guarded("request", JObject::null().as_raw(), || {
        let Some(served) = pages::served(session_id(session)) else {
            return JObject::null().as_raw();
        };
        let mut request = Request::builder()
            .method(text(&mut env, &method).as_str())
            .uri(text(&mut env, &url));
        let headers: serde_json::Map<String, serde_json::Value> =
            serde_json::from_str(&text(&mut env, &headers)).unwrap_or_default();
        for (name, value) in &headers {
            request = request.header(name, value.as_str().unwrap_or_default());
        }
        let request = match request.body(Vec::new()) {
            Ok(request) => request,
            Err(error) => {
                log::warn!("a request of a page: {error}");
                return JObject::null().as_raw();
            }
        };
        match java::answer(&mut env, &served.source.answer(&request)) {
            Ok(answer) => answer.as_raw(),
            Err(error) => {
                log::error!("an answer for a page: {error}");
                JObject::null().as_raw()
            }
        }
    })
}

extern "system" fn allow_frame(
    mut env: JNIEnv,
    _: JClass,
    session: jlong,
    url: JString,
) -> jboolean {
    guarded("allowFrame", 0, || {
        let url = text(&mut env, &url);
        let allowed =
            pages::served(session_id(session)).is_some_and(|served| (served.allow_frame)(&url));
        if !allowed {
            log::warn!("{}", crate::scheme::refused_frame(&url));
        }
        allowed.into()
    })
}

extern "system" fn answered(mut env: JNIEnv, _: JClass, token: jlong, json: JString) {
    guarded("answered", (), || {
        let json = text(&mut env, &json);
        pages::answered(token.cast_unsigned(), json);
    });
}

extern "system" fn metrics(mut env: JNIEnv, _: JClass, json: JString) {
    guarded("metrics", (), || {
        let json = text(&mut env, &json);
        match serde_json::from_str::<Metrics>(&json) {
            Ok(metrics) => platform::metrics(metrics),
            Err(error) => log::error!("window metrics: {error}"),
        }
    });
}

extern "system" fn back(_: JNIEnv, _: JClass) -> jboolean {
    guarded("back", 0, || platform::back().into())
}

extern "system" fn memory_warning(_: JNIEnv, _: JClass, step: jint) {
    guarded("memoryWarning", (), || {
        platform::system_event(Event::Memory(Pressure::from_step(step)));
    });
}

extern "system" fn settled(mut env: JNIEnv, _: JClass, call: jlong, outcome: JString) {
    guarded("settled", (), || {
        let outcome = text(&mut env, &outcome);
        device::settled(call.cast_unsigned(), &outcome);
    });
}

extern "system" fn changed(mut env: JNIEnv, _: JClass, event: JString, payload: JString) {
    guarded("changed", (), || {
        let event = text(&mut env, &event);
        match serde_json::from_str(&text(&mut env, &payload)) {
            Ok(payload) => platform::changed(&event, payload),
            Err(error) => log::error!("payload of {event}: {error}"),
        }
    });
}

extern "system" fn decode(
    mut env: JNIEnv,
    _: JClass,
    luminance: JByteBuffer,
    width: jint,
    height: jint,
    row_stride: jint,
    kinds: JString,
) -> jstring {
    guarded("decode", JObject::null().as_raw(), || {
        let kinds: Vec<String> = serde_json::from_str(&text(&mut env, &kinds)).unwrap_or_default();
        let (Ok(address), Ok(capacity)) = (
            env.get_direct_buffer_address(&luminance),
            env.get_direct_buffer_capacity(&luminance),
        ) else {
            return JObject::null().as_raw();
        };
        // SAFETY: a direct buffer has `capacity` bytes at `address`, and the camera's image is not
        // closed before this call returns.
        let bytes = unsafe { slice::from_raw_parts(address.cast_const(), capacity) };
        let frame = scan::Frame {
            luminance: bytes,
            width: u32::try_from(width).unwrap_or(0),
            height: u32::try_from(height).unwrap_or(0),
            row_stride: usize::try_from(row_stride).unwrap_or(0),
        };
        let found = scan::decode(&frame, &kinds).map(|found| found.to_string());
        match found.map(|found| env.new_string(found)) {
            Some(Ok(found)) => found.into_raw(),
            Some(Err(error)) => {
                log::error!("a scanned code: {error}");
                JObject::null().as_raw()
            }
            None => JObject::null().as_raw(),
        }
    })
}
