//! `peapod run --watch`: takes saved files into the running mini-program. See `docs/hot-reload.md`.

mod files;
mod issue;
mod plan;

use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use notify::{EventKind, RecommendedWatcher};
use peapod_compiler::{OpenError, OpenOptions, Package};
use serde_json::{Value, json};

use crate::code::Code;
use crate::instance::{Session, SessionId};
use crate::start::Resume;

use files::{Files, Saved};
pub use issue::Issue;
use plan::Plan;

/// Editors write a file in several steps, and tools save several files: a save is over when
/// nothing has come for this long. Most of the way to the screen is spent here, so it is short.
const QUIET: Duration = Duration::from_millis(25);
/// A tool that never stops writing is looked at all the same.
const LONGEST: Duration = Duration::from_millis(400);
/// Until a mini-program that starts can be told of a save.
const STARTING: Duration = Duration::from_millis(60);

/// A logic that does not answer within this hangs in the author's code, which the save may mend.
const ANSWER: Duration = Duration::from_secs(5);
/// Errors shown at once that the mini-program has thrown; the first is the one to mend.
const MAX_THROWN: usize = 5;

/// What the mini-program is doing.
pub enum Phase {
    Starting,
    Runs(Arc<Session>),
    /// It did not start, or has ended.
    Down,
}

/// Whoever runs the mini-program that is watched.
pub trait WatchedHost: Send + Sync + 'static {
    fn phase(&self) -> Phase;
    /// How its package was opened.
    fn open_options(&self) -> OpenOptions;
    /// Starts the mini-program anew; without `resume` as if it had just been opened.
    fn restart(&self, resume: Option<Resume>);
    /// Draws errors over the pages, or none.
    fn show_issues(&self, issues: &[Issue]);
    /// Pages load these package files anew.
    fn refresh_assets(&self, paths: &[String]);
}

enum Message {
    /// Something in a watched folder; true where files or folders came, went or were renamed.
    Event(bool),
    Thrown(SessionId, Value),
}

/// What the automation port tells of the watch.
#[derive(Default)]
struct Report {
    /// Saves carried out so far.
    updates: u64,
    /// The latest of them.
    last: Value,
    issues: Vec<Issue>,
}

/// A watch over one package; it ends with the process.
pub struct Watch {
    sender: Sender<Message>,
    report: Arc<Mutex<Report>>,
}

impl Watch {
    /// Begins to watch the folder of a mini-program.
    ///
    /// # Errors
    /// `path` is a zip, or the system gives no watches.
    pub fn start(path: &Path, host: Arc<dyn WatchedHost>) -> Result<Self, String> {
        if !path.is_dir() {
            return Err(format!(
                "`--watch` needs a folder, and {} is none",
                path.display()
            ));
        }
        let (sender, receiver) = mpsc::channel();
        let events = sender.clone();
        let watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
            let message = match event {
                Ok(event) if matches!(event.kind, EventKind::Access(_)) => return,
                Ok(event) => Message::Event(!is_write(event.kind)),
                Err(error) => {
                    log::warn!("watching files: {error}");
                    Message::Event(true)
                }
            };
            // The watch may be over.
            let _ = events.send(message);
        })
        .map_err(|error| format!("cannot watch files: {error}"))?;
        let report = Arc::new(Mutex::new(Report::default()));
        let mut work = Work {
            files: Files::of(path),
            path: path.to_owned(),
            watcher,
            host,
            report: report.clone(),
            waiting: Saved::default(),
            compile: Vec::new(),
            thrown: Vec::new(),
        };
        work.files.follow(&mut work.watcher);
        if let Ok(package) = work.open() {
            work.files.look(&package);
        }
        thread::Builder::new()
            .name("watch".into())
            .spawn(move || work.run(&receiver))
            .map_err(|error| error.to_string())?;
        Ok(Self { sender, report })
    }

    /// The params of `App.exceptionThrown` of one launch.
    pub fn thrown(&self, session: SessionId, params: &Value) {
        let _ = self.sender.send(Message::Thrown(session, params.clone()));
    }

    /// `Peapod.watchState`.
    pub fn state(&self) -> Value {
        let report = lock(&self.report);
        json!({ "updates": report.updates, "last": report.last, "issues": report.issues })
    }

    /// The errors that are shown.
    pub fn issues(&self) -> Vec<Issue> {
        lock(&self.report).issues.clone()
    }
}

fn is_write(kind: EventKind) -> bool {
    use notify::event::ModifyKind;
    matches!(
        kind,
        EventKind::Modify(ModifyKind::Data(_) | ModifyKind::Metadata(_))
    )
}

struct Work {
    path: PathBuf,
    files: Files,
    watcher: RecommendedWatcher,
    host: Arc<dyn WatchedHost>,
    report: Arc<Mutex<Report>>,
    /// Saved while the mini-program could not be told.
    waiting: Saved,
    /// Errors of files as they are now.
    compile: Vec<Issue>,
    /// Errors that the mini-program has thrown since the last good save.
    thrown: Vec<Issue>,
}

impl Work {
    fn run(mut self, receiver: &Receiver<Message>) {
        let mut retry = false;
        loop {
            let message = if retry {
                receiver.recv_timeout(STARTING)
            } else {
                receiver.recv().map_err(|_| RecvTimeoutError::Disconnected)
            };
            match message {
                Ok(Message::Thrown(session, params)) => self.on_thrown(session, &params),
                Ok(Message::Event(moved)) => {
                    let moved = self.coalesce(receiver, moved);
                    retry = !self.on_saved(moved);
                }
                Err(RecvTimeoutError::Timeout) => retry = !self.on_saved(false),
                Err(RecvTimeoutError::Disconnected) => return,
            }
        }
    }

