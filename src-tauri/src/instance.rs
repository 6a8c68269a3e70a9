//! One running mini-program: its logic, its native APIs, and what its pages say.

use std::{
    path::{Path, PathBuf},
    sync::{
        Arc, OnceLock,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use peapod_compiler::Compiler;
use peapod_native_apis::{Apis, device::Simulated};
use peapod_runtime::host::{PageHost, PageId};
use serde_json::{Value, json};

use crate::{chrome::ChromeLink, code::Code, measure::Measure, page_host::stage::PageSink};

/// Names one launch; pages and timers of an earlier one must not reach a later one.
pub type SessionId = u64;

static NEXT_SESSION: AtomicU64 = AtomicU64::new(1);

/// One launch of a mini-program.
pub struct Session {
    pub id: SessionId,
    pub path: PathBuf,
    pub chrome: Arc<ChromeLink>,
    pub measure: Arc<Measure>,
    pub host: Arc<dyn PageHost>,
    device: OnceLock<Arc<Simulated>>,
    code: OnceLock<Arc<Code>>,
    apis: OnceLock<Arc<Apis>>,
    program: OnceLock<Arc<dyn Program>>,
    on_first_paint: Box<dyn Fn() + Send + Sync>,
    first_paint: OnceLock<()>,
}

/// Takes the answer of an automation method, on any thread.
pub type CallDone = Box<dyn FnOnce(Result<Value, String>) + Send>;

/// The logic as the host drives it. Only `stop` blocks.
pub trait Program: Send + Sync + 'static {
    /// A message from a page, as it came.
    fn view_message(&self, page: PageId, message: &str);
    /// An event of the shell.
    fn chrome_event(&self, name: &str, payload: &Value);
    /// Calls an automation method of the framework.
    fn call(&self, method: &str, params: Value, done: CallDone);
    /// The same; waits for the answer, within a bound.
    fn call_within(&self, method: &str, params: Value, wait: Duration) -> Result<Value, String>;
    /// From now on the logic takes code from this compiler.
    fn take(&self, compiler: Arc<Compiler>);
    /// The application is seen again, perhaps with an entry of its own.
    fn show(&self, options: Value);
    /// The application is not seen any more.
    #[cfg(mobile)]
    fn hide(&self);
    /// Ends the logic thread.
    fn stop(&self);
}

impl Session {
    /// A launch whose logic is attached with `attach`.
    pub fn new(
        path: &Path,
        chrome: Arc<ChromeLink>,
        measure: Arc<Measure>,
        host: impl FnOnce(SessionId) -> Arc<dyn PageHost>,
        on_first_paint: Box<dyn Fn() + Send + Sync>,
    ) -> Self {
        let id = NEXT_SESSION.fetch_add(1, Ordering::Relaxed);
        Self {
            id,
            path: path.to_owned(),
            chrome,
            measure,
            host: host(id),
            device: OnceLock::new(),
            code: OnceLock::new(),
            apis: OnceLock::new(),
            program: OnceLock::new(),
            on_first_paint,
            first_paint: OnceLock::new(),
        }
    }

    /// The logic runs.
    pub fn attach(&self, program: Arc<dyn Program>, device: Arc<Simulated>) {
        if self.program.set(program).is_err() || self.device.set(device).is_err() {
            log::error!("a session got a second program");
        }
    }

    /// What the logic runs.
    pub fn runs(&self, code: Arc<Code>) {
        if self.code.set(code).is_err() {
            log::error!("a session got a second package");
        }
    }

    /// The package and its compiler, once the logic runs.
    pub fn code(&self) -> Option<&Arc<Code>> {
        self.code.get()
    }

    /// The logic, once it runs.
    pub fn program(&self) -> Option<&Arc<dyn Program>> {
        self.program.get()
    }

    /// The native half of its `wx`, for what the container itself does.
    pub fn serve(&self, apis: Arc<Apis>) {
        if self.apis.set(apis).is_err() {
            log::error!("a session got a second native half");
        }
    }

    /// The native half of its `wx`.
    pub fn apis(&self) -> Option<Arc<Apis>> {
        self.apis.get().cloned()
    }

    /// The simulated device, once the logic runs.
    pub fn device(&self) -> Option<&Arc<Simulated>> {
        self.device.get()
    }

    /// Tells the logic of something in the shell; lost while it does not run yet.
    pub fn chrome_event(&self, name: &str, payload: &Value) {
        if let Some(program) = self.program() {
            program.chrome_event(name, payload);
        }
    }

    /// Ends the logic.
    pub fn stop(&self) {
        if let Some(program) = self.program() {
            program.stop();
        }
    }
}

impl PageSink for Session {
    fn message(&self, page: PageId, message: &str) {
        if is_tap(message) {
            self.measure.tapped(page);
        }
        if ["[\"event\"", "[\"wxs"]
            .iter()
            .any(|tag| message.starts_with(tag))
        {
            self.measure.event(page);
        }
        if let Some(program) = self.program() {
            program.view_message(page, message);
        }
    }

    fn painted(&self, page: PageId, batch: u64) {
        self.measure.painted(page, batch);
        if self.first_paint.set(()).is_ok() {
            (self.on_first_paint)();
        }
    }

    fn page_lost(&self, page: PageId) {
        self.chrome.send(
            "fatal",
            json!({"message": "The page's renderer keeps crashing.", "detail": format!("page {page}")}),
        );
    }
}

/// Whether a message is a tap, without parsing it: taps are timed, and messages are frequent.
fn is_tap(message: &str) -> bool {
    message
        .strip_prefix("[\"event\",")
        .and_then(|rest| rest.split_once(','))
        .is_some_and(|(_, rest)| rest.starts_with("\"tap\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn taps_are_recognised() {
        assert!(is_tap(r#"["event",3,"tap",{},null]"#));
        assert!(!is_tap(r#"["event",3,"touchstart",{},null]"#));
        assert!(!is_tap(r#"["scroll",3]"#));
    }
}
