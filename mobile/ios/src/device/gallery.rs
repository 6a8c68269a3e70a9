//! The trait `Gallery`: the system's pickers choose, so that no right to all pictures is needed;
//! adding to the album asks for just that.

use std::{path::Path, sync::Mutex, time::Duration};

use block2::RcBlock;
use objc2::{rc::Retained, runtime::Bool};
use objc2_foundation::{NSError, NSString, NSURL};
use objc2_photos::{PHAssetCreationRequest, PHAssetResourceType, PHPhotoLibrary};
use peapod_native_apis::{
    ApiError,
    device::{Gallery, Later, Picked, Wanted},
    policy::{Granted, scopes::WritePhotosAlbum},
};

use super::{
    files,
    permission::{self, Permission},
    photos,
};
use crate::{
    failure::{self, system_denied},
    reply,
};

/// How long the user may take to answer the system's question, and the album to take a video.
const SAVING: Duration = Duration::from_secs(180);

/// The photo album, the camera and the phone's files.
pub struct Album;

impl Gallery for Album {
    fn pick(&self, wanted: Wanted) -> Later<Result<Vec<Picked>, ApiError>> {
        if wanted.files {
            return reply::later(|reply| files::choose(wanted.count, reply));
        }
        if !wanted.pictures && !wanted.videos {
            let error = failure::parameter("mediaType", "image, video or mix");
            return Box::pin(async move { Err(error) });
        }
        if !wanted.camera {
            return reply::later(|reply| photos::choose(wanted, reply));
        }
        Box::pin(async move {
            permission::demand(Permission::Camera).await?;
            // A video has sound.
            if wanted.videos {
                permission::demand(Permission::Microphone).await?;
            }
            reply::later(|reply| photos::capture(wanted, reply)).await
        })
    }

    fn save(
        &self,
        _: &Granted<WritePhotosAlbum>,
        _: &Path,
        extension: &str,
        bytes: &[u8],
    ) -> Result<(), ApiError> {
        let kind = resource(extension).ok_or_else(|| ApiError::text("invalid file type"))?;
        let file = tempfile::Builder::new()
            .suffix(&format!(".{extension}"))
            .tempfile()
            .map_err(ApiError::internal)?;
        std::io::Write::write_all(&mut file.as_file(), bytes).map_err(ApiError::internal)?;
        let path = file.path().to_string_lossy().into_owned();
        // The file is removed after the album has answered.
        reply::wait(SAVING, |reply| {
            permission::ask(Permission::AddToAlbum, move |granted| {
                if granted {
                    insert(kind, path, reply);
                } else {
                    reply.fail(system_denied());
                }
            });
        })
    }
}

fn resource(extension: &str) -> Option<PHAssetResourceType> {
    match extension.to_ascii_lowercase().as_str() {
        "jpg" | "jpeg" | "png" | "gif" | "webp" | "bmp" | "heic" | "heif" => {
            Some(PHAssetResourceType::Photo)
        }
        "mp4" | "mov" | "m4v" => Some(PHAssetResourceType::Video),
        _ => None,
    }
}

fn insert(kind: PHAssetResourceType, path: String, reply: reply::Reply<()>) {
    let change = RcBlock::new(move || {
        let url = NSURL::fileURLWithPath(&NSString::from_str(&path));
        // SAFETY: called within a change of the library, as creating an asset demands.
        unsafe {
            PHAssetCreationRequest::creationRequestForAsset()
                .addResourceWithType_fileURL_options(kind, &url, None);
        }
    });
    let reply = Mutex::new(reply);
    let done = RcBlock::new(move |saved: Bool, error: *mut NSError| {
        let reply = reply
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        if saved.as_bool() {
            return reply.done(());
        }
        // SAFETY: null or an error that lives as long as the call.
        let text = unsafe { Retained::retain(error) }
            .map(|error| error.localizedDescription().to_string());
        reply.fail(ApiError::internal(
            text.unwrap_or_else(|| "the album takes nothing".to_owned()),
        ));
    });
    // SAFETY: both blocks are copied, and may be called on the library's thread.
    unsafe {
        PHPhotoLibrary::sharedPhotoLibrary()
            .performChanges_completionHandler(RcBlock::as_ptr(&change), Some(&done));
    }
}
