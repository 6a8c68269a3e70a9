//! The headless views that the suites draw into, and how they are read.

use std::collections::HashMap;
use std::fmt::Write as _;

use peapod_runtime::headless::{NodeKind, ViewNode, ViewTree};
use serde_json::{Value, json};

/// Elements that HTML writes without an end tag.
const VOID: [&str; 6] = ["area", "br", "hr", "img", "input", "link"];

#[derive(Default)]
pub struct Views {
    trees: HashMap<u32, ViewTree>,
}

impl Views {
    pub fn apply(&mut self, view: u32, batch: &str) {
        self.trees.entry(view).or_default().apply(batch);
    }

    /// What broke the protocol since this was last asked.
    pub fn violations(&mut self) -> Vec<String> {
        self.trees
            .values_mut()
            .flat_map(|tree| std::mem::take(&mut tree.violations))
            .collect()
    }

    /// A node as the harness wants it (`SeenNode`), or null.
    pub fn node(&mut self, view: u32, id: u64) -> Value {
        let tree = self.trees.entry(view).or_default();
        let Some(node) = tree.node(id) else {
            return Value::Null;
        };
        let children: Vec<u64> = node
            .children
            .iter()
            .copied()
            .filter(|child| tree.node(*child).is_some())
            .collect();
        json!({
            "tag": node.tag(),
            "text": tree.text_content(id),
            "parent": node.parent,
            "children": children,
            "id": node.element_id,
            "class": node.class,
            "style": node.style,
            "hostScope": node.host_scope,
            "attributes": node.attributes,
        })
    }

    /// The node, or what it holds, as HTML.
    pub fn html(&mut self, view: u32, id: u64, outer: bool) -> String {
        let tree = self.trees.entry(view).or_default();
        let mut out = String::new();
        if let Some(node) = tree.node(id) {
            if outer {
                write_node(tree, node, &mut out);
            } else {
                write_children(tree, node, &mut out);
            }
        }
        out
    }
}

fn write_children(tree: &ViewTree, node: &ViewNode, out: &mut String) {
    for child in node.children.iter().filter_map(|child| tree.node(*child)) {
        write_node(tree, child, out);
    }
}

fn write_node(tree: &ViewTree, node: &ViewNode, out: &mut String) {
    if let NodeKind::Text(text) = &node.kind {
        out.push_str(&escape(text));
        return;
    }
    // As an HTML document does.
    let tag = node.tag().to_lowercase();
    let _ = write!(out, "<{tag}");
    for (name, value) in [
        ("wx-host", &node.host_scope),
        ("id", &node.element_id),
        ("class", &node.class),
        ("style", &node.style),
    ] {
        if !value.is_empty() {
            write_attribute(name, value, out);
        }
    }
    for (name, value) in &node.attributes {
        match value {
            Value::Bool(false) => {}
            Value::Bool(true) | Value::Null => write_attribute(name, "", out),
            Value::String(text) => write_attribute(name, text, out),
            other => write_attribute(name, &script_string(other), out),
        }
    }
    out.push('>');
    if VOID.contains(&tag.as_str()) {
        return;
    }
    write_children(tree, node, out);
    let _ = write!(out, "</{tag}>");
}

/// `String(value)`, which is what the DOM makes of an attribute.
fn script_string(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(script_string).collect();
            items.join(",")
        }
        Value::Object(_) => "[object Object]".to_owned(),
        other => other.to_string(),
    }
}

fn write_attribute(name: &str, value: &str, out: &mut String) {
    let value = value.replace('&', "&amp;").replace('"', "&quot;");
    let _ = write!(out, " {name}=\"{value}\"");
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}
