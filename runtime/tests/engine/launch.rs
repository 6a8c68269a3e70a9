//! From launch to the first page, foreground and background.

use indexmap::IndexMap;
use peapod_runtime::LaunchOptions;
use peapod_runtime::host::Transition;
use serde_json::json;

use crate::program::Files;

const APP: &str = "App({
  globalData: { user: 1 },
  onLaunch(o) { console.log('app.onLaunch ' + o.path + ' ' + JSON.stringify(o.query) + ' ' + o.scene) },
  onShow(o) { console.log('app.onShow ' + o.path) },
  onHide() { console.log('app.onHide') },
  onPageNotFound(o) { console.log('app.onPageNotFound ' + JSON.stringify(o)); wx.redirectTo({ url: '/pages/a/a?from=missing' }) },
  onThemeChange(o) { console.log('app.onThemeChange ' + o.theme) },
})";

fn files() -> Files {
    Files::new(&["pages/a/a", "pages/b/b"])
        .file("app.js", APP)
        .logging_page("pages/a/a")
        .logging_page("pages/b/b")
}

#[test]
fn hooks_come_in_wechats_order() {
    let running = files().launch();
    assert_eq!(
        running.logged(),
        [
            "app.onLaunch pages/a/a {} 1001",
            "app.onShow pages/a/a",
            "a.onLoad {}",
            "a.onShow",
            "a.onReady"
        ]
    );
    let presented = running.host.presented();
    assert_eq!(presented.len(), 1);
    assert_eq!(presented[0].1, Transition::None);
    assert_eq!(running.text(), "a");
    running.program.hide();
    running.program.show(json!({}));
    running.program.settle();
    assert_eq!(
        running.logged(),
        ["a.onHide", "app.onHide", "app.onShow pages/a/a", "a.onShow"]
    );
    running.program.close();
    assert_eq!(running.logged(), ["a.onUnload"]);
    running.finish();
}

#[test]
fn a_launch_path_carries_its_query_undecoded() {
    let running = files().launch_with(LaunchOptions {
        path: Some("/pages/b/b?x=%E4%BD%A0&y".to_owned()),
        query: IndexMap::from([("z".to_owned(), "1".to_owned())]),
        scene: 1047,
        ..LaunchOptions::default()
    });
    let logged = running.logged();
    let query = r#"{"x":"%E4%BD%A0","y":"","z":"1"}"#;
    assert_eq!(logged[0], format!("app.onLaunch pages/b/b {query} 1047"));
    assert_eq!(logged[2], format!("b.onLoad {query}"));
    running.finish();
}

#[test]
fn a_missing_launch_page_is_the_authors_to_handle() {
    let running = files().launch_with(LaunchOptions {
        path: Some("pages/gone/gone?k=v".to_owned()),
        ..LaunchOptions::default()
    });
    let logged = running.logged();
    assert_eq!(
        logged[2],
        r#"app.onPageNotFound {"path":"pages/gone/gone","query":{"k":"v"},"isEntryPage":true}"#
    );
    assert_eq!(logged[3], r#"a.onLoad {"from":"missing"}"#);
    running.finish();
}

#[test]
fn a_new_entry_relaunches_at_its_page() {
    let running = files().launch();
    running.logged();
    running.program.hide();
    running
        .program
        .show(json!({ "path": "pages/b/b?n=2", "scene": 1011 }));
    running.program.settle();
    assert_eq!(
        running.logged(),
        [
            "a.onHide",
            "app.onHide",
            "app.onShow pages/b/b",
            "a.onUnload",
            r#"b.onLoad {"n":"2"}"#,
            "b.onShow",
            "b.onReady"
        ]
    );
    assert_eq!(running.eval("wx.getEnterOptionsSync().scene"), json!(1011));
    assert_eq!(running.eval("wx.getLaunchOptionsSync().scene"), json!(1001));
    running.finish();
}

#[test]
fn get_app_and_globals() {
    let running = files().launch();
    assert_eq!(running.eval("getApp().globalData.user"), json!(1));
    assert_eq!(
        running.eval("getApp({allowDefault: true}) === getApp()"),
        json!(true)
    );
    assert_eq!(running.eval("global === globalThis"), json!(true));
    assert_eq!(
        running.eval("[typeof window, typeof document, typeof __native]"),
        json!(["undefined", "undefined", "undefined"])
    );
    assert_eq!(
        running.eval("getCurrentPages().map(p => p.route)"),
        json!(["pages/a/a"])
    );
    assert_eq!(running.eval("__wxConfig.pages.length"), json!(2));
    running.finish();
}

#[test]
fn the_chrome_hears_of_the_app_and_its_first_page() {
    let running = files()
        .file(
            "pages/a/a.json",
            r##"{"navigationBarTitleText":"Hello","navigationBarTextStyle":"black"}"##,
        )
        .launch();
    assert_eq!(running.host.last_chrome("app").unwrap()["appid"], "wxtest");
    let page = running.host.last_chrome("page").unwrap();
    assert_eq!(page["route"], "pages/a/a");
    assert_eq!(page["canGoBack"], false);
    assert_eq!(page["nav"]["title"], "Hello");
    assert_eq!(page["nav"]["frontColor"], "#000000");
    running.finish();
}

#[test]
fn the_theme_reaches_programs_that_follow_it() {
    let running = Files::with_config(json!({ "pages": ["pages/a/a"], "darkmode": true }))
        .file("app.js", APP)
        .logging_page("pages/a/a")
        .launch();
    running.logged();
    running
        .program
        .chrome_event("theme", json!({ "theme": "dark" }));
    running.program.settle();
    assert_eq!(running.logged(), ["app.onThemeChange dark"]);
    assert_eq!(running.page().tree.page["theme"], "dark");
    running.finish();
}
