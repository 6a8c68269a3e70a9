//! Batches as lists of operations.

use serde_json::Value;

use crate::protocol::{ArgKind, Spec, op_spec};

/// One operation of a batch with its arguments, whose number and types have been checked.
#[derive(Debug, Clone)]
pub struct Operation {
    pub spec: &'static Spec,
    pub args: Vec<Value>,
}

impl Operation {
    /// An id, index or count; 0 where the argument is no such thing.
    pub(super) fn int(&self, index: usize) -> u64 {
        self.args.get(index).and_then(Value::as_u64).unwrap_or(0)
    }

    pub(super) fn text(&self, index: usize) -> &str {
        self.args.get(index).and_then(Value::as_str).unwrap_or("")
    }

    pub(super) fn value(&self, index: usize) -> Value {
        self.args.get(index).cloned().unwrap_or(Value::Null)
    }
}

/// Splits a batch. Fails at the first opcode that is unknown or argument that does not fit, since
/// nothing after it can be trusted.
pub fn parse_batch(batch: &str) -> Result<Vec<Operation>, String> {
    let flat: Vec<Value> = serde_json::from_str(batch)
        .map_err(|error| format!("a batch is no JSON array: {error}"))?;
    let mut values = flat.into_iter();
    let mut operations = Vec::new();
    while let Some(code) = values.next() {
        let spec = code
            .as_u64()
            .and_then(op_spec)
            .ok_or_else(|| format!("unknown opcode {code}"))?;
        let mut args = Vec::with_capacity(spec.args.len());
        for (name, kind) in spec.args {
            let value = values
                .next()
                .ok_or_else(|| format!("{}: argument `{name}` is missing", spec.name))?;
            if !fits(*kind, &value) {
                return Err(format!("{}: argument `{name}` is {value}", spec.name));
            }
            args.push(value);
        }
        operations.push(Operation { spec, args });
    }
    Ok(operations)
}

fn fits(kind: ArgKind, value: &Value) -> bool {
    match kind {
        ArgKind::Int => value.is_u64(),
        ArgKind::Ints => value
            .as_array()
            .is_some_and(|list| list.iter().all(Value::is_u64)),
        ArgKind::Number => value.is_number(),
        ArgKind::String => value.is_string(),
        ArgKind::Bool => value.is_boolean(),
        ArgKind::Json => true,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn operations_are_split_by_arity() {
        let operations = parse_batch(r#"[1,2,"view",4,1,2,8,1,0,0,[2]]"#).unwrap();
        let names: Vec<&str> = operations.iter().map(|op| op.spec.name).collect();
        assert_eq!(names, ["createElement", "append", "splice"]);
    }

    #[test]
    fn what_does_not_fit_the_table_is_refused() {
        for bad in ["{}", "[99]", r#"[1,2]"#, r#"[1,"2","view"]"#, r#"[4,1,-2]"#] {
            assert!(parse_batch(bad).is_err(), "{bad}");
        }
    }
}
