//! The main window: Tauri's webview (the shell) and the pages in one overlay.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
    sync::Arc,
    time::Duration,
};

use gtk::{gdk, prelude::*};
use webkit2gtk::WebViewExt;

use super::{
    capsule::capsule,
    keys,
    placement::{Layer, Places},
    shell::Shell,
    status_bar::{StatusBar, let_through},
    views::{GtkBackend, ViewEvent, rgba},
};
use crate::{
    instance::SessionId,
    layout::CAPSULE,
    layout::Surroundings,
    page_host::{
        HostHandle,
        backend::{Rgb, ViewId},
        open_stage::{StageConfig, WindowEvents},
        stage::{Compactor, Stage},
    },
};
use peapod_runtime::host::{HostInfo, PageHost};

/// The one window and the stage of the running mini-program. Main thread only.
pub struct MainWindow {
    window: gtk::ApplicationWindow,
    shell: Shell,
    capsule: gtk::EventBox,
    status_bar: StatusBar,
    places: Places,
    custom_navigation: Cell<bool>,
    stage: Option<OpenStage>,
    background: gtk::CssProvider,
}

struct OpenStage {
    session: SessionId,
    host: Arc<HostHandle>,
    stage: Stage<GtkBackend>,
    warming: bool,
}

/// How long the pool waits before it makes the next webview, so that it does not compete with the
/// first paint of the page that took the last one.
const WARM_AFTER: Duration = Duration::from_millis(400);

thread_local! {
    static WINDOW: RefCell<Option<MainWindow>> = const { RefCell::new(None) };
}

/// Runs something with the main window; `None` off the main thread, before the window is there,
/// and within another such call (a signal that GTK raises synchronously).
pub fn with_window<T>(act: impl FnOnce(&mut MainWindow) -> T) -> Option<T> {
    WINDOW.with(|window| match window.try_borrow_mut() {
        Ok(mut window) => window.as_mut().map(act),
        Err(_) => {
            log::error!("the window was used within itself");
            None
        }
    })
}

impl MainWindow {
    /// Takes over Tauri's window: moves its webview into an overlay that pages share.
    pub fn adopt(tauri_window: &tauri::WebviewWindow, events: WindowEvents) -> Result<(), String> {
        let WindowEvents {
            on_resize,
            on_capsule,
            on_key,
            on_shell_lost,
        } = events;
        let text = |error: tauri::Error| error.to_string();
        let window = tauri_window.gtk_window().map_err(text)?;
        let vbox = tauri_window.default_vbox().map_err(text)?;
        let shell = vbox
            .children()
            .into_iter()
            .find(|child| child.is::<webkit2gtk::WebView>())
            .ok_or("Tauri's window has no webview in its box")?;
        if let Some(webview) = shell.downcast_ref::<webkit2gtk::WebView>() {
            webview.set_background_color(&gdk::RGBA::new(0.0, 0.0, 0.0, 0.0));
            webview.connect_web_process_terminated(move |webview, reason| {
                log::warn!("the shell's web process terminated: {reason:?}; loading it anew");
                on_shell_lost();
                webview.reload();
            });
        }
        vbox.remove(&shell);
        let overlay = gtk::Overlay::new();
        // The overlay asks its main child for a size; everything visible is an overlay child.
        overlay.add(&gtk::Box::new(gtk::Orientation::Vertical, 0));
        vbox.pack_start(&overlay, true, true, 0);
        let places = Places::new(overlay.clone());
        let shell = Shell::adopt(&places, shell);
        let capsule = capsule(CAPSULE, on_capsule);
        places.add(&capsule, Layer::Capsule);
        let status_bar = StatusBar::new();
        places.add(&status_bar.widget, Layer::Capsule);
        let_through(&overlay, &status_bar);
        overlay.show_all();
        capsule.hide();
        status_bar.widget.hide();

        let background = gtk::CssProvider::new();
        overlay
            .style_context()
            .add_provider(&background, gtk::STYLE_PROVIDER_PRIORITY_APPLICATION);

        let size = Rc::new(Cell::new((0, 0)));
        overlay.connect_size_allocate(move |overlay, area| {
            let now = (area.width(), area.height());
            if size.replace(now) != now {
                on_resize(
                    f64::from(now.0),
                    f64::from(now.1),
                    f64::from(overlay.scale_factor()),
                );
            }
        });
        keys::listen(&window, on_key);
        WINDOW.with(|slot| {
            *slot.borrow_mut() = Some(Self {
                window,
                shell,
                capsule,
                status_bar,
                places,
                custom_navigation: Cell::new(false),
                stage: None,
                background,
            });
        });
        Ok(())
    }

    /// Where pages are placed.
    pub fn places(&self) -> Places {
        self.places.clone()
    }

    /// Tauri's window.
    pub const fn window(&self) -> &gtk::ApplicationWindow {
        &self.window
    }

