//! Services and characteristics of a connected device.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use super::central::{Open, same_uuid, with};
use super::failure;
use crate::context::Context;
use crate::device::profile::{Characteristic, Peripheral, Service};
use crate::error::{ApiError, errno};
use crate::value::{ApiValue, Args, Data};

type Answer = Result<ApiValue, ApiError>;

/// The largest MTU that can be asked for, and the smallest.
const MTU_RANGE: std::ops::RangeInclusive<u64> = 22..=512;

fn device(cx: &Context, open: &Open, args: &Args) -> Result<Peripheral, ApiError> {
    let id = args.str("deviceId");
    if !open.connected.contains_key(id) {
        return Err(failure::no_connection());
    }
    cx.device
        .bluetooth
        .devices(&open.proof)
        .into_iter()
        .find(|device| device.device_id == id)
        .ok_or_else(failure::no_device)
}

fn service(device: Peripheral, args: &Args) -> Result<Service, ApiError> {
    device
        .services
        .into_iter()
        .find(|service| same_uuid(&service.uuid, args.str("serviceId")))
        .ok_or_else(failure::no_service)
}

fn characteristic(cx: &Context, open: &Open, args: &Args) -> Result<Characteristic, ApiError> {
    service(device(cx, open, args)?, args)?
        .characteristics
        .into_iter()
        .find(|found| same_uuid(&found.uuid, args.str("characteristicId")))
        .ok_or_else(failure::no_characteristic)
}

pub fn services(cx: &Context, args: Args) -> Answer {
    with(cx, |open| {
        let services: Vec<Value> = device(cx, open, &args)?
            .services
            .iter()
            .map(|service| json!({ "uuid": service.uuid, "isPrimary": true }))
            .collect();
        Ok(json!({ "services": services }).into())
    })
}

pub fn characteristics(cx: &Context, args: Args) -> Answer {
    with(cx, |open| {
        let list: Vec<Value> = service(device(cx, open, &args)?, &args)?
            .characteristics
            .iter()
            .enumerate()
            .map(|(handle, found)| {
                json!({
                    "uuid": found.uuid,
                    "handle": handle,
                    "properties": {
                        "read": found.read,
                        "write": found.write,
                        "notify": found.notify,
                        "indicate": false,
                        "writeNoResponse": found.write,
                        "writeDefault": found.write,
                    },
                })
            })
            .collect();
        Ok(json!({ "characteristics": list }).into())
    })
}

fn tell_value(cx: &Context, args: &Args, value: Vec<u8>) {
    let mut event = ApiValue::with_buffer("value", value);
    for name in ["deviceId", "serviceId", "characteristicId"] {
        event.json[name] = json!(args.str(name));
    }
    cx.emit("onBLECharacteristicValueChange", event);
}

/// The value comes as `onBLECharacteristicValueChange`.
pub fn read(cx: &Context, args: Args) -> Answer {
    let value = with(cx, |open| {
        let found = characteristic(cx, open, &args)?;
        if !found.read {
            return Err(failure::not_supported());
        }
        Ok(STANDARD.decode(&found.value).unwrap_or_default())
    })?;
    tell_value(cx, &args, value);
    Ok(ApiValue::ok())
}

pub fn write(cx: &Context, args: Args) -> Answer {
    let Data::Bytes(value) = args.data("value") else {
        return Err(ApiError::parameter_type("value", "ArrayBuffer", "String"));
    };
    let notifies = with(cx, |open| {
        let found = characteristic(cx, open, &args)?;
        if !found.write {
            return Err(failure::not_supported());
        }
        let id = args.str("deviceId");
        cx.device
            .bluetooth
            .write(&open.proof, id, &found.uuid, &STANDARD.encode(&value));
        Ok(open.notifying.contains(&(id.to_owned(), found.uuid)))
    })?;
    if notifies {
        tell_value(cx, &args, value);
    }
    Ok(ApiValue::ok())
}

pub fn notify(cx: &Context, args: Args) -> Answer {
    with(cx, |open| {
        let found = characteristic(cx, open, &args)?;
        if !found.notify {
            return Err(failure::not_supported());
        }
        let key = (args.str("deviceId").to_owned(), found.uuid);
        if args.flag("state") {
            open.notifying.insert(key);
        } else {
            open.notifying.remove(&key);
        }
        Ok(ApiValue::ok())
    })
}

pub fn rssi(cx: &Context, args: Args) -> Answer {
    with(cx, |open| {
        Ok(json!({ "RSSI": device(cx, open, &args)?.rssi }).into())
    })
}

pub fn mtu(cx: &Context, args: Args) -> Answer {
    with(cx, |open| {
        open.connected
            .get(args.str("deviceId"))
            .map(|mtu| json!({ "mtu": mtu }).into())
            .ok_or_else(failure::no_connection)
    })
}

pub fn set_mtu(cx: &Context, args: Args) -> Answer {
    let wanted = args
        .count("mtu")
        .filter(|mtu| MTU_RANGE.contains(mtu))
        .ok_or_else(|| {
            ApiError::new(
                "parameter error: parameter.mtu should be between 22 and 512",
                errno::INVALID_PARAMETER,
            )
        })?;
    let id = args.str("deviceId");
    with(cx, |open| {
        let mtu = open
            .connected
            .get_mut(id)
            .ok_or_else(failure::no_connection)?;
        *mtu = wanted;
        Ok(())
    })?;
    cx.emit("onBLEMTUChange", json!({ "deviceId": id, "mtu": wanted }));
    Ok(json!({ "mtu": wanted }).into())
}
