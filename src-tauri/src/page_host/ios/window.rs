//! The one window of the application and the stage of the running mini-program.

use std::{cell::RefCell, time::Duration};

use objc2::{MainThreadMarker, rc::Retained};
use objc2_ui_kit::{UIApplication, UIColor, UIStatusBarStyle, UIView, UIViewController};
use peapod_ios::{
    main_thread,
    slide::{Finger, Step, Swipe},
    views::{BackSwipe, Layer, Layers, Observers, Probe, WebData, clear_default_store},
};
use peapod_runtime::host::HostInfo;
use tauri::Manager as _;

use super::{on_idle, system_event, views::PageViews, window_changed};
use crate::{
    instance::SessionId,
    layout::{self, Surroundings},
    page_host::{
        backend::{Rgb, ViewId},
        open_stage::{Key, OpenStage, StageConfig, WindowEvents},
        stage::Compactor,
    },
};

/// The logic answers a swipe within a frame or two, unless it keeps the page (`page-container`,
/// `enableAlertBeforeUnload`) or is busy.
const PATIENCE: Duration = Duration::from_millis(600);

/// The one window and the stage of the running mini-program. Main thread only.
pub struct MainWindow {
    window: tauri::WebviewWindow,
    root: Retained<UIView>,
    shell: Retained<UIView>,
    layers: Layers,
    raised: bool,
    stage: Option<OpenStage<PageViews>>,
    mtm: MainThreadMarker,
    swipe: Swipe,
    /// Counts swipes, so that a late answer of the logic to one is not taken for another's.
    swipes: u64,
    /// These work as long as they are kept.
    _probe: Retained<Probe>,
    _swipe: BackSwipe,
    _observers: Observers,
}

thread_local! {
    static WINDOW: RefCell<Option<MainWindow>> = const { RefCell::new(None) };
}

/// Runs something with the main window; `None` off the main thread, before the window is there,
/// and within another such call.
pub fn with_window<T>(act: impl FnOnce(&mut MainWindow) -> T) -> Option<T> {
    WINDOW.with(|window| window.try_borrow_mut().ok()?.as_mut().map(act))
}

/// Runs something with the main window, now or, while it is at work, next.
fn when_free(act: impl FnOnce(&mut MainWindow) + Send + 'static) {
    if WINDOW.with(|window| window.try_borrow_mut().is_ok()) {
        with_window(act);
    } else {
        on_idle(move || when_free(act));
    }
}

/// A page speaks.
pub(super) fn on_message(session: SessionId, view: ViewId, message: String) {
    when_free(move |window| {
        if let Some(open) = window.open(session) {
            open.on_message(view, &message);
        }
    });
}

/// The web process of a view is gone: the stage loads the document anew and replays the page's log.
pub(super) fn on_crash(session: SessionId, view: ViewId) {
    when_free(move |window| {
        if let Some(open) = window.open(session) {
            open.on_crash(view);
        }
    });
}

impl MainWindow {
    /// Takes over Tauri's window.
    ///
    /// # Errors
    /// Tauri does not hand over its webview.
    pub fn adopt(window: &tauri::WebviewWindow, events: WindowEvents) -> Result<(), String> {
        let app = window.app_handle().clone();
        let adopted = window.clone();
        // Called on the main thread; the closure has to be `Send` for callers elsewhere.
        let on_key = MainThreadOnly(events.on_key);
        window
            .with_webview(move |webview| {
                let Some(mtm) = MainThreadMarker::new() else {
                    return log::error!("the window was handed over off the main thread");
                };
                // SAFETY: Tauri's own webview and controller, which live as long as the window.
                let (shell, controller) = unsafe {
                    (
                        Retained::retain(webview.inner().cast::<UIView>()),
                        Retained::retain(webview.view_controller().cast::<UIViewController>()),
                    )
                };
                let root = controller.and_then(|controller| controller.view());
                let (Some(shell), Some(root)) = (shell, root) else {
                    return log::error!("Tauri's window has no webview");
                };
                // What the shell does not draw is see-through, above pages and below.
                shell.setOpaque(false);
                shell.setBackgroundColor(Some(&UIColor::clearColor()));
                let layers = Layers::new(root.clone());
                layers.put(&shell, Layer::Shell);
                let (facts_app, events_app) = (app.clone(), app.clone());
                let probe = Probe::new(
                    &root,
                    move |facts| {
                        // Not within the layout, nor within a call into the window.
                        let app = facts_app.clone();
                        on_idle(move || window_changed(&app, facts));
                    },
                    mtm,
                );
                let swipe = BackSwipe::new(
                    &root,
                    move |finger, width| {
                        let step = with_window(|window| window.swipe(finger, width));
                        if step.flatten() == Some(Step::Back) {
                            let taken = (on_key.get())(Key::Back);
                            with_window(|window| window.await_page(taken));
                        }
                    },
                    mtm,
                );
                let observers = Observers::new(move |event| system_event(&events_app, event));
                let facts = probe.facts();
                let facts_app = app.clone();
                on_idle(move || window_changed(&facts_app, facts));
                WINDOW.set(Some(Self {
                    window: adopted,
                    root,
                    shell,
                    layers,
                    raised: false,
                    stage: None,
                    mtm,
                    swipe: Swipe::default(),
                    swipes: 0,
                    _probe: probe,
                    _swipe: swipe,
                    _observers: observers,
                }));
            })
            .map_err(|error| error.to_string())
    }

