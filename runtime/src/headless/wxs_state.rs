//! What a view knows of WXS: enough to make it anew.

use std::collections::BTreeMap;

use indexmap::IndexMap;
use serde_json::{Value, json};

use super::batch::Operation;
use super::tree::NodeId;
use crate::protocol::op;

/// A node's handlers, listeners and marks; the values are the arguments of their operations, and
/// what names each of them is the key.
#[derive(Debug, Clone, Default)]
struct NodeState {
    /// By type and flags.
    handlers: IndexMap<(String, u64), Vec<Value>>,
    /// The last value of each property with a `change:` listener.
    changes: IndexMap<String, Vec<Value>>,
    marks: IndexMap<String, Value>,
    /// Owner and scopes.
    owner: Option<(Value, Value)>,
}

#[derive(Debug, Clone, Default)]
pub(super) struct WxsState {
    nodes: BTreeMap<NodeId, NodeState>,
}

impl WxsState {
    /// Applies one of the operations about WXS.
    pub(super) fn run(&mut self, operation: &Operation) {
        let id = operation.int(0);
        let name = operation.text(1).to_owned();
        match operation.spec.code {
            op::WXS_BIND => {
                let flags = operation.int(2);
                let handlers = &mut self.nodes.entry(id).or_default().handlers;
                if flags & 8 == 0 {
                    handlers.insert((name, flags), operation.args.clone());
                } else {
                    handlers.shift_remove(&(name, flags & 7));
                }
            }
            op::WXS_CHANGE => {
                let changes = &mut self.nodes.entry(id).or_default().changes;
                changes.insert(name, operation.args.clone());
            }
            op::SET_MARK => {
                let marks = &mut self.nodes.entry(id).or_default().marks;
                marks.insert(name, operation.value(2));
            }
            op::OWN => {
                let owner = (operation.value(0), operation.value(1));
                let ids = operation.value(2);
                for id in ids.as_array().into_iter().flatten() {
                    if let Some(id) = id.as_u64() {
                        self.nodes.entry(id).or_default().owner = Some(owner.clone());
                    }
                }
            }
            _ => {}
        }
    }

    /// The node is gone.
    pub(super) fn forget(&mut self, id: NodeId) {
        self.nodes.remove(&id);
    }

    /// Writes the operations that bring an empty view to this state, for the nodes that it has.
    pub(super) fn write(&self, has: impl Fn(NodeId) -> bool, out: &mut Vec<Value>) {
        for (id, node) in self.nodes.iter().filter(|(id, _)| has(**id)) {
            if let Some((owner, scopes)) = &node.owner {
                out.extend([json!(op::OWN), owner.clone(), scopes.clone(), json!([id])]);
            }
            for (name, value) in &node.marks {
                out.extend([json!(op::SET_MARK), json!(id), json!(name), value.clone()]);
            }
            for args in node.handlers.values() {
                out.push(json!(op::WXS_BIND));
                out.extend(args.iter().cloned());
            }
        }
        // `change:` listeners run once the tree is whole; the new view has no old values.
        for (_, node) in self.nodes.iter().filter(|(id, _)| has(**id)) {
            for args in node.changes.values() {
                out.push(json!(op::WXS_CHANGE));
                let (values, first) = args.split_last().unwrap_or((&Value::Null, &[]));
                out.extend(first.iter().cloned());
                out.push(json!({ "value": values.get("value") }));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::ViewTree;

    #[test]
    fn a_snapshot_keeps_handlers_and_the_last_values() {
        let mut tree = ViewTree::default();
        tree.apply(
            r#"[1,2,"view",4,1,2,33,1,["w"],[2],35,2,"m",7,17,2,"k",1,
                31,2,"tap",0,"a",["f"],31,2,"tap",1,"a",["g"],31,2,"tap",9,"",[],
                32,2,"p","a",["c"],{"value":1},32,2,"p","a",["c"],{"value":2,"old":1}]"#,
        );
        assert_eq!(tree.violations, Vec::<String>::new());
        let snapshot = tree.snapshot();
        assert_eq!(
            snapshot,
            r#"[1,2,"view",17,2,"k",1,4,1,2,33,1,["w"],[2],35,2,"m",7,"#.to_owned()
                + r#"31,2,"tap",0,"a",["f"],32,2,"p","a",["c"],{"value":2}]"#
        );
        let mut copy = ViewTree::default();
        copy.apply(&snapshot);
        assert_eq!(copy.snapshot(), snapshot);
        tree.apply("[6,1,2,9,2]");
        assert_eq!(tree.snapshot(), "[]");
    }
}
