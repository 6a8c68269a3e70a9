//! A host without pages, for tests of what the port answers.

use std::{
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use peapod_compiler::Compiler;
use peapod_native_apis::{DeviceProfile, device::Simulated};
use peapod_runtime::host::PageId;
use serde_json::{Value, json};

use super::AutomationHost;
use crate::{
    chrome::ChromeLink,
    instance::{CallDone, Program, Session},
    layout::{self, Insets},
    measure::Measure,
    page_host::headless::HeadlessPages,
};

/// It says so many times that its mini-program is on its way.
pub struct Alone {
    pub session: Arc<Session>,
    looks: AtomicUsize,
    /// What is done at the last of these times.
    pub at_last: Box<dyn Fn(&Session) + Send + Sync>,
}

impl Alone {
    pub fn new(looks: usize) -> Self {
        let chrome = Arc::new(ChromeLink::headless());
        let measure = Arc::new(Measure::start());
        let info = layout::desktop_info(375.0, 812.0, 1.0, "light");
        let pages = Arc::new(HeadlessPages::new(info, chrome.clone(), measure.clone()));
        let session = Session::new(
            Path::new("app"),
            chrome,
            measure,
            |_| pages,
            Box::new(|| ()),
        );
        Self {
            session: Arc::new(session),
            looks: AtomicUsize::new(looks),
            at_last: Box::new(|_| ()),
        }
    }
}

impl AutomationHost for Alone {
    fn session(&self) -> Option<Arc<Session>> {
        Some(self.session.clone())
    }
    fn starting(&self) -> bool {
        let one_less = |left: usize| left.checked_sub(1);
        match self
            .looks
            .fetch_update(Ordering::SeqCst, Ordering::SeqCst, one_less)
        {
            Ok(1) => {
                (self.at_last)(&self.session);
                true
            }
            Ok(_) => true,
            Err(_) => false,
        }
    }
    fn capture(&self) -> Result<Vec<u8>, String> {
        Err("no window".into())
    }
    fn insets(&self) -> Insets {
        Insets::default()
    }
    fn stop(&self) {}
    fn reload(&self) {}
    fn chrome_event(&self, _: &str, _: Value) {}
    fn forget_compiled(&self) -> Result<(), String> {
        Ok(())
    }
    fn exit(&self) {}
}

/// Logic that answers every method with its name.
pub struct Echo;

impl Echo {
    pub fn attach(session: &Session) {
        let device = Simulated::new(DeviceProfile::default(), ".");
        session.attach(Arc::new(Self), device);
    }
}

impl Program for Echo {
    fn view_message(&self, _: PageId, _: &str) {}
    fn chrome_event(&self, _: &str, _: &Value) {}
    fn call(&self, method: &str, _: Value, done: CallDone) {
        done(Ok(json!({ "method": method })));
    }
    fn call_within(&self, method: &str, _: Value, _: Duration) -> Result<Value, String> {
        Ok(json!({ "method": method }))
    }
    fn take(&self, _: Arc<Compiler>) {}
    fn show(&self, _: Value) {}
    #[cfg(mobile)]
    fn hide(&self) {}
    fn stop(&self) {}
}
