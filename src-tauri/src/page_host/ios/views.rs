//! Page webviews.

use objc2::{MainThreadMarker, rc::Retained};
use objc2_ui_kit::{UIScrollView, UIScrollViewContentInsetAdjustmentBehavior, UIView};
use peapod_ios::views::{Layer, Layers, Slide as ViewSlide, WebData};
use wry::{WebView, WebViewBuilder, WebViewBuilderExtDarwin as _, WebViewExtIOS as _};

use super::{on_idle, window};
use crate::{
    instance::SessionId,
    layout::Insets,
    page_host::{
        backend::{Backend, Rgb, Slide, ViewId},
        open_stage::AllowFrame,
        page_view,
    },
    scheme::{self, PageSource},
};

/// One page's webview.
pub struct PageView {
    webview: WebView,
    pub(super) native: Retained<UIView>,
}

/// Webviews of one mini-program.
pub struct PageViews {
    pub window: tauri::WebviewWindow,
    pub layers: Layers,
    pub session: SessionId,
    pub source: PageSource,
    pub allow_frame: AllowFrame,
    pub web_data: WebData,
    pub animate: bool,
    pub mtm: MainThreadMarker,
    /// Sliding still; dropped with the next slide or the stage.
    pub leaving: Vec<PageView>,
}

impl PageViews {
    fn drop_left(&mut self) {
        self.layers.finish();
        self.leaving.clear();
    }
}

impl Backend for PageViews {
    type View = PageView;

    fn create(&mut self, id: ViewId) -> Result<PageView, String> {
        let session = self.session;
        let builder = page_view::confine(WebViewBuilder::new(), self.allow_frame.clone());
        let builder = page_view::serve(builder, self.source.clone());
        let mut builder = page_view::listen(builder, move |message| {
            window::on_message(session, id, message);
        })
        .with_devtools(cfg!(debug_assertions))
        .with_autoplay(true)
        .with_allow_link_preview(false)
        .with_url(scheme::PAGE_URL)
        .with_on_web_content_process_terminate_handler(move || {
            log::warn!("web process of view {id} terminated");
            // Not within the webview's own callback, which may come while the stage is at work.
            on_idle(move || window::on_crash(session, id));
        });
        if let WebData::Own(identifier) = self.web_data {
            builder = builder.with_data_store_identifier(identifier);
        }
        let webview = builder
            .build_as_child(&self.window)
            .map_err(|error| error.to_string())?;
        let native: Retained<UIView> =
            Retained::into_super(Retained::into_super(webview.webview()));
        // SAFETY: WKWebView's scroll view, which it has as long as it lives.
        let scroll: Retained<UIScrollView> = unsafe { objc2::msg_send![&native, scrollView] };
        // The page document reads the safe area by itself (`viewport-fit=cover`).
        scroll.setContentInsetAdjustmentBehavior(UIScrollViewContentInsetAdjustmentBehavior::Never);
        self.layers.put(&native, Layer::Unseen);
        Ok(PageView { webview, native })
    }

    fn evaluate(&self, view: &PageView, script: &str) {
        page_view::evaluate(&view.webview, script);
    }

    fn ask(&self, view: &PageView, expression: &str, done: Box<dyn FnOnce(String) + Send>) {
        page_view::ask(&view.webview, expression, done);
    }

    fn reload(&self, view: &PageView) {
        page_view::reload(&view.webview);
    }

    fn lay_out(&mut self, view: &PageView, insets: Insets, background: Rgb) {
        self.layers.place(&view.native, insets.top, insets.bottom);
        page_view::set_background(&view.webview, background);
    }

    fn first_painted(&self, _view: &PageView) {}

    fn show(&mut self, incoming: &PageView, outgoing: Option<&PageView>, slide: Slide) {
        self.drop_left();
        let slide = match slide {
            _ if !self.animate => None,
            Slide::None => None,
            Slide::In => Some(ViewSlide::In),
            Slide::Out => Some(ViewSlide::Out),
        };
        self.layers.show(
            &incoming.native,
            outgoing.map(|view| &*view.native),
            slide,
            self.mtm,
        );
    }

    fn remove(&mut self, view: PageView) {
        if !self.layers.remove(&view.native) {
            self.leaving.push(view);
        }
    }
}

impl Drop for PageViews {
    fn drop(&mut self) {
        self.layers.let_go();
        self.drop_left();
    }
}
