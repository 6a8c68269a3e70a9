//! `initialRenderingCache`: what a page began with is given to the view the next time.

use std::path::Path;

use peapod_runtime::LaunchOptions;
use serde_json::json;

use crate::program::{Files, Running};

fn files(kind: &str) -> Files {
    Files::new(&["pages/home/home", "pages/plain/plain"])
        .file("app.js", "App({ onLaunch() { console.log('launch') } })")
        .part(
            "pages/home/home",
            "Page({
               data: { text: 'initial', hint: '' },
               onLoad() { console.log('load'); this.setData({ text: 'loaded' }) },
             })",
            "<view>{{text}}{{hint}}</view><box/>",
        )
        .file("pages/home/home.wxss", ".home { color: red }")
        .file(
            "pages/home/home.json",
            &json!({ "initialRenderingCache": kind, "usingComponents": { "box": "/box/box" } })
                .to_string(),
        )
        .component(
            "box/box",
            "Component({ lifetimes: { attached() { console.log('box') } } })",
            "<text>in a box</text>",
        )
        .file("box/box.wxss", ".box { color: blue }")
        .logging_page("pages/plain/plain")
}

fn launched(files: Files, folder: &Path) -> Running {
    files.launch_with(LaunchOptions {
        cache_dir: Some(folder.to_owned()),
        ..LaunchOptions::default()
    })
}

/// What the view of the first page was given to begin with.
fn given(running: &Running) -> Option<String> {
    running.page().init.rendering
}

#[test]
fn a_static_page_begins_as_it_began_the_first_time() {
    let folder = tempfile::tempdir().unwrap();
    let running = launched(files("static"), folder.path());
    assert_eq!(given(&running), None);
    assert!(running.text().contains("loaded"));
    running.finish();

    let running = launched(files("static"), folder.path());
    let batch = given(&running).expect("the rendering was kept");
    for part in ["initial", "in a box", ".home", "color: blue"] {
        assert!(batch.contains(part), "{part} is not in {batch}");
    }
    assert!(!batch.contains("loaded"));
    assert!(running.text().contains("loaded"), "the page itself draws");
    assert_eq!(
        running.logged(),
        ["launch", "box", "load"],
        "each script runs once"
    );
    assert_eq!(running.host.presented().len(), 1, "it is shown once");
    running.wx("reLaunch", json!({ "url": "/pages/plain/plain" }));
    running.finish();

    let changed = files("static").file("pages/home/other.wxml", "<view/>");
    let running = launched(changed, folder.path());
    assert_eq!(given(&running), None, "the package is another");
    running.finish();
}

#[test]
fn a_dynamic_page_begins_with_what_it_gave() {
    let folder = tempfile::tempdir().unwrap();
    let running = launched(files("dynamic"), folder.path());
    running.finish();
    let running = launched(files("dynamic"), folder.path());
    assert_eq!(given(&running), None, "nothing was given");
    running.logged();
    running.eval("getCurrentPages()[0].setInitialRenderingCache({ hint: ', wait' }), 0");
    assert!(
        running.logged().is_empty(),
        "nothing is attached to draw it"
    );
    running.finish();

    let running = launched(files("dynamic"), folder.path());
    let batch = given(&running).expect("the rendering was kept");
    for part in ["initial, wait", "in a box", ".home", "color: blue"] {
        assert!(batch.contains(part), "{part} is not in {batch}");
    }
    running.eval("getCurrentPages()[0].setInitialRenderingCache(null), 0");
    running.finish();
    let running = launched(files("dynamic"), folder.path());
    assert_eq!(given(&running), None, "null forgets");
    assert!(running.errors().is_empty());
    running.finish();
}

#[test]
fn pages_that_do_not_ask_have_none() {
    let folder = tempfile::tempdir().unwrap();
    launched(files("capture"), folder.path()).finish();
    let running = launched(files("capture"), folder.path());
    assert_eq!(given(&running), None);
    assert!(!folder.path().join("renderings").exists());
    running.finish();
}
