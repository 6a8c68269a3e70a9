//! Pages, their views and what the views have been told; the same on every platform.

mod command;
#[cfg(any(test, target_os = "ios"))]
mod history;
mod messages;
mod page;

use std::{
    collections::{BTreeMap, HashMap},
    sync::{Arc, mpsc},
    time::{Duration, Instant},
};

use peapod_runtime::host::{HostError, HostInfo, PageId, PageInit, Transition};
use serde_json::Value;

use super::{
    backend::{Backend, Rgb, Slide, ViewId},
    op_log::OpLog,
    script,
};
use crate::{
    layout::{self, Surroundings, TabBarEdge},
    scheme::Blobs,
};
pub use command::{Command, Compactor, PageSink};
use page::{Out, Page, Spare, Watched, failed_reply, parse_answer, tell_init};

/// Page shells that wait loaded. A cold webview takes about 1.3 s to its first paint on WebKitGTK,
/// and an application opens one page at a time.
const POOL: usize = 1;
/// A view from the pool takes its page's size around the first paint, which is not a resize that
/// a page hears of (`onResize`).
const SETTLING: Duration = Duration::from_millis(600);

/// All pages of one mini-program. Main thread only.
pub struct Stage<B: Backend> {
    backend: B,
    sink: Arc<dyn PageSink>,
    blobs: Arc<Blobs>,
    compact: Compactor,
    info: HostInfo,
    tab_bar: TabBarEdge,
    /// Height of the on-screen keyboard, where pages are told of it.
    #[cfg(any(test, target_os = "android"))]
    keyboard: f64,
    pages: HashMap<PageId, Page<B::View>>,
    spares: Vec<Spare<B::View>>,
    visible: Option<PageId>,
    #[cfg(any(test, target_os = "ios"))]
    history: history::History,
    /// The visible page was destroyed before its successor was presented: its view stays for the
    /// slide.
    leaving: Option<B::View>,
    next_view: ViewId,
    watched: Watched,
    /// What the next page is likely to have around it.
    expected: Surroundings,
}

impl<B: Backend> Stage<B> {
    /// An empty stage; call `warm` to fill the pool.
    pub fn new(
        backend: B,
        sink: Arc<dyn PageSink>,
        blobs: Arc<Blobs>,
        compact: Compactor,
        info: HostInfo,
    ) -> Self {
        Self {
            backend,
            sink,
            blobs,
            compact,
            info,
            tab_bar: TabBarEdge::None,
            #[cfg(any(test, target_os = "android"))]
            keyboard: 0.0,
            pages: HashMap::new(),
            spares: Vec::new(),
            visible: None,
            #[cfg(any(test, target_os = "ios"))]
            history: history::History::default(),
            leaving: None,
            next_view: 1,
            watched: Watched::default(),
            expected: Surroundings::default(),
        }
    }

    /// The platform's half.
    #[cfg(not(any(target_os = "linux", mobile)))]
    pub const fn backend_mut(&mut self) -> &mut B {
        &mut self.backend
    }

    /// Brings the pool to its size.
    pub fn warm(&mut self) {
        while self.spares.len() < POOL {
            match self.create_view() {
                Some((view, view_id)) => {
                    // The next page is most often like the last; the right size saves a relayout.
                    let insets = layout::content_insets(&self.info, self.expected);
                    self.backend
                        .lay_out(&view, insets, page_background(&self.info.theme));
                    self.spares.push(Spare {
                        view,
                        view_id,
                        ready: false,
                    });
                }
                None => return,
            }
        }
    }

    /// True when the pool lacks a page shell.
    pub fn wants_warming(&self) -> bool {
        self.spares.len() < POOL
    }

    /// Executes commands in order, then tells every page what it got in one script.
    pub fn run(&mut self, commands: Vec<Command>) {
        for command in commands {
            self.execute(command);
        }
        self.flush_all();
    }

    fn execute(&mut self, command: Command) {
        match command {
            Command::Create(init) => self.create(init),
            Command::Apply { page, batch } => {
                if let Some(page) = self.pages.get_mut(&page) {
                    page.log.push(batch.clone(), &*self.compact);
                    page.outbox.push(Out::Batch(batch));
                }
            }
            Command::Wxs { page, module, code } => {
                if let Some(page) = self.pages.get_mut(&page) {
                    page.wxs.insert(module.clone(), code);
                    page.outbox.push(Out::Wxs(module));
                }
            }
            Command::Mark(page) => {
                if let Some(page) = self.pages.get_mut(&page) {
                    page.outbox.push(Out::Mark);
                }
            }
            Command::Run {
                page,
                request,
                script,
            } => match self.pages.get_mut(&page) {
                Some(page) => page.outbox.push(Out::Run { request, script }),
                None => self.fail_request(page, request, "page destroyed"),
            },
            Command::ChromeReply {
                page,
                request,
                kind,
                result,
            } => {
                if let Some(page) = self.pages.get_mut(&page) {
                    page.outbox.push(Out::Reply {
                        request,
                        kind,
                        result,
                    });
                }
            }
            Command::Present { page, transition } => self.present(page, transition),
            Command::Destroy(page) => self.destroy(page),
            Command::Ask {
                page,
                request,
                answer,
            } => self.ask(page, &request, answer),
            Command::TabBar(edge) => {
                self.tab_bar = edge;
                self.lay_out_all();
            }
            Command::Issues(issues) => {
                self.watched.issues = issues;
                self.tell_all(|| Out::Issues);
            }
            Command::Assets(paths) => {
                for path in paths {
                    let versions = &mut self.watched.versions;
                    let before = versions.get(&path).and_then(Value::as_u64).unwrap_or(0);
                    versions.insert(path, Value::from(before + 1));
                }
                self.tell_all(|| Out::Assets);
            }
        }
    }

