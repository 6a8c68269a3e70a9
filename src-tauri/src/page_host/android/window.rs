//! The one window of the application and the stage of the running mini-program.

use std::cell::RefCell;

use peapod_runtime::host::HostInfo;
use tauri::Manager as _;

use super::{
    super::{
        backend::{Rgb, ViewId},
        open_stage::{OpenStage, StageConfig, WindowEvents},
        stage::Compactor,
    },
    introduce, on_idle, on_main_thread,
    views::KotlinViews,
};
use crate::{
    android::{self, Arg, pages, table},
    device,
    instance::SessionId,
    layout::{self, Surroundings},
};

/// Icons of the status bar outside of mini-programs.
const THEME: &str = "theme";

struct KotlinStage {
    app_id: String,
    animate: bool,
    open: OpenStage<KotlinViews>,
}

/// The one window and the stage of the running mini-program. Main thread only.
pub struct MainWindow {
    raised: bool,
    /// Of the status bar: `light`, `dark`, or as the `theme` has them. A new activity is told.
    icons: &'static str,
    stage: Option<KotlinStage>,
}

thread_local! {
    static WINDOW: RefCell<Option<MainWindow>> = const { RefCell::new(None) };
}

/// Runs something with the main window; `None` off the main thread, before the window is there,
/// and within another such call.
pub fn with_window<T>(act: impl FnOnce(&mut MainWindow) -> T) -> Option<T> {
    WINDOW.with(|window| window.try_borrow_mut().ok()?.as_mut().map(act))
}

/// Runs something with the main window, now or, while it is at work, next. Nothing is done where
/// there is no window.
pub(super) fn when_free(act: impl FnOnce(&mut MainWindow) + Send + 'static) {
    if WINDOW.with(|window| window.try_borrow_mut().is_ok()) {
        with_window(act);
    } else {
        on_idle(move || when_free(act));
    }
}

/// A new activity has an empty page host: the views are made again, and the pages in them build
/// themselves from their logs.
pub(super) fn reopen_stage(window: &mut MainWindow) {
    window.tell_raised();
    window.tell_icons();
    if let Some(it) = &mut window.stage
        && open_session(it.open.session, &it.app_id, it.animate)
    {
        it.open.stage.rebuild();
    }
}

fn open_session(session: SessionId, app_id: &str, animate: bool) -> bool {
    match pages::open(session, app_id, crate::scheme::PAGE_URL, animate) {
        Ok(()) => true,
        Err(error) => {
            // With the next activity it opens.
            log::warn!("the pages wait for an activity: {error}");
            false
        }
    }
}

impl MainWindow {
    /// Takes over Tauri's window.
    ///
    /// # Errors
    /// None here; other platforms have some.
    pub fn adopt(window: &tauri::WebviewWindow, _events: WindowEvents) -> Result<(), String> {
        if let Err(error) = android::prepare_tls() {
            // Everything but https works.
            log::error!("certificates cannot be checked: {error}");
        }
        let app = window.app_handle().clone();
        on_main_thread(move || {
            WINDOW.with(|slot| {
                *slot.borrow_mut() = Some(Self {
                    raised: false,
                    icons: THEME,
                    stage: None,
                });
            });
        });
        introduce(&app);
        Ok(())
    }

    /// Shows the shell in front of the page, or behind it again.
    pub fn raise_shell(&mut self, raised: bool) {
        self.raised = raised;
        self.tell_raised();
    }

    fn tell_raised(&self) {
        if let Err(error) = pages::call(table::RAISE_SHELL, &[Arg::Bool(self.raised)]) {
            log::warn!("the shell cannot be raised: {error}");
        }
    }

    /// Whether the shell is in front of the page.
    pub const fn is_raised(&self) -> bool {
        self.raised
    }

    /// The shell draws what lies behind pages here.
    pub fn set_background(&self, _colour: Rgb) {}

    /// The colour of the system's clock: black or white, whichever is nearer.
    pub fn set_front_colour(&mut self, colour: Rgb) {
        self.icons = if layout::is_light(colour) {
            "light"
        } else {
            "dark"
        };
        self.tell_icons();
    }

    fn tell_icons(&self) {
        let arguments = serde_json::json!({"icons": self.icons});
        let asked = device::android::begin("screen.setStatusBar", arguments);
        tauri::async_runtime::spawn(async move {
            if let Err(error) = asked.await {
                log::debug!("the status bar: {error}");
            }
        });
    }

    /// Makes room for the pages of a mini-program and warms the pool.
    pub fn open_stage(&mut self, config: StageConfig, compact: Compactor) {
        self.close_stage();
        let id = config.session.id;
        let app_id = config
            .web_dir
            .file_name()
            .map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default();
        pages::serve(
            id,
            pages::Served {
                source: config.source.clone(),
                allow_frame: config.allow_frame,
            },
        );
        open_session(id, &app_id, config.animate);
        let open = OpenStage::new(
            KotlinViews,
            config.session,
            config.host,
            &config.source,
            compact,
        );
        self.stage = Some(KotlinStage {
            app_id,
            animate: config.animate,
            open,
        });
    }

    fn open(&mut self, session: SessionId) -> Option<&mut OpenStage<KotlinViews>> {
        let open = self.stage.as_mut().map(|it| &mut it.open);
        open.filter(|open| open.session == session)
    }

    /// Destroys all pages.
    pub fn close_stage(&mut self) {
        let Some(stage) = self.stage.take() else {
            return;
        };
        pages::serve_no_more(stage.open.session);
        self.icons = THEME;
        self.tell_icons();
        drop(stage);
        if let Err(error) = pages::call(table::CLOSE, &[]) {
            log::debug!("the page host: {error}");
        }
    }

    /// Carries out what the logic of this session has queued.
    pub fn drain(&mut self, session: SessionId) {
        if let Some(open) = self.open(session) {
            open.drain();
        }
    }

    /// The window or the theme changed.
    pub fn set_info(&mut self, info: &HostInfo) {
        if let Some(stage) = &mut self.stage {
            stage.open.set_info(info);
        }
    }

    /// The on-screen keyboard covers this much of the window.
    pub(super) fn set_keyboard(&mut self, height: f64) {
        if let Some(stage) = &mut self.stage {
            stage.open.stage.set_keyboard(height);
        }
    }

    /// Surroundings of the visible page.
    pub fn visible_surroundings(&self) -> Option<Surroundings> {
        self.stage.as_ref()?.open.stage.visible_surroundings()
    }

    pub(super) fn message(&mut self, session: SessionId, view: ViewId, message: &str) {
        if let Some(open) = self.open(session) {
            open.on_message(view, message);
        }
    }

    pub(super) fn renderer_gone(&mut self, session: SessionId, view: ViewId) {
        if let Some(open) = self.open(session) {
            open.on_crash(view);
        }
    }
}
