//! `peapod run --headless`: no window and no webview, but logic, routing, APIs and the element tree.

use std::{
    io::Read,
    path::PathBuf,
    process::ExitCode,
    sync::{
        Arc, Mutex, MutexGuard, OnceLock, PoisonError, Weak,
        atomic::{AtomicBool, Ordering},
        mpsc::{self, Sender},
    },
    thread,
    time::{Duration, Instant},
};

use peapod_compiler::OpenOptions;
use peapod_runtime::LogRecord;

use crate::{
    automation::{self, AutomationHost, Server},
    chrome::ChromeLink,
    cli::{self, RunOptions, Theme},
    code::Code,
    console,
    folders::Folders,
    instance::Session,
    layout::{self, Insets},
    measure::Measure,
    page_host::headless::HeadlessPages,
    start::Resume,
    start::{self, Running},
    watch::{Issue, Phase, Watch, WatchedHost},
};

/// How long a picture waits for a page between two: what a slow machine takes to open one.
const NEXT_PAGE: Duration = Duration::from_secs(5);

/// Why the process ends.
enum End {
    /// stdin closed, a signal, `Tool.close`, or the mini-program left.
    Quit,
    Failed(String),
}

struct Headless {
    options: RunOptions,
    path: PathBuf,
    folders: Folders,
    chrome: Arc<ChromeLink>,
    running: Mutex<Option<Arc<Session>>>,
    pages: Mutex<Option<Arc<HeadlessPages>>>,
    server: Mutex<Option<Server>>,
    /// Between the beginning of a launch and its end.
    launching: AtomicBool,
    watch: OnceLock<Watch>,
    end: Sender<End>,
}

/// Runs until stdin closes or the process is told to end.
pub fn run(options: &RunOptions) -> ExitCode {
    console::install(options.log.level);
    let path = match options.source.canonicalize() {
        Ok(path) => path,
        Err(error) => {
            let source = options.source.display();
            return cli::fail(
                &format!(
                    "cannot open {source}: {error}; give a folder with an app.json, or a zip of one"
                ),
                1,
            );
        }
    };
    let (end, ended) = mpsc::channel();
    let host = Arc::new(Headless {
        options: options.clone(),
        path,
        folders: Folders::new(options.data_dir.as_deref()),
        chrome: Arc::new(ChromeLink::headless()),
        running: Mutex::default(),
        pages: Mutex::default(),
        server: Mutex::default(),
        launching: AtomicBool::new(true),
        watch: OnceLock::new(),
        end: end.clone(),
    });
    if let Some(listen) = options.automation() {
        match Server::start(&listen, Arc::new(Automated(Arc::downgrade(&host)))) {
            Ok(server) => {
                automation::announce(&server);
                *lock(&host.server) = Some(server);
            }
            Err(message) => return cli::fail(&message, 1),
        }
    }
    if !options.detached {
        watch_stdin(end.clone());
    }
    watch_signals(end);
    if options.watch {
        match Watch::start(&host.path, Arc::new(Watched(Arc::downgrade(&host)))) {
            // It is set once.
            Ok(watch) => drop(host.watch.set(watch)),
            Err(message) => return cli::fail(&message, 1),
        }
    }
    if let Err(message) = host.launch(None) {
        if options.watch {
            // The next save may mend it.
            log::error!("{message}");
        } else {
            return cli::fail(&message, 1);
        }
    }
    let reason = ended.recv().unwrap_or(End::Quit);
    host.stop();
    match reason {
        End::Quit => ExitCode::SUCCESS,
        End::Failed(message) => cli::fail(&message, 1),
    }
}

/// A parent that dies or closes the pipe takes this process with it.
fn watch_stdin(end: Sender<End>) {
    thread::spawn(move || {
        let mut buffer = [0; 1024];
        let mut input = std::io::stdin().lock();
        while matches!(input.read(&mut buffer), Ok(count) if count > 0) {}
        // The main thread may have ended already.
        let _ = end.send(End::Quit);
    });
}

#[cfg(unix)]
fn watch_signals(end: Sender<End>) {
    use tokio::signal::unix::{SignalKind, signal};
    thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build();
        let Ok(runtime) = runtime else { return };
        runtime.block_on(async {
            let (Ok(mut terminate), Ok(mut interrupt)) = (
                signal(SignalKind::terminate()),
                signal(SignalKind::interrupt()),
            ) else {
                return;
            };
            tokio::select! {
                _ = terminate.recv() => {}
                _ = interrupt.recv() => {}
            }
            let _ = end.send(End::Quit);
        });
    });
}

#[cfg(not(unix))]
fn watch_signals(_end: Sender<End>) {}

impl Headless {
    fn launch(self: &Arc<Self>, resume: Option<Resume>) -> Result<(), String> {
        self.launching.store(true, Ordering::Release);
        let launched = self.assemble_and_launch(resume);
        self.launching.store(false, Ordering::Release);
        launched
    }

