//! The swipe from the left edge that goes back: what the finger does.

use objc2::{
    DefinedClass, MainThreadMarker, MainThreadOnly, define_class, msg_send, rc::Retained,
    runtime::NSObject, sel,
};
use objc2_foundation::NSObjectProtocol;
use objc2_ui_kit::{
    UIGestureRecognizerState, UIRectEdge, UIScreenEdgePanGestureRecognizer, UIView,
};

use crate::slide::Finger;

type OnFinger = Box<dyn Fn(Finger, f64)>;

define_class!(
    // SAFETY: NSObject has no rules for subclasses, and there is no Drop.
    #[unsafe(super(NSObject))]
    #[thread_kind = MainThreadOnly]
    #[name = "PeapodBackSwipe"]
    #[ivars = OnFinger]
    struct Target;

    unsafe impl NSObjectProtocol for Target {}

    impl Target {
        #[unsafe(method(swiped:))]
        fn swiped(&self, pan: &UIScreenEdgePanGestureRecognizer) {
            let Some(view) = pan.view() else { return };
            let way = pan.translationInView(Some(&view)).x;
            let speed = pan.velocityInView(Some(&view)).x;
            let state = pan.state();
            let finger = if state == UIGestureRecognizerState::Began {
                Finger::Down
            } else if state == UIGestureRecognizerState::Changed {
                Finger::Moved { way }
            } else if state == UIGestureRecognizerState::Ended {
                Finger::Up { way, speed }
            } else {
                Finger::Lost
            };
            (self.ivars())(finger, view.bounds().size.width);
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
    /// Recognises on `view`; `on_finger` is called on the main thread, with the view's width.
    pub fn new(
        view: &UIView,
        on_finger: impl Fn(Finger, f64) + 'static,
        mtm: MainThreadMarker,
    ) -> Self {
        let on_finger: OnFinger = Box::new(on_finger);
        let target = Target::alloc(mtm).set_ivars(on_finger);
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
