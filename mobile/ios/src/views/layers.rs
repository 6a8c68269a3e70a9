//! The children of the window's view: order, frames and slides.

use std::{cell::RefCell, rc::Rc};

use block2::RcBlock;
use objc2::{MainThreadMarker, rc::Retained, runtime::Bool};
use objc2_core_foundation::{CGAffineTransform, CGPoint, CGRect, CGSize};
use objc2_ui_kit::{UIColor, UIView, UIViewAnimationOptions, UIViewAutoresizing};

use crate::slide::{duration, offsets};

/// Height in the stack. Views without a page lie below the opaque shell: a webview paints only
/// while it is part of the window and not hidden.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Layer {
    Unseen,
    Shell,
    Below,
    Above,
    RaisedShell,
}

/// How a view comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Slide {
    /// From the right, above the other.
    In,
    /// The other leaves to the right, above this one.
    Out,
}

struct Running {
    incoming: Retained<UIView>,
    outgoing: Retained<UIView>,
}

/// Two pages that follow a finger.
struct Drag {
    upper: Retained<UIView>,
    lower: Retained<UIView>,
    /// How far the upper one has left.
    gone: f64,
}

struct State {
    root: Retained<UIView>,
    children: Vec<(Layer, Retained<UIView>)>,
    running: Option<Running>,
    drag: Option<Drag>,
    /// Removed while they slid.
    leaving: Vec<Retained<UIView>>,
    /// Counts slides, so that a late end does not end the next one.
    slides: u64,
}

/// The children of the window's view. Main thread.
#[derive(Clone)]
pub struct Layers(Rc<RefCell<State>>);

impl Layers {
    /// Takes over the order of `root`'s children.
    pub fn new(root: Retained<UIView>) -> Self {
        Self(Rc::new(RefCell::new(State {
            root,
            children: Vec::new(),
            running: None,
            drag: None,
            leaving: Vec::new(),
            slides: 0,
        })))
    }

    /// Adds a child, or moves one that is there.
    pub fn put(&self, view: &UIView, layer: Layer) {
        self.0.borrow_mut().put(view, layer);
    }

    /// Places a child: distances from the upper and lower edge, full width.
    pub fn place(&self, view: &UIView, top: f64, bottom: f64) {
        let size = self.0.borrow().root.bounds().size;
        // Frames are of no use while a slide has moved the view.
        let transform = view.transform();
        view.setTransform(CGAffineTransform {
            a: 1.0,
            b: 0.0,
            c: 0.0,
            d: 1.0,
            tx: 0.0,
            ty: 0.0,
        });
        view.setAutoresizingMask(UIViewAutoresizing::None);
        view.setFrame(CGRect::new(
            CGPoint::new(0.0, top),
            CGSize::new(size.width, (size.height - top - bottom).max(1.0)),
        ));
        view.setTransform(transform);
    }

    /// The colour behind everything.
    pub fn set_background(&self, (red, green, blue): (u8, u8, u8)) {
        let part = |value: u8| f64::from(value) / 255.0;
        let colour =
            UIColor::colorWithRed_green_blue_alpha(part(red), part(green), part(blue), 1.0);
        self.0.borrow().root.setBackgroundColor(Some(&colour));
    }

    /// Shows `incoming` in place of `outgoing`, which stays in the window, hidden: its timers and
    /// its painting stop, as those of WeChat's pages below the top do.
    pub fn show(
        &self,
        incoming: &UIView,
        outgoing: Option<&UIView>,
        slide: Option<Slide>,
        mtm: MainThreadMarker,
    ) {
        self.finish();
        // A page that the finger has let go leaves from where it is.
        let gone = self.end_drag(incoming, outgoing.filter(|_| slide == Some(Slide::Out)));
        incoming.setHidden(false);
        let Some(outgoing) = outgoing else {
            return self.put(incoming, Layer::Above);
        };
        let (upper, lower, from, to) = match slide {
            Some(Slide::Out) => (outgoing, incoming, gone, 1.0),
            _ => (incoming, outgoing, 1.0, 0.0),
        };
        self.put(lower, Layer::Below);
        self.put(upper, Layer::Above);
        let running = Running {
            incoming: incoming.into(),
            outgoing: outgoing.into(),
        };
        if slide.is_some() {
            self.slide(upper, lower, (from, to), running, mtm);
        } else {
            self.0.borrow_mut().running = Some(running);
            self.finish();
        }
    }

    /// From now on `upper`, the shown page, and `lower`, the page below it, follow a finger.
    pub fn take(&self, upper: &UIView, lower: &UIView) {
        self.finish();
        self.let_go();
        lower.setHidden(false);
        self.put(lower, Layer::Below);
        self.put(upper, Layer::Above);
        self.0.borrow_mut().drag = Some(Drag {
            upper: upper.into(),
            lower: lower.into(),
            gone: 0.0,
        });
        self.drag(0.0);
    }

