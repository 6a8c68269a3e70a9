//! `peapod check --open-pages`: opens every page in the headless host and says what nobody caught.

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
    sync::{Arc, Mutex, PoisonError, mpsc},
    thread,
    time::{Duration, Instant},
};

use peapod_compiler::Package;
use peapod_runtime::{LogKind, LogRecord, MiniProgram};
use serde::Serialize;
use serde_json::{Value, json};

use super::{check, write_stdout};
use crate::{
    chrome::ChromeLink, code::Code, folders::Folders, layout, measure::Measure,
    page_host::headless::HeadlessPages, start,
};

/// What happens this long after a page has opened still counts as the page's: the first timers
/// and the answers of the simulated device.
const AFTERMATH: Duration = Duration::from_millis(300);
/// After a call has already waited for as long as a script may take, whether it is the script's
/// fault shows at once.
const PROBE: Duration = Duration::from_millis(100);
/// A mini-program that is stuck so often in a row is stuck before it comes to its pages.
const MAX_STUCK_STARTS: usize = 4;

/// An error that nobody caught.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Uncaught {
    /// Package path of the author's file; empty where the stack names none.
    file: String,
    /// From 1; 0 where unknown.
    line: u32,
    message: String,
}

/// One page, or `app` for what comes before the first.
#[derive(Debug, Serialize)]
struct Opened {
    page: String,
    errors: Vec<Uncaught>,
}

#[derive(Debug, Serialize)]
struct Report {
    pages: Vec<Opened>,
}

