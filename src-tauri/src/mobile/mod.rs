//! What phones have and desktops have not, the same on Android and iOS: links and files that open a
//! mini-program, going to the background and back, memory warnings, installed packages.
//!
//! Built and tested on every system; only phones call all of it.
#![cfg_attr(not(mobile), allow(dead_code))]

pub mod bundled;
pub mod install;
pub mod lifecycle;
pub mod link;
pub mod metrics;
pub mod opening;

pub use lifecycle::{Event, Lifecycle};
pub use link::{DeepLink, Target};