    fn assemble_and_launch(self: &Arc<Self>, resume: Option<Resume>) -> Result<(), String> {
        let measure = Arc::new(Measure::start());
        let (code, stack) = match resume {
            Some(resume) => (resume.code, resume.stack),
            None => {
                let code = Code::open(&self.path, &self.folders, Some(&self.options))?;
                (code, self.options.page.clone().into_iter().collect())
            }
        };
        let assembly = start::assemble(
            code,
            &self.path,
            &self.folders,
            Some(&self.options),
            self.chrome.clone(),
            // A client of the automation port answers dialogs, as in the window.
            self.options.auto_port.is_some(),
        )?;
        let watcher = Arc::downgrade(self);
        self.chrome.attach(
            assembly.resources(),
            Box::new(move |command, params| {
                let Some(host) = watcher.upgrade() else {
                    return;
                };
                match command {
                    "exit" => {
                        let _ = host.end.send(End::Quit);
                    }
                    "automation" => {
                        host.emit(params.clone());
                        host.thrown(params);
                    }
                    _ => {}
                }
            }),
        );
        let screen = assembly.device.profile().screen;
        let theme = self.options.theme.map_or("light", Theme::as_str);
        let info = layout::device_info(&screen, layout::window_size(&screen), 1.0, theme);
        let pages = HeadlessPages::new(info, self.chrome.clone(), measure.clone());
        // Without the automation port nobody can answer a dialog.
        let pages = Arc::new(pages.unattended(self.options.auto_port.is_none()));
        *lock(&self.pages) = Some(pages.clone());
        let session = Arc::new(Session::new(
            &self.path,
            self.chrome.clone(),
            measure,
            |_| pages.clone(),
            Box::new(|| ()),
        ));
        session.serve(assembly.apis.clone());
        *lock(&self.running) = Some(session.clone());
        let logged = Arc::downgrade(self);
        let on_log = Arc::new(move |record: LogRecord| {
            if let Some(host) = logged.upgrade() {
                host.emit(automation::log_event(&record));
            }
        });
        let program = assembly.launch(pages.clone(), stack, 0, on_log)?;
        pages.connect(&program);
        session.measure.launched();
        session.attach(Arc::new(Running(program)), assembly.device.clone());
        if let Some(server) = &*lock(&self.server) {
            server.initialized();
        }
        session.runs(assembly.code.clone());
        Ok(())
    }

    /// An exception of the mini-program that runs.
    fn thrown(&self, event: &serde_json::Value) {
        let session = lock(&self.running).as_ref().map(|it| it.id);
        if let (Some(watch), Some(session)) = (self.watch.get(), session)
            && event["method"] == "App.exceptionThrown"
        {
            watch.thrown(session, &event["params"]);
        }
    }

    fn stop(&self) {
        if let Some(session) = lock(&self.running).take() {
            session.stop();
        }
        self.chrome.detach();
    }

    fn emit(&self, event: serde_json::Value) {
        if let Some(server) = &*lock(&self.server) {
            server.emit(event);
        }
    }
}

struct Automated(Weak<Headless>);

impl AutomationHost for Automated {
    fn session(&self) -> Option<Arc<Session>> {
        lock(&self.0.upgrade()?.running).clone()
    }

    fn starting(&self) -> bool {
        let host = self.0.upgrade();
        host.is_some_and(|it| it.launching.load(Ordering::Acquire))
    }

    fn capture(&self) -> Result<Vec<u8>, String> {
        let host = self.0.upgrade().ok_or("the host is closing")?;
        let pages = lock(&host.pages).clone();
        let pages = pages.ok_or("no mini-program is running")?;
        let deadline = Instant::now() + NEXT_PAGE;
        loop {
            match pages.picture() {
                // The old pages are gone and the next is still being made.
                Err(_) if Instant::now() < deadline => thread::sleep(Duration::from_millis(20)),
                answer => return answer,
            }
        }
    }

    fn insets(&self) -> Insets {
        Insets::default()
    }

    fn chrome_event(&self, name: &str, payload: serde_json::Value) {
        let Some(host) = self.0.upgrade() else { return };
        match (name, payload["action"].as_str()) {
            ("menu", Some("exit")) => {
                let _ = host.end.send(End::Quit);
            }
            ("menu", Some("reload")) => self.reload(),
            ("reply", _) if host.chrome.take_reply(&payload) => {}
            _ => {
                if let Some(session) = self.session() {
                    session.chrome_event(name, &payload);
                }
            }
        }
    }

    fn forget_compiled(&self) -> Result<(), String> {
        let host = self.0.upgrade().ok_or("the host is closing")?;
        host.folders.forget_compiled()
    }

    fn stop(&self) {
        if let Some(host) = self.0.upgrade() {
            host.stop();
        }
    }

    fn reload(&self) {
        if let Some(host) = self.0.upgrade() {
            host.stop();
            if let Err(message) = host.launch(None) {
                let _ = host.end.send(End::Failed(message));
            }
        }
    }

    fn exit(&self) {
        if let Some(host) = self.0.upgrade() {
            let _ = host.end.send(End::Quit);
        }
    }

    fn watch_state(&self) -> Option<serde_json::Value> {
        Some(self.0.upgrade()?.watch.get()?.state())
    }
}

struct Watched(Weak<Headless>);

impl WatchedHost for Watched {
    fn open_options(&self) -> OpenOptions {
        start::open_options(self.0.upgrade().as_ref().map(|host| &host.options))
    }

    fn phase(&self) -> Phase {
        let Some(host) = self.0.upgrade() else {
            return Phase::Starting;
        };
        if host.launching.load(Ordering::Acquire) {
            return Phase::Starting;
        }
        let session = lock(&host.running).clone();
        session
            .filter(|session| session.code().is_some())
            .map_or(Phase::Down, Phase::Runs)
    }

    fn restart(&self, resume: Option<Resume>) {
        if let Some(host) = self.0.upgrade() {
            host.stop();
            if let Err(message) = host.launch(resume) {
                log::error!("{message}");
            }
        }
    }

    fn show_issues(&self, _: &[Issue]) {}

    fn refresh_assets(&self, _: &[String]) {}
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
