//! The system's permissions, asked at first use. The user's answer to the scope itself is asked and
//! remembered in native-apis before; this is the second question, which the system remembers.

use block2::RcBlock;
use objc2::runtime::Bool;
use objc2_av_foundation::{
    AVAuthorizationStatus, AVCaptureDevice, AVMediaType, AVMediaTypeAudio, AVMediaTypeVideo,
};
use objc2_contacts::{CNAuthorizationStatus, CNContactStore, CNEntityType};
use objc2_foundation::NSError;
use objc2_photos::{PHAccessLevel, PHAuthorizationStatus, PHPhotoLibrary};
use peapod_native_apis::{ApiError, device::Later};

use crate::{failure::system_denied, reply};

/// What the system asks for by itself. A position is asked for by `location`, whose answer comes to
/// a delegate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Permission {
    Camera,
    Microphone,
    AddToAlbum,
    Contacts,
}

/// Asks where nothing was asked before.
///
/// # Errors
/// `system permission denied` when the user has refused, or the phone's restrictions do.
pub fn demand(permission: Permission) -> Later<Result<(), ApiError>> {
    reply::later(|reply| {
        ask(permission, move |granted| {
            reply.end(if granted {
                Ok(())
            } else {
                Err(system_denied())
            });
        })
    })
}

/// The same with a callback, on any thread.
pub fn ask(permission: Permission, then: impl FnOnce(bool) + Send + 'static) {
    match permission {
        Permission::Camera => capture(video(), then),
        Permission::Microphone => capture(audio(), then),
        Permission::AddToAlbum => album(then),
        Permission::Contacts => contacts(then),
    }
}

fn video() -> Option<&'static AVMediaType> {
    // SAFETY: a constant of the framework.
    unsafe { AVMediaTypeVideo }
}

fn audio() -> Option<&'static AVMediaType> {
    // SAFETY: the same.
    unsafe { AVMediaTypeAudio }
}

/// A block is called once, and its type does not say so.
fn once<T>(then: impl FnOnce(T) + Send + 'static) -> impl Fn(T) {
    let then = std::sync::Mutex::new(Some(then));
    move |answer| {
        let then = then
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
            .take();
        if let Some(then) = then {
            then(answer);
        }
    }
}

fn capture(media: Option<&'static AVMediaType>, then: impl FnOnce(bool) + Send + 'static) {
    let Some(media) = media else {
        return then(false);
    };
    // SAFETY: one of the two media types that this takes.
    let status = unsafe { AVCaptureDevice::authorizationStatusForMediaType(media) };
    match status {
        AVAuthorizationStatus::Authorized => then(true),
        AVAuthorizationStatus::NotDetermined => {
            let then = once(then);
            let handler = RcBlock::new(move |granted: Bool| then(granted.as_bool()));
            // SAFETY: the block may be called on any thread, once.
            unsafe {
                AVCaptureDevice::requestAccessForMediaType_completionHandler(media, &handler);
            }
        }
        _ => then(false),
    }
}

fn album(then: impl FnOnce(bool) + Send + 'static) {
    let may = |status| {
        status == PHAuthorizationStatus::Authorized || status == PHAuthorizationStatus::Limited
    };
    // SAFETY: no preconditions.
    let status =
        unsafe { PHPhotoLibrary::authorizationStatusForAccessLevel(PHAccessLevel::AddOnly) };
    if status != PHAuthorizationStatus::NotDetermined {
        return then(may(status));
    }
    let then = once(then);
    let handler = RcBlock::new(move |status: PHAuthorizationStatus| then(may(status)));
    // SAFETY: the block may be called on any thread, once.
    unsafe {
        PHPhotoLibrary::requestAuthorizationForAccessLevel_handler(
            PHAccessLevel::AddOnly,
            &handler,
        );
    }
}

fn contacts(then: impl FnOnce(bool) + Send + 'static) {
    // SAFETY: no preconditions.
    let status =
        unsafe { CNContactStore::authorizationStatusForEntityType(CNEntityType::Contacts) };
    match status {
        CNAuthorizationStatus::NotDetermined => {
            let then = once(then);
            let handler =
                RcBlock::new(move |granted: Bool, _: *mut NSError| then(granted.as_bool()));
            // SAFETY: the block may be called on any thread, once.
            unsafe {
                CNContactStore::new()
                    .requestAccessForEntityType_completionHandler(CNEntityType::Contacts, &handler);
            }
        }
        CNAuthorizationStatus::Denied | CNAuthorizationStatus::Restricted => then(false),
        // Also a limited access, of which the binding does not know.
        _ => then(true),
    }
}
