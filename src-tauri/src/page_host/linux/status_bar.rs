//! Clock, signal and battery over pages with custom navigation: such a page covers the shell,
//! which draws them everywhere else.

use std::{cell::Cell, rc::Rc, time::Duration};

use gtk::{cairo, glib, prelude::*};

use crate::page_host::backend::Rgb;

/// Distance of the clock and the battery from the edges, as in the shell's style sheet.
const MARGINS: (i32, i32) = (18, 16);
/// Signal and battery together, logical pixels.
const GLYPHS: (f64, f64) = (49.0, 12.0);
/// Pixels per logical pixel of the picture, so that it stays sharp on dense screens.
const DENSITY: f64 = 2.0;

/// The widget, with what changes in it.
pub struct StatusBar {
    pub widget: gtk::Box,
    clock: gtk::Label,
    glyphs: gtk::Image,
    colour: Rc<Cell<Rgb>>,
}

impl StatusBar {
    /// Black on whatever the page has there, until it says otherwise.
    pub fn new() -> Self {
        let widget = gtk::Box::new(gtk::Orientation::Horizontal, 0);
        let clock = gtk::Label::new(None);
        clock.set_margin_start(MARGINS.0);
        let glyphs = gtk::Image::new();
        glyphs.set_margin_end(MARGINS.1);
        widget.pack_start(&clock, false, true, 0);
        widget.pack_end(&glyphs, false, true, 0);
        let bar = Self {
            widget,
            clock,
            glyphs,
            colour: Rc::new(Cell::new((0, 0, 0))),
        };
        bar.draw();
        tick(bar.clock.downgrade(), bar.colour.clone());
        bar
    }

    /// The colour of text and glyphs.
    pub fn set_colour(&self, colour: Rgb) {
        if self.colour.replace(colour) != colour {
            self.draw();
        }
    }

    fn draw(&self) {
        write_time(&self.clock, self.colour.get());
        match picture(self.colour.get()) {
            Ok(surface) => self.glyphs.set_from_surface(Some(&surface)),
            Err(error) => log::error!("cannot draw the status bar: {error}"),
        }
    }
}

/// Writes the time now and with every minute that begins, as long as the clock is there.
fn tick(clock: glib::WeakRef<gtk::Label>, colour: Rc<Cell<Rgb>>) {
    let second = glib::DateTime::now_local().map_or(0, |now| now.second());
    let rest = Duration::from_secs(u64::try_from(60 - second).unwrap_or(60));
    glib::timeout_add_local_once(rest, move || {
        if let Some(label) = clock.upgrade() {
            write_time(&label, colour.get());
            tick(clock, colour);
        }
    });
}

fn write_time(clock: &gtk::Label, (red, green, blue): Rgb) {
    let Ok(now) = glib::DateTime::now_local() else {
        return;
    };
    clock.set_markup(&format!(
        "<span font=\"sans 600 13px\" foreground=\"#{red:02x}{green:02x}{blue:02x}\">{}:{:02}</span>",
        now.hour(),
        now.minute()
    ));
}

#[allow(clippy::cast_possible_truncation)] // two glyphs
fn picture(colour: Rgb) -> Result<cairo::ImageSurface, cairo::Error> {
    let surface = cairo::ImageSurface::create(
        cairo::Format::ARgb32,
        (GLYPHS.0 * DENSITY) as i32,
        (GLYPHS.1 * DENSITY) as i32,
    )?;
    surface.set_device_scale(DENSITY, DENSITY);
    let cr = cairo::Context::new(&surface)?;
    let colour = [colour.0, colour.1, colour.2].map(|part| f64::from(part) / 255.0);
    let ink = |alpha: f64| cr.set_source_rgba(colour[0], colour[1], colour[2], alpha);
    ink(1.0);
    for (index, height) in [4.0, 6.5, 9.0, 11.5].into_iter().enumerate() {
        cr.rectangle(index as f64 * 4.6, 11.5 - height, 3.0, height);
    }
    cr.fill()?;
    let left = 23.0;
    cr.rectangle(left + 2.0, 2.0, 18.5, 8.0);
    cr.fill()?;
    ink(0.45);
    cr.rectangle(left + 0.5, 0.5, 21.5, 11.0);
    cr.set_line_width(1.0);
    cr.stroke()?;
    cr.rectangle(left + 23.0, 4.0, 1.5, 4.0);
    cr.fill()?;
    Ok(surface)
}

/// Touches go to the page below.
pub fn let_through(overlay: &gtk::Overlay, bar: &StatusBar) {
    overlay.set_overlay_pass_through(&bar.widget, true);
}
