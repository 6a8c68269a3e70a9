//! A picture of a page without a view: the outlines of its elements where `--headless` says they are. Some
//! clients take a first screenshot as the sign that the mini-program is ready.

use std::io::Cursor;

use image::{ImageFormat, Rgb, RgbImage};
use peapod_runtime::headless::layout::Place;

const PAPER: Rgb<u8> = Rgb([255, 255, 255]);
const LINE: Rgb<u8> = Rgb([190, 190, 190]);

/// A PNG of this size, px, with these boxes `top` px below its edge.
///
/// # Errors
/// The picture cannot be encoded.
pub fn png(
    (width, height): (f64, f64),
    top: f64,
    places: impl Iterator<Item = Place>,
) -> Result<Vec<u8>, String> {
    let mut picture = RgbImage::from_pixel(pixel(width).max(1), pixel(height).max(1), PAPER);
    for place in places.filter(|it| it.width > 0.0 && it.height > 0.0) {
        outline(&mut picture, place, top);
    }
    let mut bytes = Cursor::new(Vec::new());
    picture
        .write_to(&mut bytes, ImageFormat::Png)
        .map_err(|error| error.to_string())?;
    Ok(bytes.into_inner())
}

fn outline(picture: &mut RgbImage, place: Place, top: f64) {
    let (width, height) = picture.dimensions();
    let (left, right) = (pixel(place.left), pixel(place.left + place.width));
    let (above, below) = (
        pixel(place.top + top),
        pixel(place.top + top + place.height),
    );
    for x in left..right.min(width) {
        for y in [above, below.saturating_sub(1)] {
            if y < height {
                picture.put_pixel(x, y, LINE);
            }
        }
    }
    for y in above..below.min(height) {
        for x in [left, right.saturating_sub(1)] {
            if x < width {
                picture.put_pixel(x, y, LINE);
            }
        }
    }
}

/// The pixel of a length; what lies outside any screen is at its edge.
fn pixel(length: f64) -> u32 {
    // Between 0 and 8192 nothing is lost but the fraction.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let pixel = length.clamp(0.0, 8192.0) as u32;
    pixel
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn boxes_are_outlined_and_those_outside_are_cut_off() {
        let place = |left, top, width, height| Place {
            left,
            top,
            width,
            height,
            content: 0.0,
        };
        let places = [
            place(10.0, 0.0, 20.0, 5.0),
            place(-5.0, 90.0, 1e9, f64::INFINITY),
            place(0.0, 0.0, f64::NAN, 3.0),
        ];
        let bytes = png((100.0, 100.0), 4.0, places.into_iter()).unwrap();
        let picture = image::load_from_memory(&bytes).unwrap().to_rgb8();
        assert_eq!(picture.dimensions(), (100, 100));
        assert_eq!(*picture.get_pixel(10, 4), LINE);
        assert_eq!(*picture.get_pixel(29, 8), LINE);
        assert_eq!(*picture.get_pixel(15, 6), PAPER);
        assert_eq!(*picture.get_pixel(50, 94), LINE);
    }
}
