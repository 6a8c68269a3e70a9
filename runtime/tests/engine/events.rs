//! Bubbling, catching, capturing, and what handlers get.

use serde_json::json;

use crate::program::{Files, Running};

fn page(wxml: &str) -> Running {
    Files::new(&["pages/a/a"])
        .part(
            "pages/a/a",
            "const log = (name) => function (e) { console.log(name + ' ' + e.type + ' ' + e.target.id + ' ' + e.currentTarget.id) }
             Page({ outer: log('outer'), middle: log('middle'), inner: log('inner'), mut: log('mut'),
               show(e) { console.log(JSON.stringify(e)) }, data: { name: 'inner' } })",
            wxml,
        )
        .launch()
}

#[test]
fn taps_bubble_and_component_events_do_not() {
    let running = page(
        "<view id='o' bindtap='outer' bindinput='outer'><input id='i' bindtap='inner' bindinput='inner'/></view>",
    );
    running.tap("#i");
    assert_eq!(running.logged(), ["inner tap i i", "outer tap i o"]);
    running.send("#i", "input", json!({ "value": "x" }));
    assert_eq!(running.logged(), ["inner input i i"]);
    running.finish();
}

#[test]
fn catch_stops_and_capture_comes_first() {
    let running = page(
        "<view id='o' bindtap='outer' capture-bind:tap='outer'><view id='m' catchtap='middle'><view id='i' bind:tap='{{name}}'/></view></view>",
    );
    running.tap("#i");
    assert_eq!(
        running.logged(),
        ["outer tap i o", "inner tap i i", "middle tap i m"]
    );
    running.finish();
    let running =
        page("<view id='o' capture-catch:tap='outer'><view id='i' bindtap='inner'/></view>");
    running.tap("#i");
    assert_eq!(running.logged(), ["outer tap i o"]);
    running.finish();
}

#[test]
fn forms_with_expressions_do_not_take_each_others_place() {
    let running = page(
        "<view id='o' bindtap='outer'><view id='i' bind:tap='{{name}}' capture-bind:tap='{{up}}' catch:tap='{{mid}}'/></view>",
    );
    running.eval("getCurrentPages()[0].setData({ up: 'mut', mid: 'middle' })");
    running.tap("#i");
    let all = ["mut tap i i", "inner tap i i", "middle tap i i"];
    assert_eq!(running.logged(), all);
    running.eval("getCurrentPages()[0].setData({ name: 'outer', up: '' })");
    running.tap("#i");
    let mut logged = running.logged();
    logged.sort();
    assert_eq!(logged, ["middle tap i i", "outer tap i i"]);
    running.finish();
}

#[test]
fn only_one_mut_bind_runs() {
    let running = page(
        "<view id='o' mut-bind:tap='mut' bindtap='outer'><view id='i' mut-bind:tap='inner'/></view>",
    );
    running.tap("#i");
    assert_eq!(running.logged(), ["inner tap i i", "outer tap i o"]);
    running.finish();
}

#[test]
fn the_event_object() {
    let running = page(
        "<view mark:outer='1' bindtap='show' id='o'><view id='i' data-a-b='x' data-cD='{{1}}' mark:inner='2'/></view>",
    );
    let page = running.page();
    let node = page.tree.find("#i").unwrap();
    let touch = json!({ "identifier": 0, "pageX": 3, "pageY": 4, "clientX": 3, "clientY": 4 });
    let message = json!(["event", node, "tap", {"x": 3, "y": 4}, {"t": 12, "touches": [touch], "changedTouches": [touch]}]);
    running
        .program
        .view_message(page.init.page_id, &message.to_string());
    running.program.settle();
    let logged: serde_json::Value = serde_json::from_str(&running.logged()[0]).unwrap();
    assert_eq!(logged["type"], "tap");
    assert_eq!(logged["timeStamp"], 12);
    assert_eq!(logged["detail"], json!({ "x": 3, "y": 4 }));
    assert_eq!(logged["target"]["dataset"], json!({ "aB": "x", "cd": 1 }));
    assert_eq!(logged["currentTarget"]["id"], "o");
    assert_eq!(logged["mark"], json!({ "outer": "1", "inner": "2" }));
    assert_eq!(logged["touches"], json!([touch]));
    assert_eq!(logged["changedTouches"], json!([touch]));
    running.finish();
}

#[test]
fn offsets_of_the_touched_node_and_its_listeners() {
    let running = page("<view bindtap='show' id='o'><view id='i'/></view>");
    let page = running.page();
    let (outer, inner) = (page.tree.find("#o").unwrap(), page.tree.find("#i").unwrap());
    let offsets = json!({ outer.to_string(): [10, 20], inner.to_string(): [1, 2] });
    let message = json!(["event", inner, "tap", {}, { "t": 1, "offsets": offsets }]);
    running
        .program
        .view_message(page.init.page_id, &message.to_string());
    running.program.settle();
    let logged: serde_json::Value = serde_json::from_str(&running.logged()[0]).unwrap();
    assert_eq!(logged["target"]["offsetLeft"], 1);
    assert_eq!(logged["target"]["offsetTop"], 2);
    assert_eq!(logged["currentTarget"]["offsetLeft"], 10);
    assert_eq!(logged["currentTarget"]["offsetTop"], 20);
    assert!(
        logged.get("offsets").is_none(),
        "not a field of the platform"
    );
    running.finish();
}

