//! The loop of the logic thread.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::path::PathBuf;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use peapod_compiler::Compiler;
use rquickjs::function::IntoArgs;
use rquickjs::{ArrayBuffer, Context, Ctx, Function, Object, Runtime};
use serde_json::Value;

use super::failure::{describe, failure_object, panic_failure};
use super::kept_state::KeptState;
use super::rejections::Rejections;
use super::renderings::Renderings;
use super::script::Scripts;
use super::timers::Timers;
use super::worker::{self, Workers};
use super::{Message, Realm, SCRIPT_STACK_BYTES, Start, bindings};
use crate::host::{ApiBridge, ApiEvents, ApiValue, PageHost};
use crate::log_record::LogSink;
use crate::program::{CallDone, CallError};

/// Heap limit where the caller names none. Real apps stay below 60 MB; the limit keeps a runaway
/// script from taking the host with it.
const DEFAULT_MEMORY_LIMIT: usize = 512 << 20;
/// A turn longer than this is logged: the page cannot react meanwhile.
const LONG_TURN: Duration = Duration::from_millis(1000);
/// What a turn may go on for after `close` was asked for, and what the closing hooks may take.
const CLOSE_GRACE: Duration = Duration::from_millis(500);
/// Bound on rounds of "flush, then run the jobs that this caused" in one turn.
const MAX_FLUSH_ROUNDS: usize = 100;

const FRAMEWORK: &str = include_str!(concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/framework/dist/framework.js"
));
const WORKER: &str = include_str!(concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/framework/dist/worker.js"
));
/// `Intl`, run when a script first asks for it.
pub(super) const INTL: &str = include_str!(concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/framework/dist/intl.js"
));
/// What `wx.getXrFrameSystem` is made of, run when a script first calls it.
pub(super) const XR_FRAME: &str = include_str!(concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/framework/dist/xr-frame.js"
));
/// Name of the bundle in stacks; frames that carry it are not the author's.
pub(super) const FRAMEWORK_NAME: &str = "peapod:framework";

/// What the functions on `__native` share.
pub(super) struct State {
    /// Replaced when files of the package were saved.
    pub compiler: RefCell<Arc<Compiler>>,
    pub host: Arc<dyn PageHost>,
    pub apis: Arc<dyn ApiBridge>,
    pub scripts: Scripts,
    pub timers: RefCell<Timers>,
    pub sender: Sender<Message>,
    pub started: Instant,
    pub log_sink: Option<Arc<dyn LogSink>>,
    pub maps: RefCell<HashMap<String, Option<Rc<super::source_map::SourceMap>>>>,
    pub calls: RefCell<HashMap<u32, CallDone>>,
    pub entry: RefCell<Option<rquickjs::Persistent<Object<'static>>>>,
    /// Options of the launch that its workers share.
    pub cache_dir: Option<PathBuf>,
    pub workers: RefCell<Workers>,
    pub kept: KeptState,
    pub renderings: Renderings,
    pub realm: Realm,
}

impl State {
    pub fn compiler(&self) -> Arc<Compiler> {
        self.compiler.borrow().clone()
    }
}

struct Events {
    sender: Sender<Message>,
}

impl ApiEvents for Events {
    fn emit(&self, event: &str, payload: ApiValue) {
        // A closed mini-program hears no events.
        let _ = self
            .sender
            .send(Message::ApiEvent(event.to_owned(), payload));
    }
}

/// Decides when a running script is cut short.
#[derive(Clone)]
struct Watchdog {
    closing: Arc<AtomicBool>,
    turn_started: Rc<Cell<Instant>>,
}

impl Watchdog {
    fn begin(&self) {
        self.turn_started.set(Instant::now());
    }

    fn interrupts(&self) -> bool {
        self.closing.load(Ordering::Relaxed) && self.turn_started.get().elapsed() > CLOSE_GRACE
    }

    fn end(&self) {
        let took = self.turn_started.get().elapsed();
        if took > LONG_TURN {
            log::warn!("a turn of the logic took {} ms", took.as_millis());
        }
    }
}

