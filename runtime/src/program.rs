//! The handle of a running mini-program.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Sender};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::thread::JoinHandle;
use std::time::Duration;

use indexmap::IndexMap;
use peapod_compiler::Compiler;
use serde_json::{Value, json};

use crate::host::{ApiBridge, PageHost, PageId};
use crate::log_record::LogSink;
use crate::logic::{self, Message};

/// How a mini-program starts.
#[derive(Clone, Default)]
pub struct LaunchOptions {
    /// Page to open instead of the entry page; may start with a slash and carry a query.
    pub path: Option<String>,
    /// Pages (with queries) to open above it, lowest first, as if each had called `navigateTo`.
    pub above: Vec<String>,
    /// Query parameters on top of those of `path`; values as `onLoad` gets them.
    pub query: IndexMap<String, String>,
    /// WeChat scene value; 0 means 1001 (entry from the list of mini-programs).
    pub scene: u32,
    /// `referrerInfo` of `App.onLaunch`: `{appId, extraData}`.
    pub referrer_info: Value,
    /// Where bytecode is kept across runs; without it nothing is.
    pub cache_dir: Option<PathBuf>,
    /// Where pages keep what they want back after the next cold start (`onSaveExitState`); without
    /// it nothing is.
    pub state_dir: Option<PathBuf>,
    /// Receives console output and error reports besides the `log` facade.
    pub log_sink: Option<Arc<dyn LogSink>>,
    /// Bytes the script heap may take; 0 means 512 MiB.
    pub memory_limit: usize,
}

/// The mini-program could not be started.
#[derive(Debug, thiserror::Error)]
pub enum LaunchError {
    #[error("the logic thread did not start: {0}")]
    Thread(#[from] std::io::Error),
    #[error("the script engine did not start: {0}")]
    Engine(String),
}

/// A call into the logic failed.
#[derive(Debug, Clone, thiserror::Error)]
pub enum CallError {
    #[error("the mini-program is closed")]
    Closed,
    #[error("no answer within {0} s")]
    Timeout(u64),
    #[error("{0}")]
    Script(String),
}

/// Answer to a call into the logic; invoked on the logic thread, exactly once.
pub type CallDone = Box<dyn FnOnce(Result<Value, CallError>) + Send>;

/// How long [`MiniProgram::evaluate`] and [`MiniProgram::call_framework`] wait. Automation clients
/// wait 30 s for a page to open at most; a call that takes longer is stuck.
const CALL_TIMEOUT_SECONDS: u64 = 60;

struct Shared {
    sender: Sender<Message>,
    /// Read by the interrupt handler: a script that never returns is cut short once this is set.
    closing: Arc<AtomicBool>,
    thread: Mutex<Option<JoinHandle<()>>>,
}

/// A running mini-program. Clones refer to the same one; it is closed by [`MiniProgram::close`]
/// or when the last clone is dropped.
#[derive(Clone)]
pub struct MiniProgram {
    shared: Arc<Shared>,
}

impl MiniProgram {
    /// Starts the logic thread and opens the first page. Returns once the script engine stands;
    /// the page is opened on the logic thread afterwards.
    pub fn launch(
        compiler: Arc<Compiler>,
        host: Arc<dyn PageHost>,
        apis: Arc<dyn ApiBridge>,
        options: LaunchOptions,
    ) -> Result<Self, LaunchError> {
        let (sender, receiver) = mpsc::channel();
        let closing = Arc::new(AtomicBool::new(false));
        let thread = logic::spawn(logic::Start {
            compiler,
            host,
            apis,
            options,
            sender: sender.clone(),
            receiver,
            closing: Arc::clone(&closing),
            realm: logic::Realm::App,
        })?;
        Ok(Self {
            shared: Arc::new(Shared {
                sender,
                closing,
                thread: Mutex::new(Some(thread)),
            }),
        })
    }

    /// Delivers a message of a page view: the JSON text `[tag, ...args]` (see `protocol.json`).
    pub fn view_message(&self, page: PageId, message: &str) {
        self.send(Message::View(page, message.to_owned()));
    }

    /// Delivers an event of the chrome (see `docs/protocol.md`, "Chrome events").
    pub fn chrome_event(&self, name: &str, payload: Value) {
        self.send(Message::Chrome(name.to_owned(), payload));
    }

    /// The mini-program comes to the foreground. `options` may hold `path`, `query`, `scene` and
    /// `referrerInfo` of a new entry; `Value::Null` or `{}` when the user just returned.
    pub fn show(&self, options: Value) {
        self.send(Message::Show(options));
    }

    /// The mini-program goes to the background: page `onHide`, then `App.onHide`.
    pub fn hide(&self) {
        self.send(Message::Hide);
    }

