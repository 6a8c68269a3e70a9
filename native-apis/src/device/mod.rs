//! The device behind the APIs: one trait per capability, and the simulated device that stands in
//! for all of them on desktops and in tests. A host replaces the fields it has real ones for.

mod answers;
pub mod geodesy;
pub mod named;
mod patch;
pub mod profile;
pub mod simulated;

use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::Value;

use crate::context::lock;
use crate::error::ApiError;
use crate::policy::scopes::{
    AddPhoneContact, Bluetooth, Camera, Record, UserLocation, WritePhotosAlbum,
};
use crate::policy::{Granted, Scope};

pub use profile::DeviceProfile;
pub use simulated::{ProfilePrompter, Simulated};

/// A future of a trait object.
pub type Later<T> = Pin<Box<dyn Future<Output = T> + Send>>;

/// A permission dialog.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prompt {
    pub app_id: String,
    pub app_name: String,
    /// `scope.userLocation`, …, or `privacy` for the privacy agreement.
    pub scope: String,
    /// The mini-program's own reason (`permission[scope].desc`), or empty.
    pub desc: String,
}

/// Asks the user for permissions.
pub trait Prompter: Send + Sync + 'static {
    /// Shows the dialog and returns whether the user agreed.
    fn ask(&self, prompt: Prompt) -> Later<bool>;

    /// Opens the settings page (`wx.openSetting`) with the scopes asked so far, and returns those
    /// that the user has changed. `None`: there is no page, and the device's profile answers.
    fn settings(&self, app_name: &str, asked: &[(String, bool)]) -> Option<Later<ScopeAnswers>> {
        let _ = (app_name, asked);
        None
    }
}

/// Scopes with what the user says to them.
pub type ScopeAnswers = Vec<(String, bool)>;

/// Model, operating system, language.
pub trait SystemInfo: Send + Sync {
    fn info(&self) -> profile::SystemFacts;
}

/// The kind and quality of the connection.
pub trait NetworkState: Send + Sync {
    fn state(&self) -> profile::NetworkFacts;
}

/// The battery.
pub trait Power: Send + Sync {
    fn battery(&self) -> profile::Battery;
}

/// Positions. Precise ones demand the user's grant.
pub trait Locator: Send + Sync {
    /// The current position in WGS 84.
    fn position(&self, proof: &Granted<UserLocation>) -> Result<profile::Location, ApiError>;
    /// The current position, to be rounded by the caller before a script sees it.
    fn fuzzy(
        &self,
        proof: &Granted<crate::policy::scopes::UserFuzzyLocation>,
    ) -> Result<profile::Location, ApiError>;
}

/// The clipboard's text.
pub trait Clipboard: Send + Sync {
    fn read(&self) -> Result<String, ApiError>;
    fn write(&self, text: &str) -> Result<(), ApiError>;
}

/// Brightness and sleep.
pub trait ScreenControl: Send + Sync {
    fn state(&self) -> profile::Screen;
    /// 0 to 1.
    fn set_brightness(&self, value: f64) -> Result<(), ApiError>;
    fn set_keep_on(&self, on: bool) -> Result<(), ApiError>;
}

/// A sensor that scripts switch on and off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum MotionSensor {
    Accelerometer,
    Gyroscope,
    Compass,
    DeviceMotion,
}

/// Motion sensors. A device whose sensors always run need not be told of beginning and end.
pub trait MotionSensors: Send + Sync {
    /// Switches a sensor on; it will be read once per `interval`.
    ///
    /// # Errors
    /// The device has no such sensor.
    fn start(&self, sensor: MotionSensor, interval: Duration) -> Result<(), ApiError> {
        let _ = (sensor, interval);
        Ok(())
    }
    /// Switches a sensor off; nothing happens when it is off.
    fn stop(&self, sensor: MotionSensor) {
        let _ = sensor;
    }
    /// The newest readings; those of sensors that are off have no meaning.
    fn read(&self) -> profile::Sensors;
}

/// Something chosen from the album, the camera or a chat.
#[derive(Debug, Clone, PartialEq)]
pub struct Picked {
    pub name: String,
    pub bytes: Vec<u8>,
    /// For videos: duration in seconds, width and height in pixels.
    pub video: Option<(f64, u32, u32)>,
}

/// What may be chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wanted {
    pub pictures: bool,
    pub videos: bool,
    pub files: bool,
    /// From the camera, not the album.
    pub camera: bool,
    pub count: usize,
}

/// The photo album, the camera and chat files.
pub trait Gallery: Send + Sync {
    /// Lets the user choose; fails with `cancel` when the picker is closed.
    fn pick(&self, wanted: Wanted) -> Later<Result<Vec<Picked>, ApiError>>;
    /// What the camera on one side of the device sees, for the `camera` component. A device whose
    /// camera pages cannot look through has none.
    fn look(&self, proof: &Granted<Camera>, front: bool) -> Later<Result<Picked, ApiError>> {
        let _ = (proof, front);
        Box::pin(async { Err(ApiError::not_supported()) })
    }
    /// Adds a picture or video to the album. `folder` is where the simulated album of this app
    /// lies.
    fn save(
        &self,
        proof: &Granted<WritePhotosAlbum>,
        folder: &std::path::Path,
        extension: &str,
        bytes: &[u8],
    ) -> Result<(), ApiError>;
}

