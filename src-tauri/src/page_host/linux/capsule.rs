//! The capsule button over pages with custom navigation: such a page covers the shell, which
//! draws the capsule everywhere else.

use gtk::{cairo, gdk, glib, prelude::*};

use crate::page_host::open_stage::CapsulePart;

/// Builds the widget; `pressed` is called on the main thread.
pub fn capsule(size: (f64, f64), pressed: impl Fn(CapsulePart) + 'static) -> gtk::EventBox {
    let area = gtk::EventBox::new();
    area.set_visible_window(false);
    area.add_events(gdk::EventMask::BUTTON_PRESS_MASK | gdk::EventMask::BUTTON_RELEASE_MASK);
    match picture(size) {
        Ok(surface) => area.add(&gtk::Image::from_surface(Some(&surface))),
        Err(error) => log::error!("cannot draw the capsule button: {error}"),
    }
    area.connect_button_release_event(move |area, event| {
        let half = f64::from(area.allocated_width()) / 2.0;
        pressed(if event.position().0 < half {
            CapsulePart::Menu
        } else {
            CapsulePart::Close
        });
        glib::Propagation::Stop
    });
    area
}

/// Pixels per logical pixel of the picture, so that it stays sharp on dense screens.
const DENSITY: f64 = 2.0;

#[allow(clippy::cast_possible_truncation)] // a button
fn picture((width, height): (f64, f64)) -> Result<cairo::ImageSurface, cairo::Error> {
    let surface = cairo::ImageSurface::create(
        cairo::Format::ARgb32,
        (width * DENSITY) as i32,
        (height * DENSITY) as i32,
    )?;
    surface.set_device_scale(DENSITY, DENSITY);
    draw(&cairo::Context::new(&surface)?, (width, height))?;
    Ok(surface)
}

fn draw(cr: &cairo::Context, (width, height): (f64, f64)) -> Result<(), cairo::Error> {
    use std::f64::consts::{FRAC_PI_2, TAU};
    let radius = height / 2.0 - 0.5;
    cr.new_path();
    cr.arc(
        width - radius - 0.5,
        height / 2.0,
        radius,
        -FRAC_PI_2,
        FRAC_PI_2,
    );
    cr.arc(
        radius + 0.5,
        height / 2.0,
        radius,
        FRAC_PI_2,
        3.0 * FRAC_PI_2,
    );
    cr.close_path();
    cr.set_source_rgba(1.0, 1.0, 1.0, 0.6);
    cr.fill_preserve()?;
    cr.set_source_rgba(0.0, 0.0, 0.0, 0.1);
    cr.set_line_width(1.0);
    cr.stroke()?;
    cr.move_to(width / 2.0, height * 0.22);
    cr.line_to(width / 2.0, height * 0.78);
    cr.stroke()?;

    cr.set_source_rgb(0.0, 0.0, 0.0);
    for (offset, size) in [(-7.0, 1.8), (0.0, 3.0), (7.0, 1.8)] {
        cr.arc(width / 4.0 + offset, height / 2.0, size, 0.0, TAU);
        cr.fill()?;
    }
    cr.set_line_width(2.0);
    cr.arc(width * 0.75, height / 2.0, 8.0, 0.0, TAU);
    cr.stroke()?;
    cr.arc(width * 0.75, height / 2.0, 3.0, 0.0, TAU);
    cr.fill()
}
