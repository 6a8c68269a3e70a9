//! What the logic tells views that run WXS handlers, and what it makes of their answers.

use serde_json::{Value, json};

use crate::program::{Files, Running};

const MODULE: &str = "<wxs module='m'>
    var base = require('./base.wxs')
    module.exports = { tap: function () {}, other: function () {}, base: base.move, make: function (n) { return function () {} } }
  </wxs>";

fn page(wxml: &str) -> Running {
    Files::new(&["pages/a/a"])
        .file("pages/a/base.wxs", "module.exports = { move: function (e) { return e[e.type] } }")
        .part(
            "pages/a/a",
            "const log = (name) => function (e) { console.log(name + ' ' + JSON.stringify(e?.type ?? e)) }
             Page({ data: { on: true, list: [1] }, outer: log('outer'), inner: log('inner'), called: log('called') })",
            &format!("{MODULE}{wxml}"),
        )
        .component(
            "components/part/part",
            "Component({ methods: { own(x) { console.log('own ' + x) } } })",
            "<view class='inside'/>",
        )
        .file("pages/a/a.json", r#"{"usingComponents": {"my-part": "/components/part/part"}}"#)
        .launch_with_wxs_in_view()
}

/// Arguments of all operations of this code that the visible page would be made anew with.
fn operations(running: &Running, name: &str) -> Vec<Value> {
    let snapshot = running.page().tree.snapshot();
    peapod_runtime::headless::parse_batch(&snapshot)
        .unwrap()
        .into_iter()
        .filter(|operation| operation.spec.name == name)
        .map(|operation| Value::Array(operation.args))
        .collect()
}

fn send(running: &Running, message: &Value) {
    let page = running.page().init.page_id;
    running.program.view_message(page, &message.to_string());
    running.program.settle();
}

#[test]
fn handlers_are_named_and_modules_come_with_what_they_require() {
    let running = page(
        "<view id='x' bind:tap='{{on ? m.tap : m.other}}' capture-catch:touchmove='{{m.base}}' bind:longpress='{{m.make(1)}}' data-k='{{list}}' mark:z='Z'/>",
    );
    let node = running.page().tree.find("#x").unwrap();
    let modules = running.page().wxs;
    let names: Vec<&String> = modules.keys().collect();
    assert_eq!(names, ["pages/a/a#m", "pages/a/base"]);
    assert_eq!(
        operations(&running, "wxsBind"),
        [
            json!([node, "tap", 0, "pages/a/a#m", ["tap"]]),
            json!([node, "touchmove", 5, "pages/a/base", ["move"]]),
        ]
    );
    let code = &modules["pages/a/base"];
    assert!(code.contains("e[__wxsKey(e.type)]"), "{code}");
    assert_eq!(
        operations(&running, "setDataset"),
        [json!([node, "k", [1]])]
    );
    assert_eq!(operations(&running, "setMark"), [json!([node, "z", "Z"])]);
    assert_eq!(operations(&running, "own")[0][0], json!(1));
    // What a call made has no name and stays with the logic, which the view must then tell.
    assert_eq!(
        operations(&running, "listen"),
        [json!([node, "longpress", 0])]
    );
    running.eval("getCurrentPages()[0].setData({ on: false, list: [2] })");
    assert_eq!(operations(&running, "wxsBind")[1][4], json!(["other"]));
    assert_eq!(
        operations(&running, "setDataset"),
        [json!([node, "k", [2]])]
    );
    running.finish();
}

#[test]
fn a_handler_may_give_way_to_a_method_and_come_back() {
    let running = page("<view id='x' bind:tap='{{on ? m.tap : \"inner\"}}'/>");
    running.eval("getCurrentPages()[0].setData({ on: false })");
    assert_eq!(operations(&running, "wxsBind"), Vec::<Value>::new());
    running.tap("#x");
    assert_eq!(running.logged(), ["inner \"tap\""]);
    running.eval("getCurrentPages()[0].setData({ on: true })");
    assert_eq!(operations(&running, "wxsBind").len(), 1);
    running.tap("#x");
    assert_eq!(running.logged(), Vec::<String>::new());
    running.finish();
}

#[test]
fn the_logic_stops_where_the_view_has_stopped() {
    let running = page(
        "<view bind:tap='outer'><view id='x' bind:tap='{{m.tap}}'><view id='y' bind:tap='inner'/></view></view>",
    );
    let tree = running.page().tree;
    let (x, y) = (tree.find("#x").unwrap(), tree.find("#y").unwrap());
    send(&running, &json!(["event", y, "tap", {}, { "wxs": [] }]));
    assert_eq!(running.logged(), ["inner \"tap\"", "outer \"tap\""]);
    send(&running, &json!(["event", y, "tap", {}, { "wxs": [x, 0] }]));
    assert_eq!(running.logged(), ["inner \"tap\""]);
    running.finish();
}

#[test]
fn changes_go_to_the_view_with_old_values() {
    let running = page("<view id='x' change:p='{{m.other}}' p='{{list}}'/>");
    let node = running.page().tree.find("#x").unwrap();
    let change = |value: Value| json!([node, "p", "pages/a/a#m", ["other"], { "value": value }]);
    assert_eq!(operations(&running, "wxsChange"), [change(json!([1]))]);
    running.eval("getCurrentPages()[0].setData({ list: [2] })");
    assert_eq!(operations(&running, "wxsChange"), [change(json!([2]))]);
    running.finish();
}

#[test]
fn wxs_calls_methods_and_triggers_events() {
    let running = page(
        "<view bind:pull='outer'><my-part id='part' bind:tap='{{m.tap}}' bind:pull='inner'/></view>",
    );
    let tree = running.page().tree;
    let (part, inside) = (tree.find("#part").unwrap(), tree.find(".inside").unwrap());
    send(&running, &json!(["wxsCall", 1, "called", { "a": 1 }]));
    send(&running, &json!(["wxsCall", part, "own", 2]));
    send(&running, &json!(["wxsCall", inside, "own", 3]));
    send(&running, &json!(["wxsTrigger", part, "pull", {}, {}]));
    send(
        &running,
        &json!(["wxsTrigger", part, "pull", {}, { "bubbles": true }]),
    );
    send(&running, &json!(["wxsCall", 99, "own", 4]));
    assert_eq!(
        running.logged(),
        [
            "called {\"a\":1}",
            "own 2",
            "own 3",
            "inner \"pull\"",
            "inner \"pull\"",
            "outer \"pull\""
        ]
    );
    running.finish();
}

#[test]
fn nodes_that_come_and_go_in_one_turn_leave_no_trace() {
    let running = page(
        "<view bind:tap='{{m.tap}}'/><view wx:for='{{list}}' wx:key='*this' data-i='{{item}}'/>",
    );
    running.eval("getCurrentPages()[0].setData({ list: [1, 2, 3] }); getCurrentPages()[0].setData({ list: [3] })");
    assert_eq!(operations(&running, "setDataset").len(), 1);
    running.finish();
}
