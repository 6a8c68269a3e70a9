//! The functions of `__host` (typed in `runtime/testing/src/host.ts`).

use std::{fs, io, path::Path, rc::Rc, sync::PoisonError, time::Instant};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use peapod_runtime::{LogKind, LogRecord};
use rquickjs::{
    Ctx, Exception, Function, Object, Persistent, Result, context::EvalOptions, function::Func,
};

use super::{
    engine::{Message, State, config},
    process::{Launch, Process},
    results::Report,
};
use crate::console::{self, Entry};

/// Puts `__host` on the global object.
pub fn install<'js>(ctx: &Ctx<'js>, state: &Rc<State>) -> Result<()> {
    let host = Object::new(ctx.clone())?;
    host.set("config", config(state))?;
    basics(&host, state)?;
    modules(&host, state)?;
    files(&host)?;
    programs(&host, state)?;
    ctx.globals().set("__host", host)
}

fn throw(ctx: &Ctx<'_>, message: &str) -> rquickjs::Error {
    Exception::throw_message(ctx, message)
}

fn basics<'js>(host: &Object<'js>, state: &Rc<State>) -> Result<()> {
    let s = state.clone();
    host.set(
        "start",
        Func::from(move |ctx: Ctx<'js>, entry: Object<'js>| {
            *s.entry.borrow_mut() = Some(Persistent::save(&ctx, entry));
        }),
    )?;
    let s = state.clone();
    host.set(
        "now",
        Func::from(move || s.started.elapsed().as_secs_f64() * 1000.0),
    )?;
    let s = state.clone();
    host.set(
        "setTimer",
        Func::from(move |id: u32, ms: f64| {
            s.timers.borrow_mut().set(Instant::now(), id, ms, false);
        }),
    )?;
    let s = state.clone();
    host.set(
        "clearTimer",
        Func::from(move |id: u32| s.timers.borrow_mut().clear(id)),
    )?;
    let s = state.clone();
    host.set(
        "log",
        Func::from(
            move |level: String, args: Vec<String>, text: String, trace: String| {
                log(&s, &level, args, text, &trace);
            },
        ),
    )?;
    let s = state.clone();
    host.set(
        "report",
        Function::new(host.ctx().clone(), move |ctx: Ctx<'js>, text: String| {
            let report: Report =
                serde_json::from_str(&text).map_err(|error| throw(&ctx, &error.to_string()))?;
            s.report(report);
            Result::Ok(())
        })?,
    )
}

/// The console of the spec itself, which is part of the log.
fn log(state: &State, level: &str, args: Vec<String>, text: String, trace: &str) {
    let (_, stack) = console::split_stack(&state.scripts.map_stack(trace));
    let (file, line) = stack
        .first()
        .map(|frame| (frame.file.clone(), frame.line))
        .unwrap_or_default();
    let record = LogRecord {
        level: level.into(),
        kind: LogKind::Console,
        text,
        args,
        file,
        line,
        details: String::new(),
    };
    let read = |file: &str| fs::read_to_string(state.project.join(file)).ok();
    let entry = Entry::of_logic(console::now(), &record, read);
    console::write(&entry);
    state
        .log
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .push(entry);
}

fn modules<'js>(host: &Object<'js>, state: &Rc<State>) -> Result<()> {
    let s = state.clone();
    host.set(
        "mapStack",
        Func::from(move |trace: String| s.scripts.map_stack(&trace)),
    )?;
    let s = state.clone();
    host.set(
        "resolve",
        Function::new(
            host.ctx().clone(),
            move |ctx: Ctx<'js>, from: String, request: String| {
                s.scripts
                    .resolve(&from, &request)
                    .map_err(|error| throw(&ctx, &error))
            },
        )?,
    )?;
    let s = state.clone();
    host.set(
        "module",
        Function::new(host.ctx().clone(), move |ctx: Ctx<'js>, path: String| {
            let code = s
                .scripts
                .wrapped(&path)
                .map_err(|error| Exception::throw_syntax(&ctx, &error))?;
            let mut options = EvalOptions::default();
            options.strict = false;
            options.filename = Some(path);
            ctx.eval_with_options::<Function<'js>, _>(code, options)
        })?,
    )
}