/// Runs a mini-program until it is closed. `ready` hears whether the framework loaded.
pub(super) fn run(start: Start, ready: &Sender<Result<(), String>>) {
    let runtime = match Runtime::new() {
        Ok(runtime) => runtime,
        Err(error) => {
            let _ = ready.send(Err(error.to_string()));
            return;
        }
    };
    runtime.set_max_stack_size(SCRIPT_STACK_BYTES);
    runtime.set_memory_limit(match start.options.memory_limit {
        0 => DEFAULT_MEMORY_LIMIT,
        limit => limit,
    });
    let watchdog = Watchdog {
        closing: Arc::clone(&start.closing),
        turn_started: Rc::new(Cell::new(Instant::now())),
    };
    let guard = watchdog.clone();
    runtime.set_interrupt_handler(Some(Box::new(move || guard.interrupts())));
    let rejections = Rejections::default();
    rejections.track(&runtime);

    let state = Rc::new(State {
        compiler: RefCell::new(start.compiler),
        host: start.host,
        apis: start.apis,
        scripts: Scripts::new(start.options.cache_dir.as_deref()),
        timers: RefCell::default(),
        sender: start.sender.clone(),
        started: Instant::now(),
        log_sink: start.options.log_sink.clone(),
        maps: RefCell::default(),
        calls: RefCell::default(),
        entry: RefCell::default(),
        cache_dir: start.options.cache_dir.clone(),
        workers: RefCell::default(),
        kept: KeptState::new(start.options.state_dir.as_deref()),
        renderings: Renderings::new(start.options.cache_dir.as_deref()),
        realm: start.realm,
    });
    if matches!(state.realm, Realm::App) {
        state.apis.connect(Arc::new(Events {
            sender: start.sender,
        }));
    }
    match Context::full(&runtime) {
        Ok(context) => context.with(|ctx| {
            let mut logic = match Logic::load(&ctx, Rc::clone(&state), rejections.clone(), watchdog)
            {
                Ok(logic) => logic,
                Err(message) => {
                    let _ = ready.send(Err(message));
                    return;
                }
            };
            let _ = ready.send(Ok(()));
            logic.launch(&start.options);
            logic.serve(&start.receiver);
        }),
        Err(error) => {
            let _ = ready.send(Err(error.to_string()));
        }
    }
    state.entry.borrow_mut().take();
    state.workers.borrow_mut().end_all();
    for (_, done) in state.calls.borrow_mut().drain() {
        done(Err(CallError::Closed));
    }
    rejections.clear();
    runtime.set_host_promise_rejection_tracker(None);
}

struct Logic<'js> {
    ctx: Ctx<'js>,
    state: Rc<State>,
    entry: Object<'js>,
    rejections: Rejections,
    watchdog: Watchdog,
    next_call: u32,
    settling: Vec<(Option<Instant>, Sender<()>)>,
}

impl<'js> Logic<'js> {
    fn load(
        ctx: &Ctx<'js>,
        state: Rc<State>,
        rejections: Rejections,
        watchdog: Watchdog,
    ) -> Result<Self, String> {
        let failed = |what: &str| format!("{what}: {}", describe(&ctx.catch()));
        let (installed, bundle) = match &state.realm {
            Realm::App => (bindings::install(ctx, &state), FRAMEWORK),
            Realm::Worker(link) => (worker::install(ctx, &state, link), WORKER),
        };
        installed.map_err(|_| failed("native functions"))?;
        state
            .scripts
            .evaluate(ctx, FRAMEWORK_NAME, bundle)
            .map_err(|_| failed("framework bundle"))?;
        let entry = state.entry.borrow_mut().take();
        let entry = entry
            .ok_or("the framework bundle did not start")?
            .restore(ctx)
            .map_err(|error| error.to_string())?;
        Ok(Self {
            ctx: ctx.clone(),
            state,
            entry,
            rejections,
            watchdog,
            next_call: 1,
            settling: Vec::new(),
        })
    }

