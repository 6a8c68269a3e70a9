//! Plugins that `app.json` declares: each is a folder of its own, mounted below [`FOLDER`], where
//! absolute paths of its files mean its own root.

use std::path::{Path, PathBuf};

use indexmap::IndexMap;
use serde::Serialize;
use serde_json::Value;

use super::tree::FileTree;
use crate::config::JsonFile;
use crate::paths::{PLUGINS as FOLDER, join, normalize};
use crate::{Diagnostic, OpenOptions};

/// One entry of `plugins` in `app.json` or in a sub-package.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Plugin {
    /// The name that the mini-program gives it.
    pub alias: String,
    /// The plugin's app id.
    pub provider: String,
    pub version: String,
    /// Where its files are in the package; `None` where nobody supplied them.
    pub root: Option<String>,
    /// Package path of the script that `requirePlugin` gives.
    pub main: Option<String>,
    /// Public components: name to package path without extension.
    pub components: IndexMap<String, String>,
    /// Pages: name to package path without extension.
    pub pages: IndexMap<String, String>,
    /// The mini-program's script that the plugin may ask for (`export`), without leading slash.
    pub export: Option<String>,
}

impl Plugin {
    /// What to do about a plugin that is not there.
    pub fn missing(&self) -> String {
        format!(
            "plugin \"{}\" is not here: give its folder with --plugin {}=FOLDER, or put it at \
             plugins/{} beside the mini-program",
            self.alias, self.provider, self.provider
        )
    }
}

/// Reads the declarations and mounts the folders that are there.
pub(super) fn mount(
    tree: &mut FileTree,
    app_json: &JsonFile,
    project: &Value,
    opened: &Path,
    options: &OpenOptions,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Plugin> {
    let mut plugins: Vec<Plugin> = Vec::new();
    for (alias, entry) in declarations(&app_json.value) {
        if plugins.iter().any(|plugin| plugin.alias == *alias) {
            continue;
        }
        let text = |key: &str| entry.get(key).and_then(Value::as_str).unwrap_or_default();
        let mut plugin = Plugin {
            alias: alias.clone(),
            provider: text("provider").to_owned(),
            version: text("version").to_owned(),
            root: None,
            main: None,
            components: IndexMap::new(),
            pages: IndexMap::new(),
            export: entry
                .get("export")
                .and_then(Value::as_str)
                .and_then(normalize),
        };
        // The app id becomes a folder of the package.
        let is_id = !plugin.provider.is_empty()
            && plugin
                .provider
                .chars()
                .all(|letter| letter.is_ascii_alphanumeric() || letter == '_' || letter == '-');
        if !is_id {
            diagnostics.push(app_json.error_at(
                alias,
                format!("plugin \"{alias}\" needs the app id of its maker as \"provider\""),
            ));
        } else {
            match folder_of(&plugin.provider, project, opened, options) {
                Some(folder) => read(&mut plugin, tree, &folder, diagnostics),
                None => diagnostics.push(app_json.warning_at(alias, plugin.missing())),
            }
        }
        plugins.push(plugin);
    }
    plugins
}

fn declarations(app: &Value) -> impl Iterator<Item = (&String, &Value)> {
    let packages = app.get("subpackages").or_else(|| app.get("subPackages"));
    let packages = packages.and_then(Value::as_array).into_iter().flatten();
    std::iter::once(app)
        .chain(packages)
        .filter_map(|holder| holder.get("plugins")?.as_object())
        .flatten()
}

/// Where a plugin's files are: named by the host, beside the mini-program, or in the same project.
fn folder_of(
    provider: &str,
    project: &Value,
    opened: &Path,
    options: &OpenOptions,
) -> Option<PathBuf> {
    let named = options
        .plugins
        .iter()
        .find(|(id, _)| id == provider)
        .map(|(_, folder)| folder.clone());
    let real = opened.canonicalize().ok();
    let beside = real
        .as_deref()
        .and_then(Path::parent)
        .map(|above| above.join("plugins").join(provider));
    let same = (project.get("appid").and_then(Value::as_str) == Some(provider))
        .then(|| project.get("pluginRoot")?.as_str())
        .flatten()
        .and_then(normalize)
        .map(|root| opened.join(root));
    [named, beside, same]
        .into_iter()
        .flatten()
        .find_map(|folder| plugin_root(&folder))
}

/// The folder with `plugin.json`: the one given, or the `pluginRoot` of the project that it is.
fn plugin_root(folder: &Path) -> Option<PathBuf> {
    let config = std::fs::read(folder.join("project.config.json")).ok();
    let named = config
        .and_then(|bytes| serde_json::from_slice::<Value>(&bytes).ok())
        .and_then(|config| normalize(config.get("pluginRoot")?.as_str()?));
    [named.as_deref().unwrap_or(""), "", "plugin"]
        .iter()
        .map(|root| folder.join(root))
        .find(|root| root.join("plugin.json").is_file())
}

fn read(
    plugin: &mut Plugin,
    tree: &mut FileTree,
    folder: &Path,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let root = join(FOLDER, &plugin.provider);
    let files = match FileTree::from_folder(folder, diagnostics) {
        Ok(files) => files,
        Err(error) => {
            let message = format!("{}: {error}", folder.display());
            diagnostics.push(Diagnostic::error("app.json", 0, 0, message));
            return;
        }
    };
    tree.mount(&root, files);
    let file = join(&root, "plugin.json");
    let bytes = tree.files.get(&file).and_then(|source| source.read().ok());
    let json = match bytes.map(|bytes| JsonFile::parse(&file, &bytes)) {
        Some(Ok(json)) => json,
        Some(Err(diagnostic)) => {
            diagnostics.push(diagnostic);
            return;
        }
        None => return,
    };
    let inside = |path: &str| Some(join(&root, &normalize(path)?));
    let mut paths = |key: &str| -> IndexMap<String, String> {
        json.string_map(key, diagnostics)
            .into_iter()
            .filter_map(|(name, path)| Some((name, inside(&path)?)))
            .collect()
    };
    plugin.components = paths("publicComponents");
    plugin.pages = paths("pages");
    plugin.main = json.string("main", diagnostics).and_then(|main| {
        let path = inside(&main)?;
        [path.clone(), format!("{path}.js"), format!("{path}.ts")]
            .into_iter()
            .find(|path| tree.files.contains_key(path))
    });
    plugin.root = Some(root);
}
