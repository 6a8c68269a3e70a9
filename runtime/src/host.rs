//! What the runtime needs from whoever embeds it: a place to draw pages, a chrome around them,
//! and native APIs. Nothing here knows Tauri, webviews or operating systems.

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Identifies one page instance; the `webviewId` / `__wxWebviewId__` that scripts see.
pub type PageId = u32;

/// What a page view is told before its first operation.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PageInit {
    pub page_id: PageId,
    /// Page path without leading slash, e.g. `pages/index/index`.
    pub route: String,
    /// `light` or `dark`.
    pub theme: String,
    /// The page's effective `window` configuration (app.json `window` under page.json).
    pub window: Value,
    /// True where the page is one of app.json's `tabBar.list`.
    pub is_tab: bool,
    /// app.json `style`: `v2` asks for the newer looks of the built-in components.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub style: Option<String>,
    /// The batch that drew this page's initial data some time before (`initialRenderingCache`). The
    /// view shows it, dead to events, until the first batch comes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rendering: Option<String>,
}

/// How the visible page changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Transition {
    /// No animation: first page, switchTab, reLaunch.
    None,
    /// Slide in from the right: navigateTo.
    Push,
    /// Slide out to the right: navigateBack.
    Pop,
    /// Replace without a slide: redirectTo.
    Replace,
}

/// Screen and window metrics in CSS pixels, as `wx.getWindowInfo` reports them.
#[derive(Debug, Clone, Serialize, Deserialize, PartialEq)]
#[serde(rename_all = "camelCase")]
pub struct HostInfo {
    pub screen_width: f64,
    pub screen_height: f64,
    /// Width of the area in which pages are drawn.
    pub window_width: f64,
    /// Height of the whole window, chrome included; the runtime subtracts bars per page.
    pub window_height: f64,
    pub pixel_ratio: f64,
    pub status_bar_height: f64,
    /// Height of the native navigation bar without the status bar.
    pub navigation_bar_height: f64,
    /// Height of the native tab bar, bottom safe area excluded.
    pub tab_bar_height: f64,
    pub safe_area_bottom: f64,
    /// `light` or `dark`.
    pub theme: String,
    /// `devtools` on the desktop host, else `android` or `ios`.
    pub platform: String,
    /// Menu button (capsule) rectangle: left, top, width, height.
    pub menu_button: [f64; 4],
}

/// A failure of the host to do what was asked.
#[derive(Debug, Clone, thiserror::Error)]
pub enum HostError {
    #[error("page {0} is gone")]
    PageGone(PageId),
    #[error("the view did not answer within {0} ms")]
    Timeout(u64),
    #[error("{0}")]
    Other(String),
}

/// Draws pages and the chrome around them. Called from the logic thread; must not block, except
/// `ask_view`.
pub trait PageHost: Send + Sync + 'static {
    /// Takes a view (from the pool) for this page. It stays hidden until `present`.
    fn create_page(&self, init: &PageInit);
    /// Applies one batch of view operations (see `protocol.json`), the page's whole turn.
    fn apply(&self, page: PageId, batch: &str);
    /// Makes `page` the visible one. Pages that are not destroyed stay alive below it.
    fn present(&self, page: PageId, transition: Transition);
    /// Destroys the page's view.
    fn destroy_page(&self, page: PageId);
    /// Updates or asks the chrome: see `docs/protocol.md`, "Chrome commands". Commands that carry
    /// `request` are answered by `MiniProgram::chrome_event("reply", {request, result})`.
    fn chrome(&self, command: &str, params: &Value);
    /// Asks the view synchronously (canvas `measureText`, `getImageData`); blocks the logic
    /// thread until the view answers or the time-out passes. `request` is
    /// `{"id": node, "method": …, "params": …}`.
    fn ask_view(&self, page: PageId, request: &Value) -> Result<Value, HostError>;
    /// Calls a function in the page's document, where the automation port asks for it. `source` is
    /// a function expression, `args` a JSON array. The view answers `request` with a `reply`
    /// message, as it answers a query.
    ///
    /// # Errors
    /// There is no view.
    fn run_in_view(
        &self,
        page: PageId,
        request: u32,
        source: &str,
        args: &str,
    ) -> Result<(), HostError> {
        let _ = (page, request, source, args);
        Err(HostError::Other(
            "Page.callFunction unimplemented without a view; run without --headless".to_owned(),
        ))
    }
    /// Delivers the answer to a page's `chrome` message (picker result…).
    fn chrome_reply(&self, page: PageId, request: u32, kind: &str, result: &Value);
    /// Whether the views run WXS event handlers and `change:` listeners (operations `wxsBind` and
    /// those about it). Where they do not, the logic runs them, without geometry.
    fn runs_wxs(&self) -> bool {
        false
    }
    /// Gives the page's view a WXS module: `code`, compiled for the view, is the body of a strict
    /// function of `require`, `exports` and `module`. Comes before the batch that first names the
    /// module, and again with other code when the file was saved. A view that is made anew needs
    /// all modules of its page before the first batch. Only where `runs_wxs`.
    fn define_wxs(&self, page: PageId, module: &str, code: &str) {
        let _ = (page, module, code);
    }
    /// Current metrics.
    fn info(&self) -> HostInfo;
}

/// JSON with binary attachments. Where a JS value held an `ArrayBuffer` or a typed array, the
/// JSON holds `{"$buffer": n}` and `buffers[n]` has the bytes.
#[derive(Debug, Clone, Default)]
pub struct ApiValue {
    pub json: Value,
    pub buffers: Vec<Vec<u8>>,
}

impl From<Value> for ApiValue {
    fn from(json: Value) -> Self {
        Self {
            json,
            buffers: Vec::new(),
        }
    }
}

/// A failed API call. `message` is the text after `<api>:fail `, possibly empty.
#[derive(Debug, Clone)]
pub struct ApiFailure {
    pub message: String,
    /// WeChat's unified error number; `None` where WeChat gives none.
    pub errno: Option<i64>,
    /// The older per-API `errCode`.
    pub err_code: Option<i64>,
    /// Further fields of the failure object.
    pub extra: Value,
}

/// The answer to an asynchronous call; may be invoked on any thread, exactly once.
pub type ApiDone = Box<dyn FnOnce(Result<ApiValue, ApiFailure>) + Send>;

/// Receives events that native APIs emit outside a call (`onNetworkStatusChange`, task progress).
pub trait ApiEvents: Send + Sync + 'static {
    /// `event` is the wx event name without `on` prefix handling, e.g. `onNetworkStatusChange`,
    /// or `task` with `{"id": task, "type": "progress", …}` for task and manager objects.
    fn emit(&self, event: &str, payload: ApiValue);
}

/// The native half of `wx`.
pub trait ApiBridge: Send + Sync + 'static {
    /// The table of all wx members as JSON, from which the logic builds `wx` and `wx.canIUse`.
    fn declarations(&self) -> String;
    /// Gives the bridge the sink for events of this mini-program; called once before launch.
    fn connect(&self, events: std::sync::Arc<dyn ApiEvents>);
    /// A synchronous member (`getStorageSync`, `FileSystemManager.readFileSync`).
    fn call_sync(&self, name: &str, args: ApiValue) -> Result<ApiValue, ApiFailure>;
    /// An asynchronous member.
    fn call(&self, name: &str, args: ApiValue, done: ApiDone);
    /// The mini-program is gone; stop its tasks and release devices.
    fn close(&self);
}