/// What a file operation failed with, as an error of Node has it in its text.
fn outcome<T>(ctx: &Ctx<'_>, path: &str, result: io::Result<T>) -> Result<T> {
    result.map_err(|error| throw(ctx, &format!("{path}: {error}")))
}

fn files<'js>(host: &Object<'js>) -> Result<()> {
    let ctx = host.ctx().clone();
    let set = |name: &str, function: Function<'js>| host.set(name, function);
    set(
        "readText",
        Function::new(ctx.clone(), |ctx: Ctx<'js>, path: String| {
            let bytes = outcome(&ctx, &path, fs::read(&path))?;
            Result::Ok(String::from_utf8_lossy(&bytes).into_owned())
        })?,
    )?;
    set(
        "readBase64",
        Function::new(ctx.clone(), |ctx: Ctx<'js>, path: String| {
            outcome(&ctx, &path, fs::read(&path)).map(|bytes| STANDARD.encode(bytes))
        })?,
    )?;
    set(
        "writeText",
        Function::new(ctx.clone(), |ctx: Ctx<'js>, path: String, text: String| {
            outcome(&ctx, &path, fs::write(&path, text))
        })?,
    )?;
    set(
        "writeBase64",
        Function::new(ctx.clone(), |ctx: Ctx<'js>, path: String, data: String| {
            let bytes = STANDARD
                .decode(data)
                .map_err(|error| throw(&ctx, &format!("{path}: {error}")))?;
            outcome(&ctx, &path, fs::write(&path, bytes))
        })?,
    )?;
    set(
        "makeDirectory",
        Function::new(ctx.clone(), |ctx: Ctx<'js>, path: String| {
            outcome(&ctx, &path, fs::create_dir_all(&path))
        })?,
    )?;
    set(
        "remove",
        Function::new(ctx.clone(), |ctx: Ctx<'js>, path: String| {
            outcome(&ctx, &path, fs::remove_file(&path))
        })?,
    )?;
    host.set(
        "kindOf",
        Func::from(|path: String| {
            let path = Path::new(&path);
            if path.is_file() {
                "file"
            } else if path.is_dir() {
                "directory"
            } else {
                ""
            }
        }),
    )?;
    set(
        "readDirectory",
        Function::new(ctx, |ctx: Ctx<'js>, path: String| {
            let entries = outcome(&ctx, &path, fs::read_dir(&path))?;
            let mut names: Vec<String> = entries
                .flatten()
                .map(|entry| entry.file_name().to_string_lossy().into_owned())
                .collect();
            names.sort();
            Result::Ok(names)
        })?,
    )
}

fn programs<'js>(host: &Object<'js>, state: &Rc<State>) -> Result<()> {
    let s = state.clone();
    host.set(
        "launch",
        Func::from(move |id: u32, options: String| launch(&s, id, &options)),
    )?;
    let s = state.clone();
    host.set(
        "end",
        Func::from(move |id: u32| {
            let ended = s.processes.borrow_mut().remove(&id);
            drop(ended);
        }),
    )?;
    let s = state.clone();
    host.set(
        "openSocket",
        Func::from(move |id: u32, url: String| s.sockets.borrow_mut().open(id, url)),
    )?;
    let s = state.clone();
    host.set(
        "sendText",
        Func::from(move |id: u32, text: String| s.sockets.borrow().send(id, text)),
    )?;
    let s = state.clone();
    host.set(
        "closeSocket",
        Func::from(move |id: u32| s.sockets.borrow_mut().close(id)),
    )
}

fn launch(state: &State, id: u32, options: &str) {
    let sender = state.sender.clone();
    let answer = move |result| {
        // The engine has ended.
        let _ = sender.send(Message::Launched { id, result });
    };
    let launch: Launch = match serde_json::from_str(options) {
        Ok(launch) => launch,
        Err(error) => return answer(Err(error.to_string())),
    };
    let log = state.log.clone();
    let logged = move |entry: Entry| {
        console::write(&entry);
        log.lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(entry);
    };
    match Process::start(&launch, &state.options, answer.clone(), logged) {
        Ok(process) => {
            state.processes.borrow_mut().insert(id, process);
        }
        Err(error) => answer(Err(error)),
    }
}
