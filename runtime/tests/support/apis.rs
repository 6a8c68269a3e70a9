//! A native half with a few members, in memory.
#![allow(clippy::result_large_err)]

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use peapod_runtime::host::{ApiBridge, ApiDone, ApiEvents, ApiFailure, ApiValue};
use serde_json::{Value, json};

#[derive(Default)]
pub struct FakeApis {
    storage: Mutex<HashMap<String, Value>>,
    events: Mutex<Option<Arc<dyn ApiEvents>>>,
}

fn failure(message: &str) -> ApiFailure {
    ApiFailure {
        message: message.to_owned(),
        errno: Some(1),
        err_code: None,
        extra: Value::Null,
    }
}

impl FakeApis {
    /// Raises a native event.
    #[allow(dead_code)]
    pub fn emit(&self, event: &str, payload: Value) {
        let events = self.events.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(events) = &*events {
            events.emit(event, payload.into());
        }
    }

    fn run(&self, name: &str, args: ApiValue) -> Result<ApiValue, ApiFailure> {
        let mut storage = self.storage.lock().unwrap_or_else(PoisonError::into_inner);
        let key = args.json["key"].as_str().unwrap_or_default().to_owned();
        match name {
            "setStorageSync" | "setStorage" => {
                storage.insert(key, args.json["data"].clone());
                Ok(Value::Null.into())
            }
            "getStorageSync" => Ok(storage.get(&key).cloned().unwrap_or(json!("")).into()),
            "getStorage" => match storage.get(&key) {
                Some(data) => Ok(json!({ "data": data }).into()),
                None => Err(failure("data not found")),
            },
            "removeStorageSync" | "removeStorage" => {
                storage.remove(&key);
                Ok(Value::Null.into())
            }
            // Gives the bytes back in reverse, beside their number.
            "reverse" => {
                let mut buffers = args.buffers;
                for bytes in &mut buffers {
                    bytes.reverse();
                }
                let count = buffers.len();
                Ok(ApiValue {
                    json: json!({ "data": { "$buffer": 0 }, "count": count }),
                    buffers,
                })
            }
            "panicking" => panic!("a native API panics"),
            _ => Err(failure("not supported")),
        }
    }
}

fn row(name: &str, kind: &str, call: &str, args: &[&str]) -> Value {
    let args: Vec<Value> = args
        .iter()
        .map(|name| json!({ "name": name, "type": "any" }))
        .collect();
    json!({ "name": name, "kind": kind, "home": "native", "call": call, "args": args })
}

impl ApiBridge for FakeApis {
    fn declarations(&self) -> String {
        json!([
            row("setStorageSync", "sync", "positional", &["key", "data"]),
            row("getStorageSync", "sync", "positional", &["key"]),
            row("removeStorageSync", "sync", "positional", &["key"]),
            row("setStorage", "async", "object", &["key", "data"]),
            row("getStorage", "async", "object", &["key"]),
            row("removeStorage", "async", "object", &["key"]),
            row("reverse", "async", "object", &["data"]),
            row("panicking", "async", "object", &[]),
            row("onNetworkStatusChange", "event", "none", &[]),
        ])
        .to_string()
    }

    fn connect(&self, events: Arc<dyn ApiEvents>) {
        *self.events.lock().unwrap_or_else(PoisonError::into_inner) = Some(events);
    }

    fn call_sync(&self, name: &str, args: ApiValue) -> Result<ApiValue, ApiFailure> {
        self.run(name, args)
    }

    fn call(&self, name: &str, args: ApiValue, done: ApiDone) {
        let result = self.run(name, args);
        done(result);
    }

    fn close(&self) {
        *self.events.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }
}
