#![allow(clippy::unwrap_used, clippy::expect_used)]

use serde_json::{Value, json};

use crate::bench::Bench;
use crate::error::errno;

/// The journal's entry of an API.
fn did(bench: &Bench, api: &str) -> Option<Value> {
    bench
        .device
        .take_journal()
        .into_iter()
        .find(|(name, _)| name == api)
        .map(|(_, args)| args)
}

#[test]
fn the_network_is_read_and_changes_are_told() {
    let bench = Bench::on(json!({"network": {"type": "5g", "signalStrength": -70}}));
    let state = bench.call("getNetworkType", json!({})).unwrap();
    assert_eq!(
        state,
        json!({"networkType": "5g", "signalStrength": -70, "hasSystemProxy": false, "weakNet": false})
    );
    for name in ["onNetworkStatusChange", "onNetworkWeakChange"] {
        bench.sync(name, json!({})).unwrap();
    }
    bench
        .device
        .patch(&json!({"network": {"type": "none", "weak": true}}))
        .unwrap();
    assert_eq!(
        bench.events.named("onNetworkStatusChange"),
        json!({"isConnected": false, "networkType": "none"})
    );
    assert_eq!(bench.events.named("onNetworkWeakChange")["weakNet"], true);
    let address = bench.call("getLocalIPAddress", json!({})).unwrap();
    assert_eq!(address["localip"], "192.168.1.100");
}

#[test]
fn battery_screen_and_clipboard() {
    let bench = Bench::on(json!({"battery": {"level": 42, "isCharging": false}}));
    let battery = json!({"level": 42, "isCharging": false, "isLowPowerModeEnabled": false});
    assert_eq!(
        bench.sync("getBatteryInfoSync", json!({})).unwrap(),
        battery
    );
    assert_eq!(bench.call("getBatteryInfo", json!({})).unwrap(), battery);
    bench.sync("onBatteryInfoChange", json!({})).unwrap();
    bench
        .device
        .patch(&json!({"battery": {"isLowPowerModeEnabled": true}}))
        .unwrap();
    assert_eq!(
        bench.events.named("onBatteryInfoChange")["isLowPowerModeEnabled"],
        true
    );

    bench
        .call("setScreenBrightness", json!({"value": 0.25}))
        .unwrap();
    assert_eq!(
        bench.call("getScreenBrightness", json!({})).unwrap(),
        json!({"value": 0.25})
    );
    assert!(
        bench
            .fails("setScreenBrightness", json!({"value": 2}))
            .contains("between 0 and 1")
    );
    assert!(
        bench
            .fails("setScreenBrightness", json!({}))
            .contains("should be Number instead of Undefined")
    );
    bench
        .call("setKeepScreenOn", json!({"keepScreenOn": true}))
        .unwrap();
    assert!(bench.device.profile().screen.keep_on);
    assert!(
        bench
            .fails("setKeepScreenOn", json!({"keepScreenOn": 1}))
            .contains("should be Boolean")
    );
    assert_eq!(
        bench.call("getScreenRecordingState", json!({})).unwrap(),
        json!({"state": "off"})
    );
    bench
        .sync("onScreenRecordingStateChanged", json!({}))
        .unwrap();
    bench
        .device
        .patch(&json!({"screen": {"recording": true}}))
        .unwrap();
    assert_eq!(
        bench.events.named("onScreenRecordingStateChanged"),
        json!({"state": "start"})
    );
    assert_eq!(
        bench.call("checkIsOpenAccessibility", json!({})).unwrap(),
        json!({"open": false})
    );

    bench
        .call("setClipboardData", json!({"data": "hello"}))
        .unwrap();
    assert_eq!(
        bench.call("getClipboardData", json!({})).unwrap(),
        json!({"data": "hello"})
    );
    assert!(
        bench
            .fails("setClipboardData", json!({"data": 5}))
            .contains("should be String instead of Number")
    );
}

#[test]
fn events_without_a_state_are_triggered() {
    let bench = Bench::new();
    for (name, payload) in [
        ("onUserCaptureScreen", json!({})),
        ("onMemoryWarning", json!({"level": 10})),
    ] {
        bench.sync(name, json!({})).unwrap();
        bench.device.trigger(name, payload.clone());
        assert_eq!(bench.events.named(name), payload);
    }
}

#[test]
fn vibration_calls_and_messages() {
    let bench = Bench::on(json!({"answers": {"sendSms": "cancel"}}));
    bench
        .call("vibrateShort", json!({"type": "light"}))
        .unwrap();
    assert_eq!(did(&bench, "vibrateShort"), Some(json!({"type": "light"})));
    bench.call("vibrateShort", json!({})).unwrap();
    assert_eq!(
        bench.fails("vibrateShort", json!({"type": "wild"})),
        "style is illegal"
    );
    bench.call("vibrateLong", json!({})).unwrap();
    assert_eq!(did(&bench, "vibrateLong"), Some(Value::Null));
    bench
        .call("makePhoneCall", json!({"phoneNumber": "110"}))
        .unwrap();
    assert_eq!(
        did(&bench, "makePhoneCall"),
        Some(json!({"phoneNumber": "110"}))
    );
    assert!(
        bench
            .fails("makePhoneCall", json!({}))
            .contains("parameter.phoneNumber")
    );
    assert_eq!(
        bench.fails("sendSms", json!({"phoneNumber": "1"})),
        "cancel"
    );
}

