//! The page stack: orders of callbacks, refusals, channels, tab pages.

use peapod_runtime::host::Transition;
use serde_json::{Value, json};

use crate::program::{Files, Running};

/// Pages a and b are tabs; c and d are not.
fn tabs() -> Files {
    let mut files = Files::with_config(json!({
        "pages": ["pages/a/a", "pages/b/b", "pages/c/c", "pages/d/d"],
        "tabBar": { "list": [
            { "pagePath": "pages/a/a", "text": "A" },
            { "pagePath": "pages/b/b", "text": "B" },
        ]},
    }));
    for page in ["a", "b", "c", "d"] {
        files = files.logging_page(&format!("pages/{page}/{page}"));
    }
    files
}

fn launched(files: Files) -> Running {
    let running = files.launch();
    running.logged();
    running
}

fn stack(running: &Running) -> Vec<String> {
    let routes = running.eval("getCurrentPages().map(p => p.route.slice(-1))");
    serde_json::from_value(routes).unwrap()
}

fn url(page: &str) -> Value {
    json!({ "url": format!("/pages/{page}/{page}") })
}

#[test]
fn navigate_and_back() {
    let running = launched(tabs());
    assert_eq!(
        running.wx("navigateTo", json!({"url": "../c/c?k=a%20b"})),
        "navigateTo:ok"
    );
    assert_eq!(
        running.logged(),
        [
            "a.onHide",
            r#"c.onLoad {"k":"a%20b"}"#,
            "c.onShow",
            "c.onReady"
        ]
    );
    assert_eq!(stack(&running), ["a", "c"]);
    assert_eq!(running.text(), "c");
    assert_eq!(running.wx("navigateBack", json!({})), "navigateBack:ok");
    assert_eq!(running.logged(), ["c.onUnload", "a.onShow"]);
    assert_eq!(running.text(), "a");
    let transitions: Vec<Transition> = running
        .host
        .presented()
        .into_iter()
        .map(|(_, how)| how)
        .collect();
    assert_eq!(
        transitions,
        [Transition::None, Transition::Push, Transition::Pop]
    );
    assert_eq!(running.host.destroyed().len(), 1);
    running.finish();
}

#[test]
fn redirect_unloads_before_it_loads() {
    let running = launched(tabs());
    running.wx("navigateTo", url("c"));
    running.logged();
    assert_eq!(running.wx("redirectTo", url("d")), "redirectTo:ok");
    assert_eq!(
        running.logged(),
        ["c.onUnload", "d.onLoad {}", "d.onShow", "d.onReady"]
    );
    assert_eq!(stack(&running), ["a", "d"]);
    running.finish();
}

#[test]
fn back_by_several_pages_is_clamped() {
    let running = launched(tabs());
    for page in ["c", "d", "c"] {
        running.wx("navigateTo", url(page));
    }
    running.logged();
    assert_eq!(
        running.wx("navigateBack", json!({"delta": 2})),
        "navigateBack:ok"
    );
    assert_eq!(running.logged(), ["c.onUnload", "d.onUnload", "c.onShow"]);
    assert_eq!(
        running.wx("navigateBack", json!({"delta": 99})),
        "navigateBack:ok"
    );
    assert_eq!(running.logged(), ["c.onUnload", "a.onShow"]);
    assert_eq!(
        running.wx("navigateBack", json!({})),
        "navigateBack:fail cannot navigate back at first page."
    );
    running.finish();
}

#[test]
fn relaunch_unloads_everything_from_the_top() {
    let running = launched(tabs());
    running.wx("switchTab", url("b"));
    running.wx("navigateTo", url("c"));
    running.logged();
    assert_eq!(
        running.wx("reLaunch", json!({"url": "/pages/d/d?q=1"})),
        "reLaunch:ok"
    );
    assert_eq!(
        running.logged(),
        [
            "c.onUnload",
            "b.onUnload",
            "a.onUnload",
            r#"d.onLoad {"q":"1"}"#,
            "d.onShow",
            "d.onReady"
        ]
    );
    assert_eq!(stack(&running), ["d"]);
    running.finish();
}

