//! Delegates of the system's dialogs.

use objc2::{
    ClassType, DefinedClass, MainThreadMarker, MainThreadOnly, msg_send,
    rc::Retained,
    runtime::{AnyObject, NSObject},
};

use objc2_ui_kit::UIViewController;
use peapod_native_apis::ApiError;

use crate::{main_thread, reply::Reply};

/// Someone who waits for what a dialog gives.
pub trait Waits {
    /// There will be nothing.
    fn refuse(&self, error: ApiError);
}

impl<T> Waits for Reply<T> {
    fn refuse(&self, error: ApiError) {
        self.fail(error);
    }
}

impl<T: Waits> Waits for std::sync::Arc<T> {
    fn refuse(&self, error: ApiError) {
        (**self).refuse(error);
    }
}

/// A delegate of a class of ours.
pub fn new<D>(ivars: D::Ivars, mtm: MainThreadMarker) -> Retained<D>
where
    D: DefinedClass + MainThreadOnly + ClassType<Super = NSObject>,
{
    let this = D::alloc(mtm).set_ivars(ivars);
    // SAFETY: NSObject's initialiser.
    unsafe { msg_send![super(this), init] }
}

/// Has the dialog tell the delegate, and keep it, as UIKit's own reference is a weak one.
///
/// # Safety
/// The dialog has a `delegate`, and this one answers its messages.
pub unsafe fn attach(dialog: &AnyObject, delegate: &AnyObject) {
    // SAFETY: the caller's promise.
    let () = unsafe { msg_send![dialog, setDelegate: delegate] };
    main_thread::keep(dialog, delegate);
}

/// Shows a dialog whose delegate waits for it.
///
/// # Safety
/// That of [`attach`].
pub unsafe fn open<D>(dialog: &UIViewController, delegate: &D, mtm: MainThreadMarker)
where
    D: DefinedClass<Ivars: Waits> + ClassType<Super = NSObject>,
{
    // SAFETY: the caller's promise.
    unsafe { attach(dialog, delegate.as_super()) };
    if let Err(error) = main_thread::present(dialog, mtm) {
        delegate.ivars().refuse(error);
    }
}
