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
            r#"{"pages": ["p/good", "p/thrown", "p/later", "p/part", "p/rejected", "p/failed", "p/again"]}"#,
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
        ("p/failed.wxml", "<view/>"),
        ("p/failed.js", "Page({ onShow() { wx.showLoading() } })"),
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
            ("p/failed", vec![]),
            ("p/again", vec![]),
        ]
    );
    let failures: Vec<&Value> = (report["pages"].as_array().unwrap().iter())
        .filter(|page| page["failures"] != json!([]))
        .collect();
    let [failed] = failures.as_slice() else {
        panic!("{failures:?}");
    };
    assert_eq!(failed["page"], "p/failed");
    let message = failed["failures"][0]["message"].as_str().unwrap();
    assert!(message.contains("showLoading:fail"), "{message}");

    let good = folder(&[
        ("app.json", r#"{"pages": ["p/a"]}"#),
        ("p/a.wxml", "<view/>"),
        ("p/a.js", "Page({})"),
    ]);
    let output = check(good.path(), &["--open-pages"]);
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(
        String::from_utf8_lossy(&output.stdout),
        "1 pages opened, 0 with uncaught errors, 0 with failed calls that nobody handles\n"
    );
}

/// Pages with errors, and the first line of each error.
fn errors_of(output: &Output) -> Vec<(String, String)> {
    let report = report(output);
    (report["pages"].as_array().unwrap().iter())
        .flat_map(|page| {
            let errors = page["errors"].as_array().unwrap().iter();
            errors.map(|error| (page["page"].clone(), error["message"].clone()))
        })
        .map(|(page, message)| {
            let text = |value: Value| value.as_str().unwrap().to_owned();
            (text(page), text(message))
        })
        .collect()
}

#[test]
fn pages_are_opened_as_people_come_to_them_and_left_again() {
    let modes = json!({ "condition": { "miniprogram": { "list": [
        { "pathName": "p/query", "query": "id=7" },
        { "pathName": "/p/query", "query": "id=8&x=%20" },
        { "pathName": "p/query", "query": "id=7" },
        { "pathName": "p/mode", "query": "id=9" },
    ] } } });
    let app = folder(&[
        ("project.config.json", &modes.to_string()),
        (
            "app.json",
            r#"{"pages": ["p/home", "p/mode", "p/tab", "p/opener", "p/left", "p/query", "p/after", "p/asks"],
                "tabBar": {"list": [{"pagePath": "p/home", "text": "a"}, {"pagePath": "p/mode", "text": "c"}, {"pagePath": "p/tab", "text": "b"}]}}"#,
        ),
        ("p/home.wxml", "<view/>"),
        (
            "p/home.js",
            "Page({ onShow() { throw new Error('shown') } })",
        ),
        ("p/mode.wxml", "<view/>"),
        (
            "p/mode.js",
            "Page({ onLoad({ id }) { throw new Error(`mode ${id}`) } })",
        ),
        ("p/tab.wxml", "<view/>"),
        (
            "p/tab.js",
            "Page({ onUnload() { throw new Error('a tab stays') } })",
        ),
        ("p/opener.wxml", "<view/>"),
        (
            "p/opener.js",
            "Page({ onLoad() { this.getOpenerEventChannel().emit('a') } })",
        ),
        ("p/left.wxml", "<view/>"),
        (
            "p/left.js",
            "Page({ onUnload() { throw new Error('left') } })",
        ),
        ("p/query.wxml", "<view/>"),
        (
            "p/query.js",
            "Page({ onLoad({ id, x }) { throw new Error(`${id} '${x}'`) } })",
        ),
        ("p/after.wxml", "<view/>"),
        (
            "p/after.js",
            "Page({ onLoad() { setTimeout(() => { throw new Error('after') }, 500) } })",
        ),
        ("p/asks.wxml", "<view/>"),
        (
            "p/asks.js",
            "Page({ onLoad() { wx.enableAlertBeforeUnload({ message: 'stay' }) },
                onUnload() { throw new Error('asked') } })",
        ),
    ]);
    let place = |name: &str, text: &str| (format!("p/{name}"), text.to_owned());
    let said = errors_of(&check(app.path(), &["--open-pages", "--json"]));
    let said: Vec<(String, String)> = (said.into_iter())
        .map(|(page, message)| {
            let message = message.trim_start_matches("Error: ");
            let end = message.find(';').unwrap_or(message.len());
            (page, message[..end].to_owned())
        })
        .collect();
    assert_eq!(
        said,
        [
            ("app".to_owned(), "shown".to_owned()),
            place("home", "shown"),
            place("mode?id=9", "mode 9"),
            place("left", "left"),
            place("query?id=7", "7 'undefined'"),
            place("query?id=8&x=%20", "8 '%20'"),
            place("after", "after"),
            place("asks", "asked"),
        ]
    );

    let some = [
        "--open-pages",
        "--json",
        "--page",
        "/p/query?id=9",
        "--page=p/none",
    ];
    let said = errors_of(&check(app.path(), &some));
    let [_, (query, message), (none, missing)] = said.as_slice() else {
        panic!("{said:?}");
    };
    assert_eq!((&**query, &**none), ("p/query?id=9", "p/none"));
    assert!(message.contains("9 'undefined'"), "{message}");
    assert!(missing.contains("does not open"), "{missing}");
}

