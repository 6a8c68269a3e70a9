//! `<include>` below `wx:for` or in a slot with values.
//!
//! In WeChat an included file sees what its place sees: `item`, `index`, slot values. glass-easel
//! gives it the data alone. Such an include is handed to the compiler as a template reference whose
//! data are those names; in the generated code the reference is then led to the included file,
//! whose data are the includer's with these on top. So the file keeps its own templates and WXS.

use std::ops::Range;

use glass_easel_template_compiler::parse::tag::{Element, ElementKind, Node};
use glass_easel_template_compiler::parse::{Position, Template};

use super::edits::in_order;
use super::remarks::byte_offset;

/// The function that leads a reference to an included file: its data, and what of them is new.
pub(super) const HELPER: &str = "\
var __include=function(g,D,U){return g&&function(R,C,d,u){\
return g('')(R,C,Object.assign(Object.create(Object(D)),d),\
u===true?true:Object.assign(Object.create(null),U,u))}};";

/// What the reference in place of include `index` has in its data, so that the code shows where
/// it is.
fn marker(index: usize) -> String {
    format!("peapodInclude{index}_")
}

/// Includes of a group that have become references: package paths (without extension) in order.
#[derive(Debug, Default)]
pub(super) struct Includes {
    targets: Vec<String>,
}

impl Includes {
    pub fn is_empty(&self) -> bool {
        self.targets.is_empty()
    }

    /// Changes to `text`, of which `template` was made. `target` resolves a `src`.
    pub fn replace(
        &mut self,
        text: &str,
        template: &Template,
        target: impl Fn(&str) -> Option<String>,
    ) -> Vec<(Range<usize>, String)> {
        let mut found = Vec::new();
        for content in template
            .globals
            .sub_templates
            .iter()
            .map(|sub| &sub.content)
        {
            find(content, &mut Vec::new(), &mut found);
        }
        find(&template.content, &mut Vec::new(), &mut found);
        let mut edits = Vec::new();
        for (element, names) in found {
            let ElementKind::Include { path, .. } = &element.kind else {
                continue;
            };
            let at = |position: &Position| byte_offset(text, position.line_col_utf16());
            let range = |range: &Range<Position>| at(&range.start)..at(&range.end);
            let attribute = range(&path.0);
            let value = range(&path.1.location);
            let open = at(&element.tag_location.start.0.end);
            let tag = open..open + "include".len();
            let Some(target) = target(&path.1.name) else {
                continue;
            };
            if text.get(tag.clone()) != Some("include")
                || text.get(attribute.clone()) != Some("src")
                || !text
                    .get(value.clone())
                    .is_some_and(|src| src.starts_with(path.1.name.as_str()))
            {
                continue;
            }
            let marker = marker(self.targets.len());
            self.targets.push(target);
            let mut data = format!("{marker}:0");
            for name in names {
                data.push_str(&format!(",{name}:{name}"));
            }
            edits.push((tag, format!("template data=\"{{{{{data}}}}}\"")));
            edits.push((attribute, "is".to_owned()));
            edits.push((value, "include".to_owned()));
            if let Some((end, _)) = &element.tag_location.end {
                let close = at(&end.end);
                let name = close..close + "include".len();
                // It may also be closed by `</>`.
                if text.get(name.clone()) == Some("include") {
                    edits.push((name, "template".to_owned()));
                }
            }
        }
        in_order(&mut edits);
        edits
    }

    /// Leads the references in the group's code to their files.
    pub fn lead(&self, mut code: String) -> String {
        for (index, target) in self.targets.iter().enumerate() {
            let Some(at) = code.find(&marker(index)) else {
                continue;
            };
            let Some(start) = code[..at].rfind("=I(") else {
                continue;
            };
            let Some(end) = code[start..at].find(')') else {
                continue;
            };
            let target = serde_json::Value::String(target.clone());
            code.replace_range(
                start + 1..start + end + 1,
                &format!("__include(G[{target}],D,U)"),
            );
        }
        code
    }
}

/// Includes that stand where names of `wx:for` or of slots are known, with these.
fn find<'a>(
    nodes: &'a [Node],
    scopes: &mut Vec<&'a str>,
    found: &mut Vec<(&'a Element, Vec<&'a str>)>,
) {
    for node in nodes {
        let Node::Element(element) = node else {
            continue;
        };
        if matches!(element.kind, ElementKind::Include { .. }) && !scopes.is_empty() {
            let mut names = scopes.clone();
            names.sort_unstable();
            names.dedup();
            found.push((element, names));
        }
        let outer = scopes.len();
        scopes.extend(
            element
                .introduced_scopes()
                .iter()
                .map(|name| name.name.as_str()),
        );
        match &element.kind {
            ElementKind::Normal { children, .. }
            | ElementKind::Pure { children, .. }
            | ElementKind::For { children, .. } => find(children, scopes, found),
            ElementKind::If {
                branches,
                else_branch,
                ..
            } => {
                for (_, _, children) in branches {
                    find(children, scopes, found);
                }
                if let Some((_, children)) = else_branch {
                    find(children, scopes, found);
                }
            }
            _ => {}
        }
        scopes.truncate(outer);
    }
}
