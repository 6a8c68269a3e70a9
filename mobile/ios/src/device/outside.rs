//! What the launcher asks of the phone on the user's own account.

use objc2::{
    MainThreadMarker, MainThreadOnly, extern_class, msg_send,
    rc::{Allocated, Retained},
    runtime::{AnyObject, NSObject},
};
use objc2_core_foundation::{CGPoint, CGRect, CGSize};
use objc2_foundation::{NSArray, NSString};
use objc2_ui_kit::{UIResponder, UIViewController};
use peapod_native_apis::{
    ApiError,
    device::{Later, Picked},
};
use serde_json::{Value, json};

use super::{files, scan as scanner};
use crate::{main_thread, reply};

extern_class!(
    /// The system's share sheet.
    #[unsafe(super(UIViewController, UIResponder, NSObject))]
    #[thread_kind = MainThreadOnly]
    #[name = "UIActivityViewController"]
    struct ShareSheet;
);

/// A QR code that the user holds before the camera, as `wx.scanCode` tells it.
pub fn scan() -> Later<Result<Value, ApiError>> {
    reply::later(|reply| scanner::scan(&json!({ "scanType": ["qrCode"] }), reply))
}

/// A file that the user chooses.
pub fn choose_file() -> Later<Result<Vec<Picked>, ApiError>> {
    reply::later(|reply| files::choose(1, reply))
}

/// Opens the share sheet with a text. What becomes of it is the user's.
pub fn share(text: &str) -> Later<Result<(), ApiError>> {
    let text = text.to_owned();
    reply::later(|reply| {
        main_thread::run(move |mtm| reply.end(open(&text, mtm)));
    })
}

fn open(text: &str, mtm: MainThreadMarker) -> Result<(), ApiError> {
    let items = NSArray::from_retained_slice(&[NSString::from_str(text)]);
    let top = main_thread::top_controller(mtm)
        .and_then(|controller| controller.view())
        .ok_or_else(|| ApiError::internal("there is no window"))?;
    let this: Allocated<ShareSheet> = ShareSheet::alloc(mtm);
    // SAFETY: the class's designated initialiser with a list of texts; on an iPad the sheet hangs
    // on a place in a view of this window, elsewhere it has no popover.
    let sheet = unsafe {
        let nothing: Option<&NSArray> = None;
        let sheet: Retained<ShareSheet> =
            msg_send![this, initWithActivityItems: &*items, applicationActivities: nothing];
        let popover: Option<Retained<AnyObject>> = msg_send![&sheet, popoverPresentationController];
        if let Some(popover) = popover {
            let size = top.bounds().size;
            let middle = CGRect::new(
                CGPoint::new(size.width / 2.0, size.height / 2.0),
                CGSize::new(1.0, 1.0),
            );
            let () = msg_send![&popover, setSourceView: &*top];
            let () = msg_send![&popover, setSourceRect: middle];
        }
        sheet
    };
    main_thread::present(&sheet, mtm)
}
