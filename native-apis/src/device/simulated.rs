//! The simulated device: every capability answered from the profile.
#![allow(
    clippy::disallowed_methods,
    reason = "reads the files a profile names and writes the simulated album; scripts choose neither path"
)]

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use base64::Engine;
use serde_json::{Value, json};

use super::answers::{default_answer, generated_picture};
use super::patch::{changes_between, merge};
use super::profile::{self, DeviceProfile};
use super::{
    AccountService, AudioOutput, BluetoothRadio, Change, Changes, Clipboard, Contacts, Gallery,
    Later, Locator, Microphone, MotionSensors, NetworkState, Picked, Power, Prompt, Prompter,
    ScreenControl, SystemInfo, UserFlows, Wanted, scope_of,
};
use crate::context::lock;
use crate::error::{ApiError, errno};
use crate::policy::Granted;
use crate::policy::scopes::{
    AddPhoneContact, Bluetooth, Camera, Record, UserFuzzyLocation, UserLocation, WritePhotosAlbum,
};

/// Entries kept of the journal; a test that needs more reads it in between.
const JOURNAL_LIMIT: usize = 1000;
/// Hertz of the tone that the simulated microphone hears.
const TONE: f64 = 440.0;

/// A device whose state is a profile that tests and the automation port change while programs
/// run.
pub struct Simulated {
    profile: RwLock<DeviceProfile>,
    /// Relative paths of the profile start here.
    base: PathBuf,
    changes: Arc<Changes>,
    journal: Mutex<Vec<(String, Value)>>,
}

impl Simulated {
    /// A device in the state of the profile. `base` is the folder of the profile's file.
    pub fn new(profile: DeviceProfile, base: impl Into<PathBuf>) -> Arc<Self> {
        Arc::new(Self {
            profile: RwLock::new(profile),
            base: base.into(),
            changes: Arc::default(),
            journal: Mutex::default(),
        })
    }

    /// Reads a profile file.
    ///
    /// # Errors
    /// The file cannot be read, or is not a profile; the text names file, line and column.
    pub fn load(path: &Path) -> Result<Arc<Self>, ApiError> {
        let text = std::fs::read_to_string(path)
            .map_err(|error| ApiError::text(format!("{}: {error}", path.display())))?;
        let profile = serde_json::from_str(&text)
            .map_err(|error| ApiError::text(format!("{}: {error}", path.display())))?;
        Ok(Self::new(profile, path.parent().unwrap_or(Path::new("."))))
    }

    /// The current state.
    pub fn profile(&self) -> DeviceProfile {
        self.read(DeviceProfile::clone)
    }

