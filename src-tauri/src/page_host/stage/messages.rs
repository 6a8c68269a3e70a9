//! What webviews say, and what becomes of them when their renderers die.

use std::time::Instant;

use serde_json::Value;

use super::page::{Out, tag, tell_init};
use super::{Backend, SETTLING, Stage, ViewId, script};

/// A renderer that dies this often with the same page is not brought back.
pub(super) const MAX_CRASHES: u32 = 3;

impl<B: Backend> Stage<B> {
    /// A message from the webview `view_id`, as it came.
    pub fn on_message(&mut self, view_id: ViewId, message: &str) {
        if tag(message) == Some("ready") {
            return self.on_ready(view_id);
        }
        let Some((&id, page)) = self
            .pages
            .iter_mut()
            .find(|(_, page)| page.view_id == view_id)
        else {
            log::debug!("message from a view without a page: {message}");
            return;
        };
        match tag(message) {
            Some("painted") => {
                let batch = serde_json::from_str::<(String, u64)>(message).map_or(0, |it| it.1);
                if batch == 0 {
                    // What the page began with some other time; the logic has not drawn yet.
                    log::debug!(
                        "page {id} painted its initial rendering after {:?}",
                        page.created.elapsed()
                    );
                    return self.backend.first_painted(&page.view);
                }
                self.sink.painted(id, batch);
                // A view brought back after a crash counts from 1 again; the logic has had that.
                if batch <= 1 {
                    page.settled = Instant::now() + SETTLING;
                    self.backend.first_painted(&page.view);
                }
                if !page.painted_once || batch > 1 {
                    page.painted_once = true;
                    log::debug!(
                        "page {id} painted batch {batch} after {:?}",
                        page.created.elapsed()
                    );
                    self.sink.message(id, message);
                }
            }
            // The user has seen them; other pages need not show them again.
            Some("issuesClosed") => {
                self.watched.issues = Value::Array(Vec::new());
                self.tell_all(|| Out::Issues);
                self.flush_all();
            }
            Some("resize") if Instant::now() < page.settled => {}
            _ => self.sink.message(id, message),
        }
    }

    fn on_ready(&mut self, view_id: ViewId) {
        if let Some(spare) = self
            .spares
            .iter_mut()
            .find(|spare| spare.view_id == view_id)
        {
            spare.ready = true;
            // Nothing waits for this document: the first paint of its page takes half as long then.
            self.backend.evaluate(&spare.view, script::REHEARSE);
            return;
        }
        let Some(page) = self.pages.values_mut().find(|page| page.view_id == view_id) else {
            return;
        };
        page.told = false;
        if page.given > 0 || page.crashes > 0 {
            // The document is new but the page is not.
            page.rewind(&*self.compact);
        }
        tell_init(&self.backend, page, &self.watched, self.info.menu_button);
        let id = page.init.page_id;
        self.flush(id);
    }

    /// The renderer of a webview died.
    #[cfg_attr(
        windows,
        allow(dead_code, reason = "wry does not tell of WebView2's processes")
    )]
    pub fn on_crash(&mut self, view_id: ViewId) {
        if let Some(index) = self
            .spares
            .iter()
            .position(|spare| spare.view_id == view_id)
        {
            let spare = self.spares.remove(index);
            self.backend.remove(spare.view);
            return;
        }
        let Some((&id, page)) = self
            .pages
            .iter_mut()
            .find(|(_, page)| page.view_id == view_id)
        else {
            return;
        };
        page.told = false;
        page.crashes += 1;
        if page.crashes > MAX_CRASHES {
            log::error!(
                "the renderer of page {id} ({}) died {} times",
                page.init.route,
                page.crashes
            );
            return self.sink.page_lost(id);
        }
        log::warn!(
            "the renderer of page {id} ({}) died; building it anew",
            page.init.route
        );
        self.backend.reload(&page.view);
    }
}
