//! The process of the window: Tauri, its plugins, the shell's webview and what the system tells.

use std::{
    path::Path,
    process::ExitCode,
    sync::{Arc, Mutex, OnceLock, atomic::AtomicBool},
    time::Duration,
};

use serde_json::{Value, json};
use tauri::{
    AppHandle, Emitter, Manager, RunEvent, WebviewUrl, WebviewWindow, WebviewWindowBuilder,
    WindowEvent,
};
use tauri_plugin_store::StoreExt;

use super::{HostApp, SHELL, WINDOW_KEY, after, lock, watched::Watched};
use crate::{
    automation,
    chrome::{ChromeLink, commands},
    cli::{self, RunOptions, Theme},
    console, device,
    folders::Folders,
    launcher::Launcher,
    layout,
    mobile::opening,
    page_host::platform::{self, MainWindow, WindowEvents},
    watch::Watch,
};

/// Bounds the wait of `--screenshot` for a first paint; a cold start of a large package in a debug
/// build on a slow machine stays below.
const SCREENSHOT_TIMEOUT: Duration = Duration::from_secs(60);

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
        #[cfg(mobile)]
        lifecycle: crate::mobile::Lifecycle::default(),
        launching: AtomicBool::new(opens),
        watch: OnceLock::new(),
        pages: Mutex::default(),
        automation,
        info: Mutex::new(layout::device_info(&screen, size, 1.0, theme)),
        #[cfg(not(mobile))]
        screen,
        turned: layout::Turned::default(),
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
    #[cfg(not(mobile))]
    let resize = Arc::downgrade(host);
    #[cfg(target_os = "linux")]
    let (capsule, lost) = (Arc::downgrade(host), Arc::downgrade(host));
    #[cfg(any(target_os = "linux", target_os = "ios"))]
    let key = Arc::downgrade(host);
    // What Kotlin tells finds the host by itself.
    #[cfg(target_os = "android")]
    let _ = host;
    let events = WindowEvents {
        #[cfg(not(mobile))]
        on_resize: Box::new(move |width, height, scale| {
            if let Some(host) = resize.upgrade() {
                host.resized(width, height, scale);
            }
        }),
        #[cfg(target_os = "linux")]
        on_capsule: Box::new(move |part| {
            if let Some(host) = capsule.upgrade() {
                match part {
                    platform::CapsulePart::Menu => host.chrome.send("openMenu", json!({})),
                    platform::CapsulePart::Close => host.close(),
                }
            }
        }),
        #[cfg(any(target_os = "linux", target_os = "ios"))]
        on_key: Box::new(move |pressed| key.upgrade().is_some_and(|host| host.key(pressed))),
        #[cfg(target_os = "linux")]
        on_shell_lost: Box::new(move || {
            if let Some(host) = lost.upgrade() {
                host.shell_lost();
            }
        }),
    };
    MainWindow::adopt(window, events)
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
