//! A host without views: pages are trees, dialogs answer themselves.

use std::collections::{BTreeMap, HashMap};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use serde_json::{Value, json};

use super::layout;
use super::page_elements;
use super::paint_clock::{self, PaintClock};
use super::tree::{ROOT, ViewRequest, ViewTree};
use crate::host::{HostError, HostInfo, PageHost, PageId, PageInit, Transition};
use crate::program::{MiniProgram, WeakMiniProgram};

/// One command to the chrome, as the logic sent it.
#[derive(Debug, Clone, PartialEq)]
pub struct ChromeCommand {
    pub command: String,
    pub params: Value,
}

#[derive(Debug, Clone)]
pub struct HeadlessPage {
    pub init: PageInit,
    pub tree: ViewTree,
    /// Sizes in bytes of the batches, in order.
    pub batch_sizes: Vec<usize>,
    /// Code of the WXS modules that the view was given.
    pub wxs: BTreeMap<String, String>,
    told: page_elements::Told,
}

/// What a view or the shell has to say to the logic.
enum Answer {
    View(PageId, String),
    Chrome(Value),
    Event(String, Value),
}

#[derive(Default)]
struct Inner {
    program: Option<WeakMiniProgram>,
    /// Answers given before the program was known: it starts to run before its handle is here.
    early: Vec<Answer>,
    clock: PaintClock,
    pages: BTreeMap<PageId, HeadlessPage>,
    destroyed: Vec<PageId>,
    presented: Vec<(PageId, Transition)>,
    chrome: Vec<ChromeCommand>,
    answers: HashMap<String, Option<Value>>,
    violations: Vec<String>,
}

impl Answer {
    fn deliver(self, program: &MiniProgram) {
        match self {
            Self::View(page, message) => program.view_message(page, &message),
            Self::Chrome(reply) => program.chrome_event("reply", reply),
            Self::Event(name, payload) => program.chrome_event(&name, payload),
        }
    }
}

/// Keeps a [`ViewTree`] per page and answers what views and shells would: queries with a
/// layout without style sheets, dialogs with their affirmative result unless [`Self::set_answer`] says otherwise.
pub struct HeadlessHost {
    info: Mutex<HostInfo>,
    inner: Mutex<Inner>,
    runs_wxs: AtomicBool,
}

impl Default for HeadlessHost {
    fn default() -> Self {
        Self::new(HostInfo {
            screen_width: 375.0,
            screen_height: 812.0,
            window_width: 375.0,
            window_height: 812.0,
            pixel_ratio: 2.0,
            status_bar_height: 24.0,
            navigation_bar_height: 44.0,
            tab_bar_height: 50.0,
            safe_area_bottom: 0.0,
            theme: "light".to_owned(),
            platform: "devtools".to_owned(),
            menu_button: [281.0, 30.0, 87.0, 32.0],
        })
    }
}

impl HeadlessHost {
    #[must_use]
    pub fn new(info: HostInfo) -> Self {
        Self {
            info: Mutex::new(info),
            inner: Mutex::default(),
            runs_wxs: AtomicBool::new(false),
        }
    }

