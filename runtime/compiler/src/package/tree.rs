//! The files of a package, wherever they lie.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::Diagnostic;
use crate::paths::join;

/// Bounds the walk of a folder: a wrong folder (a home directory) must not be read whole.
/// The largest public project looked at has 9 000 files below its root, `node_modules` apart.
const MAX_FOLDER_FILES: usize = 50_000;

/// Folders deeper than this are not a mini-program.
const MAX_DEPTH: usize = 48;

/// Where the bytes of a file are.
#[derive(Debug, Clone)]
pub(crate) enum Source {
    Disk(PathBuf),
    Memory(Arc<[u8]>),
}

impl Source {
    pub fn disk_path(&self) -> Option<&Path> {
        match self {
            Self::Disk(path) => Some(path),
            Self::Memory(_) => None,
        }
    }

    pub fn read(&self) -> io::Result<Arc<[u8]>> {
        match self {
            Self::Disk(path) => fs::read(path).map(Arc::from),
            Self::Memory(bytes) => Ok(bytes.clone()),
        }
    }
}

/// Package path to bytes.
#[derive(Debug, Clone, Default)]
pub(crate) struct FileTree {
    pub files: BTreeMap<String, Source>,
}

impl FileTree {
    /// Lists a folder. Hidden entries and `node_modules` are left out; symbolic links that lead
    /// out of the folder are refused with a diagnostic.
    pub fn from_folder(root: &Path, diagnostics: &mut Vec<Diagnostic>) -> io::Result<Self> {
        let mut tree = Self::default();
        let boundary = root.canonicalize()?;
        let mut walk = Walk {
            boundary: &boundary,
            tree: &mut tree,
            diagnostics,
            full: false,
        };
        walk.folder(root, "", 0)?;
        Ok(tree)
    }

    /// The files below a folder, named relative to it.
    pub fn below(&self, folder: &str) -> Self {
        if folder.is_empty() {
            return self.clone();
        }
        let prefix = format!("{folder}/");
        let files = self
            .files
            .range(prefix.clone()..)
            .take_while(|(path, _)| path.starts_with(&prefix))
            .map(|(path, source)| (path[prefix.len()..].to_owned(), source.clone()))
            .collect();
        Self { files }
    }

    /// Whether any file lies below a folder.
    pub fn has_folder(&self, folder: &str) -> bool {
        let prefix = format!("{folder}/");
        self.files
            .range(prefix.clone()..)
            .next()
            .is_some_and(|(path, _)| path.starts_with(&prefix))
    }

    /// Adds the files of another tree below a folder; files that are there already win.
    pub fn mount(&mut self, folder: &str, other: Self) {
        for (path, source) in other.files {
            self.files.entry(join(folder, &path)).or_insert(source);
        }
    }
}

struct Walk<'a> {
    boundary: &'a Path,
    tree: &'a mut FileTree,
    diagnostics: &'a mut Vec<Diagnostic>,
    full: bool,
}

impl Walk<'_> {
    fn folder(&mut self, folder: &Path, name: &str, depth: usize) -> io::Result<()> {
        if depth > MAX_DEPTH {
            self.diagnostics.push(Diagnostic::error(
                name,
                0,
                0,
                format!("folders are nested more than {MAX_DEPTH} deep; left out"),
            ));
            return Ok(());
        }
        let mut entries = fs::read_dir(folder)?.collect::<io::Result<Vec<_>>>()?;
        entries.sort_by_key(fs::DirEntry::file_name);
        for entry in entries {
            let file_name = entry.file_name();
            let Some(file_name) = file_name.to_str() else {
                self.diagnostics.push(Diagnostic::warning(
                    join(name, &file_name.to_string_lossy()),
                    0,
                    0,
                    "the file name is not UTF-8; left out",
                ));
                continue;
            };
            if file_name.starts_with('.') || file_name == "node_modules" {
                continue;
            }
            let path = entry.path();
            let package_path = join(name, file_name);
            let mut kind = entry.file_type()?;
            if kind.is_symlink() {
                match path.canonicalize() {
                    Ok(target) if target.starts_with(self.boundary) => {
                        // A link to a folder above itself would never end.
                        if folder.canonicalize()?.starts_with(&target) {
                            continue;
                        }
                        kind = fs::metadata(&path)?.file_type();
                    }
                    Ok(_) => {
                        self.diagnostics.push(Diagnostic::error(
                            package_path,
                            0,
                            0,
                            "the symbolic link leads out of the package; copy the file into it",
                        ));
                        continue;
                    }
                    Err(error) => {
                        self.diagnostics.push(Diagnostic::warning(
                            package_path,
                            0,
                            0,
                            format!("the symbolic link leads nowhere: {error}"),
                        ));
                        continue;
                    }
                }
            }
            if kind.is_dir() {
                // An unreadable folder is that folder's fault alone.
                if let Err(error) = self.folder(&path, &package_path, depth + 1) {
                    self.diagnostics.push(Diagnostic::error(
                        package_path,
                        0,
                        0,
                        format!("the folder cannot be read: {error}"),
                    ));
                }
            } else if kind.is_file() {
                if self.tree.files.len() >= MAX_FOLDER_FILES {
                    if !self.full {
                        self.full = true;
                        self.diagnostics.push(Diagnostic::error(
                            package_path,
                            0,
                            0,
                            format!("more than {MAX_FOLDER_FILES} files; the rest is left out"),
                        ));
                    }
                    return Ok(());
                }
                self.tree.files.insert(package_path, Source::Disk(path));
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn lists_files_without_hidden_ones_and_node_modules() {
        let folder = tempfile::tempdir().unwrap();
        for path in [
            "a/b.js",
            ".git/config",
            "node_modules/x/index.js",
            "app.json",
        ] {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "x").unwrap();
        }
        let tree = FileTree::from_folder(folder.path(), &mut Vec::new()).unwrap();
        assert_eq!(
            tree.files.keys().collect::<Vec<_>>(),
            ["a/b.js", "app.json"]
        );
        assert!(tree.has_folder("a"));
        assert!(!tree.has_folder("app"));
        assert_eq!(tree.below("a").files.keys().collect::<Vec<_>>(), ["b.js"]);
    }

    #[cfg(unix)]
    #[test]
    fn links_out_of_the_folder_are_refused_and_loops_end() {
        use std::os::unix::fs::symlink;
        let outside = tempfile::tempdir().unwrap();
        fs::write(outside.path().join("secret"), "x").unwrap();
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("real.js"), "x").unwrap();
        fs::create_dir(folder.path().join("sub")).unwrap();
        symlink(outside.path().join("secret"), folder.path().join("s.js")).unwrap();
        symlink(folder.path(), folder.path().join("sub/loop")).unwrap();
        symlink(folder.path().join("real.js"), folder.path().join("link.js")).unwrap();
        symlink("nowhere", folder.path().join("dangling")).unwrap();
        let mut diagnostics = Vec::new();
        let tree = FileTree::from_folder(folder.path(), &mut diagnostics).unwrap();
        assert_eq!(
            tree.files.keys().collect::<Vec<_>>(),
            ["link.js", "real.js"]
        );
        let errors: Vec<_> = diagnostics.iter().filter(|d| d.is_error()).collect();
        assert_eq!(errors.len(), 1);
        assert_eq!(errors[0].file, "s.js");
        assert_eq!(diagnostics.len(), 2);
    }
}
