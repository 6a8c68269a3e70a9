//! The logic thread: one OS thread and one QuickJS runtime per mini-program.

mod base64;
mod bindings;
mod collation;
mod engine;
mod failure;
mod kept_state;
mod rejections;
mod renderings;
mod script;
mod source_map;
mod stack;
mod styles_and_modules;
mod timers;
mod worker;

pub use rejections::Rejections;
pub use source_map::SourceMap;
pub use stack::{Frame, parse as parse_frame};
pub use timers::Timers;

use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread::JoinHandle;
use std::time::Duration;

use peapod_compiler::Compiler;
use serde_json::Value;

use crate::host::{ApiBridge, ApiFailure, ApiValue, PageHost, PageId};
use crate::program::{CallDone, LaunchError, LaunchOptions};

/// Stack of the logic thread. Deep templates and recursive author code run on it; QuickJS checks
/// against [`SCRIPT_STACK_BYTES`] first, and native frames need what remains.
const THREAD_STACK_BYTES: usize = 8 << 20;
/// What scripts may use of it before a `RangeError`.
const SCRIPT_STACK_BYTES: usize = 7 << 20;

/// What reaches the logic thread.
pub(crate) enum Message {
    View(PageId, String),
    Chrome(String, Value),
    Show(Value),
    Hide,
    Call {
        method: String,
        params: Value,
        done: CallDone,
    },
    ApiDone(u32, Result<ApiValue, ApiFailure>),
    ApiEvent(String, ApiValue),
    /// What the main thread sends a worker.
    ToWorker(ApiValue),
    /// What a worker says, with its number.
    FromWorker(u32, &'static str, ApiValue),
    Compiler(Arc<Compiler>),
    /// Answered when nothing is left to do, and of the timeouts set so far none that falls due
    /// within this time.
    Settle(Duration, Sender<()>),
    /// Answered in its turn, whatever is still waiting behind it.
    Echo(Sender<()>),
    Close,
}

pub(crate) struct Start {
    pub compiler: Arc<Compiler>,
    pub host: Arc<dyn PageHost>,
    pub apis: Arc<dyn ApiBridge>,
    pub options: LaunchOptions,
    pub sender: Sender<Message>,
    pub receiver: Receiver<Message>,
    pub closing: Arc<AtomicBool>,
    pub realm: Realm,
}

/// Which bundle a thread runs.
pub(crate) enum Realm {
    /// The framework: pages, components and `wx`.
    App,
    /// A worker of `wx.createWorker`.
    Worker(worker::Link),
}

/// Starts the thread and waits until the framework has loaded (or failed to).
pub(crate) fn spawn(start: Start) -> Result<JoinHandle<()>, LaunchError> {
    let (ready, loaded) = mpsc::channel();
    let (name, is_app) = match start.realm {
        Realm::App => ("peapod-logic", true),
        Realm::Worker(_) => ("peapod-worker", false),
    };
    let thread = std::thread::Builder::new()
        .name(name.to_owned())
        .stack_size(THREAD_STACK_BYTES)
        .spawn(move || {
            let apis = Arc::clone(&start.apis);
            engine::run(start, &ready);
            if is_app {
                apis.close();
            }
        })?;
    match loaded.recv() {
        Ok(Ok(())) => Ok(thread),
        Ok(Err(message)) => Err(LaunchError::Engine(message)),
        Err(_) => Err(LaunchError::Engine("the logic thread died".to_owned())),
    }
}