#[test]
fn the_switch_tab_matrix() {
    let running = launched(tabs());
    assert_eq!(running.wx("switchTab", url("a")), "switchTab:ok");
    assert_eq!(running.logged(), Vec::<String>::new(), "already there");
    running.wx("switchTab", url("b"));
    assert_eq!(
        running.logged(),
        ["a.onHide", "b.onLoad {}", "b.onShow", "b.onReady"],
        "first time"
    );
    assert_eq!(stack(&running), ["b"]);
    running.wx("switchTab", url("a"));
    assert_eq!(running.logged(), ["b.onHide", "a.onShow"], "again");
    running.wx("navigateTo", url("c"));
    running.logged();
    running.wx("switchTab", url("a"));
    assert_eq!(
        running.logged(),
        ["c.onUnload", "a.onShow"],
        "from C on A to A"
    );
    running.wx("navigateTo", url("c"));
    running.logged();
    running.wx("switchTab", url("b"));
    assert_eq!(
        running.logged(),
        ["c.onUnload", "b.onShow"],
        "from C on A to B"
    );
    assert_eq!(running.host.last_chrome("tabBar").unwrap()["selected"], 1);
    running.finish();
}

#[test]
fn the_shells_tab_bar_and_back_button() {
    let running = launched(tabs().part(
        "pages/b/b",
        "Page({ onTabItemTap(item) { console.log(JSON.stringify(item)) } })",
        "<view>b</view>",
    ));
    running.program.chrome_event(
        "tab",
        json!({ "index": 1, "pagePath": "pages/b/b", "text": "B" }),
    );
    running.program.settle();
    assert_eq!(
        running.logged(),
        [
            "a.onHide",
            r#"{"index":"1","pagePath":"pages/b/b","text":"B"}"#
        ]
    );
    running.wx("navigateTo", url("c"));
    running.program.chrome_event("back", json!({}));
    running.program.settle();
    assert_eq!(running.text(), "b");
    running.program.chrome_event("back", json!({}));
    running.program.settle();
    assert!(running.host.last_chrome("exit").is_some());
    running.finish();
}

#[test]
fn refusals() {
    let running = launched(tabs());
    for (member, target, message) in [
        (
            "navigateTo",
            "/pages/x/x",
            r#"navigateTo:fail page "pages/x/x" is not found"#,
        ),
        (
            "navigateTo",
            "/pages/b/b",
            "navigateTo:fail can not navigateTo a tabbar page",
        ),
        (
            "redirectTo",
            "/pages/b/b",
            "redirectTo:fail can not redirectTo a tabbar page",
        ),
        (
            "switchTab",
            "/pages/c/c",
            "switchTab:fail can not switch to no-tabBar page",
        ),
    ] {
        assert_eq!(running.wx(member, json!({ "url": target })), message);
    }
    running.finish();
}

#[test]
fn ten_pages_and_no_more() {
    let running = launched(tabs());
    for _ in 0..9 {
        assert_eq!(running.wx("navigateTo", url("c")), "navigateTo:ok");
    }
    assert_eq!(
        running.wx("navigateTo", url("c")),
        "navigateTo:fail webview count limit exceed"
    );
    // Asked for in one turn, before the first of them has opened.
    running.wx("navigateBack", json!({}));
    assert_eq!(
        running.eval(
            "Promise.all([1, 2].map(() => wx.navigateTo({url: '/pages/c/c'}).then(r => r.errMsg, e => e.errMsg)))"
        ),
        json!(["navigateTo:ok", "navigateTo:fail webview count limit exceed"])
    );
    assert_eq!(stack(&running).len(), 10);
    running.finish();
}

#[test]
fn routes_asked_for_while_a_page_loads_come_after_it() {
    let running = launched(tabs().part(
        "pages/c/c",
        "Page({
           onLoad() { console.log('c.onLoad'); wx.redirectTo({ url: '/pages/d/d' }); console.log('asked') },
           onShow() { console.log('c.onShow') }, onUnload() { console.log('c.onUnload') } })",
        "<view>c</view>",
    ));
    running.wx("navigateTo", url("c"));
    assert_eq!(
        running.logged(),
        [
            "a.onHide",
            "c.onLoad",
            "asked",
            "c.onShow",
            "c.onUnload",
            "d.onLoad {}",
            "d.onShow",
            "d.onReady"
        ]
    );
    assert_eq!(stack(&running), ["a", "d"]);
    running.finish();
}

