//! One test file in a QuickJS of its own, set up as the logic thread sets up a mini-program's.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::Path;
use std::rc::Rc;
use std::sync::Arc;
use std::time::{Duration, Instant};

use glass_easel_template_compiler::TmplGroup;
use peapod_compiler::{Compiler, OpenOptions, Package};
use rquickjs::prelude::Func;
use rquickjs::{CatchResultExt, Context, Ctx, Exception, Function, Object, Runtime, Value};
use serde::Deserialize;

use crate::staging::Staged;
use crate::views::Views;

const THREAD_STACK_BYTES: usize = 8 << 20;
const SCRIPT_STACK_BYTES: usize = 7 << 20;
const MEMORY_LIMIT: usize = 512 << 20;
/// What one file may take.
const FILE_LIMIT: Duration = Duration::from_secs(180);

const MODULE_HEAD: &str = "(function(require,module,exports){";

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    Passed,
    Failed,
    Skipped,
}

/// How one test went.
#[derive(Debug, Deserialize)]
pub struct Outcome {
    pub name: String,
    pub state: State,
    pub message: String,
}

/// The JavaScript half.
pub struct Bundles {
    harness: String,
    core: String,
}

impl Bundles {
    pub fn read(folder: &Path) -> Result<Self, String> {
        let read = |name: &str| {
            std::fs::read_to_string(folder.join(name)).map_err(|error| {
                format!("{name}: {error}; build it with `npm run suite -w runtime/framework`")
            })
        };
        Ok(Self {
            harness: read("suite.js")?,
            core: read("suite-core.js")?,
        })
    }
}

struct Shared {
    compiler: Arc<Compiler>,
    core: String,
    views: RefCell<Views>,
    /// Due time, and interval of those that repeat.
    timers: RefCell<BTreeMap<u32, (Instant, Option<Duration>)>>,
    finished: RefCell<Option<String>>,
    started: Instant,
    verbose: bool,
    our_templates: bool,
}

/// How the files are run.
#[derive(Clone, Copy, Default)]
pub struct Mode {
    /// Prints what the tests write to the console.
    pub verbose: bool,
    /// Templates by our whole compiler instead of the crate alone.
    pub our_templates: bool,
}

/// Runs a file to its end.
pub fn run_file(
    staged: &Staged,
    bundles: &Bundles,
    file: &str,
    mode: Mode,
) -> Result<Vec<Outcome>, String> {
    let compiler = Arc::clone(&staged.compiler);
    std::thread::scope(|scope| {
        std::thread::Builder::new()
            .stack_size(THREAD_STACK_BYTES)
            .spawn_scoped(scope, move || run_here(compiler, bundles, file, mode))
            .map_err(|error| error.to_string())?
            .join()
            .map_err(|_| format!("{file}: the engine's thread panicked"))?
    })
}

fn run_here(
    compiler: Arc<Compiler>,
    bundles: &Bundles,
    file: &str,
    mode: Mode,
) -> Result<Vec<Outcome>, String> {
    let fail = |error: rquickjs::Error| format!("{file}: {error}");
    let runtime = Runtime::new().map_err(fail)?;
    runtime.set_max_stack_size(SCRIPT_STACK_BYTES);
    runtime.set_memory_limit(MEMORY_LIMIT);
    let started = Instant::now();
    runtime.set_interrupt_handler(Some(Box::new(move || started.elapsed() > FILE_LIMIT)));
    let shared = Rc::new(Shared {
        compiler,
        core: bundles.core.clone(),
        views: RefCell::default(),
        timers: RefCell::default(),
        finished: RefCell::default(),
        started,
        verbose: mode.verbose,
        our_templates: mode.our_templates,
    });
    let context = Context::full(&runtime).map_err(fail)?;
    context.with(|ctx| {
        let text = run_in(&ctx, &shared, &bundles.harness, file)
            .catch(&ctx)
            .map_err(|error| format!("{file}: {error}"))?;
        serde_json::from_str(&text).map_err(|error| format!("{file}: {error}"))
    })
}

