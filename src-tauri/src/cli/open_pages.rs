//! `peapod check --open-pages`: opens every page in the headless host and says what nobody caught.

use std::{
    path::Path,
    process::ExitCode,
    sync::{Arc, Mutex, PoisonError},
    thread,
    time::{Duration, Instant},
};

use peapod_runtime::{LogKind, LogRecord, MiniProgram};
use serde::Serialize;

use super::write_stdout;
use crate::{
    chrome::ChromeLink, code::Code, folders::Folders, layout, measure::Measure,
    page_host::headless::HeadlessPages, start,
};

/// What happens this long after a page has opened still counts as the page's: the first timers
/// and the answers of the simulated device.
const AFTERMATH: Duration = Duration::from_millis(300);

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

pub fn run(dir: &Path, json: bool) -> ExitCode {
    // Many pages take their time: what is found is said at once.
    let say = |page: &Opened| {
        if !json {
            write_stdout(&human(dir, page));
        }
    };
    let report = match open_all(dir, &say) {
        Ok(report) => report,
        Err(message) => return super::fail(&message, 1),
    };
    let broken = report.pages.iter().filter(|it| !it.errors.is_empty());
    let broken = broken.count();
    let text = if json {
        match serde_json::to_string(&report) {
            Ok(text) => text + "\n",
            Err(error) => return super::fail(&error.to_string(), 1),
        }
    } else {
        format!(
            "{} pages opened, {broken} with uncaught errors\n",
            report.pages.iter().filter(|it| it.page != APP).count(),
        )
    };
    write_stdout(&text);
    if broken == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

fn human(dir: &Path, page: &Opened) -> String {
    let mut text = String::new();
    for error in &page.errors {
        let place = if error.file.is_empty() {
            String::new()
        } else {
            format!("{}:{}: ", dir.join(&error.file).display(), error.line)
        };
        text.push_str(&format!("{}: {place}{}\n", page.page, error.message));
    }
    text
}

/// Stands for the mini-program before its first page.
const APP: &str = "app";

fn open_all(dir: &Path, say: &dyn Fn(&Opened)) -> Result<Report, String> {
    let path = dir
        .canonicalize()
        .map_err(|error| format!("cannot open {}: {error}", dir.display()))?;
    // Storage and files of its own, so that what was run before changes nothing.
    let data = DataFolder::create()?;
    let folders = Folders::new(Some(&data.0));
    let code = Code::open(&path, &folders, None)?;
    let package = code.package();
    let mut run = None;
    let mut pages = Vec::new();
    for page in &package.app().pages {
        let mut current = match run.take() {
            Some(run) => run,
            None => {
                let started = Run::start(&path, &code, &folders)?;
                let errors = started.take_errors();
                if !errors.is_empty() || pages.is_empty() {
                    let app = Opened {
                        page: APP.to_owned(),
                        errors,
                    };
                    say(&app);
                    pages.push(app);
                }
                started
            }
        };
        let (errors, alive) = current.open(page);
        let opened = Opened {
            page: page.clone(),
            errors,
        };
        say(&opened);
        pages.push(opened);
        if alive {
            run = Some(current);
        } else {
            current.program.close();
        }
    }
    if let Some(run) = run {
        run.program.close();
    }
    Ok(Report { pages })
}

/// A mini-program that goes from page to page.
struct Run {
    program: MiniProgram,
    uncaught: Arc<Mutex<Vec<Uncaught>>>,
    // Its pages and the chrome live as long as it does.
    _pages: Arc<HeadlessPages>,
    _chrome: Arc<ChromeLink>,
}

impl Run {
    fn start(path: &Path, code: &Arc<Code>, folders: &Folders) -> Result<Self, String> {
        let chrome = Arc::new(ChromeLink::headless());
        let assembly = start::assemble(code.clone(), path, folders, None, chrome.clone(), false)?;
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
        let program = assembly.launch(pages.clone(), Vec::new(), 0, on_log)?;
        pages.connect(&program);
        let run = Self {
            program,
            uncaught,
            _pages: pages,
            _chrome: chrome,
        };
        run.wait();
        Ok(run)
    }

    /// Opens a page in the place of all others. False where the mini-program does not answer any
    /// more.
    fn open(&mut self, page: &str) -> (Vec<Uncaught>, bool) {
        let url = serde_json::Value::String(format!("/{page}"));
        let code = format!(
            "wx.reLaunch({{ url: {url} }}).then(() => '', (error) => String(error.errMsg))"
        );
        let answer = self.program.evaluate(&code);
        let failure = match &answer {
            Ok(answer) => answer.as_str().unwrap_or_default().to_owned(),
            Err(error) => error.to_string(),
        };
        if answer.is_ok() {
            self.wait();
        }
        let mut errors = self.take_errors();
        if !failure.is_empty() {
            errors.push(Uncaught {
                file: String::new(),
                line: 0,
                message: format!("the page does not open: {failure}"),
            });
        }
        (errors, answer.is_ok())
    }

    fn wait(&self) {
        let end = Instant::now() + AFTERMATH;
        while Instant::now() < end {
            self.program.settle();
            thread::sleep(AFTERMATH / 10);
        }
        self.program.settle();
    }

    fn take_errors(&self) -> Vec<Uncaught> {
        std::mem::take(&mut *self.uncaught.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Uncaught {
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
