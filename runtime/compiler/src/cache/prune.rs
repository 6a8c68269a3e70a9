//! Keeps a folder of cached files from growing for ever.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::{Duration, SystemTime};

/// What a cache folder may hold.
#[derive(Debug, Clone, Copy)]
pub struct CacheLimits {
    /// Files that nobody has used for this long go.
    pub age: Duration,
    /// Of the rest, the ones used longest ago go until this many bytes are left.
    pub bytes: u64,
}

impl Default for CacheLimits {
    /// Sixty days; 256 MiB (the largest public mini-program looked at takes 20).
    fn default() -> Self {
        Self {
            age: Duration::from_secs(60 * 24 * 3600),
            bytes: 256 << 20,
        }
    }
}

/// A file that is used again counts as new, but not more often than this is written down.
const TOUCH_AFTER: Duration = Duration::from_secs(24 * 3600);

/// Notes that a cached file was used.
pub fn touch_cached(path: &Path) {
    let touch = || -> io::Result<()> {
        let file = fs::OpenOptions::new().append(true).open(path)?;
        let age = file.metadata()?.modified()?.elapsed().unwrap_or_default();
        if age > TOUCH_AFTER {
            file.set_modified(SystemTime::now())?;
        }
        Ok(())
    };
    // It is only older than it could be.
    let _ = touch();
}

/// [`prune_cache`] the first time that this process uses a folder, on a thread of its own: nobody
/// waits for it.
pub fn prune_cache_once(folder: &Path, limits: CacheLimits) {
    static PRUNED: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());
    let mut pruned = PRUNED.lock().unwrap_or_else(PoisonError::into_inner);
    if !pruned.insert(folder.to_owned()) {
        return;
    }
    let folder = folder.to_owned();
    let spawned = thread::Builder::new()
        .name("prune".to_owned())
        .spawn(move || prune_cache(&folder, limits));
    if let Err(error) = spawned {
        log::warn!("the cache is not pruned: {error}");
    }
}

/// Takes files out of a folder (and the folders in it) until it is within bounds. What cannot be
/// removed stays; another process may be doing the same.
pub fn prune_cache(folder: &Path, limits: CacheLimits) {
    let mut files = Vec::new();
    list(folder, 0, &mut files);
    files.sort_by_key(|file| std::cmp::Reverse(file.used));
    let now = SystemTime::now();
    let mut total = 0_u64;
    for file in &files {
        let age = now.duration_since(file.used).unwrap_or_default();
        total = total.saturating_add(file.bytes);
        if (age > limits.age || total > limits.bytes) && fs::remove_file(&file.path).is_ok() {
            total -= file.bytes;
        }
    }
    remove_empty(folder, now);
}

/// Nobody makes a folder and writes into it later than this.
const YOUNG: Duration = Duration::from_secs(3600);

struct Cached {
    path: PathBuf,
    bytes: u64,
    used: SystemTime,
}

/// Caches are two folders deep; a link is never followed.
fn list(folder: &Path, depth: usize, files: &mut Vec<Cached>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let Ok(metadata) = entry.metadata() else {
            continue;
        };
        if metadata.is_dir() && depth < 3 {
            list(&entry.path(), depth + 1, files);
        } else if metadata.is_file() {
            files.push(Cached {
                path: entry.path(),
                bytes: metadata.len(),
                used: metadata.modified().unwrap_or(SystemTime::UNIX_EPOCH),
            });
        }
    }
}

/// Old compilers leave folders behind. A young folder is one that another process, or this one, has
/// just made to write into.
fn remove_empty(folder: &Path, now: SystemTime) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let Ok(metadata) = entry.metadata() else {
            continue;
        };
        let age = metadata
            .modified()
            .ok()
            .and_then(|time| now.duration_since(time).ok())
            .unwrap_or_default();
        if metadata.is_dir() && age > YOUNG {
            // Fails where anything is in it, which is the point.
            let _ = fs::remove_dir(entry.path());
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    const DAY: Duration = Duration::from_secs(24 * 3600);

    fn file(folder: &Path, name: &str, bytes: usize, days_ago: u32) -> PathBuf {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, vec![0; bytes]).unwrap();
        let file = fs::OpenOptions::new().append(true).open(&path).unwrap();
        file.set_modified(SystemTime::now() - DAY * days_ago)
            .unwrap();
        path
    }

    #[test]
    fn old_files_go_and_then_those_used_longest_ago() {
        let folder = tempfile::tempdir().unwrap();
        let limits = CacheLimits {
            age: DAY * 10,
            bytes: 250,
        };
        let old = file(folder.path(), "1-old/a", 1, 20);
        let third = file(folder.path(), "2-new/b", 100, 3);
        let second = file(folder.path(), "2-new/c", 100, 2);
        let first = file(folder.path(), "2-new/d", 100, 1);
        let small = file(folder.path(), "2-new/e", 10, 4);
        prune_cache(folder.path(), limits);
        let left: Vec<bool> = [&old, &third, &second, &first, &small]
            .map(|path| path.exists())
            .into();
        assert_eq!(left, [false, false, true, true, true]);
        // Its last file has gone just now; the folder goes when it is no longer young.
        assert!(folder.path().join("1-old").exists());
        remove_empty(folder.path(), SystemTime::now() + YOUNG * 2);
        assert!(!folder.path().join("1-old").exists());
        assert!(folder.path().join("2-new").exists());
        prune_cache(&folder.path().join("none"), limits);
    }

    #[test]
    fn what_is_used_again_counts_as_new() {
        let folder = tempfile::tempdir().unwrap();
        let used = file(folder.path(), "a", 1, 20);
        let unused = file(folder.path(), "b", 1, 20);
        touch_cached(&used);
        touch_cached(&folder.path().join("none"));
        let limits = CacheLimits {
            age: DAY * 10,
            bytes: 10,
        };
        prune_cache(folder.path(), limits);
        assert!(used.exists() && !unused.exists());
    }
}
