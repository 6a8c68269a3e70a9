//! The device behind the APIs: capability traits, and the simulated device.

pub mod profile;

use std::future::Future;
use std::pin::Pin;

pub use profile::DeviceProfile;

/// A permission dialog.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prompt {
    pub app_id: String,
    pub app_name: String,
    /// `scope.userLocation`, …
    pub scope: String,
    /// The mini-program's own reason (`permission[scope].desc`), or empty.
    pub desc: String,
}

/// Asks the user.
pub trait Prompter: Send + Sync + 'static {
    /// Shows the dialog and returns whether the user agreed.
    fn ask(&self, prompt: Prompt) -> Pin<Box<dyn Future<Output = bool> + Send>>;
}

/// The device a mini-program sees.
pub struct Device {}

impl Device {
    /// Stops everything a closed mini-program left running.
    pub fn release(&self) {}
}