#[test]
fn contacts_need_the_users_grant() {
    let bench = Bench::new();
    bench
        .call("addPhoneContact", json!({"firstName": "三"}))
        .unwrap();
    assert_eq!(
        did(&bench, "addPhoneContact"),
        Some(json!({"firstName": "三"}))
    );
    assert!(
        bench
            .fails("addPhoneContact", json!({}))
            .contains("parameter.firstName")
    );
    let denied = Bench::on(json!({"permissions": {"*": false}}));
    assert_eq!(
        denied.fails("addPhoneContact", json!({"firstName": "三"})),
        "auth deny"
    );
    assert_eq!(did(&denied, "addPhoneContact"), None);
    let chosen = bench.call("chooseContact", json!({})).unwrap();
    assert_eq!(chosen["displayName"], "张三");
}

#[test]
fn sensors_run_from_start_to_stop() {
    let bench = Bench::on(json!({"sensors": {
        "accelerometer": {"x": 0.5, "y": -0.5, "z": 1}, "gyroscope": {"x": 1},
        "compass": {"direction": 90}, "deviceMotion": {"alpha": 10},
    }}));
    for (start, stop, event, reading) in [
        (
            "startAccelerometer",
            "stopAccelerometer",
            "onAccelerometerChange",
            json!({"x": 0.5, "y": -0.5, "z": 1.0}),
        ),
        (
            "startGyroscope",
            "stopGyroscope",
            "onGyroscopeChange",
            json!({"x": 1.0, "y": 0.0, "z": 0.0}),
        ),
        (
            "startCompass",
            "stopCompass",
            "onCompassChange",
            json!({"direction": 90.0, "accuracy": "high"}),
        ),
        (
            "startDeviceMotionListening",
            "stopDeviceMotionListening",
            "onDeviceMotionChange",
            json!({"alpha": 10.0, "beta": 0.0, "gamma": 0.0}),
        ),
    ] {
        bench.sync(event, json!({})).unwrap();
        assert!(!bench.events.has(|name, _| name == event));
        bench.call(start, json!({"interval": "game"})).unwrap();
        assert_eq!(bench.events.named(event), reading);
        assert_eq!(bench.events.named(event), reading);
        bench.call(stop, json!({})).unwrap();
        assert!(!bench.apis.context().streams.is_running(event));
    }
    bench
        .call("startAccelerometer", json!({"interval": "game"}))
        .unwrap();
    bench
        .device
        .patch(&json!({"sensors": {"accelerometer": {"x": 9}}}))
        .unwrap();
    bench
        .events
        .wait(|name, payload| name == "onAccelerometerChange" && payload["x"] == 9.0);
    assert!(
        bench
            .fails("startAccelerometer", json!({"interval": 5}))
            .contains("parameter.interval")
    );
}

#[test]
fn random_values_and_the_users_key() {
    let bench = Bench::new();
    bench
        .sync("getUserCryptoManager", json!({"$task": 1}))
        .unwrap();
    for name in ["getRandomValues", "UserCryptoManager.getRandomValues"] {
        let one = bench.call_full(name, json!({"length": 32})).unwrap();
        let other = bench.call_full(name, json!({"length": 32})).unwrap();
        assert_eq!(one.buffers[0].len(), 32);
        assert_ne!(one.buffers, other.buffers);
        for length in [0, -1, 1_048_577] {
            let error = bench.call(name, json!({"length": length})).unwrap_err();
            assert_eq!(error.errno, Some(errno::RANDOM_LENGTH));
        }
    }
    let key = bench
        .call("UserCryptoManager.getLatestUserKey", json!({}))
        .unwrap();
    assert_eq!(
        key,
        bench
            .call("UserCryptoManager.getLatestUserKey", json!({}))
            .unwrap()
    );
    assert_eq!(key["encryptKey"].as_str().unwrap().len(), 24);
}

#[test]
fn updates_follow_the_profile() {
    let bench = Bench::new();
    bench.sync("getUpdateManager", json!({"$task": 1})).unwrap();
    assert_eq!(
        bench.events.task(1, "checkForUpdate").json["hasUpdate"],
        false
    );
    let error = bench
        .sync("UpdateManager.applyUpdate", json!({"$task": 1}))
        .unwrap_err();
    assert_eq!(
        (error.message.as_str(), error.errno),
        ("update is not ready", Some(errno::UPDATE_NOT_READY))
    );

    let ready = Bench::on(json!({"update": {"hasUpdate": true}}));
    ready.sync("getUpdateManager", json!({"$task": 1})).unwrap();
    for name in ["onCheckForUpdate", "onUpdateReady", "onUpdateFailed"] {
        ready
            .sync(&format!("UpdateManager.{name}"), json!({"$task": 1}))
            .unwrap();
    }
    assert_eq!(
        ready.events.task(1, "checkForUpdate").json["hasUpdate"],
        true
    );
    ready.events.task(1, "updateReady");
    ready
        .sync("UpdateManager.applyUpdate", json!({"$task": 1}))
        .unwrap();
    assert_eq!(did(&ready, "applyUpdate"), Some(Value::Null));

    let broken = Bench::on(json!({"update": {"hasUpdate": true, "fails": true}}));
    broken
        .sync("getUpdateManager", json!({"$task": 1}))
        .unwrap();
    broken.events.task(1, "updateFailed");
}

#[test]
fn the_device_is_described() {
    let bench = Bench::on(json!({"system": {"brand": "Xiaomi", "SDKVersion": "3.1.0"}}));
    let facts = bench.sync("$deviceFacts", json!({})).unwrap();
    assert_eq!(facts["brand"], "Xiaomi");
    assert_eq!(facts["SDKVersion"], "3.1.0");
    assert!(facts.get("userAgent").is_none());
}
