//! `window.ipc`, for the page document alone.

use gtk::prelude::*;
use webkit2gtk::{
    UserContentInjectedFrames, UserContentManagerExt, UserScript, UserScriptInjectionTime,
    WebViewExt as _,
};

use crate::{page_host::page_key::PageKey, scheme};

/// Name of WebKit's message handler.
const HANDLER: &str = "ipc";

/// Gives the page document `window.ipc` and hears what it says there.
pub fn connect(webview: &webkit2gtk::WebView, on_message: impl Fn(String) + 'static) {
    let Some(manager) = webview.user_content_manager() else {
        log::error!("a page webview has no content manager; the page stays mute");
        return;
    };
    let key = PageKey::new();
    let script = key.script("ipc", &format!("webkit.messageHandlers.{HANDLER}"));
    let view = webview.downgrade();
    // WebKit's documentation wants the signal connected before the handler is there.
    manager.connect_script_message_received(Some(HANDLER), move |_, message| {
        // A document that left the page runtime has a top frame, too.
        let is_page = view
            .upgrade()
            .and_then(|view| view.uri())
            .is_some_and(|uri| scheme::is_page_document(&uri));
        let text = message.js_value().map(|value| value.to_string());
        match text.as_deref().and_then(|text| key.open(text)) {
            Some(message) if is_page => on_message(message.to_owned()),
            _ => log::warn!("a frame that is not the page's own spoke to the host; ignored"),
        }
    });
    manager.register_script_message_handler(HANDLER);
    manager.add_script(&UserScript::new(
        &script,
        UserContentInjectedFrames::TopFrame,
        UserScriptInjectionTime::Start,
        &[],
        &[],
    ));
}
