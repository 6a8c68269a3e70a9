//! What `<navigation-bar>` and `<page-meta>` say to the shell, as a real page's elements would.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::tree::{ViewNode, ViewTree};

/// What a page has told of itself last, by kind of message.
pub(super) type Told = BTreeMap<&'static str, Value>;

/// What is new since the last time: params of `chrome` messages, by kind.
pub(super) fn news(tree: &ViewTree, told: &mut Told) -> Vec<(&'static str, Value)> {
    let bar = tree.first_connected("navigation-bar").map(bar);
    let meta = tree.first_connected("page-meta");
    let orientation = meta.and_then(|meta| meta.attributes.get("page-orientation"));
    let orientation = orientation.map(|it| json!({ "orientation": it }));
    let mut news = Vec::new();
    for (kind, now) in [("nav", bar), ("pageOrientation", orientation)] {
        if let Some(now) = now
            && told.get(kind) != Some(&now)
        {
            told.insert(kind, now.clone());
            news.push((kind, now));
        }
    }
    news
}

fn bar(node: &ViewNode) -> Value {
    let mut params = Map::new();
    for (attribute, field) in [
        ("title", "title"),
        ("front-color", "frontColor"),
        ("background-color", "backgroundColor"),
    ] {
        if let Some(value) = node.attributes.get(attribute) {
            let text = value.as_str().map_or_else(String::new, str::to_owned);
            params.insert(field.to_owned(), text.into());
        }
    }
    if let Some(value) = node.attributes.get("loading") {
        let loading = !matches!(value, Value::Null | Value::Bool(false)) && value != "";
        params.insert("loading".to_owned(), loading.into());
    }
    Value::Object(params)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_is_told_of_when_it_stands_and_when_it_changes() {
        let mut tree = ViewTree::default();
        let mut told = Told::new();
        tree.apply(r##"[1,2,"page-meta",1,3,"navigation-bar",4,2,3,15,3,"title","a",15,3,"loading",true]"##);
        assert_eq!(news(&tree, &mut told), [], "it is not in the page yet");
        tree.apply(r##"[15,3,"background-color","#123456",4,1,2]"##);
        let first = json!({ "title": "a", "loading": true, "backgroundColor": "#123456" });
        assert_eq!(news(&tree, &mut told), [("nav", first)]);
        assert_eq!(news(&tree, &mut told), []);
        tree.apply(r##"[15,3,"loading",false,15,2,"page-orientation","landscape"]"##);
        let second = json!({ "title": "a", "loading": false, "backgroundColor": "#123456" });
        assert_eq!(
            news(&tree, &mut told),
            [
                ("nav", second),
                ("pageOrientation", json!({ "orientation": "landscape" }))
            ]
        );
    }
}
