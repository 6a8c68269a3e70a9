//! The swipe from the left edge that goes back.

use objc2::{
    DefinedClass, MainThreadMarker, MainThreadOnly, define_class, msg_send, rc::Retained,
    runtime::NSObject, sel,
};
use objc2_foundation::NSObjectProtocol;
use objc2_ui_kit::{
    UIGestureRecognizerState, UIRectEdge, UIScreenEdgePanGestureRecognizer, UIView,
};

/// What counts as a swipe: this far, in points, or this fast, in points per second.
const FAR: f64 = 80.0;
const FAST: f64 = 500.0;

type OnBack = Box<dyn Fn()>;

define_class!(
    // SAFETY: NSObject has no rules for subclasses, and there is no Drop.
    #[unsafe(super(NSObject))]
    #[thread_kind = MainThreadOnly]
    #[name = "PeapodBackSwipe"]
    #[ivars = OnBack]
    struct Target;

    unsafe impl NSObjectProtocol for Target {}

    impl Target {
        #[unsafe(method(swiped:))]
        fn swiped(&self, pan: &UIScreenEdgePanGestureRecognizer) {
            if pan.state() != UIGestureRecognizerState::Ended {
                return;
            }
            let view = pan.view();
            let way = pan.translationInView(view.as_deref());
            let speed = pan.velocityInView(view.as_deref());
            if speed.x > FAST || (way.x > FAR && speed.x >= 0.0) {
                (self.ivars())();
            }
        }
    }
);

/// The recogniser with what it tells; recognises as long as it is kept.
pub struct BackSwipe {
    recogniser: Retained<UIScreenEdgePanGestureRecognizer>,
    /// A recogniser does not keep its target.
    _target: Retained<Target>,
    view: Retained<UIView>,
}

impl BackSwipe {
    /// Recognises on `view`; `on_back` is called on the main thread.
    pub fn new(view: &UIView, on_back: impl Fn() + 'static, mtm: MainThreadMarker) -> Self {
        let on_back: OnBack = Box::new(on_back);
        let target = Target::alloc(mtm).set_ivars(on_back);
        // SAFETY: NSObject's initialiser.
        let target: Retained<Target> = unsafe { msg_send![super(target), init] };
        // SAFETY: the target has the method, which takes the recogniser.
        let recogniser = unsafe {
            UIScreenEdgePanGestureRecognizer::initWithTarget_action(
                mtm.alloc(),
                Some(&target),
                Some(sel!(swiped:)),
            )
        };
        recogniser.setEdges(UIRectEdge::Left);
        view.addGestureRecognizer(&recogniser);
        Self {
            recogniser,
            _target: target,
            view: view.into(),
        }
    }
}

impl Drop for BackSwipe {
    fn drop(&mut self) {
        self.view.removeGestureRecognizer(&self.recogniser);
    }
}