/// The Bluetooth adapter as a central.
pub trait BluetoothRadio: Send + Sync {
    /// Whether the adapter is on.
    fn available(&self) -> bool;
    /// Devices in reach.
    fn devices(&self, proof: &Granted<Bluetooth>) -> Vec<profile::Peripheral>;
    /// Writes a value (Base64) to a characteristic; UUIDs as the device lists them.
    fn write(&self, proof: &Granted<Bluetooth>, device: &str, characteristic: &str, value: &str);
}

/// What the speaker plays.
pub trait AudioOutput: Send + Sync {
    /// Seconds of a sound whose length cannot be read from its file.
    fn duration(&self) -> f64;
}

/// The microphone. One recording at a time; the recorder of native-apis keeps its states.
pub trait Microphone: Send + Sync {
    /// Begins to listen, at `rate` samples per second.
    ///
    /// # Errors
    /// The system refuses the microphone, or has none.
    fn start(&self, proof: &Granted<Record>, rate: u32) -> Later<Result<(), ApiError>> {
        let _ = (proof, rate);
        Box::pin(async { Ok(()) })
    }
    /// Hears nothing until `resume`.
    fn pause(&self) {}
    /// Listens on.
    fn resume(&self) {}
    /// Ends a recording that nobody will read.
    fn discard(&self) {}
    /// Ends the recording: its samples, 16 bit, one channel. `count` is how many there should be
    /// by the clock.
    ///
    /// # Errors
    /// The microphone was lost.
    fn finish(
        &self,
        proof: &Granted<Record>,
        rate: u32,
        count: usize,
    ) -> Result<Vec<i16>, ApiError> {
        Ok(self.samples(proof, rate, 0, count))
    }
    /// `count` samples from the start of the recording plus `from` on, 16 bit, one channel.
    fn samples(&self, proof: &Granted<Record>, rate: u32, from: u64, count: usize) -> Vec<i16>;
}

/// The contacts.
pub trait Contacts: Send + Sync {
    fn add(&self, proof: &Granted<AddPhoneContact>, contact: &Value)
    -> Later<Result<(), ApiError>>;
}

/// The account: codes and what WeChat tells about the user.
pub trait AccountService: Send + Sync {
    fn account(&self) -> profile::Account;
    fn privacy(&self) -> profile::Privacy;
    fn update(&self) -> profile::Update;
}

/// Dialogs and pages of WeChat or of the system that the user answers, named like the API:
/// `scanCode`, `requestPayment`, `makePhoneCall`, `navigateToMiniProgram`…
pub trait UserFlows: Send + Sync {
    /// Runs the dialog; the answer has the fields of the result.
    fn run(&self, api: &str, args: &Value) -> Later<Result<Value, ApiError>>;
    /// Something that needs no answer (`vibrateShort`, `reportEvent`).
    fn note(&self, api: &str, args: &Value);
}

/// A change that scripts may listen to.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// The listener's name, e.g. `onNetworkStatusChange`.
    pub event: String,
    /// The listener's argument.
    pub payload: Value,
}

type Listener = Box<dyn Fn(&Change) -> bool + Send + Sync>;

/// Tells running mini-programs of changes.
#[derive(Default)]
pub struct Changes {
    listeners: Mutex<Vec<Listener>>,
}

impl Changes {
    /// Adds a listener; it is dropped when it returns false.
    pub fn listen(&self, listener: impl Fn(&Change) -> bool + Send + Sync + 'static) {
        lock(&self.listeners).push(Box::new(listener));
    }

    /// Sends a change to all listeners.
    pub fn send(&self, change: &Change) {
        lock(&self.listeners).retain(|listener| listener(change));
    }
}

/// The device a mini-program sees.
pub struct Device {
    pub system: Arc<dyn SystemInfo>,
    pub network: Arc<dyn NetworkState>,
    pub power: Arc<dyn Power>,
    pub locator: Arc<dyn Locator>,
    pub clipboard: Arc<dyn Clipboard>,
    pub screen: Arc<dyn ScreenControl>,
    pub sensors: Arc<dyn MotionSensors>,
    pub gallery: Arc<dyn Gallery>,
    pub audio: Arc<dyn AudioOutput>,
    pub bluetooth: Arc<dyn BluetoothRadio>,
    pub microphone: Arc<dyn Microphone>,
    pub contacts: Arc<dyn Contacts>,
    pub account: Arc<dyn AccountService>,
    pub flows: Arc<dyn UserFlows>,
    pub changes: Arc<Changes>,
}

impl Device {
    /// A device that is simulated throughout.
    pub fn simulated(simulated: &Arc<Simulated>) -> Self {
        Self {
            system: simulated.clone(),
            network: simulated.clone(),
            power: simulated.clone(),
            locator: simulated.clone(),
            clipboard: simulated.clone(),
            screen: simulated.clone(),
            sensors: simulated.clone(),
            gallery: simulated.clone(),
            audio: simulated.clone(),
            bluetooth: simulated.clone(),
            microphone: simulated.clone(),
            contacts: simulated.clone(),
            account: simulated.clone(),
            flows: simulated.clone(),
            changes: simulated.changes(),
        }
    }
}

/// Names the scope a proof stands for, for journals.
pub(crate) fn scope_of<S: Scope>(proof: &Granted<S>) -> &'static str {
    proof.name()
}
