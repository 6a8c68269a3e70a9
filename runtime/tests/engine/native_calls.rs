//! Calls into the native half and back.

use serde_json::json;

use crate::program::{Files, Running};

fn launched() -> Running {
    Files::new(&["pages/a/a"])
        .part("pages/a/a", "Page({})", "<view class='x'/>")
        .launch()
}

#[test]
fn synchronous_and_asynchronous_members() {
    let running = launched();
    running.eval("wx.setStorageSync('k', { a: [1] })");
    assert_eq!(running.eval("wx.getStorageSync('k')"), json!({ "a": [1] }));
    assert_eq!(
        running.eval("wx.getStorage({ key: 'k' }).then(r => r.data)"),
        json!({ "a": [1] })
    );
    assert_eq!(
        running.wx("getStorage", json!({ "key": "none" })),
        "getStorage:fail data not found"
    );
    running.finish();
}

#[test]
fn buffers_cross_as_buffers() {
    let running = launched();
    let js = "wx.reverse({ data: new Uint8Array([1, 2, 3]).buffer })
        .then(r => [r.data instanceof ArrayBuffer, ...new Uint8Array(r.data), r.count])";
    assert_eq!(running.eval(js), json!([true, 3, 2, 1, 1]));
    let view = "wx.reverse({ data: new Uint8Array([1, 2, 3, 4]).subarray(1, 3) }).then(r => [...new Uint8Array(r.data)])";
    assert_eq!(running.eval(view), json!([3, 2]));
    running.finish();
}

#[test]
fn a_panic_is_a_failed_call() {
    let running = launched();
    assert_eq!(
        running.wx("panicking", json!({})),
        "panicking:fail internal error"
    );
    assert_eq!(running.eval("1 + 1"), json!(2));
    running.finish();
}

#[test]
fn native_events_reach_listeners() {
    let running = launched();
    running.eval("wx.onNetworkStatusChange(e => console.log(e.networkType)); 0");
    running
        .apis
        .emit("onNetworkStatusChange", json!({ "networkType": "wifi" }));
    running.program.settle();
    assert_eq!(running.logged(), ["wifi"]);
    running.finish();
}

#[test]
fn dialogs_are_answered_by_the_shell() {
    let running = launched();
    assert_eq!(
        running.eval("wx.showModal({ title: 'T' }).then(r => [r.confirm, r.cancel])"),
        json!([true, false])
    );
    assert_eq!(running.host.last_chrome("modal").unwrap()["title"], "T");
    running.finish();
}

#[test]
fn pickers_of_a_page_go_through_the_logic_to_the_shell() {
    let running = launched();
    let page = running.page().init.page_id;
    running
        .host
        .set_answer("picker", Some(json!({ "value": 2 })));
    let message = json!(["chrome", 9, "picker", { "mode": "selector", "range": [1, 2, 3] }]);
    running.program.view_message(page, &message.to_string());
    running.program.settle();
    assert_eq!(
        running.host.last_chrome("picker").unwrap()["mode"],
        "selector"
    );
    assert_eq!(
        running.host.last_chrome("chromeReply").unwrap(),
        json!({ "pageId": page, "request": 9, "kind": "picker", "result": { "value": 2 } })
    );
    running.finish();
}

#[test]
fn queries_ask_the_view() {
    let running = launched();
    let js = "new Promise(done => wx.createSelectorQuery().select('.x').boundingClientRect().selectViewport().scrollOffset().exec(done))";
    let got = running.eval(js);
    assert_eq!(got[0]["width"], 375);
    assert_eq!(got[1]["scrollTop"], 0);
    running.finish();
}

#[test]
fn what_the_first_page_asks_while_it_loads_is_answered() {
    let running = Files::new(&["pages/a/a"])
        .part(
            "pages/a/a",
            "Page({ onLoad() {
               wx.createSelectorQuery().select('.x').boundingClientRect(r => console.log('rect', r.width)).exec()
               wx.showModal({ title: 'T', success: r => console.log('modal', r.confirm) })
             } })",
            "<view class='x'/>",
        )
        .launch();
    let mut logged = running.logged();
    logged.sort();
    assert_eq!(logged, ["modal true", "rect 375"]);
    running.finish();
}
