//! Where elements would be if no style sheet applied: blocks below each other, as wide as what holds them, in
//! WeChat's documented default sizes, with the lengths that inline styles declare. A headless host has
//! nothing better to say, and zeros would let gestures meet in one point.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::tree::{NodeId, NodeKind, ROOT, ViewNode, ViewTree};

/// px that a character takes: the default font is 16 px, and Chinese characters are as wide as high.
const CHARACTER: f64 = 16.0;
/// px of a line of text.
const LINE: f64 = 24.0;
/// Elements inside elements; deeper ones keep their parent's place.
const MAX_DEPTH: usize = 512;

/// Sizes of built-in components without a style sheet, px; 0 is "as wide as there is room".
const DEFAULTS: &[(&str, f64, f64)] = &[
    ("audio", 300.0, 65.0),
    ("button", 0.0, 46.0),
    ("camera", 300.0, 225.0),
    ("canvas", 300.0, 150.0),
    ("checkbox", 24.0, 24.0),
    ("editor", 0.0, 200.0),
    ("icon", 23.0, 23.0),
    ("image", 320.0, 240.0),
    ("input", 0.0, 24.0),
    ("live-player", 300.0, 225.0),
    ("live-pusher", 300.0, 225.0),
    ("map", 300.0, 150.0),
    ("movable-area", 10.0, 10.0),
    ("movable-view", 10.0, 10.0),
    ("picker-view", 0.0, 240.0),
    ("progress", 0.0, 6.0),
    ("radio", 24.0, 24.0),
    ("slider", 0.0, 36.0),
    ("swiper", 0.0, 150.0),
    ("switch", 52.0, 32.0),
    ("textarea", 300.0, 150.0),
    ("video", 300.0, 225.0),
];

/// Elements as wide as their text.
const INLINE: [&str; 4] = ["text", "label", "navigator", "span"];

/// One element's place on the page, px.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Place {
    pub left: f64,
    pub top: f64,
    pub width: f64,
    pub height: f64,
    /// Height of what it holds.
    pub content: f64,
}

/// The places of all elements of a page of this size.
#[must_use]
pub fn lay_out(tree: &ViewTree, width: f64, height: f64) -> BTreeMap<NodeId, Place> {
    let mut flow = Flow {
        tree,
        page: (width, height),
        places: BTreeMap::new(),
    };
    let content = flow.block(ROOT, 0.0, 0.0, width, 0);
    if let Some(root) = flow.places.get_mut(&ROOT) {
        root.height = content.max(height);
    }
    flow.places
}

struct Flow<'a> {
    tree: &'a ViewTree,
    page: (f64, f64),
    places: BTreeMap<NodeId, Place>,
}

impl Flow<'_> {
    /// Places a node and what it holds; gives its height.
    fn block(&mut self, id: NodeId, left: f64, top: f64, room: f64, depth: usize) -> f64 {
        let Some(node) = self.tree.node(id).filter(|_| depth < MAX_DEPTH) else {
            return 0.0;
        };
        if let NodeKind::Text(text) = &node.kind {
            return lines(text, room) * LINE;
        }
        if is_hidden(node) {
            let place = Place {
                left,
                top,
                ..Place::default()
            };
            self.places.insert(id, place);
            return 0.0;
        }
        let default = DEFAULTS.iter().find(|(tag, ..)| *tag == node.tag());
        let declared = |name: &str, whole: f64| self.length(node, name, whole);
        let mut width = declared("width", room)
            .or_else(|| default.map(|it| it.1).filter(|width| *width > 0.0))
            .unwrap_or(room);
        let text = self.tree.text_content(id);
        if INLINE.contains(&node.tag()) && declared("width", room).is_none() {
            width = characters(text.trim()).min(room);
        }
        let fixed = declared("height", self.page.1).or_else(|| default.map(|it| it.2));
        let mut content = 0.0;
        for child in node.children.clone() {
            // What moves or scrolls inside lies at the start of its room.
            content += self.block(child, left, top + content, width, depth + 1);
        }
        let height = fixed.unwrap_or(content);
        self.places.insert(
            id,
            Place {
                left,
                top,
                width,
                height,
                content,
            },
        );
        height
    }

    /// A length that the inline style declares.
    fn length(&self, node: &ViewNode, name: &str, whole: f64) -> Option<f64> {
        let value = declared_style(&node.style, name)?;
        let split = value.find(|letter: char| !letter.is_ascii_digit() && letter != '.')?;
        let (number, unit) = value.split_at(split);
        let number: f64 = number.parse().ok()?;
        match unit.trim() {
            "px" => Some(number),
            "vw" => Some(number * self.page.0 / 100.0),
            "vh" => Some(number * self.page.1 / 100.0),
            "%" => Some(number * whole / 100.0),
            _ => None,
        }
    }
}

fn characters(text: &str) -> f64 {
    // A page's text is no larger than memory, which f64 counts exactly.
    #[allow(clippy::cast_precision_loss)]
    let count = text.chars().count() as f64;
    count * CHARACTER
}

fn lines(text: &str, room: f64) -> f64 {
    let text = text.trim();
    if text.is_empty() {
        return 0.0;
    }
    (characters(text) / room.max(CHARACTER)).ceil()
}

fn is_hidden(node: &ViewNode) -> bool {
    let hidden = node
        .attributes
        .get("hidden")
        .is_some_and(|value| *value == true || *value == "");
    hidden || declared_style(&node.style, "display").is_some_and(|value| value == "none")
}

