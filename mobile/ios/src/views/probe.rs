//! A view that fills the window and tells of its size, its safe area and its theme.

use objc2::{DefinedClass, MainThreadMarker, MainThreadOnly, define_class, msg_send, rc::Retained};
use objc2_foundation::NSObjectProtocol;
use objc2_ui_kit::{
    UITraitCollection, UITraitEnvironment, UIUserInterfaceStyle, UIView, UIViewAutoresizing,
};

/// Facts about the window, in points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct WindowFacts {
    pub width: f64,
    pub height: f64,
    /// Pixels per point.
    pub scale: f64,
    pub safe_top: f64,
    pub safe_left: f64,
    pub safe_right: f64,
    pub safe_bottom: f64,
    pub dark: bool,
}

type OnChange = Box<dyn Fn(WindowFacts)>;

define_class!(
    // SAFETY: a view may be subclassed; the overridden methods call super; no Drop.
    #[unsafe(super(UIView))]
    #[thread_kind = MainThreadOnly]
    #[name = "PeapodProbe"]
    #[ivars = OnChange]
    pub struct Probe;

    unsafe impl NSObjectProtocol for Probe {}

    impl Probe {
        #[unsafe(method(layoutSubviews))]
        fn laid_out(&self) {
            // SAFETY: super's own method.
            let () = unsafe { msg_send![super(self), layoutSubviews] };
            self.tell();
        }

        #[unsafe(method(safeAreaInsetsDidChange))]
        fn covered_otherwise(&self) {
            // SAFETY: super's own method.
            let () = unsafe { msg_send![super(self), safeAreaInsetsDidChange] };
            self.tell();
        }

        #[unsafe(method(traitCollectionDidChange:))]
        fn themed(&self, before: Option<&UITraitCollection>) {
            // SAFETY: super's own method.
            let () = unsafe { msg_send![super(self), traitCollectionDidChange: before] };
            self.tell();
        }
    }
);

impl Probe {
    /// Puts a probe at the bottom of `root`; `on_change` is called on the main thread, whenever
    /// something may have changed.
    pub fn new(
        root: &UIView,
        on_change: impl Fn(WindowFacts) + 'static,
        mtm: MainThreadMarker,
    ) -> Retained<Self> {
        let on_change: OnChange = Box::new(on_change);
        let this = Self::alloc(mtm).set_ivars(on_change);
        // SAFETY: the view's designated initialiser.
        let this: Retained<Self> = unsafe { msg_send![super(this), initWithFrame: root.bounds()] };
        this.setAutoresizingMask(
            UIViewAutoresizing::FlexibleWidth | UIViewAutoresizing::FlexibleHeight,
        );
        this.setUserInteractionEnabled(false);
        root.insertSubview_atIndex(&this, 0);
        this
    }

    /// What is so now.
    pub fn facts(&self) -> WindowFacts {
        let size = self.bounds().size;
        let safe = self.safeAreaInsets();
        let traits = self.traitCollection();
        // SAFETY: properties without preconditions.
        let (style, scale) = unsafe { (traits.userInterfaceStyle(), traits.displayScale()) };
        WindowFacts {
            width: size.width,
            height: size.height,
            // 0 while it is not known.
            scale: if scale > 0.0 { scale } else { 2.0 },
            safe_top: safe.top,
            safe_left: safe.left,
            safe_right: safe.right,
            safe_bottom: safe.bottom,
            dark: style == UIUserInterfaceStyle::Dark,
        }
    }

    fn tell(&self) {
        (self.ivars())(self.facts());
    }
}