    /// Waits for the end of a save.
    fn coalesce(&mut self, receiver: &Receiver<Message>, mut moved: bool) -> bool {
        let begun = Instant::now();
        while begun.elapsed() < LONGEST {
            match receiver.recv_timeout(QUIET) {
                Ok(Message::Event(more)) => moved |= more,
                Ok(Message::Thrown(session, params)) => self.on_thrown(session, &params),
                Err(_) => break,
            }
        }
        moved
    }

    /// Opens the package as it is now; a broken theme is as bad as a broken `app.json`.
    fn open(&self) -> Result<Arc<Package>, OpenError> {
        let package = Package::open(&self.path, &self.host.open_options())?;
        let theme = package
            .diagnostics()
            .into_iter()
            .find(|found| found.is_error() && found.file == "theme.json");
        match theme {
            Some(found) => Err(OpenError::Diagnostic(found)),
            None => Ok(Arc::new(package)),
        }
    }

    /// False where the mini-program cannot be told yet.
    fn on_saved(&mut self, moved: bool) -> bool {
        // A file may come into a new folder before the folder is watched.
        let grown = moved && self.files.follow(&mut self.watcher);
        let package = match self.open() {
            Ok(package) => package,
            Err(error) => {
                self.compile = vec![self.unopened(&error)];
                self.publish();
                return true;
            }
        };
        let saved = self.files.look(&package);
        self.waiting.written.extend(saved.written);
        self.waiting.moved.extend(saved.moved);
        if self.waiting.is_empty() {
            return !grown;
        }
        match self.host.phase() {
            Phase::Starting => return false,
            Phase::Down => {
                self.waiting = Saved::default();
                self.compile.clear();
                self.thrown.clear();
                self.publish();
                self.host.restart(None);
                self.done(json!({ "restarted": true }));
            }
            Phase::Runs(session) => {
                let saved = std::mem::take(&mut self.waiting);
                self.update(&session, package, &saved);
            }
        }
        !grown
    }

    fn unopened(&self, error: &OpenError) -> Issue {
        match (error, self.host.phase()) {
            (OpenError::Diagnostic(found), Phase::Runs(session)) => match session.code() {
                Some(code) => Issue::compile(found, &code.package()),
                None => Issue::unopened(error.to_string()),
            },
            _ => Issue::unopened(error.to_string()),
        }
    }

    fn update(&mut self, session: &Arc<Session>, package: Arc<Package>, saved: &Saved) {
        let (Some(code), Some(program)) = (session.code(), session.program()) else {
            return;
        };
        let old = code.compiler();
        let (next, update) = old.successor(package.clone(), &saved.all());
        let next = Arc::new(next);
        let plan = Plan::of(old.package(), &package, saved, &update);
        // What has just been saved comes first.
        self.compile.clear();
        for found in update.errors.iter().chain(&next.errors()) {
            let issue = Issue::compile(found, &package);
            if !self.compile.contains(&issue) {
                self.compile.push(issue);
            }
        }
        let broken = !update.errors.is_empty();
        if !broken {
            self.thrown.clear();
        }
        let mut told = json!({
            "styles": update.styles, "templates": update.templates, "modules": update.modules,
            "configs": update.configs, "assets": plan.assets, "restarted": false, "reloaded": [],
        });
        session.measure.saved();
        let answer = if plan.restart {
            program
                .call_within("Update.stack", json!({}), ANSWER)
                .map(|stack| json!({ "restart": true, "stack": stack }))
        } else {
            code.replace(next.clone());
            program.take(next.clone());
            program.call_within("Update.apply", told.clone(), ANSWER)
        };
        // A logic that does not answer has no stack to go back to.
        let answer = answer.unwrap_or_else(|error| {
            log::warn!("the mini-program starts anew: {error}");
            json!({ "restart": true, "stack": [] })
        });
        self.publish();
        if !plan.assets.is_empty() {
            self.host.refresh_assets(&plan.assets);
        }
        if answer["restart"] == true {
            let stack = answer["stack"].as_array().cloned().unwrap_or_default();
            self.host.restart(Some(Resume {
                code: Arc::new(Code::of(next)),
                stack: stack
                    .iter()
                    .filter_map(|page| page.as_str().map(str::to_owned))
                    .collect(),
            }));
            told["restarted"] = json!(true);
        } else {
            told["reloaded"] = answer["reloaded"].clone();
        }
        self.done(told);
    }

    fn on_thrown(&mut self, session: SessionId, params: &Value) {
        let Phase::Runs(running) = self.host.phase() else {
            return;
        };
        if running.id != session {
            return;
        }
        let Some(code) = running.code() else {
            return;
        };
        // An error of a file that did not compile is that file's.
        let compiler = code.compiler();
        let package = compiler.package();
        let found = compiler.errors();
        if found.is_empty() {
            self.thrown.push(Issue::thrown(params, package));
            self.thrown.dedup();
            self.thrown.truncate(MAX_THROWN);
        } else {
            self.compile = found.iter().map(|it| Issue::compile(it, package)).collect();
        }
        self.publish();
    }

    fn publish(&self) {
        let issues: Vec<Issue> = self.compile.iter().chain(&self.thrown).cloned().collect();
        let mut report = lock(&self.report);
        if report.issues == issues {
            return;
        }
        report.issues.clone_from(&issues);
        drop(report);
        for issue in &issues {
            log::error!(
                "{}:{}:{}: {}",
                issue.file,
                issue.line,
                issue.column,
                issue.message
            );
        }
        self.host.show_issues(&issues);
    }

    fn done(&self, what: Value) {
        log::info!("saved: {what}");
        let mut report = lock(&self.report);
        report.updates += 1;
        report.last = what;
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
