//! `window.ipc`, for the page document alone.

use std::{collections::hash_map::RandomState, hash::BuildHasher as _};

use gtk::prelude::*;
use webkit2gtk::{
    UserContentInjectedFrames, UserContentManagerExt, UserScript, UserScriptInjectionTime,
    WebViewExt as _,
};

use crate::scheme;

/// Name of WebKit's message handler.
const HANDLER: &str = "ipc";

/// Gives the page document `window.ipc` and hears what it says there.
///
/// WebKitGTK has its message handlers in every frame and does not say which one spoke, so a site in a
/// `<web-view>` could speak as the page. Messages of the page document begin with a key that is made
/// for this view and given to its top frame only; frames are of other origins and cannot look there.
pub fn connect(webview: &webkit2gtk::WebView, on_message: impl Fn(String) + 'static) {
    let Some(manager) = webview.user_content_manager() else {
        log::error!("a page webview has no content manager; the page stays mute");
        return;
    };
    let key = key();
    let script = format!(
        "(() => {{
           const handler = webkit.messageHandlers.{HANDLER}
           const postMessage = (message) => handler.postMessage('{key}' + message)
           Object.defineProperty(window, 'ipc', {{ value: Object.freeze({{ postMessage }}) }})
         }})()"
    );
    let view = webview.downgrade();
    // WebKit's documentation wants the signal connected before the handler is there.
    manager.connect_script_message_received(Some(HANDLER), move |_, message| {
        // A document that left the page runtime has a top frame, too.
        let is_page = view
            .upgrade()
            .and_then(|view| view.uri())
            .is_some_and(|uri| scheme::is_page_document(&uri));
        let text = message.js_value().map(|value| value.to_string());
        match text.as_deref().and_then(|text| text.strip_prefix(&key)) {
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

/// 128 bits that no frame can guess: the standard library seeds its hashers from the system's
/// random numbers.
fn key() -> String {
    let part = || RandomState::new().hash_one(HANDLER);
    format!("{:016x}{:016x}", part(), part())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_have_one_length_and_differ() {
        let (one, other) = (key(), key());
        assert_eq!((one.len(), other.len()), (32, 32));
        assert_ne!(one, other);
    }
}
