//! Mini-programs that come with the application: part of the binary, written out at the first start
//! and after every update, as a package is opened from files.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use sha2::{Digest as _, Sha256};

/// One mini-program: the name of its folder, and its files by path.
pub type Bundle = (&'static str, &'static [(&'static str, &'static [u8])]);

#[cfg(any(mobile, test))]
include!(concat!(env!("OUT_DIR"), "/bundled.rs"));

/// Those of this binary.
#[cfg(any(mobile, test))]
pub const fn all() -> &'static [Bundle] {
    BUNDLED
}

/// A desktop opens folders of its own.
#[cfg(not(any(mobile, test)))]
pub const fn all() -> &'static [Bundle] {
    &[]
}

/// Says which version of a bundle lies in a folder; not part of the mini-program.
const STAMP: &str = ".bundle";

/// Writes bundles below `folder` where they are missing or old, and returns their folders.
///
/// # Errors
/// The disk is full or the like; what was there stays.
pub fn unpack(folder: &Path, bundles: &[Bundle]) -> io::Result<Vec<PathBuf>> {
    let mut roots = Vec::new();
    for (name, files) in bundles {
        let root = folder.join(name);
        let stamp = digest(files);
        if fs::read_to_string(root.join(STAMP)).ok().as_deref() != Some(&stamp) {
            write(&root, files, &stamp)?;
        }
        roots.push(root);
    }
    Ok(roots)
}

fn write(root: &Path, files: &[(&str, &[u8])], stamp: &str) -> io::Result<()> {
    let fresh = root.with_extension("new");
    if fresh.exists() {
        fs::remove_dir_all(&fresh)?;
    }
    for (path, bytes) in files {
        let file = fresh.join(path);
        if let Some(parent) = file.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::write(file, bytes)?;
    }
    fs::write(fresh.join(STAMP), stamp)?;
    if root.exists() {
        fs::remove_dir_all(root)?;
    }
    fs::rename(fresh, root)
}

fn digest(files: &[(&str, &[u8])]) -> String {
    let mut hasher = Sha256::new();
    for (path, bytes) in files {
        for part in [path.as_bytes(), bytes] {
            hasher.update((part.len() as u64).to_le_bytes());
            hasher.update(part);
        }
    }
    hasher
        .finalize()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use peapod_compiler::{OpenOptions, Package};

    #[test]
    fn the_examples_are_in_the_binary_and_open() {
        let folder = tempfile::tempdir().unwrap();
        let roots = unpack(folder.path(), all()).unwrap();
        let names: Vec<_> = all().iter().map(|(name, _)| *name).collect();
        assert_eq!(names, ["gallery", "todo"]);
        for root in roots {
            let package = Package::open(&root, &OpenOptions::default()).unwrap();
            assert!(!package.app().pages.is_empty(), "{}", root.display());
        }
    }

    #[test]
    fn an_update_replaces_the_whole_and_an_equal_one_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let old: Bundle = ("a", &[("app.json", b"1"), ("gone.js", b"")]);
        let new: Bundle = ("a", &[("app.json", b"2")]);
        let root = unpack(folder.path(), &[old]).unwrap().remove(0);
        fs::write(root.join("mark"), "").unwrap();
        unpack(folder.path(), &[old]).unwrap();
        assert!(root.join("mark").exists(), "nothing is written anew");
        unpack(folder.path(), &[new]).unwrap();
        assert_eq!(fs::read(root.join("app.json")).unwrap(), b"2");
        assert!(!root.join("gone.js").exists() && !root.join("mark").exists());
    }
}
