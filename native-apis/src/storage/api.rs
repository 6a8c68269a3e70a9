//! `wx.setStorage` and its family.

use serde_json::{Value, json};

use super::Write;
use crate::context::Context;
use crate::declare::apis;
use crate::error::ApiError;
use crate::value::{ApiValue, Args};

type Answer = Result<ApiValue, ApiError>;

apis! {
    sync SetStorageSync("setStorageSync", PORTABLE) = set_sync;
    blocking SetStorage("setStorage", PORTABLE) = set;
    sync GetStorageSync("getStorageSync", PORTABLE) = get_sync;
    blocking GetStorage("getStorage", PORTABLE) = get;
    sync RemoveStorageSync("removeStorageSync", PORTABLE) = remove_sync;
    blocking RemoveStorage("removeStorage", PORTABLE) = remove;
    sync ClearStorageSync("clearStorageSync", PORTABLE) = clear_sync;
    blocking ClearStorage("clearStorage", PORTABLE) = clear;
    sync GetStorageInfoSync("getStorageInfoSync", PORTABLE) = info;
    blocking GetStorageInfo("getStorageInfo", PORTABLE) = info;
    sync BatchSetStorageSync("batchSetStorageSync", PORTABLE) = batch_set_sync;
    blocking BatchSetStorage("batchSetStorage", PORTABLE) = batch_set;
    sync BatchGetStorageSync("batchGetStorageSync", PORTABLE) = batch_get_sync;
    blocking BatchGetStorage("batchGetStorage", PORTABLE) = batch_get;
}

/// Binary data has no JSON form; WeChat stores an empty object for it.
fn without_buffers(value: Value) -> Value {
    match value {
        Value::Object(fields) if fields.contains_key("$buffer") => json!({}),
        Value::Object(fields) => fields
            .into_iter()
            .map(|(name, value)| (name, without_buffers(value)))
            .collect(),
        Value::Array(items) => items.into_iter().map(without_buffers).collect(),
        plain => plain,
    }
}

fn stored(value: Option<Value>) -> Value {
    without_buffers(value.unwrap_or_else(|| json!({ "$undefined": true })))
}

fn set(cx: &Context, mut args: Args) -> Answer {
    let value = stored(args.take("data"));
    cx.storage.put(vec![Write {
        key: args.str("key"),
        value,
        encrypt: args.flag("encrypt"),
    }])?;
    Ok(ApiValue::ok())
}

fn set_sync(cx: &Context, mut args: Args) -> Answer {
    // Only the asynchronous half encrypts.
    args.take("encrypt");
    set(cx, args).map(|_| ApiValue::undefined())
}

fn get(cx: &Context, args: Args) -> Answer {
    match cx.storage.get(args.str("key"), args.flag("encrypt"))? {
        Some(data) => Ok(json!({ "data": data }).into()),
        None => Err(ApiError::text("data not found")),
    }
}

fn get_sync(cx: &Context, args: Args) -> Answer {
    // A missing key reads as the empty string.
    let data = cx.storage.get(args.str("key"), false)?;
    Ok(data.unwrap_or_else(|| json!("")).into())
}

fn remove(cx: &Context, args: Args) -> Answer {
    cx.storage.remove(args.str("key"))?;
    Ok(ApiValue::ok())
}

fn remove_sync(cx: &Context, args: Args) -> Answer {
    remove(cx, args).map(|_| ApiValue::undefined())
}

fn clear(cx: &Context, _: Args) -> Answer {
    cx.storage.clear()?;
    Ok(ApiValue::ok())
}

fn clear_sync(cx: &Context, args: Args) -> Answer {
    clear(cx, args).map(|_| ApiValue::undefined())
}

fn info(cx: &Context, _: Args) -> Answer {
    let info = cx.storage.info();
    Ok(json!({
        "keys": info.keys,
        "currentSize": info.current_size,
        "limitSize": info.limit_size,
    })
    .into())
}

fn batch_set(cx: &Context, mut args: Args) -> Answer {
    let list = match args.take("kvList") {
        Some(Value::Array(list)) => list,
        _ => Vec::new(),
    };
    let mut pairs = Vec::with_capacity(list.len());
    for mut pair in list {
        let Some(key) = pair["key"].as_str().map(str::to_owned) else {
            return Err(ApiError::parameter_type(
                "kvList[].key",
                "String",
                "Undefined",
            ));
        };
        let value = pair.as_object_mut().and_then(|pair| pair.remove("value"));
        pairs.push((key, stored(value)));
    }
    cx.storage.put(
        pairs
            .iter()
            .map(|(key, value)| Write {
                key,
                value: value.clone(),
                encrypt: false,
            })
            .collect(),
    )?;
    Ok(ApiValue::ok())
}

fn batch_set_sync(cx: &Context, args: Args) -> Answer {
    batch_set(cx, args).map(|_| ApiValue::undefined())
}

fn batch_get_sync(cx: &Context, args: Args) -> Answer {
    let values = args
        .strings("keyList")
        .iter()
        .map(|key| Ok(cx.storage.get(key, false)?.unwrap_or_else(|| json!(""))))
        .collect::<Result<Vec<Value>, ApiError>>()?;
    Ok(Value::Array(values).into())
}

fn batch_get(cx: &Context, args: Args) -> Answer {
    // WeChat does not document the field; both names are met in programs.
    batch_get_sync(cx, args)
        .map(|values| json!({ "data": values.json, "dataList": values.json }).into())
}
