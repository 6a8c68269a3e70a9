//! Linux: WebKitGTK webviews in a `gtk::Overlay` beside Tauri's own.

mod capsule;
mod placement;
mod screenshot;
mod views;
mod window;

pub use capsule::CapsulePart;
pub use screenshot::window_png;
pub use window::{Key, MainWindow, StageConfig, with_window};

/// Runs something on the main thread; at once when called there.
pub fn on_main_thread(task: impl FnOnce() + Send + 'static) {
    gtk::glib::MainContext::default().invoke(task);
}

/// Runs something on the main thread, after what runs there now.
pub fn on_idle(task: impl FnOnce() + Send + 'static) {
    gtk::glib::idle_add_once(task);
}
