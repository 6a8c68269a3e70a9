//! What goes wrong in the author's code, and what the engine makes of it.

use std::time::Duration;

use peapod_runtime::LogLevel;
use serde_json::json;

use crate::program::Files;

const APP: &str = "App({ onError(text) { console.log(text.split('\\n')[1]) },
  onUnhandledRejection(e) { console.log('rejected ' + e.reason.message) } })";

#[test]
fn a_throwing_hook_is_reported_with_its_place_and_breaks_nothing_else() {
    let running = Files::new(&["pages/a/a"])
        .file("app.js", APP)
        .part(
            "pages/a/a",
            "Page({\n  onLoad() {\n    null.x\n  },\n  onShow() { console.log('shown') },\n})",
            "<view>a</view>",
        )
        .launch();
    let error = running
        .records()
        .into_iter()
        .find(|record| record.level == LogLevel::Error)
        .unwrap();
    assert_eq!((error.file.as_str(), error.line), ("pages/a/a.js", 3));
    assert!(
        error.text.contains("page pages/a/a onLoad function"),
        "{}",
        error.text
    );
    assert!(
        error.text.contains("at onLoad (pages/a/a.js:3:"),
        "{}",
        error.text
    );
    let logged = running.logged();
    assert!(logged[0].starts_with("TypeError: "), "{logged:?}");
    assert_eq!(logged[1], "shown");
    assert_eq!(running.text(), "a");
    running.finish();
}

#[test]
fn typescript_positions_are_the_authors() {
    let running = Files::new(&["pages/a/a"])
        .file("app.js", APP)
        .file(
            "pages/a/a.ts",
            "interface Thing {\n  x: number\n}\n\nconst thing: Thing | null = null\n\nPage({\n  onLoad() {\n    console.log(thing!.x)\n  },\n})\n",
        )
        .file("pages/a/a.wxml", "<view/>")
        .launch();
    let error = &running.records()[0];
    assert_eq!(
        (error.file.as_str(), error.line),
        ("pages/a/a.ts", 9),
        "{}",
        error.text
    );
    running.finish();
}

#[test]
fn errors_in_handlers_observers_and_timers() {
    let running = Files::new(&["pages/a/a"])
        .file("app.js", APP)
        .part(
            "pages/a/a",
            "Page({ tap() { setTimeout(() => { throw new Error('late') }, 0); throw new Error('now') } })",
            "<view class='b' bindtap='tap'/>",
        )
        .launch();
    running.eval("wx.onError(text => console.log('wx ' + text.split('\\n')[1].split(';')[0])); 0");
    running.tap(".b");
    let logged = running.logged();
    assert!(
        logged[0].starts_with("Error: now;at page pages/a/a"),
        "{logged:?}"
    );
    assert_eq!(logged[1], "wx Error: now");
    assert!(
        logged[2].starts_with("Error: late;at setTimeout"),
        "{logged:?}"
    );
    running.finish();
}

#[test]
fn rejections_are_reported_after_the_turn_unless_handled() {
    let running = Files::new(&["pages/a/a"])
        .file("app.js", APP)
        .part("pages/a/a", "Page({})", "<view/>")
        .launch();
    running.eval(
        "Promise.reject(new Error('unhandled'))
         const late = Promise.reject(new Error('handled in time')); Promise.resolve().then(() => late.catch(() => {})); 0",
    );
    assert_eq!(running.logged(), ["rejected unhandled"]);
    running.finish();
}

#[test]
fn a_script_that_does_not_compile_leaves_the_page_without_it() {
    let running = Files::new(&["pages/a/a", "pages/b/b"])
        .part("pages/a/a", "Page({)", "<view>static</view>")
        .part("pages/b/b", "Page({})", "<view>b</view>")
        .launch();
    assert_eq!(running.text(), "static");
    let errors = running.errors();
    assert!(errors[0].contains("pages/a/a.js:1:7"), "{errors:?}");
    assert_eq!(
        running.wx("redirectTo", json!({ "url": "/pages/b/b" })),
        "redirectTo:ok"
    );
    assert_eq!(running.text(), "b");
    running.finish();
}

#[test]
fn code_from_text_is_refused() {
    let running = Files::new(&["pages/a/a"])
        .part("pages/a/a", "Page({})", "<view/>")
        .launch();
    for code in [
        "eval('1')",
        "new Function('return 1')()",
        "(() => {}).constructor('return 1')()",
        "(async () => {}).constructor('return 1')()",
        "(function* () {}).constructor('yield 1')()",
    ] {
        let got = running.eval(&format!(
            "(() => {{ try {{ {code}; return 'ran' }} catch (e) {{ return e.name }} }})()"
        ));
        assert_eq!(got, json!("EvalError"), "{code}");
    }
    assert_eq!(
        running.eval("Function('return this')() === globalThis"),
        json!(true)
    );
    assert_eq!(
        running.eval("new Function('return this')() === globalThis"),
        json!(true)
    );
    assert_eq!(running.eval("(() => {}) instanceof Function"), json!(true));
    running.finish();
}

#[test]
fn deep_recursion_is_a_range_error() {
    let running = Files::new(&["pages/a/a"])
        .part("pages/a/a", "Page({})", "<view/>")
        .launch();
    assert_eq!(
        running
            .eval("(() => { const f = () => f() + 1; try { f() } catch (e) { return e.name } })()"),
        json!("RangeError")
    );
    running.finish();
}

#[test]
fn close_interrupts_a_script_that_never_returns() {
    let running = Files::new(&["pages/a/a"])
        .part(
            "pages/a/a",
            "Page({ spin() { for (;;) {} } })",
            "<view class='b' bindtap='spin'/>",
        )
        .launch();
    let page = running.page();
    let node = page.tree.find(".b").unwrap();
    running.program.view_message(
        page.init.page_id,
        &json!(["event", node, "tap", {}, null]).to_string(),
    );
    let program = running.program.clone();
    let (sender, receiver) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        program.close();
        sender.send(()).unwrap();
    });
    receiver
        .recv_timeout(Duration::from_secs(30))
        .expect("close returns");
    assert!(running.program.is_closed());
}

#[test]
fn console_levels_places_and_values() {
    let running = Files::new(&["pages/a/a"])
        .part(
            "pages/a/a",
            "Page({ onLoad() {\n  const loop = { a: [1] }; loop.self = loop\n  console.warn('w', loop, undefined, null, () => {}, new Map([[1, 2]]))\n} })",
            "<view/>",
        )
        .launch();
    let record = &running.records()[0];
    assert_eq!(record.level, LogLevel::Warn);
    assert_eq!((record.file.as_str(), record.line), ("pages/a/a.js", 3));
    assert!(
        record
            .text
            .starts_with("w {a: [1], self: [Circular]} undefined null ƒ "),
        "{}",
        record.text
    );
    assert_eq!(record.args.len(), 6);
    running.finish();
}

#[test]
fn a_page_without_template_is_empty_and_no_script_error() {
    let running = Files::new(&["pages/a/a"])
        .file(
            "pages/a/a.js",
            "Page({ onLoad() { console.log('loaded') } })",
        )
        .launch();
    assert_eq!(running.logged(), ["loaded"]);
    assert_eq!(running.text(), "");
    assert_eq!(running.errors(), Vec::<String>::new());
    running.finish();
}
