//! Runs one spec file in a QuickJS of its own.

use std::{
    cell::{Cell, RefCell},
    collections::HashMap,
    path::{Path, PathBuf},
    rc::Rc,
    sync::{
        Arc, Mutex, PoisonError,
        mpsc::{self, Receiver, Sender},
    },
    thread,
    time::{Duration, Instant},
};

use peapod_runtime::scripting::{Rejections, Timers};
use rquickjs::{
    Context, Ctx, Function, Object, Persistent, Runtime, context::EvalOptions, function::IntoArgs,
};
use serde_json::json;

use super::{
    bindings,
    options::TestOptions,
    process::Process,
    results::{Failure, FileResult, Report, SuiteFailure, relative},
    scripts::{BUNDLE_NAME, Scripts},
    socket::Sockets,
};
use crate::console::{self, Entry};

const BUNDLE: &str = include_str!("../../../runtime/testing/dist/testing.js");
/// As the logic of a mini-program has it: the thread's stack, and what scripts may use of it.
const THREAD_STACK_BYTES: usize = 8 << 20;
const SCRIPT_STACK_BYTES: usize = 7 << 20;
const MEMORY_LIMIT: usize = 1 << 30;
/// A script that runs this much longer than a test may take, without ever waiting, is stuck.
const STUCK: Duration = Duration::from_secs(10);

/// What reaches the engine from other threads.
pub enum Message {
    Launched {
        id: u32,
        result: Result<String, String>,
    },
    Socket {
        id: u32,
        event: &'static str,
        text: String,
    },
}

/// What the functions on `__host` share.
pub struct State {
    pub project: PathBuf,
    pub options: TestOptions,
    pub scripts: Scripts,
    pub timers: RefCell<Timers>,
    pub sender: Sender<Message>,
    pub started: Instant,
    pub sockets: RefCell<Sockets>,
    pub processes: RefCell<HashMap<u32, Process>>,
    pub entry: RefCell<Option<Persistent<Object<'static>>>>,
    pub result: RefCell<FileResult>,
    pub done: Cell<bool>,
    /// A script ran for too long and was interrupted.
    stuck: Cell<bool>,
    /// The log since the current test began, and logs of tests that have ended.
    pub log: Arc<Mutex<Vec<Entry>>>,
    pub test: RefCell<Option<String>>,
    pub logs: RefCell<HashMap<String, Vec<Entry>>>,
}

impl State {
    fn new(
        project: &Path,
        spec: &Path,
        options: &TestOptions,
        sender: Sender<Message>,
    ) -> Result<Self, String> {
        let sockets = Sockets::new(sender.clone()).map_err(|error| error.to_string())?;
        Ok(Self {
            project: project.to_owned(),
            options: options.clone(),
            scripts: Scripts::new(project),
            timers: RefCell::default(),
            sender,
            started: Instant::now(),
            sockets: RefCell::new(sockets),
            processes: RefCell::default(),
            entry: RefCell::default(),
            result: RefCell::new(FileResult {
                path: relative(project, spec),
                ..FileResult::default()
            }),
            done: Cell::new(false),
            stuck: Cell::new(false),
            log: Arc::default(),
            test: RefCell::default(),
            logs: RefCell::default(),
        })
    }

    /// Takes in what the bundle says.
    pub fn report(&self, report: Report) {
        let mut result = self.result.borrow_mut();
        match report {
            Report::TestStart { id } => {
                self.end_of_test();
                *self.test.borrow_mut() = Some(id);
            }
            Report::Test(mut test) => {
                self.end_of_test();
                test.log = self.logs.borrow_mut().remove(&test.id).unwrap_or_default();
                self.draw_frames(&mut test.failures);
                result.tests.push(test);
            }
            Report::Suite(mut suite) => {
                self.draw_frames(&mut suite.failures);
                result.suites.push(suite);
            }
            Report::Done { snapshots } => {
                result.snapshots = snapshots;
                self.done.set(true);
            }
        }
    }

