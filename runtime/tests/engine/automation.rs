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
        "appservice Page.dance unimplemented"
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
        r#"<view id="v" class="num" data-key="k">n=2</view>"#
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

fn with_component() -> Running {
    Files::new(&["pages/a/a"])
        .file("pages/a/a.json", r#"{"usingComponents":{"x-c":"/c/c"}}"#)
        .part(
            "pages/a/a",
            "Page({ data: { long: 0, taps: 0 }, long() { this.setData({ long: this.data.long + 1 }) },
               tap() { this.setData({ taps: this.data.taps + 1 }) } })",
            "<view class='row' data-n='1'>one</view><view class='row big' data-n='2'>two <text>&amp; more</text></view>\
             <view id='p' bindlongpress='long' bindtap='tap'>press</view><x-c id='c'/>",
        )
        .component(
            "c/c",
            "Component({ data: { hits: 0 }, methods: { hit() { this.setData({ hits: this.data.hits + 1 }) } } })",
            "<view><view class='inner' bindtap='hit'><text class='deep'>in {{hits}}</text></view></view>",
        )
        .launch()
}

#[test]
fn elements_are_found_by_xpath_across_components() {
    let running = with_component();
    let id = running.call("App.getCurrentPage", json!({}))["pageId"].clone();
    let count = |path: &str| {
        let params = json!({ "pageId": id, "selector": path });
        let found = running.call("Page.getElementsByXpath", params);
        found["elements"].as_array().unwrap().len()
    };
    for (path, expected) in [
        ("//view", 5),
        ("/view", 3),
        ("/page/view", 3),
        ("/*", 4),
        ("//page", 1),
        ("//view[@class='row']", 1),
        ("//view[contains(@class, 'row')]", 2),
        ("//view[contains(@class,'row')][2]/text", 1),
        ("/view[2]/text[text()='& more']", 1),
        ("//*[@data-n=2 or @id='p']", 2),
        ("//x-c//text[starts-with(., 'in')]", 1),
        ("//text/ancestor::x-c", 1),
        ("//view[@id='p']/preceding-sibling::view[1][@data-n='2']", 1),
        ("(//view)[last()]", 1),
        ("//view[position() < 3 and not(@id)]", 4),
        ("//view[count(.//text) = 1]", 3),
        ("//text | //x-c", 3),
        ("//nothing", 0),
    ] {
        assert_eq!(count(path), expected, "{path}");
    }
    let single = json!({ "pageId": id, "selector": "//nothing" });
    assert_eq!(
        running.failure("Page.getElementByXpath", single),
        "no such element"
    );
    for (path, mistake) in [
        ("//view[", "unexpected end"),
        ("//view[foo()]", "no function foo()"),
        ("count(//view)", "no elements"),
        ("//view[@id='a]", "is not understood"),
    ] {
        let params = json!({ "pageId": id, "selector": path });
        let text = running.failure("Page.getElementsByXpath", params);
        assert!(text.contains(mistake), "{text}");
    }
    running.finish();
}

#[test]
fn a_tap_on_a_component_reaches_what_is_inside() {
    let running = with_component();
    let id = running.call("App.getCurrentPage", json!({}))["pageId"].clone();
    let host = running.call("Page.getElement", json!({ "pageId": id, "selector": "#c" }));
    let element = json!({ "pageId": id, "elementId": host["elementId"], "nodeId": host["nodeId"] });
    running.call("Element.tap", element.clone());
    let mut asked = element;
    asked["path"] = json!("hits");
    assert_eq!(running.call("Element.getData", asked)["data"], 1);
    running.finish();
}

#[test]
fn a_finger_that_stays_is_a_long_press_and_no_tap() {
    let running = with_component();
    let id = running.call("App.getCurrentPage", json!({}))["pageId"].clone();
    let found = running.call("Page.getElement", json!({ "pageId": id, "selector": "#p" }));
    let element = json!({ "pageId": id, "elementId": found["elementId"] });
    let data = |path: &str| {
        let params = json!({ "pageId": id, "path": path });
        running.call("Page.getData", params)["data"].clone()
    };
    running.call("Element.touchstart", element.clone());
    running.call("Element.touchend", element.clone());
    assert_eq!((data("taps"), data("long")), (json!(1), json!(0)));
    running.call("Element.touchstart", element.clone());
    while data("long") == 0 {
        std::thread::yield_now();
    }
    running.call("Element.touchend", element);
    assert_eq!((data("taps"), data("long")), (json!(1), json!(1)));
    running.finish();
}

#[test]
fn bindings_and_replies_carry_what_is_no_tree() {
    let running = with_component();
    running.call("App.addBinding", json!({ "name": "tell" }));
    let code =
        "function () { const page = getCurrentPages()[0]; const ring = { page }; ring.ring = ring;
        tell(ring, new Error('oh')); return ring }";
    let result = running.call("App.callFunction", json!({ "functionDeclaration": code }));
    assert_eq!(result["result"]["page"]["route"], "pages/a/a");
    assert_eq!(result["result"]["ring"], Value::Null);
    let told = running.host.last_chrome("automation").unwrap();
    assert_eq!(told["method"], "App.bindingCalled");
    assert_eq!(told["params"]["args"][1]["message"], "oh");
    running.finish();
}

#[test]
fn what_needs_a_view_or_a_plugin_says_so() {
    let running = with_component();
    let id = running.call("App.getCurrentPage", json!({}))["pageId"].clone();
    let call = |source: &str| json!({ "pageId": id, "functionDeclaration": source });
    let text = running.failure("Page.callFunction", call("() => 1"));
    assert!(text.contains(" unimplemented"), "{text}");
    let text = running.failure("Page.callFunction", call("() => {"));
    assert!(text.contains("SyntaxError"), "{text}");
    let plugin = json!({ "method": "getSystemInfoSync", "args": [], "pluginId": "wxp" });
    let text = running.failure("App.callWxMethod", plugin);
    assert_eq!(text, "plugin wxp is not there");
    running.finish();
}
