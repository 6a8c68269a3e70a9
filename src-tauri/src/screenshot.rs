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

/// Between two looks at the window. Frames travel from the web processes to the window, and nothing
/// tells of their arrival.
const LOOK: Duration = Duration::from_millis(200);
/// So many equal looks in a row count as the last frame.
const EQUAL_LOOKS: u32 = 3;

/// Takes a picture once the visible page has painted its newest batch, the shell has drawn its
/// newest commands, and the window shows it. Blocks, but not for ever.
///
/// # Errors
/// Those of `capture`.
pub fn when_settled<E>(
    measure: &Measure,
    chrome: &ChromeLink,
    mut capture: impl FnMut() -> Result<Vec<u8>, E>,
) -> Result<Vec<u8>, E> {
    let end = Instant::now() + PATIENCE;
    wait_until_drawn(measure, chrome, end);
    let mut picture = capture()?;
    let mut equal = 1;
    while equal < EQUAL_LOOKS && Instant::now() < end {
        thread::sleep(LOOK);
        let next = capture()?;
        equal = if next == picture { equal + 1 } else { 1 };
        picture = next;
    }
    if equal < EQUAL_LOOKS {
        log::info!("the window still changes after {PATIENCE:?}; this is how it looks now");
    }
    Ok(picture)
}

fn wait_until_drawn(measure: &Measure, chrome: &ChromeLink, end: Instant) {
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
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    /// A page that has painted, and a shell that has been asked before.
    fn painted() -> Measure {
        let measure = Measure::start();
        measure.watch_every_paint();
        measure.created(1, "a");
        measure.applied(1, "[1]");
        measure.presented(1);
        measure.painted(1, 1);
        measure
    }

    #[test]
    fn the_picture_is_taken_when_it_stays_the_same() {
        let chrome = ChromeLink::headless();
        let frames = ["blank", "half", "half", "whole", "whole", "whole", "late"];
        let mut looks = frames.iter();
        let picture = thread::scope(|scope| {
            scope.spawn(|| {
                // The shell answers as soon as it is asked.
                loop {
                    if let Some((request, _)) = chrome.newest_request(&["settled"]) {
                        chrome.take_reply(&json!({"request": request, "result": {}}));
                        return;
                    }
                    thread::yield_now();
                }
            });
            when_settled(&painted(), &chrome, || {
                Ok::<_, ()>(looks.next().unwrap().as_bytes().to_vec())
            })
        });
        assert_eq!(picture.unwrap(), b"whole");
    }
}
