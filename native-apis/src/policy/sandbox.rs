//! The four roots a script may name, and the translation of its paths to real ones.
//!
//! | path | root | writable |
//! |---|---|---|
//! | `/a/b`, `a/b` | the package | no |
//! | `wxfile://tmp_…` | temporary files, gone at the next start | no |
//! | `wxfile://store_…` | files kept by `saveFile` | no |
//! | `wxfile://usr/…` | `wx.env.USER_DATA_PATH` | yes |
#![allow(
    clippy::disallowed_methods,
    reason = "this module is the border to the real file system"
)]

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use sha2::{Digest as _, Sha256};

use crate::error::{ApiError, errno};
use crate::hex::hex;

/// `wx.env.USER_DATA_PATH`.
pub const USER_DATA_PATH: &str = "wxfile://usr";

/// Where a path leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Root {
    Package,
    Temp,
    Saved,
    User,
}

/// A path inside one of the roots; the only kind the disk module opens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SandboxPath {
    root: Root,
    /// The real path, or the path inside the package.
    real: PathBuf,
    /// What the script wrote, for error texts.
    text: String,
}

impl SandboxPath {
    /// The root it is in.
    pub fn root(&self) -> Root {
        self.root
    }

    /// The real path; for package files the path relative to the package.
    pub fn real(&self) -> &Path {
        &self.real
    }

    /// The path inside the package, if it is there.
    pub fn in_package(&self) -> Option<&str> {
        (self.root == Root::Package).then(|| self.real.to_str().unwrap_or(""))
    }

    /// The path as the script wrote it.
    pub fn text(&self) -> &str {
        &self.text
    }
}

/// A path the script may write to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WritablePath(SandboxPath);

impl std::ops::Deref for WritablePath {
    type Target = SandboxPath;

    fn deref(&self) -> &SandboxPath {
        &self.0
    }
}

/// The folders of one app.
#[derive(Debug)]
pub struct Sandbox {
    temp: PathBuf,
    saved: PathBuf,
    user: PathBuf,
    next: AtomicU64,
}

/// An app id as one safe path segment. Ids that no WeChat mini-program has, with other characters,
/// capitals (some file systems fold them) or of great length, get a digest, so that no two share one.
pub fn app_segment(app_id: &str) -> String {
    const LONGEST: usize = 64;
    let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '_' | '-');
    if !app_id.is_empty() && app_id.len() <= LONGEST && app_id.chars().all(is_plain) {
        return app_id.to_owned();
    }
    let readable: String = app_id
        .chars()
        .map(|c| if is_plain(c) { c } else { '_' })
        .take(LONGEST / 2)
        .collect();
    format!("{readable}-{}", hex(&Sha256::digest(app_id)[..8]))
}

/// Makes and returns the folder of one app in the data directory.
pub fn app_home(data_dir: &Path, app_id: &str) -> Result<PathBuf, ApiError> {
    let home = data_dir.join(app_segment(app_id));
    std::fs::create_dir_all(&home)
        .map_err(|error| ApiError::internal(format!("{}: {error}", home.display())))?;
    Ok(home)
}

fn denied(text: &str) -> ApiError {
    ApiError::new(format!("permission denied, open {text}"), errno::PERMISSION)
}

/// Resolves `.`, `..` and empty segments; `None` when the path climbs above its root.
fn clean(path: &str) -> Option<Vec<&str>> {
    let mut parts = Vec::new();
    for part in path.split(['/', '\\']) {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            _ if part.contains('\0') => return None,
            _ => parts.push(part),
        }
    }
    Some(parts)
}

impl Sandbox {
    /// Makes the folders, and empties the temporary one.
    pub fn open(home: &Path) -> Result<Self, ApiError> {
        let sandbox = Self {
            temp: home.join("tmp"),
            saved: home.join("store"),
            user: home.join("usr"),
            next: AtomicU64::new(0),
        };
        if sandbox.temp.exists() {
            std::fs::remove_dir_all(&sandbox.temp).map_err(ApiError::internal)?;
        }
        for folder in [&sandbox.temp, &sandbox.saved, &sandbox.user] {
            std::fs::create_dir_all(folder).map_err(ApiError::internal)?;
        }
        Ok(sandbox)
    }

    /// The real folder of a root; the package has none.
    pub fn folder(&self, root: Root) -> Option<&Path> {
        match root {
            Root::Package => None,
            Root::Temp => Some(&self.temp),
            Root::Saved => Some(&self.saved),
            Root::User => Some(&self.user),
        }
    }

    /// Translates a path of a script.
    ///
    /// # Errors
    /// `permission denied, open <path>` for paths that leave their root, pass a symbolic link, or
    /// name something else than a file of this app.
    pub fn resolve(&self, text: &str) -> Result<SandboxPath, ApiError> {
        let (root, rest) = Self::split(text).ok_or_else(|| denied(text))?;
        let parts = clean(rest).ok_or_else(|| denied(text))?;
        if parts.iter().any(|part| part.len() > 255) {
            return Err(ApiError::new(
                format!("File name too long, open {text}"),
                errno::NAME_TOO_LONG,
            ));
        }
        let path = |real| SandboxPath {
            root,
            real,
            text: text.to_owned(),
        };
        let Some(base) = self.folder(root) else {
            return Ok(path(PathBuf::from(parts.join("/"))));
        };
        let mut real = base.to_path_buf();
        for part in &parts {
            real.push(part);
            // Nothing of ours makes links; one that is there came from outside and may lead out.
            if real
                .symlink_metadata()
                .is_ok_and(|meta| meta.file_type().is_symlink())
            {
                return Err(denied(text));
            }
        }
        Ok(path(real))
    }

