//! Pictures and videos: `PHPickerViewController` for the album, `UIImagePickerController` for the
//! camera. Neither needs a right to the album; the camera's is asked for before.

use std::{
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
};

use block2::RcBlock;
use objc2::{
    DefinedClass, MainThreadMarker, MainThreadOnly, define_class, extern_class, msg_send,
    rc::{Allocated, Retained},
    runtime::{AnyObject, NSObject},
};
use objc2_av_foundation::{AVMediaTypeVideo, AVURLAsset};
use objc2_foundation::{
    NSArray, NSDictionary, NSError, NSItemProvider, NSObjectProtocol, NSString, NSURL, ns_string,
};
use objc2_photos_ui::{
    PHPickerConfiguration, PHPickerConfigurationAssetRepresentationMode, PHPickerFilter,
    PHPickerResult,
};
use objc2_ui_kit::{
    UIImage, UIImagePickerController, UIImagePickerControllerMediaURL,
    UIImagePickerControllerOriginalImage, UIImagePickerControllerSourceType, UIResponder,
    UIViewController,
};
use peapod_native_apis::{
    ApiError,
    device::{Picked, Wanted},
};

use super::files;
use crate::{
    delegate,
    main_thread::{self, dismiss},
    reply::Reply,
};

/// Quality of pictures of the camera; what the system's own export takes.
const QUALITY: f64 = 0.9;

extern_class!(
    /// Not among the bindings for iOS.
    #[unsafe(super(UIViewController, UIResponder, NSObject))]
    #[thread_kind = MainThreadOnly]
    #[name = "PHPickerViewController"]
    struct AlbumController;
);

impl AlbumController {
    fn with_configuration(
        configuration: &PHPickerConfiguration,
        mtm: MainThreadMarker,
    ) -> Retained<Self> {
        let this: Allocated<Self> = Self::alloc(mtm);
        // SAFETY: the class's designated initialiser.
        unsafe { msg_send![this, initWithConfiguration: configuration] }
    }
}

/// Lets the user choose from the album.
pub fn choose(wanted: Wanted, reply: Reply<Vec<Picked>>) {
    main_thread::run(move |mtm| {
        // SAFETY: properties without preconditions.
        let configuration = unsafe {
            let configuration = PHPickerConfiguration::new();
            let filter = match (wanted.pictures, wanted.videos) {
                (true, false) => PHPickerFilter::imagesFilter(),
                (false, true) => PHPickerFilter::videosFilter(),
                _ => PHPickerFilter::anyFilterMatchingSubfilters(&NSArray::from_retained_slice(&[
                    PHPickerFilter::imagesFilter(),
                    PHPickerFilter::videosFilter(),
                ])),
            };
            configuration.setFilter(Some(&filter));
            // 0 would be any number.
            let limit = isize::try_from(wanted.count.max(1)).unwrap_or(1);
            configuration.setSelectionLimit(limit);
            // JPEG and H.264 where the phone keeps HEIC and HEVC, which mini-programs do not expect.
            configuration.setPreferredAssetRepresentationMode(
                PHPickerConfigurationAssetRepresentationMode::Compatible,
            );
            configuration
        };
        let picker = AlbumController::with_configuration(&configuration, mtm);
        let delegate = delegate::new::<AlbumDelegate>(Arc::new(reply), mtm);
        // SAFETY: the delegate answers the picker's one message.
        unsafe { delegate::open(&picker, &*delegate, mtm) };
    });
}

define_class!(
    // SAFETY: NSObject has no rules for subclasses, and there is no Drop.
    #[unsafe(super(NSObject))]
    #[thread_kind = MainThreadOnly]
    #[name = "PeapodAlbumDelegate"]
    #[ivars = Arc<Reply<Vec<Picked>>>]
    struct AlbumDelegate;

    unsafe impl NSObjectProtocol for AlbumDelegate {}

    impl AlbumDelegate {
        #[unsafe(method(picker:didFinishPicking:))]
        fn picked(&self, picker: &UIViewController, results: &NSArray<PHPickerResult>) {
            let providers: Vec<Retained<NSItemProvider>> = results
                .iter()
                // SAFETY: a property without preconditions.
                .map(|result| unsafe { result.itemProvider() })
                .collect();
            dismiss(picker);
            if providers.is_empty() {
                return self.ivars().fail(ApiError::cancel());
            }
            load_all(&providers, self.ivars().clone());
        }
    }
);

/// What has been loaded, in the order of the choice.
struct Loading {
    reply: Arc<Reply<Vec<Picked>>>,
    loaded: Mutex<Vec<Option<Result<Picked, ApiError>>>>,
    missing: AtomicUsize,
}

impl Loading {
    fn put(&self, index: usize, result: Result<Picked, ApiError>) {
        self.all()[index] = Some(result);
        if self.missing.fetch_sub(1, Ordering::AcqRel) == 1 {
            let all = std::mem::take(&mut *self.all());
            self.reply.end(all.into_iter().flatten().collect());
        }
    }