    fn end_of_test(&self) {
        let entries = std::mem::take(&mut *self.log.lock().unwrap_or_else(PoisonError::into_inner));
        if let Some(id) = self.test.borrow_mut().take() {
            self.logs.borrow_mut().insert(id, entries);
        }
    }

    fn draw_frames(&self, failures: &mut [Failure]) {
        for failure in failures {
            let (_, stack) = console::split_stack(&failure.stack);
            failure.code_frame = stack.first().and_then(|frame| {
                let text = std::fs::read_to_string(self.project.join(&frame.file)).ok()?;
                console::draw_code_frame(&text, frame.line, frame.column)
            });
        }
    }

    fn fail(&self, message: String) {
        self.report(Report::Suite(SuiteFailure {
            names: Vec::new(),
            failures: vec![Failure {
                name: "Error".into(),
                message,
                stack: String::new(),
                diff: String::new(),
                code_frame: None,
            }],
        }));
    }
}

/// Runs a spec file to its end.
///
/// # Errors
/// The engine does not start, or an option is wrong.
pub fn run(project: &Path, spec: &Path, options: &TestOptions) -> Result<FileResult, String> {
    let (project, spec, options) = (project.to_owned(), spec.to_owned(), options.clone());
    thread::Builder::new()
        .name("peapod-spec".to_owned())
        .stack_size(THREAD_STACK_BYTES)
        .spawn(move || run_here(&project, &spec, &options))
        .map_err(|error| error.to_string())?
        .join()
        .map_err(|_| "the spec engine failed".to_owned())?
}

fn run_here(project: &Path, spec: &Path, options: &TestOptions) -> Result<FileResult, String> {
    let (sender, receiver) = mpsc::channel();
    let state = Rc::new(State::new(project, spec, options, sender)?);
    let runtime = Runtime::new().map_err(|error| error.to_string())?;
    runtime.set_max_stack_size(SCRIPT_STACK_BYTES);
    runtime.set_memory_limit(MEMORY_LIMIT);
    let turn_started = Rc::new(Cell::new(Instant::now()));
    let limit = Duration::from_millis(options.timeout) + STUCK;
    let watched = turn_started.clone();
    let watching = state.clone();
    runtime.set_interrupt_handler(Some(Box::new(move || {
        let stuck = watched.get().elapsed() > limit;
        if stuck {
            watching.stuck.set(true);
        }
        stuck
    })));
    let rejections = Rejections::default();
    rejections.track(&runtime);
    let context = Context::full(&runtime).map_err(|error| error.to_string())?;
    let outcome = context.with(|ctx| {
        Engine::load(ctx, state.clone(), rejections.clone(), turn_started)
            .map(|mut engine| engine.serve(spec, &receiver, limit))
    });
    // Nothing of the engine may outlive it.
    rejections.clear();
    *state.entry.borrow_mut() = None;
    state.processes.borrow_mut().clear();
    outcome?;
    let mut result = state.result.take();
    result.seconds = state.started.elapsed().as_secs_f64();
    Ok(result)
}

struct Engine<'js> {
    ctx: Ctx<'js>,
    entry: Object<'js>,
    state: Rc<State>,
    rejections: Rejections,
    turn_started: Rc<Cell<Instant>>,
}

impl<'js> Engine<'js> {
    fn load(
        ctx: Ctx<'js>,
        state: Rc<State>,
        rejections: Rejections,
        turn_started: Rc<Cell<Instant>>,
    ) -> Result<Self, String> {
        let mut options = EvalOptions::default();
        options.strict = false;
        options.filename = Some(BUNDLE_NAME.to_owned());
        bindings::install(&ctx, &state)
            .and_then(|()| ctx.eval_with_options::<(), _>(BUNDLE, options))
            .map_err(|error| {
                let thrown = ctx.catch();
                let text = thrown.as_exception().and_then(rquickjs::Exception::message);
                text.unwrap_or_else(|| error.to_string())
            })?;
        let entry = state.entry.borrow().clone();
        let entry = entry
            .and_then(|entry| entry.restore(&ctx).ok())
            .ok_or("the testing bundle has no entry")?;
        Ok(Self {
            ctx,
            entry,
            state,
            rejections,
            turn_started,
        })
    }

