//! A capture of the whole window.

use gtk::{gdk::prelude::WindowExtManual, prelude::*};

/// The window's content as PNG, as the windowing system shows it.
pub fn window_png(window: &gtk::ApplicationWindow) -> Result<Vec<u8>, String> {
    let content = window.child().ok_or("the window is empty")?;
    let gdk_window =
        super::placement::gdk_window(&content).ok_or("the window is not on the screen yet")?;
    let area = content.allocation();
    gdk_window
        .pixbuf(area.x(), area.y(), area.width(), area.height())
        .ok_or("the windowing system gives no picture of the window")?
        .save_to_bufferv("png", &[])
        .map_err(|error| error.to_string())
}