    fn tell_all(&mut self, out: impl Fn() -> Out) {
        // A page that has not been told who it is hears of all this when it is.
        for page in self.pages.values_mut().filter(|page| page.told) {
            page.outbox.push(out());
        }
    }

    fn create(&mut self, init: PageInit) {
        let ready = self
            .spares
            .iter()
            .position(|spare| spare.ready)
            .unwrap_or(0);
        let taken = if self.spares.is_empty() {
            None
        } else {
            Some(self.spares.remove(ready))
        };
        let (view, view_id, ready) = match taken {
            Some(spare) => (spare.view, spare.view_id, spare.ready),
            None => match self.create_view() {
                Some((view, view_id)) => (view, view_id, false),
                None => return self.sink.page_lost(init.page_id),
            },
        };
        let surroundings = Surroundings {
            custom_navigation: init.window.get("navigationStyle").and_then(Value::as_str)
                == Some("custom"),
            tab_bar: if init.is_tab {
                self.tab_bar
            } else {
                TabBarEdge::None
            },
        };
        // Pages without a tab bar follow one with it as often as not, and growing is what costs.
        self.expected = Surroundings {
            tab_bar: TabBarEdge::None,
            ..surroundings
        };
        let insets = layout::content_insets(&self.info, surroundings);
        self.backend
            .lay_out(&view, insets, page_background(&init.theme));
        let id = init.page_id;
        let mut page = Page {
            init,
            surroundings,
            view,
            view_id,
            told: false,
            outbox: Vec::new(),
            given: 0,
            log: OpLog::default(),
            wxs: BTreeMap::new(),
            crashes: 0,
            created: Instant::now(),
            painted_once: false,
            settled: Instant::now() + SETTLING,
        };
        if ready {
            tell_init(
                &self.backend,
                &mut page,
                &self.watched,
                self.info.menu_button,
            );
        }
        self.pages.insert(id, page);
    }

    fn create_view(&mut self) -> Option<(B::View, ViewId)> {
        let id = self.next_view;
        self.next_view += 1;
        match self.backend.create(id) {
            Ok(view) => Some((view, id)),
            Err(error) => {
                log::error!("cannot make a page webview: {error}");
                None
            }
        }
    }

    fn present(&mut self, id: PageId, transition: Transition) {
        let leaving = self.leaving.take();
        if self.visible == Some(id) && leaving.is_none() {
            return;
        }
        let Some(page) = self.pages.get(&id) else {
            self.leaving = leaving;
            return;
        };
        let outgoing = match &leaving {
            Some(view) => Some(view),
            None => self
                .visible
                .and_then(|old| self.pages.get(&old))
                .map(|old| &old.view),
        };
        let slide = match transition {
            Transition::Push if outgoing.is_some() => Slide::In,
            Transition::Pop if outgoing.is_some() => Slide::Out,
            _ => Slide::None,
        };
        self.backend.show(&page.view, outgoing, slide);
        self.visible = Some(id);
        #[cfg(any(test, target_os = "ios"))]
        self.history.shown(id, transition);
        if let Some(view) = leaving {
            self.backend.remove(view);
        }
    }

    fn destroy(&mut self, id: PageId) {
        let Some(page) = self.pages.remove(&id) else {
            return;
        };
        if self.visible == Some(id) {
            self.visible = None;
            if let Some(older) = self.leaving.replace(page.view) {
                self.backend.remove(older);
            }
        } else {
            self.backend.remove(page.view);
        }
    }

    fn ask(&mut self, id: PageId, request: &Value, answer: mpsc::Sender<Result<Value, HostError>>) {
        // A question sees every operation before it.
        self.flush(id);
        match self.pages.get(&id) {
            Some(page) if page.told => self.backend.ask(
                &page.view,
                &script::ask(request),
                Box::new(move |json| {
                    // The asker may have given up.
                    let _ = answer.send(parse_answer(&json));
                }),
            ),
            // Cannot be answered before the shell has booted; the asker times out.
            Some(_) => {}
            None => {
                let _ = answer.send(Err(HostError::PageGone(id)));
            }
        }
    }

