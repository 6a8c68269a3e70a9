//! `peapod check` of folders that are written here.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::{Value, json};
use tempfile::TempDir;

fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

fn check(folder: &Path, options: &[&str]) -> Output {
    Command::new(peapod_tests::binary().unwrap())
        .arg("check")
        .arg(folder)
        .args(options)
        .output()
        .unwrap()
}

fn report(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn every_page_is_opened_with_its_components() {
    let app = folder(&[
        (
            "app.json",
            r#"{"pages": ["p/good", "p/thrown", "p/later", "p/part", "p/rejected", "p/again"]}"#,
        ),
        ("app.js", "App({})"),
        ("p/good.wxml", "<view/>"),
        ("p/good.js", "Page({})"),
        ("p/thrown.wxml", "<view/>"),
        ("p/thrown.js", "Page({\n  onLoad() { undefined.x } })"),
        ("p/later.wxml", "<view/>"),
        (
            "p/later.js",
            "Page({ onReady() {\n\n  setTimeout(() => { null.x }) } })",
        ),
        ("p/part.wxml", "<c/>"),
        ("p/part.json", r#"{"usingComponents": {"c": "/c/c"}}"#),
        ("p/part.js", "Page({})"),
        ("c/c.json", r#"{"component": true}"#),
        ("c/c.wxml", "<view/>"),
        (
            "c/c.js",
            "Component({ attached() {\n  throw new Error('mine') } })",
        ),
        ("p/rejected.wxml", "<view/>"),
        (
            "p/rejected.js",
            "Page({ onShow() { Promise.reject(new Error('no')) } })",
        ),
        ("p/again.wxml", "<view/>"),
        ("p/again.js", "Page({})"),
    ]);
    let output = check(app.path(), &["--open-pages", "--json"]);
    assert_eq!(output.status.code(), Some(1));
    let report = report(&output);
    let seen: Vec<(&str, Vec<(&str, u64)>)> = report["pages"]
        .as_array()
        .unwrap()
        .iter()
        .map(|page| {
            let errors = page["errors"].as_array().unwrap();
            (
                page["page"].as_str().unwrap(),
                errors
                    .iter()
                    .map(|error| {
                        (
                            error["file"].as_str().unwrap(),
                            error["line"].as_u64().unwrap(),
                        )
                    })
                    .collect(),
            )
        })
        .collect();
    assert_eq!(
        seen,
        [
            ("app", vec![]),
            ("p/good", vec![]),
            ("p/thrown", vec![("p/thrown.js", 2)]),
            ("p/later", vec![("p/later.js", 3)]),
            ("p/part", vec![("c/c.js", 2)]),
            ("p/rejected", vec![("p/rejected.js", 1)]),
            ("p/again", vec![]),
        ]
    );

    let good = folder(&[
        ("app.json", r#"{"pages": ["p/a"]}"#),
        ("p/a.wxml", "<view/>"),
        ("p/a.js", "Page({})"),
    ]);
    let output = check(good.path(), &["--open-pages"]);
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(
        String::from_utf8_lossy(&output.stdout),
        "1 pages opened, 0 with uncaught errors\n"
    );
}

#[test]
fn a_folder_of_components_is_checked_file_by_file() {
    let library = folder(&[
        ("package.json", r#"{"name": "library"}"#),
        ("dist/c.json", r#"{"component": true}"#),
        ("dist/c.wxml", "<view>"),
        ("dist/c.js", "Component({})"),
    ]);
    let output = check(library.path(), &["--json"]);
    assert_eq!(output.status.code(), Some(1));
    let errors = &report(&output)["errors"];
    assert_eq!(errors.as_array().map(Vec::len), Some(1), "{errors}");
    assert_eq!(errors[0]["file"], json!("dist/c.wxml"));
}
