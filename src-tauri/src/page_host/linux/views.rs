//! Page webviews.

use std::{
    cell::{Cell, RefCell},
    path::PathBuf,
    rc::Rc,
    time::Duration,
};

use gtk::{gdk, glib, prelude::*};
use webkit2gtk::{HardwareAccelerationPolicy, LoadEvent, SettingsExt, WebViewExt as _};
use wry::{WebContext, WebViewBuilder, WebViewBuilderExtUnix, WebViewExtUnix};

use super::{
    gpu, ipc,
    placement::{Layer, Places},
};
use crate::{
    layout::Insets,
    page_host::{
        backend::{Backend, Rgb, Slide, ViewId},
        open_stage::AllowFrame,
        page_view,
    },
    scheme::{self, PageSource},
};

/// WeChat's page slide on Android takes about this long.
const SLIDE_MICROSECONDS: f64 = 250_000.0;
/// Between the two halves of a nudge: WebKit folds resizes that come within one frame.
const NUDGE: Duration = Duration::from_millis(60);
/// How far the lower page moves, as a share of the width.
const PARALLAX: f64 = 0.3;

/// What a webview reports; the receiver is called on the main thread, outside of any other call
/// into the stage.
pub enum ViewEvent {
    Message(String),
    Crashed,
}

/// Receives reports of webviews.
pub type OnView = Rc<dyn Fn(ViewId, ViewEvent)>;

/// One page's webview in the box that is placed in the overlay.
pub struct GtkView {
    holder: gtk::Box,
    webview: wry::WebView,
    insets: Cell<Option<Insets>>,
    /// Has had another size since it was made.
    resized: Cell<bool>,
}

#[cfg(test)]
impl GtkView {
    /// The overlay's child.
    pub const fn holder(&self) -> &gtk::Box {
        &self.holder
    }

    /// The widget that draws.
    pub fn native(&self) -> webkit2gtk::WebView {
        self.webview.webview()
    }
}

/// Webviews of one mini-program: one `WebContext`, so that their data is apart from others'.
pub struct GtkBackend {
    places: Places,
    context: WebContext,
    source: PageSource,
    on_view: OnView,
    allow_frame: AllowFrame,
    animate: bool,
    /// Pages are painted without compositing.
    plain: bool,
    slide: Rc<RefCell<Option<RunningSlide>>>,
    retired: Rc<RefCell<Vec<GtkView>>>,
}

struct RunningSlide {
    incoming: gtk::Box,
    outgoing: gtk::Box,
    slide: Slide,
    started: Option<i64>,
    tick: Option<gtk::TickCallbackId>,
}

impl GtkBackend {
    /// `data_dir` holds cookies and web storage of this mini-program's web-views.
    pub fn new(
        places: Places,
        data_dir: PathBuf,
        source: PageSource,
        on_view: OnView,
        allow_frame: AllowFrame,
        animate: bool,
    ) -> Self {
        let system = gtk::Settings::default().is_none_or(|it| it.is_gtk_enable_animations());
        Self {
            places,
            context: WebContext::new(Some(data_dir)),
            source,
            on_view,
            allow_frame,
            animate: animate && system,
            plain: gpu::paints_plainly(),
            slide: Rc::default(),
            retired: Rc::default(),
        }
    }

    /// Whether a page is on its way.
    #[cfg(test)]
    pub fn is_sliding(&self) -> bool {
        self.slide.borrow().is_some()
    }

    fn finish_slide(&self) {
        finish(&self.places, &self.slide, &self.retired);
    }
}

impl Backend for GtkBackend {
    type View = GtkView;

    fn create(&mut self, id: ViewId) -> Result<GtkView, String> {
        let holder = gtk::Box::new(gtk::Orientation::Vertical, 0);
        let registered = self.context.is_custom_protocol_registered(scheme::SCHEME);
        let builder = WebViewBuilder::new_with_web_context(&mut self.context);
        let mut builder = page_view::confine(builder, self.allow_frame.clone())
            .with_devtools(cfg!(debug_assertions))
            .with_clipboard(false)
            .with_autoplay(true);
        // The scheme belongs to the context; wry refuses to register it twice.
        if !registered {
            builder = page_view::serve(builder, self.source.clone());
        }
        let webview = builder
            .build_gtk(&holder)
            .map_err(|error| error.to_string())?;
        let native = webview.webview();
        if let Some(settings) = webkit2gtk::WebViewExt::settings(&native) {
            // The page document is never left, so there is nothing to come back to.
            settings.set_enable_page_cache(false);
            settings.set_enable_back_forward_navigation_gestures(false);
            if self.plain {
                settings.set_hardware_acceleration_policy(HardwareAccelerationPolicy::Never);
            }
        }
        let on_message = self.on_view.clone();
        ipc::connect(&native, move |message| {
            on_message(id, ViewEvent::Message(message));
        });
        // Only now: a web process that has started crashes when compositing is taken from it.
        webview
            .load_url(scheme::PAGE_URL)
            .map_err(|error| error.to_string())?;
        let on_crash = self.on_view.clone();
        native.connect_web_process_terminated(move |_, reason| {
            log::warn!("web process of view {id} terminated: {reason:?}");
            on_crash(id, ViewEvent::Crashed);
        });
        let left = self.on_view.clone();
        native.connect_load_changed(move |native, event| {
            // The navigation policy cannot tell a frame from the document; a document that left
            // the page runtime is thrown away like a crashed one.
            let uri = native.uri().unwrap_or_default();
            if event == LoadEvent::Committed && !scheme::is_page_document(&uri) {
                native.stop_loading();
                left(id, ViewEvent::Crashed);
            }
        });
        self.places.add(&holder, Layer::Unseen);
        self.places.mend_partial_draws(&holder, &native);
        holder.show_all();
        Ok(GtkView {
            holder,
            webview,
            insets: Cell::new(None),
            resized: Cell::new(false),
        })
    }

