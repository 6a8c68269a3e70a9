//! The main thread, where UIKit and everything with a delegate lives.

use std::{
    ffi::c_void,
    sync::mpsc,
    time::{Duration, Instant},
};

use dispatch2::{DispatchQueue, DispatchTime};
use objc2::{MainThreadMarker, ffi, rc::Retained, runtime::AnyObject};
use objc2_ui_kit::{UIApplication, UIViewController};
use peapod_native_apis::ApiError;

/// The main thread is never busy for this long, but may wait for the logic that asks: then the
/// question fails instead of both waiting for ever.
const PATIENCE: Duration = Duration::from_secs(2);

/// Runs something on the main thread, after what runs there now.
pub fn run(act: impl FnOnce(MainThreadMarker) + Send + 'static) {
    DispatchQueue::main().exec_async(move || {
        if let Some(mtm) = MainThreadMarker::new() {
            act(mtm);
        }
    });
}

/// Runs something on the main thread after a while.
pub fn after(delay: Duration, act: impl FnOnce(MainThreadMarker) + Send + 'static) {
    let deadline = Instant::now() + delay;
    let Ok(when) = DispatchTime::try_from(delay) else {
        return run(act);
    };
    let scheduled = DispatchQueue::main().after(when, move || {
        if let Some(mtm) = MainThreadMarker::new() {
            log::trace!(
                "{:?} late",
                Instant::now().saturating_duration_since(deadline)
            );
            act(mtm);
        }
    });
    if scheduled.is_err() {
        log::error!("cannot start a timer on the main queue");
    }
}

/// Asks the main thread something that it answers at once.
///
/// # Errors
/// It did not answer within two seconds.
pub fn read<T: Send + 'static>(
    question: impl FnOnce(MainThreadMarker) -> T + Send + 'static,
) -> Result<T, ApiError> {
    if let Some(mtm) = MainThreadMarker::new() {
        return Ok(question(mtm));
    }
    let (sender, answer) = mpsc::channel();
    run(move |mtm| {
        // The asker may have given up.
        let _ = sender.send(question(mtm));
    });
    answer
        .recv_timeout(PATIENCE)
        .map_err(|_| ApiError::internal("the main thread does not answer"))
}

/// Lets `owner` keep `delegate`, which UIKit's weak references do not.
pub fn keep(owner: &AnyObject, delegate: &AnyObject) {
    static KEY: u8 = 0;
    // SAFETY: both objects are alive; the key is an address of our own; the association retains.
    unsafe {
        ffi::objc_setAssociatedObject(
            std::ptr::from_ref(owner).cast_mut(),
            std::ptr::from_ref(&KEY).cast::<c_void>(),
            std::ptr::from_ref(delegate).cast_mut(),
            ffi::OBJC_ASSOCIATION_RETAIN_NONATOMIC,
        );
    }
}

/// The window's own view controller.
pub fn root_controller(mtm: MainThreadMarker) -> Option<Retained<UIViewController>> {
    let app = UIApplication::sharedApplication(mtm);
    // There is one scene, and the window may belong to none.
    #[allow(deprecated)]
    let windows = app.windows();
    let window = windows
        .iter()
        .find(|window| window.isKeyWindow())
        .or_else(|| windows.iter().next())?;
    window.rootViewController()
}

/// The view controller that is seen.
pub fn top_controller(mtm: MainThreadMarker) -> Option<Retained<UIViewController>> {
    let mut top = root_controller(mtm)?;
    while let Some(presented) = top.presentedViewController() {
        top = presented;
    }
    Some(top)
}

/// Shows a controller above everything.
///
/// # Errors
/// The application has no window.
pub fn present(controller: &UIViewController, mtm: MainThreadMarker) -> Result<(), ApiError> {
    let top = top_controller(mtm).ok_or_else(|| ApiError::internal("there is no window"))?;
    top.presentViewController_animated_completion(controller, true, None);
    Ok(())
}

/// Takes a controller away again.
pub fn dismiss(controller: &UIViewController) {
    controller.dismissViewControllerAnimated_completion(true, None);
}

/// Something whose documentation allows other threads, and whose type does not know.
pub struct AnyThread<T>(T);

impl<T> AnyThread<T> {
    /// # Safety
    /// What is called of the object elsewhere may be called there, and its reference counts are
    /// atomic, as those of `Retained` and `CFRetained` are.
    pub const unsafe fn new(object: T) -> Self {
        Self(object)
    }

    /// The object.
    pub const fn get(&self) -> &T {
        &self.0
    }
}

// SAFETY: promised to `new`.
unsafe impl<T> Send for AnyThread<T> {}
// SAFETY: the same.
unsafe impl<T> Sync for AnyThread<T> {}
