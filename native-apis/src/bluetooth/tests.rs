#![allow(clippy::unwrap_used, clippy::expect_used)]

use serde_json::{Value, json};

use crate::bench::Bench;
use crate::value::ApiValue;

const SERVICE: &str = "0000FFE0-0000-1000-8000-00805F9B34FB";

fn bench() -> Bench {
    Bench::on(json!({"bluetooth": {"devices": [
        {"deviceId": "A", "name": "Lamp", "RSSI": -40, "advertData": "AQI=", "advertisServiceUUIDs": ["FFE0"], "services": [
            {"uuid": SERVICE, "characteristics": [
                {"uuid": "FFE1", "value": "Bw==", "read": true, "write": true, "notify": true},
                {"uuid": "FFE2", "value": ""},
            ]},
        ]},
        {"deviceId": "B", "name": "Deaf", "refuses": true},
    ]}}))
}

fn code(bench: &Bench, name: &str, args: Value) -> (Option<i64>, String) {
    let error = bench.call(name, args).unwrap_err();
    (error.err_code, error.message)
}

#[test]
fn nothing_works_before_the_adapter_is_open() {
    let bench = bench();
    for name in [
        "closeBluetoothAdapter",
        "getBluetoothAdapterState",
        "startBluetoothDevicesDiscovery",
        "stopBluetoothDevicesDiscovery",
        "getBluetoothDevices",
    ] {
        assert_eq!(
            code(&bench, name, json!({})),
            (Some(10000), "not init".to_owned()),
            "{name}"
        );
    }
    assert_eq!(
        code(&bench, "createBLEConnection", json!({"deviceId": "A"})).0,
        Some(10000)
    );
    assert!(
        bench
            .fails("createBLEConnection", json!({}))
            .contains("parameter.deviceId")
    );
    let denied = Bench::on(json!({"permissions": {"scope.bluetooth": false}}));
    assert_eq!(denied.fails("openBluetoothAdapter", json!({})), "auth deny");
    let off = Bench::on(json!({"system": {"bluetoothEnabled": false}}));
    assert_eq!(
        code(&off, "openBluetoothAdapter", json!({})),
        (Some(10001), "not available".to_owned())
    );
}

