//! The trait `ScreenControl`. Brightness is the whole phone's on iOS, and stays when the application
//! goes; the idle timer is this application's.

#![allow(
    deprecated,
    reason = "there is one screen, and no scene has to be asked for it"
)]

use objc2_ui_kit::{UIApplication, UIScreen};
use peapod_native_apis::{
    ApiError,
    device::{ScreenControl, profile},
};

use crate::{failure, main_thread};

/// The phone's screen.
pub struct Display;

impl ScreenControl for Display {
    fn state(&self) -> profile::Screen {
        main_thread::read(|mtm| {
            let screen = UIScreen::mainScreen(mtm);
            profile::Screen {
                brightness: screen.brightness(),
                keep_on: UIApplication::sharedApplication(mtm).isIdleTimerDisabled(),
                recording: screen.isCaptured(),
                ..profile::Screen::default()
            }
        })
        .unwrap_or_default()
    }

    fn set_brightness(&self, value: f64) -> Result<(), ApiError> {
        if !(0.0..=1.0).contains(&value) {
            return Err(failure::parameter("value", "between 0 and 1"));
        }
        main_thread::read(move |mtm| {
            UIScreen::mainScreen(mtm).setBrightness(value);
        })
    }

    fn set_keep_on(&self, on: bool) -> Result<(), ApiError> {
        main_thread::read(move |mtm| {
            UIApplication::sharedApplication(mtm).setIdleTimerDisabled(on);
        })
    }
}
