//! Compiled files across runs. An entry is named by what was asked for and the content of the
//! file asked about; it lists every other file that took part, with its hash, and counts only
//! while all of them are the same. Entries are written whole or not at all.

mod prune;

use std::collections::{BTreeSet, HashMap};
use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

pub use prune::{CacheLimits, prune_cache, prune_cache_once, touch_cached};

use crate::Package;

/// Changes with every change of this crate's sources.
pub(crate) const SOURCES: &str = env!("PEAPOD_COMPILER_SOURCES");

/// SHA-256 in hex of parts, each with its length, so that no two lists are alike.
pub(crate) fn hash(parts: &[&[u8]]) -> String {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update((part.len() as u64).to_le_bytes());
        hasher.update(part);
    }
    hex(&hasher.finalize())
}

fn hex(bytes: &[u8]) -> String {
    let digit = |value: u8| char::from(b"0123456789abcdef"[usize::from(value)]);
    let mut digits = String::with_capacity(2 * bytes.len());
    for byte in bytes {
        digits.push(digit(byte >> 4));
        digits.push(digit(byte & 15));
    }
    digits
}

#[derive(Debug)]
pub(crate) struct Cache {
    package: Arc<Package>,
    folder: Option<PathBuf>,
    /// File hashes, `None` for files that are not there.
    hashes: Mutex<HashMap<String, Option<String>>>,
}

#[derive(Serialize, Deserialize)]
struct Entry<T> {
    files: Vec<(String, Option<String>)>,
    value: T,
}

impl Cache {
    /// Without a folder (or where it cannot be made) nothing is kept.
    pub fn new(package: Arc<Package>, folder: Option<PathBuf>) -> Self {
        if let Some(folder) = &folder {
            prune_cache_once(folder, CacheLimits::default());
        }
        let folder = folder
            .map(|folder| folder.join(format!("{}-{SOURCES}", crate::COMPILER_VERSION)))
            .filter(|folder| match fs::create_dir_all(folder) {
                Ok(()) => true,
                Err(error) => {
                    log::warn!("compiled files are not kept: {}: {error}", folder.display());
                    false
                }
            });
        Self {
            package,
            folder,
            hashes: Mutex::default(),
        }
    }

    /// The same folder for the package as it is now, of which only `changed` files are new.
    pub fn successor(&self, package: Arc<Package>, changed: &BTreeSet<String>) -> Self {
        let hashes = self.hashes.lock().unwrap_or_else(PoisonError::into_inner);
        let kept = hashes.iter().filter(|(path, _)| !changed.contains(*path));
        Self {
            package,
            folder: self.folder.clone(),
            hashes: Mutex::new(
                kept.map(|(path, hash)| (path.clone(), hash.clone()))
                    .collect(),
            ),
        }
    }

    /// The hash of a package file, `None` where it is missing.
    pub fn file_hash(&self, path: &str) -> Option<String> {
        let known = self.hashes.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(hash) = known.get(path) {
            return hash.clone();
        }
        drop(known);
        let found = self.package.read(path).map(|bytes| hash(&[&bytes]));
        self.hashes
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(path.to_owned(), found.clone());
        found
    }

    /// The key for something asked about a file; empty where nothing is kept.
    pub fn key(&self, kind: &str, file: &str, detail: &str) -> String {
        if self.folder.is_none() {
            return String::new();
        }
        let content = self.file_hash(file).unwrap_or_default();
        hash(&[
            kind.as_bytes(),
            file.as_bytes(),
            detail.as_bytes(),
            content.as_bytes(),
        ])
    }

    /// A kept value whose files are all as they were.
    pub fn get<T: DeserializeOwned>(&self, key: &str) -> Option<(T, Vec<String>)> {
        let path = self.folder.as_ref()?.join(key);
        let bytes = fs::read(&path).ok()?;
        touch_cached(&path);
        // A checksum in front: a disk may tear even what was renamed into place.
        let (checksum, json) = bytes.split_at_checked(64)?;
        if hash(&[json]).as_bytes() != checksum {
            return None;
        }
        let entry: Entry<T> = serde_json::from_slice(json).ok()?;
        let same = entry
            .files
            .iter()
            .all(|(path, hash)| self.file_hash(path) == *hash);
        same.then(|| {
            let files = entry.files.into_iter().map(|(path, _)| path).collect();
            (entry.value, files)
        })
    }

    /// Keeps a value; a failure is logged and costs time only.
    pub fn put<T: Serialize>(&self, key: &str, files: &[String], value: &T) {
        let Some(folder) = &self.folder else {
            return;
        };
        let entry = Entry {
            files: files
                .iter()
                .map(|path| (path.clone(), self.file_hash(path)))
                .collect(),
            value,
        };
        static COUNTER: AtomicU64 = AtomicU64::new(0);
        let temporary = folder.join(format!(
            "{key}.{}.{}",
            std::process::id(),
            COUNTER.fetch_add(1, Ordering::Relaxed)
        ));
        let write = || -> std::io::Result<()> {
            let json = serde_json::to_vec(&entry)?;
            let mut file = fs::File::create(&temporary)?;
            file.write_all(hash(&[&json]).as_bytes())?;
            file.write_all(&json)?;
            drop(file);
            fs::rename(&temporary, folder.join(key))
        };
        if let Err(error) = write() {
            log::warn!("{}: not kept: {error}", temporary.display());
            let _ = fs::remove_file(&temporary);
        }
    }
}
