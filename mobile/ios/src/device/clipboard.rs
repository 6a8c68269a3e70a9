//! The trait `Clipboard`. iOS asks the user before it hands over what another application has
//! copied (iOS 16), and an empty text is what a refusal looks like.

use objc2_foundation::NSString;
use objc2_ui_kit::UIPasteboard;
use peapod_native_apis::{ApiError, device::Clipboard};

/// The general pasteboard.
pub struct Pasteboard;

impl Clipboard for Pasteboard {
    fn read(&self) -> Result<String, ApiError> {
        // Not `main_thread::read`: the system's question takes as long as the user does, and does
        // not need the main thread meanwhile.
        // SAFETY: a pasteboard may be used on any thread.
        let text = unsafe { UIPasteboard::generalPasteboard().string() };
        Ok(text.map(|text| text.to_string()).unwrap_or_default())
    }

    fn write(&self, text: &str) -> Result<(), ApiError> {
        let text = NSString::from_str(text);
        // SAFETY: as above.
        unsafe { UIPasteboard::generalPasteboard().setString(Some(&text)) };
        Ok(())
    }
}