    /// What the window shows.
    pub fn window(&self) -> &UIView {
        &self.root
    }

    fn open(&mut self, session: SessionId) -> Option<&mut OpenStage<PageViews>> {
        self.stage.as_mut().filter(|open| open.session == session)
    }

    /// A finger at the left edge: the page and the one below it follow.
    fn swipe(&mut self, finger: Finger, width: f64) -> Option<Step> {
        let step = self.swipe.step(finger, width)?;
        match step {
            Step::Take => {
                self.swipes += 1;
                self.layers.let_go();
                // Under a dialog the page stays; the swipe closes the dialog.
                let open = self.stage.as_ref().filter(|_| !self.raised);
                if let Some((upper, lower)) = open.and_then(|open| open.stage.back_pair()) {
                    self.layers.take(&upper.native, &lower.native);
                }
            }
            Step::Place(gone) => self.layers.drag(gone),
            Step::Return => self.layers.put_back(self.mtm),
            // Where the finger has left it the page waits for the logic, which may want to keep it.
            Step::Back => {}
        }
        Some(step)
    }

    /// The logic is asked to go back. A page that it keeps returns to its place.
    fn await_page(&mut self, asked: bool) {
        if !asked {
            return self.layers.put_back(self.mtm);
        }
        let swipe = self.swipes;
        main_thread::after(PATIENCE, move |_| {
            when_free(move |window| {
                if window.swipes == swipe {
                    window.layers.put_back(window.mtm);
                }
            });
        });
    }

    /// Puts the shell above the pages or below.
    pub fn raise_shell(&mut self, raised: bool) {
        self.raised = raised;
        let layer = if raised {
            Layer::RaisedShell
        } else {
            Layer::Shell
        };
        self.layers.put(&self.shell, layer);
    }

    /// Whether the shell lies above the pages.
    pub const fn is_raised(&self) -> bool {
        self.raised
    }

    /// The colour behind everything, seen while webviews load.
    pub fn set_background(&self, colour: Rgb) {
        self.layers.set_background(colour);
    }

    /// The colour of the system's clock: black or white, whichever is nearer.
    #[allow(
        deprecated,
        reason = "the controller is Tauri's; Info.plist lets the application decide"
    )]
    pub fn set_front_colour(&self, colour: Rgb) {
        let style = if layout::is_light(colour) {
            UIStatusBarStyle::LightContent
        } else {
            UIStatusBarStyle::DarkContent
        };
        UIApplication::sharedApplication(self.mtm).setStatusBarStyle(style);
    }

    /// Makes room for the pages of a mini-program and warms the pool.
    pub fn open_stage(&mut self, config: StageConfig, compact: Compactor) {
        self.close_stage();
        let web_data = WebData::of(&config.web_dir);
        if web_data == (WebData::Shared { clear: true }) {
            clear_default_store(self.mtm, || {
                log::debug!("web data of another one is removed")
            });
        }
        let id = config.session.id;
        let backend = PageViews {
            window: self.window.clone(),
            layers: self.layers.clone(),
            session: id,
            source: config.source.clone(),
            allow_frame: config.allow_frame,
            web_data,
            animate: config.animate,
            mtm: self.mtm,
            leaving: Vec::new(),
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

    /// Carries out what the logic of this session has queued.
    pub fn drain(&mut self, session: SessionId) {
        if let Some(open) = self.open(session) {
            open.drain();
        }
    }

    /// The window or the theme changed.
    pub fn set_info(&mut self, info: &HostInfo) {
        if let Some(open) = &mut self.stage {
            open.set_info(info);
        }
    }

    /// Memory is short: the page that waits for a use goes. The next one is made when it is needed.
    pub fn release_memory(&mut self) {
        if let Some(open) = &mut self.stage {
            open.stage.drop_spares();
        }
    }

    /// Surroundings of the visible page.
    pub fn visible_surroundings(&self) -> Option<Surroundings> {
        self.stage.as_ref()?.stage.visible_surroundings()
    }
}

/// Goes through a closure that has to be `Send` and never leaves the main thread.
struct MainThreadOnly<T>(T);

// SAFETY: `adopt` is called on the main thread, where Tauri calls the closure at once.
unsafe impl<T> Send for MainThreadOnly<T> {}

impl<T> MainThreadOnly<T> {
    /// A method, so that closures capture the whole.
    const fn get(&self) -> &T {
        &self.0
    }
}