    fn launch(&mut self, options: &crate::program::LaunchOptions) {
        if let Realm::Worker(link) = &self.state.realm {
            let launch = link.launch(&self.state);
            self.turn("launch", (launch.to_string(),));
            return;
        }
        let launch = serde_json::json!({
            "path": options.path,
            "above": options.above,
            "query": options.query,
            "scene": if options.scene == 0 { 1001 } else { options.scene },
            "referrerInfo": options.referrer_info,
        });
        self.turn("launch", (launch.to_string(),));
    }

    fn serve(&mut self, receiver: &Receiver<Message>) {
        loop {
            let message = match self.next(receiver) {
                Ok(message) => message,
                Err(()) => return,
            };
            match message {
                Some(Message::Close) => {
                    self.turn("close", ());
                    return;
                }
                Some(message) => self.handle(message),
                None => {}
            }
            // One timer per round, so that a flood of timers does not starve messages.
            let due = self.state.timers.borrow_mut().pop_due(Instant::now());
            if let Some(id) = due {
                self.turn("timer", (id,));
            }
        }
    }

    /// The next message; `None` when a timer is due first, `Err` when nobody can send any more.
    fn next(&mut self, receiver: &Receiver<Message>) -> Result<Option<Message>, ()> {
        match receiver.try_recv() {
            Ok(message) => return Ok(Some(message)),
            Err(std::sync::mpsc::TryRecvError::Disconnected) => return Err(()),
            Err(std::sync::mpsc::TryRecvError::Empty) => {}
        }
        let deadline = self.state.timers.borrow().next_deadline();
        let now = Instant::now();
        if deadline.is_some_and(|deadline| deadline <= now) {
            return Ok(None);
        }
        self.settling.retain(|(until, settled)| {
            let timers = self.state.timers.borrow();
            let waits = until.is_some_and(|until| timers.last_timeout_by(until).is_some());
            if !waits {
                // Whoever waited may have gone.
                let _ = settled.send(());
            }
            waits
        });
        match deadline {
            None => receiver.recv().map(Some).map_err(|_| ()),
            Some(deadline) => match receiver.recv_timeout(deadline - now) {
                Ok(message) => Ok(Some(message)),
                Err(RecvTimeoutError::Timeout) => Ok(None),
                Err(RecvTimeoutError::Disconnected) => Err(()),
            },
        }
    }

    fn handle(&mut self, message: Message) {
        match message {
            Message::View(page, text) => self.turn("viewMessage", (page, text)),
            Message::Chrome(name, payload) => {
                self.turn("chromeEvent", (name, payload.to_string()));
            }
            Message::Show(options) => self.turn("appShow", (options.to_string(),)),
            Message::Hide => self.turn("appHide", ()),
            Message::Call {
                method,
                params,
                done,
            } => self.call(&method, &params, done),
            Message::ApiDone(id, Ok(value)) => match self.buffers(value.buffers) {
                Ok(buffers) => {
                    self.turn("apiDone", (id, true, value.json.to_string(), buffers));
                }
                Err(error) => log::error!("result of native call {id}: {error}"),
            },
            Message::ApiDone(id, Err(failure)) => match failure_object(&self.ctx, &failure) {
                Ok(object) => {
                    let json = self.ctx.json_stringify(object).ok().flatten();
                    let json = json.and_then(|text| text.to_string().ok());
                    let json = json.unwrap_or_else(|| "{}".to_owned());
                    let none: Vec<ArrayBuffer<'_>> = Vec::new();
                    self.turn("apiDone", (id, false, json, none));
                }
                Err(error) => log::error!("failure of native call {id}: {error}"),
            },
            Message::ApiEvent(name, value) => match self.buffers(value.buffers) {
                Ok(buffers) => self.turn("apiEvent", (name, value.json.to_string(), buffers)),
                Err(error) => log::error!("native event {name}: {error}"),
            },
            Message::ToWorker(value) => match self.buffers(value.buffers) {
                Ok(buffers) => self.turn("message", (value.json.to_string(), buffers)),
                Err(error) => log::error!("message to a worker: {error}"),
            },
            Message::FromWorker(id, kind, value) => match self.buffers(value.buffers) {
                Ok(buffers) => {
                    self.turn("workerEvent", (id, kind, value.json.to_string(), buffers));
                }
                Err(error) => log::error!("message of worker {id}: {error}"),
            },
            Message::Compiler(compiler) => {
                *self.state.compiler.borrow_mut() = compiler;
                self.state.maps.borrow_mut().clear();
            }
            Message::Settle(limit, sender) => {
                let timers = self.state.timers.borrow();
                let until = timers.last_timeout_by(Instant::now() + limit);
                self.settling.push((until, sender));
            }
            Message::Echo(sender) => {
                // Whoever asked may have gone.
                let _ = sender.send(());
            }
            Message::Close => {}
        }
    }

