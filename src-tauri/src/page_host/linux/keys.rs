//! Keys that the host acts on, wherever the focus is.

use gtk::{gdk, prelude::*};

use crate::page_host::open_stage::Key;

/// Tells `on_key` of these keys; one that it does not handle goes on to the focused webview.
pub fn listen(window: &impl IsA<gtk::Widget>, on_key: impl Fn(Key) -> bool + 'static) {
    window.connect_key_press_event(move |_, event| {
        if key(event).is_some_and(&on_key) {
            gtk::glib::Propagation::Stop
        } else {
            gtk::glib::Propagation::Proceed
        }
    });
}

fn key(event: &gdk::EventKey) -> Option<Key> {
    use gdk::keys::constants;
    let state = event.state();
    let (control, alt) = (
        state.contains(gdk::ModifierType::CONTROL_MASK),
        state.contains(gdk::ModifierType::MOD1_MASK),
    );
    match event.keyval() {
        constants::Escape if !control && !alt => Some(Key::Back),
        constants::Left if alt && !control => Some(Key::Back),
        constants::Back => Some(Key::Back),
        constants::r if control && !alt => Some(Key::Reload),
        constants::F5 => Some(Key::Reload),
        _ => None,
    }
}
