//! Linux: WebKitGTK webviews in a `gtk::Overlay` beside Tauri's own.

mod capsule;
#[cfg(test)]
mod contract;
mod gpu;
mod ipc;
mod keys;
mod placement;
mod screenshot;
mod shell;
mod status_bar;
mod views;
mod window;

pub use super::open_stage::{CapsulePart, Key, StageConfig, WindowEvents};
pub use screenshot::window_png;
pub use window::{MainWindow, with_window};

/// Runs something on the main thread; at once when called there.
pub fn on_main_thread(task: impl FnOnce() + Send + 'static) {
    gtk::glib::MainContext::default().invoke(task);
}

/// Runs something on the main thread, after what runs there now.
pub fn on_idle(task: impl FnOnce() + Send + 'static) {
    gtk::glib::idle_add_once(task);
}

/// What must be set before GTK and WebKit start. Call it while the process has one thread.
///
/// WebKitGTK without its DMA-BUF renderer clears what lies below a webview, so the page would be
/// black under a dialog of the shell. People set the switch against blank windows with some
/// graphics drivers; shared memory helps there too and keeps transparency.
pub fn prepare_process() {
    const DISABLED: &str = "WEBKIT_DISABLE_DMABUF_RENDERER";
    if std::env::var_os(DISABLED).is_some_and(|value| value != "0") {
        // SAFETY: the caller promises that no other thread reads the environment.
        unsafe {
            std::env::remove_var(DISABLED);
            std::env::set_var("WEBKIT_DMABUF_RENDERER_FORCE_SHM", "1");
        }
    }
}