    fn call(&mut self, method: &str, params: &Value, done: CallDone) {
        let id = self.next_call;
        self.next_call = self.next_call.wrapping_add(1);
        self.state.calls.borrow_mut().insert(id, done);
        self.turn("call", (id, method.to_owned(), params.to_string()));
    }

    fn buffers(&self, buffers: Vec<Vec<u8>>) -> rquickjs::Result<Vec<ArrayBuffer<'js>>> {
        buffers
            .into_iter()
            .map(|bytes| ArrayBuffer::new(self.ctx.clone(), bytes))
            .collect()
    }

    /// One macrotask: the entry point, its jobs, rejections, and the batches for the pages.
    fn turn<A: IntoArgs<'js>>(&mut self, name: &str, args: A) {
        self.watchdog.begin();
        self.invoke::<A, ()>(name, args);
        self.drain();
        for round in 0.. {
            let more = self.invoke::<_, bool>("endTurn", ()).unwrap_or(false);
            self.drain();
            if !more {
                break;
            }
            if round == MAX_FLUSH_ROUNDS {
                log::warn!("callbacks that run before the flush keep asking for another one");
                break;
            }
        }
        self.watchdog.end();
    }

    /// Runs all pending jobs, and reports rejections that stayed unhandled.
    fn drain(&mut self) {
        loop {
            loop {
                let ran = self.ctx.execute_pending_job();
                if self.ctx.has_exception() {
                    let exception = self.ctx.catch();
                    self.invoke::<_, ()>("uncaught", (exception,));
                } else if !ran {
                    break;
                }
                // Jobs that make each other end no other way.
                if self.watchdog.interrupts() {
                    return;
                }
            }
            let rejected = self.rejections.take(&self.ctx);
            if rejected.is_empty() {
                return;
            }
            for (reason, promise) in rejected {
                self.invoke::<_, ()>("rejected", (reason, promise));
            }
        }
    }

    fn invoke<A, R>(&self, name: &str, args: A) -> Option<R>
    where
        A: IntoArgs<'js>,
        R: rquickjs::FromJs<'js>,
    {
        let result = self
            .entry
            .get::<_, Function<'js>>(name)
            .and_then(|function| function.call::<A, R>(args));
        match result {
            Ok(value) => Some(value),
            Err(error) => {
                let exception = self.ctx.catch();
                log::error!("entry {name}: {error}: {}", describe(&exception));
                None
            }
        }
    }
}

/// Starts an asynchronous native call; a panic in it becomes its failure.
pub(super) fn start_api_call(state: &State, name: &str, args: ApiValue, id: u32) {
    let sender = state.sender.clone();
    let apis = Arc::clone(&state.apis);
    let done = Box::new(move |result| {
        // The mini-program may be gone by now.
        let _ = sender.send(Message::ApiDone(id, result));
    });
    let outcome = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        apis.call(name, args, done);
    }));
    if outcome.is_err() {
        let failure = panic_failure(name);
        let _ = state.sender.send(Message::ApiDone(id, Err(failure)));
    }
}
