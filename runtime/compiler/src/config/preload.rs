//! `preloadRule` of `app.json`.

use serde_json::Value;

use super::{JsonFile, SubPackage};
use crate::Diagnostic;
use crate::paths::normalize;

/// Stands for the main package.
const MAIN: &str = "__APP__";

/// Says which pages and packages a rule names that do not exist; nothing else comes of the rules
/// here, since no package has to be downloaded.
pub(super) fn check(
    json: &JsonFile,
    pages: &[String],
    sub_packages: &[SubPackage],
    diagnostics: &mut Vec<Diagnostic>,
) {
    let Some(Value::Object(rules)) = json.value.get("preloadRule") else {
        return;
    };
    for (page, rule) in rules {
        if !normalize(page).is_some_and(|path| pages.contains(&path)) {
            let message = format!("preloadRule: \"{page}\" is not a page; correct the path");
            diagnostics.push(json.warning_at(page, message));
        }
        let packages = rule.get("packages").and_then(Value::as_array);
        for name in packages.into_iter().flatten().filter_map(Value::as_str) {
            let known = name == MAIN
                || sub_packages.iter().any(|package| {
                    package.name.as_deref() == Some(name)
                        || normalize(name).as_deref() == Some(&package.root)
                });
            if !known {
                let message = format!(
                    "preloadRule: there is no sub-package \"{name}\"; write its \"root\" or \"name\""
                );
                diagnostics.push(json.warning_at(name, message));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::config::read_app;

    #[test]
    fn unknown_pages_and_packages_are_said() {
        let json = JsonFile::parse(
            "app.json",
            br#"{"pages": ["a"], "subpackages": [{"root": "s", "name": "shop", "pages": ["p"]}],
                "preloadRule": {
                  "a": {"packages": ["shop", "s", "__APP__", "gone"]},
                  "b": {"packages": ["s"]}}}"#,
        )
        .unwrap();
        let mut found = Vec::new();
        read_app(&json, &mut found);
        let texts: Vec<&str> = found.iter().map(|it| it.message.as_str()).collect();
        assert_eq!(texts.len(), 2, "{texts:?}");
        assert!(texts[0].contains("\"gone\"") && texts[1].contains("\"b\" is not a page"));
        assert!(found.iter().all(|it| it.line > 0));
    }
}
