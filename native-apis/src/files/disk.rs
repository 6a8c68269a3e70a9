//! The only module that opens files of the host. It takes paths the sandbox has resolved, counts
//! the quota, and replaces files in one step.
#![allow(
    clippy::disallowed_methods,
    reason = "this module is what the ban points to"
)]

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{SystemTime, UNIX_EPOCH};

use super::failure::{At, full};
use crate::context::{PackageFiles, lock};
use crate::error::{ApiError, errno};
use crate::policy::sandbox::Root;
use crate::policy::{Sandbox, SandboxPath, WritablePath};

/// Saved files and the user directory together, in bytes: 200 MB.
pub const QUOTA: u64 = 200 * 1024 * 1024;
/// One `writeFile`, in bytes: 100 MB.
pub const WRITE_LIMIT: u64 = 100 * 1024 * 1024;
/// Up to this size an append replaces the file as a whole, so that a kill leaves the old or the
/// new content; copying more on every append would be slower than programs that keep logs expect.
const ATOMIC_APPEND_LIMIT: u64 = 8 * 1024 * 1024;

/// What `stat` tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stats {
    pub directory: bool,
    /// Bytes.
    pub size: u64,
    /// Seconds since 1970.
    pub accessed: u64,
    /// Seconds since 1970.
    pub modified: u64,
}

/// The files of one app.
pub struct Disk {
    sandbox: Sandbox,
    package: Arc<dyn PackageFiles>,
    scratch: PathBuf,
    next: AtomicU64,
    /// Bytes in the user and saved folders; `None` until counted.
    used: Mutex<Option<u64>>,
}

fn seconds(time: io::Result<SystemTime>) -> u64 {
    time.ok()
        .and_then(|time| time.duration_since(UNIX_EPOCH).ok())
        .map_or(0, |since| since.as_secs())
}

fn stats_of(meta: &fs::Metadata) -> Stats {
    Stats {
        directory: meta.is_dir(),
        size: if meta.is_dir() { 0 } else { meta.len() },
        accessed: seconds(meta.accessed()),
        modified: seconds(meta.modified()),
    }
}

fn tree_size(folder: &Path) -> u64 {
    let Ok(entries) = fs::read_dir(folder) else {
        return 0;
    };
    entries
        .flatten()
        .map(|entry| match entry.metadata() {
            Ok(meta) if meta.is_dir() => tree_size(&entry.path()),
            Ok(meta) => meta.len(),
            Err(_) => 0,
        })
        .sum()
}

impl Disk {
    /// Makes the folders of an app, and empties the temporary ones.
    pub fn open(home: &Path, package: Arc<dyn PackageFiles>) -> Result<Self, ApiError> {
        let scratch = home.join("scratch");
        if scratch.exists() {
            fs::remove_dir_all(&scratch).map_err(ApiError::internal)?;
        }
        fs::create_dir_all(&scratch).map_err(ApiError::internal)?;
        Ok(Self {
            sandbox: Sandbox::open(home)?,
            package,
            scratch,
            next: AtomicU64::new(0),
            used: Mutex::new(None),
        })
    }

    /// The path translation.
    pub fn sandbox(&self) -> &Sandbox {
        &self.sandbox
    }

    pub(super) fn scratch_file(&self) -> PathBuf {
        self.scratch
            .join(self.next.fetch_add(1, Ordering::Relaxed).to_string())
    }

    /// Fails if the quota cannot take `added` bytes in place of `removed`; counts them if it can.
    pub(super) fn charge(
        &self,
        path: &SandboxPath,
        added: u64,
        removed: u64,
    ) -> Result<(), ApiError> {
        if !matches!(path.root(), Root::User | Root::Saved) {
            return Ok(());
        }
        let mut used = lock(&self.used);
        let now = used.unwrap_or_else(|| {
            [Root::User, Root::Saved]
                .iter()
                .filter_map(|root| self.sandbox.folder(*root))
                .map(tree_size)
                .sum()
        });
        let then = now.saturating_add(added).saturating_sub(removed);
        if added > removed && then > QUOTA {
            *used = Some(now);
            return Err(full());
        }
        *used = Some(then);
        Ok(())
    }

