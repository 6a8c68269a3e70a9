//! A page's tree as its view would have it.

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;
use serde_json::{Map, Value, json};

use super::batch::{Operation, parse_batch};
use super::webgl;
use super::wxs_state::WxsState;
use crate::protocol::op;

/// Node ids are the logic's.
pub type NodeId = u64;

/// Id of the page root, which exists from the start.
pub const ROOT: NodeId = 1;

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NodeKind {
    /// A built-in component.
    Element {
        tag: String,
    },
    /// The host node of a custom component.
    Host {
        tag: String,
        is: String,
    },
    Text(String),
}

/// One line of a node's listener table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listener {
    pub event: String,
    /// As in the operation `listen`.
    pub flags: u64,
}

#[derive(Debug, Clone)]
pub struct ViewNode {
    pub id: NodeId,
    pub kind: NodeKind,
    pub parent: Option<NodeId>,
    pub children: Vec<NodeId>,
    pub element_id: String,
    pub class: String,
    pub style: String,
    pub host_scope: String,
    pub attributes: IndexMap<String, Value>,
    pub listeners: Vec<Listener>,
    pub models: BTreeSet<String>,
    released: bool,
}

impl ViewNode {
    fn new(id: NodeId, kind: NodeKind) -> Self {
        Self {
            id,
            kind,
            parent: None,
            children: Vec::new(),
            element_id: String::new(),
            class: String::new(),
            style: String::new(),
            host_scope: String::new(),
            attributes: IndexMap::new(),
            listeners: Vec::new(),
            models: BTreeSet::new(),
            released: false,
        }
    }

