//! The engine of a mini-program: package → QuickJS logic → page stack → view operations.
//!
//! ```text
//! Compiler ─► MiniProgram::launch ─► logic thread: QuickJS + framework bundle + the mini-program
//!                  ▲     │                     │ view operations, chrome commands
//!   view messages ─┘     │                     ▼
//!   chrome events        └── ApiBridge      PageHost (a real one, or headless::HeadlessHost)
//! ```

// A failed API call carries WeChat's whole failure object; it is moved twice and then gone.
#![allow(clippy::result_large_err)]

pub mod headless;
pub mod host;
mod log_record;
mod logic;
mod program;
#[rustfmt::skip]
pub mod protocol;

/// Parts of the engine for another program that runs scripts in QuickJS: timers, stacks in terms of
/// the author's files, promises that nobody handles.
pub mod scripting {
    pub use crate::logic::{Frame, Rejections, SourceMap, Timers, parse_frame};
}

pub use log_record::{LogKind, LogLevel, LogRecord, LogSink};
pub use program::{CallDone, CallError, LaunchError, LaunchOptions, MiniProgram, WeakMiniProgram};
