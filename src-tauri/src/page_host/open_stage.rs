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

/// Which half of the capsule was pressed. Where the shell alone draws the capsule, it acts on it.
#[cfg_attr(not(target_os = "linux"), allow(dead_code))]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CapsulePart {
    Menu,
    Close,
}

/// Keys that the host acts on; on phones `Back` is the system's gesture, and none reloads.
#[cfg_attr(not(target_os = "linux"), allow(dead_code))]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    Back,
    Reload,
}

/// What the pages of one mini-program need.
pub struct StageConfig {
    pub session: Arc<Session>,
    pub host: Arc<HostHandle>,
    /// Cookies and web storage of its web-views; named after the mini-program.
    pub web_dir: PathBuf,
    pub source: PageSource,
    pub allow_frame: AllowFrame,
    #[cfg_attr(
        not(any(target_os = "linux", target_os = "android", target_os = "ios")),
        allow(dead_code, reason = "slides are not animated there")
    )]
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

    /// The web process of a view is gone.
    pub fn on_crash(&mut self, view: ViewId) {
        self.stage.on_crash(view);
    }
}
