//! What the automation port asks of the window.

use std::{
    sync::{Arc, Weak, atomic::Ordering},
    time::Duration,
};

use serde_json::Value;

use super::HostApp;
use crate::{
    automation::AutomationHost,
    instance::Session,
    layout::{self, Insets},
    page_host::platform,
};

/// The window for the automation port, which must not keep it alive.
pub(super) struct Automated(pub(super) Weak<HostApp>);

impl AutomationHost for Automated {
    fn session(&self) -> Option<Arc<Session>> {
        self.0.upgrade()?.session()
    }

    fn starting(&self) -> bool {
        let host = self.0.upgrade();
        host.is_some_and(|it| it.launching.load(Ordering::Acquire))
    }

    fn capture(&self) -> Result<Vec<u8>, String> {
        self.0.upgrade().ok_or("the host is closing")?.capture()
    }

    fn insets(&self) -> Insets {
        let Some(host) = self.0.upgrade() else {
            return Insets::default();
        };
        let info = host.info();
        let (done, known) = std::sync::mpsc::channel();
        platform::on_main_thread(move || {
            let page = platform::with_window(|window| window.visible_surroundings()).flatten();
            // The asker may have given up.
            let _ = done.send(page.unwrap_or_default());
        });
        let page = known
            .recv_timeout(Duration::from_secs(5))
            .unwrap_or_default();
        layout::content_insets(&info, page)
    }

    fn chrome_event(&self, name: &str, payload: Value) {
        if let Some(host) = self.0.upgrade() {
            host.chrome_event(name, payload);
        }
    }

    fn forget_compiled(&self) -> Result<(), String> {
        let host = self.0.upgrade().ok_or("the host is closing")?;
        host.folders.forget_compiled()
    }

    fn stop(&self) {
        if let Some(host) = self.0.upgrade() {
            host.stop_session();
        }
    }

    fn reload(&self) {
        if let Some(host) = self.0.upgrade() {
            host.reload();
        }
    }

    fn exit(&self) {
        if let Some(host) = self.0.upgrade() {
            host.exit(0);
        }
    }

    fn watch_state(&self) -> Option<Value> {
        Some(self.0.upgrade()?.watch.get()?.state())
    }
}
