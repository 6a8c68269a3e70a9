#![allow(clippy::unwrap_used, clippy::expect_used, clippy::disallowed_methods)]

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use serde_json::{Value, json};

use super::{ENTRY_LIMIT, Storage, Write};
use crate::bench::{Bench, Setup};

#[test]
fn values_round_trip_with_their_types() {
    let bench = Bench::new();
    for value in [
        json!("text"),
        json!(3.5),
        json!(true),
        json!(null),
        json!([1, {"a": "中"}]),
        json!({"$date": 1_700_000_000_000_u64}),
    ] {
        bench
            .sync("setStorageSync", json!({"key": "k", "data": value}))
            .unwrap();
        assert_eq!(
            bench.sync("getStorageSync", json!({"key": "k"})).unwrap(),
            value
        );
        assert_eq!(
            bench.call("getStorage", json!({"key": "k"})).unwrap(),
            json!({"data": value})
        );
    }
}

#[test]
fn missing_keys() {
    let bench = Bench::new();
    assert_eq!(
        bench.sync("getStorageSync", json!({"key": "no"})).unwrap(),
        json!("")
    );
    assert_eq!(
        bench.fails("getStorage", json!({"key": "no"})),
        "data not found"
    );
    bench.call("removeStorage", json!({"key": "no"})).unwrap();
    bench
        .sync("removeStorageSync", json!({"key": "no"}))
        .unwrap();
}

#[test]
fn wrong_arguments_fail_with_wechats_text() {
    let bench = Bench::new();
    for (name, args, text) in [
        (
            "setStorage",
            json!({"data": 1}),
            "parameter.key should be String instead of Undefined;",
        ),
        (
            "getStorage",
            json!({"key": 1}),
            "parameter.key should be String instead of Number;",
        ),
        (
            "removeStorage",
            json!({}),
            "parameter.key should be String instead of Undefined;",
        ),
        (
            "batchGetStorage",
            json!({"keyList": "a"}),
            "parameter.keyList should be Array instead of String;",
        ),
        (
            "batchSetStorage",
            json!({}),
            "parameter.kvList should be Array instead of Undefined;",
        ),
    ] {
        assert_eq!(bench.fails(name, args), format!("parameter error: {text}"));
    }
    let error = bench
        .sync("setStorageSync", json!({"key": null, "data": 1}))
        .unwrap_err();
    assert!(error.message.contains("instead of Null"), "{error}");
}

#[test]
fn a_value_lives_through_a_restart() {
    let bench = Bench::new();
    bench
        .call("setStorage", json!({"key": "k", "data": {"a": 1}}))
        .unwrap();
    bench
        .sync("setStorageSync", json!({"key": "gone", "data": 1}))
        .unwrap();
    bench.call("removeStorage", json!({"key": "gone"})).unwrap();
    let dir = bench.dir.clone();
    drop(bench);
    let bench = Bench::in_dir(Setup::default(), dir);
    assert_eq!(
        bench.sync("getStorageSync", json!({"key": "k"})).unwrap(),
        json!({"a": 1})
    );
    let info = bench.sync("getStorageInfoSync", json!({})).unwrap();
    assert_eq!(
        info,
        json!({"keys": ["k"], "currentSize": 1, "limitSize": 10240})
    );
}

#[test]
fn a_reload_overlaps_with_the_end_of_the_instance_before() {
    let old = Bench::new();
    let new = Bench::in_dir(Setup::default(), old.dir.clone());
    old.sync("setStorageSync", json!({"key": "k", "data": 1}))
        .unwrap();
    assert_eq!(
        new.sync("getStorageSync", json!({"key": "k"})).unwrap(),
        json!(1)
    );
}

#[test]
fn batches_are_whole() {
    let bench = Bench::new();
    let list = json!([{"key": "a", "value": 1}, {"key": "b", "value": [2]}]);
    bench
        .call("batchSetStorage", json!({"kvList": list}))
        .unwrap();
    bench
        .sync(
            "batchSetStorageSync",
            json!({"kvList": [{"key": "c", "value": 3}]}),
        )
        .unwrap();
    assert_eq!(
        bench
            .sync(
                "batchGetStorageSync",
                json!({"keyList": ["a", "b", "c", "d"]})
            )
            .unwrap(),
        json!([1, [2], 3, ""])
    );
    let answer = bench
        .call("batchGetStorage", json!({"keyList": ["b"]}))
        .unwrap();
    assert_eq!(answer["dataList"], json!([[2]]));
    let big = "x".repeat(ENTRY_LIMIT);
    let list = json!([{"key": "a", "value": 9}, {"key": "big", "value": big}]);
    assert!(
        bench
            .call("batchSetStorage", json!({"kvList": list}))
            .is_err()
    );
    assert_eq!(
        bench.sync("getStorageSync", json!({"key": "a"})).unwrap(),
        json!(1)
    );
}