fn run_in(
    ctx: &Ctx<'_>,
    shared: &Rc<Shared>,
    harness: &str,
    file: &str,
) -> rquickjs::Result<String> {
    ctx.globals().set("__suite", natives(ctx, shared)?)?;
    ctx.eval::<(), _>(harness)?;
    let entry: Object<'_> = ctx.globals().get("__entry")?;
    entry
        .get::<_, Function<'_>>("run")?
        .call::<_, ()>((file,))?;
    let timer: Function<'_> = entry.get("timer")?;
    let end_turn: Function<'_> = entry.get("endTurn")?;
    loop {
        while ctx.execute_pending_job() {}
        end_turn.call::<_, ()>(())?;
        if let Some(text) = shared.finished.borrow_mut().take() {
            return Ok(text);
        }
        let Some(id) = next_timer(shared) else {
            return Err(Exception::throw_message(
                ctx,
                "the file waits for something that never comes",
            ));
        };
        timer.call::<_, ()>((id,))?;
    }
}

/// Sleeps until the next timer is due, and gives its id.
fn next_timer(shared: &Shared) -> Option<u32> {
    let (id, due, repeat) = {
        let timers = shared.timers.borrow();
        let (id, (due, repeat)) = timers.iter().min_by_key(|(id, (due, _))| (*due, **id))?;
        (*id, *due, *repeat)
    };
    std::thread::sleep(due.saturating_duration_since(Instant::now()));
    let mut timers = shared.timers.borrow_mut();
    match repeat {
        Some(interval) => timers.insert(id, (Instant::now() + interval, repeat)),
        None => timers.remove(&id),
    };
    Some(id)
}

fn natives<'js>(ctx: &Ctx<'js>, shared: &Rc<Shared>) -> rquickjs::Result<Object<'js>> {
    let native = Object::new(ctx.clone())?;
    code(&native, shared)?;
    view_functions(&native, shared)?;
    let s = Rc::clone(shared);
    native.set(
        "now",
        Func::from(move || s.started.elapsed().as_secs_f64() * 1000.0),
    )?;
    let s = Rc::clone(shared);
    native.set(
        "setTimer",
        Func::from(move |id: u32, ms: f64, repeat: bool| {
            let wait = Duration::from_secs_f64(ms.clamp(1.0, 1e9) / 1000.0);
            let entry = (Instant::now() + wait, repeat.then_some(wait));
            s.timers.borrow_mut().insert(id, entry);
        }),
    )?;
    let s = Rc::clone(shared);
    native.set(
        "clearTimer",
        Func::from(move |id: u32| {
            s.timers.borrow_mut().remove(&id);
        }),
    )?;
    let s = Rc::clone(shared);
    native.set(
        "log",
        Func::from(move |text: String| {
            if s.verbose {
                println!("    | {text}");
            }
        }),
    )?;
    let s = Rc::clone(shared);
    native.set(
        "finish",
        Func::from(move |text: String| *s.finished.borrow_mut() = Some(text)),
    )?;
    Ok(native)
}

fn code<'js>(native: &Object<'js>, shared: &Rc<Shared>) -> rquickjs::Result<()> {
    let ctx = native.ctx().clone();
    let wrapped = format!("{MODULE_HEAD}{}\n}})", shared.core);
    native.set("core", ctx.eval::<Value<'_>, _>(wrapped)?)?;
    let s = Rc::clone(shared);
    native.set(
        "resolve",
        Function::new(
            ctx.clone(),
            move |ctx: Ctx<'js>, from: String, request: String| {
                resolve(&s.compiler, &from, &request)
                    .map_err(|message| Exception::throw_message(&ctx, &message))
            },
        )?,
    )?;
    let s = Rc::clone(shared);
    native.set(
        "module",
        Function::new(ctx.clone(), move |ctx: Ctx<'js>, path: String| {
            match s.compiler.module(&path) {
                Ok(module) => {
                    let code = format!("{MODULE_HEAD}{}\n}})", module.code);
                    let mut options = rquickjs::context::EvalOptions::default();
                    options.filename = Some(path);
                    options.strict = false;
                    ctx.eval_with_options::<Value<'js>, _>(code, options)
                }
                Err(diagnostics) => {
                    let text: Vec<String> = diagnostics.iter().map(ToString::to_string).collect();
                    Err(Exception::throw_syntax(&ctx, &text.join("\n")))
                }
            }
        })?,
    )?;
    let s = Rc::clone(shared);
    native.set(
        "compileGroup",
        Function::new(ctx, move |ctx: Ctx<'js>, entries: String, dev: bool| {
            let compile = if s.our_templates {
                compile_as_ours
            } else {
                compile_group
            };
            compile(&entries, dev).map_err(|message| Exception::throw_message(&ctx, &message))
        })?,
    )
}

