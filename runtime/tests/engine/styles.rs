//! Which style sheets a page gets, in which order, and what they match.

use crate::program::{Files, Running};

fn sheets(running: &Running) -> Vec<String> {
    let styles = running.page().tree.styles;
    styles.into_iter().map(|sheet| sheet.css).collect()
}

#[test]
fn style_isolation_decides_class_names_and_sheets() {
    let files = |options: &str| {
        Files::new(&["pages/a/a"])
            .file("app.wxss", ".g { color: red }")
            .file("pages/a/a.json", r#"{"usingComponents":{"x-c":"/c/c"}}"#)
            .file("pages/a/a.wxss", ".p { color: blue }")
            .part(
                "pages/a/a",
                "Page({})",
                "<view class='p'/><x-c my-class='p'/>",
            )
            .component(
                "c/c",
                &format!("Component({{ options: {options}, externalClasses: ['my-class'] }})"),
                "<view id='in' class='own my-class' hover-class='own'/>",
            )
            .file("c/c.wxss", ".own { color: green } :host { display: block }")
            .launch()
    };
    let running = files("{}");
    let tree = running.page().tree;
    let inner = tree.node(tree.find("#in").unwrap()).unwrap();
    let scoped = inner.class.split(' ').next().unwrap();
    assert!(scoped.ends_with("--own"), "{}", inner.class);
    assert!(inner.class.ends_with(" p"), "{}", inner.class);
    assert_eq!(inner.attributes["hover-class"], scoped);
    let host = tree.node(tree.find("x-c").unwrap()).unwrap();
    assert_eq!(format!("{}--own", host.host_scope), scoped);
    let sheets: Vec<&str> = tree.styles.iter().map(|sheet| sheet.css.as_str()).collect();
    assert_eq!(sheets.len(), 3);
    assert!(
        sheets[0].contains(".g") && sheets[2].contains(".p"),
        "app, components, page"
    );
    assert!(sheets[1].contains(&format!(".{scoped}")), "{}", sheets[1]);
    running.finish();

    let running = files("{ styleIsolation: 'apply-shared' }");
    let tree = running.page().tree;
    let class = tree.node(tree.find("#in").unwrap()).unwrap().class.clone();
    assert!(class.split(' ').any(|name| name == "own"), "{class}");
    assert!(class.contains("--own"), "{class}");
    running.finish();

    let running = files("{ styleIsolation: 'shared' }");
    let tree = running.page().tree;
    assert_eq!(tree.node(tree.find("#in").unwrap()).unwrap().class, "own p");
    running.finish();
}

#[test]
fn only_the_style_sheets_of_components_in_use_are_sent() {
    let running = Files::with_config(serde_json::json!({
        "pages": ["pages/a/a"],
        "usingComponents": { "x-used": "/c/used", "x-late": "/c/late", "x-never": "/c/never" },
    }))
    .part(
        "pages/a/a",
        "Page({ data: { late: false } })",
        "<x-used/><x-late wx:if='{{late}}'/>",
    )
    .file("pages/a/a.wxss", ".page { top: 0 }")
    .component("c/used", "Component({})", "<view/>")
    .component(
        "c/late",
        "Component({ options: { virtualHost: true } })",
        "<view/>",
    )
    .component("c/never", "Component({})", "<view/>")
    .file("c/used.wxss", ".used { top: 0 }")
    .file("c/late.wxss", ".late { top: 0 }")
    .file("c/never.wxss", ".never { top: 0 }")
    .launch();
    let first = sheets(&running);
    assert_eq!(first.len(), 2);
    assert!(
        first[0].contains("used") && first[1].contains("page"),
        "{first:?}"
    );
    running.eval("getCurrentPages()[0].setData({ late: true })");
    let then = sheets(&running);
    assert_eq!(then.len(), 3);
    assert!(
        then[1].contains("late") && then[2].contains("page"),
        "the page's own stays last: {then:?}"
    );
    running.finish();
}

/// As WeChat's own adapter of glass-easel announces them: app.wxss, components from the outside in
/// in the order of `usingComponents`, and the page's own last.
#[test]
fn sheets_apply_in_the_order_of_announcement() {
    let using = |names: &[&str]| {
        let map: serde_json::Map<String, serde_json::Value> = names
            .iter()
            .map(|name| (format!("x-{name}"), format!("/c/{name}").into()))
            .collect();
        serde_json::json!({ "component": true, "usingComponents": map }).to_string()
    };
    let running = Files::new(&["pages/a/a"])
        .file("app.wxss", ".app{}")
        .file("pages/a/a.json", &using(&["outer", "second"]))
        .file("pages/a/a.wxss", ".page{}")
        .part("pages/a/a", "Page({})", "<x-second/><x-outer/>")
        .component("c/outer", "Component({})", "<x-inner/>")
        .file("c/outer.json", &using(&["inner"]))
        .component("c/inner", "Component({})", "<view/>")
        .component("c/second", "Component({})", "<view/>")
        .file("c/outer.wxss", ".outer{}")
        .file("c/inner.wxss", ".inner{}")
        .file("c/second.wxss", ".second{}")
        .launch();
    let order: Vec<String> = sheets(&running)
        .iter()
        .map(|css| {
            css.trim_start_matches('.')
                .trim_end_matches("{}")
                .rsplit("--")
                .next()
                .unwrap_or_default()
                .to_owned()
        })
        .collect();
    assert_eq!(order, ["app", "outer", "inner", "second", "page"]);
    running.finish();
}

#[test]
fn components_behind_placeholders_bring_their_sheets() {
    let running = Files::new(&["pages/a/a"])
        .file(
            "pages/a/a.json",
            r#"{"usingComponents":{"x-c":"/c/c"},"componentPlaceholder":{"x-c":"view"}}"#,
        )
        .file("pages/a/a.wxss", ".page{}")
        .part("pages/a/a", "Page({})", "<x-c/>")
        .component("c/c", "Component({})", "<text class='own'>here</text>")
        .file("c/c.wxss", ".own{}")
        .launch();
    assert_eq!(running.text(), "here");
    let sheets = sheets(&running);
    assert_eq!(sheets.len(), 2, "{sheets:?}");
    assert!(
        sheets[0].contains("--own") && sheets[1] == ".page{}",
        "{sheets:?}"
    );
    running.finish();
}

#[test]
fn shared_components_have_a_host() {
    let running = Files::new(&["pages/a/a"])
        .file(
            "pages/a/a.json",
            r#"{"usingComponents":{"x-c":"/c/c","x-d":"/c/d"}}"#,
        )
        .file("pages/a/a.wxss", ":host{top:0}")
        .part("pages/a/a", "Page({})", "<x-c/><x-d/>")
        .component(
            "c/c",
            "Component({ options: { styleIsolation: 'shared' } })",
            "<view class='own'/>",
        )
        .component("c/d", "Component({})", "<view/>")
        .file("c/c.wxss", ":host{left:0}.own{left:0}")
        .launch();
    let tree = running.page().tree;
    let host = |selector: &str| {
        let node = tree.find(selector).unwrap();
        tree.node(node).unwrap().host_scope.clone()
    };
    let shared = host("x-c");
    assert_ne!(shared, host("x-d"));
    let sheets = sheets(&running);
    assert_eq!(
        sheets[0],
        format!("[wx-host=\"{shared}\"]{{left:0}}.own{{left:0}}")
    );
    let page = tree.node(1).unwrap().host_scope.clone();
    assert_eq!(sheets[1], format!("[wx-host=\"{page}\"]{{top:0}}"));
    running.finish();
}

#[test]
fn independent_subpackages_go_without_the_style_of_the_app() {
    let running = Files::with_config(serde_json::json!({
        "pages": ["pages/a/a"],
        "subPackages": [
            { "root": "alone", "pages": ["b"], "independent": true },
            { "root": "part", "pages": ["b"] },
        ],
    }))
    .file("app.wxss", ".app{}")
    .part("pages/a/a", "Page({})", "<view/>")
    .part("alone/b", "Page({})", "<view/>")
    .part("part/b", "Page({})", "<view/>")
    .launch();
    assert_eq!(sheets(&running), [".app{}"]);
    running.wx("navigateTo", serde_json::json!({ "url": "/alone/b" }));
    assert!(sheets(&running).is_empty());
    running.wx("navigateTo", serde_json::json!({ "url": "/part/b" }));
    assert_eq!(sheets(&running), [".app{}"]);
    running.finish();
}

#[test]
fn a_page_compiles_what_it_needs_and_nothing_else() {
    let running = Files::new(&["p/a", "p/b"])
        .file("p/a.json", r#"{"usingComponents":{"x-used":"/c/used"}}"#)
        .part("p/a", "Page({})", "<x-used/>")
        .part("p/b", "require('../lib'); Page({})", "<view/>")
        .file("p/b.wxss", ".b{}")
        .file("lib.js", "")
        .file("never.js", "")
        .component("c/used", "Component({})", "<view/>")
        .component("c/never", "Component({})", "<view/>")
        .launch();
    let first = running.compiler.compiled();
    assert!(first.contains(&"template c/used".to_owned()), "{first:?}");
    let of_others = |it: &&String| ["p/b", "never", "lib"].iter().any(|name| it.contains(name));
    assert_eq!(first.iter().find(of_others), None, "{first:?}");
    running.wx("navigateTo", serde_json::json!({ "url": "/p/b" }));
    let mut second = running.compiler.compiled();
    second.retain(|it| !first.contains(it));
    assert_eq!(
        second,
        [
            "module lib.js",
            "module p/b.js",
            "style p/b",
            "template p/b"
        ]
    );
    running.finish();
}
