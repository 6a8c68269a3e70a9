#![allow(clippy::unwrap_used, clippy::expect_used)]

use serde_json::{Value, json};

use crate::bench::{Bench, Setup};
use crate::error::errno;

const DECLARED: [&str; 6] = [
    "getLocation",
    "getFuzzyLocation",
    "startLocationUpdate",
    "startLocationUpdateBackground",
    "onLocationChange",
    "chooseLocation",
];

fn bench(profile: Value) -> Bench {
    Bench::with(Setup {
        app_json: json!({
            "requiredPrivateInfos": DECLARED,
            "permission": {
                "scope.userLocation": {"desc": "to find shops"},
                "scope.userFuzzyLocation": {"desc": "to find shops"},
            },
        }),
        profile,
        ..Setup::default()
    })
}

#[test]
fn a_position_in_both_systems() {
    let bench =
        bench(json!({"location": {"latitude": 39.90733, "longitude": 116.391243, "accuracy": 5}}));
    let wgs = bench.call("getLocation", json!({})).unwrap();
    assert_eq!(
        (wgs["latitude"].as_f64(), wgs["accuracy"].as_f64()),
        (Some(39.90733), Some(5.0))
    );
    let gcj = bench.call("getLocation", json!({"type": "gcj02"})).unwrap();
    assert!(
        (gcj["latitude"].as_f64().unwrap() - 39.90873).abs() < 2e-4,
        "{gcj}"
    );
    assert!(
        bench
            .fails("getLocation", json!({"type": "bd09"}))
            .contains("invalid type")
    );
    assert!(
        bench
            .fails("getLocation", json!({"type": 1}))
            .contains("parameter.type should be String")
    );
    let fuzzy = bench.call("getFuzzyLocation", json!({})).unwrap();
    assert!(
        (fuzzy["latitude"].as_f64().unwrap() - 39.9).abs() < 1e-9,
        "{fuzzy}"
    );
    assert!(
        (fuzzy["longitude"].as_f64().unwrap() - 116.4).abs() < 1e-9,
        "{fuzzy}"
    );
}

#[test]
fn app_json_must_declare_it() {
    let undeclared = Bench::new();
    for name in DECLARED.iter().filter(|name| !name.starts_with("on")) {
        let error = undeclared.call(name, json!({})).unwrap_err();
        assert!(
            error
                .message
                .starts_with("the api need to be declared in the requiredPrivateInfos"),
            "{name}"
        );
        assert_eq!(error.errno, Some(errno::NO_PERMISSION));
    }
    assert!(undeclared.sync("onLocationChange", json!({})).is_err());
    let silent = Bench::with(Setup {
        app_json: json!({"requiredPrivateInfos": DECLARED}),
        ..Setup::default()
    });
    assert_eq!(
        silent.fails("getLocation", json!({})),
        "require permission desc"
    );
}

#[test]
fn the_user_is_asked_once_and_may_refuse() {
    let bench = bench(json!({"permissions": {"scope.userLocation": false}}));
    for _ in 0..2 {
        let error = bench.call("getLocation", json!({})).unwrap_err();
        assert_eq!(
            (error.message.as_str(), error.errno),
            ("auth deny", Some(errno::AUTH_DENIED))
        );
    }
    let prompts: Vec<_> = bench
        .device
        .take_journal()
        .into_iter()
        .filter(|(api, _)| api == "prompt")
        .collect();
    assert_eq!(prompts.len(), 1);
    assert_eq!(prompts[0].1["desc"], "to find shops");
    let off = self::bench(json!({"system": {"locationEnabled": false}}));
    assert_eq!(
        off.fails("getLocation", json!({})),
        "system permission denied"
    );
}

#[test]
fn updates_follow_the_route_until_stopped() {
    let bench = bench(json!({"location": {
        "latitude": 1, "longitude": 1, "interval": 1,
        "route": [{"latitude": 2, "longitude": 2}, {"latitude": 3, "longitude": 3}],
    }}));
    bench.sync("onLocationChange", json!({})).unwrap();
    bench
        .call("startLocationUpdate", json!({"type": "wgs84"}))
        .unwrap();
    for latitude in [1.0, 2.0, 3.0, 2.0] {
        assert_eq!(bench.events.named("onLocationChange")["latitude"], latitude);
    }
    bench.call("stopLocationUpdate", json!({})).unwrap();
    assert!(!bench.apis.context().streams.is_running("onLocationChange"));
    bench
        .call("startLocationUpdateBackground", json!({"type": "wgs84"}))
        .unwrap();
    assert!(bench.apis.context().streams.is_running("onLocationChange"));
    let asked = bench.call("getSetting", json!({})).unwrap();
    assert_eq!(asked["authSetting"]["scope.userLocationBackground"], true);
}

#[test]
fn a_lost_position_is_told() {
    let bench = bench(json!({"location": {"interval": 1}}));
    bench.sync("onLocationChangeError", json!({})).unwrap();
    bench.call("startLocationUpdate", json!({})).unwrap();
    bench.events.named("onLocationChange");
    bench
        .device
        .patch(&json!({"system": {"locationEnabled": false}}))
        .unwrap();
    assert_eq!(bench.events.named("onLocationChangeError")["errCode"], 2);
}

#[test]
fn places_are_chosen_and_shown() {
    let bench = bench(
        json!({"answers": {"chooseLocation": {"name": "Canton Tower", "address": "A", "latitude": 1, "longitude": 2}}}),
    );
    assert_eq!(
        bench.call("chooseLocation", json!({})).unwrap()["name"],
        "Canton Tower"
    );
    bench
        .device
        .patch(&json!({"answers": {"chooseLocation": "cancel"}}))
        .unwrap();
    assert_eq!(bench.fails("chooseLocation", json!({})), "cancel");
    bench
        .device
        .patch(&json!({"answers": {"chooseLocation": "ok"}}))
        .unwrap();
    let chosen = bench
        .call("chooseLocation", json!({"latitude": 5, "longitude": 6}))
        .unwrap();
    assert_eq!(
        (chosen["latitude"].clone(), chosen["longitude"].clone()),
        (json!(5.0), json!(6.0))
    );
    bench
        .call("openLocation", json!({"latitude": 1, "longitude": 2}))
        .unwrap();
    assert!(
        bench
            .fails("openLocation", json!({"latitude": 1}))
            .contains("parameter.longitude")
    );
}
