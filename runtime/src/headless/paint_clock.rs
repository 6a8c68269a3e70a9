//! When a view without pixels would have painted.

use std::collections::BTreeMap;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use serde_json::Value;

use super::tree::ViewRequest;
use crate::host::PageId;
use crate::program::WeakMiniProgram;

/// One frame at 60 Hz.
const FRAME: Duration = Duration::from_millis(16);

/// How long after a request a real view answers it; `None` where it does so at once.
///
/// A loop that asks for the next frame from inside of the last one would never leave the logic a
/// quiet moment if a frame took no time.
pub(super) fn takes(request: &ViewRequest) -> Option<Duration> {
    match (request.operation, request.what.as_str()) {
        ("call", "canvasFrame" | "canvasDraw") => Some(FRAME),
        ("animate", _) => {
            let options = &request.options;
            // Without keyframes it ends an animation; one that follows a scroll view has no end.
            if request.params.is_null() || !options["scrollTimeline"].is_null() {
                return None;
            }
            let duration = options["duration"].as_f64().unwrap_or(0.0).max(0.0);
            let duration = Duration::try_from_secs_f64(duration / 1000.0);
            Some(duration.unwrap_or(Duration::MAX).max(FRAME))
        }
        _ => None,
    }
}

struct Answer {
    at: Instant,
    program: WeakMiniProgram,
    page: PageId,
    message: String,
}

/// Tells programs what has come to pass, each at its time. Its thread starts with the first
/// appointment and ends with the clock.
#[derive(Default)]
pub(super) struct PaintClock {
    appointments: Option<Sender<Answer>>,
}

impl PaintClock {
    /// Delivers a message of a page view after a while; never where that is past all time.
    pub fn after(
        &mut self,
        delay: Duration,
        program: WeakMiniProgram,
        page: PageId,
        reply: &Value,
    ) {
        let Some(at) = Instant::now().checked_add(delay) else {
            return;
        };
        let answer = Answer {
            at,
            program,
            page,
            message: reply.to_string(),
        };
        let sender = self.appointments.get_or_insert_with(|| {
            let (sender, receiver) = mpsc::channel();
            let thread = std::thread::Builder::new().name("peapod-paint-clock".to_owned());
            if let Err(error) = thread.spawn(move || deliver(&receiver)) {
                log::error!("no frames for pages without views: {error}");
            }
            sender
        });
        // Without the thread there is nobody to tell, which has been logged.
        let _ = sender.send(answer);
    }
}

fn deliver(receiver: &Receiver<Answer>) {
    let mut waiting: BTreeMap<(Instant, u64), Answer> = BTreeMap::new();
    let mut order = 0;
    loop {
        let next = waiting.keys().next().map(|(at, _)| *at);
        let received = match next {
            None => receiver.recv().map_err(|_| RecvTimeoutError::Disconnected),
            Some(at) => receiver.recv_timeout(at.saturating_duration_since(Instant::now())),
        };
        match received {
            Ok(answer) => {
                order += 1;
                waiting.insert((answer.at, order), answer);
            }
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return,
        }
        let now = Instant::now();
        while let Some(first) = waiting.first_entry()
            && first.key().0 <= now
        {
            let answer = first.remove();
            if let Some(program) = answer.program.upgrade() {
                program.view_message(answer.page, &answer.message);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::headless::ViewTree;

    fn requests(batch: &str) -> Vec<Option<Duration>> {
        ViewTree::default().apply(batch).iter().map(takes).collect()
    }

    #[test]
    fn frames_and_animations_take_their_time() {
        let ms = |ms| Some(Duration::from_millis(ms));
        assert_eq!(
            requests(r#"[22,1,"canvasFrame",{},1,22,1,"canvasDraw",{},2,22,1,"canvasImage",{},3]"#),
            [ms(16), ms(16), None]
        );
        assert_eq!(
            requests(
                r#"[28,1,[{}],{"duration":500},1,28,1,[{}],null,2,28,1,null,null,3,28,1,[{}],{"duration":500,"scrollTimeline":{}},4]"#
            ),
            [ms(500), ms(16), None, None]
        );
    }
}