    /// Says to programs that launch from now on that views run WXS handlers, as real ones do. Here
    /// nothing runs them then, but the operations about them come.
    pub fn claim_to_run_wxs(&self) {
        self.runs_wxs.store(true, Ordering::Relaxed);
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Says whom to answer. Holds no strong reference, so the program still closes with its last
    /// handle. Answers to what was asked before are sent now.
    pub fn connect(&self, program: &MiniProgram) {
        let early = {
            let mut inner = self.inner();
            inner.program = Some(program.downgrade());
            std::mem::take(&mut inner.early)
        };
        for answer in early {
            answer.deliver(program);
        }
    }

    fn answer(&self, answer: Answer) {
        let mut inner = self.inner();
        match &inner.program {
            None => inner.early.push(answer),
            Some(program) => {
                let program = program.upgrade();
                drop(inner);
                // Without a handle the program is closing, and nobody waits for the answer.
                if let Some(program) = program {
                    answer.deliver(&program);
                }
            }
        }
    }

    /// How to answer a chrome command: with a result, or not at all (`None`), so that a test
    /// answers by [`MiniProgram::chrome_event`] itself.
    pub fn set_answer(&self, command: &str, answer: Option<Value>) {
        self.inner().answers.insert(command.to_owned(), answer);
    }

    /// An event of the chrome, told to the program as soon as it is known.
    pub fn chrome_event(&self, name: &str, payload: Value) {
        self.answer(Answer::Event(name.to_owned(), payload));
    }

    pub fn set_info(&self, info: HostInfo) {
        *self.info.lock().unwrap_or_else(PoisonError::into_inner) = info;
    }

    /// The visible page.
    #[must_use]
    pub fn visible(&self) -> Option<PageId> {
        self.inner().presented.last().map(|(page, _)| *page)
    }

    /// A copy of a live page.
    #[must_use]
    pub fn page(&self, page: PageId) -> Option<HeadlessPage> {
        self.inner().pages.get(&page).cloned()
    }

    /// A copy of the visible page.
    #[must_use]
    pub fn visible_page(&self) -> Option<HeadlessPage> {
        self.page(self.visible()?)
    }

    /// Live pages, in the order of their creation.
    #[must_use]
    pub fn pages(&self) -> Vec<HeadlessPage> {
        self.inner().pages.values().cloned().collect()
    }

    /// All `present` calls so far.
    #[must_use]
    pub fn presented(&self) -> Vec<(PageId, Transition)> {
        self.inner().presented.clone()
    }

    #[must_use]
    pub fn destroyed(&self) -> Vec<PageId> {
        self.inner().destroyed.clone()
    }

    /// All chrome commands so far.
    #[must_use]
    pub fn chrome_log(&self) -> Vec<ChromeCommand> {
        self.inner().chrome.clone()
    }

    /// The latest params of a chrome command.
    #[must_use]
    pub fn last_chrome(&self, command: &str) -> Option<Value> {
        let inner = self.inner();
        let last = inner.chrome.iter().rev();
        last.filter(|sent| sent.command == command)
            .map(|sent| sent.params.clone())
            .next()
    }

    /// Protocol violations of all pages, gone ones included.
    #[must_use]
    pub fn violations(&self) -> Vec<String> {
        let inner = self.inner();
        let of_pages = inner.pages.values().flat_map(|page| {
            let route = &page.init.route;
            page.tree
                .violations
                .iter()
                .map(move |text| format!("{route}: {text}"))
        });
        inner.violations.iter().cloned().chain(of_pages).collect()
    }
}

/// What a view answers that knows no style sheets.
fn reply_to(request: &ViewRequest, tree: &ViewTree, (width, height): (f64, f64)) -> Value {
    match (request.operation, request.what.as_str()) {
        ("query", "tree") => {
            let sheets = tree.styles.iter().filter(|sheet| !sheet.disabled);
            json!({
                "wxml": tree.to_wxml(),
                "styles": sheets.map(|sheet| sheet.css.as_str()).collect::<Vec<_>>(),
                "violations": tree.violations,
            })
        }
        ("query", "fields") => layout::fields(tree, width, height, &request.params),
        ("query", "viewport") => {
            let places = layout::lay_out(tree, width, height);
            let content = places.get(&ROOT).map_or(height, |root| root.height);
            json!({
                "width": width, "height": height,
                "scrollLeft": 0, "scrollTop": 0, "scrollWidth": width, "scrollHeight": content,
            })
        }
        ("query", "mediaQuery") => json!({ "matches": false }),
        _ => json!({}),
    }
}

/// The content area of a page, px.
fn content_size(info: &HostInfo, page: &PageInit) -> (f64, f64) {
    let custom = page.window["navigationStyle"] == "custom";
    let bars = if custom {
        0.0
    } else {
        info.status_bar_height + info.navigation_bar_height
    };
    (info.window_width, info.window_height - bars)
}

/// How a cheerful user answers; `None` for commands that want no answer.
fn default_answer(command: &str) -> Value {
    match command {
        "modal" => json!({ "confirm": true, "cancel": false }),
        "actionSheet" | "contextMenu" => json!({ "tapIndex": 0 }),
        "permission" => json!({ "granted": true }),
        "picker" => json!({ "cancel": true }),
        "previewImage" => json!({ "closed": true }),
        _ => json!({}),
    }
}

impl PageHost for HeadlessHost {
    fn runs_wxs(&self) -> bool {
        self.runs_wxs.load(Ordering::Relaxed)
    }

    fn define_wxs(&self, page: PageId, module: &str, code: &str) {
        if let Some(page) = self.inner().pages.get_mut(&page) {
            page.wxs.insert(module.to_owned(), code.to_owned());
        }
    }