    /// The view that is seen and the one below it, which going back would show.
    #[cfg(any(test, target_os = "ios"))]
    pub fn back_pair(&self) -> Option<(&B::View, &B::View)> {
        let (upper, lower) = self.history.pair()?;
        let upper = self.pages.get(&upper)?;
        Some((&upper.view, &self.pages.get(&lower)?.view))
    }

    /// The on-screen keyboard covers this much of the window, in CSS pixels from the lower edge: 0
    /// when it is away. Every page hears of it, as the one that is shown next may have been told
    /// of a keyboard that is away by then.
    #[cfg(any(test, target_os = "android"))]
    pub fn set_keyboard(&mut self, height: f64) {
        // The same number as before is no news; it is not computed in between.
        if self.keyboard.to_bits() == height.to_bits() {
            return;
        }
        self.keyboard = height;
        for page in self.pages.values_mut().filter(|page| page.told) {
            let insets = layout::content_insets(&self.info, page.surroundings);
            let room = self.info.window_height - insets.top - insets.bottom.max(height);
            page.outbox.push(Out::Keyboard { height, room });
        }
        self.flush_all();
    }

    /// Lets the page shells of the pool go; the next page takes longer.
    #[cfg(target_os = "ios")]
    pub fn drop_spares(&mut self) {
        for spare in self.spares.drain(..) {
            self.backend.remove(spare.view);
        }
    }

    /// The platform has lost every webview together with what held them, and has room for new ones:
    /// makes each again. A page builds itself from its log when its new document is ready.
    #[cfg(any(test, target_os = "android"))]
    pub fn rebuild(&mut self) {
        self.spares.clear();
        self.leaving = None;
        let mut lost = Vec::new();
        for (id, page) in &mut self.pages {
            page.told = false;
            match self.backend.create(page.view_id) {
                Ok(view) => {
                    page.view = view;
                    page.settled = Instant::now() + SETTLING;
                    let insets = layout::content_insets(&self.info, page.surroundings);
                    self.backend
                        .lay_out(&page.view, insets, page_background(&self.info.theme));
                }
                Err(error) => {
                    log::error!("cannot make a page webview: {error}");
                    lost.push(*id);
                }
            }
        }
        if let Some(page) = self.visible.and_then(|id| self.pages.get(&id)) {
            self.backend.show(&page.view, None, Slide::None);
        }
        for id in lost {
            self.sink.page_lost(id);
        }
    }

    fn flush_all(&mut self) {
        let waiting: Vec<PageId> = self
            .pages
            .iter()
            .filter(|(_, page)| page.told && !page.outbox.is_empty())
            .map(|(id, _)| *id)
            .collect();
        for id in waiting {
            self.flush(id);
        }
    }

    fn flush(&mut self, id: PageId) {
        let Some(page) = self.pages.get_mut(&id).filter(|page| page.told) else {
            return;
        };
        let (scripts, runs) = page.take_outbox(&self.blobs, &self.watched);
        for script in scripts {
            self.backend.evaluate(&page.view, &script);
        }
        for (request, script) in runs {
            let sink = self.sink.clone();
            // A script that does not even parse never gets to answer for itself.
            let done = move |json: String| {
                if json.is_empty() {
                    let text = "the view does not understand the function";
                    sink.message(id, &failed_reply(request, text));
                }
            };
            self.backend.ask(&page.view, &script, Box::new(done));
        }
    }

    fn fail_request(&self, page: PageId, request: u32, error: &str) {
        self.sink.message(page, &failed_reply(request, error));
    }

    /// The window or the theme changed.
    pub fn set_info(&mut self, info: HostInfo) {
        self.info = info;
        self.lay_out_all();
    }

    fn lay_out_all(&mut self) {
        for page in self.pages.values_mut() {
            if page.init.is_tab {
                page.surroundings.tab_bar = self.tab_bar;
            }
            let insets = layout::content_insets(&self.info, page.surroundings);
            self.backend
                .lay_out(&page.view, insets, page_background(&self.info.theme));
        }
    }

    /// The page that is shown.
    pub const fn visible(&self) -> Option<PageId> {
        self.visible
    }

    /// Surroundings of the page that is shown.
    pub fn visible_surroundings(&self) -> Option<Surroundings> {
        let page = self.pages.get(&self.visible?)?;
        Some(page.surroundings)
    }
}

impl<B: Backend> Drop for Stage<B> {
    fn drop(&mut self) {
        let pages = std::mem::take(&mut self.pages)
            .into_values()
            .map(|page| page.view);
        let spares = std::mem::take(&mut self.spares)
            .into_iter()
            .map(|spare| spare.view);
        for view in pages.chain(spares).chain(self.leaving.take()) {
            self.backend.remove(view);
        }
    }
}

/// What a page shows before its first paint.
fn page_background(theme: &str) -> Rgb {
    if theme == "dark" {
        (0x19, 0x19, 0x19)
    } else {
        (0xff, 0xff, 0xff)
    }
}

#[cfg(test)]
mod tests;