    /// Counts anew at the next write; after operations whose effect on the size is not known.
    pub(super) fn recount(&self) {
        *lock(&self.used) = None;
    }

    /// What is at a path.
    pub fn stat(&self, path: &SandboxPath) -> Result<Stats, ApiError> {
        match path.in_package() {
            Some(inner) => {
                let stats = |directory, size| Stats {
                    directory,
                    size,
                    accessed: 0,
                    modified: 0,
                };
                if self.package.list(inner).is_some() {
                    return Ok(stats(true, 0));
                }
                let content = self
                    .package
                    .read(inner)
                    .ok_or_else(|| At::Path(path.text()).missing())?;
                Ok(stats(false, content.len() as u64))
            }
            None => fs::metadata(path.real())
                .map(|meta| stats_of(&meta))
                .map_err(|error| At::Path(path.text()).fail(&error)),
        }
    }

    /// Names in a directory, sorted.
    pub fn list(&self, path: &SandboxPath) -> Result<Vec<String>, ApiError> {
        let at = At::Path(path.text());
        let mut names = match path.in_package() {
            Some(inner) => match self.package.list(inner) {
                Some(names) => names,
                None if self.package.read(inner).is_some() => {
                    return Err(at.fail(&io::ErrorKind::NotADirectory.into()));
                }
                None => return Err(at.missing()),
            },
            None => fs::read_dir(path.real())
                .map_err(|error| at.fail(&error))?
                .map(|entry| entry.map(|entry| entry.file_name().to_string_lossy().into_owned()))
                .collect::<io::Result<_>>()
                .map_err(|error| at.fail(&error))?,
        };
        names.sort();
        Ok(names)
    }

    /// The whole content of a file.
    pub fn read(&self, path: &SandboxPath) -> Result<Vec<u8>, ApiError> {
        let at = At::Open(path.text());
        match path.in_package() {
            Some(inner) => match self.package.read(inner) {
                Some(content) => Ok(content),
                None if self.package.list(inner).is_some() => Err(at.directory()),
                None => Err(at.missing()),
            },
            None => fs::read(path.real()).map_err(|error| at.fail(&error)),
        }
    }

    /// Part of a file; the range must lie inside.
    pub fn read_range(
        &self,
        path: &SandboxPath,
        position: u64,
        length: Option<u64>,
    ) -> Result<Vec<u8>, ApiError> {
        let at = At::Open(path.text());
        if path.in_package().is_some() {
            let content = self.read(path)?;
            let (start, end) = range(position, length, content.len() as u64)?;
            return Ok(content[start as usize..end as usize].to_vec());
        }
        let mut file = File::open(path.real()).map_err(|error| at.fail(&error))?;
        let meta = file.metadata().map_err(|error| at.fail(&error))?;
        if meta.is_dir() {
            return Err(at.directory());
        }
        let (start, end) = range(position, length, meta.len())?;
        file.seek(SeekFrom::Start(start))
            .map_err(|error| at.fail(&error))?;
        let mut bytes = Vec::new();
        file.take(end - start)
            .read_to_end(&mut bytes)
            .map_err(|error| at.fail(&error))?;
        Ok(bytes)
    }

    fn replace(&self, target: &Path, bytes: &[u8], at: At<'_>) -> Result<(), ApiError> {
        if target.is_dir() {
            return Err(at.directory());
        }
        let scratch = self.scratch_file();
        let written = File::create(&scratch)
            .and_then(|mut file| {
                file.write_all(bytes)?;
                file.sync_data()
            })
            .and_then(|()| fs::rename(&scratch, target));
        written.map_err(|error| {
            // The scratch folder is emptied at the next start anyway.
            let _ = fs::remove_file(&scratch);
            at.fail(&error)
        })
    }

