//! Pages without webviews: the element tree is kept, nothing is laid out.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError, Weak},
};

use peapod_runtime::{
    host::{HostError, HostInfo, PageHost, PageId, PageInit, Transition},
    protocol::{self, op},
};
use serde_json::{Value, json};

use super::stage::PageSink;
use crate::{chrome::ChromeLink, measure::Measure};

/// The `PageHost` of `--headless`.
pub struct HeadlessPages {
    info: HostInfo,
    chrome: Arc<ChromeLink>,
    measure: Arc<Measure>,
    sink: OnceLock<Weak<dyn PageSink>>,
    /// Whether each page has been given its first batch.
    pages: Mutex<HashMap<PageId, bool>>,
}

impl HeadlessPages {
    /// Pages of this size that nobody sees.
    pub fn new(info: HostInfo, chrome: Arc<ChromeLink>, measure: Arc<Measure>) -> Self {
        Self {
            info,
            chrome,
            measure,
            sink: OnceLock::new(),
            pages: Mutex::default(),
        }
    }

    /// Who hears of the pages.
    pub fn connect(&self, sink: Weak<dyn PageSink>) {
        if self.sink.set(sink).is_err() {
            log::error!("headless pages were connected twice");
        }
    }

    fn tell(&self, page: PageId, message: &Value) {
        if let Some(sink) = self.sink.get().and_then(Weak::upgrade) {
            sink.message(page, &message.to_string());
        }
    }

    fn pages(&self) -> MutexGuard<'_, HashMap<PageId, bool>> {
        self.pages.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl PageHost for HeadlessPages {
    fn create_page(&self, init: &PageInit) {
        self.measure.created(init.page_id, &init.route);
        self.pages().insert(init.page_id, false);
    }

    fn apply(&self, page: PageId, batch: &str) {
        self.measure.applied(page, batch);
        let first = match self.pages().get_mut(&page) {
            Some(painted) => !std::mem::replace(painted, true),
            None => return,
        };
        match requests(batch) {
            Ok(requests) => {
                for request in requests {
                    self.tell(
                        page,
                        &json!(["reply", request, null, "not supported without a view"]),
                    );
                }
            }
            Err(message) => log::error!("page {page}: {message}"),
        }
        // Nothing is painted, but what waits for the first paint (`onReady`) must go on.
        if first {
            self.measure.painted(page);
            self.tell(page, &json!(["painted", 1]));
        }
    }

    fn present(&self, page: PageId, _transition: Transition) {
        self.measure.presented(page);
    }

    fn destroy_page(&self, page: PageId) {
        self.pages().remove(&page);
    }

    fn chrome(&self, command: &str, params: &Value) {
        self.chrome.from_logic(command, params);
    }

    fn ask_view(&self, page: PageId, _request: &Value) -> Result<Value, HostError> {
        if self.pages().contains_key(&page) {
            Err(HostError::Other("not supported without a view".into()))
        } else {
            Err(HostError::PageGone(page))
        }
    }

    fn chrome_reply(&self, _page: PageId, _request: u32, _kind: &str, _result: &Value) {}

    fn info(&self) -> HostInfo {
        self.info.clone()
    }
}

/// Requests in a batch that a view would answer.
fn requests(batch: &str) -> Result<Vec<u64>, String> {
    let items: Vec<Value> = serde_json::from_str(batch).map_err(|error| error.to_string())?;
    let mut found = Vec::new();
    let mut rest = items.as_slice();
    while let Some((code, tail)) = rest.split_first() {
        let code = code.as_u64().and_then(|code| u32::try_from(code).ok());
        let spec = code
            .and_then(|code| protocol::OPS.iter().find(|spec| spec.code == code))
            .ok_or_else(|| format!("unknown operation {code:?}"))?;
        let (args, tail) = tail
            .split_at_checked(spec.args.len())
            .ok_or_else(|| format!("{} lacks arguments", spec.name))?;
        rest = tail;
        let request = match spec.code {
            op::QUERY => args.first(),
            op::CALL | op::ANIMATE | op::LOAD_FONT => args.last(),
            _ => None,
        };
        found.extend(request.and_then(Value::as_u64).filter(|id| *id != 0));
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn requests_are_found_among_operations() {
        let batch =
            r#"[1,2,"view",23,7,"viewport",{},22,2,"play",{},0,22,2,"takePhoto",{},9,4,1,2]"#;
        assert_eq!(requests(batch).unwrap(), [7, 9]);
        assert!(requests("[99]").unwrap_err().contains("unknown"));
        assert!(requests("[1,2]").unwrap_err().contains("createElement"));
    }
}
