//! Initial renderings of pages (`initialRenderingCache`), kept for the next time that they open.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use peapod_compiler::{CacheLimits, Package, prune_cache_once, touch_cached};
use sha2::{Digest, Sha256};

/// Part of every key: another version may draw the same operations otherwise.
const FORMAT: &str = concat!("peapod-rendering-1-", env!("CARGO_PKG_VERSION"));

/// A rendering goes to its page together with the page's name, in one script; one above this is
/// slower to show than the page itself.
const MAX_BYTES: usize = 256 << 10;

/// Of all mini-programs together.
const LIMITS: CacheLimits = CacheLimits {
    age: Duration::from_secs(60 * 24 * 3600),
    bytes: 16 << 20,
};

/// Batches by mini-program, state of its package, page and theme, a file each; without a folder
/// nothing is kept.
#[derive(Debug)]
pub(super) struct Renderings {
    folder: Option<PathBuf>,
}

impl Renderings {
    pub fn new(cache_dir: Option<&Path>) -> Self {
        Self {
            folder: cache_dir.map(|dir| dir.join("renderings")),
        }
    }

    fn file(&self, package: &Package, route: &str, theme: &str) -> Option<PathBuf> {
        let folder = self.folder.as_ref()?;
        let mut hash = Sha256::new();
        for part in [
            FORMAT,
            package.app_id(),
            package.content_hash(),
            route,
            theme,
        ] {
            hash.update((part.len() as u64).to_le_bytes());
            hash.update(part.as_bytes());
        }
        Some(folder.join(format!("{:x}.json", hash.finalize())))
    }

    /// Keeps a batch; the empty text forgets it. Written beside the file and renamed, so that a
    /// kill leaves the old batch or the new one.
    pub fn keep(&self, package: &Package, route: &str, theme: &str, batch: &str) {
        let Some(file) = self.file(package, route, theme) else {
            return;
        };
        if let Some(folder) = &self.folder {
            prune_cache_once(folder, LIMITS);
        }
        let outcome = if batch.is_empty() || batch.len() > MAX_BYTES {
            if !batch.is_empty() {
                log::warn!("{route}: an initial rendering above {MAX_BYTES} bytes is not kept");
            }
            match fs::remove_file(&file) {
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
                other => other,
            }
        } else {
            write(&file, batch)
        };
        if let Err(error) = outcome {
            log::warn!("{}: {error}", file.display());
        }
    }

    pub fn kept(&self, package: &Package, route: &str, theme: &str) -> Option<String> {
        let file = self.file(package, route, theme)?;
        let batch = fs::read_to_string(&file).ok()?;
        touch_cached(&file);
        Some(batch)
    }
}

fn write(file: &Path, text: &str) -> std::io::Result<()> {
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder)?;
    }
    let part = file.with_extension(format!("{}.part", std::process::id()));
    fs::write(&part, text)?;
    fs::rename(&part, file)
}
