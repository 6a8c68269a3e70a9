//! The order of lifecycle calls, which docs/lifecycle.md tells: recorded here, and written there by
//! `UPDATE=1 cargo test -p peapod-runtime --test engine lifecycle`.

use std::fmt::Write as _;
use std::path::Path;

use serde_json::{Value, json};

use crate::program::{Files, Running};

const DOCUMENT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/lifecycle.md");
/// What stands above it in the document is written by hand.
const MARK: &str =
    "<!-- below: written by `UPDATE=1 cargo test -p peapod-runtime --test engine lifecycle` -->\n";

const PAGE_HOOKS: &str = "['onLoad', 'onShow', 'onReady', 'onHide', 'onUnload', 'onRouteDone', 'onResize', 'onTabItemTap', 'onSaveExitState']";

fn recording(what: &str, hooks: &str) -> String {
    format!(
        "const hooks = {{}}; for (const name of {hooks}) hooks[name] = () => {{ console.log('{what} ' + name) }};"
    )
}

/// A page with a part in it that holds another part.
fn page(files: Files, name: &str) -> Files {
    let path = format!("pages/{name}/{name}");
    let js = format!(
        "{} hooks.data = {{ list: [1, 2] }}; Page(hooks)",
        recording(&format!("page {name}"), PAGE_HOOKS)
    );
    let wxml = "<x-outer wx:for='{{list}}' wx:key='*this' wx:if='{{index === 0 || list.length > 2}}' name='{{item}}'/>";
    files
        .part(&path, &js, wxml)
        .file(
            &format!("{path}.json"),
            &json!({ "usingComponents": { "x-outer": format!("/parts/{name}/outer") } })
                .to_string(),
        )
        .component(
            &format!("parts/{name}/outer"),
            &part(&format!("{name}: outer")),
            "<x-inner/>",
        )
        .file(
            &format!("parts/{name}/outer.json"),
            r#"{"component":true,"usingComponents":{"x-inner":"inner"}}"#,
        )
        .component(
            &format!("parts/{name}/inner"),
            &part(&format!("{name}: inner")),
            "<view/>",
        )
}

fn part(name: &str) -> String {
    format!(
        "const write = (text) => console.log('component {name} ' + text);
         const lifetimes = {{}}; for (const name of ['created', 'attached', 'ready', 'moved', 'detached']) lifetimes[name] = () => write(name);
         const pageLifetimes = {{}}; for (const name of ['show', 'hide', 'resize', 'routeDone']) pageLifetimes[name] = () => write('pageLifetimes.' + name);
         Component({{ properties: {{ name: null }}, lifetimes, pageLifetimes }})"
    )
}

fn launch() -> Running {
    let config = json!({
        "pages": ["pages/home/home", "pages/mine/mine", "pages/next/next", "pages/last/last"],
        "tabBar": { "list": [
            { "pagePath": "pages/home/home", "text": "home" },
            { "pagePath": "pages/mine/mine", "text": "mine" },
        ] },
    });
    let mut files = Files::with_config(config).file(
        "app.js",
        &format!(
            "{} App(hooks)",
            recording("App", "['onLaunch', 'onShow', 'onHide']")
        ),
    );
    for name in ["home", "mine", "next", "last"] {
        files = page(files, name);
    }
    files.launch()
}

struct Record {
    running: Running,
    text: String,
}

impl Record {
    /// Writes down what was called since the last time.
    fn scene(&mut self, title: &str, act: impl FnOnce(&Running)) {
        act(&self.running);
        self.running.program.settle();
        let calls = self.running.logged();
        let _ = write!(self.text, "\n## {title}\n\n");
        if calls.is_empty() {
            self.text.push_str("Nothing is called.\n");
            return;
        }
        self.text
            .push_str("| | App | page | component |\n|---|---|---|---|\n");
        for (index, call) in calls.iter().enumerate() {
            let (kind, what) = call.split_once(' ').unwrap();
            let cell = |column: &str| if kind == column { what } else { "" };
            let (app, page, component) = (cell("App"), cell("page"), cell("component"));
            let line = format!("| {} | {app} | {page} | {component} |", index + 1);
            let _ = writeln!(
                self.text,
                "{}",
                line.replace("|  |", "| |").replace("|  |", "| |")
            );
        }
    }

    fn route(&mut self, title: &str, member: &'static str, args: Value) {
        self.scene(title, |running| {
            assert_eq!(running.wx(member, args), format!("{member}:ok"));
        });
    }
}

fn url(name: &str) -> Value {
    json!({ "url": format!("/pages/{name}/{name}") })
}

fn recorded() -> String {
    let mut record = Record {
        running: launch(),
        text: String::new(),
    };
    record.scene("Launch", |_| {});
    record.scene("A list in the page changes its order", |running| {
        running.eval("{ getCurrentPages()[0].setData({ list: [1, 2, 3] }) }");
        running.logged();
        running.eval("{ getCurrentPages()[0].setData({ list: [3, 1, 2] }) }");
    });
    record.scene("An item of the list goes", |running| {
        running.eval("{ getCurrentPages()[0].setData({ list: [3] }) }");
    });
    record.scene("The app goes to the background", |running| {
        running.program.hide()
    });
    record.scene("The app comes back", |running| {
        running.program.show(Value::Null)
    });
    record.scene("The window changes its size", |running| {
        running.program.chrome_event("resize", json!({}));
    });
    record.route("`navigateTo` from home to next", "navigateTo", url("next"));
    record.route("`redirectTo` from next to last", "redirectTo", url("last"));
    record.route(
        "`navigateBack` from last to home",
        "navigateBack",
        json!({}),
    );
    record.route(
        "`switchTab` from home to mine, the first time",
        "switchTab",
        url("mine"),
    );
    record.route(
        "`switchTab` from mine to home, where home is alive",
        "switchTab",
        url("home"),
    );
    record.route(
        "`switchTab` from home to mine, the second time",
        "switchTab",
        url("mine"),
    );
    record.route(
        "`switchTab` to the tab that shows",
        "switchTab",
        url("mine"),
    );
    record.route("`navigateTo` from mine to next", "navigateTo", url("next"));
    record.route(
        "`switchTab` from next, which lies on mine, to mine",
        "switchTab",
        url("mine"),
    );
    record.route(
        "`navigateTo` from mine to next again",
        "navigateTo",
        url("next"),
    );
    record.route(
        "`switchTab` from next, which lies on mine, to home",
        "switchTab",
        url("home"),
    );
    record.route(
        "`reLaunch` to last, with both tabs alive",
        "reLaunch",
        url("last"),
    );
    record.scene("The mini-program is closed", |running| {
        running.program.close()
    });
    assert_eq!(record.running.errors(), Vec::<String>::new());
    record.running.finish();
    record.text
}

#[test]
fn lifecycle_order_is_the_documents() {
    let text = recorded();
    let path = Path::new(DOCUMENT);
    let before = std::fs::read_to_string(path).unwrap();
    let by_hand = before.split(MARK).next().unwrap();
    let expected = format!("{}{MARK}{text}", by_hand);
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(path, expected).unwrap();
    } else {
        assert_eq!(
            before, expected,
            "the order has changed; look at it, then run with UPDATE=1"
        );
    }
}
