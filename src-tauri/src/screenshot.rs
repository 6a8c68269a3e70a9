//! When a window has stopped changing, for `--screenshot`.

use std::{
    sync::mpsc,
    thread,
    time::{Duration, Instant},
};

use serde_json::json;

use crate::{chrome::ChromeLink, measure::Measure};

/// So long without a batch, a command to the shell or a file that a page loads counts as the end.
/// Routing and requests over loopback stay well below.
const QUIET: Duration = Duration::from_millis(300);
/// A page with a running animation never ends; what it shows then is as good as any moment.
const PATIENCE: Duration = Duration::from_secs(8);
/// Bounds the wait for the shell's answer, which comes after two frames.
const SHELL_PATIENCE: Duration = Duration::from_secs(2);
const POLL: Duration = Duration::from_millis(25);

/// Waits until the visible page has painted its newest batch, the shell has drawn its newest
/// commands, and nothing has changed since. Blocks, but not for ever.
pub fn wait_until_settled(measure: &Measure, chrome: &ChromeLink) {
    let end = Instant::now() + PATIENCE;
    while Instant::now() < end {
        if !measure.settled(QUIET) {
            thread::sleep(POLL);
            continue;
        }
        let (drawn, is_drawn) = mpsc::channel();
        let request = chrome.ask(
            "settled",
            json!({}),
            Box::new(move |_| {
                // The asker may have given up.
                let _ = drawn.send(());
            }),
        );
        if is_drawn.recv_timeout(SHELL_PATIENCE).is_err() {
            log::warn!("the shell does not say that it has drawn");
            chrome.take_reply(&json!({ "request": request }));
        }
        if measure.settled(QUIET) {
            return;
        }
    }
    log::info!("the window still changes after {PATIENCE:?}; taking the picture now");
}
