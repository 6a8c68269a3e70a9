//! What page webviews have alike wherever wry makes them: everywhere but on Android.

use std::sync::{Mutex, PoisonError};

use wry::{WebView, WebViewBuilder};

#[cfg(any(test, not(target_os = "linux")))]
use super::page_key::PageKey;
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

/// Hears what the page document says, and not its frames.
#[cfg(not(target_os = "linux"))]
pub fn listen(
    builder: WebViewBuilder<'_>,
    on_message: impl Fn(String) + 'static,
) -> WebViewBuilder<'_> {
    let key = PageKey::new();
    builder
        // wry's own `window.ipc` is there by then.
        .with_initialization_script_for_main_only(key.script("pageIpc", "window.ipc"), true)
        .with_ipc_handler(move |request| match message(&key, &request) {
            Some(message) => on_message(message),
            None => log::warn!("a frame that is not the page's own spoke to the host; ignored"),
        })
}

/// The page document's message in what reached wry's handler. The address is the frame's, which
/// may be the page document's own in a frame of a site.
#[cfg(any(test, not(target_os = "linux")))]
fn message(key: &PageKey, request: &wry::http::Request<String>) -> Option<String> {
    let from_page = scheme::is_page_document(&request.uri().to_string());
    let message = key.open(request.body())?;
    from_page.then(|| message.to_owned())
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

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn the_page_is_known_by_address_and_key() {
        let key = PageKey::new();
        let heard = |uri: &str, body: String| {
            let request = wry::http::Request::builder().uri(uri).body(body).unwrap();
            message(&key, &request)
        };
        // As the top frame's script sends it.
        let script = key.script("pageIpc", "window.ipc");
        let (_, posted) = script.split_once("postMessage('").unwrap();
        let (posted, _) = posted.split_once('\'').unwrap();
        let posted = format!("{posted}hello");
        assert_eq!(
            heard(scheme::PAGE_URL, posted.clone()).as_deref(),
            Some("hello")
        );
        // The page document in a frame of a site: its address, and no key.
        assert_eq!(heard(scheme::PAGE_URL, "hello".into()), None);
        assert_eq!(heard("https://example.com/", "hello".into()), None);
        assert_eq!(heard("https://example.com/", posted), None);
    }
}
