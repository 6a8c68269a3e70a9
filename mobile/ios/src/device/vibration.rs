//! `vibrateShort` and `vibrateLong`.

use objc2_audio_toolbox::{AudioServicesPlaySystemSound, kSystemSoundID_Vibrate};
use objc2_ui_kit::{UIImpactFeedbackGenerator, UIImpactFeedbackStyle};

use crate::main_thread;

/// `heavy`, `medium` or `light`; native-apis has checked the word.
pub fn short(kind: &str) {
    let style = match kind {
        "heavy" => UIImpactFeedbackStyle::Heavy,
        "light" => UIImpactFeedbackStyle::Light,
        _ => UIImpactFeedbackStyle::Medium,
    };
    main_thread::run(move |mtm| {
        #[allow(deprecated, reason = "a successor wants a view, and is of iOS 17.5")]
        let generator = UIImpactFeedbackGenerator::initWithStyle(mtm.alloc(), style);
        generator.impactOccurred();
    });
}

/// About 400 ms.
pub fn long() {
    // SAFETY: a constant of the system; any thread may play it.
    unsafe { AudioServicesPlaySystemSound(kSystemSoundID_Vibrate) };
}
