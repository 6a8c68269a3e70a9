//! Finding nodes.

use super::tree::{NodeId, ROOT, ViewNode, ViewTree};

/// One part of a selector between spaces: `tag#id.class`.
struct Compound<'a> {
    tag: &'a str,
    id: Option<&'a str>,
    classes: Vec<&'a str>,
}

impl<'a> Compound<'a> {
    fn parse(text: &'a str) -> Self {
        let cut = text.find(['#', '.']).unwrap_or(text.len());
        let (tag, mut rest) = text.split_at(cut);
        let (mut id, mut classes) = (None, Vec::new());
        while !rest.is_empty() {
            let (kind, body) = rest.split_at(1);
            let end = body.find(['#', '.']).unwrap_or(body.len());
            let (name, after) = body.split_at(end);
            if kind == "#" {
                id = Some(name);
            } else {
                classes.push(name);
            }
            rest = after;
        }
        Self { tag, id, classes }
    }

    fn matches(&self, node: &ViewNode) -> bool {
        if node.tag().is_empty() {
            return false;
        }
        let tag = self.tag.is_empty() || self.tag == "*" || self.tag == node.tag();
        let id = self.id.is_none_or(|id| id == node.element_id);
        tag && id && self.classes.iter().all(|class| has_class(node, class))
    }
}

/// Whether a node has a class, whatever style scope it is in.
fn has_class(node: &ViewNode, class: &str) -> bool {
    node.class.split_whitespace().any(|name| {
        name == class
            || name.rsplit_once("--").is_some_and(|(_, own)| own == class)
            || name.ends_with(&format!("--{class}"))
    })
}

impl ViewTree {
    /// Nodes in document order that match a selector of compounds (`tag#id.class`) separated by
    /// spaces (descendant). Component boundaries are crossed; classes match without their scope.
    #[must_use]
    pub fn find_all(&self, selector: &str) -> Vec<NodeId> {
        let path: Vec<Compound<'_>> = selector.split_whitespace().map(Compound::parse).collect();
        let mut found = Vec::new();
        if let (Some(root), false) = (self.node(ROOT), path.is_empty()) {
            self.search(root, &path, &mut found);
        }
        found
    }

    /// The first of [`Self::find_all`].
    #[must_use]
    pub fn find(&self, selector: &str) -> Option<NodeId> {
        self.find_all(selector).first().copied()
    }

    fn search(&self, node: &ViewNode, path: &[Compound<'_>], found: &mut Vec<NodeId>) {
        if self.fits(node, path) {
            found.push(node.id);
        }
        for child in &node.children {
            if let Some(child) = self.node(*child) {
                self.search(child, path, found);
            }
        }
    }

    fn fits(&self, node: &ViewNode, path: &[Compound<'_>]) -> bool {
        let Some((last, outer)) = path.split_last() else {
            return false;
        };
        if !last.matches(node) {
            return false;
        }
        let mut outer = outer;
        let mut at = node.parent;
        while let Some((wanted, rest)) = outer.split_last() {
            loop {
                let Some(parent) = at.and_then(|id| self.node(id)) else {
                    return false;
                };
                at = parent.parent;
                if wanted.matches(parent) {
                    break;
                }
            }
            outer = rest;
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn compounds_and_descendants() {
        let mut tree = ViewTree::default();
        tree.apply(
            r#"[1,2,"view",12,2,"s1--box big",1,3,"button",11,3,"go",4,2,3,4,1,2,1,4,"button",4,1,4]"#,
        );
        assert_eq!(tree.find_all("button"), [3, 4]);
        assert_eq!(tree.find_all(".box button"), [3]);
        assert_eq!(tree.find_all("view.big #go"), [3]);
        assert_eq!(tree.find(".nothing"), None);
        assert_eq!(tree.find_all("page button#go"), [3]);
    }
}