    pub(super) fn size_at(&self, path: &Path) -> u64 {
        fs::metadata(path).map_or(0, |meta| if meta.is_file() { meta.len() } else { 0 })
    }

    /// Replaces a file; the old content stays whole until the new one is.
    pub fn write(&self, path: &WritablePath, bytes: &[u8]) -> Result<(), ApiError> {
        if bytes.len() as u64 > WRITE_LIMIT {
            return Err(full());
        }
        self.put(path, bytes)
    }

    /// Writes a file the container itself makes: temporary and saved files as well.
    pub fn put(&self, path: &SandboxPath, bytes: &[u8]) -> Result<(), ApiError> {
        let old = self.size_at(path.real());
        let added = bytes.len() as u64;
        self.charge(path, added, old)?;
        let written = self.replace(path.real(), bytes, At::Open(path.text()));
        if written.is_err() {
            self.recount();
        }
        written
    }

    /// Adds to the end of a file that is there.
    pub fn append(&self, path: &WritablePath, bytes: &[u8]) -> Result<(), ApiError> {
        let at = At::Open(path.text());
        let meta = fs::metadata(path.real()).map_err(|error| at.fail(&error))?;
        if meta.is_dir() {
            return Err(at.directory());
        }
        self.charge(path, bytes.len() as u64, 0)?;
        let done = if meta.len() <= ATOMIC_APPEND_LIMIT {
            fs::read(path.real())
                .map_err(|error| at.fail(&error))
                .and_then(|mut content| {
                    content.extend_from_slice(bytes);
                    self.replace(path.real(), &content, at)
                })
        } else {
            OpenOptions::new()
                .append(true)
                .open(path.real())
                .and_then(|mut file| file.write_all(bytes))
                .map_err(|error| at.fail(&error))
        };
        if done.is_err() {
            self.recount();
        }
        done
    }

    /// Copies a file of any root into the user directory.
    pub fn copy(&self, from: &SandboxPath, to: &WritablePath) -> Result<(), ApiError> {
        let at = At::Pair("copyFile", from.text(), to.text());
        let content = self.read(from).map_err(|error| match error.errno {
            Some(errno::NO_SUCH_FILE) => at.missing(),
            _ => error,
        })?;
        self.charge(to, content.len() as u64, self.size_at(to.real()))?;
        let done = self.replace(to.real(), &content, at);
        if done.is_err() {
            self.recount();
        }
        done
    }

    /// Renames or moves a file or directory inside the user directory.
    pub fn rename(&self, from: &WritablePath, to: &WritablePath) -> Result<(), ApiError> {
        fs::rename(from.real(), to.real())
            .map_err(|error| At::Pair("rename", from.text(), to.text()).fail(&error))?;
        self.recount();
        Ok(())
    }

    /// Moves a temporary file to its kept place.
    pub fn keep(&self, from: &SandboxPath, to: &SandboxPath) -> Result<(), ApiError> {
        let size = self.size_at(from.real());
        self.charge(to, size, self.size_at(to.real()))?;
        let done = if to.real().is_dir() {
            Err(At::Open(to.text()).directory())
        } else {
            fs::rename(from.real(), to.real())
                .map_err(|error| At::Pair("saveFile", from.text(), to.text()).fail(&error))
        };
        if done.is_err() {
            self.recount();
        }
        done
    }

    /// Makes a directory, with its parents where asked.
    pub fn make_dir(&self, path: &WritablePath, recursive: bool) -> Result<(), ApiError> {
        let at = At::Path(path.text());
        if path.real().is_file() || (!recursive && path.real().exists()) {
            return Err(at.exists());
        }
        let made = if recursive {
            fs::create_dir_all(path.real())
        } else {
            fs::create_dir(path.real())
        };
        made.map_err(|error| at.fail(&error))
    }

