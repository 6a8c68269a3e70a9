//! The shell's place among the pages.

use std::cell::Cell;

use gtk::prelude::*;

use super::placement::{Layer, Places};

/// The shell's webview, below the shown page or, raised, in front of all.
pub struct Shell {
    widget: gtk::Widget,
    holder: gtk::Box,
    raised: Cell<bool>,
}

impl Shell {
    /// Places a widget without a parent as the shell.
    pub fn adopt(places: &Places, widget: gtk::Widget) -> Self {
        // GTK draws children with a window of their own after all others, whatever their order, so
        // every child of the overlay is a box.
        let holder = gtk::Box::new(gtk::Orientation::Vertical, 0);
        holder.pack_start(&widget, true, true, 0);
        places.add(&holder, Layer::Shell);
        places.mend_partial_draws(&holder, &widget);
        Self {
            widget,
            holder,
            raised: Cell::new(false),
        }
    }

    /// Puts it above the pages or below; false when it is there already.
    pub fn raise(&self, places: &Places, raised: bool) -> bool {
        if self.raised.replace(raised) == raised {
            return false;
        }
        let layer = if raised {
            Layer::RaisedShell
        } else {
            Layer::Shell
        };
        places.set_layer(&self.holder, layer);
        if raised {
            self.widget.grab_focus();
        }
        true
    }

    /// Whether it lies above the pages.
    pub fn is_raised(&self) -> bool {
        self.raised.get()
    }

    /// The overlay's child that holds it.
    #[cfg(test)]
    pub const fn holder(&self) -> &gtk::Box {
        &self.holder
    }
}
