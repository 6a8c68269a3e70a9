//! The state of the simulated device, a JSON document. `docs/device-profile.md` describes it.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// Everything the simulated device answers from. Unknown keys are errors, so that a typing
/// mistake in a test profile is seen.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct DeviceProfile {
    pub system: SystemFacts,
    pub network: NetworkFacts,
    pub battery: Battery,
    pub location: Location,
    pub screen: Screen,
    pub album: Album,
    pub sensors: Sensors,
    pub audio: Audio,
    pub bluetooth: Bluetooth,
    pub account: Account,
    pub privacy: Privacy,
    pub update: Update,
    /// The clipboard's text.
    pub clipboard: String,
    /// What the user answers to permission dialogs, by scope; `*` for all others. Without an
    /// entry the answer is yes.
    pub permissions: BTreeMap<String, bool>,
    /// What the user does in dialogs of other APIs, by name: an object (fields of the result),
    /// `"ok"`, `"cancel"`, or `{"fail": text, "errno": number}`.
    pub answers: Map<String, Value>,
}

/// What `getSystemInfo` and its family need of the device.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct SystemFacts {
    pub brand: String,
    pub model: String,
    /// Operating system with version, e.g. `Android 14`.
    pub system: String,
    /// `devtools`, `android`, `ios`, `ohos`, `windows`, `mac`.
    pub platform: String,
    pub language: String,
    /// The version of WeChat that the container presents.
    pub version: String,
    #[serde(rename = "SDKVersion")]
    pub sdk_version: String,
    /// -2 cannot run, -1 unknown, else higher is faster (to 50).
    pub benchmark_level: i32,
    pub abi: String,
    /// Megabytes.
    pub memory_size: u32,
    /// `portrait` or `landscape`.
    pub device_orientation: String,
    pub font_size_setting: f64,
    pub bluetooth_enabled: bool,
    pub location_enabled: bool,
    pub wifi_enabled: bool,
    pub user_agent: String,
}

impl Default for SystemFacts {
    fn default() -> Self {
        let version = "8.0.50";
        Self {
            brand: "devtools".to_owned(),
            model: "Peapod".to_owned(),
            system: "Linux".to_owned(),
            platform: "devtools".to_owned(),
            language: "zh_CN".to_owned(),
            version: version.to_owned(),
            sdk_version: "3.8.0".to_owned(),
            benchmark_level: 30,
            abi: "arm64-v8a".to_owned(),
            memory_size: 4096,
            device_orientation: "portrait".to_owned(),
            font_size_setting: 16.0,
            bluetooth_enabled: true,
            location_enabled: true,
            wifi_enabled: true,
            user_agent: format!(
                "Mozilla/5.0 (Linux; Peapod) AppleWebKit/537.36 (KHTML, like Gecko) MicroMessenger/{version} miniProgram"
            ),
        }
    }
}

/// The connection.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct NetworkFacts {
    /// `wifi`, `2g`, `3g`, `4g`, `5g`, `unknown` or `none`.
    #[serde(rename = "type")]
    pub kind: String,
    /// dBm.
    pub signal_strength: i32,
    pub has_system_proxy: bool,
    /// `onNetworkWeakChange`.
    pub weak: bool,
    pub local_ip: String,
    pub netmask: String,
}

impl Default for NetworkFacts {
    fn default() -> Self {
        Self {
            kind: "wifi".to_owned(),
            signal_strength: -50,
            has_system_proxy: false,
            weak: false,
            local_ip: "192.168.1.100".to_owned(),
            netmask: "255.255.255.0".to_owned(),
        }
    }
}

/// The battery.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Battery {
    /// 1 to 100.
    pub level: u32,
    pub is_charging: bool,
    pub is_low_power_mode_enabled: bool,
}

impl Default for Battery {
    fn default() -> Self {
        Self {
            level: 100,
            is_charging: true,
            is_low_power_mode_enabled: false,
        }
    }
}

/// Where the device is, in WGS 84.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Location {
    /// Degrees.
    pub latitude: f64,
    /// Degrees.
    pub longitude: f64,
    /// Metres.
    pub altitude: f64,
    /// Metres per second.
    pub speed: f64,
    /// Degrees from north.
    pub direction: f64,
    /// Metres.
    pub accuracy: f64,
    /// Metres.
    pub horizontal_accuracy: f64,
    /// Metres.
    pub vertical_accuracy: f64,
    /// Milliseconds between two `onLocationChange`.
    pub interval: u64,
    /// Further positions that `onLocationChange` goes through, one per interval.
    pub route: Vec<Point>,
}

impl Default for Location {
    fn default() -> Self {
        Self {
            // Guangzhou, where WeChat is made.
            latitude: 23.099_994,
            longitude: 113.324_52,
            altitude: 0.0,
            speed: 0.0,
            direction: 0.0,
            accuracy: 30.0,
            horizontal_accuracy: 30.0,
            vertical_accuracy: 0.0,
            interval: 1000,
            route: Vec::new(),
        }
    }
}

/// A position in WGS 84.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Point {
    pub latitude: f64,
    pub longitude: f64,
}

