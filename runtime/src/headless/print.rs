//! The tree as text.

use std::fmt::Write as _;

use serde_json::Value;

use super::tree::{NodeKind, ROOT, ViewNode, ViewTree};

impl ViewTree {
    /// The tree as indented WXML, for tests and diagnosis: classes with their scope prefixes,
    /// attributes with their values, listeners left out.
    #[must_use]
    pub fn to_wxml(&self) -> String {
        let mut out = String::new();
        if let Some(root) = self.node(ROOT) {
            self.print(root, 0, &mut out);
        }
        out
    }

    fn print(&self, node: &ViewNode, depth: usize, out: &mut String) {
        let indent = "  ".repeat(depth);
        if let NodeKind::Text(text) = &node.kind {
            if !text.trim().is_empty() {
                let _ = writeln!(out, "{indent}{}", escape(text.trim(), false));
            }
            return;
        }
        let _ = write!(out, "{indent}<{}", node.tag());
        for (name, value) in [
            ("id", &node.element_id),
            ("class", &node.class),
            ("style", &node.style),
        ] {
            if !value.is_empty() {
                let _ = write!(out, " {name}=\"{}\"", escape(value, true));
            }
        }
        for (name, value) in &node.attributes {
            let text = match value {
                Value::String(text) => text.clone(),
                other => other.to_string(),
            };
            let _ = write!(out, " {name}=\"{}\"", escape(&text, true));
        }
        let children: Vec<&ViewNode> = node
            .children
            .iter()
            .filter_map(|child| self.node(*child))
            .collect();
        match children[..] {
            [] => out.push_str(" />\n"),
            [
                ViewNode {
                    kind: NodeKind::Text(text),
                    ..
                },
            ] => {
                let _ = writeln!(out, ">{}</{}>", escape(text.trim(), false), node.tag());
            }
            _ => {
                out.push_str(">\n");
                for child in children {
                    self.print(child, depth + 1, out);
                }
                let _ = writeln!(out, "{indent}</{}>", node.tag());
            }
        }
    }
}

fn escape(text: &str, attribute: bool) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    if attribute {
        text.replace('"', "&quot;")
    } else {
        text
    }
}
