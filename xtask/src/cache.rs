//! What outlives a clone: the folder in the user's cache, and hashes of files that say whether
//! something in it still holds.

use std::fs;
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};

/// The project's folder in the user's cache. It need not exist.
pub fn folder() -> Result<PathBuf, String> {
    let below = |name: &str, more: &str| {
        std::env::var_os(name)
            .filter(|value| !value.is_empty())
            .map(|value| PathBuf::from(value).join(more))
    };
    below("XDG_CACHE_HOME", "peapod")
        .or_else(|| below("HOME", ".cache/peapod"))
        .ok_or_else(|| "neither XDG_CACHE_HOME nor HOME is set".to_owned())
}

/// Adds every file in the folder that is no build result, or the file itself.
pub fn collect(path: &Path, files: &mut Vec<PathBuf>) {
    if path.is_file() {
        files.push(path.to_path_buf());
        return;
    }
    let Ok(entries) = fs::read_dir(path) else {
        return;
    };
    for entry in entries.flatten() {
        let path = entry.path();
        let name = entry.file_name();
        let built = ["node_modules", "dist", "target", "build", ".git", ".gradle"]
            .iter()
            .any(|built| name == *built);
        if path.is_file() || !built {
            collect(&path, files);
        }
    }
}

/// A hash of the files' content and of their names relative to `root`, in any clone the same.
pub fn hash(root: &Path, files: &[PathBuf], more: &str) -> Result<String, String> {
    let mut files: Vec<&PathBuf> = files.iter().collect();
    files.sort();
    files.dedup();
    let mut hasher = std::hash::DefaultHasher::new();
    more.hash(&mut hasher);
    for file in files {
        file.strip_prefix(root).unwrap_or(file).hash(&mut hasher);
        fs::read(file)
            .map_err(|error| format!("{}: {error}", file.display()))?
            .hash(&mut hasher);
    }
    Ok(format!("{:016x}", hasher.finish()))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn tree(name: &str) -> PathBuf {
        let root = std::env::temp_dir().join(format!("xtask-cache-{name}-{}", std::process::id()));
        fs::create_dir_all(root.join("src")).unwrap();
        fs::create_dir_all(root.join("target")).unwrap();
        fs::write(root.join("src/a"), "1").unwrap();
        fs::write(root.join("target/b"), "1").unwrap();
        root
    }

    fn hash_of(root: &Path) -> String {
        let mut files = Vec::new();
        collect(root, &mut files);
        hash(root, &files, "").unwrap()
    }

    #[test]
    fn a_hash_is_the_same_in_another_clone_and_another_after_a_change() {
        let (one, two) = (tree("one"), tree("two"));
        assert_eq!(hash_of(&one), hash_of(&two));
        fs::write(two.join("target/b"), "2").unwrap();
        assert_eq!(hash_of(&one), hash_of(&two));
        fs::write(two.join("src/a"), "2").unwrap();
        assert_ne!(hash_of(&one), hash_of(&two));
        for root in [one, two] {
            fs::remove_dir_all(root).unwrap();
        }
    }
}
