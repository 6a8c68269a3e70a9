//! Drives the `peapod` binary from outside, as a user's script would: it starts the host on a
//! mini-program, talks to its automation port, and touches the real window where there is one.

mod app_copy;
mod client;
mod corpus;
mod host;
mod pointer;
mod spec;
mod tree;

pub use app_copy::AppCopy;
pub use client::{Client, Element};
pub use corpus::{Case, Group, Hosts};
pub use host::{Host, Mode, binary};
pub use pointer::Pointer;
pub use spec::{Spec, Step, run};

/// Anything that goes wrong in a test, as the line to print.
pub type Outcome<T> = Result<T, String>;
