//! A phone's capabilities behind the traits of native-apis, through calls that have a name, JSON
//! arguments and an outcome: `{"ok": {…}}` or `{"fail": {"message", "errno", "errCode"}}`. What
//! answers the calls is Kotlin (`mobile/android/…/device`); the names are in `docs/mobile.md`.

#![allow(
    clippy::result_large_err,
    reason = "the errors are native-apis' own, which cross this once per call"
)]

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use peapod_native_apis::{
    ApiError, Simulated,
    device::{
        BluetoothRadio, Clipboard, Contacts, Device, Gallery, Later, Locator, Microphone,
        MotionSensor, MotionSensors, NetworkState, Picked, Power, ScreenControl, SystemInfo,
        UserFlows, Wanted, profile,
    },
    policy::{
        Granted,
        scopes::{
            AddPhoneContact, Bluetooth, Record, UserFuzzyLocation, UserLocation, WritePhotosAlbum,
        },
    },
};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Value, json};

/// What became of a call.
pub type Outcome = Result<Value, ApiError>;

/// Makes calls.
pub trait Calls: Send + Sync + 'static {
    /// Starts a call; its outcome comes when the device, or the user, has it.
    fn begin(&self, name: &'static str, arguments: Value) -> Later<Outcome>;
    /// A call that the device answers by itself: waits, within a bound.
    fn ask(&self, name: &'static str, arguments: Value) -> Outcome;
    /// Waits for a call that the user may take time for. Never on the main thread.
    fn wait(&self, name: &'static str, arguments: Value) -> Outcome;
    /// Where files lie that are handed over.
    fn folder(&self) -> PathBuf;
}

/// Reads an outcome.
pub fn outcome(text: &str) -> Outcome {
    let parsed: Value = serde_json::from_str(text).map_err(ApiError::internal)?;
    if let Some(result) = parsed.get("ok") {
        return Ok(result.clone());
    }
    let fail = &parsed["fail"];
    let Some(message) = fail["message"].as_str() else {
        return Err(ApiError::internal(format!("the device said {text}")));
    };
    let mut error = ApiError::text(message);
    error.errno = fail["errno"].as_i64();
    error.err_code = fail["errCode"].as_i64();
    Err(error)
}

/// A phone.
pub struct Phone<C> {
    calls: Arc<C>,
    /// Answers what no phone knows (the account), and what a test has put there.
    simulated: Arc<Simulated>,
    /// Sensors that scripts have on, with the milliseconds between two readings.
    sensors: Mutex<BTreeMap<MotionSensor, u64>>,
}

impl<C: Calls> Phone<C> {
    /// A phone that is reached by `calls`.
    pub fn new(calls: Arc<C>, simulated: &Arc<Simulated>) -> Arc<Self> {
        Arc::new(Self {
            calls,
            simulated: simulated.clone(),
            sensors: Mutex::default(),
        })
    }

    /// Puts the phone behind every API that it can answer.
    pub fn take_over(self: &Arc<Self>, device: &mut Device) {
        device.system = self.clone();
        device.network = self.clone();
        device.power = self.clone();
        device.locator = self.clone();
        device.clipboard = self.clone();
        device.screen = self.clone();
        device.sensors = self.clone();
        device.gallery = self.clone();
        device.microphone = self.clone();
        device.contacts = self.clone();
        device.flows = self.clone();
        device.bluetooth = Arc::new(NoRadio);
        // Changes come as `onNetworkStatusChange` from then on.
        if let Err(error) = self.calls.ask("network.watch", json!({})) {
            log::warn!("changes of the network are not heard: {error}");
        }
    }

    /// The system switches sensors off while the application is in the background; those that
    /// scripts have on go on again.
    pub fn wake_sensors(&self) {
        let running = lock(&self.sensors).clone();
        for (sensor, interval) in running {
            if let Err(error) = self.switch_on(sensor, interval) {
                log::warn!("the {} does not go on: {error}", sensor_name(sensor));
            }
        }
    }

    fn switch_on(&self, sensor: MotionSensor, interval: u64) -> Result<(), ApiError> {
        let arguments = json!({"sensor": sensor_name(sensor), "interval": interval});
        self.calls.ask("motion.start", arguments).map(drop)
    }

    /// What the device tells, over what it says nothing of.
    fn facts<T: Serialize + DeserializeOwned>(&self, name: &'static str, otherwise: T) -> T {
        let told = match self.calls.ask(name, json!({})) {
            Ok(Value::Object(told)) => told,
            Ok(_) => return otherwise,
            Err(error) => {
                log::warn!("{name}: {error}");
                return otherwise;
            }
        };
        let Ok(Value::Object(mut all)) = serde_json::to_value(&otherwise) else {
            return otherwise;
        };
        // A newer library may tell more than this knows.
        let known: Vec<_> = told
            .into_iter()
            .filter(|(name, _)| all.contains_key(name))
            .collect();
        all.extend(known);
        serde_json::from_value(Value::Object(all)).unwrap_or_else(|error| {
            log::error!("{name}: {error}");
            otherwise
        })
    }

    fn locate(&self, name: &'static str) -> Result<profile::Location, ApiError> {
        let told = self.calls.wait(name, json!({}))?;
        serde_json::from_value(told).map_err(ApiError::internal)
    }

    fn note_only(&self, name: &'static str, arguments: Value) {
        if let Err(error) = self.calls.ask(name, arguments) {
            log::debug!("{name}: {error}");
        }
    }
}

impl<C: Calls> SystemInfo for Phone<C> {
    fn info(&self) -> profile::SystemFacts {
        self.facts("system.info", self.simulated.profile().system)
    }
}

impl<C: Calls> NetworkState for Phone<C> {
    fn state(&self) -> profile::NetworkFacts {
        self.facts("network.state", self.simulated.profile().network)
    }
}

impl<C: Calls> Power for Phone<C> {
    fn battery(&self) -> profile::Battery {
        self.facts("power.battery", self.simulated.profile().battery)
    }
}

impl<C: Calls> Locator for Phone<C> {
    fn position(&self, _: &Granted<UserLocation>) -> Result<profile::Location, ApiError> {
        self.locate("location.position")
    }

    fn fuzzy(&self, _: &Granted<UserFuzzyLocation>) -> Result<profile::Location, ApiError> {
        self.locate("location.fuzzy")
    }
}

impl<C: Calls> Clipboard for Phone<C> {
    fn read(&self) -> Result<String, ApiError> {
        let told = self.calls.ask("clipboard.read", json!({}))?;
        Ok(told["data"].as_str().unwrap_or_default().to_owned())
    }

    fn write(&self, text: &str) -> Result<(), ApiError> {
        let arguments = json!({"data": text});
        self.calls.ask("clipboard.write", arguments).map(drop)
    }
}

impl<C: Calls> ScreenControl for Phone<C> {
    fn state(&self) -> profile::Screen {
        self.facts("screen.state", profile::Screen::default())
    }

    fn set_brightness(&self, value: f64) -> Result<(), ApiError> {
        let arguments = json!({"value": value});
        self.calls.ask("screen.setBrightness", arguments).map(drop)
    }

    fn set_keep_on(&self, on: bool) -> Result<(), ApiError> {
        let arguments = json!({"keepScreenOn": on});
        self.calls.ask("screen.setKeepOn", arguments).map(drop)
    }
}

impl<C: Calls> MotionSensors for Phone<C> {
    fn start(&self, sensor: MotionSensor, interval: Duration) -> Result<(), ApiError> {
        let interval = u64::try_from(interval.as_millis()).unwrap_or(u64::MAX);
        self.switch_on(sensor, interval)?;
        lock(&self.sensors).insert(sensor, interval);
        Ok(())
    }

    fn stop(&self, sensor: MotionSensor) {
        lock(&self.sensors).remove(&sensor);
        self.note_only("motion.stop", json!({"sensor": sensor_name(sensor)}));
    }

    fn read(&self) -> profile::Sensors {
        self.facts("motion.read", profile::Sensors::default())
    }
}

const fn sensor_name(sensor: MotionSensor) -> &'static str {
    match sensor {
        MotionSensor::Accelerometer => "accelerometer",
        MotionSensor::Gyroscope => "gyroscope",
        MotionSensor::Compass => "compass",
        MotionSensor::DeviceMotion => "deviceMotion",
    }
}

impl<C: Calls> Gallery for Phone<C> {
    fn pick(&self, wanted: Wanted) -> Later<Result<Vec<Picked>, ApiError>> {
        let arguments = json!({
            "pictures": wanted.pictures,
            "videos": wanted.videos,
            "files": wanted.files,
            "camera": wanted.camera,
            "count": wanted.count,
        });
        let picked = self.calls.begin("gallery.pick", arguments);
        Box::pin(async move {
            let picked = picked.await?;
            let files = picked["files"].as_array().cloned().unwrap_or_default();
            files.iter().map(take_picked).collect()
        })
    }

    fn save(
        &self,
        _: &Granted<WritePhotosAlbum>,
        _: &Path,
        extension: &str,
        bytes: &[u8],
    ) -> Result<(), ApiError> {
        let folder = self.calls.folder();
        std::fs::create_dir_all(&folder).map_err(ApiError::internal)?;
        // Gone when this call ends, as the album has its own.
        let file = tempfile::Builder::new()
            .suffix(&format!(".{extension}"))
            .tempfile_in(&folder)
            .map_err(ApiError::internal)?;
        std::fs::write(file.path(), bytes).map_err(ApiError::internal)?;
        let arguments = json!({"path": file.path(), "extension": extension});
        self.calls.wait("gallery.save", arguments).map(drop)
    }
}

/// Reads a file that was handed over, and removes it.
fn take_picked(described: &Value) -> Result<Picked, ApiError> {
    let bytes = take_file(&described["path"])?;
    let video = described.get("video").map(|video| {
        let side = |name: &str| {
            video[name]
                .as_u64()
                .and_then(|side| u32::try_from(side).ok())
                .unwrap_or(0)
        };
        let duration = video["duration"].as_f64().unwrap_or(0.0);
        (duration, side("width"), side("height"))
    });
    Ok(Picked {
        name: described["name"].as_str().unwrap_or("file").to_owned(),
        bytes,
        video,
    })
}

fn take_file(path: &Value) -> Result<Vec<u8>, ApiError> {
    let path = path
        .as_str()
        .ok_or_else(|| ApiError::internal("the device handed no file over"))?;
    let bytes = std::fs::read(path).map_err(|error| ApiError::internal(format!("{path}: {error}")));
    // It lies in the cache, which the next start clears.
    if let Err(error) = std::fs::remove_file(path) {
        log::debug!("{path}: {error}");
    }
    bytes
}

impl<C: Calls> Microphone for Phone<C> {
    fn start(&self, _: &Granted<Record>, rate: u32) -> Later<Result<(), ApiError>> {
        let started = self
            .calls
            .begin("recorder.start", json!({"sampleRate": rate}));
        Box::pin(async move { started.await.map(drop) })
    }

    fn pause(&self) {
        self.note_only("recorder.pause", json!({}));
    }

    fn resume(&self) {
        self.note_only("recorder.resume", json!({}));
    }

    fn discard(&self) {
        match self.calls.ask("recorder.stop", json!({})) {
            Ok(told) => drop(take_file(&told["path"])),
            Err(error) => log::debug!("recorder.stop: {error}"),
        }
    }

    fn finish(&self, _: &Granted<Record>, _: u32, _: usize) -> Result<Vec<i16>, ApiError> {
        // What was heard counts, not the clock: the first samples come late.
        let told = self.calls.ask("recorder.stop", json!({}))?;
        let bytes = take_file(&told["path"])?;
        Ok(bytes
            .chunks_exact(2)
            .map(|pair| i16::from_le_bytes([pair[0], pair[1]]))
            .collect())
    }

    fn samples(&self, _: &Granted<Record>, _: u32, _: u64, _: usize) -> Vec<i16> {
        Vec::new()
    }
}

impl<C: Calls> Contacts for Phone<C> {
    fn add(&self, _: &Granted<AddPhoneContact>, contact: &Value) -> Later<Result<(), ApiError>> {
        let added = self.calls.begin("contacts.add", contact.clone());
        Box::pin(async move { added.await.map(drop) })
    }
}

/// The call behind a dialog of WeChat or the system; `None` where the phone has none.
fn flow_call(api: &str) -> Option<&'static str> {
    Some(match api {
        "scanCode" => "scan.code",
        "chooseContact" => "contacts.choose",
        "makePhoneCall" => "phone.call",
        "sendSms" => "phone.sms",
        "vibrateShort" => "vibrate.short",
        "vibrateLong" => "vibrate.long",
        _ => return None,
    })
}

impl<C: Calls> UserFlows for Phone<C> {
    fn run(&self, api: &str, args: &Value) -> Later<Outcome> {
        // A test that says what the user answers is believed, on a phone as well.
        if self.simulated.profile().answers.contains_key(api) {
            return self.simulated.run(api, args);
        }
        match flow_call(api) {
            Some(name) => self.calls.begin(name, args.clone()),
            // Payments, addresses and the like are WeChat's own: nothing here invents them.
            None => Box::pin(async { Err(ApiError::not_supported()) }),
        }
    }

    fn note(&self, api: &str, args: &Value) {
        self.simulated.note(api, args);
        if let Some(name) = flow_call(api) {
            let arguments = if args.is_object() {
                args.clone()
            } else {
                json!({})
            };
            self.note_only(name, arguments);
        }
    }
}

/// Bluetooth is not built for phones yet (`device/Later.kt`): the adapter is not there.
struct NoRadio;

impl BluetoothRadio for NoRadio {
    fn available(&self) -> bool {
        false
    }

    fn devices(&self, _: &Granted<Bluetooth>) -> Vec<profile::Peripheral> {
        Vec::new()
    }

    fn write(&self, _: &Granted<Bluetooth>, _: &str, _: &str, _: &str) {}
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests;
