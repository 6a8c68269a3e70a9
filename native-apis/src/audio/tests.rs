#![allow(clippy::unwrap_used, clippy::expect_used)]

use serde_json::{Value, json};

use super::wav;
use crate::bench::{Bench, Setup};

fn bench(seconds: f64) -> Bench {
    let samples = vec![0; (seconds * 8000.0) as usize];
    Bench::with(Setup {
        package: vec![("a.wav", wav::encode(&samples, 8000, 1))],
        profile: json!({"audio": {"duration": 30}}),
        ..Setup::default()
    })
}

fn get(bench: &Bench, class: &str, name: &str) -> Value {
    bench
        .sync(&format!("{class}.get"), json!({"$task": 1, "name": name}))
        .unwrap()
}

fn set(bench: &Bench, class: &str, name: &str, value: Value) {
    bench
        .sync(
            &format!("{class}.set"),
            json!({"$task": 1, "name": name, "value": value}),
        )
        .unwrap();
}

fn run(bench: &Bench, method: &str, more: Value) {
    let mut args = json!({"$task": 1});
    for (name, value) in more.as_object().unwrap() {
        args[name] = value.clone();
    }
    bench.sync(method, args).unwrap();
}

#[test]
fn a_player_goes_through_its_events() {
    let bench = bench(0.02);
    run(&bench, "createInnerAudioContext", json!({}));
    assert_eq!(get(&bench, "InnerAudioContext", "paused"), true);
    assert_eq!(get(&bench, "InnerAudioContext", "volume"), 1);
    set(&bench, "InnerAudioContext", "src", json!("/a.wav"));
    bench.events.task(1, "canplay");
    assert_eq!(get(&bench, "InnerAudioContext", "duration"), 0.02);
    run(&bench, "InnerAudioContext.play", json!({}));
    bench.events.task(1, "play");
    bench.events.task(1, "timeUpdate");
    bench.events.task(1, "ended");
    assert_eq!(get(&bench, "InnerAudioContext", "paused"), true);
    run(&bench, "InnerAudioContext.destroy", json!({}));
    let error = bench
        .sync("InnerAudioContext.play", json!({"$task": 1}))
        .unwrap_err();
    assert_eq!(error.message, "the player has been destroyed");
}

#[test]
fn pausing_keeps_and_stopping_loses_the_place() {
    let bench = bench(1.0);
    run(&bench, "createInnerAudioContext", json!({}));
    set(&bench, "InnerAudioContext", "autoplay", json!(true));
    set(
        &bench,
        "InnerAudioContext",
        "src",
        json!("https://example.com/a.mp3"),
    );
    bench.events.task(1, "play");
    assert_eq!(get(&bench, "InnerAudioContext", "duration"), 30.0);
    run(&bench, "InnerAudioContext.seek", json!({"position": 12}));
    bench.events.task(1, "seeking");
    bench.events.task(1, "seeked");
    run(&bench, "InnerAudioContext.pause", json!({}));
    bench.events.task(1, "pause");
    let place = get(&bench, "InnerAudioContext", "currentTime")
        .as_f64()
        .unwrap();
    assert!((12.0..30.0).contains(&place), "{place}");
    assert_eq!(get(&bench, "InnerAudioContext", "currentTime"), place);
    run(&bench, "InnerAudioContext.stop", json!({}));
    bench.events.task(1, "stop");
    assert_eq!(get(&bench, "InnerAudioContext", "currentTime"), 0.0);
}

#[test]
fn a_loop_begins_again_and_a_missing_file_is_an_error() {
    let bench = bench(0.01);
    run(&bench, "createInnerAudioContext", json!({}));
    set(&bench, "InnerAudioContext", "loop", json!(true));
    set(&bench, "InnerAudioContext", "src", json!("a.wav"));
    run(&bench, "InnerAudioContext.play", json!({}));
    bench.events.task(1, "ended");
    bench.events.task(1, "ended");
    set(&bench, "InnerAudioContext", "src", json!("/no.wav"));
    assert_eq!(bench.events.task(1, "error").json["errCode"], 10003);
    set(&bench, "InnerAudioContext", "src", json!(""));
    let error = bench
        .sync("InnerAudioContext.play", json!({"$task": 1}))
        .unwrap_err();
    assert_eq!(error.message, "src is empty");
    bench
        .call("setInnerAudioOption", json!({"mixWithOther": false}))
        .unwrap();
}

#[test]
fn background_music_starts_with_its_source() {
    let bench = bench(0.02);
    run(&bench, "getBackgroundAudioManager", json!({}));
    set(&bench, "BackgroundAudioManager", "title", json!("t"));
    set(&bench, "BackgroundAudioManager", "src", json!("/a.wav"));
    bench.events.task(1, "play");
    bench.events.task(1, "ended");
    run(&bench, "BackgroundAudioManager.play", json!({}));
    run(&bench, "BackgroundAudioManager.pause", json!({}));
    run(
        &bench,
        "BackgroundAudioManager.seek",
        json!({"currentTime": 0.01}),
    );
    run(&bench, "BackgroundAudioManager.stop", json!({}));
    bench.events.task(1, "stop");
    assert_eq!(get(&bench, "BackgroundAudioManager", "title"), "t");
}

