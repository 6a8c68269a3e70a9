//! `.less` through the official less.js, run in QuickJS on a thread of its own.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::rc::Rc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Mutex, OnceLock, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use rquickjs::{CatchResultExt, Context, Function, Runtime};
use serde::Deserialize;

use super::sheet::Preprocessed;
use crate::Diagnostic;
use crate::paths::normalize;

include!(concat!(env!("OUT_DIR"), "/less.rs"));

/// less.js recurses with the nesting of a sheet and of its mixins.
const STACK_BYTES: usize = 16 << 20;
/// What QuickJS may use of it.
const SCRIPT_STACK_BYTES: usize = 14 << 20;
/// The largest library looked at (Vant, all sheets at once) takes 60 MB.
const MEMORY_BYTES: usize = 256 << 20;
/// A mixin may call itself without end. Real sheets take milliseconds.
const PATIENCE: Duration = Duration::from_secs(10);

/// What the thread tells the one who waits.
enum Message {
    /// The text of a file is needed.
    Read(String),
    /// JSON from less.js, or why there is none.
    Done(Result<String, String>),
}

struct Job {
    file: String,
    text: String,
    messages: Sender<Message>,
    texts: Receiver<Option<String>>,
}

#[derive(Deserialize)]
struct Answer {
    css: Option<String>,
    error: Option<Failure>,
}

#[derive(Deserialize)]
struct Failure {
    message: String,
    file: String,
    line: f64,
    column: f64,
}

pub(super) fn compile(
    file: &str,
    text: &str,
    read: &(dyn Fn(&str) -> Option<String> + Sync),
) -> Preprocessed {
    let mut files = BTreeSet::new();
    let css = run(file, text, read, &mut files)
        .and_then(|json| serde_json::from_str::<Answer>(&json).map_err(|error| error.to_string()))
        .map_err(|why| Diagnostic::error(file, 0, 0, format!("Less: {why}")))
        .and_then(|answer| match answer {
            Answer { css: Some(css), .. } => Ok(css),
            Answer { error, .. } => Err(diagnostic(file, error)),
        });
    Preprocessed { css, files }
}

fn diagnostic(file: &str, failure: Option<Failure>) -> Diagnostic {
    let Some(failure) = failure else {
        return Diagnostic::error(file, 0, 0, "Less: no answer");
    };
    let line = failure.line.max(0.0) as u32;
    Diagnostic::error(
        failure.file.trim_start_matches('/'),
        line,
        if line == 0 {
            0
        } else {
            failure.column.max(0.0) as u32 + 1
        },
        format!("Less: {}", failure.message),
    )
}

/// Hands the sheet to the thread and answers its questions for files.
fn run(
    file: &str,
    text: &str,
    read: &(dyn Fn(&str) -> Option<String> + Sync),
    files: &mut BTreeSet<String>,
) -> Result<String, String> {
    let (messages, inbox) = channel();
    let (outbox, texts) = channel();
    worker()?
        .send(Job {
            file: file.to_owned(),
            text: text.to_owned(),
            messages,
            texts,
        })
        .map_err(|_| "the Less compiler is gone".to_owned())?;
    loop {
        match inbox.recv() {
            Ok(Message::Read(path)) => {
                let found = normalize(&path).and_then(|path| {
                    let text = read(&path);
                    files.insert(path);
                    text
                });
                let _ = outbox.send(found);
            }
            Ok(Message::Done(result)) => return result,
            Err(_) => return Err("the Less compiler failed on this file".to_owned()),
        }
    }
}

/// The thread, started when the first sheet comes.
fn worker() -> Result<Sender<Job>, String> {
    static WORKER: OnceLock<Result<Mutex<Sender<Job>>, String>> = OnceLock::new();
    let worker = WORKER.get_or_init(|| {
        let source = LESS.ok_or_else(|| {
            "this build has no Less compiler; run `cargo xtask setup` and build again".to_owned()
        })?;
        let (sender, jobs) = channel();
        thread::Builder::new()
            .name("less".to_owned())
            .stack_size(STACK_BYTES)
            .spawn(move || serve(source, &jobs))
            .map_err(|error| error.to_string())?;
        Ok(Mutex::new(sender))
    });
    match worker {
        Ok(sender) => Ok(sender
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()),
        Err(why) => Err(why.clone()),
    }
}

/// The job whose files less.js asks for.
type Current = Rc<RefCell<Option<(Sender<Message>, Receiver<Option<String>>)>>>;

fn serve(source: &str, jobs: &Receiver<Job>) {
    let mut engine: Option<Engine> = None;
    for job in jobs {
        let messages = job.messages.clone();
        let result = match engine.take().map_or_else(|| Engine::new(source), Ok) {
            Ok(ready) => {
                let result = ready.compile(job);
                // After a failure of its own (memory, time) the engine is started afresh.
                if result.is_ok() {
                    engine = Some(ready);
                }
                result
            }
            Err(why) => Err(why),
        };
        let _ = messages.send(Message::Done(result));
    }
}

struct Engine {
    // The context goes before the runtime it lives in.
    context: Context,
    _runtime: Runtime,
    current: Current,
    deadline: Rc<RefCell<Instant>>,
}

impl Engine {
    fn new(source: &str) -> Result<Self, String> {
        let failed = |error: rquickjs::Error| error.to_string();
        let runtime = Runtime::new().map_err(failed)?;
        runtime.set_memory_limit(MEMORY_BYTES);
        runtime.set_max_stack_size(SCRIPT_STACK_BYTES);
        let deadline = Rc::new(RefCell::new(Instant::now() + PATIENCE));
        let watched = deadline.clone();
        runtime.set_interrupt_handler(Some(Box::new(move || Instant::now() > *watched.borrow())));
        let context = Context::full(&runtime).map_err(failed)?;
        let current: Current = Rc::default();
        let asked = current.clone();
        context.with(|ctx| {
            let read = Function::new(ctx.clone(), move |path: String| -> Option<String> {
                let current = asked.borrow();
                let (messages, texts) = current.as_ref()?;
                messages.send(Message::Read(path)).ok()?;
                texts.recv().ok()?
            })
            .map_err(failed)?;
            ctx.globals().set("__readFile", read).map_err(failed)?;
            ctx.eval::<(), _>(source)
                .catch(&ctx)
                .map_err(|error| error.to_string())
        })?;
        Ok(Self {
            context,
            _runtime: runtime,
            current,
            deadline,
        })
    }

    fn compile(&self, job: Job) -> Result<String, String> {
        *self.deadline.borrow_mut() = Instant::now() + PATIENCE;
        *self.current.borrow_mut() = Some((job.messages, job.texts));
        let result = self.context.with(|ctx| {
            let compile: Function = ctx
                .globals()
                .get("compileLess")
                .map_err(|error| error.to_string())?;
            compile
                .call::<_, String>((job.file, job.text))
                .catch(&ctx)
                .map_err(|error| error.to_string())
        });
        *self.current.borrow_mut() = None;
        result
    }
}