/// The suites' own files by our module resolution; what the harness replaces only by name.
fn resolve(compiler: &Compiler, from: &str, request: &str) -> Result<String, String> {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in request.split('/') {
        match part {
            "." | "" => {}
            ".." => {
                parts.pop();
            }
            name => parts.push(name),
        }
    }
    match parts[..] {
        [package, "src"] => Ok(format!("{package}/src/index")),
        [_, "src", ..] | [_, "tests", "base", "composed_backend"] => Ok(parts.join("/")),
        _ => compiler
            .package()
            .resolve_module(from, request)
            .map_err(|error| error.to_string()),
    }
}

fn compile_group(entries: &str, dev: bool) -> Result<String, String> {
    let entries: Vec<(String, String, String)> =
        serde_json::from_str(entries).map_err(|error| error.to_string())?;
    let mut group = if dev {
        TmplGroup::new_dev()
    } else {
        TmplGroup::new()
    };
    for (kind, path, source) in &entries {
        if kind == "script" {
            group.add_script(path, source);
        } else {
            group.add_tmpl(path, source);
        }
    }
    group
        .get_tmpl_gen_object_groups()
        .map_err(|error| error.to_string())
}

/// The same group by our compiler: as the files of a package, with what it adds and rewrites.
fn compile_as_ours(entries: &str, _dev: bool) -> Result<String, String> {
    const ENTRY: &str = "index";
    let entries: Vec<(String, String, String)> =
        serde_json::from_str(entries).map_err(|error| error.to_string())?;
    let failed = |error: std::io::Error| format!("a package of templates: {error}");
    let folder = tempfile::tempdir().map_err(failed)?;
    std::fs::write(folder.path().join("app.json"), r#"{"pages":["index"]}"#).map_err(failed)?;
    for (kind, path, source) in &entries {
        let name = if path.is_empty() { ENTRY } else { path };
        let extension = if kind == "script" { "wxs" } else { "wxml" };
        let file = folder.path().join(format!("{name}.{extension}"));
        if let Some(parent) = file.parent() {
            std::fs::create_dir_all(parent).map_err(failed)?;
        }
        std::fs::write(file, source).map_err(failed)?;
    }
    let package =
        Package::open(folder.path(), &OpenOptions::default()).map_err(|error| error.to_string())?;
    let code = Compiler::new(Arc::new(package), None)
        .template(ENTRY)
        .code
        .clone();
    Ok(format!(
        "(function(){{var t={code};return Object.assign(Object.create(null),t.groupList,{{'':t.content}})}})()"
    ))
}

fn view_functions<'js>(native: &Object<'js>, shared: &Rc<Shared>) -> rquickjs::Result<()> {
    let s = Rc::clone(shared);
    native.set(
        "apply",
        Func::from(move |view: u32, batch: String| s.views.borrow_mut().apply(view, &batch)),
    )?;
    let s = Rc::clone(shared);
    native.set(
        "node",
        Func::from(move |view: u32, id: u32| {
            s.views.borrow_mut().node(view, id.into()).to_string()
        }),
    )?;
    let s = Rc::clone(shared);
    native.set(
        "html",
        Func::from(move |view: u32, id: u32, outer: bool| {
            s.views.borrow_mut().html(view, id.into(), outer)
        }),
    )?;
    let s = Rc::clone(shared);
    native.set(
        "violations",
        Func::from(move || serde_json::Value::from(s.views.borrow_mut().violations()).to_string()),
    )
}
