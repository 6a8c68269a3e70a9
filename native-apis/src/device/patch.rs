//! Changes of a profile while programs run: the merge, and the events that follow.

use serde_json::{Value, json};

use super::Change;
use super::profile::DeviceProfile;

/// Merges objects, replaces other values; `null` removes, so that the default returns.
pub fn merge(target: &mut Value, patch: &Value) {
    match (target, patch) {
        (Value::Object(target), Value::Object(patch)) => {
            for (key, value) in patch {
                if value.is_null() {
                    target.remove(key);
                } else if let (Some(old @ Value::Object(_)), Value::Object(_)) =
                    (target.get_mut(key), value)
                {
                    merge(old, value);
                } else {
                    target.insert(key.clone(), value.clone());
                }
            }
        }
        (target, patch) => *target = patch.clone(),
    }
}

/// What listeners are told; `$…` events are for streams that are running.
pub fn changes_between(before: &DeviceProfile, after: &DeviceProfile) -> Vec<Change> {
    let mut changes = Vec::new();
    let mut add = |event: &str, payload: Value| {
        changes.push(Change {
            event: event.to_owned(),
            payload,
        });
    };
    if before.network.kind != after.network.kind {
        add(
            "onNetworkStatusChange",
            json!({
                "isConnected": after.network.kind != "none",
                "networkType": after.network.kind,
            }),
        );
    }
    if before.network.weak != after.network.weak {
        add(
            "onNetworkWeakChange",
            json!({ "weakNet": after.network.weak, "networkType": after.network.kind }),
        );
    }
    if before.battery != after.battery {
        add(
            "onBatteryInfoChange",
            json!({ "isLowPowerModeEnabled": after.battery.is_low_power_mode_enabled }),
        );
    }
    if before.screen.recording != after.screen.recording {
        let state = if after.screen.recording {
            "start"
        } else {
            "stop"
        };
        add("onScreenRecordingStateChanged", json!({ "state": state }));
    }
    if before.system.bluetooth_enabled != after.system.bluetooth_enabled {
        add(
            "onBluetoothAdapterStateChange",
            json!({ "available": after.system.bluetooth_enabled, "discovering": false }),
        );
    }
    if before.location != after.location {
        add("$location", Value::Null);
    }
    if before.sensors != after.sensors {
        add("$sensors", Value::Null);
    }
    changes
}
