//! The `PageHost` that the logic thread holds.

use std::{
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
        mpsc,
    },
    time::Duration,
};

use peapod_runtime::host::{HostError, HostInfo, PageHost, PageId, PageInit, Transition};
use serde_json::Value;

use super::{script, stage::Command};
use crate::{chrome::ChromeLink, layout::TabBarEdge, measure::Measure};

/// Bounds how long canvas questions may hold the logic thread. A view that is busy for longer is
/// as good as hung, and the logic must get on.
const ASK_TIMEOUT: Duration = Duration::from_secs(5);

/// Wakes the main thread to drain the queue.
pub type Wake = Box<dyn Fn() + Send + Sync>;

/// Queues what the logic thread asks for the main thread.
pub struct HostHandle {
    queue: Mutex<Vec<Command>>,
    scheduled: AtomicBool,
    wake: Wake,
    info: Mutex<HostInfo>,
    chrome: Arc<ChromeLink>,
    measure: Arc<Measure>,
}

impl HostHandle {
    /// A handle whose queue is drained by whatever `wake` brings to run.
    pub fn new(info: HostInfo, chrome: Arc<ChromeLink>, measure: Arc<Measure>, wake: Wake) -> Self {
        Self {
            queue: Mutex::default(),
            scheduled: AtomicBool::new(false),
            wake,
            info: Mutex::new(info),
            chrome,
            measure,
        }
    }

    /// Queues one command.
    pub fn send(&self, command: Command) {
        lock(&self.queue).push(command);
        if !self.scheduled.swap(true, Ordering::AcqRel) {
            (self.wake)();
        }
    }

    /// Takes all that is queued. Main thread.
    pub fn drain(&self) -> Vec<Command> {
        self.scheduled.store(false, Ordering::Release);
        std::mem::take(&mut *lock(&self.queue))
    }

    /// New metrics after a resize or a change of theme.
    pub fn set_info(&self, info: HostInfo) {
        *lock(&self.info) = info;
    }
}

impl PageHost for HostHandle {
    fn create_page(&self, init: &PageInit) {
        self.measure.created(init.page_id, &init.route);
        self.send(Command::Create(init.clone()));
    }

    fn apply(&self, page: PageId, batch: &str) {
        let mark = self.measure.applied(page, batch);
        self.send(Command::Apply {
            page,
            batch: batch.to_owned(),
        });
        if mark {
            self.send(Command::Mark(page));
        }
    }

    fn present(&self, page: PageId, transition: Transition) {
        self.measure.presented(page);
        self.send(Command::Present { page, transition });
    }

    fn destroy_page(&self, page: PageId) {
        self.send(Command::Destroy(page));
    }

    fn chrome(&self, command: &str, params: &Value) {
        if command == "tabBar" {
            self.send(Command::TabBar(tab_bar_edge(params)));
        }
        self.measure.changed();
        self.chrome.logic_command(command, params);
    }

    fn ask_view(&self, page: PageId, request: &Value) -> Result<Value, HostError> {
        let (answer, answered) = mpsc::channel();
        self.send(Command::Ask {
            page,
            request: request.clone(),
            answer,
        });
        answered.recv_timeout(ASK_TIMEOUT).unwrap_or_else(|_| {
            Err(HostError::Timeout(
                u64::try_from(ASK_TIMEOUT.as_millis()).unwrap_or(u64::MAX),
            ))
        })
    }

    fn run_in_view(
        &self,
        page: PageId,
        request: u32,
        source: &str,
        args: &str,
    ) -> Result<(), HostError> {
        self.send(Command::Run {
            page,
            request,
            script: script::run(request, source, args),
        });
        Ok(())
    }

    fn chrome_reply(&self, page: PageId, request: u32, kind: &str, result: &Value) {
        self.send(Command::ChromeReply {
            page,
            request,
            kind: kind.to_owned(),
            result: result.clone(),
        });
    }

    fn runs_wxs(&self) -> bool {
        true
    }

    fn define_wxs(&self, page: PageId, module: &str, code: &str) {
        self.send(Command::Wxs {
            page,
            module: module.to_owned(),
            code: code.to_owned(),
        });
    }

    fn info(&self) -> HostInfo {
        lock(&self.info).clone()
    }
}

/// Where the native tab bar takes space, from the state that the logic sends to the chrome.
fn tab_bar_edge(state: &Value) -> TabBarEdge {
    let flag = |name: &str| state.get(name).and_then(Value::as_bool);
    if flag("custom") == Some(true) || flag("visible") == Some(false) {
        return TabBarEdge::None;
    }
    match state.get("position").and_then(Value::as_str) {
        Some("top") => TabBarEdge::Top,
        _ => TabBarEdge::Bottom,
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn tab_bars_that_take_space() {
        assert_eq!(
            tab_bar_edge(&json!({"custom": false, "visible": true, "position": "bottom"})),
            TabBarEdge::Bottom
        );
        assert_eq!(tab_bar_edge(&json!({"position": "top"})), TabBarEdge::Top);
        assert_eq!(
            tab_bar_edge(&json!({"custom": true, "visible": true})),
            TabBarEdge::None
        );
        assert_eq!(tab_bar_edge(&json!({"visible": false})), TabBarEdge::None);
    }
}
