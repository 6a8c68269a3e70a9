//! `app.json`.

use std::collections::HashSet;

use serde_json::Value;

use super::json::strings_of;
use super::{AppConfig, JsonFile, NetworkTimeout, SubPackage};
use crate::Diagnostic;
use crate::paths::{join, normalize};

/// Reads `app.json`. `using_components` is as written; the package resolves it.
pub(crate) fn read_app(json: &JsonFile, diagnostics: &mut Vec<Diagnostic>) -> AppConfig {
    let mut seen = HashSet::new();
    let mut pages = page_paths(
        json,
        "",
        json.strings("pages", diagnostics),
        &mut seen,
        diagnostics,
    );
    let sub_packages = sub_packages(json, &mut seen, diagnostics);
    let main_pages = pages.len();
    pages.extend(
        sub_packages
            .iter()
            .flat_map(|package| package.pages.clone()),
    );
    if pages.is_empty() {
        diagnostics.push(json.error_at(
            "pages",
            "app.json names no pages; \"pages\" must list at least one",
        ));
    }
    let entry_page_path = entry_page(json, &pages, diagnostics);
    check_tab_bar(json, &pages[..main_pages], diagnostics);
    super::preload::check(json, &pages, &sub_packages, diagnostics);
    AppConfig {
        entry_page_path,
        sub_packages,
        using_components: json.string_map("usingComponents", diagnostics),
        component_placeholder: json.string_map("componentPlaceholder", diagnostics),
        network_timeout: network_timeout(json),
        lazy_code_loading: json.value.get("lazyCodeLoading").and_then(Value::as_str)
            == Some("requiredComponents"),
        darkmode: json.boolean("darkmode", diagnostics),
        style_v2: json.value.get("style").and_then(Value::as_str) == Some("v2"),
        debug: json.boolean("debug", diagnostics),
        workers: workers(json),
        required_private_infos: json.strings("requiredPrivateInfos", diagnostics),
        required_background_modes: json.strings("requiredBackgroundModes", diagnostics),
        pages,
        raw: json.value.clone(),
    }
}

fn page_paths(
    json: &JsonFile,
    root: &str,
    written: Vec<String>,
    seen: &mut HashSet<String>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<String> {
    let mut pages = Vec::new();
    for page in written {
        match normalize(&page) {
            Some(path) if !path.is_empty() => {
                let path = join(root, &path);
                if seen.insert(path.clone()) {
                    pages.push(path);
                } else {
                    diagnostics
                        .push(json.warning_at(&page, format!("page \"{path}\" is listed twice")));
                }
            }
            _ => diagnostics.push(json.error_at(
                &page,
                format!("page \"{page}\" leads out of the package; write a path below app.json"),
            )),
        }
    }
    pages
}

fn sub_packages(
    json: &JsonFile,
    seen: &mut HashSet<String>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<SubPackage> {
    let list = json
        .value
        .get("subpackages")
        .or_else(|| json.value.get("subPackages"));
    let entries = match list {
        None | Some(Value::Null) => return Vec::new(),
        Some(Value::Array(entries)) => entries,
        Some(other) => {
            diagnostics.push(json.wrong_type("subpackages", "an array", other));
            return Vec::new();
        }
    };
    let mut packages: Vec<SubPackage> = Vec::new();
    for entry in entries {
        let written = entry.get("root").and_then(Value::as_str).unwrap_or("");
        let root = match normalize(written) {
            Some(root) if !root.is_empty() => root,
            _ => {
                diagnostics.push(json.error_at(
                    if written.is_empty() {
                        "subpackages"
                    } else {
                        written
                    },
                    "a sub-package needs a \"root\" folder inside the package; it is left out",
                ));
                continue;
            }
        };
        if let Some(other) = packages.iter().find(|package| {
            let nested = |inner: &str, outer: &str| {
                inner == outer || inner.starts_with(&format!("{outer}/"))
            };
            nested(&root, &package.root) || nested(&package.root, &root)
        }) {
            diagnostics.push(json.error_at(
                written,
                format!(
                    "sub-package roots must not nest: \"{root}\" and \"{}\"",
                    other.root
                ),
            ));
        }
        let pages = strings_of(json, "pages", entry.get("pages"), diagnostics);
        packages.push(SubPackage {
            pages: page_paths(json, &root, pages, seen, diagnostics),
            name: entry.get("name").and_then(Value::as_str).map(str::to_owned),
            independent: entry.get("independent").and_then(Value::as_bool) == Some(true),
            entry: entry
                .get("entry")
                .and_then(Value::as_str)
                .and_then(|entry| normalize(&join(&root, entry))),
            root,
        });
    }
    packages
}

fn entry_page(json: &JsonFile, pages: &[String], diagnostics: &mut Vec<Diagnostic>) -> String {
    let first = pages.first().cloned().unwrap_or_default();
    let Some(written) = json.string("entryPagePath", diagnostics) else {
        return first;
    };
    match normalize(&written) {
        Some(path) if pages.contains(&path) => path,
        _ => {
            diagnostics.push(json.error_at(
                &written,
                format!(
                    "\"entryPagePath\" (\"{written}\") is not one of the pages; \"{first}\" is used"
                ),
            ));
            first
        }
    }
}

fn network_timeout(json: &JsonFile) -> NetworkTimeout {
    let default = NetworkTimeout::default();
    let read = |key: &str, default: u64| {
        json.value
            .get("networkTimeout")
            .and_then(|object| object.get(key))
            .and_then(Value::as_f64)
            .filter(|value| *value > 0.0)
            .map_or(default, |value| value as u64)
    };
    NetworkTimeout {
        request: read("request", default.request),
        connect_socket: read("connectSocket", default.connect_socket),
        upload_file: read("uploadFile", default.upload_file),
        download_file: read("downloadFile", default.download_file),
    }
}

fn workers(json: &JsonFile) -> Option<String> {
    let value = json.value.get("workers")?;
    let path = value
        .as_str()
        .or_else(|| value.get("path").and_then(Value::as_str))?;
    normalize(path)
}

/// Tabs are pages of the main package; DevTools wants two to five.
fn check_tab_bar(json: &JsonFile, main_pages: &[String], diagnostics: &mut Vec<Diagnostic>) {
    let Some(bar) = json.value.get("tabBar").filter(|bar| !bar.is_null()) else {
        return;
    };
    let Some(list) = bar.get("list").and_then(Value::as_array) else {
        diagnostics.push(json.error_at("tabBar", "\"tabBar\" needs a \"list\" of 2 to 5 tabs"));
        return;
    };
    if list.len() < 2 || list.len() > 5 {
        diagnostics.push(json.error_at(
            "list",
            format!(
                "\"tabBar.list\" must have 2 to 5 tabs, it has {}",
                list.len()
            ),
        ));
    }
    for item in list {
        let written = item.get("pagePath").and_then(Value::as_str).unwrap_or("");
        let known = normalize(written).is_some_and(|path| main_pages.contains(&path));
        if !known {
            diagnostics.push(json.error_at(
                if written.is_empty() { "list" } else { written },
                format!("tab \"{written}\" is not a page of the main package (\"pages\")"),
            ));
        }
    }
}
