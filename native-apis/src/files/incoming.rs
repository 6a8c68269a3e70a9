//! Files that arrive in pieces: downloads.
#![allow(
    clippy::disallowed_methods,
    reason = "writes into the scratch folder, and moves to a path the sandbox has resolved"
)]

use std::fs::{self, File};
use std::io::Write;
use std::path::PathBuf;

use super::disk::Disk;
use super::failure::At;
use crate::error::{ApiError, errno};
use crate::policy::SandboxPath;

/// A file on its way; gone when dropped before [`Disk::finish`].
pub struct Incoming {
    file: File,
    path: PathBuf,
    size: u64,
}

impl Incoming {
    /// Adds bytes.
    pub fn write(&mut self, bytes: &[u8]) -> Result<(), ApiError> {
        self.size += bytes.len() as u64;
        self.file.write_all(bytes).map_err(|error| {
            log::warn!("download: {error}");
            ApiError::new("download save file error", errno::DOWNLOAD_SAVE)
        })
    }
}

impl Drop for Incoming {
    fn drop(&mut self) {
        // After `finish` it is no longer there.
        let _ = fs::remove_file(&self.path);
    }
}

impl Disk {
    /// Starts a file that arrives in pieces.
    pub fn begin(&self) -> Result<Incoming, ApiError> {
        let path = self.scratch_file();
        let file = File::create(&path).map_err(|error| At::Open("temporary file").fail(&error))?;
        Ok(Incoming {
            file,
            path,
            size: 0,
        })
    }

    /// Puts a complete file in its place.
    pub fn finish(&self, incoming: Incoming, target: &SandboxPath) -> Result<(), ApiError> {
        let at = At::Open(target.text());
        if target.real().is_dir() {
            return Err(at.directory());
        }
        self.charge(target, incoming.size, self.size_at(target.real()))?;
        let done = incoming
            .file
            .sync_data()
            .and_then(|()| fs::rename(&incoming.path, target.real()));
        done.map_err(|error| {
            self.recount();
            at.fail(&error)
        })
    }
}
