//! Which files of a package are not as they were.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use notify::{RecommendedWatcher, RecursiveMode, Watcher as _};
use peapod_compiler::Package;

/// Settings of a project that may lie outside the mini-program's root.
const PROJECT_FILES: [&str; 2] = ["project.config.json", "project.private.config.json"];

/// The system bounds what one user may watch (8192 on older Linux); the largest public project
/// looked at has 600 folders.
const MAX_FOLDERS: usize = 4000;

/// What a file looks like without being read. A save changes at least one of these: editors that
/// write in place change the time, those that rename change the file itself.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Stamp {
    modified: Option<SystemTime>,
    length: u64,
    file: u64,
}

impl Stamp {
    fn of(path: &Path) -> Option<Self> {
        let metadata = fs::metadata(path).ok()?;
        #[cfg(unix)]
        let file = std::os::unix::fs::MetadataExt::ino(&metadata);
        #[cfg(not(unix))]
        let file = 0;
        Some(Self {
            modified: metadata.modified().ok(),
            length: metadata.len(),
            file,
        })
    }
}

/// Files that were saved, by package path.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Saved {
    pub written: BTreeSet<String>,
    /// Added or removed.
    pub moved: BTreeSet<String>,
}

impl Saved {
    /// All of them.
    pub fn all(&self) -> BTreeSet<String> {
        self.written.union(&self.moved).cloned().collect()
    }

    pub fn is_empty(&self) -> bool {
        self.written.is_empty() && self.moved.is_empty()
    }
}

/// The files of a package as they were when last looked at, and the folders that are watched.
pub struct Files {
    root: PathBuf,
    stamps: BTreeMap<String, Stamp>,
    folders: BTreeSet<PathBuf>,
}

impl Files {
    /// Nothing has been looked at yet.
    pub fn of(root: &Path) -> Self {
        Self {
            root: root.to_owned(),
            stamps: BTreeMap::new(),
            folders: BTreeSet::new(),
        }
    }

    /// What is different since the last look.
    pub fn look(&mut self, package: &Package) -> Saved {
        let places = project_files(&self.root);
        let project = places.iter().map(|(name, path)| (*name, path.as_path()));
        let now: BTreeMap<String, Stamp> = package
            .disk_files()
            .chain(project)
            .filter_map(|(name, path)| Some((name.to_owned(), Stamp::of(path)?)))
            .collect();
        let mut saved = Saved::default();
        for (name, stamp) in &now {
            match self.stamps.get(name) {
                None => saved.moved.insert(name.clone()),
                Some(old) if old != stamp => saved.written.insert(name.clone()),
                Some(_) => false,
            };
        }
        let gone = self.stamps.keys().filter(|name| !now.contains_key(*name));
        saved.moved.extend(gone.cloned());
        self.stamps = now;
        saved
    }

    /// Watches all folders of the project. True when some are new: what was saved in them before
    /// is not known.
    pub fn follow(&mut self, watcher: &mut RecommendedWatcher) -> bool {
        let mut wanted = BTreeSet::new();
        folders_below(&self.root, &mut wanted);
        for folder in self.folders.difference(&wanted) {
            // A folder that is gone is no longer watched anyway.
            let _ = watcher.unwatch(folder);
        }
        let mut grown = false;
        let mut followed = BTreeSet::new();
        for folder in wanted {
            if !self.folders.contains(&folder) {
                if let Err(error) = watcher.watch(&folder, RecursiveMode::NonRecursive) {
                    log::warn!("{} is not watched: {error}", folder.display());
                    continue;
                }
                grown = true;
            }
            followed.insert(folder);
        }
        self.folders = followed;
        grown
    }
}

/// Every folder but hidden ones and installed dependencies, which nobody edits.
fn folders_below(folder: &Path, found: &mut BTreeSet<PathBuf>) {
    if found.len() >= MAX_FOLDERS || !found.insert(folder.to_owned()) {
        return;
    }
    // A folder may go while it is looked at.
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let hidden = name.to_string_lossy().starts_with('.');
        if !hidden && name != "node_modules" && entry.file_type().is_ok_and(|it| it.is_dir()) {
            folders_below(&entry.path(), found);
        }
    }
}

/// In the folder that was opened, and above it where it is the inner one of a project.
fn project_files(root: &Path) -> Vec<(&'static str, PathBuf)> {
    let above = root.parent().unwrap_or(root);
    [root, above]
        .iter()
        .flat_map(|folder| PROJECT_FILES.map(|name| (name, folder.join(name))))
        .filter(|(_, path)| path.is_file())
        .collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use peapod_compiler::OpenOptions;

    fn saved(files: &mut Files) -> Saved {
        let package = Package::open(&files.root, &OpenOptions::default()).unwrap();
        files.look(&package)
    }

    #[test]
    fn saves_in_place_by_renaming_and_of_new_files_are_seen() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::write(at("app.json"), r#"{"pages": ["p"]}"#).unwrap();
        fs::write(at("p.js"), "Page({})").unwrap();
        let mut files = Files::of(folder.path());
        saved(&mut files);
        assert!(saved(&mut files).is_empty());

        fs::write(at("p.js"), "Page({ })").unwrap();
        assert_eq!(saved(&mut files).written, BTreeSet::from(["p.js".into()]));
        fs::write(at("p.js~"), "Page({ })").unwrap();
        fs::rename(at("p.js~"), at("p.js")).unwrap();
        assert_eq!(saved(&mut files).written, BTreeSet::from(["p.js".into()]));
        fs::create_dir(at("a")).unwrap();
        fs::write(at("a/b.wxss"), "").unwrap();
        assert_eq!(saved(&mut files).moved, BTreeSet::from(["a/b.wxss".into()]));
        fs::remove_file(at("p.js")).unwrap();
        assert_eq!(saved(&mut files).moved, BTreeSet::from(["p.js".into()]));
    }
}
