//! Values that cross between the logic thread and native code.

use serde_json::{Map, Value, json};

use crate::error::ApiError;

/// JSON with binary attachments. Where a JS value held an `ArrayBuffer` or a typed array, the
/// JSON holds `{"$buffer": n}` and `buffers[n]` has the bytes.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ApiValue {
    pub json: Value,
    pub buffers: Vec<Vec<u8>>,
}

impl From<Value> for ApiValue {
    fn from(json: Value) -> Self {
        Self {
            json,
            buffers: Vec::new(),
        }
    }
}

impl ApiValue {
    /// An empty success object.
    pub fn ok() -> Self {
        json!({}).into()
    }

    /// `undefined`, for sync members without a result.
    pub fn undefined() -> Self {
        Value::Null.into()
    }

    /// `{name: ArrayBuffer}`.
    pub fn with_buffer(name: &str, bytes: Vec<u8>) -> Self {
        Self {
            json: json!({ name: { "$buffer": 0 } }),
            buffers: vec![bytes],
        }
    }

    /// Keeps one field of an object as the whole value; the shape of `…Sync` members.
    #[must_use]
    pub fn into_field(mut self, name: &str) -> Self {
        self.json = self
            .json
            .as_object_mut()
            .and_then(|fields| fields.remove(name))
            .unwrap_or(Value::Null);
        self
    }
}

/// A string or binary argument (`data` of `writeFile`, `SocketTask.send`).
#[derive(Debug, Clone, PartialEq)]
pub enum Data {
    Text(String),
    Bytes(Vec<u8>),
}

/// Arguments of one call, by name, already checked against the declaration.
#[derive(Debug, Default)]
pub struct Args {
    pub fields: Map<String, Value>,
    pub buffers: Vec<Vec<u8>>,
}

impl Args {
    /// Takes the argument object of a call; anything but an object counts as no arguments.
    pub fn new(value: ApiValue) -> Self {
        let fields = match value.json {
            Value::Object(fields) => fields,
            _ => Map::new(),
        };
        Self {
            fields,
            buffers: value.buffers,
        }
    }

    /// The value, unless absent or `null`.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.fields.get(name).filter(|value| !value.is_null())
    }

    /// Removes and returns the value.
    pub fn take(&mut self, name: &str) -> Option<Value> {
        self.fields.remove(name)
    }

    /// A string; `""` when absent.
    pub fn str(&self, name: &str) -> &str {
        self.get(name).and_then(Value::as_str).unwrap_or("")
    }

    /// A string that is there.
    pub fn opt_str(&self, name: &str) -> Option<&str> {
        self.get(name).and_then(Value::as_str)
    }

    /// A truthy boolean.
    pub fn flag(&self, name: &str) -> bool {
        self.get(name).and_then(Value::as_bool).unwrap_or(false)
    }

    /// A number, also from a numeric string, as scripts often pass one.
    pub fn number(&self, name: &str) -> Option<f64> {
        let value = self.get(name)?;
        value
            .as_f64()
            .or_else(|| value.as_str().and_then(|text| text.trim().parse().ok()))
    }

    /// A non-negative integer; negative and fractional numbers are clamped and cut.
    pub fn count(&self, name: &str) -> Option<u64> {
        self.number(name).map(|number| number.max(0.0) as u64)
    }

    /// The strings of an array argument.
    pub fn strings(&self, name: &str) -> Vec<String> {
        self.get(name)
            .and_then(Value::as_array)
            .map(|items| {
                items
                    .iter()
                    .filter_map(|item| item.as_str().map(str::to_owned))
                    .collect()
            })
            .unwrap_or_default()
    }

    /// The id the facade gave the task or manager object of this call.
    pub fn task(&self) -> Result<u64, ApiError> {
        self.get("$task")
            .and_then(Value::as_u64)
            .ok_or_else(|| ApiError::internal("the call carries no $task"))
    }

    /// The bytes a `{"$buffer": n}` value stands for.
    pub fn buffer_of(&self, value: &Value) -> Option<&[u8]> {
        let index = usize::try_from(value.get("$buffer")?.as_u64()?).ok()?;
        self.buffers.get(index).map(Vec::as_slice)
    }

    /// A string or binary argument. Absent counts as the empty string.
    pub fn data(&self, name: &str) -> Data {
        match self.get(name) {
            None => Data::Text(String::new()),
            Some(Value::String(text)) => Data::Text(text.clone()),
            Some(value) => match self.buffer_of(value) {
                Some(bytes) => Data::Bytes(bytes.to_vec()),
                None => Data::Text(value.to_string()),
            },
        }
    }
}
