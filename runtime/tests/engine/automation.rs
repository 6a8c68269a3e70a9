//! The methods behind the automation port.

use peapod_runtime::CallError;
use serde_json::{Value, json};

use crate::program::{Files, Running};

fn launched() -> Running {
    Files::new(&["pages/a/a", "pages/b/b"])
        .file("pages/a/a.json", r#"{"usingComponents":{"x-c":"/c/c"}}"#)
        .part(
            "pages/a/a",
            "Page({ data: { n: 1, o: { list: [{ x: 5 }] } }, add(by) { this.setData({ n: this.data.n + by }); return this.data.n },
               tap() { this.setData({ n: this.data.n + 1 }) } })",
            "<view id='v' class='num' bindtap='tap' data-key='k'>n={{n}}</view><x-c id='c'/>",
        )
        .part("pages/b/b", "Page({})", "<view>b</view>")
        .component("c/c", "Component({ data: { inner: 'i' }, methods: { say(x) { return 'said ' + x } } })", "<text class='in'>{{inner}}</text>")
        .launch()
}

impl Running {
    fn call(&self, method: &str, params: Value) -> Value {
        self.program.call_framework(method, params).unwrap()
    }

    fn failure(&self, method: &str, params: Value) -> String {
        match self.program.call_framework(method, params) {
            Err(CallError::Script(text)) => text,
            other => panic!("{method} gave {other:?}"),
        }
    }
}

#[test]
fn pages_data_and_methods() {
    let running = launched();
    let page = running.call("App.getCurrentPage", json!({}));
    assert_eq!(page["path"], "pages/a/a");
    let id = page["pageId"].clone();
    assert_eq!(
        running.call(
            "Page.getData",
            json!({ "pageId": id, "path": "o.list[0].x" })
        ),
        json!({ "data": 5 })
    );
    running.call("Page.setData", json!({ "pageId": id, "data": { "n": 10 } }));
    assert_eq!(
        running.call(
            "Page.callMethod",
            json!({ "pageId": id, "method": "add", "args": [5] })
        ),
        json!({ "result": 15 })
    );
    assert_eq!(
        running.failure("Page.callMethod", json!({ "pageId": id, "method": "none" })),
        "page.none not exists"
    );
    assert_eq!(
        running.failure("Page.getData", json!({ "pageId": 99 })),
        "page destroyed"
    );
    assert_eq!(
        running.failure("Page.dance", json!({})),
        "Page.dance unimplemented"
    );
    running.finish();
}

#[test]
fn elements_are_found_read_and_tapped() {
    let running = launched();
    let id = running.call("App.getCurrentPage", json!({}))["pageId"].clone();
    let find = |selector: &str| json!({ "pageId": id, "selector": selector });
    let view = running.call("Page.getElement", find("#v"));
    assert_eq!(view["tagName"], "view");
    assert!(view.get("nodeId").is_none());
    assert_eq!(
        running.call("Page.getElement", find("#v")),
        view,
        "ids are stable"
    );
    let with = |extra: Value| {
        let mut params = json!({ "pageId": id, "elementId": view["elementId"] });
        params
            .as_object_mut()
            .unwrap()
            .extend(extra.as_object().unwrap().clone());
        params
    };
    running.call("Element.tap", with(json!({})));
    assert_eq!(
        running.call(
            "Element.getDOMProperties",
            with(json!({ "names": ["innerText"] }))
        ),
        json!({ "properties": ["n=2"] })
    );
    assert_eq!(
        running.call(
            "Element.getAttributes",
            with(json!({ "names": ["class", "data-key", "none"] }))
        ),
        json!({ "attributes": ["num", "k", null] })
    );
    assert_eq!(
        running.call("Element.getWXML", with(json!({ "type": "outer" })))["wxml"],
        r#"<view id="v" class="num">n=2</view>"#
    );
    assert_eq!(
        running.failure("Page.getElement", find(".none")),
        "no such element"
    );
    assert_eq!(
        running.call("Page.getElements", find(".none")),
        json!({ "elements": [] })
    );

    let component = running.call("Page.getElement", find("#c"));
    assert!(component["nodeId"].is_string());
    let inside = json!({ "pageId": id, "elementId": component["elementId"], "selector": ".in" });
    assert_eq!(
        running.call("Element.getElement", inside)["tagName"],
        "text"
    );
    let call = json!({ "pageId": id, "elementId": component["elementId"], "method": "say", "args": ["x"] });
    assert_eq!(
        running.call("Element.callMethod", call),
        json!({ "result": "said x" })
    );
    running.finish();
}

#[test]
fn calls_mocks_functions_and_bindings() {
    let running = launched();
    let fails = json!({ "method": "getStorage", "args": [{ "key": "none" }] });
    assert_eq!(
        running.failure("App.callWxMethod", fails.clone()),
        "data not found"
    );
    assert_eq!(
        running.failure("App.callWxMethod", json!({ "method": "nope", "args": [] })),
        "wx.nope not exists"
    );
    running.call(
        "App.mockWxMethod",
        json!({ "method": "getStorage", "result": { "data": 7 } }),
    );
    assert_eq!(
        running.call("App.callWxMethod", fails.clone()),
        json!({ "result": { "data": 7 } })
    );
    running.call(
        "App.mockWxMethod",
        json!({ "method": "getStorageSync", "functionDeclaration": "function (key, extra) { return key + extra }", "args": ["!"] }),
    );
    assert_eq!(running.eval("wx.getStorageSync('k')"), json!("k!"));
    for method in ["getStorage", "getStorageSync"] {
        running.call("App.mockWxMethod", json!({ "method": method }));
    }
    assert_eq!(running.failure("App.callWxMethod", fails), "data not found");
    assert_eq!(
        running.call(
            "App.callFunction",
            json!({ "functionDeclaration": "async (a, b) => a + b", "args": [1, 2] })
        ),
        json!({ "result": 3 })
    );
    running.call("App.addBinding", json!({ "name": "ping" }));
    running.eval("ping(1, 'x')");
    assert_eq!(
        running.host.last_chrome("automation").unwrap(),
        json!({ "method": "App.bindingCalled", "params": { "name": "ping", "args": [1, "x"] } })
    );
    running.call(
        "App.callWxMethod",
        json!({ "method": "navigateTo", "args": [{ "url": "/pages/b/b" }] }),
    );
    let stack = running.call("App.getPageStack", json!({}));
    assert_eq!(stack["pageStack"].as_array().unwrap().len(), 2);
    running.finish();
}

#[test]
fn evaluate_reports_errors_and_awaits_promises() {
    let running = launched();
    assert_eq!(
        running.program.evaluate("Promise.resolve([1])").unwrap(),
        json!([1])
    );
    let error = running
        .program
        .evaluate("throw new TypeError('bad')")
        .unwrap_err();
    assert!(error.to_string().contains("TypeError: bad"), "{error}");
    running.program.close();
    assert!(matches!(
        running.program.evaluate("1"),
        Err(CallError::Closed)
    ));
    running.finish();
}
