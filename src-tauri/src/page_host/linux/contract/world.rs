//! A window with a shell and the views of one scenario.

use std::{
    cell::{Cell, RefCell},
    collections::BTreeMap,
    path::PathBuf,
    process::Command,
    rc::Rc,
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use gtk::{glib, prelude::*};
use serde_json::{Value, json};
use webkit2gtk::WebViewExt as _;

use super::{
    script::{Scenario, SlideName, Step},
    site::Site,
};
use crate::{
    layout::Insets,
    page_host::{
        backend::{Backend as _, Slide, ViewId},
        platform::{
            keys,
            placement::{Places, gdk_window},
            shell::Shell,
            views::{GtkBackend, GtkView, ViewEvent},
        },
    },
    scheme::{PageSource, Resources},
};

/// A cold web process on a busy machine takes seconds.
const PATIENCE: Duration = Duration::from_secs(30);
/// The window, in px.
const SIZE: (i32, i32) = (400, 800);
/// What the shell is painted with.
const SHELL: [u8; 3] = [0, 160, 0];

/// By which xdotool finds the window.
const TITLE: &str = "contract of page hosts";

type Outcome = Result<(), String>;

pub struct World {
    window: gtk::Window,
    overlay: gtk::Overlay,
    places: Places,
    shell: Shell,
    backend: Option<GtkBackend>,
    views: BTreeMap<ViewId, GtkView>,
    /// Every webview that was made, by holder and by widget.
    made: Vec<(ViewId, gtk::Box, glib::WeakRef<webkit2gtk::WebView>)>,
    animate: bool,
    data: tempfile::TempDir,
    site: Site,
    heard: Rc<RefCell<Vec<(ViewId, String)>>>,
    lost: Rc<RefCell<Vec<ViewId>>>,
    backs: Rc<Cell<u32>>,
    answers: Arc<Mutex<BTreeMap<usize, String>>>,
    asked: usize,
}

struct Package;

impl Resources for Package {
    fn package_file(&self, path: &str) -> Option<Vec<u8>> {
        (path == "hello.txt").then(|| b"0123456789".to_vec())
    }
    fn sandbox_file(&self, _: &str) -> Option<PathBuf> {
        None
    }
}

impl World {
    pub fn open(scenario: &Scenario) -> Self {
        let window = gtk::Window::new(gtk::WindowType::Toplevel);
        window.set_title(TITLE);
        window.set_default_size(SIZE.0, SIZE.1);
        let overlay = gtk::Overlay::new();
        overlay.add(&gtk::Box::new(gtk::Orientation::Vertical, 0));
        window.add(&overlay);
        let places = Places::new(overlay.clone());
        let paint = gtk::DrawingArea::new();
        paint.connect_draw(|_, cr| {
            let [red, green, blue] = SHELL.map(|channel| f64::from(channel) / 255.0);
            cr.set_source_rgb(red, green, blue);
            cr.paint().unwrap();
            glib::Propagation::Proceed
        });
        let shell = Shell::adopt(&places, paint.upcast());
        let backs = Rc::new(Cell::new(0));
        let count = backs.clone();
        keys::listen(&window, move |key| {
            let back = key == crate::page_host::open_stage::Key::Back;
            count.set(count.get() + u32::from(back));
            back
        });
        window.show_all();
        let mut world = Self {
            window,
            overlay,
            places,
            shell,
            backend: None,
            views: BTreeMap::new(),
            made: Vec::new(),
            animate: scenario.animate,
            data: tempfile::tempdir().unwrap(),
            site: Site::open(),
            heard: Rc::default(),
            lost: Rc::default(),
            backs,
            answers: Arc::default(),
            asked: 0,
        };
        let allocated = |world: &Self| world.overlay.allocated_height() == SIZE.1;
        world
            .wait(|world| allocated(world).then_some(()).ok_or("no window".into()))
            .unwrap();
        world.open_session();
        world
    }

    fn open_session(&mut self) {
        let (heard, lost) = (self.heard.clone(), self.lost.clone());
        let allowed = format!("{}/allowed", self.site.address);
        self.backend = Some(GtkBackend::new(
            self.places.clone(),
            self.data.path().to_owned(),
            PageSource::new(Arc::new(Package)),
            Rc::new(move |view, event| match event {
                ViewEvent::Message(message) => heard.borrow_mut().push((view, message)),
                ViewEvent::Crashed => lost.borrow_mut().push(view),
            }),
            Arc::new(move |url| url.starts_with(&allowed)),
            self.animate,
        ));
    }

    /// As `Stage` does when it is dropped.
    fn close_session(&mut self) {
        if let Some(mut backend) = self.backend.take() {
            for (_, view) in std::mem::take(&mut self.views) {
                backend.remove(view);
            }
        }
    }

    pub fn act(&mut self, step: &Step) -> Outcome {
        let closed = "no mini-program is open";
        match step {
            Step::Open {} => self.open_session(),
            Step::Close {} => self.close_session(),
            Step::RaiseShell { raised } => {
                self.shell.raise(&self.places, *raised);
            }
            Step::Create { id } => {
                let view = self.backend.as_mut().ok_or(closed)?.create(*id)?;
                self.made
                    .push((*id, view.holder().clone(), view.native().downgrade()));
                self.views.insert(*id, view);
            }
            Step::Remove { view } => {
                let view = self.views.remove(view).ok_or("no such view")?;
                self.backend.as_mut().ok_or(closed)?.remove(view);
            }
            Step::Evaluate { view, script } | Step::PageRuns { view, script } => {
                self.backend()?.evaluate(self.view(*view)?, script);
            }
            Step::Ask { view, expression } => self.ask(*view, expression)?,
            Step::Reload { view } => self.backend()?.reload(self.view(*view)?),
            Step::FirstPainted { view } => self.backend()?.first_painted(self.view(*view)?),
            Step::LayOut {
                view,
                insets,
                background,
            } => {
                let insets = Insets {
                    top: insets.top,
                    bottom: insets.bottom,
                };
                let view = self.views.get(view).ok_or("no such view")?;
                let backend = self.backend.as_mut().ok_or(closed)?;
                backend.lay_out(view, insets, *background);
            }
            Step::Show {
                incoming,
                outgoing,
                slide,
            } => {
                let slide = match slide {
                    SlideName::None => Slide::None,
                    SlideName::In => Slide::In,
                    SlideName::Out => Slide::Out,
                };
                let incoming = self.views.get(incoming).ok_or("no such view")?;
                let outgoing = outgoing.and_then(|outgoing| self.views.get(&outgoing));
                let backend = self.backend.as_mut().ok_or(closed)?;
                backend.show(incoming, outgoing, slide);
            }
            Step::PageFetches { view, path, range } => self.fetch(*view, path, range.as_deref())?,
            Step::FrameLoads { view, url } => self.frame(*view, url, "")?,
            Step::FrameSays { view, url, message } => self.frame(*view, url, message)?,
            Step::DocumentLeaves { view, url } => {
                let script = format!("location.href = {}", json!(self.address(url)));
                self.backend()?.evaluate(self.view(*view)?, &script);
            }
            Step::RendererDies { view } => self.view(*view)?.native().terminate_web_process(),
            Step::SlideEnds {} => {
                let sliding =
                    |world: &Self| world.backend.as_ref().is_some_and(GtkBackend::is_sliding);
                self.wait(|world| {
                    (!sliding(world))
                        .then_some(())
                        .ok_or("the slide goes on".into())
                })?;
            }
            Step::Back {} => {
                // Without a window manager nobody gives the window the keyboard.
                let sent = Command::new("xdotool")
                    .args([
                        "search",
                        "--onlyvisible",
                        "--name",
                        TITLE,
                        "windowfocus",
                        "--sync",
                    ])
                    .args(["key", "Escape"])
                    .status()
                    .map_err(|error| format!("xdotool: {error}"))?;
                sent.success()
                    .then_some(())
                    .ok_or("no window has the title")?;
            }
            Step::Eventually {
                view,
                expression,
                value,
            } => self.until(*view, expression, value)?,
            Step::ReleaseMemory {} | Step::Expect(_) => {
                return Err(format!("`{}` is none of this host's", step.name()));
            }
        }
        Ok(())
    }

    fn backend(&self) -> Result<&GtkBackend, String> {
        self.backend
            .as_ref()
            .ok_or_else(|| "no mini-program is open".into())
    }

    fn view(&self, id: ViewId) -> Result<&GtkView, String> {
        self.views.get(&id).ok_or_else(|| format!("no view {id}"))
    }

    fn address(&self, url: &str) -> String {
        url.replace("{site}", &self.site.address)
    }

    fn ask(&mut self, view: ViewId, expression: &str) -> Outcome {
        let (answers, number) = (self.answers.clone(), self.asked);
        self.asked += 1;
        let done = move |json| {
            answers.lock().unwrap().insert(number, json);
        };
        self.backend()?
            .ask(self.view(view)?, expression, Box::new(done));
        Ok(())
    }

    /// Asks until the expression has this value; the questions leave no trace.
    fn until(&mut self, view: ViewId, expression: &str, value: &Value) -> Outcome {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let answer = Arc::new(Mutex::new(None));
            let slot = answer.clone();
            let done = move |json: String| *slot.lock().unwrap() = Some(json);
            self.backend()?
                .ask(self.view(view)?, expression, Box::new(done));
            self.wait(|_| {
                answer
                    .lock()
                    .unwrap()
                    .as_ref()
                    .map(drop)
                    .ok_or("no answer".into())
            })?;
            let found = answer.lock().unwrap().take().unwrap_or_default();
            if serde_json::from_str::<Value>(&found).ok().as_ref() == Some(value) {
                return Ok(());
            }
            if Instant::now() > deadline {
                return Err(format!("{expression} is {found}, not {value}"));
            }
        }
    }

    fn fetch(&mut self, view: ViewId, path: &str, range: Option<&str>) -> Outcome {
        let headers = range.map_or(json!({}), |range| json!({ "Range": range }));
        let script = format!(
            "fetch({}, {{ headers: {headers} }})
               .then(async (it) => [it.status, await it.text()], () => [0, ''])
               .then((it) => {{ globalThis.fetched = [...globalThis.fetched ?? [], it] }})",
            json!(self.address(path))
        );
        self.backend()?.evaluate(self.view(view)?, &script);
        Ok(())
    }

    /// A frame that says `message`, if not empty, waited for until it has said it or was refused.
    fn frame(&mut self, view: ViewId, url: &str, message: &str) -> Outcome {
        let hash: String = url::form_urlencoded::byte_serialize(message.as_bytes()).collect();
        let script = format!(
            "globalThis.settled = false
             onmessage = (event) => {{ if (event.data === 'said') settled = true }}
             {{
               const frame = document.createElement('iframe')
               frame.src = {}
               document.body.append(frame)
             }}",
            json!(format!(
                "{}#{}",
                self.address(url),
                hash.replace('+', "%20")
            ))
        );
        self.backend()?.evaluate(self.view(view)?, &script);
        if url.ends_with("/refused") {
            // A refusal leaves nothing to wait for; the frame that comes next does.
            return Ok(());
        }
        self.until(view, "settled", &Value::Bool(true))
    }

    /// Runs the main loop until `look` finds what it looks for.
    fn wait(&mut self, mut look: impl FnMut(&mut Self) -> Outcome) -> Outcome {
        let context = glib::MainContext::default();
        let deadline = Instant::now() + PATIENCE;
        loop {
            match look(self) {
                Ok(()) => return Ok(()),
                Err(error) if Instant::now() > deadline => return Err(error),
                Err(_) => {}
            }
            // Wakes the loop, should nothing else do so.
            let tick = glib::timeout_add_local_once(Duration::from_millis(20), || {});
            context.iteration(true);
            if context.find_source_by_id(&tick).is_some() {
                tick.remove();
            }
        }
    }

    pub fn expect(&mut self, expected: &BTreeMap<String, Value>) -> Outcome {
        self.wait(|world| {
            for (name, value) in expected {
                let found = world.observe(name, value)?;
                if found != *value {
                    return Err(format!("{name}: found {found}, expected {value}"));
                }
            }
            Ok(())
        })?;
        for name in expected.keys() {
            match name.as_str() {
                "heard" => self.heard.borrow_mut().clear(),
                "lost" => self.lost.borrow_mut().clear(),
                "answers" => self.answers.lock().unwrap().clear(),
                "frames_loaded" => self.site.asked.lock().unwrap().clear(),
                _ => {}
            }
        }
        Ok(())
    }

    /// What there is of `name`, in the form of `like`.
    fn observe(&mut self, name: &str, like: &Value) -> Result<Value, String> {
        let each = |world: &Self, look: &dyn Fn(&Self, ViewId) -> Result<Value, String>| {
            let names = like.as_object().ok_or("an object by view")?;
            let mut found = serde_json::Map::new();
            for name in names.keys() {
                let id = name.parse().map_err(|_| "a view")?;
                found.insert(name.clone(), look(world, id)?);
            }
            Ok(Value::Object(found))
        };
        match name {
            "order" => Ok(self.order(like)),
            "frames" => each(self, &|world, id| world.frame_of(id)),
            "background" => each(self, &|world, id| {
                let colour = world.view(id)?.native().background_color();
                #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // 0 to 255
                let byte = |channel: f64| (channel * 255.0).round() as u8;
                Ok(json!([
                    byte(colour.red()),
                    byte(colour.green()),
                    byte(colour.blue())
                ]))
            }),
            "shift" => each(self, &|world, id| {
                let shift = world.places.shift(world.view(id)?.holder());
                #[allow(clippy::cast_possible_truncation)] // px
                shift
                    .map(|px| json!(px.round() as i64))
                    .ok_or_else(|| "not placed".into())
            }),
            "heard" => {
                let mut heard = self.heard.borrow().clone();
                // A document says its size whenever the engine has laid it out; `eventually` sees that.
                heard.retain(|(_, message)| !message.starts_with("[\"resize\""));
                // Views do not wait for each other.
                heard.sort_by_key(|(view, _)| *view);
                Ok(json!(heard))
            }
            "lost" => {
                let mut lost = self.lost.borrow().clone();
                lost.sort_unstable();
                Ok(json!(lost))
            }
            "destroyed" => {
                let gone = |it: &&(ViewId, gtk::Box, glib::WeakRef<webkit2gtk::WebView>)| {
                    it.1.parent().is_none() && it.2.upgrade().is_none()
                };
                Ok(self.made.iter().filter(gone).map(|it| it.0).collect())
            }
            "answers" => Ok(self
                .answers
                .lock()
                .unwrap()
                .values()
                .map(|json| match serde_json::from_str::<Value>(json) {
                    Ok(value) => json!({ "value": value }),
                    Err(_) if json.is_empty() => json!({ "threw": true }),
                    Err(_) => json!({ "not JSON": json }),
                })
                .collect()),
            "fetched" => {
                self.until(1, "(globalThis.fetched ?? []).length", &json!(1))?;
                let answer = Arc::new(Mutex::new(String::new()));
                let slot = answer.clone();
                let done = move |json: String| *slot.lock().unwrap() = json;
                let take = "(() => { const it = fetched; fetched = []; return it })()";
                self.backend()?.ask(self.view(1)?, take, Box::new(done));
                self.wait(|_| {
                    let answered = !answer.lock().unwrap().is_empty();
                    answered.then_some(()).ok_or_else(|| "no answer".into())
                })?;
                serde_json::from_str(&answer.lock().unwrap()).map_err(|error| error.to_string())
            }
            "frames_loaded" => Ok(self
                .site
                .asked
                .lock()
                .unwrap()
                .iter()
                .map(|path| format!("{{site}}{path}"))
                .collect()),
            "pixels" => self.pixels(like),
            "backs" => Ok(json!(self.backs.get())),
            other => Err(format!("`{other}` is nothing to expect")),
        }
    }

    /// Names of the overlay's children, back to front; where `like` has a list, in any order.
    fn order(&self, like: &Value) -> Value {
        let mut names = Vec::new();
        for child in self.overlay.children() {
            if child == *self.shell.holder() {
                names.push(json!("shell"));
            } else if let Some((id, _, _)) = self.made.iter().find(|made| child == made.1) {
                names.push(json!(id));
            }
        }
        let mut names = names.into_iter().peekable();
        let mut found = Vec::new();
        for part in like.as_array().into_iter().flatten() {
            match part.as_array() {
                Some(any) => {
                    let mut group: Vec<Value> = names.by_ref().take(any.len()).collect();
                    group.sort_by_key(Value::to_string);
                    found.push(Value::Array(group));
                }
                None => found.extend(names.next()),
            }
        }
        found.extend(names);
        Value::Array(found)
    }

    fn frame_of(&self, id: ViewId) -> Result<Value, String> {
        let native = self.view(id)?.native();
        let (x, y) = native
            .translate_coordinates(&self.overlay, 0, 0)
            .ok_or("not in the window")?;
        Ok(json!([
            x,
            y,
            native.allocated_width(),
            native.allocated_height()
        ]))
    }

    /// Colours of the window at the places of `like`; the shell has a colour of its own.
    fn pixels(&self, like: &Value) -> Result<Value, String> {
        let window = gdk_window(&self.window).ok_or("no window")?;
        let mut found = Vec::new();
        for place in like.as_array().into_iter().flatten() {
            let at = |index: usize| place[index].as_i64().and_then(|it| i32::try_from(it).ok());
            let (x, y) = at(0).zip(at(1)).ok_or("a place")?;
            let picture = window.pixbuf(x, y, 1, 1).ok_or("no picture")?;
            let bytes = picture.read_pixel_bytes();
            let colour = bytes.get(..3).ok_or("no pixel")?;
            let colour = if colour == SHELL {
                json!("shell")
            } else {
                json!(colour)
            };
            found.push(json!([x, y, colour]));
        }
        Ok(Value::Array(found))
    }

    /// Nothing came that nobody expected.
    pub fn end(mut self) -> Outcome {
        self.close_session();
        let everything: Vec<ViewId> = self.made.iter().map(|made| made.0).collect();
        let freed = BTreeMap::from([("destroyed".to_owned(), json!(everything))]);
        self.expect(&freed)
            .map_err(|error| format!("after the last step: {error}"))
    }
}

impl Drop for World {
    fn drop(&mut self) {
        self.close_session();
        // SAFETY: nothing of the window is used after this.
        unsafe { self.window.destroy() };
    }
}
