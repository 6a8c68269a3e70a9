//! Package paths: `/` between parts, no leading slash, never out of the package.

/// Cleans a path: drops empty and `.` parts, resolves `..`. `None` where it leaves the package
/// or is not a package path (backslash, NUL).
pub(crate) fn normalize(path: &str) -> Option<String> {
    if path.contains(['\\', '\0']) {
        return None;
    }
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// What `request` means in the file `from`: absolute from the root with a leading slash, else
/// relative to the file's folder. `None` where that leaves the package.
pub(crate) fn resolve(from: &str, request: &str) -> Option<String> {
    if request.starts_with('/') {
        normalize(request)
    } else {
        normalize(&format!("{}/{request}", folder(from)))
    }
}

/// The folder of a path, without trailing slash, empty for the root.
pub(crate) fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// Joins a folder (possibly the root, empty) and a path in it.
pub(crate) fn join(folder: &str, name: &str) -> String {
    if folder.is_empty() {
        name.to_owned()
    } else {
        format!("{folder}/{name}")
    }
}

/// The folder and all folders above it, the root (empty) last.
pub(crate) fn ancestors(folder: &str) -> impl Iterator<Item = &str> {
    let mut next = Some(folder);
    std::iter::from_fn(move || {
        let current = next?;
        next = if current.is_empty() {
            None
        } else {
            Some(self::folder(current))
        };
        Some(current)
    })
}

/// The extension, without dot; empty where the file name has none.
pub(crate) fn extension(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.').map_or("", |(_, extension)| extension)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cleans_paths() {
        assert_eq!(normalize("/a//b/./c/../d").as_deref(), Some("a/b/d"));
        assert_eq!(normalize("").as_deref(), Some(""));
        assert_eq!(normalize("a/../.."), None);
        assert_eq!(normalize("a\\b"), None);
    }

    #[test]
    fn resolves_against_the_folder_of_a_file() {
        assert_eq!(resolve("a/b/c.js", "../x").as_deref(), Some("a/x"));
        assert_eq!(resolve("a/b/c.js", "/x").as_deref(), Some("x"));
        assert_eq!(resolve("c.js", "./x").as_deref(), Some("x"));
        assert_eq!(resolve("c.js", "../x"), None);
    }

    #[test]
    fn walks_up_to_the_root() {
        assert_eq!(ancestors("a/b").collect::<Vec<_>>(), vec!["a/b", "a", ""]);
        assert_eq!(ancestors("").collect::<Vec<_>>(), vec![""]);
    }

    #[test]
    fn extensions() {
        assert_eq!(extension("a.b/c"), "");
        assert_eq!(extension("a.b/c.min.js"), "js");
    }
}
