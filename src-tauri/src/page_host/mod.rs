//! Where pages are drawn: the `PageHost` of this process.
//!
//! The logic thread talks to a [`HostHandle`], which queues; the main thread drains the queue into
//! the [`stage::Stage`], which keeps pages, pool and op logs and drives one platform
//! [`backend::Backend`].

pub mod backend;
pub mod handle;
pub mod headless;
mod op_log;
pub mod open_stage;
#[cfg(not(target_os = "android"))]
mod page_key;
#[cfg(not(target_os = "android"))]
mod page_view;
mod script;
pub mod stage;
pub mod wireframe;

#[cfg(target_os = "linux")]
#[path = "linux/mod.rs"]
pub mod platform;
#[cfg(target_os = "android")]
#[path = "android/mod.rs"]
pub mod platform;
#[cfg(target_os = "ios")]
#[path = "ios/mod.rs"]
pub mod platform;
#[cfg(not(any(target_os = "linux", target_os = "android", target_os = "ios")))]
#[path = "desktop_other.rs"]
pub mod platform;

pub use handle::HostHandle;
