//! `.scss` and `.sass` through grass, in a process that can be killed.
//!
//! grass bounds neither loops nor recursion nor memory, and offers no way to stop it: a sheet that
//! calls itself without end would hang the host or take it along. So it runs in a process of its
//! own wherever the host names a program for that ([`SassWorker`]). Without one (phones start no
//! processes) it runs on a thread, which is abandoned when it takes too long.

mod worker;

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::io::{self, BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::sync::{Mutex, OnceLock, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use worker::{Answer, Request};

use super::sheet::Preprocessed;
use crate::Diagnostic;
use crate::paths::normalize;

/// The program that compiles Sass for this process.
#[derive(Debug, Clone)]
pub struct SassWorker {
    /// Usually the running program itself.
    pub program: PathBuf,
    /// What makes it call [`serve_sass`].
    pub arguments: Vec<OsString>,
    /// How long one sheet may take. Real ones take milliseconds.
    pub patience: Duration,
}

impl SassWorker {
    /// With ten seconds of patience.
    pub fn new(program: PathBuf, arguments: Vec<OsString>) -> Self {
        Self {
            program,
            arguments,
            patience: PATIENCE,
        }
    }
}

const PATIENCE: Duration = Duration::from_secs(10);

/// A worker that holds more than this ends itself (Linux). The largest library looked at takes
/// 30 MB.
const MEMORY_BYTES: u64 = 512 << 20;

/// Nobody waits this long for a sheet.
const ABANDONED: Duration = Duration::from_secs(120);

static WORKER: OnceLock<SassWorker> = OnceLock::new();
/// Workers that wait for their next sheet.
static IDLE: Mutex<Vec<Peer>> = Mutex::new(Vec::new());

/// Names the program that compiles Sass, for the whole process; the first call counts.
pub fn use_sass_worker(worker: SassWorker) {
    if WORKER.set(worker).is_err() {
        log::warn!("the program that compiles Sass is set already");
    }
}

/// The whole life of a [`SassWorker`] process: compiles what standard input asks for until it
/// ends.
///
/// # Errors
/// Where a pipe or a thread fails.
pub fn serve_sass() -> io::Result<()> {
    watch();
    let requests = BufReader::new(io::stdin());
    worker::serve_on_large_stack(requests, io::stdout())?
        .join()
        .unwrap_or_else(|_| Err(io::Error::other("grass failed")))
}

/// Ends the process when it holds too much, or works on although whoever asked is long gone. (A
/// memory limit set from outside would need a system call per platform; where there is no
/// `/proc`, a loop that only fills memory is ended by the clock of the one who asks.)
fn watch() {
    let bytes = || -> Option<u64> {
        let text = std::fs::read_to_string("/proc/self/statm").ok()?;
        let pages: u64 = text.split(' ').nth(1)?.parse().ok()?;
        Some(pages * 4096)
    };
    thread::spawn(move || {
        loop {
            thread::sleep(Duration::from_millis(20));
            let full = bytes().is_some_and(|bytes| bytes > MEMORY_BYTES);
            if full || worker::busy_for() > ABANDONED {
                std::process::exit(3);
            }
        }
    });
}

pub(super) fn compile(file: &str, read: &(dyn Fn(&str) -> Option<String> + Sync)) -> Preprocessed {
    let mut files = BTreeSet::from([file.to_owned()]);
    let css = run(file, read, &mut files);
    Preprocessed { css, files }
}

fn run(
    file: &str,
    read: &dyn Fn(&str) -> Option<String>,
    files: &mut BTreeSet<String>,
) -> Result<String, Diagnostic> {
    let failed = |why: &str| Diagnostic::error(file, 0, 0, format!("Sass: {why}"));
    let idle = IDLE.lock().unwrap_or_else(PoisonError::into_inner).pop();
    let mut peer = match idle {
        Some(peer) => peer,
        None => Peer::start().map_err(|error| failed(&format!("no compiler: {error}")))?,
    };
    let deadline = Instant::now() + peer.patience;
    // A worker that is dropped on the way out of here is killed.
    let mut request = Request::Compile(file.to_owned());
    let result = loop {
        if peer.send(&request).is_err() {
            return Err(failed(ENDED));
        }
        match peer.receive(deadline) {
            Ok(Answer::Read(path)) => {
                let path = normalize(&path).unwrap_or_default();
                request = Request::Text(read(&path));
                files.insert(path);
            }
            Ok(Answer::Css(css)) => break Ok(css),
            Ok(Answer::Error {
                file,
                line,
                column,
                message,
            }) => break Err(Diagnostic::error(file, line, column, message)),
            Err(RecvTimeoutError::Timeout) => {
                return Err(failed(&format!(
                    "not done after {} s; look for a loop or a function that never ends",
                    peer.patience.as_secs_f64()
                )));
            }
            Err(RecvTimeoutError::Disconnected) => return Err(failed(ENDED)),
        }
    };
    IDLE.lock()
        .unwrap_or_else(PoisonError::into_inner)
        .push(peer);
    result
}

const ENDED: &str = "the compiler ended; look for a function or mixin that calls itself without end, or a value \
     that grows without bound";

/// A worker, seen from the one who asks.
struct Peer {
    /// `None` where it is a thread.
    child: Option<Child>,
    requests: Box<dyn Write + Send>,
    answers: Receiver<Answer>,
    patience: Duration,
}

impl Peer {
    fn start() -> io::Result<Self> {
        match WORKER.get() {
            Some(worker) => Self::process(worker),
            None => Self::thread(),
        }
    }

    fn process(worker: &SassWorker) -> io::Result<Self> {
        let mut child = Command::new(&worker.program)
            .args(&worker.arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let pipes = child.stdin.take().zip(child.stdout.take());
        let (requests, answers) = pipes.ok_or(io::ErrorKind::BrokenPipe)?;
        Ok(Self {
            child: Some(child),
            requests: Box::new(requests),
            answers: listen(BufReader::new(answers))?,
            patience: worker.patience,
        })
    }

    fn thread() -> io::Result<Self> {
        let (inbox, requests) = io::pipe()?;
        let (answers, outbox) = io::pipe()?;
        worker::serve_on_large_stack(BufReader::new(inbox), outbox)?;
        Ok(Self {
            child: None,
            requests: Box::new(requests),
            answers: listen(BufReader::new(answers))?,
            patience: PATIENCE,
        })
    }

    fn send(&mut self, request: &Request) -> io::Result<()> {
        let mut line = serde_json::to_string(request)?;
        line.push('\n');
        self.requests.write_all(line.as_bytes())?;
        self.requests.flush()
    }

    fn receive(&self, deadline: Instant) -> Result<Answer, RecvTimeoutError> {
        let left = deadline.saturating_duration_since(Instant::now());
        self.answers.recv_timeout(left)
    }
}

impl Drop for Peer {
    fn drop(&mut self) {
        if let Some(child) = &mut self.child {
            // It may have ended by itself.
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

/// Answers as they come, so that waiting for one can time out.
fn listen(answers: impl BufRead + Send + 'static) -> io::Result<Receiver<Answer>> {
    let (sender, receiver) = channel();
    thread::Builder::new()
        .name("sass answers".to_owned())
        .spawn(move || {
            for line in answers.lines() {
                let Ok(Ok(answer)) = line.map(|line| serde_json::from_str(&line)) else {
                    return;
                };
                if sender.send(answer).is_err() {
                    return;
                }
            }
        })?;
    Ok(receiver)
}
