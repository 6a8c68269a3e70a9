//! The host with a window: Tauri, the shell, and one mini-program at a time.

mod automated;
mod metrics;
mod setup;
mod watched;

use std::{
    path::PathBuf,
    sync::{
        Arc, Mutex, MutexGuard, OnceLock, PoisonError, Weak,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::Duration,
};

use peapod_runtime::{LogRecord, host::HostInfo};
use serde_json::{Value, json};
use tauri::{AppHandle, Manager};

use crate::{
    album,
    automation::{self, AutomationHost},
    chrome::ChromeLink,
    cli::{self, RunOptions},
    device,
    folders::Folders,
    instance::{Session, SessionId},
    launcher::{Entry, Launcher},
    layout,
    mobile::install::Packages,
    page_host::{
        HostHandle,
        platform::{self, MainWindow},
        stage::Command,
    },
    scope_settings, screenshot,
    start::{self, Opening},
    watch::Watch,
};

use automated::Automated;
pub use setup::open;

/// Label of the one window and its webview.
const SHELL: &str = "shell";
const WINDOW_KEY: &str = "window";

/// The host of this process.
pub struct HostApp {
    tauri: AppHandle,
    pub chrome: Arc<ChromeLink>,
    pub folders: Folders,
    launcher: Launcher,
    /// Options of `peapod run`; `None` when the launcher was opened.
    pub options: Option<RunOptions>,
    running: Mutex<Option<Arc<Session>>>,
    #[cfg(mobile)]
    lifecycle: crate::mobile::Lifecycle,
    info: Mutex<HostInfo>,
    /// Between the beginning of a launch and its end; the first begins with the process.
    launching: AtomicBool,
    watch: OnceLock<Watch>,
    /// The pages of the running mini-program.
    pages: Mutex<Weak<HostHandle>>,
    turned: layout::Turned,
    /// Of the device that the window stands for.
    #[cfg(not(mobile))]
    screen: peapod_native_apis::device::profile::Screen,
    /// Outlives restarts of the mini-program.
    automation: Arc<automation::Switch>,
}

impl HostApp {
    /// Mini-programs that were opened before.
    pub const fn launcher(&self) -> &Launcher {
        &self.launcher
    }

    /// The mini-program that runs.
    pub fn session(&self) -> Option<Arc<Session>> {
        lock(&self.running).clone()
    }

    /// Whether the application is seen.
    #[cfg(mobile)]
    pub const fn lifecycle(&self) -> &crate::mobile::Lifecycle {
        &self.lifecycle
    }

    /// Installed packages.
    pub fn packages(&self) -> Packages {
        Packages::new(self.folders.packages())
    }

    /// Current metrics.
    pub fn info(&self) -> HostInfo {
        lock(&self.info).clone()
    }

    /// Opens a mini-program in place of the running one.
    ///
    /// # Errors
    /// There is nothing at the path. All later failures are shown in the window.
    pub fn open_path(self: Arc<Self>, path: PathBuf) -> Result<(), String> {
        self.open_with(path, Opening::default())
    }

    /// The same, entered in some other way.
    ///
    /// # Errors
    /// Those of [`Self::open_path`].
    pub fn open_with(self: Arc<Self>, path: PathBuf, opening: Opening) -> Result<(), String> {
        let path = path.canonicalize().map_err(|error| {
            format!(
                "cannot open {}: {error}; give a folder with an app.json, or a zip of one",
                path.display()
            )
        })?;
        self.launching.store(true, Ordering::Release);
        self.stop_session();
        // Compiling takes a while, and neither the main thread nor the shell may wait for it.
        let spawned = thread::Builder::new().name("launch".into()).spawn(move || {
            let started = start::in_window(&self, &path, opening);
            self.launching.store(false, Ordering::Release);
            if let Err(message) = started {
                log::error!("{}: {message}", path.display());
                self.chrome.send(
                    "fatal",
                    json!({"message": message, "title": "Cannot start"}),
                );
                if self
                    .options
                    .as_ref()
                    .is_some_and(|it| it.screenshot.is_some())
                {
                    self.fail(&message);
                }
            }
        });
        spawned.map(drop).map_err(|error| error.to_string())
    }

    /// A new launch begins.
    pub fn set_session(&self, session: Arc<Session>, entry: Entry) {
        let title = entry.name.clone();
        self.launcher.remember(entry);
        *lock(&self.running) = Some(session);
        let tauri = self.tauri.clone();
        platform::on_main_thread(move || {
            if let Some(window) = tauri.get_webview_window(SHELL) {
                // A window without a title is no reason to fail.
                let _ = window.set_title(&title);
            }
        });
    }

    /// Ends the running mini-program; its pages go.
    pub fn stop_session(&self) {
        if let Some(session) = lock(&self.running).take() {
            session.stop();
            platform::on_main_thread(|| {
                platform::with_window(MainWindow::close_stage);
            });
        }
        self.chrome.detach();
    }

    /// Leaves the mini-program: back to the launcher, or out where it was started by `run`.
    pub fn close(&self) {
        self.stop_session();
        if self.options.is_some() {
            self.tauri.exit(0);
        } else {
            self.show_launcher();
        }
    }

    fn show_launcher(&self) {
        device::outside::hold("auto");
        let sources = device::outside::sources();
        let params = json!({"view": "launcher", "sources": sources});
        self.chrome.send("screen", params);
    }

    /// The mini-program asked to leave. Called from the logic thread, which cannot wait for its own
    /// end.
    pub fn leave(self: Arc<Self>) {
        after(Duration::ZERO, move || self.close());
    }

    /// An event for automation clients.
    pub fn automation_event(&self, event: &Value) {
        self.automation.with(|server| server.emit(event.clone()));
    }

    /// Something the mini-program wrote to its console.
    pub fn log_record(&self, record: &LogRecord) {
        self.automation
            .with(|server| server.emit(automation::log_event(record)));
    }

    /// A fresh script context stands.
    pub fn initialized(&self) {
        self.automation.with(automation::Server::initialized);
    }

    fn automated(self: &Arc<Self>) -> Arc<dyn AutomationHost> {
        Arc::new(Automated(Arc::downgrade(self)))
    }

    /// Pages of a new launch; errors of saved files lie over them from the beginning.
    pub fn show_pages(&self, pages: &Arc<HostHandle>) {
        *lock(&self.pages) = Arc::downgrade(pages);
        if let Some(watch) = self.watch.get() {
            pages.send(Command::Issues(json!(watch.issues())));
        }
    }

    /// An event of the logic that may be an exception.
    pub fn watch_exception(&self, session: SessionId, event: &Value) {
        if let Some(watch) = self.watch.get()
            && event["method"] == "App.exceptionThrown"
        {
            watch.thrown(session, &event["params"]);
        }
    }

    /// Starts the running mini-program anew.
    pub fn reload(self: Arc<Self>) {
        let path = self
            .session()
            .map(|it| it.path.clone())
            .or_else(|| Some(self.options.as_ref()?.source.clone()));
        if let Some(path) = path
            && let Err(message) = self.open_path(path)
        {
            log::error!("{message}");
        }
    }

    /// Ends the process.
    pub fn exit(&self, code: i32) {
        self.stop_session();
        self.tauri.exit(code);
    }

    fn fail(&self, message: &str) {
        cli::fail(message, 1);
        self.tauri.exit(1);
    }

    /// The shell's listener stands.
    pub fn shell_ready(&self) {
        self.chrome.shell_ready();
    }

    /// Something happened in the shell.
    pub fn chrome_event(self: &Arc<Self>, name: &str, payload: Value) {
        match name {
            "reply" if self.chrome.take_reply(&payload) => {}
            "menu" => match payload.get("action").and_then(Value::as_str) {
                Some("exit") => self.close(),
                Some("reload") => self.clone().reload(),
                Some("settings") => self.open_settings(),
                Some("automation") => {
                    // Starting a server blocks, which the shell's calls must not.
                    let host = self.clone();
                    after(Duration::ZERO, move || {
                        host.automation.toggle(host.automated())
                    });
                }
                _ => self.to_logic(name, &payload),
            },
            // The host owns both.
            "theme" | "resize" => {}
            _ => self.to_logic(name, &payload),
        }
    }

    fn to_logic(&self, name: &str, payload: &Value) {
        if let Some(session) = self.session() {
            session.chrome_event(name, payload);
        }
    }

    /// Puts the shell above the pages or below; returns when that is so.
    pub async fn raise_shell(&self, raised: bool) {
        let (done, is_done) = tokio::sync::oneshot::channel();
        platform::on_main_thread(move || {
            platform::with_window(|window| window.raise_shell(raised));
            // The shell may be gone by now.
            let _ = done.send(());
        });
        // An error means that the main loop has ended.
        let _ = is_done.await;
    }

    /// Saves a picture that the preview shows.
    ///
    /// # Errors
    /// What to tell the user.
    pub async fn save_image(&self, url: &str) -> Result<(), String> {
        let apis = self.session().and_then(|session| session.apis());
        let apis = apis.ok_or("no mini-program is running")?;
        album::save(&apis, url).await
    }

    /// The same for a picture in a page, which has no place to show how it went.
    pub fn save_page_image(self: Arc<Self>, url: String) {
        tauri::async_runtime::spawn(async move {
            let text = match self.save_image(&url).await {
                Ok(()) => "已保存到系统相册".to_owned(),
                Err(error) => format!("保存失败: {error}"),
            };
            self.chrome.send("notice", json!({ "text": text }));
        });
    }

    fn open_settings(self: &Arc<Self>) {
        let Some(apis) = self.session().and_then(|session| session.apis()) else {
            return;
        };
        let host = self.clone();
        tauri::async_runtime::spawn(async move {
            scope_settings::open(&host.chrome, apis).await;
        });
    }

    /// A button of a capsule that a page draws itself.
    pub fn capsule(self: Arc<Self>, action: &str) {
        match action {
            "menu" => self.chrome.send("openMenu", json!({})),
            "close" => self.leave(),
            other => log::debug!("unknown action of the capsule: {other}"),
        }
    }

    /// The shell's webview died; a new one starts from what is replayed.
    #[cfg_attr(
        windows,
        allow(dead_code, reason = "wry does not tell of WebView2's processes")
    )]
    pub fn shell_lost(&self) {
        self.chrome.shell_lost();
        platform::on_idle(|| {
            platform::with_window(|window| window.raise_shell(false));
        });
    }

    /// A key that the host acts on; false when nothing runs that could.
    #[cfg(any(target_os = "linux", mobile))]
    pub fn key(self: &Arc<Self>, key: platform::Key) -> bool {
        use platform::Key;
        match key {
            Key::Back if platform::with_window(|window| window.is_raised()) == Some(true) => {
                self.chrome.send("hardwareBack", json!({}));
            }
            Key::Back => self.to_logic("back", &json!({})),
            #[cfg(target_os = "linux")]
            Key::Reload => self.clone().reload(),
        }
        self.session().is_some()
    }

    /// The first page has been painted.
    pub fn first_paint(self: &Arc<Self>) {
        let Some(file) = self.options.as_ref().and_then(|it| it.screenshot.clone()) else {
            return;
        };
        let Some(session) = self.session() else {
            return;
        };
        let host = self.clone();
        after(Duration::ZERO, move || {
            let taken =
                screenshot::when_settled(&session.measure, &session.chrome, || host.capture());
            let saved = taken.and_then(|png| {
                std::fs::write(&file, png).map_err(|error| format!("{}: {error}", file.display()))
            });
            match saved {
                Ok(()) => host.exit(0),
                Err(message) => host.fail(&message),
            }
        });
    }

    /// A PNG of the window. Blocks; not for the main thread.
    #[cfg(target_os = "android")]
    pub fn capture(&self) -> Result<Vec<u8>, String> {
        device::android::capture().map_err(|error| error.to_string())
    }

    /// A PNG of the window. Blocks; not for the main thread.
    #[cfg(not(target_os = "android"))]
    pub fn capture(&self) -> Result<Vec<u8>, String> {
        let (done, taken) = std::sync::mpsc::channel();
        platform::on_main_thread(move || {
            let png = platform::with_window(|window| platform::window_png(window.window()));
            // The asker may have given up.
            let _ = done.send(png.unwrap_or_else(|| Err("the window is busy".into())));
        });
        taken
            .recv_timeout(Duration::from_secs(10))
            .map_err(|_| "the window does not answer".to_owned())?
    }
}

/// Runs something on its own thread after a while.
fn after(delay: Duration, task: impl FnOnce() + Send + 'static) {
    let spawned = thread::Builder::new().name("timer".into()).spawn(move || {
        thread::sleep(delay);
        task();
    });
    if let Err(error) = spawned {
        log::error!("cannot start a timer: {error}");
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
