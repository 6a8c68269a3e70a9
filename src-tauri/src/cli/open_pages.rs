//! `peapod check --open-pages`: opens every page in the headless host and says what nobody caught.

use std::{
    path::PathBuf,
    process::ExitCode,
    sync::{Arc, Mutex, PoisonError, mpsc},
    thread,
    time::{Duration, Instant},
};

use peapod_compiler::{Package, Theme};
use peapod_runtime::{LogKind, LogRecord, MiniProgram};
use serde::Serialize;
use serde_json::{Value, json};

use super::{CheckOptions, check, write_stdout};
use crate::{
    chrome::ChromeLink, code::Code, folders::Folders, layout, measure::Measure,
    page_host::headless::HeadlessPages, start,
};

/// What happens this long after a page has opened still counts as the page's: the answers of the
/// simulated device.
const AFTERMATH: Duration = Duration::from_millis(300);
/// Timeouts that the page has set by then are awaited when they are no longer than this: servers
/// that answer, as mock data play them.
const TIMEOUTS: Duration = Duration::from_secs(4);
/// After a call has already waited for as long as a script may take, whether it is the script's
/// fault shows at once.
const PROBE: Duration = Duration::from_millis(100);
/// A mini-program that is stuck so often in a row is stuck before it comes to its pages.
const MAX_STUCK_STARTS: usize = 4;

/// An error that nobody caught, or an API call that failed without anybody who handles it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Uncaught {
    #[serde(skip)]
    kind: Kind,
    /// Package path of the author's file; empty where the stack names none.
    file: String,
    /// From 1; 0 where unknown.
    line: u32,
    message: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Error,
    Failure,
}

/// One page, or `app` for what comes before the first.
#[derive(Debug, Serialize)]
struct Opened {
    page: String,
    errors: Vec<Uncaught>,
    failures: Vec<Uncaught>,
}

impl Opened {
    fn new(page: &str, uncaught: Vec<Uncaught>) -> Self {
        let (errors, failures) = (uncaught.into_iter()).partition(|it| it.kind == Kind::Error);
        Self {
            page: page.to_owned(),
            errors,
            failures,
        }
    }
}

#[derive(Debug, Serialize)]
struct Report {
    pages: Vec<Opened>,
}