    fn create_page(&self, init: &PageInit) {
        let page = HeadlessPage {
            init: init.clone(),
            tree: ViewTree::default(),
            batch_sizes: Vec::new(),
            wxs: BTreeMap::new(),
            told: BTreeMap::new(),
        };
        self.inner().pages.insert(init.page_id, page);
    }

    fn apply(&self, page: PageId, batch: &str) {
        let info = self.info();
        let (first, replies, news) = {
            let mut inner = self.inner();
            let Some(found) = inner.pages.get_mut(&page) else {
                inner
                    .violations
                    .push(format!("a batch for page {page}, which is gone"));
                return;
            };
            found.batch_sizes.push(batch.len());
            let requests = found.tree.apply(batch);
            let size = content_size(&info, &found.init);
            let replies: Vec<(Value, Option<Duration>)> = requests
                .iter()
                .map(|request| {
                    // Nothing here acts on a finger; the automation then acts in the logic.
                    let error = match (request.operation, request.what.as_str()) {
                        (
                            "call",
                            "tap" | "touch" | "swipeTo" | "moveTo" | "scrollTo" | "takePhoto"
                            | "startRecord" | "stopRecord" | "startFrames" | "takeFrame",
                        ) => "not supported without a view",
                        _ => "",
                    };
                    let result = reply_to(request, &found.tree, size);
                    let reply = json!(["reply", request.request, result, error]);
                    (reply, paint_clock::takes(request))
                })
                .collect();
            let news = page_elements::news(&found.tree, &mut found.told);
            (found.tree.batches == 1, replies, news)
        };
        for (kind, params) in news {
            let message = json!(["chrome", 0, kind, params]);
            self.answer(Answer::View(page, message.to_string()));
        }
        if first {
            self.answer(Answer::View(page, json!(["painted", 1]).to_string()));
        }
        for (reply, delay) in replies {
            let mut inner = self.inner();
            match (delay, inner.program.clone()) {
                (Some(delay), Some(program)) => inner.clock.after(delay, program, page, &reply),
                _ => {
                    drop(inner);
                    self.answer(Answer::View(page, reply.to_string()));
                }
            }
        }
    }

    fn present(&self, page: PageId, transition: Transition) {
        self.inner().presented.push((page, transition));
    }

    fn destroy_page(&self, page: PageId) {
        let mut inner = self.inner();
        if let Some(gone) = inner.pages.remove(&page) {
            let route = &gone.init.route;
            let texts: Vec<String> = gone
                .tree
                .violations
                .iter()
                .map(|text| format!("{route}: {text}"))
                .collect();
            inner.violations.extend(texts);
        }
        inner.destroyed.push(page);
    }

    fn chrome(&self, command: &str, params: &Value) {
        let answer = {
            let mut inner = self.inner();
            inner.chrome.push(ChromeCommand {
                command: command.to_owned(),
                params: params.clone(),
            });
            match inner.answers.get(command) {
                Some(answer) => answer.clone(),
                None => Some(default_answer(command)),
            }
        };
        let request = &params["request"];
        if let (Some(result), false) = (answer, request.is_null()) {
            let reply = json!({ "request": request, "result": result });
            self.answer(Answer::Chrome(reply));
        }
    }

    fn ask_view(&self, page: PageId, request: &Value) -> Result<Value, HostError> {
        let method = request["method"].as_str().unwrap_or_default();
        // HTML's address of a canvas without pixels.
        if method == "canvasToDataURL" {
            return Ok(json!("data:,"));
        }
        if method.starts_with("webgl") {
            let inner = self.inner();
            let page = inner.pages.get(&page);
            let page = page.ok_or_else(|| HostError::Other("the page is gone".to_owned()))?;
            let answer = page.tree.webgl.answer(method, &request["params"]);
            return answer.map_err(HostError::Other);
        }
        Err(HostError::Other(format!(
            "{method}: there is no view to ask in headless mode"
        )))
    }

    fn chrome_reply(&self, page: PageId, request: u32, kind: &str, result: &Value) {
        self.inner().chrome.push(ChromeCommand {
            command: "chromeReply".to_owned(),
            params: json!({ "pageId": page, "request": request, "kind": kind, "result": result }),
        });
    }

    fn info(&self) -> HostInfo {
        self.info
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }
}
