//! Cookies and web storage of web-views, a store for each mini-program.

use std::{path::Path, ptr::NonNull};

use block2::RcBlock;
use objc2::{MainThreadMarker, rc::Retained};
use objc2_foundation::{NSArray, NSError, NSProcessInfo, NSUUID};
use objc2_web_kit::{WKWebsiteDataRecord, WKWebsiteDataStore};

use crate::{main_thread, words::store_identifier};

/// The first system with stores that have identifiers.
const STORES: isize = 17;
/// Names the mini-program whose data the one store has, where there is one.
const OWNER: &str = "owner-of-the-default-store";

/// Where the data of one mini-program goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WebData {
    /// A store of its own.
    Own([u8; 16]),
    /// iOS 16 and older have one store. Whoever comes next finds it empty.
    Shared { clear: bool },
}

impl WebData {
    /// For the mini-program after which `folder` is named.
    pub fn of(folder: &Path) -> Self {
        let name = folder
            .file_name()
            .map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default();
        let version = NSProcessInfo::processInfo().operatingSystemVersion();
        if version.majorVersion >= STORES {
            return Self::Own(store_identifier(&name));
        }
        let Some(parent) = folder.parent() else {
            return Self::Shared { clear: true };
        };
        let note = parent.join(OWNER);
        let same = std::fs::read_to_string(&note).is_ok_and(|owner| owner == name);
        if !same {
            let noted = std::fs::create_dir_all(parent).and_then(|()| std::fs::write(&note, &name));
            if let Err(error) = noted {
                log::warn!(
                    "{}: {error}; the store is cleared each time",
                    note.display()
                );
            }
        }
        Self::Shared { clear: !same }
    }
}

/// Removes what the web pages of a mini-program have stored, after which `folder` is named. The one
/// store of iOS 16 and older is cleared for the next mini-program, whichever that is.
pub fn forget(folder: &Path) {
    let name = folder
        .file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default();
    if let Some(parent) = folder.parent()
        && std::fs::read_to_string(parent.join(OWNER)).is_ok_and(|owner| owner == name)
        && let Err(error) = std::fs::remove_file(parent.join(OWNER))
    {
        log::warn!("{}: {error}", parent.display());
    }
    if NSProcessInfo::processInfo()
        .operatingSystemVersion()
        .majorVersion
        < STORES
    {
        return;
    }
    main_thread::run(move |mtm| {
        let identifier = NSUUID::from_bytes(store_identifier(&name));
        let done = RcBlock::new(|error: *mut NSError| {
            // SAFETY: null, or an error that lives as long as the call.
            if let Some(error) = unsafe { error.as_ref() } {
                log::warn!("web data stay: {}", error.localizedDescription());
            }
        });
        // SAFETY: on the main thread, with a block that takes an error or none.
        unsafe {
            WKWebsiteDataStore::removeDataStoreForIdentifier_completionHandler(
                &identifier,
                &done,
                mtm,
            );
        }
    });
}

/// Removes what web pages have left in the one store, and runs `then`. What the shell keeps there
/// stays.
pub fn clear_default_store(mtm: MainThreadMarker, then: impl Fn() + Clone + 'static) {
    // SAFETY: on the main thread, as the marker says; the blocks are called there too.
    unsafe {
        let kinds = WKWebsiteDataStore::allWebsiteDataTypes(mtm);
        let store = WKWebsiteDataStore::defaultDataStore(mtm);
        let (again, types) = (store.clone(), kinds.clone());
        let found = RcBlock::new(move |records: NonNull<NSArray<WKWebsiteDataRecord>>| {
            let strangers: Vec<Retained<WKWebsiteDataRecord>> = records
                .as_ref()
                .iter()
                .filter(|record| record.displayName().to_string() != "localhost")
                .collect();
            let removed = RcBlock::new(then.clone());
            again.removeDataOfTypes_forDataRecords_completionHandler(
                &types,
                &NSArray::from_retained_slice(&strangers),
                &removed,
            );
        });
        store.fetchDataRecordsOfTypes_completionHandler(&kinds, &found);
    }
}
