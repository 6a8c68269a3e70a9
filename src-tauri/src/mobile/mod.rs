//! What phones have and desktops have not, the same on Android and iOS: links and files that open a
//! mini-program, going to the background and back, memory warnings, installed packages.
//!
//! Tested on every system. Links, codes and packages open mini-programs on desktops, too; what only
//! phones have is built there and for the tests.

pub mod bundled;
mod entrance;
pub mod install;
#[cfg(any(mobile, test))]
pub mod lifecycle;
pub mod link;
#[cfg(any(mobile, test))]
pub mod metrics;
pub mod opening;

#[cfg(mobile)]
pub use lifecycle::{Event, Lifecycle};
pub use link::{DeepLink, Target};