#[test]
fn the_event_channel_joins_opener_and_opened() {
    let running = launched(tabs().part(
        "pages/c/c",
        "Page({ onLoad() {
           const channel = this.getOpenerEventChannel()
           channel.on('toOpened', (data) => console.log('opened got ' + data))
           channel.emit('toOpener', 1)
         } })",
        "<view>c</view>",
    ));
    running.eval(
        "wx.navigateTo({ url: '/pages/c/c',
           events: { toOpener(data) { console.log('opener got ' + data) } },
           success(res) { res.eventChannel.emit('toOpened', 2) } })",
    );
    running.program.settle();
    assert_eq!(
        running.logged(),
        ["a.onHide", "opener got 1", "opened got 2"]
    );
    assert_eq!(
        running.eval("Object.keys(getCurrentPages()[0].getOpenerEventChannel())"),
        json!([])
    );
    running.finish();
}

#[test]
fn wx_route_events() {
    let running = launched(tabs());
    running.eval(
        "for (const name of ['onBeforeAppRoute', 'onBeforePageLoad', 'onAfterPageLoad', 'onBeforePageUnload',
           'onAfterPageUnload', 'onAppRoute', 'onAppRouteDone'])
           wx[name]((e) => console.log(name + ' ' + e.path.slice(-1) + ' ' + e.openType)); 0",
    );
    running.wx("navigateTo", url("c"));
    running.logged();
    running.wx("redirectTo", url("d"));
    assert_eq!(
        running.logged(),
        [
            "onBeforeAppRoute d redirectTo",
            "onBeforePageUnload c redirectTo",
            "c.onUnload",
            "onAfterPageUnload c redirectTo",
            "onBeforePageLoad d redirectTo",
            "d.onLoad {}",
            "d.onShow",
            "onAfterPageLoad d redirectTo",
            "onAppRoute d redirectTo",
            "d.onReady",
            "onAppRouteDone d redirectTo"
        ]
    );
    running.finish();
}

#[test]
fn an_alert_before_leaving_asks_the_user() {
    let running = launched(tabs());
    running.wx("navigateTo", url("c"));
    running.wx("enableAlertBeforeUnload", json!({ "message": "Sure?" }));
    running
        .host
        .set_answer("modal", Some(json!({ "confirm": false, "cancel": true })));
    running.program.chrome_event("back", json!({}));
    running.program.settle();
    assert_eq!(running.text(), "c");
    assert_eq!(
        running.host.last_chrome("modal").unwrap()["content"],
        "Sure?"
    );
    running
        .host
        .set_answer("modal", Some(json!({ "confirm": true })));
    running.program.chrome_event("back", json!({}));
    running.program.settle();
    assert_eq!(running.text(), "a");
    running.finish();
}

#[test]
fn a_custom_tab_bar_stands_in_every_tab_page() {
    let running = Files::with_config(json!({
        "pages": ["pages/a/a", "pages/b/b"],
        "tabBar": { "custom": true, "list": [
            { "pagePath": "pages/a/a", "text": "A" }, { "pagePath": "pages/b/b", "text": "B" },
        ]},
    }))
    .logging_page("pages/a/a")
    .logging_page("pages/b/b")
    .component(
        "custom-tab-bar/index",
        "Component({ data: { selected: 0 }, lifetimes: { attached() {
           this.createSelectorQuery().select('.bar').boundingClientRect((rect) => { this.asked = rect !== null }).exec()
         } } })",
        "<view class='bar'>bar{{selected}}</view>",
    )
    .launch();
    assert_eq!(running.text(), "abar0");
    assert_eq!(
        running.eval("getCurrentPages()[0].getTabBar().asked"),
        json!(true)
    );
    running.wx("switchTab", url("b"));
    running.eval("getCurrentPages()[0].getTabBar().setData({ selected: 1 })");
    assert_eq!(running.text(), "bbar1");
    running.wx("switchTab", url("a"));
    assert_eq!(running.text(), "abar0");
    assert_eq!(
        running.host.last_chrome("page").unwrap()["tabBarVisible"],
        false
    );
    running.finish();
}
