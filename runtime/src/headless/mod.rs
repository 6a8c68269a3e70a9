//! Running mini-programs without a display: a page tree that checks the protocol, and a host that
//! keeps one per page.

mod batch;
mod host;
pub mod layout;
mod page_elements;
mod paint_clock;
mod print;
mod select;
mod tree;
mod webgl;
mod wxs_state;

pub use batch::{Operation, parse_batch};
pub use host::{ChromeCommand, HeadlessHost, HeadlessPage};
pub use tree::{Listener, NodeKind, StyleSheet, ViewNode, ViewRequest, ViewTree};
