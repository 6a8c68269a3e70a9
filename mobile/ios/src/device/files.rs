//! Files of the phone, through the system's document picker. Copies are handed over, so that
//! nothing has to be kept open.

use std::path::{Path, PathBuf};

use objc2::{DefinedClass, MainThreadOnly, define_class, runtime::NSObject};
use objc2_foundation::{NSArray, NSObjectProtocol, NSURL};
use objc2_ui_kit::{UIDocumentPickerDelegate, UIDocumentPickerViewController};
use objc2_uniform_type_identifiers::UTTypeItem;
use peapod_native_apis::{ApiError, device::Picked};

use crate::{delegate, main_thread, reply::Reply};

/// Lets the user choose files.
pub fn choose(count: usize, reply: Reply<Vec<Picked>>) {
    main_thread::run(move |mtm| {
        // SAFETY: a constant of the framework.
        let anything = NSArray::from_slice(&[unsafe { UTTypeItem }]);
        let picker = UIDocumentPickerViewController::initForOpeningContentTypes_asCopy(
            mtm.alloc(),
            &anything,
            true,
        );
        picker.setAllowsMultipleSelection(count > 1);
        let delegate = delegate::new::<Chooser>(Ivars { reply, count }, mtm);
        // SAFETY: the delegate answers the picker's messages.
        unsafe { delegate::open(&picker, &*delegate, mtm) };
    });
}

struct Ivars {
    reply: Reply<Vec<Picked>>,
    count: usize,
}

impl delegate::Waits for Ivars {
    fn refuse(&self, error: ApiError) {
        self.reply.fail(error);
    }
}

define_class!(
    // SAFETY: NSObject has no rules for subclasses, and there is no Drop.
    #[unsafe(super(NSObject))]
    #[thread_kind = MainThreadOnly]
    #[name = "PeapodFileChooser"]
    #[ivars = Ivars]
    struct Chooser;

    unsafe impl NSObjectProtocol for Chooser {}

    unsafe impl UIDocumentPickerDelegate for Chooser {
        #[unsafe(method(documentPicker:didPickDocumentsAtURLs:))]
        fn picked(&self, _: &UIDocumentPickerViewController, urls: &NSArray<NSURL>) {
            let Ivars { reply, count } = self.ivars();
            let paths: Vec<PathBuf> = urls
                .iter()
                .filter_map(|url| Some(PathBuf::from(url.path()?.to_string())))
                .take(*count)
                .collect();
            if paths.is_empty() {
                return reply.fail(ApiError::cancel());
            }
            reply.end(paths.iter().map(|path| read(path)).collect());
        }

        #[unsafe(method(documentPickerWasCancelled:))]
        fn cancelled(&self, _: &UIDocumentPickerViewController) {
            self.ivars().reply.fail(ApiError::cancel());
        }
    }
);

/// Reads a file that the system has handed over, under its own name.
#[allow(
    clippy::disallowed_methods,
    reason = "the user has chosen the file in the system's own dialog"
)]
pub fn read(path: &Path) -> Result<Picked, ApiError> {
    let bytes = std::fs::read(path).map_err(ApiError::internal)?;
    Ok(Picked {
        name: path
            .file_name()
            .map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default(),
        bytes,
        video: None,
    })
}