#[test]
fn pages_without_rest_are_left_and_pages_that_are_stuck_are_named() {
    let page = |name: &str, script: &str| {
        [
            (
                format!("p/{name}.wxml"),
                r#"<view id="v"/><canvas type="2d" id="c"/><canvas canvas-id="old"/>"#.to_owned(),
            ),
            (format!("p/{name}.js"), script.to_owned()),
        ]
    };
    let query = "wx.createSelectorQuery().select('#c').fields({ node: true })";
    let files: Vec<(String, String)> = [
        page("frames", &format!("Page({{ onReady() {{ {query}.exec(([{{ node }}]) => {{
            const loop = () => {{ node.requestAnimationFrame(loop); node.getContext('2d').fillRect(0, 0, 1, 1) }}
            loop() }}) }} }})")),
        page("drawings", "Page({ onReady() { const ctx = wx.createCanvasContext('old'); const loop = () => ctx.draw(false, loop); loop() } })"),
        page("animations", "Page({ onReady() { const loop = () => this.animate('#v', [{ opacity: 0 }, { opacity: 1 }], 1, loop); loop() } })"),
        page("nothing", "Page({ onReady() { const ctx = wx.createCanvasContext('none'); const loop = () => ctx.draw(false, loop); loop()
            const again = () => this.animate('#none', [], 0, again); again() } })"),
        page("timers", "Page({ onReady() { const end = (t) => { while (Date.now() - t < 5); }
            setInterval(() => end(Date.now()), 0); const loop = () => setTimeout(() => { end(Date.now()); loop() }, 0); loop() } })"),
        page("queries", "Page({ onReady() { const loop = () => wx.createSelectorQuery().select('#v').boundingClientRect(loop).exec(); loop() } })"),
        page("calls", "Page({ onReady() { const loop = () => wx.getStorageInfo({ complete: loop }); loop(); loop() } })"),
        page("stuck", "Page({ onReady() { for (;;); } })"),
        page("jobs", "Page({ onReady() { const loop = () => { Promise.resolve().then(loop) }; loop(); loop() } })"),
        page("stuck-module", "for (;;);"),
        page("thrown", "Page({\n  onReady() { undefined.x } })"),
    ]
    .into_iter()
    .flatten()
    .collect();
    let names: Vec<String> = (files.iter().step_by(2))
        .map(|(path, _)| path.trim_end_matches(".wxml").to_owned())
        .collect();
    let app_json = json!({ "pages": names }).to_string();
    let mut all = vec![("app.json", app_json.as_str())];
    all.extend(
        files
            .iter()
            .map(|(path, text)| (path.as_str(), text.as_str())),
    );
    let app = folder(&all);

    let output = check(app.path(), &["--open-pages", "--json", "--timeout", "2000"]);
    assert_eq!(output.status.code(), Some(1));
    let seen = errors_of(&output);
    let seen: Vec<(&str, &str)> = (seen.iter())
        .map(|(page, message)| (page.as_str(), message.as_str()))
        .collect();
    let ended = "a script did not return within 2000 ms and was ended";
    let [rest @ .., (last, thrown)] = seen.as_slice() else {
        panic!("no errors");
    };
    assert_eq!(
        rest,
        [
            ("p/stuck", ended),
            ("p/jobs", ended),
            ("p/stuck-module", ended)
        ]
    );
    assert_eq!(*last, "p/thrown");
    assert!(thrown.contains("undefined"), "{thrown}");
    let opened = report(&output)["pages"].as_array().map(Vec::len);
    assert_eq!(opened, Some(names.len() + 1));
}

#[test]
fn a_mini_program_that_never_starts_is_said_to() {
    let app = folder(&[
        (
            "app.json",
            r#"{"pages": ["p/a", "p/b", "p/c", "p/d", "p/e", "p/f"]}"#,
        ),
        ("app.js", "for (;;);"),
    ]);
    let output = check(app.path(), &["--open-pages", "--timeout", "200"]);
    assert_eq!(output.status.code(), Some(1));
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let pages: Vec<&str> = (text.lines())
        .filter_map(|line| line.split_once(':').map(|(page, _)| page))
        .collect();
    assert_eq!(pages, ["app", "p/a", "p/b", "p/c", "app"], "{text}");
    let sum = "3 pages opened, 3 with uncaught errors, 0 with failed calls that nobody handles";
    assert!(text.trim_end().ends_with(sum), "the app is no page: {text}");
}

#[test]
fn files_are_named_where_they_are() {
    let project = folder(&[
        ("project.config.json", r#"{"miniprogramRoot": "src/"}"#),
        ("src/app.json", r#"{"pages": ["p/a"]}"#),
        ("src/p/a.wxml", "<view>"),
        ("src/p/a.js", "undefined.x"),
    ]);
    for (options, file) in [(&[][..], "a.wxml"), (&["--open-pages"], "a.js")] {
        let output = check(project.path(), options);
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        let named = project.path().join("src/p").join(file);
        let named = named.display().to_string();
        assert!(text.contains(&format!("{named}:1:")), "{text}");
    }
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
