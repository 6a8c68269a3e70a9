//! iOS: a `WKWebView` for each page beside Tauri's own, children of its window's view.
//!
//! wry makes the webviews and leaves their frames alone on iOS; `peapod_ios::views` places them.

mod views;
mod window;

use tauri::{AppHandle, Manager as _};

pub use super::open_stage::{Key, StageConfig, WindowEvents};
use crate::{
    mobile::{Event, lifecycle::Pressure, metrics::Metrics, opening},
    window::HostApp,
};
pub use peapod_ios::views::picture::png as window_png;
use peapod_ios::{
    main_thread,
    views::{SystemEvent, WindowFacts},
};
pub use window::{MainWindow, with_window};

/// Runs something on the main thread; at once when called there.
pub fn on_main_thread(task: impl FnOnce() + Send + 'static) {
    if objc2::MainThreadMarker::new().is_some() {
        task();
    } else {
        on_idle(task);
    }
}

/// Runs something on the main thread, after what runs there now.
pub fn on_idle(task: impl FnOnce() + Send + 'static) {
    main_thread::run(|_| task());
}

/// Nothing must be set before the webviews start.
pub const fn prepare_process() {}

/// The window's size, what covers its edges, or its theme changed.
fn window_changed(app: &AppHandle, facts: WindowFacts) {
    let Some(host) = app.try_state::<std::sync::Arc<HostApp>>() else {
        return;
    };
    let landscape = facts.width > facts.height;
    let metrics = Metrics {
        window_width: facts.width,
        window_height: facts.height,
        pixel_ratio: facts.scale,
        status_bar_height: facts.safe_top,
        safe_area_left: facts.safe_left,
        safe_area_right: facts.safe_right,
        safe_area_bottom: facts.safe_bottom,
        // It lies above the webviews, which follow it by themselves (`visualViewport`).
        keyboard_height: 0.0,
        theme: if facts.dark { "dark" } else { "light" }.to_owned(),
        device_orientation: if landscape { "landscape" } else { "portrait" }.to_owned(),
    };
    host.take_metrics(&metrics, "ios");
}

/// The system tells the application something.
fn system_event(app: &AppHandle, event: SystemEvent) {
    let Some(host) = app.try_state::<std::sync::Arc<HostApp>>() else {
        return;
    };
    match event {
        SystemEvent::Background => opening::system_event(&host, Event::Background),
        SystemEvent::Foreground => opening::system_event(&host, Event::Foreground),
        SystemEvent::Memory => {
            with_window(MainWindow::release_memory);
            opening::system_event(&host, Event::Memory(Pressure::UNKNOWN));
        }
        SystemEvent::Screenshot => {
            let session = host.session();
            if let Some(device) = session.as_ref().and_then(|session| session.device()) {
                device.trigger("onUserCaptureScreen", serde_json::json!({}));
            }
        }
    }
}
