//! Turns the screen as a page wants it.

use block2::RcBlock;
use objc2::{
    AnyThread as _, MainThreadMarker, msg_send, rc::Retained, runtime::NSObjectProtocol as _, sel,
};
use objc2_foundation::{NSError, NSNumber, ns_string};
use objc2_ui_kit::{
    UIDevice, UIInterfaceOrientationMask, UIUserInterfaceIdiom, UIViewController,
    UIWindowSceneGeometryPreferencesIOS,
};

use crate::{main_thread, orientation::Orientation};

/// Asks that the phone be held this way.
pub fn hold(wanted: Orientation) {
    main_thread::run(move |mtm| match main_thread::root_controller(mtm) {
        Some(controller) => turn(&controller, wanted, mtm),
        None => log::warn!("the screen does not turn: there is no window"),
    });
}

fn turn(controller: &UIViewController, wanted: Orientation, mtm: MainThreadMarker) {
    let idiom = UIDevice::currentDevice(mtm).userInterfaceIdiom();
    let mask = wanted.mask(idiom == UIUserInterfaceIdiom::Pad);
    let mask = UIInterfaceOrientationMask(mask);
    // The controller is tao's, which keeps what it supports in a property of this name
    // (`WindowExtIOS::set_valid_orientations`); Tauri does not hand the window over.
    if !controller.respondsToSelector(sel!(setSupportedInterfaceOrientations:)) {
        return log::warn!("the screen does not turn: the controller is not tao's");
    }
    // SAFETY: tao's setter takes the mask.
    let () = unsafe { msg_send![controller, setSupportedInterfaceOrientations: mask] };
    if controller.respondsToSelector(sel!(setNeedsUpdateOfSupportedInterfaceOrientations)) {
        controller.setNeedsUpdateOfSupportedInterfaceOrientations();
        ask_scene(controller, mask);
    } else if let Some(orientation) = wanted.first() {
        ask_device(controller, mask, orientation, mtm);
    }
}

/// iOS 16 and newer.
fn ask_scene(controller: &UIViewController, mask: UIInterfaceOrientationMask) {
    let scene = controller
        .view()
        .and_then(|view| view.window())
        .and_then(|window| window.windowScene());
    let Some(scene) = scene else {
        return log::warn!("the screen does not turn: the window has no scene");
    };
    let preferences = UIWindowSceneGeometryPreferencesIOS::initWithInterfaceOrientations(
        UIWindowSceneGeometryPreferencesIOS::alloc(),
        mask,
    );
    let refused = RcBlock::new(|error: std::ptr::NonNull<NSError>| {
        // SAFETY: an error that lives as long as the call.
        let error = unsafe { error.as_ref() };
        log::warn!("the screen does not turn: {}", error.localizedDescription());
    });
    scene.requestGeometryUpdateWithPreferences_errorHandler(&preferences, Some(&refused));
}

/// Older systems turn to how the device says it is held, which can be told to it by the name of the
/// property alone.
#[allow(deprecated, reason = "for the systems before the replacement")]
fn ask_device(
    controller: &UIViewController,
    mask: UIInterfaceOrientationMask,
    orientation: isize,
    mtm: MainThreadMarker,
) {
    let now = controller.interfaceOrientation().0;
    let held_so = usize::try_from(now).is_ok_and(|now| mask.0 & (1 << now) != 0);
    if held_so {
        return;
    }
    let device = UIDevice::currentDevice(mtm);
    let number: Retained<NSNumber> = NSNumber::new_isize(orientation);
    // SAFETY: key-value coding of a property of the device, with a number as its type is.
    let () = unsafe { msg_send![&device, setValue: &*number, forKey: ns_string!("orientation")] };
    UIViewController::attemptRotationToDeviceOrientation(mtm);
}
