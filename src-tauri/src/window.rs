//! The host with a window: Tauri, the shell, and one mini-program at a time.

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
    sync::{
        Arc, Mutex, MutexGuard, OnceLock, PoisonError, Weak,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::Duration,
};

use peapod_compiler::OpenOptions;
use peapod_native_apis::device::profile::Screen;
use peapod_runtime::{LogRecord, host::HostInfo};
use serde_json::{Value, json};
use tauri::{
    AppHandle, Emitter, Manager, RunEvent, WebviewUrl, WebviewWindow, WebviewWindowBuilder,
    WindowEvent,
};
use tauri_plugin_store::StoreExt;

use crate::{
    album,
    automation::{self, AutomationHost},
    chrome::{ChromeLink, commands},
    cli::{self, RunOptions, Theme},
    console, device,
    folders::Folders,
    instance::{Session, SessionId},
    launcher::{Entry, Launcher},
    layout::{self, Insets},
    mobile::{Lifecycle, install::Packages, metrics::Metrics, opening},
    page_host::{
        HostHandle,
        platform::{self, CapsulePart, Key, MainWindow},
        stage::Command,
    },
    scope_settings, screenshot,
    start::{self, Opening, Resume},
    watch::{Issue, Phase, Watch, WatchedHost},
};

/// Label of the one window and its webview.
const SHELL: &str = "shell";
const WINDOW_KEY: &str = "window";

/// Bounds the wait of `--screenshot` for a first paint; a cold start of a large package in a debug
/// build on a slow machine stays below.
const SCREENSHOT_TIMEOUT: Duration = Duration::from_secs(60);

/// The host of this process.
pub struct HostApp {
    tauri: AppHandle,
    pub chrome: Arc<ChromeLink>,
    pub folders: Folders,
    launcher: Launcher,
    /// Options of `peapod run`; `None` when the launcher was opened.
    pub options: Option<RunOptions>,
    running: Mutex<Option<Arc<Session>>>,
    lifecycle: Lifecycle,
    info: Mutex<HostInfo>,
    /// Between the beginning of a launch and its end; the first begins with the process.
    launching: AtomicBool,
    watch: OnceLock<Watch>,
    /// The pages of the running mini-program.
    pages: Mutex<Weak<HostHandle>>,
    /// Whether a landscape page has turned the window.
    turned: AtomicBool,
    /// Of the device that the window stands for.
    screen: Screen,
    /// Outlives restarts of the mini-program.
    automation: Arc<automation::Switch>,
}

/// Opens the window and runs until it closes.
pub fn open(options: Option<RunOptions>) -> ExitCode {
    platform::prepare_process();
    let level = options
        .as_ref()
        .map_or(log::LevelFilter::Info, |it| it.log.level);
    let folders = Folders::new(options.as_ref().and_then(|it| it.data_dir.as_deref()));
    let failure = Arc::new(Mutex::new(None));
    let failed = failure.clone();
    let builder = tauri::Builder::default();
    #[cfg(any(target_os = "macos", target_os = "ios"))]
    let builder = builder.on_web_content_process_terminate(|webview| {
        // Pages are none of Tauri's webviews: this is the shell's.
        log::warn!("the shell's web process terminated; loading it anew");
        if let Some(host) = webview.try_state::<Arc<HostApp>>() {
            host.shell_lost();
        }
        if let Err(error) = webview.reload() {
            log::error!("the shell cannot be loaded: {error}");
        }
    });
    let built = builder
        .plugin(logger(level))
        .plugin(tauri_plugin_store::Builder::default().build())
        .invoke_handler(tauri::generate_handler![
            commands::shell_ready,
            commands::chrome_event,
            commands::shell_raise,
            commands::shell_save_image,
            commands::launcher_list,
            commands::launcher_open,
            commands::launcher_open_path,
            commands::launcher_scan,
            commands::launcher_pick,
            commands::launcher_remove,
        ])
        .setup(move |app| {
            // Tauri panics on an error here.
            if let Err(message) = setup(app.handle(), options, folders) {
                *lock(&failed) = Some(message);
                app.handle().exit(1);
            }
            Ok(())
        })
        .build(tauri::generate_context!());
    match built {
        Ok(app) => {
            let code = app.run_return(|app, event| hear(app, &event));
            if let Some(message) = lock(&failure).take() {
                return cli::fail(&message, 1);
            }
            ExitCode::from(u8::try_from(code).unwrap_or(1))
        }
        Err(error) => cli::fail(
            &format!("cannot open a window: {error}; without a display use --headless"),
            1,
        ),
    }
}