#[test]
fn a_recording_becomes_a_wav_file() {
    let bench = bench(0.1);
    run(&bench, "getRecorderManager", json!({}));
    run(
        &bench,
        "RecorderManager.start",
        json!({"format": "mp3", "sampleRate": 16000, "frameSize": 1}),
    );
    bench.events.task(1, "start");
    run(&bench, "RecorderManager.pause", json!({}));
    bench.events.task(1, "pause");
    run(&bench, "RecorderManager.resume", json!({}));
    bench.events.task(1, "resume");
    run(&bench, "RecorderManager.stop", json!({}));
    assert_eq!(
        bench.events.task(1, "frameRecorded").json["isLastFrame"],
        true
    );
    let stop = bench.events.task(1, "stop").json;
    let path = stop["tempFilePath"].as_str().unwrap();
    assert!(path.ends_with(".wav"), "{path}");
    let info = bench
        .call("getFileInfo", json!({"filePath": path}))
        .unwrap();
    assert_eq!(info["size"], stop["fileSize"]);
    run(&bench, "RecorderManager.stop", json!({}));
    let error = bench.events.task(1, "error").json;
    assert_eq!(error["errMsg"], "operateRecorder:fail recorder not start");
}

#[test]
fn a_recording_ends_with_its_time_and_needs_the_microphone() {
    let bench = bench(0.1);
    run(&bench, "RecorderManager.start", json!({"duration": 10}));
    let stop = bench.events.task(1, "stop").json;
    assert_eq!(stop["duration"], 10);
    let denied = Bench::on(json!({"permissions": {"scope.record": false}}));
    run(&denied, "RecorderManager.start", json!({}));
    let error = denied.events.task(1, "error").json;
    assert_eq!(error["errMsg"], "operateRecorder:fail auth deny");
    let sources = bench.call("getAvailableAudioSources", json!({})).unwrap();
    assert_eq!(sources["audioSources"][0], "auto");
}

#[test]
fn music_of_old_programs() {
    let bench = bench(1.0);
    let state = |field: &str| {
        bench
            .call("getBackgroundAudioPlayerState", json!({}))
            .unwrap()[field]
            .clone()
    };
    assert_eq!(state("status"), 2);
    assert_eq!(
        bench.fails("pauseBackgroundAudio", json!({})),
        "no audio is playing"
    );
    assert_eq!(
        bench.fails("seekBackgroundAudio", json!({"position": 1})),
        "no audio is playing"
    );
    assert_eq!(
        bench.fails("playBackgroundAudio", json!({"dataUrl": "/no.mp3"})),
        "file not found"
    );
    assert!(
        bench
            .fails("playBackgroundAudio", json!({}))
            .contains("parameter.dataUrl")
    );
    bench
        .call(
            "playBackgroundAudio",
            json!({"dataUrl": "https://example.com/a.mp3"}),
        )
        .unwrap();
    bench.events.named("onBackgroundAudioPlay");
    assert_eq!(
        (state("status"), state("duration")),
        (json!(1), json!(30.0))
    );
    bench
        .call("seekBackgroundAudio", json!({"position": 20}))
        .unwrap();
    bench.call("pauseBackgroundAudio", json!({})).unwrap();
    bench.events.named("onBackgroundAudioPause");
    assert_eq!(state("status"), 0);
    bench
        .call(
            "playBackgroundAudio",
            json!({"dataUrl": "https://example.com/a.mp3"}),
        )
        .unwrap();
    assert!(state("currentPosition").as_f64().unwrap() >= 20.0);
    bench.call("stopBackgroundAudio", json!({})).unwrap();
    bench.events.named("onBackgroundAudioStop");
    assert_eq!(state("status"), 2);
}

#[test]
fn voices_of_old_programs() {
    let bench = bench(0.02);
    bench
        .call("playVoice", json!({"filePath": "/a.wav"}))
        .unwrap();
    bench.events.task(u64::MAX - 1, "play");
    assert_eq!(
        bench.fails("playVoice", json!({"filePath": "/no.wav"})),
        "file not found"
    );
    let long = bench.begin(
        "playVoice",
        json!({"filePath": "https://example.com/long.mp3"}),
    );
    bench.events.task(u64::MAX - 1, "play");
    bench.call("stopVoice", json!({})).unwrap();
    long.recv_timeout(crate::bench::PATIENCE).unwrap().unwrap();
    bench.call("pauseVoice", json!({})).unwrap();

    let recording = bench.begin("startRecord", json!({}));
    bench.events.task(u64::MAX, "start");
    assert_eq!(
        bench.fails("startRecord", json!({})),
        "is recording or paused"
    );
    bench.call("stopRecord", json!({})).unwrap();
    let file = recording
        .recv_timeout(crate::bench::PATIENCE)
        .unwrap()
        .unwrap()
        .json;
    assert!(
        file["tempFilePath"].as_str().unwrap().ends_with(".wav"),
        "{file}"
    );
    assert_eq!(bench.fails("stopRecord", json!({})), "recorder not start");
    let denied = Bench::on(json!({"permissions": {"scope.record": false}}));
    assert_eq!(denied.fails("startRecord", json!({})), "auth deny");
}
