//! The one window of the application and the stage of the running mini-program.

use std::{cell::RefCell, path::PathBuf, sync::Arc};

use peapod_runtime::host::{HostInfo, PageHost};
use tauri::Manager as _;

use super::{
    super::{
        HostHandle,
        backend::{Rgb, ViewId},
        stage::{Compactor, Stage},
    },
    introduce, on_idle, on_main_thread,
    views::KotlinViews,
};
use crate::{
    android::{self, Arg, pages, table},
    instance::{Session, SessionId},
    layout::Surroundings,
    scheme::PageSource,
};

/// Whether a frame of a `<web-view>` may load this URL.
pub type AllowFrame = Arc<dyn Fn(&str) -> bool + Send + Sync>;

/// Which half of the capsule was pressed; drawn by the shell alone here, which acts on it itself.
#[allow(dead_code)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CapsulePart {
    Menu,
    Close,
}

/// Keys that the host acts on.
#[allow(dead_code, reason = "a phone has no key to reload")]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    Back,
    Reload,
}

/// What the pages of one mini-program need.
pub struct StageConfig {
    pub session: Arc<Session>,
    pub host: Arc<HostHandle>,
    /// Named after the mini-program, whose web-views have a profile of that name.
    pub web_dir: PathBuf,
    pub source: PageSource,
    pub allow_frame: AllowFrame,
    pub animate: bool,
}

struct OpenStage {
    session: SessionId,
    app_id: String,
    animate: bool,
    host: Arc<HostHandle>,
    stage: Stage<KotlinViews>,
}

/// The one window and the stage of the running mini-program. Main thread only.
pub struct MainWindow {
    window: tauri::WebviewWindow,
    raised: bool,
    stage: Option<OpenStage>,
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
    if let Some(open) = &mut window.stage
        && open_session(open.session, &open.app_id, open.animate)
    {
        open.stage.rebuild();
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
    pub fn adopt(
        window: &tauri::WebviewWindow,
        _on_resize: impl Fn(f64, f64, f64) + 'static,
        _on_capsule: impl Fn(CapsulePart) + 'static,
        _on_key: impl Fn(Key) -> bool + 'static,
        _on_shell_lost: impl Fn() + 'static,
    ) -> Result<(), String> {
        if let Err(error) = android::prepare_tls() {
            // Everything but https works.
            log::error!("certificates cannot be checked: {error}");
        }
        let window = window.clone();
        let app = window.app_handle().clone();
        on_main_thread(move || {
            WINDOW.with(|slot| {
                *slot.borrow_mut() = Some(Self {
                    window,
                    raised: false,
                    stage: None,
                });
            });
        });
        introduce(&app);
        Ok(())
    }

    /// Tauri's window.
    pub const fn window(&self) -> &tauri::WebviewWindow {
        &self.window
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

    /// The colour of the system's clock follows the theme of the application here.
    pub fn set_front_colour(&self, _colour: Rgb) {}

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
        let info = config.host.info();
        let blobs = config.source.blobs;
        let mut stage = Stage::new(KotlinViews, config.session, blobs, compact, info);
        stage.warm();
        self.stage = Some(OpenStage {
            session: id,
            app_id,
            animate: config.animate,
            host: config.host,
            stage,
        });
        self.drain(id);
    }

    /// Destroys all pages.
    pub fn close_stage(&mut self) {
        let Some(open) = self.stage.take() else {
            return;
        };
        pages::serve_no_more(open.session);
        drop(open);
        if let Err(error) = pages::call(table::CLOSE, &[]) {
            log::debug!("the page host: {error}");
        }
    }

    /// Carries out what the logic of this session has queued.
    pub fn drain(&mut self, session: SessionId) {
        if let Some(open) = self.stage.as_mut().filter(|open| open.session == session) {
            let commands = open.host.drain();
            open.stage.run(commands);
            if open.stage.wants_warming() && open.stage.visible().is_some() {
                open.stage.warm();
            }
        }
    }

    /// The window or the theme changed.
    pub fn set_info(&mut self, info: &HostInfo) {
        if let Some(open) = &mut self.stage {
            open.host.set_info(info.clone());
            open.stage.set_info(info.clone());
        }
    }

    /// Surroundings of the visible page.
    pub fn visible_surroundings(&self) -> Option<Surroundings> {
        self.stage.as_ref()?.stage.visible_surroundings()
    }

    pub(super) fn message(&mut self, session: SessionId, view: ViewId, message: &str) {
        if let Some(open) = self.stage.as_mut().filter(|open| open.session == session) {
            open.stage.on_message(view, message);
        }
    }

    pub(super) fn renderer_gone(&mut self, session: SessionId, view: ViewId) {
        if let Some(open) = self.stage.as_mut().filter(|open| open.session == session) {
            open.stage.on_crash(view);
        }
    }
}