#[test]
fn devices_are_found_once_and_by_service() {
    let bench = bench();
    for name in ["onBluetoothAdapterStateChange", "onBluetoothDeviceFound"] {
        bench.sync(name, json!({})).unwrap();
    }
    bench.call("openBluetoothAdapter", json!({})).unwrap();
    bench
        .call(
            "startBluetoothDevicesDiscovery",
            json!({"services": ["ffe0"]}),
        )
        .unwrap();
    let found = bench
        .events
        .wait(|name, _| name == "onBluetoothDeviceFound");
    assert_eq!(
        (found.json["devices"][0]["name"].clone(), found.buffers),
        (json!("Lamp"), vec![vec![1, 2]])
    );
    assert_eq!(
        bench.events.named("onBluetoothAdapterStateChange")["discovering"],
        true
    );
    assert_eq!(
        bench.call("getBluetoothDevices", json!({})).unwrap()["devices"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
    bench
        .call("startBluetoothDevicesDiscovery", json!({}))
        .unwrap();
    let found = bench
        .events
        .wait(|name, _| name == "onBluetoothDeviceFound");
    assert_eq!(found.json["devices"][0]["name"], "Deaf");
    assert!(!bench.events.has(|name, _| name == "onBluetoothDeviceFound"));
    let state = json!({"available": true, "discovering": true});
    assert_eq!(
        bench.call("getBluetoothAdapterState", json!({})).unwrap(),
        state
    );
    bench
        .call("stopBluetoothDevicesDiscovery", json!({}))
        .unwrap();
    bench
        .device
        .patch(&json!({"system": {"bluetoothEnabled": false}}))
        .unwrap();
    bench.events.wait(|name, payload| {
        name == "onBluetoothAdapterStateChange" && payload["available"] == false
    });
    assert_eq!(
        code(&bench, "getBluetoothDevices", json!({})).0,
        Some(10001)
    );
}

#[test]
fn a_connected_device_is_read_written_and_notifies() {
    let bench = bench();
    for name in [
        "onBLEConnectionStateChange",
        "onBLECharacteristicValueChange",
        "onBLEMTUChange",
    ] {
        bench.sync(name, json!({})).unwrap();
    }
    bench.call("openBluetoothAdapter", json!({})).unwrap();
    let device = json!({"deviceId": "A"});
    assert_eq!(
        code(&bench, "createBLEConnection", json!({"deviceId": "Z"})).0,
        Some(10002)
    );
    assert_eq!(
        code(&bench, "createBLEConnection", json!({"deviceId": "B"})).0,
        Some(10003)
    );
    assert_eq!(
        code(&bench, "getBLEDeviceServices", device.clone()).0,
        Some(10006)
    );
    bench.call("createBLEConnection", device.clone()).unwrap();
    assert_eq!(
        bench.events.named("onBLEConnectionStateChange"),
        json!({"deviceId": "A", "connected": true})
    );
    assert_eq!(
        code(&bench, "createBLEConnection", device.clone()).0,
        Some(-1)
    );
    let connected = bench
        .call(
            "getConnectedBluetoothDevices",
            json!({"services": ["FFE0"]}),
        )
        .unwrap();
    assert_eq!(connected["devices"][0]["deviceId"], "A");

    let services = bench.call("getBLEDeviceServices", device.clone()).unwrap();
    assert_eq!(
        services,
        json!({"services": [{"uuid": SERVICE, "isPrimary": true}]})
    );
    let list = bench
        .call(
            "getBLEDeviceCharacteristics",
            json!({"deviceId": "A", "serviceId": SERVICE}),
        )
        .unwrap();
    assert_eq!(list["characteristics"][0]["properties"]["notify"], true);
    assert_eq!(
        code(
            &bench,
            "getBLEDeviceCharacteristics",
            json!({"deviceId": "A", "serviceId": "1234"})
        )
        .0,
        Some(10004)
    );

    let of = |characteristic: &str| json!({"deviceId": "A", "serviceId": SERVICE, "characteristicId": characteristic});
    bench
        .call("readBLECharacteristicValue", of("FFE1"))
        .unwrap();
    let value = || {
        bench
            .events
            .wait(|name, _| name == "onBLECharacteristicValueChange")
            .buffers[0]
            .clone()
    };
    assert_eq!(value(), [7]);
    assert_eq!(
        code(&bench, "readBLECharacteristicValue", of("FFE2")).0,
        Some(10007)
    );
    assert_eq!(
        code(&bench, "readBLECharacteristicValue", of("FFE9")).0,
        Some(10005)
    );

    let mut on = of("FFE1");
    on["state"] = json!(true);
    bench
        .call("notifyBLECharacteristicValueChange", on)
        .unwrap();
    let write = |characteristic: &str, byte: u8| {
        let mut json = of(characteristic);
        json["value"] = json!({"$buffer": 0});
        bench.call_full(
            "writeBLECharacteristicValue",
            ApiValue {
                json,
                buffers: vec![vec![byte]],
            },
        )
    };
    write("FFE1", 9).unwrap();
    assert_eq!(value(), [9]);
    assert_eq!(write("FFE2", 9).unwrap_err().err_code, Some(10007));
    bench
        .call("readBLECharacteristicValue", of("FFE1"))
        .unwrap();
    assert_eq!(value(), [9]);

    assert_eq!(
        bench.call("getBLEDeviceRSSI", device.clone()).unwrap(),
        json!({"RSSI": -40})
    );
    assert_eq!(
        bench.call("getBLEMTU", device.clone()).unwrap(),
        json!({"mtu": 23})
    );
    assert_eq!(
        bench
            .call("setBLEMTU", json!({"deviceId": "A", "mtu": 185}))
            .unwrap(),
        json!({"mtu": 185})
    );
    assert_eq!(bench.events.named("onBLEMTUChange")["mtu"], 185);
    assert!(
        bench
            .fails("setBLEMTU", json!({"deviceId": "A", "mtu": 5}))
            .contains("between 22 and 512")
    );
    bench.call("closeBLEConnection", device.clone()).unwrap();
    assert_eq!(
        bench.events.named("onBLEConnectionStateChange")["connected"],
        false
    );
    assert_eq!(code(&bench, "closeBLEConnection", device).0, Some(10006));
    bench.call("closeBluetoothAdapter", json!({})).unwrap();
}
