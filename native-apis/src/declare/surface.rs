//! The facts about every `wx` member, read from `spec/wx-api-surface.json`, and the check of
//! arguments against them.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::error::ApiError;
use crate::value::Args;

const TABLE: &str = include_str!("../../spec/wx-api-surface.json");

/// How a member is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Kind {
    /// Options object with `success`, `fail`, `complete`, or a promise.
    Async,
    /// Returns or throws.
    Sync,
    /// Like `Async`, and returns a task object at once.
    Task,
    /// Returns a manager or context object.
    Manager,
    /// `wx.onX(listener)`.
    Event,
    /// `wx.offX(listener)`.
    OffEvent,
    /// An object with members of its own (`wx.cloud`).
    Namespace,
    /// A constant (`wx.env`).
    Const,
    /// The properties of a task or manager object.
    Object,
}

/// How arguments are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CallStyle {
    /// No arguments.
    None,
    /// One options object.
    Object,
    /// In the order of `args`; the facade names them before calling native code.
    Positional,
}

/// One argument.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Arg {
    pub name: String,
    /// The TypeScript type.
    #[serde(rename = "type")]
    pub kind: String,
    #[serde(default)]
    pub required: bool,
    /// The documented default, as text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default: Option<String>,
}

/// What is known about one member.
#[derive(Debug, Clone, Deserialize)]
pub struct Facts {
    pub name: String,
    pub kind: Kind,
    /// The object a task or manager member returns.
    pub object: Option<String>,
    pub call: CallStyle,
    /// Whether WeChat returns a promise where no callback is given (asynchronous members only). The
    /// facade always does; a failure of what promises nothing in WeChat is no unhandled rejection.
    #[serde(default = "promises")]
    pub promise: bool,
    #[serde(default)]
    pub args: Vec<Arg>,
    /// Fields of the success result or event, `errMsg` apart.
    #[serde(default)]
    pub result: Vec<String>,
    /// The permission scope the user must grant.
    pub scope: Option<String>,
    /// Only callable from a tap.
    #[serde(default)]
    pub tap: bool,
    /// Gone from current typings, still called by programs.
    #[serde(default)]
    pub legacy: bool,
}

const fn promises() -> bool {
    true
}

static FACTS: LazyLock<Vec<Facts>> = LazyLock::new(|| match serde_json::from_str(TABLE) {
    Ok(facts) => facts,
    // The table is part of this source; the tests parse it.
    Err(error) => unreachable!("spec/wx-api-surface.json: {error}"),
});

static BY_NAME: LazyLock<HashMap<&'static str, &'static Facts>> = LazyLock::new(|| {
    FACTS
        .iter()
        .map(|facts| (facts.name.as_str(), facts))
        .collect()
});

/// All members, `wx` first, then the methods of each object.
pub fn all() -> &'static [Facts] {
    &FACTS
}

/// One member.
pub fn find(name: &str) -> Option<&'static Facts> {
    BY_NAME.get(name).copied()
}

/// JavaScript types an argument may have.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Accepts {
    string: bool,
    number: bool,
    boolean: bool,
    object: bool,
    array: bool,
    buffer: bool,
    any: bool,
}

impl Accepts {
    fn parse(kind: &str) -> Self {
        let mut accepts = Self::default();
        if kind.starts_with('(') {
            accepts.array = true;
            return accepts;
        }
        for token in kind.split(" | ") {
            match token {
                "string" => accepts.string = true,
                "number" => accepts.number = true,
                "boolean" => accepts.boolean = true,
                "any" | "T" | "unknown" => accepts.any = true,
                _ if token.starts_with('"') => accepts.string = true,
                _ if token.starts_with(|c: char| c == '-' || c.is_ascii_digit()) => {
                    accepts.number = true;
                }
                _ if token.ends_with("[]") => accepts.array = true,
                _ if token == "ArrayBuffer" || token.contains("Array<") => accepts.buffer = true,
                // Functions never reach native code.
                "function" => accepts.any = true,
                _ => {
                    accepts.object = true;
                    accepts.array |= token == "IAnyObject";
                }
            }
        }
        accepts
    }

    fn takes(self, value: &Value) -> bool {
        if self.any {
            return true;
        }
        match value {
            Value::Null => false,
            Value::Bool(_) => self.boolean,
            Value::Number(_) => self.number,
            Value::String(_) => self.string,
            Value::Array(_) => self.array,
            Value::Object(fields) if fields.contains_key("$buffer") => self.buffer || self.object,
            Value::Object(_) => self.object,
        }
    }

    fn describe(self) -> String {
        let names = [
            (self.string, "String"),
            (self.number, "Number"),
            (self.boolean, "Boolean"),
            (self.array && !self.object, "Array"),
            (self.object, "Object"),
            (self.buffer, "ArrayBuffer"),
        ];
        let names: Vec<&str> = names
            .iter()
            .filter(|(accepted, _)| *accepted)
            .map(|(_, name)| *name)
            .collect();
        names.join("/")
    }
}

fn type_name(value: Option<&Value>) -> &'static str {
    match value {
        None => "Undefined",
        Some(Value::Null) => "Null",
        Some(Value::Bool(_)) => "Boolean",
        Some(Value::Number(_)) => "Number",
        Some(Value::String(_)) => "String",
        Some(Value::Array(_)) => "Array",
        Some(Value::Object(fields)) if fields.contains_key("$buffer") => "ArrayBuffer",
        Some(Value::Object(_)) => "Object",
    }
}

impl Facts {
    /// Checks the arguments of a call and fails with WeChat's text for the first wrong one.
    /// Optional numbers may be numeric strings, which phones accept too.
    pub fn check(&self, args: &Args) -> Result<(), ApiError> {
        for arg in &self.args {
            // Functions stay in the logic.
            if arg.kind == "function" {
                continue;
            }
            let accepts = Accepts::parse(&arg.kind);
            let value = args.fields.get(&arg.name);
            match value {
                None | Some(Value::Null) if !arg.required => {}
                Some(value) if accepts.takes(value) => {}
                Some(Value::String(text))
                    if !arg.required && accepts.number && text.trim().parse::<f64>().is_ok() => {}
                _ if arg.required || value.is_some() => {
                    return Err(ApiError::parameter_type(
                        &arg.name,
                        &accepts.describe(),
                        type_name(value),
                    ));
                }
                _ => {}
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use serde_json::json;

    use super::*;

    fn check(name: &str, args: Value) -> Result<(), String> {
        let facts = find(name).unwrap();
        facts
            .check(&Args::new(args.into()))
            .map_err(|error| error.message)
    }

    #[test]
    fn names_are_unique() {
        assert_eq!(all().len(), BY_NAME.len());
    }

    #[test]
    fn a_missing_required_argument_is_undefined() {
        assert_eq!(
            check("getStorage", json!({})).unwrap_err(),
            "parameter error: parameter.key should be String instead of Undefined;"
        );
        assert_eq!(
            check("getStorage", json!({"key": 3})).unwrap_err(),
            "parameter error: parameter.key should be String instead of Number;"
        );
    }

    #[test]
    fn unions_buffers_and_numeric_strings_pass() {
        assert!(check("request", json!({"url": "x", "data": {"$buffer": 0}})).is_ok());
        assert!(check("request", json!({"url": "x", "data": [1], "timeout": "5"})).is_ok());
        assert!(check("setStorage", json!({"key": "k", "data": null})).is_ok());
        assert!(check("request", json!({"url": "x", "header": 4})).is_err());
    }
}