    /// Puts the shell above the pages or below.
    pub fn raise_shell(&self, raised: bool) {
        if self.shell.raise(&self.places, raised) {
            self.update_capsule();
        }
    }

    /// Whether the shell lies above the pages.
    pub fn is_raised(&self) -> bool {
        self.shell.is_raised()
    }

    /// Shows the capsule over a page that covers the shell's own.
    pub fn set_custom_navigation(&self, custom: bool) {
        self.custom_navigation.set(custom);
        self.update_capsule();
    }

    /// Where capsule and status bar are.
    pub fn place_bars(&self, info: &HostInfo) {
        self.places.set_fixed(&self.capsule, info.menu_button);
        let status_bar = [0.0, 0.0, info.window_width, info.status_bar_height];
        self.places.set_fixed(&self.status_bar.widget, status_bar);
    }

    /// The colour of the clock above a page with custom navigation.
    pub fn set_front_colour(&self, colour: Rgb) {
        self.status_bar.set_colour(colour);
    }

    fn update_capsule(&self) {
        let covered = self.custom_navigation.get();
        self.capsule.set_visible(covered && !self.shell.is_raised());
        // Under a dialog the page stays as it is, clock included.
        self.status_bar.widget.set_visible(covered);
    }

    /// The colour behind everything, seen while webviews load.
    pub fn set_background(&self, colour: Rgb) {
        let css = format!("overlay {{ background-color: {}; }}", rgba(colour));
        if let Err(error) = self.background.load_from_data(css.as_bytes()) {
            log::debug!("window background: {error}");
        }
    }

    /// Makes room for the pages of a mini-program and warms the pool. A stage that is open is
    /// closed.
    pub fn open_stage(&mut self, config: StageConfig, compact: Compactor) {
        self.close_stage();
        let id = config.session.id;
        let backend = GtkBackend::new(
            self.places(),
            config.web_dir,
            config.source.clone(),
            Rc::new(move |view, event| on_view(id, view, event)),
            config.allow_frame,
            config.animate,
        );
        let host = config.host;
        let blobs = config.source.blobs;
        let mut stage = Stage::new(backend, config.session, blobs, compact, host.info());
        stage.warm();
        self.stage = Some(OpenStage {
            session: id,
            host,
            stage,
            warming: false,
        });
        self.drain(id);
    }

    /// Destroys all pages.
    pub fn close_stage(&mut self) {
        self.stage = None;
        self.set_custom_navigation(false);
    }

    /// Carries out what the logic of this session has queued.
    pub fn drain(&mut self, session: SessionId) {
        let Some(open) = self.stage.as_mut().filter(|open| open.session == session) else {
            return;
        };
        let commands = open.host.drain();
        open.stage.run(commands);
        self.after_stage();
    }

    /// Surroundings of the visible page.
    pub fn visible_surroundings(&self) -> Option<Surroundings> {
        self.stage.as_ref()?.stage.visible_surroundings()
    }

    fn on_view(&mut self, session: SessionId, view: ViewId, event: ViewEvent) {
        let Some(open) = self.stage.as_mut().filter(|open| open.session == session) else {
            return;
        };
        match event {
            ViewEvent::Message(message) => open.stage.on_message(view, &message),
            ViewEvent::Crashed => open.stage.on_crash(view),
        }
        self.after_stage();
    }

    /// The window or the theme changed.
    pub fn set_info(&mut self, info: &HostInfo) {
        self.place_bars(info);
        if let Some(open) = &mut self.stage {
            open.host.set_info(info.clone());
            open.stage.set_info(info.clone());
        }
    }

    fn after_stage(&mut self) {
        let Some(open) = &mut self.stage else { return };
        let custom = open
            .stage
            .visible_surroundings()
            .is_some_and(|it| it.custom_navigation);
        if open.stage.wants_warming() && !open.warming && open.stage.visible().is_some() {
            open.warming = true;
            let session = open.session;
            gtk::glib::timeout_add_local_once(WARM_AFTER, move || {
                with_window(|window| window.warm(session));
            });
        }
        self.set_custom_navigation(custom);
    }

    fn warm(&mut self, session: SessionId) {
        if let Some(open) = self.stage.as_mut().filter(|open| open.session == session) {
            open.warming = false;
            open.stage.warm();
        }
    }
}

/// Reports of webviews may come while the window is in use (a signal raised by a call into GTK);
/// then they wait for the main loop.
fn on_view(session: SessionId, view: ViewId, event: ViewEvent) {
    if WINDOW.with(|window| window.try_borrow_mut().is_ok()) {
        with_window(|window| window.on_view(session, view, event));
    } else {
        gtk::glib::idle_add_local_once(move || {
            with_window(|window| window.on_view(session, view, event));
        });
    }
}