pub fn run(options: &CheckOptions) -> ExitCode {
    let (dir, json) = (&*options.dir, options.json);
    // Many pages take their time: what is found is said at once.
    let say = |package: &Package, page: &Opened| {
        if !json {
            write_stdout(&human(
                &|file| check::place_of(dir, Some(package), file),
                page,
            ));
        }
    };
    let report = match open_all(options, &say) {
        Ok(report) => report,
        Err(message) => return super::fail(&message, 1),
    };
    let clean = (report.pages.iter()).all(|it| it.errors.is_empty() && it.failures.is_empty());
    let text = if json {
        match serde_json::to_string(&report) {
            Ok(text) => text + "\n",
            Err(error) => return super::fail(&error.to_string(), 1),
        }
    } else {
        let pages = || report.pages.iter().filter(|it| it.page != APP);
        format!(
            "{} pages opened, {} with uncaught errors, {} with failed calls that nobody handles\n",
            pages().count(),
            pages().filter(|it| !it.errors.is_empty()).count(),
            pages().filter(|it| !it.failures.is_empty()).count(),
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
    for error in page.errors.iter().chain(&page.failures) {
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

/// What is opened, as `path?query`: every page, with the queries of the compile modes that the
/// project has for it.
fn targets(package: &Package) -> Vec<String> {
    let modes = package
        .project_config()
        .pointer("/condition/miniprogram/list");
    let modes: Vec<(&str, &str)> = (modes.and_then(Value::as_array).into_iter().flatten())
        .filter_map(|mode| {
            let path = mode.get("pathName")?.as_str()?.trim_start_matches('/');
            let query = mode.get("query").and_then(Value::as_str);
            Some((path, query.unwrap_or_default()))
        })
        .collect();
    let mut targets: Vec<String> = Vec::new();
    for page in &package.app().pages {
        let mut queries: Vec<&str> = (modes.iter())
            .filter(|(path, _)| path == page)
            .map(|(_, query)| *query)
            .collect();
        if queries.is_empty() {
            queries.push("");
        }
        for query in queries {
            let mark = if query.is_empty() { "" } else { "?" };
            let target = format!("{page}{mark}{query}");
            if !targets.contains(&target) {
                targets.push(target);
            }
        }
    }
    targets
}

fn open_all(options: &CheckOptions, say: &dyn Fn(&Package, &Opened)) -> Result<Report, String> {
    let dir = &options.dir;
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
        patience: options.timeout,
    };
    let mut report = Report { pages: Vec::new() };
    let mut add = |page: &str, errors: Vec<Uncaught>| {
        let opened = Opened::new(page, errors);
        say(&package, &opened);
        report.pages.push(opened);
    };
    let (errors, mut run) = opener.start(None)?;
    let mut stuck_starts = usize::from(run.is_none());
    let mut said = errors.clone();
    add(APP, errors);
    let tabs = package
        .tab_bar(Theme::Light)
        .map_or_else(Vec::new, |bar| bar.list);
    let targets = if options.pages.is_empty() {
        targets(&package)
    } else {
        options.pages.clone()
    };
    for page in &targets {
        let path = page.split_once('?').map_or(&**page, |(path, _)| path);
        let tab = tabs.iter().any(|tab| tab.page_path == path);
        let (mut errors, alive) = match run {
            Some(run) => run.open(page, tab),
            // Straight to the page, as it may be the first one that is stuck.
            None => opener.start(Some(page))?,
        };
        run = alive;
        if let Some(opened) = run {
            let (left, alive) = opened.leave();
            // The page below may say again what it has said before.
            errors.extend(left.into_iter().filter(|error| !said.contains(error)));
            run = alive;
        }
        said.extend(errors.iter().cloned());
        add(page, errors);
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
            let kind = match record.kind {
                LogKind::Exception => Kind::Error,
                LogKind::Failure => Kind::Failure,
                _ => return,
            };
            sink.lock()
                .unwrap_or_else(PoisonError::into_inner)
                .push(Uncaught::of(kind, record));
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
    /// Opens a page as people come to it: a tab, or above the page that is there; anew where it is
    /// the tab that shows, or a tab with a query, which `switchTab` would drop. No run is left where
    /// the mini-program does not answer any more.
    fn open(self, page: &str, tab: bool) -> (Vec<Uncaught>, Option<Self>) {
        let url = Value::String(format!("/{page}"));
        let code = format!(
            "(({{ url, tab }}) => {{
                const anew = url.includes('?') || url === '/' + getCurrentPages().at(-1)?.route
                const route = !tab ? 'navigateTo' : anew ? 'reLaunch' : 'switchTab'
                return wx[route]({{ url }})
                    .then(() => '', (error) => 'the page does not open: ' + error.errMsg)
            }})({{ url: {url}, tab: {tab} }})"
        );
        let (failure, patience) = self.ask(code);
        self.rest(failure, patience)
    }

    /// Goes back to the page at the bottom; where that does not work, everything makes room for it.
    fn leave(self) -> (Vec<Uncaught>, Option<Self>) {
        let code = "(async () => {
            const above = () => getCurrentPages().length - 1
            if (above() > 0) await wx.navigateBack({ delta: above() }).catch(() => {})
            if (above() > 0) await wx.reLaunch({ url: '/' + getCurrentPages()[0].route })
            return ''
        })()";
        let (failure, patience) = self.ask(code.to_owned());
        self.settled(failure, patience, Duration::ZERO)
    }

    /// What is wrong with a route, empty where it succeeds, and how long a script may still go on.
    fn ask(&self, code: String) -> (String, Duration) {
        let (sender, receiver) = mpsc::channel();
        self.program.call_framework_with(
            "evaluate",
            json!({ "code": code }),
            Box::new(move |answer| {
                // Nobody listens any more where it came too late.
                let _ = sender.send(answer);
            }),
        );
        match receiver.recv_timeout(self.patience) {
            Ok(Ok(answer)) => (
                answer.as_str().unwrap_or_default().to_owned(),
                self.patience,
            ),
            Ok(Err(error)) => (error.to_string(), self.patience),
            Err(_) => ("the route does not end".to_owned(), PROBE),
        }
    }

    /// Waits for what the page does by itself, and takes what was uncaught until then. No run is
    /// left where a script goes on for longer than `patience`.
    fn rest(self, failure: String, patience: Duration) -> (Vec<Uncaught>, Option<Self>) {
        let end = Instant::now() + AFTERMATH;
        while let Some(left) = end.checked_duration_since(Instant::now()) {
            self.program.settle_within(left);
            thread::sleep(left.min(AFTERMATH / 10));
        }
        self.settled(failure, patience, TIMEOUTS)
    }

    /// As [`Self::rest`], but waits only for what is being done and for timeouts no longer than
    /// `timeouts`.
    fn settled(
        self,
        failure: String,
        patience: Duration,
        timeouts: Duration,
    ) -> (Vec<Uncaught>, Option<Self>) {
        // A page that is never quiet, as with a loop of timers, is no error; one whose script does
        // not return is.
        let quiet = self.program.settle_within(AFTERMATH)
            && self
                .program
                .settle_timeouts_within(timeouts, timeouts + AFTERMATH);
        let alive = quiet || self.program.responds_within(patience);
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
            errors.push(Uncaught::said(failure));
        }
        (errors, alive.then_some(self))
    }
}

impl Uncaught {
    /// What no line of the author's says.
    fn said(message: String) -> Self {
        Self {
            kind: Kind::Error,
            file: String::new(),
            line: 0,
            message,
        }
    }

    fn of(kind: Kind, record: LogRecord) -> Self {
        Self {
            kind,
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
