//! macOS and Windows: pages are child webviews of Tauri's window, placed by bounds.
//!
//! Child webviews always lie above the shell here, so a raised shell hides the page instead of
//! covering it, and slides are not animated.

use std::{cell::RefCell, rc::Rc, sync::OnceLock};

use peapod_runtime::host::HostInfo;
use tauri::{AppHandle, Manager};
#[cfg(target_os = "macos")]
use wry::WebViewBuilderExtDarwin as _;
use wry::{
    Rect, WebContext, WebView, WebViewBuilder,
    dpi::{LogicalPosition, LogicalSize},
};

pub use super::open_stage::{StageConfig, WindowEvents};
use super::{
    backend::{Backend, Rgb, Slide, ViewId},
    open_stage::{AllowFrame, OpenStage},
    page_view,
    stage::Compactor,
};
use crate::{
    instance::SessionId,
    layout::{Insets, Surroundings},
    scheme::{self, PageSource},
};

/// The one window and the stage of the running mini-program. Main thread only.
pub struct MainWindow {
    window: tauri::WebviewWindow,
    stage: Option<OpenStage<ChildViews>>,
    size: Rc<RefCell<(f64, f64)>>,
}

static APP: OnceLock<AppHandle> = OnceLock::new();

thread_local! {
    static WINDOW: RefCell<Option<MainWindow>> = const { RefCell::new(None) };
}

/// Runs something on the main thread; at once when called there.
pub fn on_main_thread(task: impl FnOnce() + Send + 'static) {
    if let Some(app) = APP.get()
        && let Err(error) = app.run_on_main_thread(task)
    {
        log::debug!("the main loop has ended: {error}");
    }
}

/// Nothing must be set before the webviews start.
pub const fn prepare_process() {}

/// Runs something on the main thread, after what runs there now.
pub fn on_idle(task: impl FnOnce() + Send + 'static) {
    // From the main thread `run_on_main_thread` would not wait.
    std::thread::spawn(move || on_main_thread(task));
}

/// Runs something with the main window; `None` off the main thread, before the window is there,
/// and within another such call.
pub fn with_window<T>(act: impl FnOnce(&mut MainWindow) -> T) -> Option<T> {
    WINDOW.with(|window| window.try_borrow_mut().ok()?.as_mut().map(act))
}

/// Captures are not available on these systems.
pub fn window_png(_window: &tauri::WebviewWindow) -> Result<Vec<u8>, String> {
    Err("captures of the window are not supported on this system".into())
}

impl MainWindow {
    /// Takes over Tauri's window.
    ///
    /// # Errors
    /// The window does not tell its size.
    pub fn adopt(window: &tauri::WebviewWindow, events: WindowEvents) -> Result<(), String> {
        // A second adoption would be of the same app.
        let _ = APP.set(window.app_handle().clone());
        let scale = window.scale_factor().map_err(|error| error.to_string())?;
        let size = window
            .inner_size()
            .map_err(|error| error.to_string())?
            .to_logical::<f64>(scale);
        let shared = Rc::new(RefCell::new((size.width, size.height)));
        WINDOW.with(|slot| {
            *slot.borrow_mut() = Some(Self {
                window: window.clone(),
                stage: None,
                size: shared,
            });
        });
        (events.on_resize)(size.width, size.height, scale);
        Ok(())
    }

    /// Tauri's window.
    pub const fn window(&self) -> &tauri::WebviewWindow {
        &self.window
    }

    /// Shows the shell in place of the page, or the page again.
    pub fn raise_shell(&mut self, raised: bool) {
        if let Some(open) = &mut self.stage {
            open.stage.backend_mut().set_covered(raised);
        }
    }

    /// The window's own background is the system's here.
    pub fn set_background(&self, _colour: Rgb) {}

    /// Pages with custom navigation have no clock above them here.
    pub fn set_front_colour(&self, _colour: Rgb) {}

    /// Makes room for the pages of a mini-program and warms the pool.
    pub fn open_stage(&mut self, config: StageConfig, compact: Compactor) {
        self.close_stage();
        let id = config.session.id;
        let backend = ChildViews {
            window: self.window.clone(),
            context: WebContext::new(Some(config.web_dir)),
            source: config.source.clone(),
            allow_frame: config.allow_frame,
            session: id,
            size: self.size.clone(),
            shown: None,
            covered: false,
        };
        self.stage = Some(OpenStage::new(
            backend,
            config.session,
            config.host,
            &config.source,
            compact,
        ));
    }

