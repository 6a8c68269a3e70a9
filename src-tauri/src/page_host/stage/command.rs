//! What comes to the stage from the logic, and what goes back.

use std::sync::mpsc;

use peapod_runtime::host::{HostError, PageId, PageInit, Transition};
use serde_json::Value;

use crate::layout::TabBarEdge;

/// What the logic thread asks of the main thread.
pub enum Command {
    Create(PageInit),
    Apply {
        page: PageId,
        batch: String,
    },
    Present {
        page: PageId,
        transition: Transition,
    },
    Destroy(PageId),
    Ask {
        page: PageId,
        request: Value,
        answer: mpsc::Sender<Result<Value, HostError>>,
    },
    ChromeReply {
        page: PageId,
        request: u32,
        kind: String,
        result: Value,
    },
    /// A WXS module for the page's view, before the batch that first names it.
    Wxs {
        page: PageId,
        module: String,
        code: String,
    },
    /// Ask for a `painted` message of the newest batch.
    Mark(PageId),
    /// Call a function in the page's document.
    Run {
        page: PageId,
        request: u32,
        /// An expression that calls `__pp.run`.
        script: String,
    },
    /// The native tab bar changed.
    TabBar(TabBarEdge),
    /// Errors of the author's files, to be drawn over the pages.
    Issues(Value),
    /// Package files that were saved and that pages load themselves.
    Assets(Vec<String>),
}

/// Receives what pages say. Called on the main thread; must not block.
pub trait PageSink: Send + Sync + 'static {
    /// A message as it came, `[tag, …args]`, but for those that the host itself answers.
    fn message(&self, page: PageId, message: &str);
    /// A batch of this page has been painted.
    fn painted(&self, page: PageId, batch: u64);
    /// A page's renderer died for good.
    fn page_lost(&self, page: PageId);
}

/// Rewrites batches to one batch that builds the same tree.
pub type Compactor = Box<dyn Fn(&[String]) -> Option<String>>;
