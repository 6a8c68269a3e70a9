//! The automation port: the wire protocol of WeChat DevTools, so that `miniprogram-automator` and
//! minium drive this host. What the host does not answer itself goes to the logic; see
//! "Automation" in `docs/protocol.md`.

mod access;
#[cfg(test)]
mod alone;
mod audits;
mod connection;
mod extensions;
mod farewell;
mod lan;
mod methods;
mod native;
mod server;
mod switch;
mod tools;

use std::sync::Arc;

use peapod_runtime::LogRecord;
use serde_json::{Value, json};

use crate::{instance::Session, layout::Insets};

pub use farewell::ask_to_close;
pub use server::{Listen, Server};
pub use switch::{Reach, Switch};

/// Where clients look when they are told nothing, as with WeChat DevTools.
pub const DEFAULT_PORT: u16 = 9420;

/// The host as the automation port sees it: with a window or without, on a desk or on a phone. All
/// that the port knows of the platform is behind this trait.
pub trait AutomationHost: Send + Sync + 'static {
    /// The running mini-program.
    fn session(&self) -> Option<Arc<Session>>;
    /// Whether a mini-program is on its way: requests to its logic wait for it.
    fn starting(&self) -> bool;
    /// A PNG of the window.
    ///
    /// # Errors
    /// There is no window, or it cannot be captured.
    fn capture(&self) -> Result<Vec<u8>, String>;
    /// Content area of the visible page.
    fn insets(&self) -> Insets;
    /// Ends the mini-program; the port stays.
    fn stop(&self);
    /// Starts the mini-program anew.
    fn reload(&self);
    /// Something happened in the shell, as if the user had done it.
    fn chrome_event(&self, name: &str, payload: Value);
    /// Removes what compiling has left on the disk.
    ///
    /// # Errors
    /// The folder cannot be removed.
    fn forget_compiled(&self) -> Result<(), String>;
    /// Ends the process.
    fn exit(&self);
    /// What `--watch` has done; `None` without it.
    fn watch_state(&self) -> Option<Value> {
        None
    }
}

/// `App.logAdded`.
pub fn log_event(record: &LogRecord) -> Value {
    let args: Vec<Value> = record
        .args
        .iter()
        .map(|arg| serde_json::from_str(arg).unwrap_or_else(|_| arg.as_str().into()))
        .collect();
    json!({"method": "App.logAdded", "params": {"type": record.level, "args": args}})
}

/// Tells scripts that passed port 0 where the port is.
pub fn announce(server: &Server) {
    log::info!("automation port: {}", server.url());
}
