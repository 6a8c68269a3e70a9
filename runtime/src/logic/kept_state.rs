//! Small texts that outlive a run: what pages ask to keep for the next cold start.

use std::fs;
use std::path::{Path, PathBuf};

/// A page's state is data of its own making; more than this is a mistake and is not kept.
const MAX_BYTES: usize = 1 << 20;

/// Texts by key, a file each; without a folder nothing is kept.
#[derive(Debug)]
pub(super) struct KeptState {
    folder: Option<PathBuf>,
}

impl KeptState {
    pub fn new(folder: Option<&Path>) -> Self {
        Self {
            folder: folder.map(Path::to_owned),
        }
    }

    /// Keys are the framework's own: letters and hyphens.
    fn file(&self, key: &str) -> Option<PathBuf> {
        let plain = key
            .chars()
            .all(|letter| letter.is_ascii_alphanumeric() || letter == '-');
        let folder = self.folder.as_ref().filter(|_| plain)?;
        Some(folder.join(format!("{key}.json")))
    }

    /// The empty text forgets the key. Written beside the file and renamed, so that a kill leaves
    /// the old text or the new one.
    pub fn keep(&self, key: &str, text: &str) {
        let Some(file) = self.file(key) else { return };
        let outcome = if text.is_empty() {
            match fs::remove_file(&file) {
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
                other => other,
            }
        } else if text.len() > MAX_BYTES {
            log::warn!("{key}: more than {MAX_BYTES} bytes are not kept");
            Ok(())
        } else {
            write(&file, text)
        };
        if let Err(error) = outcome {
            log::warn!("{}: {error}", file.display());
        }
    }

    pub fn kept(&self, key: &str) -> Option<String> {
        fs::read_to_string(self.file(key)?).ok()
    }
}

fn write(file: &Path, text: &str) -> std::io::Result<()> {
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder)?;
    }
    let part = file.with_extension("part");
    fs::write(&part, text)?;
    fs::rename(&part, file)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn texts_are_kept_and_forgotten() {
        let folder = tempfile::tempdir().unwrap();
        let state = KeptState::new(Some(&folder.path().join("state")));
        assert_eq!(state.kept("exit"), None);
        state.keep("exit", "1");
        state.keep("exit", "2");
        assert_eq!(state.kept("exit").as_deref(), Some("2"));
        state.keep("exit", "");
        state.keep("exit", "");
        assert_eq!(state.kept("exit"), None);
        state.keep("../out", "1");
        assert!(!folder.path().join("out.json").exists());
        KeptState::new(None).keep("exit", "1");
    }
}
