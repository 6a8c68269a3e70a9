//! The half that runs grass. It speaks lines of JSON, so that it may sit in another process.

use std::cell::RefCell;
use std::collections::HashMap;
use std::io::{self, BufRead, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};

use crate::Diagnostic;
use crate::paths::normalize;

/// What the worker is told.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) enum Request {
    /// Compile this file of the package.
    Compile(String),
    /// The text that was asked for, if there is such a file.
    Text(Option<String>),
}

/// What the worker says.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) enum Answer {
    /// The text of a package file is needed.
    Read(String),
    /// The style sheet.
    Css(String),
    /// Why there is none.
    Error {
        file: String,
        line: u32,
        column: u32,
        message: String,
    },
}

/// grass recurses with nesting, in frames of kilobytes.
const STACK_BYTES: usize = 128 << 20;

/// When the sheet that is being compiled was begun.
static BUSY_SINCE: Mutex<Option<Instant>> = Mutex::new(None);

/// How long the current sheet has taken so far.
pub(super) fn busy_for() -> Duration {
    let since = *BUSY_SINCE.lock().unwrap_or_else(PoisonError::into_inner);
    since.map_or(Duration::ZERO, |since| since.elapsed())
}

fn set_busy(since: Option<Instant>) {
    *BUSY_SINCE.lock().unwrap_or_else(PoisonError::into_inner) = since;
}

/// Compiles what it is told to until `requests` end.
///
/// # Errors
/// Only where the pipes fail: the other side is gone.
pub(super) fn serve(requests: impl BufRead, answers: impl Write) -> io::Result<()> {
    let link = RefCell::new(Link {
        requests,
        answers,
        lost: None,
    });
    loop {
        let request = link.borrow_mut().receive()?;
        let Some(Request::Compile(file)) = request else {
            return Ok(());
        };
        set_busy(Some(Instant::now()));
        let answer = compile(&file, &link);
        set_busy(None);
        let mut link = link.borrow_mut();
        if let Some(error) = link.lost.take() {
            return Err(error);
        }
        link.send(&answer)?;
    }
}

/// As [`serve`], on a thread whose stack carries deep sheets.
pub(super) fn serve_on_large_stack(
    requests: impl BufRead + Send + 'static,
    answers: impl Write + Send + 'static,
) -> io::Result<thread::JoinHandle<io::Result<()>>> {
    thread::Builder::new()
        .name("sass".to_owned())
        .stack_size(STACK_BYTES)
        .spawn(move || serve(requests, answers))
}

struct Link<R, W> {
    requests: R,
    answers: W,
    /// The pipe broke while grass was at work.
    lost: Option<io::Error>,
}

impl<R: BufRead, W: Write> Link<R, W> {
    /// The next request; `None` at the end.
    fn receive(&mut self) -> io::Result<Option<Request>> {
        let mut line = String::new();
        if self.requests.read_line(&mut line)? == 0 {
            return Ok(None);
        }
        serde_json::from_str(&line)
            .map(Some)
            .map_err(io::Error::from)
    }

    fn send(&mut self, answer: &Answer) -> io::Result<()> {
        let mut line = serde_json::to_string(answer)?;
        line.push('\n');
        self.answers.write_all(line.as_bytes())?;
        self.answers.flush()
    }

    fn ask(&mut self, path: &str) -> Option<String> {
        let result = self
            .send(&Answer::Read(path.to_owned()))
            .and_then(|()| self.receive());
        match result {
            Ok(Some(Request::Text(text))) => text,
            Ok(_) => {
                self.lost = Some(io::ErrorKind::UnexpectedEof.into());
                None
            }
            Err(error) => {
                self.lost = Some(error);
                None
            }
        }
    }
}

fn compile<R: BufRead, W: Write>(file: &str, link: &RefCell<Link<R, W>>) -> Answer {
    let files = PackageFiles {
        link,
        known: RefCell::default(),
    };
    // Package paths are absolute here, so that relative imports resolve.
    let options = grass::Options::default()
        .fs(&files)
        .load_path("/")
        .load_path("/miniprogram_npm")
        .quiet(true)
        .allows_charset(false);
    match grass::from_path(format!("/{file}"), &options) {
        Ok(css) => Answer::Css(css),
        Err(error) => {
            let Diagnostic {
                file,
                line,
                column,
                message,
                ..
            } = diagnostic(file, *error);
            Answer::Error {
                file,
                line,
                column,
                message,
            }
        }
    }
}

fn diagnostic(file: &str, error: grass::Error) -> Diagnostic {
    match error.kind() {
        grass::ErrorKind::ParseError { message, loc, .. } => {
            let name = loc.file.name().trim_start_matches('/').to_owned();
            let name = if name.is_empty() {
                file.to_owned()
            } else {
                name
            };
            Diagnostic::error(
                name,
                loc.begin.line as u32 + 1,
                loc.begin.column as u32 + 1,
                message,
            )
        }
        grass::ErrorKind::IoError(error) => Diagnostic::error(file, 0, 0, error.to_string()),
        grass::ErrorKind::FromUtf8Error(message) => Diagnostic::error(file, 0, 0, message),
        _ => Diagnostic::error(file, 0, 0, "the Sass sheet cannot be compiled"),
    }
}

/// The package as a file system rooted at `/`.
struct PackageFiles<'a, R, W> {
    link: &'a RefCell<Link<R, W>>,
    known: RefCell<HashMap<String, Option<String>>>,
}

impl<R, W> std::fmt::Debug for PackageFiles<'_, R, W> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PackageFiles")
    }
}

impl<R: BufRead, W: Write> PackageFiles<'_, R, W> {
    fn text(&self, path: &Path) -> Option<String> {
        let path = normalize(path.to_str()?)?;
        if !path.ends_with("ss") {
            // Sass asks for folders, too; those are not read.
            return None;
        }
        if let Some(text) = self.known.borrow().get(&path) {
            return text.clone();
        }
        let text = self.link.borrow_mut().ask(&path);
        self.known.borrow_mut().insert(path, text.clone());
        text
    }
}

impl<R: BufRead, W: Write> grass::Fs for PackageFiles<'_, R, W> {
    fn is_dir(&self, _path: &Path) -> bool {
        // Index files are found by their own names below.
        true
    }

    fn is_file(&self, path: &Path) -> bool {
        self.text(path).is_some()
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.text(path).map(String::into_bytes).ok_or_else(|| {
            io::Error::new(
                io::ErrorKind::NotFound,
                format!("{} not found", path.display()),
            )
        })
    }

    fn canonicalize(&self, path: &Path) -> io::Result<PathBuf> {
        let clean = path.to_str().and_then(normalize);
        Ok(clean.map_or_else(
            || path.to_owned(),
            |clean| PathBuf::from(format!("/{clean}")),
        ))
    }
}
