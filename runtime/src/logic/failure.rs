//! Errors on their way between Rust and JavaScript.

use rquickjs::{Ctx, Error, Exception, Object, Value};

use crate::host::ApiFailure;

/// Throws an `Error` with this message.
pub(super) fn throw(ctx: &Ctx<'_>, message: &str) -> Error {
    Exception::throw_message(ctx, message)
}

/// The JS object of a failed API call: `{message, errno?, errCode?, extra?}`.
pub(super) fn failure_object<'js>(
    ctx: &Ctx<'js>,
    failure: &ApiFailure,
) -> rquickjs::Result<Object<'js>> {
    let object = Object::new(ctx.clone())?;
    object.set("message", failure.message.as_str())?;
    if let Some(errno) = failure.errno {
        object.set("errno", errno as f64)?;
    }
    if let Some(code) = failure.err_code {
        object.set("errCode", code as f64)?;
    }
    if !failure.extra.is_null() {
        object.set("extra", ctx.json_parse(failure.extra.to_string())?)?;
    }
    Ok(object)
}

/// What a native call that panicked answers with.
pub(super) fn panic_failure(name: &str) -> ApiFailure {
    log::error!("native API `{name}` panicked");
    ApiFailure {
        message: "internal error".to_owned(),
        errno: Some(4),
        err_code: None,
        extra: serde_json::Value::Null,
    }
}

/// The text of a caught exception: message and stack.
pub(super) fn describe(value: &Value<'_>) -> String {
    if let Some(exception) = value.as_exception() {
        let message = exception.message().unwrap_or_default();
        let stack = exception.stack().unwrap_or_default();
        return format!("{message}\n{stack}").trim_end().to_owned();
    }
    value
        .as_string()
        .and_then(|text| text.to_string().ok())
        .unwrap_or_else(|| format!("{value:?}"))
}