    /// The upper page is this far gone.
    pub fn drag(&self, gone: f64) {
        let mut state = self.0.borrow_mut();
        let width = state.root.bounds().size.width;
        if let Some(drag) = &mut state.drag {
            drag.gone = gone;
            let (upper, lower) = offsets(width, gone);
            shift(&drag.upper, upper);
            shift(&drag.lower, lower);
        }
    }

    /// The upper page goes back to its place.
    pub fn put_back(&self, mtm: MainThreadMarker) {
        let Some(drag) = self.0.borrow_mut().drag.take() else {
            return;
        };
        let running = Running {
            incoming: drag.upper.clone(),
            outgoing: drag.lower.clone(),
        };
        self.slide(&drag.upper, &drag.lower, (drag.gone, 0.0), running, mtm);
    }

    /// Ends a drag. How far the page is gone if it is `leaving` and `coming` is what lies below;
    /// else both are in their places at once.
    fn end_drag(&self, coming: &UIView, leaving: Option<&UIView>) -> f64 {
        let mut state = self.0.borrow_mut();
        let same = |drag: &Drag| Some(&*drag.upper) == leaving && &*drag.lower == coming;
        if let Some(drag) = state.drag.take_if(|drag| same(drag)) {
            return drag.gone;
        }
        drop(state);
        self.let_go();
        0.0
    }

    /// Ends a drag as if it had not been.
    pub fn let_go(&self) {
        let Some(drag) = self.0.borrow_mut().drag.take() else {
            return;
        };
        shift(&drag.upper, 0.0);
        shift(&drag.lower, 0.0);
        drag.lower.setHidden(true);
        self.put(&drag.lower, Layer::Unseen);
    }

    fn slide(
        &self,
        upper: &UIView,
        lower: &UIView,
        (from, to): (f64, f64),
        running: Running,
        mtm: MainThreadMarker,
    ) {
        let (number, width) = {
            let mut state = self.0.borrow_mut();
            state.running = Some(running);
            state.slides += 1;
            (state.slides, state.root.bounds().size.width)
        };
        let (before, after) = (offsets(width, from), offsets(width, to));
        shift(upper, before.0);
        shift(lower, before.1);
        let (upper, lower): (Retained<UIView>, Retained<UIView>) = (upper.into(), lower.into());
        let animations = RcBlock::new(move || {
            shift(&upper, after.0);
            shift(&lower, after.1);
        });
        let layers = self.clone();
        let completion = RcBlock::new(move |_: Bool| {
            if layers.0.borrow().slides == number {
                layers.finish();
            }
        });
        UIView::animateWithDuration_delay_options_animations_completion(
            duration(from, to),
            0.0,
            UIViewAnimationOptions::CurveEaseOut,
            &animations,
            Some(&completion),
            mtm,
        );
    }

    /// Takes a child away, after a slide in which it takes part. True when it is gone already.
    pub fn remove(&self, view: &UIView) -> bool {
        let dragged = |drag: &Drag| &*drag.upper == view || &*drag.lower == view;
        if self.0.borrow().drag.as_ref().is_some_and(dragged) {
            self.let_go();
        }
        let mut state = self.0.borrow_mut();
        let slides = state
            .running
            .as_ref()
            .is_some_and(|it| &*it.incoming == view || &*it.outgoing == view);
        if slides {
            state.leaving.push(view.into());
            return false;
        }
        state.forget(view);
        true
    }

    /// Brings a running slide to its end.
    pub fn finish(&self) {
        let Some(running) = self.0.borrow_mut().running.take() else {
            return;
        };
        for view in [&running.incoming, &running.outgoing] {
            view.layer().removeAllAnimations();
            shift(view, 0.0);
        }
        self.put(&running.incoming, Layer::Above);
        running.outgoing.setHidden(true);
        self.put(&running.outgoing, Layer::Unseen);
        let mut state = self.0.borrow_mut();
        for view in std::mem::take(&mut state.leaving) {
            state.forget(&view);
        }
    }
}

impl State {
    fn put(&mut self, view: &UIView, layer: Layer) {
        match self.children.iter_mut().find(|(_, it)| &**it == view) {
            Some(child) => child.0 = layer,
            None => self.children.push((layer, view.into())),
        }
        let mut order: Vec<_> = self.children.iter().collect();
        order.sort_by_key(|(layer, _)| *layer);
        for (_, view) in order {
            self.root.bringSubviewToFront(view);
        }
    }

    fn forget(&mut self, view: &UIView) {
        self.children.retain(|(_, it)| &**it != view);
        view.removeFromSuperview();
    }
}

fn shift(view: &UIView, by: f64) {
    view.setTransform(CGAffineTransform {
        a: 1.0,
        b: 0.0,
        c: 0.0,
        d: 1.0,
        tx: by,
        ty: 0.0,
    });
}