    fn serve(&mut self, spec: &Path, receiver: &Receiver<Message>, limit: Duration) {
        self.turn("run", (spec.to_string_lossy().into_owned(),));
        while !self.state.done.get() {
            match self.next(receiver) {
                Some(Message::Launched { id, result }) => {
                    let (endpoint, error) = match result {
                        Ok(endpoint) => (endpoint, String::new()),
                        Err(error) => (String::new(), error),
                    };
                    self.turn("launched", (id, endpoint, error));
                }
                Some(Message::Socket { id, event, text }) => self.turn("socket", (id, event, text)),
                None => {}
            }
            let due = self.state.timers.borrow_mut().pop_due(Instant::now());
            if let Some(id) = due {
                self.turn("timer", (id,));
            }
            let waits = self.state.timers.borrow().next_deadline().is_some();
            let connected = !self.state.processes.borrow().is_empty();
            // Each test has a timer of its own; without one, nobody will ever go on.
            if !waits
                && !connected
                && !self.state.done.get()
                && self.turn_started.get().elapsed() > limit
            {
                self.state
                    .fail("the spec file waits for something that never happens".into());
                return;
            }
        }
    }

    /// The next message; `None` when a timer is due first.
    fn next(&self, receiver: &Receiver<Message>) -> Option<Message> {
        let deadline = self.state.timers.borrow().next_deadline();
        let wait = deadline.map_or(Duration::from_millis(500), |deadline| {
            deadline.saturating_duration_since(Instant::now())
        });
        // A time-out is what the wait is for, and the state holds a sender.
        receiver.recv_timeout(wait).ok()
    }

    fn turn<A: IntoArgs<'js>>(&self, name: &str, args: A) {
        self.turn_started.set(Instant::now());
        self.invoke(name, args);
        loop {
            let ran = self.ctx.execute_pending_job();
            if self.ctx.has_exception() {
                let thrown = self.ctx.catch();
                self.invoke("rejected", (thrown,));
            } else if !ran {
                let rejected = self.rejections.take(&self.ctx);
                if rejected.is_empty() {
                    return;
                }
                for (reason, _) in rejected {
                    self.invoke("rejected", (reason,));
                }
            }
            if self.state.stuck.get() && !self.state.done.get() {
                let text = "a script ran for too long without a pause and was stopped";
                self.state.fail(text.into());
                self.state.done.set(true);
            }
            if self.state.done.get() {
                return;
            }
        }
    }

    fn invoke<A: IntoArgs<'js>>(&self, name: &str, args: A) {
        let called = self
            .entry
            .get::<_, Function<'js>>(name)
            .and_then(|function| function.call::<A, ()>(args));
        if let Err(error) = called {
            let thrown = self.ctx.catch();
            let message = thrown
                .as_exception()
                .and_then(rquickjs::Exception::message)
                .unwrap_or_else(|| error.to_string());
            if !self.state.stuck.get() {
                log::error!("a callback of the spec failed: {message}");
            }
        }
    }
}

/// What the bundle needs to know of this run; see `Config` in `runtime/testing/src/host.ts`.
pub fn config(state: &State) -> String {
    let options = &state.options;
    let snapshots = match (options.update_snapshots, std::env::var_os("CI")) {
        (true, _) => "all",
        // A snapshot that is missing on a build machine was forgotten.
        (false, Some(_)) => "none",
        (false, None) => "new",
    };
    let env: HashMap<String, String> = std::env::vars_os()
        .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
        .collect();
    let cwd = std::env::current_dir().unwrap_or_else(|_| state.project.clone());
    json!({
        "project": state.project,
        "headless": options.headless,
        "timeout": options.timeout,
        "filter": options.filter.as_deref().unwrap_or_default(),
        "bail": options.bail,
        "snapshots": snapshots,
        "env": env,
        "cwd": cwd,
    })
    .to_string()
}