    /// Destroys all pages.
    pub fn close_stage(&mut self) {
        self.stage = None;
    }

    fn open(&mut self, session: SessionId) -> Option<&mut OpenStage<ChildViews>> {
        self.stage.as_mut().filter(|open| open.session == session)
    }

    /// Carries out what the logic of this session has queued.
    pub fn drain(&mut self, session: SessionId) {
        if let Some(open) = self.open(session) {
            open.drain();
        }
    }

    /// The window or the theme changed.
    pub fn set_info(&mut self, info: &HostInfo) {
        *self.size.borrow_mut() = (info.window_width, info.window_height);
        if let Some(open) = &mut self.stage {
            open.set_info(info);
        }
    }

    /// Surroundings of the visible page.
    pub fn visible_surroundings(&self) -> Option<Surroundings> {
        self.stage.as_ref()?.stage.visible_surroundings()
    }
}

/// Child webviews of one mini-program.
struct ChildViews {
    window: tauri::WebviewWindow,
    context: WebContext,
    source: PageSource,
    allow_frame: AllowFrame,
    session: SessionId,
    size: Rc<RefCell<(f64, f64)>>,
    shown: Option<Rc<WebView>>,
    covered: bool,
}

impl ChildViews {
    fn set_covered(&mut self, covered: bool) {
        self.covered = covered;
        if let Some(view) = &self.shown {
            set_visible(view, !covered);
        }
    }
}

impl Backend for ChildViews {
    type View = Rc<WebView>;

    fn create(&mut self, id: ViewId) -> Result<Rc<WebView>, String> {
        let session = self.session;
        let builder = WebViewBuilder::new_with_web_context(&mut self.context);
        let builder = page_view::confine(builder, self.allow_frame.clone());
        let builder = page_view::serve(builder, self.source.clone());
        let builder = page_view::listen(builder, move |message| {
            with_window(|window| {
                if let Some(open) = window.open(session) {
                    open.on_message(id, &message);
                }
            });
        });
        #[cfg(target_os = "macos")]
        let builder = builder.with_on_web_content_process_terminate_handler(move || {
            // Not within the webview's own callback, which may come while the stage is at work.
            on_idle(move || {
                with_window(|window| {
                    if let Some(open) = window.open(session) {
                        open.on_crash(id);
                    }
                });
            });
        });
        builder
            .with_url(scheme::PAGE_URL)
            .with_visible(false)
            .build_as_child(&self.window)
            .map(Rc::new)
            .map_err(|error| error.to_string())
    }

    fn evaluate(&self, view: &Rc<WebView>, script: &str) {
        page_view::evaluate(view, script);
    }

    fn ask(&self, view: &Rc<WebView>, expression: &str, done: Box<dyn FnOnce(String) + Send>) {
        page_view::ask(view, expression, done);
    }

    fn reload(&self, view: &Rc<WebView>) {
        page_view::reload(view);
    }

    fn lay_out(&mut self, view: &Rc<WebView>, insets: Insets, background: Rgb) {
        let (width, height) = *self.size.borrow();
        let bounds = Rect {
            position: LogicalPosition::new(0.0, insets.top).into(),
            size: LogicalSize::new(width, (height - insets.top - insets.bottom).max(1.0)).into(),
        };
        if let Err(error) = view.set_bounds(bounds) {
            log::warn!("cannot place a page: {error}");
        }
        page_view::set_background(view, background);
    }

    fn first_painted(&self, _view: &Rc<WebView>) {}

    fn show(&mut self, incoming: &Rc<WebView>, outgoing: Option<&Rc<WebView>>, _slide: Slide) {
        set_visible(incoming, !self.covered);
        if let Some(outgoing) = outgoing {
            set_visible(outgoing, false);
        }
        self.shown = Some(incoming.clone());
    }

    fn remove(&mut self, view: Rc<WebView>) {
        if self
            .shown
            .as_ref()
            .is_some_and(|shown| Rc::ptr_eq(shown, &view))
        {
            self.shown = None;
        }
    }
}

fn set_visible(view: &WebView, visible: bool) {
    if let Err(error) = view.set_visible(visible) {
        log::warn!("cannot show or hide a page: {error}");
    }
}
