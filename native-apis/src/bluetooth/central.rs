//! The adapter: open, discover, connect.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use super::failure;
use crate::context::{Context, lock};
use crate::device::profile::Peripheral;
use crate::error::ApiError;
use crate::policy::Granted;
use crate::policy::scopes::{self, Bluetooth};
use crate::value::{ApiValue, Args};

type Answer = Result<ApiValue, ApiError>;

/// The adapter of one app: there while it is open.
#[derive(Default)]
pub struct Adapter(Mutex<Option<Open>>);

/// What an open adapter knows.
pub(super) struct Open {
    pub proof: Granted<Bluetooth>,
    pub discovering: bool,
    pub found: BTreeSet<String>,
    /// Connected devices, with their MTU.
    pub connected: BTreeMap<String, u64>,
    /// Characteristics that notify: device and characteristic.
    pub notifying: BTreeSet<(String, String)>,
}

/// Works on the open adapter, if it is on.
pub(super) fn with<T>(
    cx: &Context,
    work: impl FnOnce(&mut Open) -> Result<T, ApiError>,
) -> Result<T, ApiError> {
    let mut adapter = lock(&cx.bluetooth.0);
    let open = adapter.as_mut().ok_or_else(failure::not_init)?;
    if !cx.device.bluetooth.available() {
        return Err(failure::not_available());
    }
    work(open)
}

/// `devices[]` of results and events. Buffers are numbered on from those that are there.
fn describe(devices: &[Peripheral], buffers: &mut Vec<Vec<u8>>) -> Value {
    devices
        .iter()
        .map(|device| {
            buffers.push(STANDARD.decode(&device.advert_data).unwrap_or_default());
            json!({
                "deviceId": device.device_id,
                "name": device.name,
                "localName": device.name,
                "RSSI": device.rssi,
                "advertisData": { "$buffer": buffers.len() - 1 },
                "advertisServiceUUIDs": device.service_uuids,
                "serviceData": {},
                "connectable": true,
            })
        })
        .collect()
}

fn listed(devices: &[Peripheral]) -> ApiValue {
    let mut buffers = Vec::new();
    let devices = describe(devices, &mut buffers);
    ApiValue {
        json: json!({ "devices": devices }),
        buffers,
    }
}

pub async fn open(cx: Arc<Context>, args: Args) -> Answer {
    if args.opt_str("mode") == Some("peripheral") {
        return Err(ApiError::not_supported());
    }
    let proof = scopes::demand::<Bluetooth>(&cx).await?;
    if !cx.device.bluetooth.available() {
        let mut error = failure::not_available();
        // iOS tells why: 4 is "powered off".
        error.extra = json!({ "state": 4 });
        return Err(error);
    }
    let mut adapter = lock(&cx.bluetooth.0);
    if adapter.is_none() {
        *adapter = Some(Open {
            proof,
            discovering: false,
            found: BTreeSet::new(),
            connected: BTreeMap::new(),
            notifying: BTreeSet::new(),
        });
    }
    Ok(ApiValue::ok())
}

pub fn close(cx: &Context, _: Args) -> Answer {
    let open = lock(&cx.bluetooth.0).take().ok_or_else(failure::not_init)?;
    for device in open.connected.keys() {
        cx.emit(
            "onBLEConnectionStateChange",
            json!({ "deviceId": device, "connected": false }),
        );
    }
    Ok(ApiValue::ok())
}

pub fn state(cx: &Context, _: Args) -> Answer {
    let discovering = lock(&cx.bluetooth.0)
        .as_ref()
        .map(|open| open.discovering)
        .ok_or_else(failure::not_init)?;
    let available = cx.device.bluetooth.available();
    Ok(json!({ "available": available, "discovering": discovering && available }).into())
}

fn tell_state(cx: &Context, discovering: bool) {
    cx.emit(
        "onBluetoothAdapterStateChange",
        json!({ "available": true, "discovering": discovering }),
    );
}

/// UUIDs are compared without case, 16 bit ones also in their long form.
pub(super) fn same_uuid(one: &str, other: &str) -> bool {
    let long = |uuid: &str| {
        let uuid = uuid.to_ascii_uppercase();
        if uuid.len() == 4 {
            format!("0000{uuid}-0000-1000-8000-00805F9B34FB")
        } else {
            uuid
        }
    };
    long(one) == long(other)
}

pub fn start_discovery(cx: &Context, args: Args) -> Answer {
    let services = args.strings("services");
    let seen = with(cx, |open| {
        open.discovering = true;
        let seen: Vec<Peripheral> = cx
            .device
            .bluetooth
            .devices(&open.proof)
            .into_iter()
            .filter(|device| {
                services.is_empty()
                    || services.iter().any(|wanted| {
                        device
                            .service_uuids
                            .iter()
                            .any(|uuid| same_uuid(uuid, wanted))
                    })
            })
            .collect();
        let again = args.flag("allowDuplicatesKey");
        Ok(seen
            .into_iter()
            .filter(|device| open.found.insert(device.device_id.clone()) || again)
            .collect::<Vec<_>>())
    })?;
    tell_state(cx, true);
    for device in &seen {
        cx.emit(
            "onBluetoothDeviceFound",
            listed(std::slice::from_ref(device)),
        );
    }
    Ok(ApiValue::ok())
}

pub fn stop_discovery(cx: &Context, _: Args) -> Answer {
    with(cx, |open| {
        open.discovering = false;
        Ok(())
    })?;
    tell_state(cx, false);
    Ok(ApiValue::ok())
}

pub fn devices(cx: &Context, _: Args) -> Answer {
    with(cx, |open| {
        let mut devices = cx.device.bluetooth.devices(&open.proof);
        devices.retain(|device| open.found.contains(&device.device_id));
        Ok(listed(&devices))
    })
}

pub fn connected_devices(cx: &Context, args: Args) -> Answer {
    let services = args.strings("services");
    with(cx, |open| {
        let mut devices = cx.device.bluetooth.devices(&open.proof);
        devices.retain(|device| {
            open.connected.contains_key(&device.device_id)
                && (services.is_empty()
                    || device.services.iter().any(|service| {
                        services
                            .iter()
                            .any(|wanted| same_uuid(&service.uuid, wanted))
                    }))
        });
        Ok(listed(&devices))
    })
}

/// The MTU before a program asks for more.
const MTU: u64 = 23;

pub fn connect(cx: &Context, args: Args) -> Answer {
    let id = args.str("deviceId");
    with(cx, |open| {
        let device = cx
            .device
            .bluetooth
            .devices(&open.proof)
            .into_iter()
            .find(|device| device.device_id == id)
            .ok_or_else(failure::no_device)?;
        if device.refuses {
            return Err(failure::connection_failed());
        }
        if open.connected.insert(id.to_owned(), MTU).is_some() {
            return Err(failure::already_connected());
        }
        Ok(())
    })?;
    cx.emit(
        "onBLEConnectionStateChange",
        json!({ "deviceId": id, "connected": true }),
    );
    Ok(ApiValue::ok())
}

pub fn disconnect(cx: &Context, args: Args) -> Answer {
    let id = args.str("deviceId");
    with(cx, |open| {
        open.notifying.retain(|(device, _)| device != id);
        open.connected
            .remove(id)
            .map(drop)
            .ok_or_else(failure::no_connection)
    })?;
    cx.emit(
        "onBLEConnectionStateChange",
        json!({ "deviceId": id, "connected": false }),
    );
    Ok(ApiValue::ok())
}
