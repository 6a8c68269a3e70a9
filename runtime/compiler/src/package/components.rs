//! Page and component JSON, and how the paths in it are found.

use indexmap::IndexMap;
use serde_json::Value;

use super::{Package, extended_lib, npm};
use crate::config::JsonFile;
use crate::paths::{folder, normalize, plugin_root, resolve_within};
use crate::{ComponentConfig, Diagnostic};

/// Reads the JSON of a page or component (path without extension).
pub(super) fn read(
    package: &Package,
    path: &str,
    diagnostics: &mut Vec<Diagnostic>,
) -> ComponentConfig {
    let file = format!("{path}.json");
    let mut config = ComponentConfig {
        path: path.to_owned(),
        raw: Value::Object(serde_json::Map::new()),
        ..ComponentConfig::default()
    };
    // A plugin sees nothing of the mini-program.
    if plugin_root(path).is_empty() {
        let app = package.app();
        config.using_components = app.using_components.clone();
        config.component_placeholder = app.component_placeholder.clone();
    }
    let Some(bytes) = package.read(&file) else {
        return config;
    };
    let json = match JsonFile::parse(&file, &bytes) {
        Ok(json) => json,
        Err(diagnostic) => {
            diagnostics.push(diagnostic);
            return config;
        }
    };
    if !json.value.is_object() {
        diagnostics.push(Diagnostic::error(
            &file,
            1,
            1,
            "the file must hold an object",
        ));
        return config;
    }
    config.component = json.boolean("component", diagnostics);
    config.style_isolation = json.string("styleIsolation", diagnostics);
    config.add_global_class = json.boolean("addGlobalClass", diagnostics);
    config.pure_data_pattern = json.string("pureDataPattern", diagnostics);
    let declared = json.string_map("usingComponents", diagnostics);
    config
        .using_components
        .extend(resolve_all(package, &json, declared, diagnostics));
    config
        .component_placeholder
        .extend(json.string_map("componentPlaceholder", diagnostics));
    config.component_generics = generics(package, &json, diagnostics);
    config.raw = json.value;
    config
}

/// Resolves a `usingComponents` map; what is not found is left out with a diagnostic.
pub(super) fn resolve_all(
    package: &Package,
    json: &JsonFile,
    declared: IndexMap<String, String>,
    diagnostics: &mut Vec<Diagnostic>,
) -> IndexMap<String, String> {
    let mut found = IndexMap::new();
    for (tag, written) in declared {
        match find(package, &json.file, &written) {
            Ok(path) => {
                found.insert(tag, path);
            }
            Err(why) => {
                let message = format!("component <{tag}>: {why}");
                diagnostics.push(json.error_at(&written, message));
            }
        }
    }
    found
}

fn generics(
    package: &Package,
    json: &JsonFile,
    diagnostics: &mut Vec<Diagnostic>,
) -> IndexMap<String, Option<String>> {
    let mut generics = IndexMap::new();
    let Some(Value::Object(declared)) = json.value.get("componentGenerics") else {
        return generics;
    };
    for (name, value) in declared {
        let default = match value.get("default").and_then(Value::as_str) {
            None => None,
            Some(written) => match find(package, &json.file, written) {
                Ok(path) => Some(path),
                Err(why) => {
                    diagnostics.push(json.error_at(written, format!("generic \"{name}\": {why}")));
                    None
                }
            },
        };
        generics.insert(name.clone(), default);
    }
    generics
}

/// The component that `written` means in the JSON file `from`: relative, absolute, alias, npm.
fn find(package: &Package, from: &str, written: &str) -> Result<String, String> {
    if written.contains("://") {
        return in_plugin(package, written);
    }
    let own = plugin_root(from).is_empty();
    let request = if own {
        package.unalias(written)
    } else {
        written.to_owned()
    };
    let explicit = request.starts_with(['/', '.']);
    let mut tried: Vec<String> = Vec::new();
    // mpvue's pages climb one folder too many, and WeChat finds what they mean.
    if let Some(path) = resolve_within(from, &request) {
        tried.push(path);
    } else if explicit {
        return Err(format!(
            "\"{written}\" leads out of the package; copy the component into it"
        ));
    }
    if !explicit {
        tried.extend(npm::candidates(folder(from), &request));
        tried.extend(normalize(&request).filter(|_| own));
    }
    for path in &tried {
        for path in [path.clone(), format!("{path}/index")] {
            if is_component(package, &path) {
                return Ok(path);
            }
        }
    }
    // Written with an extension, as some do.
    if let Some(path) = tried
        .iter()
        .filter_map(|path| path.rsplit_once('.'))
        .map(|(path, _)| path)
        .find(|path| is_component(package, path))
    {
        return Ok(path.to_owned());
    }
    let mend = if is_weui(&request) && !package.tree.has_folder(extended_lib::WEUI_PLACE) {
        "write \"useExtendedLib\": { \"weui\": true } in app.json, or install the npm package \
         weui-miniprogram"
    } else if explicit {
        "correct the path in usingComponents or add the component"
    } else {
        "correct the path, or install the npm package it comes from"
    };
    Err(format!("\"{written}\" not found; {mend}"))
}

/// `plugin://name/component`. A plugin that is not here has been reported; its elements stay empty.
fn in_plugin(package: &Package, written: &str) -> Result<String, String> {
    let (alias, name) = written
        .strip_prefix("plugin://")
        .and_then(|rest| rest.split_once('/'))
        .ok_or_else(|| {
            format!("\"{written}\" is no address of a component; write plugin://NAME/COMPONENT")
        })?;
    let plugin = package
        .plugins()
        .iter()
        .find(|plugin| plugin.alias == alias)
        .ok_or_else(|| format!("\"{written}\": app.json declares no plugin \"{alias}\""))?;
    if plugin.root.is_none() {
        return Ok(written.to_owned());
    }
    let path = plugin
        .components
        .get(name)
        .ok_or_else(|| format!("\"{written}\": the plugin has no public component \"{name}\""))?;
    [path.clone(), format!("{path}/index")]
        .into_iter()
        .find(|path| is_component(package, path))
        .ok_or_else(|| format!("\"{written}\": the plugin's {path} is not there"))
}

fn is_weui(request: &str) -> bool {
    request.starts_with("weui-miniprogram/")
}

fn is_component(package: &Package, path: &str) -> bool {
    ["json", "wxml", "js", "ts"]
        .iter()
        .any(|extension| package.has(&format!("{path}.{extension}")))
}
