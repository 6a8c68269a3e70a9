//! What page webviews have alike wherever wry makes them: everywhere but on Android.

use std::sync::{Mutex, PoisonError};

use wry::{WebView, WebViewBuilder};

use super::{backend::Rgb, open_stage::AllowFrame};
use crate::scheme::{self, PageSource};

/// The rules of a page's webview: it stays where it is, its frames go where they may, and nothing
/// opens a window or starts a download.
pub fn confine(builder: WebViewBuilder<'_>, allow_frame: AllowFrame) -> WebViewBuilder<'_> {
    builder
        .with_focused(false)
        .with_navigation_handler(move |url| {
            let allowed = scheme::is_page_document(&url) || allow_frame(&url);
            if !allowed {
                log::warn!("{}", scheme::refused_frame(&url));
            }
            allowed
        })
        .with_new_window_req_handler(|_, _| wry::NewWindowResponse::Deny)
        .with_download_started_handler(|_, _| false)
}

/// Answers requests for the package's files, off the main thread.
pub fn serve(builder: WebViewBuilder<'_>, source: PageSource) -> WebViewBuilder<'_> {
    builder.with_asynchronous_custom_protocol(
        scheme::SCHEME.to_owned(),
        move |_, request, responder| {
            let source = source.clone();
            tauri::async_runtime::spawn_blocking(move || {
                responder.respond(source.answer(&request));
            });
        },
    )
}

/// Runs a script in the page.
pub fn evaluate(view: &WebView, script: &str) {
    if let Err(error) = view.evaluate_script(script) {
        log::error!("cannot evaluate in a page: {error}");
    }
}

/// Evaluates an expression in the page and hands over its value as JSON.
pub fn ask(view: &WebView, expression: &str, done: Box<dyn FnOnce(String) + Send>) {
    // wry wants `Fn`; the callback comes once.
    let done = Mutex::new(Some(done));
    let answered = move |json| {
        let done = done.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(done) = done {
            done(json);
        }
    };
    if let Err(error) = view.evaluate_script_with_callback(expression, answered) {
        log::error!("cannot ask a page: {error}");
    }
}

/// Loads the page document anew.
pub fn reload(view: &WebView) {
    if let Err(error) = view.load_url(scheme::PAGE_URL) {
        log::error!("cannot reload a page: {error}");
    }
}

/// The colour that is seen where the document paints none.
pub fn set_background(view: &WebView, (red, green, blue): Rgb) {
    if let Err(error) = view.set_background_color((red, green, blue, 255)) {
        log::debug!("background: {error}");
    }
}
