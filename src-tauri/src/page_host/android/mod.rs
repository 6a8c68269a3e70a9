//! Android: the webviews of the Kotlin library (`mobile/android`), through JNI.
//!
//! Tauri's own loop runs on a thread of its own; the stage lives on Android's main thread, where the
//! views are.

mod views;
mod window;

use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use serde_json::Value;
use tauri::{AppHandle, Manager as _};

pub use super::open_stage::{Key, StageConfig, WindowEvents};
pub use crate::android::{later as on_idle, soon as on_main_thread};
use crate::{
    instance::SessionId,
    mobile::{Event, metrics::Metrics, opening},
    window::HostApp,
};
pub use window::{MainWindow, with_window};
use window::{reopen_stage, when_free};

static APP: OnceLock<AppHandle> = OnceLock::new();
/// The window's metrics may be known before the host is there to hear them.
static METRICS: Mutex<Option<Metrics>> = Mutex::new(None);

/// Nothing must be set before the webviews start.
pub const fn prepare_process() {}

fn host() -> Option<Arc<HostApp>> {
    let host = APP.get()?.try_state::<Arc<HostApp>>()?;
    Some(host.inner().clone())
}

/// The host hears of the system from now on.
fn introduce(app: &AppHandle) {
    // A second window would be of the same application.
    let _ = APP.set(app.clone());
    on_idle(|| {
        let known = METRICS
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        if let Some(metrics) = known {
            tell_metrics(&metrics);
        }
    });
}

fn tell_metrics(metrics: &Metrics) {
    if let Some(host) = host() {
        host.take_metrics(metrics, "android");
    }
    // After the window has its size, which is told in the same way.
    let height = metrics.keyboard_height;
    on_idle(move || when_free(move |window| window.set_keyboard(height)));
}

/// The window's metrics changed.
pub fn metrics(metrics: Metrics) {
    tell_metrics(&metrics);
    *METRICS.lock().unwrap_or_else(PoisonError::into_inner) = Some(metrics);
}

/// A new activity stands, with a page host that is empty.
pub fn attached() {
    when_free(reopen_stage);
}

/// A page speaks.
pub fn message(session: SessionId, view: u32, message: String) {
    when_free(move |window| window.message(session, view, &message));
}

/// The webview of a view is gone.
pub fn renderer_gone(session: SessionId, view: u32) {
    // Not within the webview's own callback, which may come while the stage is at work.
    on_idle(move || when_free(move |window| window.renderer_gone(session, view)));
}

/// The shell's webview is gone; another activity will make a new one.
pub fn shell_gone() {
    if let Some(host) = host() {
        host.shell_lost();
    }
}

/// The back gesture or button; false when there is nothing to go back from.
pub fn back() -> bool {
    host().is_some_and(|host| host.key(Key::Back))
}

/// Something the system tells the application.
pub fn system_event(event: Event) {
    if let Some(host) = host() {
        opening::system_event(&host, event);
    }
}

/// A change that scripts may listen to.
pub fn changed(event: &str, payload: Value) {
    let session = host().and_then(|host| host.session());
    if let Some(device) = session.as_ref().and_then(|session| session.device()) {
        device.trigger(event, payload);
    }
}