    /// The WXML tag; empty for text.
    #[must_use]
    pub fn tag(&self) -> &str {
        match &self.kind {
            NodeKind::Element { tag } | NodeKind::Host { tag, .. } => tag,
            NodeKind::Text(_) => "",
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StyleSheet {
    pub index: u64,
    pub css: String,
    pub disabled: bool,
}

/// A question that the logic asked this view.
#[derive(Debug, Clone)]
pub struct ViewRequest {
    pub request: u64,
    /// Name of the operation: `call`, `query`, `animate` or `loadFont`.
    pub operation: &'static str,
    /// Kind of the query or method of the call, else empty.
    pub what: String,
    pub params: Value,
    /// Options of `animate`, else null.
    pub options: Value,
}

/// Applies batches and keeps what they make. What breaks the protocol is recorded in
/// [`Self::violations`] and otherwise ignored.
#[derive(Debug, Clone)]
pub struct ViewTree {
    nodes: BTreeMap<NodeId, ViewNode>,
    pub styles: Vec<StyleSheet>,
    /// Page-wide properties, merged.
    pub page: Map<String, Value>,
    /// WXS modules and handlers.
    wxs: WxsState,
    /// What its canvases made with WebGL.
    pub(super) webgl: webgl::Objects,
    /// What `toast` shows; null when nothing.
    pub toast: Value,
    pub violations: Vec<String>,
    /// Whether this batch released nodes.
    has_released: bool,
    /// Batches applied.
    pub batches: usize,
    /// Bytes of these batches.
    pub bytes: usize,
}

impl Default for ViewTree {
    fn default() -> Self {
        let root = ViewNode::new(
            ROOT,
            NodeKind::Element {
                tag: "page".to_owned(),
            },
        );
        Self {
            nodes: BTreeMap::from([(ROOT, root)]),
            styles: Vec::new(),
            page: Map::new(),
            wxs: WxsState::default(),
            webgl: webgl::Objects::default(),
            toast: Value::Null,
            violations: Vec::new(),
            has_released: false,
            batches: 0,
            bytes: 0,
        }
    }
}

impl ViewTree {
    #[must_use]
    pub fn root(&self) -> Option<&ViewNode> {
        self.node(ROOT)
    }

    /// A live node.
    #[must_use]
    pub fn node(&self, id: NodeId) -> Option<&ViewNode> {
        self.nodes.get(&id).filter(|node| !node.released)
    }

    /// How many live nodes there are, the root included.
    #[must_use]
    pub fn len(&self) -> usize {
        self.nodes.values().filter(|node| !node.released).count()
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() <= 1
    }

    /// Live nodes that are not in the tree: slot contents that wait for their slot, and what the
    /// logic would leak if the page went on.
    #[must_use]
    pub fn detached(&self) -> Vec<NodeId> {
        self.nodes
            .values()
            .filter(|node| !node.released && node.id != ROOT && !self.is_connected(node.id))
            .map(|node| node.id)
            .collect()
    }

    /// An element of this tag that stands in the page.
    pub(super) fn first_connected(&self, tag: &str) -> Option<&ViewNode> {
        let mut nodes = self.nodes.values();
        nodes.find(|node| !node.released && node.tag() == tag && self.is_connected(node.id))
    }

    fn is_connected(&self, id: NodeId) -> bool {
        let mut at = id;
        // A cycle would be a violation on its own; the bound keeps this loop finite all the same.
        for _ in 0..=self.nodes.len() {
            if at == ROOT {
                return true;
            }
            match self.nodes.get(&at).and_then(|node| node.parent) {
                Some(parent) => at = parent,
                None => return false,
            }
        }
        false
    }

    /// All text below a node.
    #[must_use]
    pub fn text_content(&self, id: NodeId) -> String {
        let Some(node) = self.node(id) else {
            return String::new();
        };
        match &node.kind {
            NodeKind::Text(text) => text.clone(),
            _ => node
                .children
                .iter()
                .map(|child| self.text_content(*child))
                .collect(),
        }
    }

    /// Applies one batch and gives the questions in it.
    pub fn apply(&mut self, batch: &str) -> Vec<ViewRequest> {
        self.batches += 1;
        self.bytes += batch.len();
        let operations = match parse_batch(batch) {
            Ok(operations) => operations,
            Err(message) => {
                self.violations.push(message);
                return Vec::new();
            }
        };
        let mut requests = Vec::new();
        for operation in &operations {
            if let Err(message) = self.run(operation, &mut requests) {
                let text = format!("{}: {message}", operation.spec.name);
                self.violations.push(text);
            }
        }
        self.collect_released();
        requests
    }

    fn run(
        &mut self,
        operation: &Operation,
        requests: &mut Vec<ViewRequest>,
    ) -> Result<(), String> {
        let id = operation.int(0);
        match operation.spec.code {
            op::CREATE_ELEMENT => {
                let tag = operation.text(1).to_owned();
                self.create(id, NodeKind::Element { tag })?;
            }
            op::CREATE_HOST => {
                let tag = operation.text(1).to_owned();
                let is = operation.text(2).to_owned();
                self.create(id, NodeKind::Host { tag, is })?;
            }
            op::CREATE_TEXT => self.create(id, NodeKind::Text(operation.text(1).to_owned()))?,
            op::APPEND => self.insert(id, operation.int(1), None)?,
            op::INSERT_BEFORE => self.insert(id, operation.int(1), Some(operation.int(2)))?,
            op::REMOVE => self.detach(id, operation.int(1))?,
            op::REPLACE => {
                let (child, old) = (operation.int(1), operation.int(2));
                self.insert(id, child, Some(old))?;
                self.detach(id, old)?;
            }
            op::SPLICE => self.splice(operation)?,
            op::RELEASE => {
                if id == ROOT {
                    return Err("the root".to_owned());
                }
                self.live(id)?.released = true;
                self.has_released = true;
            }
            op::SET_TEXT => match &mut self.live(id)?.kind {
                NodeKind::Text(text) => *text = operation.text(1).to_owned(),
                _ => return Err(format!("node {id} is no text")),
            },
            op::SET_ID => self.live(id)?.element_id = operation.text(1).to_owned(),
            op::SET_CLASS => self.live(id)?.class = operation.text(1).to_owned(),
            op::SET_STYLE => self.live(id)?.style = operation.text(1).to_owned(),
            op::SET_HOST_SCOPE => self.live(id)?.host_scope = operation.text(1).to_owned(),
            op::SET_ATTR => {
                let (name, value) = (operation.text(1).to_owned(), operation.value(2));
                self.live(id)?.attributes.insert(name, value);
            }
            op::REMOVE_ATTR => {
                self.live(id)?.attributes.shift_remove(operation.text(1));
            }
            op::SET_DATASET => {
                let name = format!("data-{}", operation.text(1));
                let value = operation.value(2);
                self.live(id)?.attributes.insert(name, value);
            }
            op::LISTEN => self.listen(operation)?,
            op::WXS_BIND | op::WXS_CHANGE | op::WXS_EVENT | op::SET_MARK => {
                self.live(id)?;
                self.wxs.run(operation);
            }
            op::OWN => {
                let ids = operation.value(2);
                for id in ids.as_array().into_iter().flatten() {
                    self.live(id.as_u64().unwrap_or(0))?;
                }
                self.wxs.run(operation);
            }
            op::MODEL_BIND => {
                let name = operation.text(1).to_owned();
                let on = operation.value(2) == Value::Bool(true);
                let models = &mut self.live(id)?.models;
                if on {
                    models.insert(name);
                } else {
                    models.remove(&name);
                }
            }
            op::ADD_STYLE => {
                let sheet = StyleSheet {
                    index: id,
                    css: operation.text(1).to_owned(),
                    disabled: false,
                };
                match self.styles.binary_search_by_key(&id, |sheet| sheet.index) {
                    Ok(at) => self.styles[at] = sheet,
                    Err(at) => self.styles.insert(at, sheet),
                }
            }
            op::DISABLE_STYLE => {
                let sheet = self.styles.iter_mut().find(|sheet| sheet.index == id);
                sheet.ok_or_else(|| format!("no sheet {id}"))?.disabled = true;
            }
            op::SET_PAGE => {
                if let Value::Object(props) = operation.value(0) {
                    self.page.extend(props);
                }
            }
            op::TOAST => self.toast = operation.value(0),
            op::CALL | op::QUERY | op::ANIMATE | op::LOAD_FONT => {
                if matches!(operation.spec.code, op::CALL | op::ANIMATE) {
                    self.live(id)?;
                }
                if operation.spec.code == op::CALL && operation.text(1) == "webgl" {
                    self.webgl.run(&operation.value(2));
                }
                requests.extend(request(operation));
            }
            _ => {}
        }
        Ok(())
    }

    fn live(&mut self, id: NodeId) -> Result<&mut ViewNode, String> {
        match self.nodes.get_mut(&id) {
            Some(node) if node.released => Err(format!("node {id} has been released")),
            Some(node) => Ok(node),
            None => Err(format!("unknown node {id}")),
        }
    }

    fn create(&mut self, id: NodeId, kind: NodeKind) -> Result<(), String> {
        if id == 0 || self.nodes.contains_key(&id) {
            return Err(format!("node {id} exists already"));
        }
        self.nodes.insert(id, ViewNode::new(id, kind));
        Ok(())
    }

    fn insert(
        &mut self,
        parent: NodeId,
        child: NodeId,
        before: Option<NodeId>,
    ) -> Result<(), String> {
        self.live(parent)?;
        self.live(child)?;
        let mut at = Some(parent);
        while let Some(node) = at {
            if node == child {
                return Err(format!("node {child} would contain itself"));
            }
            at = self.nodes.get(&node).and_then(|node| node.parent);
        }
        if let Some(before) = before
            && (before == child || self.live(before)?.parent != Some(parent))
        {
            return Err(format!("node {before} is no child of {parent}"));
        }
        if let Some(old) = self.live(child)?.parent {
            self.unlink(old, child);
        }
        self.live(child)?.parent = Some(parent);
        let children = &mut self.live(parent)?.children;
        let at = before
            .and_then(|before| children.iter().position(|id| *id == before))
            .unwrap_or(children.len());
        children.insert(at, child);
        Ok(())
    }

    fn unlink(&mut self, parent: NodeId, child: NodeId) {
        if let Some(parent) = self.nodes.get_mut(&parent) {
            parent.children.retain(|id| *id != child);
        }
        if let Some(child) = self.nodes.get_mut(&child) {
            child.parent = None;
        }
    }

    fn detach(&mut self, parent: NodeId, child: NodeId) -> Result<(), String> {
        self.live(parent)?;
        match self.nodes.get(&child) {
            Some(node) if node.parent == Some(parent) => {
                self.unlink(parent, child);
                Ok(())
            }
            Some(_) => Err(format!("node {child} is no child of {parent}")),
            None => Err(format!("unknown node {child}")),
        }
    }

    fn splice(&mut self, operation: &Operation) -> Result<(), String> {
        let (parent, before) = (operation.int(0), operation.int(1));
        let count = usize::try_from(operation.int(2)).unwrap_or(usize::MAX);
        let children = operation.value(3);
        let children: Vec<NodeId> = children
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_u64)
            .collect();
        let mut seen = BTreeSet::new();
        if let Some(twice) = children.iter().find(|id| !seen.insert(**id)) {
            return Err(format!("node {twice} is inserted twice"));
        }
        let siblings = &self.live(parent)?.children;
        let at = match before {
            0 => siblings.len(),
            _ => siblings
                .iter()
                .position(|id| *id == before)
                .ok_or_else(|| format!("node {before} is no child of {parent}"))?,
        };
        if count > siblings.len() - at {
            return Err(format!("{parent} has fewer than {count} children there"));
        }
        let gone: Vec<NodeId> = siblings[at..at + count].to_vec();
        let next = siblings.get(at + count).copied();
        for child in gone {
            self.unlink(parent, child);
        }
        for child in children {
            self.insert(parent, child, next)?;
        }
        Ok(())
    }

    fn listen(&mut self, operation: &Operation) -> Result<(), String> {
        let event = operation.text(1).to_owned();
        let flags = operation.int(2);
        let listeners = &mut self.live(operation.int(0))?.listeners;
        listeners.retain(|known| known.event != event || known.flags & 1 != flags & 1);
        if flags & 8 == 0 {
            listeners.push(Listener { event, flags });
        }
        Ok(())
    }

    /// Forgets released nodes that nothing holds in the tree any more.
    fn collect_released(&mut self) {
        if !std::mem::take(&mut self.has_released) {
            return;
        }
        let gone: Vec<NodeId> = self
            .nodes
            .values()
            .filter(|node| node.released && !self.is_connected(node.id))
            .map(|node| node.id)
            .collect();
        let stuck: Vec<NodeId> = self
            .nodes
            .values()
            .filter(|node| node.released && self.is_connected(node.id))
            .map(|node| node.id)
            .collect();
        for id in stuck {
            self.violations
                .push(format!("release: node {id} is still in the tree"));
        }
        for id in gone {
            if let Some(node) = self.nodes.remove(&id) {
                self.wxs.forget(id);
                for child in node.children {
                    if let Some(child) = self.nodes.get_mut(&child) {
                        child.parent = None;
                    }
                }
            }
        }
    }

    /// One batch that makes this tree in an empty page: for a view that starts anew.
    #[must_use]
    pub fn snapshot(&self) -> String {
        let mut out = Vec::new();
        for sheet in &self.styles {
            out.extend([json!(op::ADD_STYLE), json!(sheet.index), json!(sheet.css)]);
            if sheet.disabled {
                out.extend([json!(op::DISABLE_STYLE), json!(sheet.index)]);
            }
        }
        if !self.page.is_empty() {
            out.extend([json!(op::SET_PAGE), Value::Object(self.page.clone())]);
        }
        if let Some(root) = self.root() {
            self.write_node(root, &mut out);
        }
        self.wxs.write(|id| self.node(id).is_some(), &mut out);
        if !self.toast.is_null() {
            out.extend([json!(op::TOAST), self.toast.clone()]);
        }
        Value::Array(out).to_string()
    }

    fn write_node(&self, node: &ViewNode, out: &mut Vec<Value>) {
        let id = json!(node.id);
        if node.id != ROOT {
            match &node.kind {
                NodeKind::Element { tag } => {
                    out.extend([json!(op::CREATE_ELEMENT), id.clone(), json!(tag)]);
                }
                NodeKind::Host { tag, is } => {
                    out.extend([json!(op::CREATE_HOST), id.clone(), json!(tag), json!(is)]);
                }
                NodeKind::Text(text) => {
                    out.extend([json!(op::CREATE_TEXT), id.clone(), json!(text)]);
                }
            }
        }
        for (code, value) in [
            (op::SET_HOST_SCOPE, &node.host_scope),
            (op::SET_ID, &node.element_id),
            (op::SET_CLASS, &node.class),
            (op::SET_STYLE, &node.style),
        ] {
            if !value.is_empty() {
                out.extend([json!(code), id.clone(), json!(value)]);
            }
        }
        for (name, value) in &node.attributes {
            let (code, name) = match name.strip_prefix("data-") {
                Some(name) => (op::SET_DATASET, name),
                None => (op::SET_ATTR, name.as_str()),
            };
            out.extend([json!(code), id.clone(), json!(name), value.clone()]);
        }
        for listener in &node.listeners {
            let (event, flags) = (json!(listener.event), json!(listener.flags));
            out.extend([json!(op::LISTEN), id.clone(), event, flags]);
        }
        for name in &node.models {
            out.extend([json!(op::MODEL_BIND), id.clone(), json!(name), json!(true)]);
        }
        for child in &node.children {
            if let Some(child) = self.node(*child) {
                self.write_node(child, out);
            }
        }
        if let Some(parent) = node.parent {
            out.extend([json!(op::APPEND), json!(parent), id]);
        }
    }
}

fn request(operation: &Operation) -> Option<ViewRequest> {
    let (request, what, params) = match operation.spec.code {
        op::CALL => (3, operation.text(1), operation.value(2)),
        op::QUERY => (0, operation.text(1), operation.value(2)),
        op::ANIMATE => (3, "", operation.value(1)),
        _ => (3, "", Value::Null),
    };
    let options = match operation.spec.code {
        op::ANIMATE => operation.value(2),
        _ => Value::Null,
    };
    let request = operation.int(request);
    (request != 0).then(|| ViewRequest {
        request,
        operation: operation.spec.name,
        what: what.to_owned(),
        params,
        options,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(batch: &str) -> ViewTree {
        let mut tree = ViewTree::default();
        tree.apply(batch);
        tree
    }

    #[test]
    fn a_snapshot_makes_the_same_tree() {
        let original = tree(
            r##"[20,1,".a{}",25,{"theme":"dark"},1,2,"view",12,2,"a b",11,2,"x",18,2,"tap",4,
                3,3,"hi",4,2,3,4,1,2,2,4,"my-card","components/card",15,4,"title","T",4,1,4,
                1,5,"input",19,5,"value",true,4,4,5]"##,
        );
        assert_eq!(original.violations, Vec::<String>::new());
        let copy = tree(&original.snapshot());
        assert_eq!(copy.violations, Vec::<String>::new());
        assert_eq!(copy.to_wxml(), original.to_wxml());
        assert_eq!(copy.styles, original.styles);
        assert_eq!(copy.snapshot(), original.snapshot());
    }

    #[test]
    fn violations_are_recorded_and_the_rest_goes_on() {
        let mut tree = tree(r#"[1,2,"view",4,1,2,4,1,9,4,2,2,1,2,"view",3,3,"ok",4,2,3]"#);
        assert_eq!(
            tree.violations,
            [
                "append: unknown node 9",
                "append: node 2 would contain itself",
                "createElement: node 2 exists already",
            ]
        );
        assert_eq!(tree.text_content(ROOT), "ok");
        tree.violations.clear();
        tree.apply("[6,1,2,9,2,9,3]");
        assert_eq!(tree.violations, Vec::<String>::new());
        tree.apply(r#"[12,2,"a"]"#);
        assert_eq!(tree.violations, ["setClass: unknown node 2"]);
    }

    #[test]
    fn releasing_what_is_in_the_tree_is_a_violation() {
        let tree = tree(r#"[1,2,"view",4,1,2,9,2]"#);
        assert_eq!(tree.violations, ["release: node 2 is still in the tree"]);
    }

    #[test]
    fn splice_replaces_a_run_of_children() {
        let mut tree =
            tree(r#"[3,2,"a",3,3,"b",3,4,"c",8,1,0,0,[2,3,4],3,5,"x",3,6,"y",8,1,3,1,[5,6]]"#);
        assert_eq!(tree.text_content(ROOT), "axyc");
        assert_eq!(tree.detached(), [3]);
        tree.apply("[8,1,2,0,[5,5]]");
        assert_eq!(tree.violations, ["splice: node 5 is inserted twice"]);
        tree.violations.clear();
        tree.apply("[8,1,4,2,[]]");
        assert_eq!(
            tree.violations,
            ["splice: 1 has fewer than 2 children there"]
        );
    }

    #[test]
    fn questions_come_back_with_their_request() {
        let mut tree = ViewTree::default();
        let requests = tree.apply(r#"[23,7,"viewport",{},22,1,"play",null,0,22,1,"get",null,8]"#);
        let got: Vec<(u64, &str)> = requests
            .iter()
            .map(|request| (request.request, request.what.as_str()))
            .collect();
        assert_eq!(got, [(7, "viewport"), (8, "get")]);
    }
}