/// What the system tells the application.
fn hear(app: &AppHandle, event: &RunEvent) {
    let Some(host) = app.try_state::<Arc<HostApp>>() else {
        return;
    };
    match event {
        #[cfg(any(target_os = "macos", mobile))]
        RunEvent::Opened { urls } => {
            for url in urls {
                opening::open_received(&host, url);
            }
        }
        // On iOS this is any dialog of the system, and has no counterpart: `page_host/ios` observes
        // the application itself.
        #[cfg(target_os = "android")]
        RunEvent::WindowEvent {
            event: WindowEvent::Suspended,
            ..
        } => opening::system_event(&host, crate::mobile::Event::Background),
        #[cfg(target_os = "android")]
        RunEvent::WindowEvent {
            event: WindowEvent::Resumed,
            ..
        } => opening::system_event(&host, crate::mobile::Event::Foreground),
        RunEvent::Exit => host.stop_session(),
        _ => {}
    }
}

/// Where a phone lets the application keep things; elsewhere what the command line says.
fn folders_of(app: &AppHandle, folders: Folders) -> Result<Folders, String> {
    if cfg!(not(mobile)) {
        return Ok(folders);
    }
    let paths = app.path();
    let data = paths.app_data_dir().map_err(|error| error.to_string())?;
    let cache = paths.app_cache_dir().map_err(|error| error.to_string())?;
    // Temporary files are written there, and nobody has made it.
    for folder in [&data, &cache] {
        std::fs::create_dir_all(folder)
            .map_err(|error| format!("{}: {error}", folder.display()))?;
    }
    // Phones have no folder for temporary files that an application may write.
    if tempfile::env::override_temp_dir(&cache).is_err() {
        log::debug!("temporary files have a folder already");
    }
    Ok(Folders::of_application(&data, cache))
}

/// stderr, because stdout is for results.
fn logger(level: log::LevelFilter) -> tauri::plugin::TauriPlugin<tauri::Wry> {
    use tauri_plugin_log::{Target, TargetKind};
    tauri_plugin_log::Builder::new()
        .clear_targets()
        .target(Target::new(TargetKind::Stderr))
        .level(level)
        .filter(console::wanted)
        .format(|out, _, record| out.finish(format_args!("{}", console::line(record))))
        .build()
}

