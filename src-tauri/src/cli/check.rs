use std::{
    path::{Path, PathBuf},
    process::ExitCode,
    sync::Arc,
};

use peapod_compiler::{
    CheckReport, Compiler, Diagnostic, OpenOptions, Package, Severity, Supported,
};
use serde_json::Value;

use super::{CheckOptions, components, write_stdout};

/// `peapod check`.
pub fn run(options: &CheckOptions) -> ExitCode {
    let CheckOptions { dir, json, .. } = options;
    let open = OpenOptions {
        allow_library: true,
        ..OpenOptions::default()
    };
    let mut package = None;
    let report = match Package::open(dir, &open) {
        Ok(opened) => {
            let every_file = options.all || opened.is_library();
            let opened = Arc::new(opened);
            package = Some(opened.clone());
            let compiler = Compiler::new(opened, None);
            if every_file {
                peapod_compiler::check_every_file(&compiler, &supported())
            } else {
                peapod_compiler::check(&compiler, &supported())
            }
        }
        // A package without a readable app.json does not open; that is its one error.
        Err(error) => CheckReport {
            errors: vec![Diagnostic {
                file: "app.json".into(),
                line: 1,
                column: 1,
                message: error.to_string(),
                severity: Severity::Error,
            }],
            ..CheckReport::default()
        },
    };
    let text = if *json {
        match to_json(&report) {
            Ok(text) => text + "\n",
            Err(error) => return super::fail(&error.to_string(), 1),
        }
    } else {
        let place = |file: &str| place_of(dir, package.as_deref(), file);
        human(&place, &report)
    };
    write_stdout(&text);
    if report.errors.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// What this build supports on the desktop.
fn supported() -> Supported {
    let rows: Vec<Value> =
        serde_json::from_str(&peapod_native_apis::matrix_json()).unwrap_or_default();
    let apis = rows
        .iter()
        .filter(|row| row["status"]["linux"] != "unsupported")
        .filter_map(|row| row["name"].as_str().map(str::to_owned))
        .collect();
    Supported {
        apis,
        components: components::BUILT_IN
            .iter()
            .map(|&name| name.to_owned())
            .collect(),
    }
}

/// The contract has exactly these keys per diagnostic.
fn to_json(report: &CheckReport) -> serde_json::Result<String> {
    let list = |diagnostics: &[Diagnostic]| -> Vec<Value> {
        diagnostics
            .iter()
            .map(|it| serde_json::json!({"file": it.file, "line": it.line, "column": it.column, "message": it.message}))
            .collect()
    };
    serde_json::to_string(&serde_json::json!({
        "errors": list(&report.errors),
        "warnings": list(&report.warnings),
        "unsupported": { "apis": report.unsupported.apis, "components": report.unsupported.components },
    }))
}

/// Where a file of the package is, for people: with `miniprogramRoot`, and as they named the folder.
pub(super) fn place_of(dir: &Path, package: Option<&Package>, file: &str) -> PathBuf {
    let on_disk = package.and_then(|package| package.disk_path(file));
    let Some(on_disk) = on_disk else {
        return dir.join(file);
    };
    // The package may know the folder by another name than the one on the command line.
    let root = dir.canonicalize().unwrap_or_else(|_| dir.to_owned());
    match on_disk.strip_prefix(&root) {
        Ok(inner) => dir.join(inner),
        Err(_) => on_disk.to_owned(),
    }
}

fn human(place: &dyn Fn(&str) -> PathBuf, report: &CheckReport) -> String {
    let mut text = String::new();
    for (kind, list) in [("error", &report.errors), ("warning", &report.warnings)] {
        for it in list {
            let file = place(&it.file);
            text.push_str(&format!(
                "{}:{}:{}: {kind}: {}\n",
                file.display(),
                it.line,
                it.column,
                it.message
            ));
        }
    }
    for (what, names) in [
        ("wx members", &report.unsupported.apis),
        ("components", &report.unsupported.components),
    ] {
        if !names.is_empty() {
            text.push_str(&format!(
                "{what} used but not supported: {}\n",
                names.join(", ")
            ));
        }
    }
    text.push_str(&format!(
        "{} errors, {} warnings\n",
        report.errors.len(),
        report.warnings.len()
    ));
    text
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn json_has_the_keys_of_the_contract() {
        let report = CheckReport {
            errors: vec![Diagnostic {
                file: "a.wxml".into(),
                line: 2,
                column: 3,
                message: "m".into(),
                severity: Severity::Error,
            }],
            ..CheckReport::default()
        };
        assert_eq!(
            to_json(&report).unwrap(),
            r#"{"errors":[{"file":"a.wxml","line":2,"column":3,"message":"m"}],"warnings":[],"unsupported":{"apis":[],"components":[]}}"#
        );
        assert!(
            human(&|file| Path::new("app").join(file), &report)
                .starts_with("app/a.wxml:2:3: error: m\n")
        );
    }

    #[test]
    fn what_is_listed_as_unsupported_is_not_supported() {
        let supported = supported();
        assert!(supported.apis.contains("request"));
        assert!(supported.components.contains("view"));
        assert!(!supported.components.contains("wx-view"));
    }
}
