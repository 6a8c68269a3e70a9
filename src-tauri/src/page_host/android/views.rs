//! The page host of the Kotlin library as the stage's backend.

use super::super::backend::{Backend, Rgb, Slide, ViewId};
use crate::{
    android::{Arg, pages, table},
    layout::Insets,
};

/// Views by their numbers; the Kotlin side keeps the webviews.
pub struct KotlinViews;

/// No view.
const NONE: i32 = -1;

impl Backend for KotlinViews {
    type View = ViewId;

    fn create(&mut self, id: ViewId) -> Result<ViewId, String> {
        // The next activity is told of every view anew (`Stage::rebuild`).
        if pages::attached().is_none() {
            return Ok(id);
        }
        match pages::call(table::CREATE, &[int(id)])? {
            None => Ok(id),
            Some(error) => Err(error),
        }
    }

    fn evaluate(&self, view: &ViewId, script: &str) {
        tell(table::EVALUATE, &[int(*view), Arg::Text(script)]);
    }

    fn ask(&self, view: &ViewId, expression: &str, done: Box<dyn FnOnce(String) + Send>) {
        pages::ask(view.cast_signed(), expression, done);
    }

    fn reload(&self, view: &ViewId) {
        tell(table::RELOAD, &[int(*view)]);
    }

    fn lay_out(&mut self, view: &ViewId, insets: Insets, (red, green, blue): Rgb) {
        let colour = i32::from(red) << 16 | i32::from(green) << 8 | i32::from(blue);
        tell(
            table::LAY_OUT,
            &[
                int(*view),
                Arg::Double(insets.top),
                Arg::Double(insets.bottom),
                Arg::Int(colour),
            ],
        );
    }

    fn first_painted(&self, view: &ViewId) {
        tell(table::FIRST_PAINTED, &[int(*view)]);
    }

    fn show(&mut self, incoming: &ViewId, outgoing: Option<&ViewId>, slide: Slide) {
        let slide = match slide {
            Slide::None => 0,
            Slide::In => 1,
            Slide::Out => 2,
        };
        let outgoing = outgoing.map_or(Arg::Int(NONE), |view| int(*view));
        tell(table::SHOW, &[int(*incoming), outgoing, Arg::Int(slide)]);
    }

    fn remove(&mut self, view: ViewId) {
        tell(table::REMOVE, &[int(view)]);
    }
}

const fn int(view: ViewId) -> Arg<'static> {
    Arg::Int(view.cast_signed())
}

/// Calls what answers nothing. Without an activity nothing is lost: the next one is told anew.
fn tell(method: table::Method, args: &[Arg]) {
    if pages::attached().is_none() {
        return;
    }
    if let Err(error) = pages::call(method, args) {
        log::warn!("page host, {}: {error}", method.name);
    }
}