fn setup(tauri: &AppHandle, options: Option<RunOptions>, folders: Folders) -> Result<(), String> {
    let folders = folders_of(tauri, folders)?;
    let store = tauri
        .store(&folders.settings)
        .map_err(|error| {
            log::warn!(
                "{}: {error}; settings are not kept",
                folders.settings.display()
            );
        })
        .ok();
    let theme = options.as_ref().and_then(|it| it.theme);
    let profile = options.as_ref().and_then(|it| it.device.as_deref());
    let screen = device::screen(profile, &folders)?;
    let size = layout::window_size(&screen);
    let window = build_window(tauri, theme, size, store.as_deref())?;
    let theme = theme.map_or_else(|| system_theme(&window), Theme::as_str);
    let emitter = tauri.clone();
    let chrome = Arc::new(ChromeLink::new(Box::new(move |command, params| {
        let payload = json!({"command": command, "params": params});
        if let Err(error) = emitter.emit_to(SHELL, "chrome", payload) {
            log::error!("cannot reach the shell: {error}");
        }
    })));
    let automation = automation::Switch::new(chrome.clone(), automation::Reach::HERE);
    let automation = Arc::new(automation);
    let opens = options.is_some();
    let host = Arc::new(HostApp {
        tauri: tauri.clone(),
        chrome,
        folders,
        launcher: Launcher::new(store),
        options,
        running: Mutex::default(),
        lifecycle: Lifecycle::default(),
        launching: AtomicBool::new(opens),
        watch: OnceLock::new(),
        pages: Mutex::default(),
        automation,
        info: Mutex::new(layout::device_info(&screen, size, 1.0, theme)),
        screen,
        turned: AtomicBool::new(false),
    });
    tauri.manage(host.clone());
    adopt(&host, &window)?;
    watch_window(&host, &window);
    host.send_layout();
    host.automation.show();
    match host.options.clone() {
        Some(options) => {
            host.chrome.send("screen", json!({"view": "app"}));
            if let Some(listen) = options.automation() {
                host.automation.open(&listen, host.automated())?;
            }
            if options.screenshot.is_some() {
                let host = host.clone();
                after(SCREENSHOT_TIMEOUT, move || {
                    host.fail("no page was painted within 60 s");
                });
            }
            if options.watch {
                start_watch(&host, &options.source)?;
            }
            host.open_path(options.source)?;
        }
        None => {
            opening::list_bundled(&host);
            host.show_launcher();
        }
    }
    Ok(())
}

fn start_watch(host: &Arc<HostApp>, source: &Path) -> Result<(), String> {
    // What is not there is reported by who opens it.
    let path = source.canonicalize().unwrap_or_else(|_| source.to_owned());
    let watch = Watch::start(&path, Arc::new(Watched(Arc::downgrade(host))))?;
    let _ = host.watch.set(watch);
    Ok(())
}

fn build_window(
    tauri: &AppHandle,
    theme: Option<Theme>,
    (width, height): (f64, f64),
    store: Option<&tauri_plugin_store::Store<tauri::Wry>>,
) -> Result<WebviewWindow, String> {
    let mut builder = WebviewWindowBuilder::new(tauri, SHELL, WebviewUrl::App("index.html".into()))
        .title("Peapod")
        .inner_size(width, height)
        .min_inner_size(280.0, 360.0)
        .resizable(true)
        .theme(theme.map(|theme| match theme {
            Theme::Light => tauri::Theme::Light,
            Theme::Dark => tauri::Theme::Dark,
        }));
    let stored = store.and_then(|store| store.get(WINDOW_KEY));
    let at = |key: &str| {
        stored
            .as_ref()
            .and_then(|it| it.get(key))
            .and_then(Value::as_f64)
    };
    if let (Some(x), Some(y)) = (at("x"), at("y")) {
        builder = builder.position(x, y);
        #[cfg(desktop)]
        {
            builder = builder.prevent_overflow();
        }
    }
    builder.build().map_err(|error| error.to_string())
}

fn system_theme(window: &WebviewWindow) -> &'static str {
    match window.theme() {
        Ok(tauri::Theme::Dark) => "dark",
        _ => "light",
    }
}

/// Hands the window to the platform's page host.
fn adopt(host: &Arc<HostApp>, window: &WebviewWindow) -> Result<(), String> {
    let weak = || Arc::downgrade(host);
    let (resize, capsule, key, lost) = (weak(), weak(), weak(), weak());
    MainWindow::adopt(
        window,
        move |width, height, scale| {
            if let Some(host) = resize.upgrade() {
                host.resized(width, height, scale);
            }
        },
        move |part| {
            if let Some(host) = capsule.upgrade() {
                match part {
                    CapsulePart::Menu => host.chrome.send("openMenu", json!({})),
                    CapsulePart::Close => host.close(),
                }
            }
        },
        move |key_pressed| key.upgrade().is_some_and(|host| host.key(key_pressed)),
        move || {
            if let Some(host) = lost.upgrade() {
                host.shell_lost();
            }
        },
    )
}

