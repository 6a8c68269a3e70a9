//! A mini-program that a test may write to.

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::Outcome;

/// A copy in a folder of its own; gone when dropped.
pub struct AppCopy {
    _folder: TempDir,
    root: PathBuf,
}

impl AppCopy {
    /// Copies a folder.
    pub fn of(app: &Path) -> Outcome<Self> {
        let folder = TempDir::new().map_err(|error| error.to_string())?;
        // Not directly in the temporary folder: settings are looked for in the folder above.
        let root = folder.path().join("app");
        copy(app, &root).map_err(|error| format!("{}: {error}", app.display()))?;
        Ok(Self {
            _folder: folder,
            root,
        })
    }

    /// Where it lies.
    pub fn path(&self) -> &Path {
        &self.root
    }

    /// Writes a file in place.
    pub fn save(&self, file: &str, text: &str) -> Outcome<()> {
        let path = self.root.join(file);
        let failed = |error: std::io::Error| format!("{file}: {error}");
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).map_err(failed)?;
        }
        fs::write(&path, text).map_err(failed)
    }

    /// Replaces a text; the new file is written beside the old one and takes its place.
    pub fn edit(&self, file: &str, from: &str, to: &str) -> Outcome<()> {
        let path = self.root.join(file);
        let failed = |error: std::io::Error| format!("{file}: {error}");
        let text = fs::read_to_string(&path).map_err(failed)?;
        if !text.contains(from) {
            return Err(format!("{file} does not contain {from:?}"));
        }
        let beside = self.root.join(format!("{file}.tmp"));
        fs::write(&beside, text.replace(from, to)).map_err(failed)?;
        fs::rename(&beside, &path).map_err(failed)
    }

    /// Removes a file.
    pub fn remove(&self, file: &str) -> Outcome<()> {
        fs::remove_file(self.root.join(file)).map_err(|error| format!("{file}: {error}"))
    }
}

fn copy(from: &Path, to: &Path) -> std::io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}