    fn read<T>(&self, look: impl FnOnce(&DeviceProfile) -> T) -> T {
        look(&self.profile.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// The changes that running programs hear of.
    pub fn changes(&self) -> Arc<Changes> {
        Arc::clone(&self.changes)
    }

    /// Merges a JSON object into the profile (objects are merged, other values replaced, `null`
    /// goes back to the default) and sends the events that follow.
    ///
    /// # Errors
    /// The result is not a profile; the state stays as it was.
    pub fn patch(&self, patch: &Value) -> Result<(), ApiError> {
        let (before, after) = {
            let mut profile = self.profile.write().unwrap_or_else(PoisonError::into_inner);
            let mut json = serde_json::to_value(&*profile).map_err(ApiError::internal)?;
            merge(&mut json, patch);
            let after: DeviceProfile = serde_json::from_value(json)
                .map_err(|error| ApiError::text(format!("device profile: {error}")))?;
            (std::mem::replace(&mut *profile, after.clone()), after)
        };
        for change in changes_between(&before, &after) {
            self.changes.send(&change);
        }
        Ok(())
    }

    /// Sends an event that no state stands for: `onUserCaptureScreen`, `onMemoryWarning`…
    pub fn trigger(&self, event: &str, payload: Value) {
        self.changes.send(&Change {
            event: event.to_owned(),
            payload,
        });
    }

    /// What programs did to the device since the last call: API name and arguments.
    pub fn take_journal(&self) -> Vec<(String, Value)> {
        std::mem::take(&mut *lock(&self.journal))
    }

    fn record(&self, api: &str, args: &Value) {
        let mut journal = lock(&self.journal);
        if journal.len() >= JOURNAL_LIMIT {
            journal.remove(0);
        }
        journal.push((api.to_owned(), args.clone()));
    }

    fn file(&self, source: &str) -> Result<Picked, ApiError> {
        if let Some(rest) = source.strip_prefix("data:") {
            let (kind, text) = rest.split_once(',').unwrap_or(("", rest));
            let bytes = base64::engine::general_purpose::STANDARD
                .decode(text.trim())
                .map_err(|error| ApiError::internal(format!("device profile: {error}")))?;
            let mime = kind.split(';').next().unwrap_or("");
            let extension = mime_guess::get_mime_extensions_str(mime)
                .and_then(|list| list.last())
                .copied()
                .unwrap_or("bin");
            return Ok(Picked {
                name: format!("data.{extension}"),
                bytes,
                video: None,
            });
        }
        let path = self.base.join(source);
        let bytes = std::fs::read(&path)
            .map_err(|error| ApiError::internal(format!("{}: {error}", path.display())))?;
        Ok(Picked {
            name: path
                .file_name()
                .map(|name| name.to_string_lossy().into_owned())
                .unwrap_or_default(),
            bytes,
            video: None,
        })
    }

    fn choose(&self, wanted: Wanted) -> Result<Vec<Picked>, ApiError> {
        let album = self.read(|profile| profile.album.clone());
        if album.cancel {
            return Err(ApiError::cancel());
        }
        let mut picked = Vec::new();
        if wanted.pictures {
            let camera = album.camera.iter().filter(|_| wanted.camera);
            for source in camera.chain(&album.pictures) {
                if picked.len() < wanted.count {
                    picked.push(self.file(source)?);
                }
            }
        }
        if wanted.videos {
            for video in &album.videos {
                if picked.len() < wanted.count {
                    let mut file = self.file(&video.file)?;
                    file.video = Some((video.duration, video.width, video.height));
                    picked.push(file);
                }
            }
        }
        if wanted.files {
            for source in &album.files {
                if picked.len() < wanted.count {
                    picked.push(self.file(source)?);
                }
            }
        }
        if picked.is_empty() {
            if wanted.pictures {
                picked.push(generated_picture()?);
            } else if wanted.files {
                picked.push(Picked {
                    name: "note.txt".to_owned(),
                    bytes: b"A file from a chat.\n".to_vec(),
                    video: None,
                });
            } else {
                return Err(ApiError::cancel());
            }
        }
        // A camera takes one picture.
        if wanted.camera {
            picked.truncate(1);
        }
        Ok(picked)
    }
}

impl SystemInfo for Simulated {
    fn info(&self) -> profile::SystemFacts {
        self.read(|profile| profile.system.clone())
    }
}

impl NetworkState for Simulated {
    fn state(&self) -> profile::NetworkFacts {
        self.read(|profile| profile.network.clone())
    }
}

impl Power for Simulated {
    fn battery(&self) -> profile::Battery {
        self.read(|profile| profile.battery.clone())
    }
}

fn locate(simulated: &Simulated) -> Result<profile::Location, ApiError> {
    simulated.read(|profile| {
        if profile.system.location_enabled {
            Ok(profile.location.clone())
        } else {
            Err(ApiError::new("system permission denied", 3).with_code(2))
        }
    })
}

impl Locator for Simulated {
    fn position(&self, _: &Granted<UserLocation>) -> Result<profile::Location, ApiError> {
        locate(self)
    }

    fn fuzzy(&self, _: &Granted<UserFuzzyLocation>) -> Result<profile::Location, ApiError> {
        locate(self)
    }
}

impl Simulated {
    fn write(&self, change: impl FnOnce(&mut DeviceProfile)) {
        change(&mut self.profile.write().unwrap_or_else(PoisonError::into_inner));
    }
}

impl Clipboard for Simulated {
    fn read(&self) -> Result<String, ApiError> {
        Ok(Simulated::read(self, |profile| profile.clipboard.clone()))
    }

    fn write(&self, text: &str) -> Result<(), ApiError> {
        Simulated::write(self, |profile| profile.clipboard = text.to_owned());
        Ok(())
    }
}

impl ScreenControl for Simulated {
    fn state(&self) -> profile::Screen {
        self.read(|profile| profile.screen.clone())
    }

    fn set_brightness(&self, value: f64) -> Result<(), ApiError> {
        self.write(|profile| profile.screen.brightness = value);
        Ok(())
    }

    fn set_keep_on(&self, on: bool) -> Result<(), ApiError> {
        self.write(|profile| profile.screen.keep_on = on);
        Ok(())
    }
}

impl MotionSensors for Simulated {
    fn read(&self) -> profile::Sensors {
        Simulated::read(self, |profile| profile.sensors.clone())
    }
}

impl Gallery for Simulated {
    fn pick(&self, wanted: Wanted) -> Later<Result<Vec<Picked>, ApiError>> {
        let picked = self.choose(wanted);
        Box::pin(async move { picked })
    }

    fn look(&self, _proof: &Granted<Camera>, _front: bool) -> Later<Result<Picked, ApiError>> {
        let album = self.read(|profile| profile.album.clone());
        let seen = match album.camera.iter().chain(&album.pictures).next() {
            Some(source) => self.file(source),
            None => generated_picture(),
        };
        Box::pin(async move { seen })
    }

    fn save(
        &self,
        proof: &Granted<WritePhotosAlbum>,
        folder: &Path,
        extension: &str,
        bytes: &[u8],
    ) -> Result<(), ApiError> {
        let folder = self
            .read(|profile| profile.album.folder.clone())
            .map_or_else(|| folder.to_path_buf(), |folder| self.base.join(folder));
        let write = || -> std::io::Result<PathBuf> {
            std::fs::create_dir_all(&folder)?;
            // Numbered on from what is there; a name taken in between is stepped over.
            let mut number = std::fs::read_dir(&folder)?.count() + 1;
            loop {
                let path = folder.join(format!("IMG_{number:04}.{extension}"));
                if !path.exists() {
                    std::fs::write(&path, bytes)?;
                    return Ok(path);
                }
                number += 1;
            }
        };
        let path = write().map_err(|error| {
            ApiError::new(format!("Input/output error: {error}"), errno::FILE_IO)
        })?;
        self.record(
            "saveToAlbum",
            &json!({ "path": path, "scope": scope_of(proof) }),
        );
        Ok(())
    }
}

impl AudioOutput for Simulated {
    fn duration(&self) -> f64 {
        self.read(|profile| profile.audio.duration)
    }
}

impl BluetoothRadio for Simulated {
    fn available(&self) -> bool {
        self.read(|profile| profile.system.bluetooth_enabled)
    }

    fn devices(&self, _: &Granted<Bluetooth>) -> Vec<profile::Peripheral> {
        self.read(|profile| profile.bluetooth.devices.clone())
    }

    fn write(&self, _: &Granted<Bluetooth>, device: &str, characteristic: &str, value: &str) {
        self.write(|profile| {
            let found = profile
                .bluetooth
                .devices
                .iter_mut()
                .filter(|peripheral| peripheral.device_id == device)
                .flat_map(|peripheral| &mut peripheral.services)
                .flat_map(|service| &mut service.characteristics)
                .find(|found| found.uuid == characteristic);
            if let Some(found) = found {
                found.value = value.to_owned();
            }
        });
    }
}

impl Microphone for Simulated {
    fn samples(&self, _: &Granted<Record>, rate: u32, from: u64, count: usize) -> Vec<i16> {
        let step = TONE * std::f64::consts::TAU / f64::from(rate.max(1));
        (0..count)
            .map(|index| (((from + index as u64) as f64 * step).sin() * 8000.0) as i16)
            .collect()
    }
}

impl Contacts for Simulated {
    fn add(&self, _: &Granted<AddPhoneContact>, contact: &Value) -> Later<Result<(), ApiError>> {
        let answer = self.run("addPhoneContact", contact);
        Box::pin(async move { answer.await.map(drop) })
    }
}

impl AccountService for Simulated {
    fn account(&self) -> profile::Account {
        self.read(|profile| profile.account.clone())
    }

    fn privacy(&self) -> profile::Privacy {
        self.read(|profile| profile.privacy.clone())
    }

    fn update(&self) -> profile::Update {
        self.read(|profile| profile.update.clone())
    }
}

impl UserFlows for Simulated {
    fn run(&self, api: &str, args: &Value) -> Later<Result<Value, ApiError>> {
        self.record(api, args);
        let answer = self
            .read(|profile| profile.answers.get(api).cloned())
            .unwrap_or_else(|| default_answer(api));
        let answer = match &answer {
            Value::String(word) if word == "cancel" => Err(ApiError::cancel()),
            Value::String(_) | Value::Null => Ok(json!({})),
            Value::Object(fields) if fields.contains_key("fail") => {
                let mut error = ApiError::text(fields["fail"].as_str().unwrap_or(""));
                error.errno = fields.get("errno").and_then(Value::as_i64);
                error.err_code = fields.get("errCode").and_then(Value::as_i64);
                Err(error)
            }
            _ => Ok(answer),
        };
        Box::pin(async move { answer })
    }

    fn note(&self, api: &str, args: &Value) {
        self.record(api, args);
    }
}

/// Answers permission dialogs from the profile, for headless hosts and tests.
pub struct ProfilePrompter(pub Arc<Simulated>);

impl Prompter for ProfilePrompter {
    fn ask(&self, prompt: Prompt) -> Later<bool> {
        let granted = self.0.read(|profile| {
            profile
                .permissions
                .get(&prompt.scope)
                .or_else(|| profile.permissions.get("*"))
                .copied()
                .unwrap_or(true)
        });
        self.0.record(
            "prompt",
            &json!({ "scope": prompt.scope, "desc": prompt.desc, "granted": granted }),
        );
        Box::pin(async move { granted })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;

    #[test]
    fn a_patch_merges_and_tells() {
        let device = Simulated::new(DeviceProfile::default(), ".");
        let seen = Arc::new(Mutex::new(Vec::new()));
        let sink = Arc::clone(&seen);
        device.changes().listen(move |change| {
            lock(&sink).push(change.clone());
            true
        });
        device.patch(&json!({"network": {"type": "none"}})).unwrap();
        assert_eq!(device.profile().network.local_ip, "192.168.1.100");
        assert_eq!(
            *lock(&seen),
            [Change {
                event: "onNetworkStatusChange".to_owned(),
                payload: json!({"isConnected": false, "networkType": "none"}),
            }]
        );
        device.patch(&json!({"network": null})).unwrap();
        assert_eq!(device.profile(), DeviceProfile::default());
    }

    #[test]
    fn a_bad_patch_changes_nothing() {
        let device = Simulated::new(DeviceProfile::default(), ".");
        let error = device.patch(&json!({"netwrok": {}})).unwrap_err();
        assert!(error.message.contains("netwrok"), "{error}");
        assert_eq!(device.profile(), DeviceProfile::default());
    }

    #[test]
    fn profiles_name_file_and_line_when_wrong() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("phone.json");
        std::fs::write(&path, "{\n \"battery\": 3\n}").unwrap();
        let error = Simulated::load(&path).err().unwrap();
        assert!(error.message.contains("phone.json"), "{error}");
        assert!(error.message.contains("line 2"), "{error}");
    }
}