fn watch_window(host: &Arc<HostApp>, window: &WebviewWindow) {
    let watcher = Arc::downgrade(host);
    let watched = window.clone();
    window.on_window_event(move |event| {
        let Some(host) = watcher.upgrade() else {
            return;
        };
        match event {
            WindowEvent::ThemeChanged(_)
                if host.options.as_ref().is_none_or(|it| it.theme.is_none()) =>
            {
                host.set_theme(system_theme(&watched));
            }
            WindowEvent::CloseRequested { .. } => {
                host.remember_position(&watched);
                host.stop_session();
            }
            _ => {}
        }
    });
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
    pub const fn lifecycle(&self) -> &Lifecycle {
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
    pub fn shell_lost(&self) {
        self.chrome.shell_lost();
        platform::on_idle(|| {
            platform::with_window(|window| window.raise_shell(false));
        });
    }

    /// A key that the host acts on; false when nothing runs that could.
    pub fn key(self: &Arc<Self>, key: Key) -> bool {
        match key {
            Key::Back if platform::with_window(|window| window.is_raised()) == Some(true) => {
                self.chrome.send("hardwareBack", json!({}));
            }
            Key::Back => self.to_logic("back", &json!({})),
            Key::Reload => self.clone().reload(),
        }
        self.session().is_some()
    }

    fn resized(&self, width: f64, height: f64, scale: f64) {
        let info = {
            let mut info = lock(&self.info);
            let theme = info.theme.clone();
            *info = layout::device_info(&self.screen, (width, height), scale, &theme);
            info.clone()
        };
        self.info_changed(info);
    }

    /// A phone tells of its window.
    #[cfg_attr(not(mobile), allow(dead_code))]
    pub fn take_metrics(&self, metrics: &Metrics, platform: &str) {
        let info = metrics.info(platform);
        let themed = {
            let mut now = lock(&self.info);
            // The keyboard covers the window and does not change it.
            if *now == info {
                return;
            }
            let themed = now.theme != info.theme;
            *now = info.clone();
            themed
        };
        let theme = info.theme.clone();
        self.info_changed(info);
        if themed {
            self.to_logic("theme", &json!({ "theme": theme }));
        }
    }

    /// A page wants the device held this way: the window takes the other shape.
    pub fn turn(&self, orientation: &str) {
        if cfg!(mobile) {
            return device::outside::hold(orientation);
        }
        let info = self.info();
        let size = (info.window_width, info.window_height);
        let turned = self.turned.load(Ordering::Relaxed);
        let Some((width, height)) = layout::turned_size(size, orientation, turned) else {
            return;
        };
        self.turned
            .store(orientation == "landscape", Ordering::Relaxed);
        let tauri = self.tauri.clone();
        platform::on_main_thread(move || {
            if let Some(window) = tauri.get_webview_window(SHELL)
                && let Err(error) = window.set_size(tauri::LogicalSize::new(width, height))
            {
                log::warn!("the window cannot be turned: {error}");
            }
        });
    }

    fn set_theme(&self, theme: &str) {
        let info = {
            let mut info = lock(&self.info);
            theme.clone_into(&mut info.theme);
            info.clone()
        };
        self.info_changed(info);
        self.to_logic("theme", &json!({ "theme": theme }));
    }

    fn info_changed(&self, info: HostInfo) {
        self.send_layout();
        let session = self.session();
        // From a signal within the window's own work: not now, but next.
        platform::on_idle(move || {
            platform::with_window(|window| window.set_info(&info));
            // Who hears of it asks for the new metrics.
            match (session, serde_json::to_value(&info)) {
                (Some(session), Ok(payload)) => session.chrome_event("resize", &payload),
                (None, Ok(_)) => {}
                (_, Err(error)) => log::error!("metrics: {error}"),
            }
        });
    }

    fn send_layout(&self) {
        let info = self.info();
        self.chrome.send(
            "layout",
            json!({
                "statusBarHeight": info.status_bar_height,
                "navigationBarHeight": info.navigation_bar_height,
                "tabBarHeight": info.tab_bar_height,
                "safeAreaBottom": info.safe_area_bottom,
                "menuButton": info.menu_button,
                "theme": info.theme,
            }),
        );
    }

    fn remember_position(&self, window: &WebviewWindow) {
        let Ok(store) = self.tauri.store(&self.folders.settings) else {
            return;
        };
        if let (Ok(position), Ok(scale)) = (window.outer_position(), window.scale_factor()) {
            let position = position.to_logical::<f64>(scale);
            store.set(WINDOW_KEY, json!({"x": position.x, "y": position.y}));
            if let Err(error) = store.save() {
                log::warn!("cannot save the window's position: {error}");
            }
        }
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

/// The window for the automation port, which must not keep it alive.
struct Automated(Weak<HostApp>);

impl AutomationHost for Automated {
    fn session(&self) -> Option<Arc<Session>> {
        self.0.upgrade()?.session()
    }

    fn starting(&self) -> bool {
        let host = self.0.upgrade();
        host.is_some_and(|it| it.launching.load(Ordering::Acquire))
    }

    fn capture(&self) -> Result<Vec<u8>, String> {
        self.0.upgrade().ok_or("the host is closing")?.capture()
    }

    fn insets(&self) -> Insets {
        let Some(host) = self.0.upgrade() else {
            return Insets::default();
        };
        let info = host.info();
        let (done, known) = std::sync::mpsc::channel();
        platform::on_main_thread(move || {
            let page = platform::with_window(|window| window.visible_surroundings()).flatten();
            // The asker may have given up.
            let _ = done.send(page.unwrap_or_default());
        });
        let page = known
            .recv_timeout(Duration::from_secs(5))
            .unwrap_or_default();
        layout::content_insets(&info, page)
    }

    fn chrome_event(&self, name: &str, payload: Value) {
        if let Some(host) = self.0.upgrade() {
            host.chrome_event(name, payload);
        }
    }

    fn forget_compiled(&self) -> Result<(), String> {
        let host = self.0.upgrade().ok_or("the host is closing")?;
        host.folders.forget_compiled()
    }

    fn stop(&self) {
        if let Some(host) = self.0.upgrade() {
            host.stop_session();
        }
    }

    fn reload(&self) {
        if let Some(host) = self.0.upgrade() {
            host.reload();
        }
    }

    fn exit(&self) {
        if let Some(host) = self.0.upgrade() {
            host.exit(0);
        }
    }

    fn watch_state(&self) -> Option<Value> {
        Some(self.0.upgrade()?.watch.get()?.state())
    }
}

/// The window for the watch, which must not keep it alive either.
struct Watched(Weak<HostApp>);

impl Watched {
    fn to_pages(&self, command: Command) {
        let pages = self.0.upgrade().and_then(|it| lock(&it.pages).upgrade());
        if let Some(pages) = pages {
            pages.send(command);
        }
    }
}

impl WatchedHost for Watched {
    fn open_options(&self) -> OpenOptions {
        let host = self.0.upgrade();
        start::open_options(host.as_ref().and_then(|host| host.options.as_ref()))
    }

    fn phase(&self) -> Phase {
        let Some(host) = self.0.upgrade() else {
            return Phase::Starting;
        };
        if host.launching.load(Ordering::Acquire) {
            return Phase::Starting;
        }
        let session = host.session();
        session
            .filter(|session| session.code().is_some())
            .map_or(Phase::Down, Phase::Runs)
    }

    fn restart(&self, resume: Option<Resume>) {
        let Some(host) = self.0.upgrade() else {
            return;
        };
        let source = host.options.as_ref().map(|it| it.source.clone());
        if let Some(source) = source
            && let Err(message) = host.open_with(
                source,
                Opening {
                    resume,
                    ..Opening::default()
                },
            )
        {
            log::error!("{message}");
        }
    }

    fn show_issues(&self, issues: &[Issue]) {
        self.to_pages(Command::Issues(json!(issues)));
    }

    fn refresh_assets(&self, paths: &[String]) {
        self.to_pages(Command::Assets(paths.to_vec()));
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