    /// Removes a directory; with `recursive` also its content. The user directory itself stays.
    pub fn remove_dir(&self, path: &WritablePath, recursive: bool) -> Result<(), ApiError> {
        let at = At::Path(path.text());
        if Some(path.real()) == self.sandbox.folder(Root::User) {
            return Err(ApiError::new(
                format!("permission denied, open {}", path.text()),
                errno::PERMISSION,
            ));
        }
        let meta = fs::metadata(path.real()).map_err(|error| at.fail(&error))?;
        if !meta.is_dir() {
            return Err(at.fail(&io::ErrorKind::NotADirectory.into()));
        }
        let removed = if recursive {
            fs::remove_dir_all(path.real())
        } else {
            fs::remove_dir(path.real())
        };
        self.recount();
        removed.map_err(|error| at.fail(&error))
    }

    /// Removes a file of the user directory.
    pub fn unlink(&self, path: &WritablePath) -> Result<(), ApiError> {
        self.remove(path)
    }

    /// Removes a file the container made (saved, temporary).
    pub fn remove(&self, path: &SandboxPath) -> Result<(), ApiError> {
        let meta = fs::metadata(path.real()).map_err(|error| At::Path(path.text()).fail(&error))?;
        if meta.is_dir() {
            return Err(ApiError::new(
                format!("operation not permitted, unlink {}", path.text()),
                errno::NOT_PERMITTED,
            ));
        }
        fs::remove_file(path.real()).map_err(|error| At::Path(path.text()).fail(&error))?;
        self.charge(path, 0, meta.len())
    }

    /// Cuts or lengthens a file.
    pub fn truncate(&self, path: &WritablePath, length: u64) -> Result<(), ApiError> {
        let at = At::Open(path.text());
        let meta = fs::metadata(path.real()).map_err(|error| at.fail(&error))?;
        if meta.is_dir() {
            return Err(at.directory());
        }
        self.charge(path, length, meta.len())?;
        OpenOptions::new()
            .write(true)
            .open(path.real())
            .and_then(|file| file.set_len(length))
            .map_err(|error| at.fail(&error))
    }

    /// Opens a file for `FileSystemManager.open`. Package files are opened as a copy.
    pub fn open_file(
        &self,
        path: &SandboxPath,
        options: &OpenOptions,
        writes: bool,
    ) -> Result<File, ApiError> {
        let at = At::Open(path.text());
        if let Some(inner) = path.in_package() {
            let content = match self.package.read(inner) {
                Some(content) => content,
                None if self.package.list(inner).is_some() => return Err(at.directory()),
                None => return Err(at.missing()),
            };
            let scratch = self.scratch_file();
            let file = fs::write(&scratch, content)
                .and_then(|()| File::open(&scratch))
                .map_err(|error| at.fail(&error))?;
            // The open file lives on; where it does not (Windows), the next start removes it.
            let _ = fs::remove_file(&scratch);
            return Ok(file);
        }
        if path.real().is_dir() {
            return Err(at.directory());
        }
        let file = options.open(path.real()).map_err(|error| at.fail(&error))?;
        if writes {
            self.recount();
        }
        Ok(file)
    }

    /// Counts `added` bytes that will be written through an open file.
    pub fn charge_open(&self, path: &SandboxPath, added: u64) -> Result<(), ApiError> {
        self.charge(path, added, 0)
    }

    /// Makes the parents of a path, for unzipping.
    pub fn make_parents(&self, path: &WritablePath) -> Result<(), ApiError> {
        match path.real().parent() {
            Some(parent) => {
                fs::create_dir_all(parent).map_err(|error| At::Open(path.text()).fail(&error))
            }
            None => Ok(()),
        }
    }
}

fn range(position: u64, length: Option<u64>, size: u64) -> Result<(u64, u64), ApiError> {
    if position > size {
        return Err(ApiError::new(
            "value of position is out of range",
            errno::POSITION_RANGE,
        ));
    }
    let end = match length {
        None => size,
        Some(length) => position
            .checked_add(length)
            .filter(|end| *end <= size)
            .ok_or_else(|| ApiError::new("value of length is out of range", errno::LENGTH_RANGE))?,
    };
    Ok((position, end))
}