/// The screen.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Screen {
    /// 0 to 1.
    pub brightness: f64,
    pub keep_on: bool,
    /// `onScreenRecordingStateChanged`.
    pub recording: bool,
    /// Width in portrait, logical pixels; the host's own window where absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub width: Option<f64>,
    /// Height in portrait, logical pixels.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub height: Option<f64>,
    /// Device pixels per logical pixel.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pixel_ratio: Option<f64>,
    /// Logical pixels.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status_bar_height: Option<f64>,
    /// Logical pixels at the bottom that a gesture bar covers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub safe_area_bottom: Option<f64>,
}

impl Default for Screen {
    fn default() -> Self {
        Self {
            brightness: 0.5,
            keep_on: false,
            recording: false,
            width: None,
            height: None,
            pixel_ratio: None,
            status_bar_height: None,
            safe_area_bottom: None,
        }
    }
}

/// What choosing pictures, videos and files yields. Entries are paths of the host (relative ones
/// to the profile's folder) or `data:` URLs. Where pictures are missing, generated ones are
/// chosen.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Album {
    pub pictures: Vec<String>,
    pub videos: Vec<Video>,
    pub files: Vec<String>,
    /// The camera's next picture; the first of `pictures` where absent.
    pub camera: Option<String>,
    /// The user closes the picker.
    pub cancel: bool,
    /// Where `saveImageToPhotosAlbum` puts pictures; a folder of the app where absent.
    pub folder: Option<PathBuf>,
}

/// A video with what the container does not read from it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Video {
    pub file: String,
    /// Seconds.
    pub duration: f64,
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
}

/// What the sensors read.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Sensors {
    /// In units of g.
    pub accelerometer: Axes,
    /// Radians per second.
    pub gyroscope: Axes,
    pub compass: Compass,
    pub device_motion: Orientation,
}

/// Three axes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Axes {
    pub x: f64,
    pub y: f64,
    pub z: f64,
}

/// The compass.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Compass {
    /// Degrees from north.
    pub direction: f64,
    /// As Android names it: `high`, `medium`, `low`, `no-contact`, `unreliable`.
    pub accuracy: String,
}

impl Default for Compass {
    fn default() -> Self {
        Self {
            direction: 0.0,
            accuracy: "high".to_owned(),
        }
    }
}

/// Degrees.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Orientation {
    pub alpha: f64,
    pub beta: f64,
    pub gamma: f64,
}

/// What plays.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Audio {
    /// Seconds of everything whose length the container cannot read (all but WAV files).
    pub duration: f64,
}

impl Default for Audio {
    fn default() -> Self {
        Self { duration: 60.0 }
    }
}

/// Bluetooth devices around. The adapter is on while `system.bluetoothEnabled` is.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Bluetooth {
    pub devices: Vec<Peripheral>,
}

/// One device. What is written to a characteristic is read from it and notified.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Peripheral {
    pub device_id: String,
    pub name: String,
    /// dBm.
    #[serde(rename = "RSSI")]
    pub rssi: i32,
    /// Base64.
    pub advert_data: String,
    #[serde(rename = "advertisServiceUUIDs")]
    pub service_uuids: Vec<String>,
    /// Connections fail.
    pub refuses: bool,
    pub services: Vec<Service>,
}

/// A GATT service.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Service {
    pub uuid: String,
    pub characteristics: Vec<Characteristic>,
}

/// A GATT characteristic.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Characteristic {
    pub uuid: String,
    /// Base64.
    pub value: String,
    pub read: bool,
    pub write: bool,
    pub notify: bool,
}

/// Who is logged in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Account {
    /// What `wx.login` returns; a fresh random code each time where absent.
    pub login_code: Option<String>,
    /// `wx.checkSession` succeeds.
    pub session_valid: bool,
    /// `userInfo` of `getUserInfo` and `getUserProfile`.
    pub user: UserInfo,
    /// The `code` of `button open-type="getPhoneNumber"`; random where absent.
    pub phone_code: Option<String>,
}

impl Default for Account {
    fn default() -> Self {
        Self {
            login_code: None,
            session_valid: true,
            user: UserInfo::default(),
            phone_code: None,
        }
    }
}

/// What WeChat tells about a user: since 2022 nothing personal.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct UserInfo {
    pub nick_name: String,
    pub avatar_url: String,
    /// 0 unknown, 1 male, 2 female.
    pub gender: u8,
    pub country: String,
    pub province: String,
    pub city: String,
    pub language: String,
}

impl Default for UserInfo {
    fn default() -> Self {
        Self {
            nick_name: "微信用户".to_owned(),
            avatar_url: String::new(),
            gender: 0,
            country: String::new(),
            province: String::new(),
            city: String::new(),
            language: "zh_CN".to_owned(),
        }
    }
}

/// The privacy agreement.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Privacy {
    /// The user has still to agree.
    pub need_authorization: bool,
    pub contract_name: String,
}

impl Default for Privacy {
    fn default() -> Self {
        Self {
            need_authorization: false,
            contract_name: "《小程序隐私保护指引》".to_owned(),
        }
    }
}

/// What the update check at launch finds.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Update {
    pub has_update: bool,
    /// The download fails.
    pub fails: bool,
}