#[test]
fn the_refresher_of_a_scroll_view_keeps_its_slot() {
    let running = page(
        "<scroll-view refresher-enabled><view slot='refresher' id='r'/><view id='i'/></scroll-view>",
    );
    let tree = running.page().tree;
    let slot = |selector| {
        let node = tree.node(tree.find(selector).unwrap()).unwrap();
        node.attributes.get("slot").cloned()
    };
    assert_eq!(slot("#r"), Some(json!("refresher")));
    assert_eq!(slot("#i"), None);
    running.finish();
}

#[test]
fn events_of_components_bubble_and_compose_as_they_say() {
    let running = Files::new(&["pages/a/a"])
        .file("pages/a/a.json", r#"{"usingComponents":{"x-c":"/c/c"}}"#)
        .part(
            "pages/a/a",
            "Page({ on(e) { console.log('page ' + e.type + ' ' + e.target.id + ' ' + e.currentTarget.id) } })",
            "<view id='o' bind:plain='on' bind:up='on' bind:across='on' bind:tap='on'><x-c id='c' bind:plain='on'/></view>",
        )
        .component(
            "c/c",
            "Component({ methods: { go() {
               this.triggerEvent('plain'); this.triggerEvent('up', {}, { bubbles: true })
             }, inner(e) { console.log('inner ' + e.type) } } })",
            "<view id='w' bind:up='inner'><view id='i' bindtap='go'/></view>",
        )
        .launch();
    running.tap("#i");
    assert_eq!(
        running.logged(),
        ["page plain c c", "page up c o", "page tap c o"]
    );
    running.finish();
}

#[test]
fn the_listener_table_tells_the_view_what_is_caught() {
    let running = page(
        "<view id='o' catchtouchmove='outer' capture-bind:tap='outer' mut-bind:longpress='mut'/>",
    );
    let tree = running.page().tree;
    let mut table: Vec<(String, u64)> = tree
        .node(tree.find("#o").unwrap())
        .unwrap()
        .listeners
        .iter()
        .map(|listener| (listener.event.clone(), listener.flags))
        .collect();
    table.sort();
    assert_eq!(
        table,
        [
            ("longpress".to_owned(), 2),
            ("tap".to_owned(), 1),
            ("touchmove".to_owned(), 4)
        ]
    );
    running.finish();
}

#[test]
fn legacy_event_attributes_are_handlers() {
    let running = page("<view id='i' bind:tap='inner' catchlongpress='inner'/>");
    running.send("#i", "longpress", json!({}));
    assert_eq!(running.logged(), ["inner longpress i i"]);
    running.finish();
}

#[test]
fn page_wide_events_reach_the_pages_hooks() {
    let running = Files::new(&["pages/a/a"])
        .part(
            "pages/a/a",
            "Page({ onPageScroll(e) { console.log('scroll ' + e.scrollTop) }, onReachBottom() { console.log('bottom') },
               onPullDownRefresh() { console.log('refresh'); wx.stopPullDownRefresh() }, onResize(e) { console.log('resize ' + e.size.windowWidth) },
               onShareAppMessage(e) { return { title: 'T', path: '/pages/a/a?from=' + e.from } } })",
            "<view/>",
        )
        .launch();
    let page = running.page();
    assert_eq!(page.tree.page["listenScroll"], true);
    for message in [
        json!(["scroll", 12.5]),
        json!(["reachBottom"]),
        json!(["pullDown", "refresh"]),
    ] {
        running
            .program
            .view_message(page.init.page_id, &message.to_string());
    }
    running.program.chrome_event("resize", json!({}));
    running
        .program
        .chrome_event("menu", json!({ "action": "share" }));
    running.program.settle();
    assert_eq!(
        running.logged(),
        ["scroll 12.5", "bottom", "refresh", "resize 375"]
    );
    assert_eq!(running.page().tree.page["refreshing"], false);
    let card = running.host.last_chrome("share").unwrap();
    assert_eq!(
        (card["title"].as_str(), card["path"].as_str()),
        (Some("T"), Some("/pages/a/a?from=menu"))
    );
    assert_eq!(running.host.last_chrome("menu").unwrap()["shareable"], true);
    running.finish();
}

#[test]
fn handlers_assigned_to_the_page_are_called() {
    let running = Files::new(&["pages/a/a"])
        .part(
            "pages/a/a",
            "Page({ onLoad() { this.late = () => console.log('late'); const first = this.known
               this.known = function (e) { console.log('wrapped ' + e.type); first.call(this, e) } },
               known() { console.log('known ' + this.route) } })",
            "<view id='l' bindtap='late'/><view id='k' bindtap='known'/>",
        )
        .launch();
    running.tap("#l");
    running.tap("#k");
    assert_eq!(running.logged(), ["late", "wrapped tap", "known pages/a/a"]);
    running.finish();
}

#[test]
fn methods_of_a_page_know_their_page() {
    let running = Files::new(&["pages/a/a"])
        .part(
            "pages/a/a",
            "Page({ at: 1, onReady() { setTimeout(this.draw, 0); const { draw } = this; draw() },
               draw() { 'use strict'; console.log('at ' + this.at++) },
               fails() { null.x } })",
            "<view id='f' bindtap='fails'/>",
        )
        .launch();
    running.program.settle();
    assert_eq!(running.logged(), ["at 1", "at 2"]);
    running.tap("#f");
    let errors = running.errors();
    assert!(
        errors[0].contains("page pages/a/a fails function"),
        "{errors:?}"
    );
    running.finish();
}