#[test]
fn limits_hold() {
    let bench = Bench::new();
    let just_too_big = "x".repeat(ENTRY_LIMIT - "big".len() - 1);
    assert_eq!(
        bench.fails("setStorage", json!({"key": "big", "data": just_too_big})),
        "entry size limit reached"
    );
    let megabyte = "x".repeat(ENTRY_LIMIT - 10);
    for index in 0..10 {
        bench
            .sync(
                "setStorageSync",
                json!({"key": format!("{index}"), "data": megabyte}),
            )
            .unwrap();
    }
    let error = bench
        .sync("setStorageSync", json!({"key": "10", "data": megabyte}))
        .unwrap_err();
    assert_eq!(error.message, "exceed storage max size 10Mb");
    // Replacing does not count twice.
    bench
        .sync("setStorageSync", json!({"key": "0", "data": megabyte}))
        .unwrap();
    bench.call("clearStorage", json!({})).unwrap();
    bench
        .sync("setStorageSync", json!({"key": "10", "data": megabyte}))
        .unwrap();
    bench.sync("clearStorageSync", json!({})).unwrap();
    assert_eq!(
        bench.call("getStorageInfo", json!({})).unwrap()["currentSize"],
        0
    );
}

#[test]
fn encrypted_values_are_sealed_on_disk_and_need_the_option() {
    let bench = Bench::new();
    let secret = "a very secret sentence";
    bench
        .call(
            "setStorage",
            json!({"key": "k", "data": secret, "encrypt": true}),
        )
        .unwrap();
    assert_eq!(
        bench
            .call("getStorage", json!({"key": "k", "encrypt": true}))
            .unwrap(),
        json!({"data": secret})
    );
    assert_eq!(
        bench.fails("getStorage", json!({"key": "k"})),
        "data not found"
    );
    let file = bench.dir.path().join("wx0123456789abcdef/storage.redb");
    let bytes = std::fs::read(file).unwrap();
    assert!(
        !bytes
            .windows(secret.len())
            .any(|window| window == secret.as_bytes())
    );
}

const CHILD: &str = "PEAPOD_STORAGE_CHILD";

/// Not a test of its own: the process that the next test kills.
#[test]
fn child_that_writes_until_it_is_killed() {
    let Ok(dir) = std::env::var(CHILD) else {
        return;
    };
    let storage = Storage::open(std::path::Path::new(&dir)).unwrap();
    for number in 0_u64.. {
        // Two keys in one transaction must agree after the kill.
        let filler = "x".repeat(2000);
        let value = |name: &str| json!({ "number": number, "name": name, "filler": filler });
        storage
            .put(vec![
                Write {
                    key: "left",
                    value: value("left"),
                    encrypt: false,
                },
                Write {
                    key: "right",
                    value: value("right"),
                    encrypt: false,
                },
            ])
            .unwrap();
        // The harness captures `print!`; the parent reads the process's own output.
        use std::io::Write as _;
        writeln!(std::io::stderr(), "wrote {number}").unwrap();
    }
}

/// This program once more, by way of what `cargo xtask arm-tests` says runs programs for another
/// processor.
fn this_program() -> Command {
    let program = std::env::current_exe().unwrap();
    let emulator = std::env::var("PEAPOD_EMULATOR").unwrap_or_default();
    let mut words = emulator.split_whitespace();
    match words.next() {
        None => Command::new(program),
        Some(emulator) => {
            let mut command = Command::new(emulator);
            command.args(words).arg(program);
            command
        }
    }
}

#[test]
fn a_kill_leaves_whole_writes_and_loses_none_that_returned() {
    let dir = tempfile::tempdir().unwrap();
    let mut told = 0;
    for round in 0..3 {
        let mut child = this_program()
            .args([
                "--exact",
                "storage::tests::child_that_writes_until_it_is_killed",
                "--nocapture",
            ])
            .env(CHILD, dir.path())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let mut last = None;
        for line in lines {
            let line = line.unwrap();
            if let Some(number) = line.strip_prefix("wrote ") {
                last = number.parse::<u64>().ok();
                if last.is_some_and(|number| number >= 20 + round * 7) {
                    break;
                }
            }
        }
        child.kill().unwrap();
        child.wait().unwrap();
        told += last.unwrap();
        let storage = Storage::open(dir.path()).unwrap();
        let left = storage.get("left", false).unwrap().unwrap();
        let right = storage.get("right", false).unwrap().unwrap();
        assert_eq!(left["number"], right["number"], "a transaction is whole");
        assert!(left["number"].as_u64() >= last, "what returned is there");
        assert_eq!(left["filler"].as_str().map(str::len), Some(2000));
        assert_eq!(right["name"], Value::from("right"));
    }
    assert!(told > 0);
}
