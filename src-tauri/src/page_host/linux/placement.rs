//! Where the overlay's children are, and which lies above which.

use std::{
    cell::{Cell, RefCell},
    collections::HashMap,
    rc::Rc,
};

use gtk::{
    gdk,
    glib::{self, ToValue, translate::from_glib_none},
    prelude::*,
};

use crate::layout::Insets;

/// Height in the stack of overlay children. Views without a page lie below the opaque shell:
/// a webview paints only while it is mapped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Layer {
    Unseen,
    Shell,
    Below,
    Above,
    Capsule,
    RaisedShell,
}

#[derive(Debug, Clone, Copy)]
struct Placement {
    insets: Insets,
    /// Shift to the right during a slide, in px.
    shift: f64,
    nudge: f64,
    layer: Layer,
    /// A fixed rectangle (left, top, width, height) in place of insets.
    fixed: Option<[f64; 4]>,
}

/// The overlay with the places of its children.
#[derive(Clone)]
pub struct Places {
    overlay: gtk::Overlay,
    placements: Rc<RefCell<HashMap<usize, Placement>>>,
    /// Children in the order in which they were added, to sort them stably.
    children: Rc<RefCell<Vec<gtk::Widget>>>,
    sorting: Rc<Cell<bool>>,
}

impl Places {
    /// Takes over the placing of `overlay`'s children.
    pub fn new(overlay: gtk::Overlay) -> Self {
        let places = Self {
            overlay,
            placements: Rc::default(),
            children: Rc::default(),
            sorting: Rc::default(),
        };
        let placements = places.placements.clone();
        // Margins cannot be negative and would resize the child, so slides need this signal,
        // which the bindings leave out for its out parameter.
        places
            .overlay
            .connect_local("get-child-position", false, move |values| {
                let overlay = values.first()?.get::<gtk::Overlay>().ok()?;
                let child = values.get(1)?.get::<gtk::Widget>().ok()?;
                let placement = *placements.borrow().get(&key(&child))?;
                let (width, height) = (overlay.allocated_width(), overlay.allocated_height());
                let rectangle = values.get(2)?;
                // SAFETY: the third argument is a caller-allocated GdkRectangle that outlives the
                // emission (G_SIGNAL_TYPE_STATIC_SCOPE); GTK documents it as an out parameter.
                unsafe {
                    let out = glib::gobject_ffi::g_value_get_boxed(rectangle.as_ptr())
                        .cast::<gdk::ffi::GdkRectangle>();
                    if out.is_null() {
                        return Some(false.to_value());
                    }
                    *out = rectangle_of(placement, width, height);
                }
                Some(true.to_value())
            });
        places
    }

    /// The widget that holds the children.
    pub const fn overlay(&self) -> &gtk::Overlay {
        &self.overlay
    }

    /// Adds a child that fills the overlay.
    pub fn add(&self, child: &impl IsA<gtk::Widget>, layer: Layer) {
        let child = child.upcast_ref::<gtk::Widget>();
        let placement = Placement {
            insets: Insets::default(),
            shift: 0.0,
            nudge: 0.0,
            layer,
            fixed: None,
        };
        self.placements.borrow_mut().insert(key(child), placement);
        self.children.borrow_mut().push(child.clone());
        self.overlay.add_overlay(child);
        self.sort();
    }

    /// Draws everything anew when a webview was asked for a part of itself only.
    ///
    /// WebKitGTK 2.50 paints from a shared-memory buffer that is upside down, and takes the part
    /// to paint in the same upside-down coordinates: what it paints is the mirror image of the part
    /// that was asked for, and the rest stays as it was. `holder` is the webview's child of the
    /// overlay.
    pub fn mend_partial_draws(&self, holder: &gtk::Box, webview: &impl IsA<gtk::Widget>) {
        let (places, holder) = (self.clone(), holder.downgrade());
        webview.connect_draw(move |webview, cr| {
            let size = (webview.allocated_width(), webview.allocated_height());
            if let (Ok(clip), Some(holder)) = (cr.clip_extents(), holder.upgrade())
                && is_partial(clip, size)
                && !places.is_hidden_by_page(holder.upcast_ref(), clip)
            {
                places.overlay.queue_draw();
            }
            glib::Propagation::Proceed
        });
    }

    /// Whether a part of the shell lies below the visible page, which is drawn over it anyway.
    fn is_hidden_by_page(&self, child: &gtk::Widget, clip: (f64, f64, f64, f64)) -> bool {
        let placements = self.placements.borrow();
        let is_shell = placements
            .get(&key(child))
            .is_some_and(|placement| placement.layer == Layer::Shell);
        let (_, top, _, bottom) = clip;
        let height = f64::from(self.overlay.allocated_height());
        is_shell
            && placements.values().any(|page| {
                page.layer == Layer::Above
                    && page.shift == 0.0
                    && page.insets.top <= top
                    && height - page.insets.bottom >= bottom
            })
    }

    /// Removes a child.
    pub fn remove(&self, child: &impl IsA<gtk::Widget>) {
        let child = child.upcast_ref::<gtk::Widget>();
        self.placements.borrow_mut().remove(&key(child));
        self.children.borrow_mut().retain(|other| other != child);
        self.overlay.remove(child);
    }

    /// Sets the distances from the overlay's edges.
    pub fn set_insets(&self, child: &impl IsA<gtk::Widget>, insets: Insets) {
        self.change(child, |placement| placement.insets = insets);
        self.overlay.queue_resize();
    }