/// What an inline style declares, by its kebab-case or camelCase name.
#[must_use]
pub fn declared_style<'a>(style: &'a str, name: &str) -> Option<&'a str> {
    let mut wanted = String::with_capacity(name.len() + 2);
    for letter in name.chars() {
        if letter.is_ascii_uppercase() {
            wanted.push('-');
        }
        wanted.push(letter.to_ascii_lowercase());
    }
    let mut found = None;
    for declaration in style.split(';') {
        if let Some((property, value)) = declaration.split_once(':')
            && property.trim() == wanted
        {
            found = Some(value.trim());
        }
    }
    found
}

/// Answers the query `fields`: `[{nodes, fields}]`.
#[must_use]
pub fn fields(tree: &ViewTree, width: f64, height: f64, asked: &Value) -> Value {
    let places = lay_out(tree, width, height);
    let items = asked.as_array().into_iter().flatten();
    items
        .map(|item| {
            let nodes = item["nodes"].as_array().into_iter().flatten();
            nodes
                .map(|id| {
                    let id = id.as_u64().unwrap_or_default();
                    node_fields(tree, &places, (width, height), id, &item["fields"])
                })
                .collect::<Value>()
        })
        .collect()
}

fn node_fields(
    tree: &ViewTree,
    places: &BTreeMap<NodeId, Place>,
    (width, height): (f64, f64),
    id: NodeId,
    wanted: &Value,
) -> Value {
    let wants = |key: &str| wanted.get(key).is_some_and(|value| *value != false);
    let viewport = Place {
        width,
        height,
        content: places.get(&ROOT).map_or(height, |root| root.height),
        ..Place::default()
    };
    let Some(place) = places
        .get(&id)
        .copied()
        .or_else(|| (id == 0).then_some(viewport))
    else {
        return Value::Null;
    };
    let node = tree.node(id);
    let number = |name: &str| {
        let value = node.and_then(|node| node.attributes.get(name));
        value.and_then(Value::as_f64).unwrap_or_default()
    };
    let mut answer = Map::new();
    let mut put = |fields: Value| {
        if let Value::Object(fields) = fields {
            answer.extend(fields);
        }
    };
    if wants("rect") {
        let (right, bottom) = (place.left + place.width, place.top + place.height);
        put(json!({"left": place.left, "top": place.top, "right": right, "bottom": bottom}));
    }
    if wants("size") {
        put(json!({"width": place.width, "height": place.height}));
    }
    if wants("scrollOffset") {
        put(json!({
            "scrollLeft": number("scroll-left"), "scrollTop": number("scroll-top"),
            "scrollWidth": place.width, "scrollHeight": place.content.max(place.height),
        }));
    }
    if wants("properties") {
        put(json!({"properties": {}}));
    }
    if wants("computedStyle") {
        let names = wanted["computedStyle"].as_array().into_iter().flatten();
        let style = node.map_or("", |node| node.style.as_str());
        let declared: Map<String, Value> = names
            .filter_map(|name| {
                let name = name.as_str()?;
                Some((name.to_owned(), declared_style(style, name)?.into()))
            })
            .collect();
        put(json!({ "computedStyle": declared }));
    }
    if wants("node") {
        put(json!({"nodeCanvasType": "2d", "nodeWidth": 300, "nodeHeight": 150}));
    }
    Value::Object(answer)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree() -> ViewTree {
        let mut tree = ViewTree::default();
        // <view style><text>four</text></view><button/><view hidden>x</view><image style/>
        tree.apply(
            r#"[1,2,"view",13,2,"width: 100px; height:40px;color: red",1,3,"text",3,4,"four",4,3,4,4,2,3,4,1,2,
                1,5,"button",4,1,5,1,6,"view",15,6,"hidden",true,3,7,"x",4,6,7,4,1,6,1,8,"image",13,8,"width:50%",4,1,8]"#,
        );
        tree
    }

    #[test]
    fn blocks_lie_below_each_other_in_their_sizes() {
        let places = lay_out(&tree(), 375.0, 700.0);
        let place = |id| {
            let Place {
                left,
                top,
                width,
                height,
                ..
            } = places[&id];
            (left, top, width, height)
        };
        assert_eq!(place(2), (0.0, 0.0, 100.0, 40.0));
        assert_eq!(place(3), (0.0, 0.0, 64.0, 24.0));
        assert_eq!(place(5), (0.0, 40.0, 375.0, 46.0));
        assert_eq!(place(6), (0.0, 86.0, 0.0, 0.0));
        assert_eq!(place(8), (0.0, 86.0, 187.5, 240.0));
        assert_eq!(place(ROOT), (0.0, 0.0, 375.0, 700.0));
    }

    #[test]
    fn fields_are_answered_as_a_view_does() {
        let asked = json!([{"nodes": [2, 99, 0], "fields": {"size": true, "rect": true, "computedStyle": ["color", "backgroundColor"]}}]);
        let answer = fields(&tree(), 375.0, 700.0, &asked);
        assert_eq!(answer[0][0]["right"], 100.0);
        assert_eq!(answer[0][0]["computedStyle"], json!({"color": "red"}));
        assert_eq!(answer[0][1], Value::Null);
        assert_eq!(answer[0][2]["height"], 700.0);
    }

    #[test]
    fn styles_are_found_by_either_name() {
        assert_eq!(
            declared_style("color:red; background-color: #fff; color: blue", "color"),
            Some("blue")
        );
        assert_eq!(
            declared_style("background-color: #fff", "backgroundColor"),
            Some("#fff")
        );
        assert_eq!(declared_style("", "color"), None);
    }
}