/// `patience` is how long a script may go on without returning.
pub fn run(dir: &Path, json: bool, patience: Duration) -> ExitCode {
    // Many pages take their time: what is found is said at once.
    let say = |package: &Package, page: &Opened| {
        if !json {
            write_stdout(&human(
                &|file| check::place_of(dir, Some(package), file),
                page,
            ));
        }
    };
    let report = match open_all(dir, patience, &say) {
        Ok(report) => report,
        Err(message) => return super::fail(&message, 1),
    };
    let clean = report.pages.iter().all(|it| it.errors.is_empty());
    let text = if json {
        match serde_json::to_string(&report) {
            Ok(text) => text + "\n",
            Err(error) => return super::fail(&error.to_string(), 1),
        }
    } else {
        let pages = || report.pages.iter().filter(|it| it.page != APP);
        format!(
            "{} pages opened, {} with uncaught errors\n",
            pages().count(),
            pages().filter(|it| !it.errors.is_empty()).count(),
        )
    };
    write_stdout(&text);
    if clean {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

fn human(place: &dyn Fn(&str) -> PathBuf, page: &Opened) -> String {
    let mut text = String::new();
    for error in &page.errors {
        let place = if error.file.is_empty() {
            String::new()
        } else {
            format!("{}:{}: ", place(&error.file).display(), error.line)
        };
        text.push_str(&format!("{}: {place}{}\n", page.page, error.message));
    }
    text
}

/// Stands for the mini-program before its first page.
const APP: &str = "app";

fn open_all(
    dir: &Path,
    patience: Duration,
    say: &dyn Fn(&Package, &Opened),
) -> Result<Report, String> {
    let path = dir
        .canonicalize()
        .map_err(|error| format!("cannot open {}: {error}", dir.display()))?;
    // Storage and files of its own, so that what was run before changes nothing.
    let data = DataFolder::create()?;
    let folders = Folders::new(Some(&data.0));
    let code = Code::open(&path, &folders, None)?;
    let package = code.package();
    let opener = Opener {
        path,
        code,
        folders,
        patience,
    };
    let mut report = Report { pages: Vec::new() };
    let mut add = |page: &str, errors: Vec<Uncaught>| {
        let page = page.to_owned();
        let opened = Opened { page, errors };
        say(&package, &opened);
        report.pages.push(opened);
    };
    let (errors, mut run) = opener.start(None)?;
    let mut stuck_starts = usize::from(run.is_none());
    add(APP, errors);
    for page in &package.app().pages {
        let (errors, alive) = match run {
            Some(run) => run.open(page),
            // Straight to the page, as it may be the first one that is stuck.
            None => opener.start(Some(page))?,
        };
        add(page, errors);
        run = alive;
        stuck_starts = match run {
            Some(_) => 0,
            None => stuck_starts + 1,
        };
        if stuck_starts == MAX_STUCK_STARTS {
            let text = format!(
                "opened nothing after {page}: a script did not return {MAX_STUCK_STARTS} times in a row"
            );
            add(APP, vec![Uncaught::said(text)]);
            break;
        }
    }
    if let Some(run) = run {
        run.program.close();
    }
    Ok(report)
}

/// What every start of the mini-program takes.
struct Opener {
    path: PathBuf,
    code: Arc<Code>,
    folders: Folders,
    /// How long a script may go on without returning.
    patience: Duration,
}

impl Opener {
    /// Starts the mini-program at a page; the entry page where none is named. No run where it
    /// does not answer.
    fn start(&self, page: Option<&str>) -> Result<(Vec<Uncaught>, Option<Run>), String> {
        let chrome = Arc::new(ChromeLink::headless());
        let assembly = start::assemble(
            self.code.clone(),
            &self.path,
            &self.folders,
            None,
            chrome.clone(),
            false,
        )?;
        chrome.attach(assembly.resources(), Box::new(|_, _| ()));
        let (width, height) = layout::DEFAULT_WINDOW;
        let info = layout::desktop_info(width, height, 1.0, "light");
        let measure = Arc::new(Measure::start());
        let pages = HeadlessPages::new(info, chrome.clone(), measure).unattended(true);
        let pages = Arc::new(pages);
        let uncaught: Arc<Mutex<Vec<Uncaught>>> = Arc::default();
        let sink = uncaught.clone();
        let on_log = Arc::new(move |record: LogRecord| {
            if record.kind == LogKind::Exception {
                sink.lock()
                    .unwrap_or_else(PoisonError::into_inner)
                    .push(Uncaught::of(record));
            }
        });
        let first = page.map(|page| format!("/{page}"));
        let first = first.into_iter().collect();
        let program = assembly.launch(pages.clone(), first, 0, on_log)?;
        pages.connect(&program);
        let run = Run {
            program,
            uncaught,
            patience: self.patience,
            _pages: pages,
            _chrome: chrome,
        };
        Ok(run.rest(String::new(), self.patience))
    }
}

/// A mini-program that goes from page to page.
struct Run {
    program: MiniProgram,
    uncaught: Arc<Mutex<Vec<Uncaught>>>,
    patience: Duration,
    // Its pages and the chrome live as long as it does.
    _pages: Arc<HeadlessPages>,
    _chrome: Arc<ChromeLink>,
}

impl Run {
    /// Opens a page in the place of all others. No run is left where the mini-program does not
    /// answer any more.
    fn open(self, page: &str) -> (Vec<Uncaught>, Option<Self>) {
        let url = Value::String(format!("/{page}"));
        let code = format!(
            "wx.reLaunch({{ url: {url} }}).then(() => '', (error) => String(error.errMsg))"
        );
        let (sender, receiver) = mpsc::channel();
        self.program.call_framework_with(
            "evaluate",
            json!({ "code": code }),
            Box::new(move |answer| {
                // Nobody listens any more where it came too late.
                let _ = sender.send(answer);
            }),
        );
        let (failure, patience) = match receiver.recv_timeout(self.patience) {
            Ok(Ok(answer)) => (
                answer.as_str().unwrap_or_default().to_owned(),
                self.patience,
            ),
            Ok(Err(error)) => (error.to_string(), self.patience),
            Err(_) => ("wx.reLaunch does not answer".to_owned(), PROBE),
        };
        self.rest(failure, patience)
    }

    /// Waits for what the page does by itself, and takes what was uncaught until then. No run is
    /// left where a script goes on for longer than `patience`.
    fn rest(self, failure: String, patience: Duration) -> (Vec<Uncaught>, Option<Self>) {
        let end = Instant::now() + AFTERMATH;
        while let Some(left) = end.checked_duration_since(Instant::now()) {
            self.program.settle_within(left);
            thread::sleep(left.min(AFTERMATH / 10));
        }
        // A page that is never quiet, as with a loop of timers, is no error; one whose script does
        // not return is.
        let alive = self.program.settle_within(AFTERMATH) || self.program.responds_within(patience);
        if !alive {
            self.program.close();
        }
        let mut errors =
            std::mem::take(&mut *self.uncaught.lock().unwrap_or_else(PoisonError::into_inner));
        if !alive {
            let limit = self.patience.as_millis();
            errors.push(Uncaught::said(format!(
                "a script did not return within {limit} ms and was ended"
            )));
        } else if !failure.is_empty() {
            errors.push(Uncaught::said(format!("the page does not open: {failure}")));
        }
        (errors, alive.then_some(self))
    }
}

impl Uncaught {
    /// What no line of the author's says.
    fn said(message: String) -> Self {
        Self {
            file: String::new(),
            line: 0,
            message,
        }
    }

    fn of(record: LogRecord) -> Self {
        Self {
            file: record.file,
            line: record.line,
            message: record.text.lines().next().unwrap_or_default().to_owned(),
        }
    }
}

/// A folder that goes away.
struct DataFolder(std::path::PathBuf);

impl DataFolder {
    fn create() -> Result<Self, String> {
        let folder = std::env::temp_dir().join(format!("peapod-check-{}", std::process::id()));
        std::fs::create_dir_all(&folder)
            .map_err(|error| format!("{}: {error}", folder.display()))?;
        Ok(Self(folder))
    }
}

impl Drop for DataFolder {
    fn drop(&mut self) {
        // What cannot be removed lies in the folder for temporary files.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
