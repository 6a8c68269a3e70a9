#![allow(clippy::unwrap_used)]

use peapod_native_apis::DeviceProfile;

use super::*;

/// A device whose answers a test has written, in order.
#[derive(Default)]
struct Script {
    answers: Mutex<Vec<(&'static str, String)>>,
    asked: Mutex<Vec<(String, Value)>>,
    folder: PathBuf,
}

impl Script {
    fn answer(&self, name: &'static str, arguments: Value) -> Outcome {
        lock(&self.asked).push((name.to_owned(), arguments));
        let mut answers = lock(&self.answers);
        match answers.iter().position(|(wanted, _)| *wanted == name) {
            Some(index) => outcome(&answers.remove(index).1),
            None => Ok(json!({})),
        }
    }

    fn asked(&self) -> Vec<(String, Value)> {
        std::mem::take(&mut lock(&self.asked))
    }
}

impl Calls for Script {
    fn begin(&self, name: &'static str, arguments: Value) -> Later<Outcome> {
        let answer = self.answer(name, arguments);
        Box::pin(async move { answer })
    }
    fn ask(&self, name: &'static str, arguments: Value) -> Outcome {
        self.answer(name, arguments)
    }
    fn wait(&self, name: &'static str, arguments: Value) -> Outcome {
        self.answer(name, arguments)
    }
    fn folder(&self) -> PathBuf {
        self.folder.clone()
    }
}

struct Setup {
    script: Arc<Script>,
    phone: Arc<Phone<Script>>,
    simulated: Arc<Simulated>,
}

fn setup(answers: &[(&'static str, Value)]) -> Setup {
    let script = Arc::new(Script {
        answers: Mutex::new(
            answers
                .iter()
                .map(|(name, answer)| (*name, answer.to_string()))
                .collect(),
        ),
        ..Script::default()
    });
    let simulated = Simulated::new(DeviceProfile::default(), ".");
    let phone = Phone::new(script.clone(), &simulated);
    Setup {
        script,
        phone,
        simulated,
    }
}

fn now<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap()
        .block_on(future)
}

#[test]
fn outcomes_are_read_field_for_field() {
    assert_eq!(outcome(r#"{"ok":{"a":1}}"#).unwrap(), json!({"a": 1}));
    let error = outcome(r#"{"fail":{"message":"system permission denied","errno":3,"errCode":2}}"#)
        .unwrap_err();
    assert_eq!(error.message, "system permission denied");
    assert_eq!((error.errno, error.err_code), (Some(3), Some(2)));
    let error = outcome(r#"{"fail":{"message":"recorder not start","errno":null,"errCode":null}}"#)
        .unwrap_err();
    assert_eq!((error.errno, error.err_code), (None, None));
    assert!(outcome("{}").is_err());
    assert!(outcome("nonsense").is_err());
}

#[test]
fn facts_of_the_phone_cover_the_simulated_ones() {
    let setup = setup(&[
        (
            "system.info",
            json!({"ok": {"model": "Pixel 8", "platform": "android"}}),
        ),
        (
            "network.state",
            json!({"ok": {"type": "5g", "localIp": "10.0.0.2"}}),
        ),
        (
            "power.battery",
            json!({"fail": {"message": "no", "errno": 4, "errCode": null}}),
        ),
    ]);
    let facts = setup.phone.info();
    assert_eq!(
        (facts.model.as_str(), facts.platform.as_str()),
        ("Pixel 8", "android")
    );
    assert_eq!(facts.version, profile::SystemFacts::default().version);
    assert_eq!(NetworkState::state(&*setup.phone).kind, "5g");
    assert_eq!(setup.phone.battery(), profile::Battery::default());
}

#[test]
fn unknown_fields_of_a_newer_library_are_left_out() {
    let setup = setup(&[(
        "system.info",
        json!({"ok": {"model": "x", "foldable": true}}),
    )]);
    assert_eq!(setup.phone.info().model, "x");
}

#[test]
fn the_phone_stands_behind_the_apis_and_its_network_is_watched() {
    let setup = setup(&[("system.info", json!({"ok": {"model": "Pixel 8"}}))]);
    let mut device = Device::simulated(&setup.simulated);
    setup.phone.take_over(&mut device);
    assert_eq!(setup.script.asked()[0].0, "network.watch");
    assert_eq!(device.system.info().model, "Pixel 8");
    assert!(!device.bluetooth.available(), "not built, so not there");
    assert_eq!(device.account.account(), setup.simulated.profile().account);
}

#[test]
fn sensors_go_on_again_after_the_background() {
    let setup = setup(&[]);
    let phone = &setup.phone;
    MotionSensors::start(&**phone, MotionSensor::Compass, Duration::from_millis(200)).unwrap();
    MotionSensors::start(&**phone, MotionSensor::Gyroscope, Duration::from_millis(20)).unwrap();
    phone.stop(MotionSensor::Compass);
    setup.script.asked();
    phone.wake_sensors();
    assert_eq!(
        setup.script.asked(),
        [(
            "motion.start".to_owned(),
            json!({"sensor": "gyroscope", "interval": 20})
        )]
    );
}

#[test]
fn a_sensor_that_is_missing_fails_and_is_not_tried_again() {
    let setup = setup(&[(
        "motion.start",
        json!({"fail": {"message": "not supported", "errno": 100, "errCode": null}}),
    )]);
    let error = MotionSensors::start(
        &*setup.phone,
        MotionSensor::Gyroscope,
        Duration::from_millis(20),
    )
    .unwrap_err();
    assert_eq!(error, ApiError::not_supported());
    setup.script.asked();
    setup.phone.wake_sensors();
    assert!(setup.script.asked().is_empty());
}

#[test]
fn picked_files_are_read_and_removed() {
    let folder = tempfile::tempdir().unwrap();
    let (picture, video) = (folder.path().join("1.jpg"), folder.path().join("2.mp4"));
    std::fs::write(&picture, b"jpeg").unwrap();
    std::fs::write(&video, b"mpeg").unwrap();
    let setup = setup(&[(
        "gallery.pick",
        json!({"ok": {"files": [
            {"name": "IMG.jpg", "path": picture, "mimeType": "image/jpeg"},
            {"name": "V.mp4", "path": video, "mimeType": "video/mp4",
             "video": {"duration": 2.5, "width": 1080, "height": 1920}},
        ]}}),
    )]);
    let wanted = Wanted {
        pictures: true,
        videos: true,
        files: false,
        camera: false,
        count: 9,
    };
    let picked = now(setup.phone.pick(wanted)).unwrap();
    assert_eq!(picked[0].name, "IMG.jpg");
    assert_eq!(
        (picked[0].bytes.as_slice(), picked[0].video),
        (&b"jpeg"[..], None)
    );
    assert_eq!(picked[1].video, Some((2.5, 1080, 1920)));
    assert!(!picture.exists() && !video.exists());
    assert_eq!(setup.script.asked()[0].1["count"], 9);
}

#[test]
fn a_closed_picker_is_a_cancel() {
    let setup = setup(&[(
        "gallery.pick",
        json!({"fail": {"message": "cancel", "errno": 1, "errCode": null}}),
    )]);
    let wanted = Wanted {
        pictures: true,
        videos: false,
        files: false,
        camera: true,
        count: 1,
    };
    assert_eq!(now(setup.phone.pick(wanted)), Err(ApiError::cancel()));
}

#[test]
fn dialogs_of_the_phone_are_the_phones_and_wechats_own_are_not_invented() {
    let setup = setup(&[("scan.code", json!({"ok": {"result": "x"}}))]);
    let args = json!({"scanType": ["qrCode"]});
    assert_eq!(
        now(setup.phone.run("scanCode", &args)).unwrap()["result"],
        "x"
    );
    assert_eq!(setup.script.asked(), [("scan.code".to_owned(), args)]);
    for api in ["requestPayment", "chooseAddress", "navigateToMiniProgram"] {
        assert_eq!(
            now(setup.phone.run(api, &json!({}))),
            Err(ApiError::not_supported()),
            "{api}"
        );
    }
    // A test's own word counts.
    setup
        .simulated
        .patch(&json!({"answers": {"chooseAddress": {"userName": "a"}}}))
        .unwrap();
    assert_eq!(
        now(setup.phone.run("chooseAddress", &json!({}))).unwrap()["userName"],
        "a"
    );
}

#[test]
fn what_needs_no_answer_still_happens() {
    let setup = setup(&[]);
    setup.phone.note("vibrateLong", &Value::Null);
    setup.phone.note("reportEvent", &json!({"a": 1}));
    assert_eq!(
        setup.script.asked(),
        [("vibrate.long".to_owned(), json!({}))]
    );
}

#[test]
fn every_call_has_its_handler_in_kotlin() {
    let folder = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../mobile/android/src/main/kotlin/dev/peapod/android/device"
    );
    let kotlin: String = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| std::fs::read_to_string(entry.unwrap().path()).unwrap())
        .collect();
    let ours = include_str!("../phone.rs");
    let mut found = 0;
    for literal in ours.split('"').skip(1).step_by(2) {
        let is_call = literal.split_once('.').is_some_and(|(family, name)| {
            let plain = |part: &str| {
                !part.is_empty() && part.chars().all(|letter| letter.is_ascii_alphabetic())
            };
            plain(family) && plain(name)
        });
        if is_call {
            found += 1;
            assert!(kotlin.contains(&format!("\"{literal}\"")), "{literal}");
        }
    }
    assert!(found >= 20, "{found}");
}
