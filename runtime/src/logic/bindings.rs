//! The functions of `__native` (typed in `framework/src/core/native.ts`).

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::rc::Rc;
use std::time::Instant;

use peapod_compiler::Theme;
use rquickjs::function::{Func, Opt};
use rquickjs::{ArrayBuffer, Ctx, Exception, Function, Object, Persistent, Value};
use serde_json::json;

use super::engine::{FRAMEWORK_NAME, INTL, State, XR_FRAME, start_api_call};
use super::failure::{failure_object, panic_failure, throw};
use super::{base64, collation, stack, styles_and_modules as code, worker};
use crate::host::{ApiValue, PageInit, Transition};
use crate::log_record::{LogKind, LogLevel, LogRecord};
use crate::program::CallError;

type Buffers<'js> = Vec<ArrayBuffer<'js>>;

/// Puts `__native` on the global object.
pub(super) fn install<'js>(ctx: &Ctx<'js>, state: &Rc<State>) -> rquickjs::Result<()> {
    let native = Object::new(ctx.clone())?;
    basics(&native, state)?;
    package(&native, state)?;
    calls(&native, state)?;
    modules(&native, state)?;
    pages(&native, state)?;
    apis(&native, state)?;
    worker::install_control(&native, state)?;
    ctx.globals().set("__native", native)
}

/// What a worker has as well: time, timers and the log.
pub(super) fn basics<'js>(native: &Object<'js>, state: &Rc<State>) -> rquickjs::Result<()> {
    let s = Rc::clone(state);
    native.set(
        "start",
        Func::from(move |ctx: Ctx<'js>, entry: Object<'js>| {
            *s.entry.borrow_mut() = Some(Persistent::save(&ctx, entry));
        }),
    )?;
    let s = Rc::clone(state);
    native.set(
        "now",
        Func::from(move || s.started.elapsed().as_secs_f64() * 1000.0),
    )?;
    let s = Rc::clone(state);
    native.set(
        "setTimer",
        Func::from(move |id: u32, ms: f64, repeat: bool| {
            s.timers.borrow_mut().set(Instant::now(), id, ms, repeat);
        }),
    )?;
    let s = Rc::clone(state);
    native.set(
        "clearTimer",
        Func::from(move |id: u32| s.timers.borrow_mut().clear(id)),
    )?;
    let s = Rc::clone(state);
    native.set(
        "log",
        Func::from(
            move |level: String,
                  args: Vec<String>,
                  text: String,
                  trace: String,
                  kind: Opt<String>,
                  details: Opt<String>| {
                let (file, line) = stack::first_author_frame(&s, &trace).unwrap_or_default();
                record(
                    &s,
                    LogRecord {
                        level: LogLevel::from(level.as_str()),
                        kind: LogKind::parse(kind.0.as_deref().unwrap_or_default()),
                        text,
                        args,
                        file,
                        line,
                        details: details.0.unwrap_or_default(),
                    },
                );
            },
        ),
    )?;
    let s = Rc::clone(state);
    native.set(
        "mapStack",
        Func::from(move |trace: String| stack::map(&s, &trace)),
    )?;
    native.set(
        "timeZone",
        Func::from(|| iana_time_zone::get_timezone().unwrap_or_else(|_| "UTC".to_owned())),
    )?;
    collation::install(native)?;
    base64::install(native)?;
    let s = Rc::clone(state);
    native.set(
        "loadIntl",
        Function::new(native.ctx().clone(), move |ctx: Ctx<'js>| {
            s.scripts.evaluate(&ctx, FRAMEWORK_NAME, INTL).map(drop)
        })?,
    )?;
    let s = Rc::clone(state);
    native.set(
        "loadXrFrame",
        Function::new(native.ctx().clone(), move |ctx: Ctx<'js>| {
            s.scripts.evaluate(&ctx, FRAMEWORK_NAME, XR_FRAME)
        })?,
    )
}

/// What the automation port asks.
fn calls<'js>(native: &Object<'js>, state: &Rc<State>) -> rquickjs::Result<()> {
    let s = Rc::clone(state);
    native.set(
        "evaluate",
        Function::new(native.ctx().clone(), move |ctx: Ctx<'js>, text: String| {
            s.scripts.evaluate(&ctx, "evaluate", &text)
        })?,
    )?;
    let s = Rc::clone(state);
    native.set(
        "callDone",
        Func::from(move |id: u32, ok: bool, text: String| {
            let done = s.calls.borrow_mut().remove(&id);
            if let Some(done) = done {
                done(if ok {
                    serde_json::from_str(&text)
                        .map_err(|error| CallError::Script(error.to_string()))
                } else {
                    Err(CallError::Script(text))
                });
            }
        }),
    )
}

