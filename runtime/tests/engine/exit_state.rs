//! What pages keep for the next cold start.

use peapod_runtime::LaunchOptions;
use serde_json::json;

use crate::program::{Files, Running};

fn files() -> Files {
    Files::new(&["pages/home/home", "pages/form/form", "pages/plain/plain"])
        .part("pages/home/home", "Page({ onLoad() { console.log('home') } })", "<view/>")
        .part(
            "pages/form/form",
            "Page({
               onLoad(query) { console.log('form', query.id, JSON.stringify(this.exitState)) },
               onSaveExitState() { return { data: { draft: 'half' }, expireTimeStamp: globalThis.expires } },
             })",
            "<view/>",
        )
        .file("pages/form/form.json", r#"{"restartStrategy": "homePageAndLatestPage"}"#)
        .part("pages/plain/plain", "Page({ onLoad() { console.log('plain', this.exitState) } })", "<view/>")
}

fn launched(folder: &std::path::Path, path: Option<&str>) -> Running {
    files().launch_with(LaunchOptions {
        path: path.map(str::to_owned),
        state_dir: Some(folder.to_owned()),
        ..LaunchOptions::default()
    })
}

#[test]
fn a_page_that_wants_it_is_opened_again_with_its_state() {
    let folder = tempfile::tempdir().unwrap();
    let running = launched(folder.path(), None);
    running.wx("navigateTo", json!({ "url": "/pages/form/form?id=7" }));
    assert_eq!(running.logged(), ["home", "form 7 undefined"]);
    running.program.hide();
    running.finish();
    let running = launched(folder.path(), None);
    assert_eq!(running.logged(), ["home", "form 7 {\"draft\":\"half\"}"]);
    assert_eq!(running.eval("getCurrentPages().length"), json!(2));
    running.wx("navigateBack", json!({}));
    running.finish();
    let running = launched(folder.path(), None);
    assert_eq!(running.logged(), ["home"], "the home page was the last one");
    running.finish();
}

#[test]
fn a_start_at_a_page_goes_there_and_states_expire() {
    let folder = tempfile::tempdir().unwrap();
    let running = launched(folder.path(), Some("pages/form/form?id=1"));
    running.finish();
    let running = launched(folder.path(), Some("pages/plain/plain"));
    assert_eq!(running.logged(), ["plain undefined"]);
    running.finish();
    let running = launched(folder.path(), Some("pages/form/form?id=2"));
    running.eval("globalThis.expires = Date.now() - 1");
    running.finish();
    let running = launched(folder.path(), None);
    assert_eq!(running.logged(), ["home"], "what the form kept has expired");
    running.finish();
}
