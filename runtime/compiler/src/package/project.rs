//! From the folder or zip that was handed over to the mini-program's root and project settings.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::archive::unpack;
use super::npm::{self, Finder};
use super::tree::FileTree;
use crate::config::JsonFile;
use crate::paths::{join, normalize};
use crate::{Diagnostic, OpenError, OpenOptions};

/// Where mini-programs commonly lie in a project that does not say.
const USUAL_ROOTS: [&str; 4] = ["", "miniprogram", "dist", "src"];

/// The files of the mini-program and what the project says about it.
pub(crate) struct Project {
    pub tree: FileTree,
    /// `project.config.json` with the keys of `project.private.config.json` on top, or null.
    pub config: Value,
    /// The name of the folder or zip.
    pub file_name: String,
    /// There is no `app.json`, and none was asked for.
    pub is_library: bool,
}

pub(crate) fn locate(
    path: &Path,
    options: &OpenOptions,
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<Project, OpenError> {
    let metadata = fs::metadata(path)
        .map_err(|error| OpenError::Io(format!("{}: {error}", path.display())))?;
    if metadata.is_dir() {
        from_folder(path, options, diagnostics)
    } else {
        from_zip(path, options, diagnostics)
    }
}

fn from_folder(
    path: &Path,
    options: &OpenOptions,
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<Project, OpenError> {
    let failed = |error: std::io::Error| OpenError::Io(format!("{}: {error}", path.display()));
    let path = path.canonicalize().map_err(failed)?;
    let read = |folder: &Path, name: &str| fs::read(folder.join(name)).ok();
    let mut config = project_config(&|name| read(&path, name), diagnostics);
    let found = choose_root(&config, &|file| path.join(file).is_file(), diagnostics);
    let is_library = found.is_none() && options.allow_library;
    let root = match found {
        Some(root) => root,
        None if is_library => String::new(),
        None => return Err(no_app_json(&path, &config)),
    };
    let mut project_folder = path.clone();
    if config.is_null() && root.is_empty() {
        // Someone opened the inner folder of a project: the settings lie one above.
        if let Some((above, outer)) = project_above(&path) {
            config = outer;
            project_folder = above;
        }
    }
    let folder = path.join(&root);
    let mut tree = FileTree::from_folder(&folder, diagnostics).map_err(failed)?;
    let places: Vec<PathBuf> = if project_folder == folder {
        vec![folder]
    } else {
        vec![folder, project_folder]
    };
    for place in &places {
        let manifest = read(place, "package.json");
        if place.join("node_modules").is_dir() {
            let find: Finder = &|name| {
                let folder = places
                    .iter()
                    .flat_map(|place| {
                        // pnpm keeps what only other packages need one level deeper.
                        ["node_modules", "node_modules/.pnpm/node_modules"]
                            .map(|modules| place.join(modules).join(name))
                    })
                    .find(|folder| folder.is_dir())?;
                // The links of pnpm lead to a store: the package's real folder is the boundary.
                FileTree::from_folder(&folder.canonicalize().ok()?, &mut Vec::new()).ok()
            };
            npm::mount(&mut tree, manifest.as_deref(), find);
        }
    }
    Ok(Project {
        tree,
        config,
        file_name: file_name(&path),
        is_library,
    })
}

fn from_zip(
    path: &Path,
    options: &OpenOptions,
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<Project, OpenError> {
    let all = unpack(path, &options.limits, diagnostics)?;
    from_tree(all, path, diagnostics)
}

/// From files that are in memory; `path` names them in errors.
pub(super) fn from_tree(
    mut all: FileTree,
    path: &Path,
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<Project, OpenError> {
    all.files.retain(|file, _| !file.starts_with("__MACOSX/"));
    if let Some(top) = single_top_folder(&all) {
        all = all.below(&top);
    }
    let read = |name: &str| all.files.get(name)?.read().ok().map(|bytes| bytes.to_vec());
    let config = project_config(&read, diagnostics);
    let root = choose_root(&config, &|file| all.files.contains_key(file), diagnostics)
        .ok_or_else(|| no_app_json(path, &config))?;
    let mut tree = all.below(&root);
    let find: Finder = &|name| {
        [root.as_str(), ""].iter().find_map(|place| {
            let found = all.below(&join(place, &format!("node_modules/{name}")));
            (!found.files.is_empty()).then_some(found)
        })
    };
    for place in [root.as_str(), ""] {
        npm::mount(
            &mut tree,
            read(&join(place, "package.json")).as_deref(),
            find,
        );
    }
    tree.files.retain(|file, _| {
        !file
            .split('/')
            .any(|part| part == "node_modules" || part.starts_with('.'))
    });
    Ok(Project {
        tree,
        config,
        file_name: file_name(path),
        is_library: false,
    })
}

/// The one folder that holds everything, where there is nothing to open at the top.
fn single_top_folder(tree: &FileTree) -> Option<String> {
    let (top, _) = tree.files.keys().next()?.split_once('/')?;
    let prefix = format!("{top}/");
    tree.files
        .keys()
        .all(|path| path.starts_with(&prefix))
        .then(|| top.to_owned())
        .filter(|top| !USUAL_ROOTS.contains(&top.as_str()))
}

fn file_name(path: &Path) -> String {
    path.file_stem()
        .or_else(|| path.file_name())
        .map_or_else(String::new, |name| name.to_string_lossy().into_owned())
}

/// `project.config.json`, with `project.private.config.json` on top.
fn project_config(
    read: &dyn Fn(&str) -> Option<Vec<u8>>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Value {
    let mut load = |name: &str| {
        let bytes = read(name)?;
        match JsonFile::parse(name, &bytes) {
            Ok(json) => Some(json.value),
            Err(diagnostic) => {
                diagnostics.push(diagnostic);
                None
            }
        }
    };
    let mut config = load("project.config.json").unwrap_or(Value::Null);
    if let (Some(Value::Object(private)), Value::Object(config)) =
        (load("project.private.config.json"), &mut config)
    {
        for (key, value) in private {
            match (config.get_mut(&key), value) {
                (Some(Value::Object(below)), Value::Object(above)) => below.extend(above),
                (_, value) => {
                    config.insert(key, value);
                }
            }
        }
    }
    config
}

/// The folder with `app.json`, relative to the project.
fn choose_root(
    config: &Value,
    is_file: &dyn Fn(&str) -> bool,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<String> {
    let named = config.get("miniprogramRoot").and_then(Value::as_str);
    if let Some(named) = named {
        match normalize(named) {
            Some(root) if is_file(&join(&root, "app.json")) => return Some(root),
            Some(root) => diagnostics.push(Diagnostic::warning(
                "project.config.json",
                0,
                0,
                format!("\"miniprogramRoot\" is \"{root}\", but there is no app.json in it"),
            )),
            None => diagnostics.push(Diagnostic::error(
                "project.config.json",
                0,
                0,
                format!("\"miniprogramRoot\" (\"{named}\") leads out of the project; ignored"),
            )),
        }
    }
    USUAL_ROOTS
        .iter()
        .find(|root| is_file(&join(root, "app.json")))
        .map(|root| (*root).to_owned())
}

/// The project one folder above, where it names this folder as its `miniprogramRoot`.
fn project_above(root: &Path) -> Option<(PathBuf, Value)> {
    let above = root.parent()?;
    let config = project_config(&|name| fs::read(above.join(name)).ok(), &mut Vec::new());
    let named = config.get("miniprogramRoot").and_then(Value::as_str)?;
    (normalize(named)? == root.file_name()?.to_str()?).then(|| (above.to_owned(), config))
}

fn no_app_json(path: &Path, config: &Value) -> OpenError {
    let mut looked: Vec<String> = config
        .get("miniprogramRoot")
        .and_then(Value::as_str)
        .map(|root| format!("{}/app.json", root.trim_matches('/')))
        .into_iter()
        .collect();
    looked.extend(USUAL_ROOTS.iter().map(|root| join(root, "app.json")));
    looked.dedup();
    OpenError::NoAppJson(format!(
        "{}: no app.json (looked for {}); open the folder that holds app.json, or name it as \
         \"miniprogramRoot\" in project.config.json",
        path.display(),
        looked.join(", ")
    ))
}

/// `projectname` as people wrote it: WeChat's developer tools store it as `encodeURIComponent` gives it. A text that
/// is no such encoding stays as it is.
pub(super) fn percent_decoded(text: String) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let mut digit = || char::from(rest.next()?).to_digit(16);
        let code = digit().zip(digit()).map(|(high, low)| high * 16 + low);
        match code.and_then(|code| u8::try_from(code).ok()) {
            Some(code) => bytes.push(code),
            None => return text,
        }
    }
    String::from_utf8(bytes).unwrap_or(text)
}