/// Hands a record to the sink; to the log facade where there is none.
pub(super) fn record(state: &State, record: LogRecord) {
    if let Some(sink) = &state.log_sink {
        return sink.record(record);
    }
    let LogRecord {
        level,
        file,
        line,
        text,
        ..
    } = record;
    if file.is_empty() {
        log::log!(target: "mini-program", level.facade(), "{text}");
    } else {
        log::log!(target: "mini-program", level.facade(), "{file}:{line}: {text}");
    }
}

fn theme(text: &str) -> Theme {
    if text == "dark" {
        Theme::Dark
    } else {
        Theme::Light
    }
}

fn package<'js>(native: &Object<'js>, state: &Rc<State>) -> rquickjs::Result<()> {
    let s = Rc::clone(state);
    native.set(
        "appInfo",
        Func::from(move |text: String| code::app_info(&s, theme(&text)).to_string()),
    )?;
    let s = Rc::clone(state);
    native.set(
        "pageConfig",
        Func::from(move |route: String, text: String| {
            code::page_config(&s, &route, theme(&text)).to_string()
        }),
    )?;
    let s = Rc::clone(state);
    native.set(
        "componentConfig",
        Func::from(move |path: String| {
            code::component_config(&s.compiler().package().component_config(&path)).to_string()
        }),
    )?;
    let s = Rc::clone(state);
    native.set(
        "tabBar",
        Func::from(move |text: String| {
            json!(s.compiler().package().tab_bar(theme(&text))).to_string()
        }),
    )?;
    let s = Rc::clone(state);
    native.set(
        "scriptOf",
        Func::from(move |path: String| s.compiler().package().script_of(&path).unwrap_or_default()),
    )?;
    let s = Rc::clone(state);
    native.set(
        "keepState",
        Func::from(move |key: String, text: String| s.kept.keep(&key, &text)),
    )?;
    let s = Rc::clone(state);
    native.set(
        "keptState",
        Func::from(move |key: String| s.kept.kept(&key)),
    )?;
    let s = Rc::clone(state);
    native.set(
        "keepRendering",
        Func::from(move |route: String, theme: String, batch: String| {
            s.renderings
                .keep(s.compiler().package(), &route, &theme, &batch);
        }),
    )?;
    let s = Rc::clone(state);
    native.set(
        "keptRendering",
        Func::from(move |route: String, theme: String| {
            s.renderings.kept(s.compiler().package(), &route, &theme)
        }),
    )?;
    views(native, state)
}

/// `require`, for pages and workers.
pub(super) fn modules<'js>(native: &Object<'js>, state: &Rc<State>) -> rquickjs::Result<()> {
    let s = Rc::clone(state);
    native.set(
        "resolve",
        Function::new(
            native.ctx().clone(),
            move |ctx: Ctx<'js>, from: String, request: String| {
                s.compiler()
                    .package()
                    .resolve_module(&from, &request)
                    .map_err(|error| throw(&ctx, &error.to_string()))
            },
        )?,
    )?;
    let s = Rc::clone(state);
    native.set(
        "module",
        Function::new(native.ctx().clone(), move |ctx: Ctx<'js>, path: String| {
            code::module(&s, &ctx, &path)
        })?,
    )
}

/// Templates, styles and texts.
fn views<'js>(native: &Object<'js>, state: &Rc<State>) -> rquickjs::Result<()> {
    let s = Rc::clone(state);
    native.set(
        "template",
        Function::new(native.ctx().clone(), move |ctx: Ctx<'js>, path: String| {
            code::template(&s, &ctx, &path)
        })?,
    )?;
    let s = Rc::clone(state);
    native.set(
        "style",
        Func::from(move |path: String, scope: String| code::style(&s, &path, &scope)),
    )?;
    let s = Rc::clone(state);
    native.set(
        "viewWxs",
        Func::from(move |page: u32, name: String| code::view_wxs(&s, page, &name)),
    )?;
    let s = Rc::clone(state);
    native.set("viewRunsWxs", Func::from(move || s.host.runs_wxs()))?;
    let s = Rc::clone(state);
    native.set(
        "scopeName",
        Func::from(move |path: String| s.compiler().scope_name(&path)),
    )?;
    let s = Rc::clone(state);
    native.set(
        "readText",
        Func::from(move |path: String| {
            let bytes = s.compiler().package().read(&path)?;
            Some(String::from_utf8_lossy(&bytes).into_owned())
        }),
    )
}