    fn all(&self) -> std::sync::MutexGuard<'_, Vec<Option<Result<Picked, ApiError>>>> {
        self.loaded.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn load_all(providers: &[Retained<NSItemProvider>], reply: Arc<Reply<Vec<Picked>>>) {
    let loading = Arc::new(Loading {
        reply,
        loaded: Mutex::new(providers.iter().map(|_| None).collect()),
        missing: AtomicUsize::new(providers.len()),
    });
    for (index, provider) in providers.iter().enumerate() {
        let movie = provider.hasItemConformingToTypeIdentifier(ns_string!("public.movie"));
        let kind = if movie {
            ns_string!("public.movie")
        } else {
            ns_string!("public.image")
        };
        let loading = loading.clone();
        let handler = RcBlock::new(move |url: *mut NSURL, error: *mut NSError| {
            // SAFETY: each is null or lives as long as the call.
            let (url, error) = unsafe { (url.as_ref(), error.as_ref()) };
            // The file is removed when this returns.
            loading.put(index, read(url, error, movie));
        });
        // SAFETY: what the block holds may be used on any thread.
        let _progress = unsafe {
            provider.loadFileRepresentationForTypeIdentifier_completionHandler(kind, &handler)
        };
    }
}

fn read(url: Option<&NSURL>, error: Option<&NSError>, movie: bool) -> Result<Picked, ApiError> {
    let path = url.and_then(NSURL::path).ok_or_else(|| {
        ApiError::internal(error.map_or_else(
            || "the album hands nothing over".to_owned(),
            |error| error.localizedDescription().to_string(),
        ))
    })?;
    let path = PathBuf::from(path.to_string());
    let mut picked = files::read(&path)?;
    if movie {
        picked.video = Some(video_facts(&path));
    }
    Ok(picked)
}

/// Seconds, width and height as seen. May read the file: not for the main thread.
fn video_facts(path: &Path) -> (f64, u32, u32) {
    let url = NSURL::fileURLWithPath(&NSString::from_str(&path.to_string_lossy()));
    // SAFETY: properties without preconditions; a file is read at once.
    unsafe {
        let asset = AVURLAsset::URLAssetWithURL_options(&url, None);
        let seconds = asset.duration().seconds();
        let Some(media) = AVMediaTypeVideo else {
            return (seconds, 0, 0);
        };
        #[allow(deprecated, reason = "the file is there: nothing has to be waited for")]
        let track = asset.tracksWithMediaType(media).firstObject();
        let Some(track) = track else {
            return (seconds, 0, 0);
        };
        let size = track.naturalSize();
        // A phone held upright notes a quarter turn.
        let turned = track.preferredTransform().a.abs() < 0.5;
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "pixels of a video"
        )]
        let (width, height) = (size.width.abs() as u32, size.height.abs() as u32);
        let seconds = if seconds.is_finite() { seconds } else { 0.0 };
        if turned {
            (seconds, height, width)
        } else {
            (seconds, width, height)
        }
    }
}

/// Lets the user take a picture or a video. The permissions have been asked for.
pub fn capture(wanted: Wanted, reply: Reply<Vec<Picked>>) {
    main_thread::run(move |mtm| {
        let camera = UIImagePickerControllerSourceType::Camera;
        if !UIImagePickerController::isSourceTypeAvailable(camera, mtm) {
            return reply.fail(ApiError::not_supported());
        }
        let picker = UIImagePickerController::new(mtm);
        picker.setSourceType(camera);
        let mut kinds = Vec::new();
        if wanted.pictures {
            kinds.push(ns_string!("public.image"));
        }
        if wanted.videos {
            kinds.push(ns_string!("public.movie"));
        }
        picker.setMediaTypes(&NSArray::from_slice(&kinds));
        let delegate = delegate::new::<CameraDelegate>(Arc::new(reply), mtm);
        // SAFETY: the delegate answers the messages below.
        unsafe { delegate::open(&picker, &*delegate, mtm) };
    });
}

define_class!(
    // SAFETY: NSObject has no rules for subclasses, and there is no Drop.
    #[unsafe(super(NSObject))]
    #[thread_kind = MainThreadOnly]
    #[name = "PeapodCameraDelegate"]
    #[ivars = Arc<Reply<Vec<Picked>>>]
    struct CameraDelegate;

    unsafe impl NSObjectProtocol for CameraDelegate {}

    impl CameraDelegate {
        #[unsafe(method(imagePickerController:didFinishPickingMediaWithInfo:))]
        fn taken(&self, picker: &UIViewController, info: &NSDictionary<NSString, AnyObject>) {
            dismiss(picker);
            let reply = self.ivars().clone();
            // SAFETY: constants of the framework.
            let (video, picture) = unsafe {
                (
                    info.objectForKey(UIImagePickerControllerMediaURL),
                    info.objectForKey(UIImagePickerControllerOriginalImage),
                )
            };
            if let Some(url) = video.and_then(|it| it.downcast::<NSURL>().ok()) {
                let Some(path) = url.path() else {
                    return reply.fail(ApiError::internal("the camera's video has no file"));
                };
                let path = PathBuf::from(path.to_string());
                std::thread::spawn(move || {
                    reply.end(files::read(&path).map(|mut picked| {
                        picked.video = Some(video_facts(&path));
                        vec![picked]
                    }));
                });
                return;
            }
            let picture = picture
                .and_then(|it| it.downcast::<UIImage>().ok())
                .and_then(|image| image.jpeg_representation(QUALITY));
            match picture {
                Some(data) => reply.done(vec![Picked {
                    name: "camera.jpg".to_owned(),
                    bytes: data.to_vec(),
                    video: None,
                }]),
                None => reply.fail(ApiError::internal("the camera's picture cannot be read")),
            }
        }

        #[unsafe(method(imagePickerControllerDidCancel:))]
        fn cancelled(&self, picker: &UIViewController) {
            dismiss(picker);
            self.ivars().fail(ApiError::cancel());
        }
    }
);