    /// Pins the child to a rectangle: left, top, width, height.
    pub fn set_fixed(&self, child: &impl IsA<gtk::Widget>, rectangle: [f64; 4]) {
        self.change(child, |placement| placement.fixed = Some(rectangle));
        self.overlay.queue_resize();
    }

    /// Makes the child this much lower than its insets say.
    pub fn nudge(&self, child: &impl IsA<gtk::Widget>, by: f64) {
        self.change(child, |placement| placement.nudge = by);
        self.overlay.queue_resize();
    }

    /// Shifts the child to the right; its size stays.
    pub fn set_shift(&self, child: &impl IsA<gtk::Widget>, shift: f64) {
        self.change(child, |placement| placement.shift = shift);
        self.overlay.queue_allocate();
    }

    /// Moves the child up or down the stack.
    pub fn set_layer(&self, child: &impl IsA<gtk::Widget>, layer: Layer) {
        self.change(child, |placement| placement.layer = layer);
        self.sort();
        child.as_ref().queue_draw();
        self.overlay.queue_resize();
    }

    /// How far a child is shifted to the right.
    #[cfg(test)]
    pub fn shift(&self, child: &impl IsA<gtk::Widget>) -> Option<f64> {
        let placements = self.placements.borrow();
        Some(placements.get(&key(child.as_ref()))?.shift)
    }

    fn change(&self, child: &impl IsA<gtk::Widget>, change: impl FnOnce(&mut Placement)) {
        if let Some(placement) = self
            .placements
            .borrow_mut()
            .get_mut(&key(child.upcast_ref::<gtk::Widget>()))
        {
            change(placement);
        }
    }

    fn sort(&self) {
        if self.sorting.replace(true) {
            return;
        }
        let mut order: Vec<(Layer, gtk::Widget)> = {
            let placements = self.placements.borrow();
            self.children
                .borrow()
                .iter()
                .filter_map(|child| Some((placements.get(&key(child))?.layer, child.clone())))
                .collect()
        };
        order.sort_by_key(|(layer, _)| *layer);
        for (index, (_, child)) in order.iter().enumerate() {
            self.overlay
                .reorder_overlay(child, i32::try_from(index).unwrap_or(i32::MAX));
        }
        self.sorting.set(false);
    }
}

fn key(widget: &gtk::Widget) -> usize {
    widget.as_ptr() as usize
}

/// Whether a clip (left, top, right, bottom) leaves out rows of a widget of this size. Columns are
/// not mirrored.
fn is_partial((_, top, _, bottom): (f64, f64, f64, f64), (_, height): (i32, i32)) -> bool {
    top > 0.5 || bottom < f64::from(height) - 0.5
}

#[allow(clippy::cast_possible_truncation)] // window coordinates
fn rectangle_of(placement: Placement, width: i32, height: i32) -> gdk::ffi::GdkRectangle {
    let Placement {
        insets,
        shift,
        nudge,
        fixed,
        ..
    } = placement;
    let (x, y, width, height) = match fixed {
        Some([x, y, width, height]) => (x, y, width as i32, height as i32),
        None => {
            let inner = f64::from(height) - insets.top - insets.bottom - nudge;
            (0.0, insets.top, width, inner as i32)
        }
    };
    gdk::ffi::GdkRectangle {
        x: (x + shift).round() as i32,
        y: y.round() as i32,
        width: width.max(1),
        height: height.max(1),
    }
}

/// The toplevel of a widget's window, for captures.
pub fn gdk_window(widget: &impl IsA<gtk::Widget>) -> Option<gdk::Window> {
    // SAFETY: gtk_widget_get_window returns a borrowed window or null.
    unsafe {
        let window = gtk::ffi::gtk_widget_get_window(widget.upcast_ref::<gtk::Widget>().as_ptr());
        (!window.is_null()).then(|| from_glib_none(window))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn placed(insets: Insets, shift: f64) -> [i32; 4] {
        let placement = Placement {
            insets,
            shift,
            nudge: 0.0,
            layer: Layer::Above,
            fixed: None,
        };
        let rectangle = rectangle_of(placement, 375, 812);
        [rectangle.x, rectangle.y, rectangle.width, rectangle.height]
    }

    #[test]
    fn insets_and_shift() {
        assert_eq!(
            placed(
                Insets {
                    top: 64.0,
                    bottom: 48.0
                },
                0.0
            ),
            [0, 64, 375, 700]
        );
        assert_eq!(
            placed(
                Insets {
                    top: 64.0,
                    bottom: 0.0
                },
                100.4
            ),
            [100, 64, 375, 748]
        );
    }

    #[test]
    fn partial_clips() {
        assert!(!is_partial((0.0, 0.0, 375.0, 812.0), (375, 812)));
        assert!(!is_partial((100.0, 0.0, 375.0, 812.0), (375, 812)));
        assert!(is_partial((0.0, 764.0, 375.0, 812.0), (375, 812)));
        assert!(is_partial((0.0, 0.0, 375.0, 764.0), (375, 812)));
    }

    #[test]
    fn a_window_smaller_than_its_bars_still_gives_a_legal_rectangle() {
        assert_eq!(
            placed(
                Insets {
                    top: 900.0,
                    bottom: 0.0
                },
                0.0
            ),
            [0, 900, 375, 1]
        );
    }
}
