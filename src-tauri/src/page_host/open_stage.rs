//! What the windows of all platforms know alike of the mini-program whose pages they show.

use std::{path::PathBuf, sync::Arc};

#[cfg(not(target_os = "linux"))]
use peapod_runtime::host::{HostInfo, PageHost};

use super::HostHandle;
#[cfg(not(target_os = "linux"))]
use super::{
    backend::{Backend, ViewId},
    stage::{Compactor, Stage},
};
#[cfg(not(target_os = "linux"))]
use crate::instance::SessionId;
use crate::{instance::Session, scheme::PageSource};

/// Whether a frame of a `<web-view>` may load this URL.
pub type AllowFrame = Arc<dyn Fn(&str) -> bool + Send + Sync>;

/// Which half of the capsule was pressed, where it is a widget of the host's own. Elsewhere the
/// shell or the page draws it, and acts on it.
#[cfg(target_os = "linux")]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CapsulePart {
    Menu,
    Close,
}

/// Keys that the host acts on.
#[cfg(any(target_os = "linux", mobile))]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    /// On phones a gesture or button of the system.
    Back,
    #[cfg(target_os = "linux")]
    Reload,
}

/// What the window tells the host, each where the platform's window knows of it.
pub struct WindowEvents {
    /// Width and height in CSS pixels, device pixels per CSS pixel. Phones tell all their metrics.
    #[cfg(not(mobile))]
    pub on_resize: Box<dyn Fn(f64, f64, f64)>,
    #[cfg(target_os = "linux")]
    pub on_capsule: Box<dyn Fn(CapsulePart)>,
    /// False when there is nothing that the key could act on.
    #[cfg(any(target_os = "linux", target_os = "ios"))]
    pub on_key: Box<dyn Fn(Key) -> bool>,
    /// The shell's web process died. Elsewhere Tauri or the activity tells.
    #[cfg(target_os = "linux")]
    pub on_shell_lost: Box<dyn Fn()>,
}

/// What the pages of one mini-program need.
pub struct StageConfig {
    pub session: Arc<Session>,
    pub host: Arc<HostHandle>,
    /// Cookies and web storage of its web-views; named after the mini-program.
    pub web_dir: PathBuf,
    pub source: PageSource,
    pub allow_frame: AllowFrame,
    /// Slides, where pages slide.
    #[cfg(any(target_os = "linux", mobile))]
    pub animate: bool,
}

/// The stage of the running mini-program, on platforms that warm the pool at once.
#[cfg(not(target_os = "linux"))]
pub struct OpenStage<B: Backend> {
    pub session: SessionId,
    host: Arc<HostHandle>,
    pub stage: Stage<B>,
}

#[cfg(not(target_os = "linux"))]
impl<B: Backend> OpenStage<B> {
    /// Warms the pool and carries out what the logic has queued so far.
    pub fn new(
        backend: B,
        session: Arc<Session>,
        host: Arc<HostHandle>,
        source: &PageSource,
        compact: Compactor,
    ) -> Self {
        let id = session.id;
        let mut stage = Stage::new(backend, session, source.blobs.clone(), compact, host.info());
        stage.warm();
        let mut open = Self {
            session: id,
            host,
            stage,
        };
        open.drain();
        open
    }

    /// Carries out what the logic has queued.
    pub fn drain(&mut self) {
        let commands = self.host.drain();
        self.stage.run(commands);
        if self.stage.wants_warming() && self.stage.visible().is_some() {
            self.stage.warm();
        }
    }

    /// The window or the theme changed.
    pub fn set_info(&mut self, info: &HostInfo) {
        self.host.set_info(info.clone());
        self.stage.set_info(info.clone());
    }

    /// A page speaks.
    pub fn on_message(&mut self, view: ViewId, message: &str) {
        self.stage.on_message(view, message);
    }

    /// The web process of a view is gone. Windows does not tell.
    #[cfg(not(windows))]
    pub fn on_crash(&mut self, view: ViewId) {
        self.stage.on_crash(view);
    }
}
