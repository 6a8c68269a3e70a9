//! What DevTools' "Build npm" does, without a build: packages in `node_modules` that the project
//! depends on appear below `miniprogram_npm/`.

use std::collections::{BTreeSet, VecDeque};

use serde_json::Value;

use super::tree::FileTree;
use crate::paths::{join, normalize, plugin_root};

/// Finds an installed package by name; `a/node_modules/b` is the `b` that only `a` sees.
pub(crate) type Finder<'a> = &'a dyn Fn(&str) -> Option<FileTree>;

/// More packages than this are no mini-program's dependencies (the largest seen has 40).
const MAX_PACKAGES: usize = 400;

/// Mounts the `dependencies` of a `package.json`, and theirs, unless they are built already.
pub(crate) fn mount(tree: &mut FileTree, manifest: Option<&[u8]>, find: Finder) {
    let Some(manifest) = manifest.and_then(parse) else {
        return;
    };
    let mut seen = BTreeSet::new();
    // With the package that asks: a version of its own lies in its `node_modules`.
    let mut queue: VecDeque<(Option<String>, String)> = dependencies(&manifest)
        .into_iter()
        .map(|name| (None, name))
        .collect();
    while let Some((parent, name)) = queue.pop_front() {
        // Node looks in the asking package's folder and in those above.
        let askers = std::iter::successors(parent.as_deref(), |inner| {
            inner.rsplit_once("/node_modules/").map(|(outer, _)| outer)
        });
        let own = askers
            .map(|asker| format!("{asker}/node_modules/{name}"))
            .find_map(|place| find(&place).map(|package| (place, package)));
        let (place, package) = match own {
            Some((place, package)) => (place, Some(package)),
            None => (name, None),
        };
        if seen.len() >= MAX_PACKAGES || !seen.insert(place.clone()) {
            continue;
        }
        let target = format!(
            "miniprogram_npm/{}",
            place.replace("/node_modules/", "/miniprogram_npm/")
        );
        if tree.has_folder(&target) {
            continue;
        }
        let Some(package) = package.or_else(|| find(&place)) else {
            continue;
        };
        let manifest = package
            .files
            .get("package.json")
            .and_then(|source| source.read().ok())
            .and_then(|bytes| parse(&bytes))
            .unwrap_or(Value::Null);
        let needed = dependencies(&manifest).into_iter();
        queue.extend(needed.map(|name| (Some(place.clone()), name)));
        let folder = manifest
            .get("miniprogram")
            .and_then(Value::as_str)
            .and_then(normalize)
            .or_else(|| {
                package
                    .has_folder("miniprogram_dist")
                    .then(|| "miniprogram_dist".to_owned())
            });
        match folder {
            Some(folder) => tree.mount(&target, package.below(&folder)),
            None => tree.mount(&target, package),
        }
    }
}

/// The module a package's `package.json` names, relative to the package.
pub(crate) fn main_of(manifest: &[u8]) -> Option<String> {
    let manifest = parse(manifest)?;
    normalize(manifest.get("main")?.as_str()?)
}

fn parse(bytes: &[u8]) -> Option<Value> {
    serde_json::from_slice(bytes).ok()
}

fn dependencies(manifest: &Value) -> Vec<String> {
    let Some(Value::Object(names)) = manifest.get("dependencies") else {
        return Vec::new();
    };
    names
        .keys()
        // A name with `..` or a leading slash is no package name.
        .filter(|name| normalize(name).as_deref() == Some(name.as_str()))
        .cloned()
        .collect()
}

/// The places where a bare request of a file in `folder` may lie, nearest first.
pub(crate) fn candidates<'a>(
    folder: &'a str,
    request: &'a str,
) -> impl Iterator<Item = String> + 'a {
    let inside = format!("{folder}/");
    let root = plugin_root(&inside).to_owned();
    crate::paths::ancestors(folder)
        // A plugin has packages of its own only.
        .filter(move |above| root.is_empty() || above.starts_with(&root))
        .map(move |above| join(above, &format!("miniprogram_npm/{request}")))
        .filter_map(|path| normalize(&path))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::package::tree::Source;
    use std::sync::Arc;

    fn tree(files: &[(&str, &str)]) -> FileTree {
        FileTree {
            files: files
                .iter()
                .map(|(path, text)| {
                    let bytes: Arc<[u8]> = Arc::from(text.as_bytes());
                    ((*path).to_owned(), Source::Memory(bytes))
                })
                .collect(),
        }
    }

    #[test]
    fn mounts_dependencies_of_dependencies() {
        let mut app = tree(&[("miniprogram_npm/built/index.js", "")]);
        let ui = tree(&[
            (
                "package.json",
                r#"{"miniprogram": "dist", "dependencies": {"dep": "1", "../x": "1"}}"#,
            ),
            ("dist/button/index.js", ""),
            ("src/button.ts", ""),
        ]);
        let own = tree(&[("own.js", "")]);
        let dep = tree(&[
            (
                "package.json",
                r#"{"main": "./lib/m.js", "dependencies": {"built": "0"}}"#,
            ),
            ("lib/m.js", ""),
        ]);
        mount(
            &mut app,
            Some(br#"{"dependencies": {"@x/ui": "1", "built": "1", "gone": "1"}}"#),
            &|name| match name {
                "@x/ui" => Some(ui.clone()),
                "dep" => Some(dep.clone()),
                "dep/node_modules/built" => Some(own.clone()),
                "built" => panic!("is built already"),
                _ => None,
            },
        );
        assert_eq!(
            app.files.keys().collect::<Vec<_>>(),
            [
                "miniprogram_npm/@x/ui/button/index.js",
                "miniprogram_npm/built/index.js",
                "miniprogram_npm/dep/lib/m.js",
                "miniprogram_npm/dep/miniprogram_npm/built/own.js",
                "miniprogram_npm/dep/package.json",
            ]
        );
        assert_eq!(
            main_of(br#"{"main": "./lib/m.js"}"#).as_deref(),
            Some("lib/m.js")
        );
    }

    #[test]
    fn looks_up_the_folder_chain() {
        assert_eq!(
            candidates("a/b", "x/y").collect::<Vec<_>>(),
            [
                "a/b/miniprogram_npm/x/y",
                "a/miniprogram_npm/x/y",
                "miniprogram_npm/x/y"
            ]
        );
    }
}