fn pages<'js>(native: &Object<'js>, state: &Rc<State>) -> rquickjs::Result<()> {
    let s = Rc::clone(state);
    native.set(
        "hostInfo",
        Func::from(move || json!(s.host.info()).to_string()),
    )?;
    let s = Rc::clone(state);
    native.set(
        "createPage",
        Function::new(native.ctx().clone(), move |ctx: Ctx<'js>, text: String| {
            let init: PageInit =
                serde_json::from_str(&text).map_err(|error| throw(&ctx, &error.to_string()))?;
            s.host.create_page(&init);
            rquickjs::Result::Ok(())
        })?,
    )?;
    let s = Rc::clone(state);
    native.set(
        "apply",
        Func::from(move |page: u32, batch: String| s.host.apply(page, &batch)),
    )?;
    let s = Rc::clone(state);
    native.set(
        "present",
        Func::from(move |page: u32, text: String| {
            let transition = match text.as_str() {
                "push" => Transition::Push,
                "pop" => Transition::Pop,
                "replace" => Transition::Replace,
                _ => Transition::None,
            };
            s.host.present(page, transition);
        }),
    )?;
    let s = Rc::clone(state);
    native.set(
        "destroyPage",
        Func::from(move |page: u32| s.host.destroy_page(page)),
    )?;
    let s = Rc::clone(state);
    native.set(
        "chrome",
        Function::new(
            native.ctx().clone(),
            move |ctx: Ctx<'js>, command: String, params: String| {
                let params = parse(&ctx, &params)?;
                s.host.chrome(&command, &params);
                rquickjs::Result::Ok(())
            },
        )?,
    )?;
    let s = Rc::clone(state);
    native.set(
        "chromeReply",
        Function::new(
            native.ctx().clone(),
            move |ctx: Ctx<'js>, page: u32, request: u32, kind: String, result: String| {
                let result = parse(&ctx, &result)?;
                s.host.chrome_reply(page, request, &kind, &result);
                rquickjs::Result::Ok(())
            },
        )?,
    )?;
    let s = Rc::clone(state);
    native.set(
        "runInView",
        Func::from(
            move |page: u32, request: u32, source: String, args: String| match s
                .host
                .run_in_view(page, request, &source, &args)
            {
                Ok(()) => String::new(),
                Err(error) => error.to_string(),
            },
        ),
    )?;
    let s = Rc::clone(state);
    native.set(
        "askView",
        Function::new(
            native.ctx().clone(),
            move |ctx: Ctx<'js>, page: u32, request: String| {
                let request = parse(&ctx, &request)?;
                match s.host.ask_view(page, &request) {
                    Ok(value) => Ok(value.to_string()),
                    Err(error) => Err(throw(&ctx, &error.to_string())),
                }
            },
        )?,
    )
}

fn apis<'js>(native: &Object<'js>, state: &Rc<State>) -> rquickjs::Result<()> {
    let s = Rc::clone(state);
    native.set("apiDeclarations", Func::from(move || s.apis.declarations()))?;
    let s = Rc::clone(state);
    native.set(
        "apiSync",
        Function::new(
            native.ctx().clone(),
            move |ctx: Ctx<'js>, name: String, args: String, buffers: Buffers<'js>| {
                api_sync(&s, &ctx, &name, &args, &buffers)
            },
        )?,
    )?;
    let s = Rc::clone(state);
    native.set(
        "apiCall",
        Function::new(
            native.ctx().clone(),
            move |ctx: Ctx<'js>, name: String, args: String, buffers: Buffers<'js>, id: u32| {
                let args = api_value(&ctx, &args, &buffers)?;
                start_api_call(&s, &name, args, id);
                rquickjs::Result::Ok(())
            },
        )?,
    )
}

fn api_sync<'js>(
    state: &State,
    ctx: &Ctx<'js>,
    name: &str,
    args: &str,
    buffers: &Buffers<'js>,
) -> rquickjs::Result<Vec<Value<'js>>> {
    let args = api_value(ctx, args, buffers)?;
    let result = catch_unwind(AssertUnwindSafe(|| state.apis.call_sync(name, args)))
        .unwrap_or_else(|_| Err(panic_failure(name)));
    match result {
        Ok(value) => {
            let json = rquickjs::String::from_str(ctx.clone(), &value.json.to_string())?;
            let list = rquickjs::Array::new(ctx.clone())?;
            for (index, bytes) in value.buffers.into_iter().enumerate() {
                list.set(index, ArrayBuffer::new(ctx.clone(), bytes)?)?;
            }
            Ok(vec![json.into_value(), list.into_value()])
        }
        Err(failure) => {
            let object = failure_object(ctx, &failure)?;
            Err(ctx.throw(object.into_value()))
        }
    }
}

pub(super) fn api_value<'js>(
    ctx: &Ctx<'js>,
    args: &str,
    buffers: &Buffers<'js>,
) -> rquickjs::Result<ApiValue> {
    let json = parse(ctx, args)?;
    let mut copies = Vec::with_capacity(buffers.len());
    for buffer in buffers {
        // SAFETY: the bytes are copied at once, before any script can run and detach the buffer.
        match unsafe { buffer.as_bytes() } {
            Some(bytes) => copies.push(bytes.to_vec()),
            None => return Err(throw(ctx, "an ArrayBuffer is detached")),
        }
    }
    Ok(ApiValue {
        json,
        buffers: copies,
    })
}

fn parse(ctx: &Ctx<'_>, text: &str) -> rquickjs::Result<serde_json::Value> {
    serde_json::from_str(text)
        .map_err(|error| Exception::throw_syntax(ctx, &format!("bad JSON: {error}")))
}