    fn evaluate(&self, view: &GtkView, script: &str) {
        page_view::evaluate(&view.webview, script);
    }

    fn ask(&self, view: &GtkView, expression: &str, done: Box<dyn FnOnce(String) + Send>) {
        page_view::ask(&view.webview, expression, done);
    }

    fn reload(&self, view: &GtkView) {
        page_view::reload(&view.webview);
    }

    fn lay_out(&mut self, view: &GtkView, insets: Insets, background: Rgb) {
        let before = view.insets.replace(Some(insets));
        if before.is_some_and(|before| before != insets) {
            view.resized.set(true);
        }
        self.places.set_insets(&view.holder, insets);
        page_view::set_background(&view.webview, background);
    }

    /// A webview from the pool may be resized for its page while it paints. WebKitGTK 2.50 then
    /// lays out anew but presents no frame of the new size until something changes: one more
    /// resize brings it.
    fn first_painted(&self, view: &GtkView) {
        if !view.resized.take() {
            return;
        }
        let (places, holder) = (self.places.clone(), view.holder.clone());
        places.nudge(&holder, 1.0);
        glib::timeout_add_local_once(NUDGE, move || places.nudge(&holder, 0.0));
    }

    fn show(&mut self, incoming: &GtkView, outgoing: Option<&GtkView>, slide: Slide) {
        self.finish_slide();
        let slide = if self.animate { slide } else { Slide::None };
        incoming.holder.show();
        let Some(outgoing) = outgoing else {
            self.places.set_layer(&incoming.holder, Layer::Above);
            incoming.webview.webview().grab_focus();
            return;
        };
        let (upper, lower) = match slide {
            Slide::Out => (outgoing, incoming),
            Slide::In | Slide::None => (incoming, outgoing),
        };
        self.places.set_layer(&lower.holder, Layer::Below);
        self.places.set_layer(&upper.holder, Layer::Above);
        let mut running = RunningSlide {
            incoming: incoming.holder.clone(),
            outgoing: outgoing.holder.clone(),
            slide,
            started: None,
            tick: None,
        };
        incoming.webview.webview().grab_focus();
        if slide == Slide::None {
            *self.slide.borrow_mut() = Some(running);
            return self.finish_slide();
        }
        shift(&self.places, &running, 0.0);
        let (places, state, retired) = (
            self.places.clone(),
            self.slide.clone(),
            self.retired.clone(),
        );
        running.tick = Some(self.places.overlay().add_tick_callback(move |_, clock| {
            let now = clock.frame_time();
            let done = match state.borrow_mut().as_mut() {
                Some(running) => {
                    let started = *running.started.get_or_insert(now);
                    #[allow(clippy::cast_precision_loss)] // a quarter of a second
                    let progress = ((now - started) as f64 / SLIDE_MICROSECONDS).min(1.0);
                    shift(&places, running, progress);
                    progress >= 1.0
                }
                None => return glib::ControlFlow::Break,
            };
            if !done {
                return glib::ControlFlow::Continue;
            }
            if let Some(running) = state.borrow_mut().as_mut() {
                // Returning Break removes the callback; its id must not do so again.
                running.tick = None;
            }
            finish(&places, &state, &retired);
            glib::ControlFlow::Break
        }));
        *self.slide.borrow_mut() = Some(running);
    }

    fn remove(&mut self, view: GtkView) {
        let sliding = self
            .slide
            .borrow()
            .as_ref()
            .is_some_and(|it| it.outgoing == view.holder || it.incoming == view.holder);
        if sliding {
            self.retired.borrow_mut().push(view);
        } else {
            take_down(&self.places, view);
        }
    }
}

impl Drop for GtkBackend {
    fn drop(&mut self) {
        self.finish_slide();
    }
}

fn take_down(places: &Places, view: GtkView) {
    places.remove(&view.holder);
    drop(view.webview);
}

/// Places both pages at `progress` (0 to 1) of the slide.
fn shift(places: &Places, running: &RunningSlide, progress: f64) {
    let width = f64::from(places.overlay().allocated_width());
    let eased = 1.0 - (1.0 - progress).powi(3);
    let (upper, lower, out) = match running.slide {
        Slide::Out => (&running.outgoing, &running.incoming, eased),
        Slide::In | Slide::None => (&running.incoming, &running.outgoing, 1.0 - eased),
    };
    places.set_shift(upper, width * out);
    places.set_shift(lower, -width * PARALLAX * (1.0 - out));
}

/// Brings a running slide to its end.
fn finish(places: &Places, state: &RefCell<Option<RunningSlide>>, retired: &RefCell<Vec<GtkView>>) {
    let Some(mut running) = state.borrow_mut().take() else {
        return;
    };
    if let Some(tick) = running.tick.take() {
        tick.remove();
    }
    places.set_shift(&running.incoming, 0.0);
    places.set_shift(&running.outgoing, 0.0);
    places.set_layer(&running.incoming, Layer::Above);
    places.set_layer(&running.outgoing, Layer::Unseen);
    // A hidden webview keeps its state and stops timers and painting, as WeChat's pages below the
    // top do.
    running.outgoing.hide();
    for view in retired.take() {
        take_down(places, view);
    }
}

/// GDK's form of a colour.
pub fn rgba((red, green, blue): Rgb) -> gdk::RGBA {
    let channel = |value: u8| f64::from(value) / 255.0;
    gdk::RGBA::new(channel(red), channel(green), channel(blue), 1.0)
}
