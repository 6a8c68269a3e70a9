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

/// Where plugins are mounted, a folder each.
pub(crate) const PLUGINS: &str = "__plugin__";

/// The folder of the plugin that a file belongs to; empty for the mini-program's own files.
pub(crate) fn plugin_root(path: &str) -> &str {
    path.strip_prefix(PLUGINS)
        .and_then(|rest| rest.strip_prefix('/'))
        .and_then(|rest| rest.find('/'))
        .map_or("", |end| &path[..PLUGINS.len() + 1 + end])
}

/// What `request` means in the file `from`: absolute from the root with a leading slash (a
/// plugin's files have the plugin's root), else relative to the file's folder. `None` where that
/// leaves the package or the plugin.
pub(crate) fn resolve(from: &str, request: &str) -> Option<String> {
    let root = plugin_root(from);
    let path = if let Some(rest) = request.strip_prefix('/') {
        // A template's paths are completed before it is compiled.
        let whole = !root.is_empty() && plugin_root(rest) == root;
        normalize(&format!("{}/{rest}", if whole { "" } else { root }))
    } else {
        normalize(&format!("{}/{request}", folder(from)))
    }?;
    (plugin_root(&path) == root).then_some(path)
}

/// As [`resolve`], but stays at the mini-program's root where `..` leads above it, as WeChat's
/// template compiler does. `None` for what is not a package path or leaves a plugin.
pub(crate) fn resolve_within(from: &str, request: &str) -> Option<String> {
    resolve(from, request).or_else(|| {
        let base = if request.starts_with('/') {
            ""
        } else {
            folder(from)
        };
        let mut parts: Vec<&str> = Vec::new();
        for part in base.split('/').chain(request.split('/')) {
            match part {
                "" | "." => {}
                ".." => drop(parts.pop()),
                part => parts.push(part),
            }
        }
        let path = normalize(&parts.join("/"))?;
        (plugin_root(from).is_empty() && plugin_root(&path).is_empty()).then_some(path)
    })
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
    fn templates_cannot_climb_above_the_root() {
        for (request, path) in [
            ("../x", "a/x"),
            ("../../../../x/./y", "x/y"),
            ("/../../x", "x"),
            ("../../../b/../../../x", "x"),
        ] {
            assert_eq!(resolve_within("a/b/c.wxml", request).as_deref(), Some(path));
        }
        assert_eq!(resolve_within("a.wxml", "..\\x"), None);
        assert_eq!(resolve_within("a.wxml", "../__plugin__/wx1/x"), None);
        assert_eq!(resolve_within("__plugin__/wx1/a.wxml", "../../../x"), None);
    }

    #[test]
    fn plugins_stay_in_their_folder() {
        let from = "__plugin__/wx1/parts/a.js";
        assert_eq!(plugin_root(from), "__plugin__/wx1");
        assert_eq!(plugin_root("parts/a.js"), "");
        assert_eq!(
            resolve(from, "/index").as_deref(),
            Some("__plugin__/wx1/index")
        );
        assert_eq!(
            resolve(from, "/__plugin__/wx1/index").as_deref(),
            Some("__plugin__/wx1/index")
        );
        assert_eq!(resolve(from, "../b").as_deref(), Some("__plugin__/wx1/b"));
        assert_eq!(resolve(from, "../../wx2/b"), None);
        assert_eq!(resolve(from, "../../../pages/a"), None);
        assert_eq!(resolve("pages/a.js", "/__plugin__/wx1/index"), None);
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