    /// Translates a path that will be written; only the user directory is writable.
    ///
    /// # Errors
    /// As [`Sandbox::resolve`], and for the other roots.
    pub fn writable(&self, text: &str) -> Result<WritablePath, ApiError> {
        let path = self.resolve(text)?;
        if path.root == Root::User {
            Ok(WritablePath(path))
        } else {
            Err(denied(text))
        }
    }

    fn split(text: &str) -> Option<(Root, &str)> {
        // `http://tmp/…` is how DevTools writes the same paths.
        if let Some(rest) = text
            .strip_prefix("wxfile://")
            .or_else(|| text.strip_prefix("http://"))
        {
            let (head, tail) = rest.split_once('/').unwrap_or((rest, ""));
            return match head {
                "usr" => Some((Root::User, tail)),
                "tmp" => Some((Root::Temp, tail)),
                "store" => Some((Root::Saved, tail)),
                _ if rest.starts_with("tmp_") => Some((Root::Temp, rest)),
                _ if rest.starts_with("store_") => Some((Root::Saved, rest)),
                _ => None,
            };
        }
        if text.contains("://") || text.is_empty() {
            return None;
        }
        Some((Root::Package, text))
    }

    fn fresh(&self, root: Root, prefix: &str, extension: &str) -> SandboxPath {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let stamp = std::time::SystemTime::now()
            .duration_since(std::time::UNIX_EPOCH)
            .map_or(0, |since| since.as_millis());
        let extension: String = extension
            .chars()
            .filter(char::is_ascii_alphanumeric)
            .take(10)
            .collect();
        let dot = if extension.is_empty() { "" } else { "." };
        let name = format!("{prefix}{stamp:x}{number:04x}{dot}{extension}");
        let folder = self.folder(root).map(Path::to_path_buf).unwrap_or_default();
        SandboxPath {
            root,
            real: folder.join(&name),
            text: format!("wxfile://{name}"),
        }
    }

    /// A new name for a temporary file; `extension` without dot.
    pub fn fresh_temp(&self, extension: &str) -> SandboxPath {
        self.fresh(Root::Temp, "tmp_", extension)
    }

    /// A new name for a saved file.
    pub fn fresh_saved(&self, extension: &str) -> SandboxPath {
        self.fresh(Root::Saved, "store_", extension)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;

    fn sandbox() -> (tempfile::TempDir, Sandbox) {
        let dir = tempfile::tempdir().unwrap();
        let sandbox = Sandbox::open(dir.path()).unwrap();
        (dir, sandbox)
    }

    #[test]
    fn paths_go_to_their_roots() {
        let (dir, sandbox) = sandbox();
        let root = |text: &str| sandbox.resolve(text).unwrap().root();
        assert_eq!(root("/img/a.png"), Root::Package);
        assert_eq!(root("img/a.png"), Root::Package);
        assert_eq!(root("wxfile://tmp_12.png"), Root::Temp);
        assert_eq!(root("http://tmp/12.png"), Root::Temp);
        assert_eq!(root("wxfile://store_12.png"), Root::Saved);
        let user = sandbox.resolve("wxfile://usr/a/../b.txt").unwrap();
        assert_eq!(user.real(), dir.path().join("usr/b.txt"));
        assert_eq!(user.text(), "wxfile://usr/a/../b.txt");
    }

    #[test]
    fn nothing_leads_out() {
        let (dir, sandbox) = sandbox();
        for text in [
            "wxfile://usr/../../etc/passwd",
            "wxfile://usr/a/../../x",
            "wxfile://usr/..\\..\\x",
            "wxfile://tmp_/../../../x",
            "../app.json",
            "file:///etc/passwd",
            "wxfile://other/x",
            "wxfile://usr/a\0b",
            "",
        ] {
            let error = sandbox.resolve(text).unwrap_err();
            assert_eq!(error.message, format!("permission denied, open {text}"));
            assert_eq!(error.errno, Some(errno::PERMISSION));
        }
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink("/etc", dir.path().join("usr/link")).unwrap();
            assert!(sandbox.resolve("wxfile://usr/link/passwd").is_err());
            assert!(sandbox.resolve("wxfile://usr/link").is_err());
        }
        #[cfg(not(unix))]
        let _ = dir;
    }

    #[test]
    fn only_the_user_directory_is_writable() {
        let (_dir, sandbox) = sandbox();
        assert!(sandbox.writable("wxfile://usr/a").is_ok());
        for text in ["/a", "wxfile://tmp_a", "wxfile://store_a"] {
            assert!(sandbox.writable(text).is_err(), "{text}");
        }
    }

    #[test]
    fn app_ids_become_one_segment() {
        let dir = tempfile::tempdir().unwrap();
        let home = app_home(dir.path(), "../../wx1").unwrap();
        assert_eq!(home.parent().unwrap(), dir.path());
    }

    #[test]
    fn no_two_app_ids_share_a_segment() {
        assert_eq!(app_segment("wx0123456789abcdef"), "wx0123456789abcdef");
        let long = "a".repeat(65);
        let ids = ["", "_", "a.b", "a_b", "a/b", "A_B", "..", &long, &long[1..]];
        let segments: std::collections::BTreeSet<String> =
            ids.iter().map(|id| app_segment(id)).collect();
        assert_eq!(segments.len(), ids.len(), "{segments:?}");
        assert!(segments.iter().all(|it| it.len() <= 64 && it != ".."));
    }
}
