//! Pages without webviews: the runtime's element trees, with the host's dialogs and measurements.

use std::sync::Arc;

use peapod_runtime::{
    MiniProgram,
    headless::{HeadlessHost, layout as estimate},
    host::{HostError, HostInfo, PageHost, PageId, PageInit, Transition},
};
use serde_json::Value;

use super::wireframe;
use crate::{chrome::ChromeLink, layout, measure::Measure};

/// The `PageHost` of `--headless`.
pub struct HeadlessPages {
    trees: HeadlessHost,
    chrome: Arc<ChromeLink>,
    measure: Arc<Measure>,
    /// Nobody answers dialogs: they answer themselves, affirmatively.
    unattended: bool,
    turned: layout::Turned,
}

impl HeadlessPages {
    /// Pages of this size that nobody sees; dialogs wait for the automation port.
    pub fn new(info: HostInfo, chrome: Arc<ChromeLink>, measure: Arc<Measure>) -> Self {
        Self {
            trees: HeadlessHost::new(info),
            chrome,
            measure,
            unattended: false,
            turned: layout::Turned::default(),
        }
    }

    /// Lets dialogs answer themselves.
    #[must_use]
    pub fn unattended(mut self, unattended: bool) -> Self {
        self.unattended = unattended;
        self
    }

    /// The screen takes the shape that a page wants.
    fn turn(&self, orientation: &str) {
        let mut info = self.trees.info();
        let size = (info.window_width, info.window_height);
        let Some((width, height)) = self.turned.turn(size, orientation) else {
            return;
        };
        (info.window_width, info.window_height) = (width, height);
        (info.screen_width, info.screen_height) = (width, height);
        info.menu_button =
            layout::capsule(width, info.status_bar_height, info.navigation_bar_height);
        self.trees.set_info(info.clone());
        self.trees.chrome_event("resize", serde_json::json!(info));
    }

    /// A PNG with the outlines of what the visible page holds.
    ///
    /// # Errors
    /// There is no page yet.
    pub fn picture(&self) -> Result<Vec<u8>, String> {
        // Between two pages the newest is the one that comes.
        let page = self.trees.visible_page();
        let page = page.or_else(|| self.trees.pages().pop());
        let page = page.ok_or("no page is shown yet")?;
        let info = self.trees.info();
        let custom = page.init.window["navigationStyle"] == "custom";
        let top = if custom {
            0.0
        } else {
            info.status_bar_height + info.navigation_bar_height
        };
        let (width, height) = (info.window_width, info.window_height);
        let places = estimate::lay_out(&page.tree, width, height - top);
        wireframe::png((width, height), top, places.into_values())
    }

    /// Whose pages these are.
    pub fn connect(&self, program: &MiniProgram) {
        self.trees.connect(program);
    }
}

impl PageHost for HeadlessPages {
    fn create_page(&self, init: &PageInit) {
        self.measure.created(init.page_id, &init.route);
        self.trees.create_page(init);
    }

    fn apply(&self, page: PageId, batch: &str) {
        self.measure.applied(page, batch);
        self.trees.apply(page, batch);
        // Nothing is painted, but benchmarks wait for the same moment: all of it counts as painted.
        self.measure.painted(page, u64::MAX);
    }

    fn present(&self, page: PageId, transition: Transition) {
        self.measure.presented(page);
        self.trees.present(page, transition);
    }

    fn destroy_page(&self, page: PageId) {
        self.trees.destroy_page(page);
    }

    fn chrome(&self, command: &str, params: &Value) {
        self.chrome.logic_command(command, params);
        if command == "pageOrientation" {
            self.turn(params["orientation"].as_str().unwrap_or_default());
        }
        if self.unattended
            && let Some(request) = params.get("request")
        {
            // The dialog is over before anybody could answer it.
            self.chrome
                .take_reply(&serde_json::json!({ "request": request }));
            self.trees.chrome(command, params);
        }
    }

    fn ask_view(&self, page: PageId, request: &Value) -> Result<Value, HostError> {
        self.trees.ask_view(page, request)
    }

    fn chrome_reply(&self, page: PageId, request: u32, kind: &str, result: &Value) {
        self.trees.chrome_reply(page, request, kind, result);
    }

    fn info(&self) -> HostInfo {
        self.trees.info()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::layout::desktop_info;
    use serde_json::json;

    fn pages(unattended: bool) -> (HeadlessPages, Arc<ChromeLink>) {
        let chrome = Arc::new(ChromeLink::headless());
        let info = desktop_info(375.0, 812.0, 1.0, "light");
        let pages = HeadlessPages::new(info, chrome.clone(), Arc::new(Measure::start()));
        (pages.unattended(unattended), chrome)
    }

    #[test]
    fn dialogs_wait_for_an_attended_host_only() {
        for (unattended, waiting) in [(false, 1), (true, 0)] {
            let (pages, chrome) = pages(unattended);
            pages.chrome("modal", &json!({"request": 1, "title": "t"}));
            assert_eq!(chrome.open_requests().len(), waiting);
        }
    }
}
