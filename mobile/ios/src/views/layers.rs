//! The children of the window's view: order, frames and slides.

use std::{cell::RefCell, rc::Rc};

use block2::RcBlock;
use objc2::{MainThreadMarker, rc::Retained, runtime::Bool};
use objc2_core_foundation::{CGAffineTransform, CGPoint, CGRect, CGSize};
use objc2_ui_kit::{UIColor, UIView, UIViewAnimationOptions, UIViewAutoresizing};

/// WebKit's own slide takes about this long, in seconds.
const SLIDE: f64 = 0.3;
/// How far the lower page moves, as a share of the width.
const PARALLAX: f64 = 0.3;

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

struct State {
    root: Retained<UIView>,
    children: Vec<(Layer, Retained<UIView>)>,
    running: Option<Running>,
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
            leaving: Vec::new(),
            slides: 0,
        })))
    }

    /// The window's view.
    pub fn root(&self) -> Retained<UIView> {
        self.0.borrow().root.clone()
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
        incoming.setHidden(false);
        let Some(outgoing) = outgoing else {
            return self.put(incoming, Layer::Above);
        };
        let (upper, lower) = match slide {
            Some(Slide::Out) => (outgoing, incoming),
            _ => (incoming, outgoing),
        };
        self.put(lower, Layer::Below);
        self.put(upper, Layer::Above);
        let (number, width) = {
            let mut state = self.0.borrow_mut();
            state.running = Some(Running {
                incoming: incoming.into(),
                outgoing: outgoing.into(),
            });
            state.slides += 1;
            (state.slides, state.root.bounds().size.width)
        };
        let Some(slide) = slide else {
            return self.finish();
        };
        let (from, to) = match slide {
            Slide::In => ((width, 0.0), (0.0, -width * PARALLAX)),
            Slide::Out => ((-width * PARALLAX, 0.0), (0.0, width)),
        };
        // (incoming, outgoing) before and after.
        shift(incoming, from.0);
        shift(outgoing, from.1);
        let (moved_in, moved_out): (Retained<UIView>, Retained<UIView>) =
            (incoming.into(), outgoing.into());
        let animations = RcBlock::new(move || {
            shift(&moved_in, to.0);
            shift(&moved_out, to.1);
        });
        let layers = self.clone();
        let completion = RcBlock::new(move |_: Bool| {
            if layers.0.borrow().slides == number {
                layers.finish();
            }
        });
        UIView::animateWithDuration_delay_options_animations_completion(
            SLIDE,
            0.0,
            UIViewAnimationOptions::CurveEaseOut,
            &animations,
            Some(&completion),
            mtm,
        );
    }

    /// Takes a child away, after a slide in which it takes part. True when it is gone already.
    pub fn remove(&self, view: &UIView) -> bool {
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
