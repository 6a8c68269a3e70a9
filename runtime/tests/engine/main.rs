//! Small mini-programs run in the real engine, without a display.
#![allow(clippy::unwrap_used, clippy::expect_used)]

#[path = "../support/apis.rs"]
mod apis;
mod automation;
mod components;
mod errors;
mod events;
mod exit_state;
mod initial_rendering;
mod launch;
mod lifecycle;
mod modules;
mod native_calls;
mod program;
mod routing;
mod styles;
mod updates;
mod wxs;