    /// Runs an expression or statements in the global scope, as `App.callFunction` of the
    /// automation port needs it; a promise is awaited. Blocks; not for the logic thread.
    pub fn evaluate(&self, js: &str) -> Result<Value, CallError> {
        self.call_framework("evaluate", json!({ "code": js }))
    }

    /// Calls one of the framework's automation methods and waits for its answer.
    pub fn call_framework(&self, method: &str, params: Value) -> Result<Value, CallError> {
        let (sender, receiver) = mpsc::channel();
        self.call_framework_with(
            method,
            params,
            Box::new(move |result| {
                let _ = sender.send(result);
            }),
        );
        match receiver.recv_timeout(Duration::from_secs(CALL_TIMEOUT_SECONDS)) {
            Ok(result) => result,
            Err(mpsc::RecvTimeoutError::Timeout) => Err(CallError::Timeout(CALL_TIMEOUT_SECONDS)),
            Err(mpsc::RecvTimeoutError::Disconnected) => Err(CallError::Closed),
        }
    }

    /// Like [`Self::call_framework`], without waiting.
    pub fn call_framework_with(&self, method: &str, params: Value, done: CallDone) {
        let message = Message::Call {
            method: method.to_owned(),
            params,
            done,
        };
        if let Err(mpsc::SendError(Message::Call { done, .. })) = self.shared.sender.send(message) {
            done(Err(CallError::Closed));
        }
    }

    /// Files of the package were saved: from now on the logic takes code from this compiler (see
    /// [`Compiler::successor`]). What runs changes when the framework method `Update.apply` is
    /// called.
    pub fn set_compiler(&self, compiler: Arc<Compiler>) {
        self.send(Message::Compiler(compiler));
    }

    /// Waits until the logic has worked off everything sent before and everything that followed
    /// from it without a timer or a pending native call. For tests and the automation port.
    pub fn settle(&self) {
        let (sender, receiver) = mpsc::channel();
        self.send(Message::Settle(Duration::ZERO, sender));
        let _ = receiver.recv();
    }

    /// Like [`Self::settle`], but gives up after a while: false where scripts that keep each other
    /// busy, or one that does not return, left no quiet moment.
    pub fn settle_within(&self, limit: Duration) -> bool {
        self.settle_timeouts_within(Duration::ZERO, limit)
    }

    /// Like [`Self::settle_within`], and waits for the timeouts that are set now and fall due
    /// within `timeouts`. Those that they set, and intervals, are not waited for.
    pub fn settle_timeouts_within(&self, timeouts: Duration, limit: Duration) -> bool {
        let (sender, receiver) = mpsc::channel();
        self.send(Message::Settle(timeouts, sender));
        !matches!(
            receiver.recv_timeout(limit),
            Err(mpsc::RecvTimeoutError::Timeout)
        )
    }

    /// Whether the logic takes a message within this time: false where a script does not return.
    pub fn responds_within(&self, limit: Duration) -> bool {
        let (sender, receiver) = mpsc::channel();
        self.send(Message::Echo(sender));
        receiver.recv_timeout(limit).is_ok()
    }

    /// Ends the mini-program: pages are unloaded, native tasks stopped, the thread joined. A script
    /// that does not return is interrupted. May be called twice.
    pub fn close(&self) {
        self.shared.close();
    }

    /// Whether the logic thread has ended.
    pub fn is_closed(&self) -> bool {
        let thread = self.shared.thread.lock();
        let thread = thread.unwrap_or_else(PoisonError::into_inner);
        thread.as_ref().is_none_or(JoinHandle::is_finished)
    }

    /// A reference that does not keep the mini-program running.
    #[must_use]
    pub fn downgrade(&self) -> WeakMiniProgram {
        WeakMiniProgram {
            shared: Arc::downgrade(&self.shared),
        }
    }

    fn send(&self, message: Message) {
        // After `close` there is nobody left to tell, which is what the callers expect.
        let _ = self.shared.sender.send(message);
    }
}

/// See [`MiniProgram::downgrade`].
#[derive(Clone)]
pub struct WeakMiniProgram {
    shared: Weak<Shared>,
}

impl WeakMiniProgram {
    /// The mini-program, if a handle to it is still held.
    #[must_use]
    pub fn upgrade(&self) -> Option<MiniProgram> {
        let shared = self.shared.upgrade()?;
        Some(MiniProgram { shared })
    }
}

impl Shared {
    fn close(&self) {
        self.closing.store(true, Ordering::Relaxed);
        let _ = self.sender.send(Message::Close);
        let thread = self
            .thread
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        if let Some(thread) = thread
            && thread.thread().id() != std::thread::current().id()
        {
            let _ = thread.join();
        }
    }
}

impl Drop for Shared {
    fn drop(&mut self) {
        self.close();
    }
}
