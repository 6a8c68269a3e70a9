//! The traits `SystemInfo` and `Power`.

use std::{
    ffi::CStr,
    mem::MaybeUninit,
    sync::{Arc, Mutex, PoisonError},
};

use objc2_core_location::CLLocationManager;
use objc2_foundation::{NSLocale, NSProcessInfo};
use objc2_ui_kit::{UIDevice, UIDeviceBatteryState, UIFont, UIFontTextStyleBody};
use peapod_native_apis::device::{NetworkState, Power, SystemInfo, profile};

use super::network::Network;
use crate::{main_thread, words};

/// WeChat's standard size of text, in CSS pixels, and the body style's at the system's standard.
const FONT_SIZE: f64 = 16.0;
const BODY_SIZE: f64 = 17.0;

/// Model and operating system.
pub struct Phone {
    network: Arc<Network>,
    /// What the main thread said last.
    known: Mutex<Option<Known>>,
}

#[derive(Clone)]
struct Known {
    model: String,
    system: String,
    version: String,
    landscape: bool,
    font_size: f64,
}

impl Phone {
    pub const fn new(network: Arc<Network>) -> Self {
        Self {
            network,
            known: Mutex::new(None),
        }
    }

    fn known(&self) -> Option<Known> {
        let asked = main_thread::read(|mtm| {
            let device = UIDevice::currentDevice(mtm);
            let size = main_thread::top_controller(mtm)
                .and_then(|controller| controller.view())
                .map(|view| view.bounds().size);
            // SAFETY: a constant of the framework, and a property without preconditions.
            let body =
                unsafe { UIFont::preferredFontForTextStyle(UIFontTextStyleBody).pointSize() };
            Known {
                model: device.model().to_string(),
                system: device.systemName().to_string(),
                version: device.systemVersion().to_string(),
                landscape: size.is_some_and(|size| size.width > size.height),
                font_size: (body / BODY_SIZE * FONT_SIZE).round(),
            }
        });
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Ok(asked) = asked {
            *known = Some(asked);
        }
        known.clone()
    }
}

impl SystemInfo for Phone {
    fn info(&self) -> profile::SystemFacts {
        let standard = profile::SystemFacts::default();
        let known = self.known();
        let (model, system, version) = known.as_ref().map_or_else(
            || ("iPhone".to_owned(), "iOS".to_owned(), String::new()),
            |known| {
                (
                    known.model.clone(),
                    known.system.clone(),
                    known.version.clone(),
                )
            },
        );
        let machine = machine();
        // SAFETY: no preconditions; may wait for the location daemon, which the main thread must not.
        let location_enabled = unsafe { CLLocationManager::locationServicesEnabled_class() };
        let megabytes = NSProcessInfo::processInfo().physicalMemory() >> 20;
        let language = NSLocale::preferredLanguages()
            .firstObject()
            .map_or(standard.language.clone(), |tag| {
                words::language(&tag.to_string())
            });
        profile::SystemFacts {
            brand: model.clone(),
            // As WeChat writes a model whose name in the shops it does not know.
            model: format!("{model}<{machine}>"),
            system: format!(
                "{} {version}",
                if system.is_empty() { "iOS" } else { &system }
            ),
            platform: "ios".to_owned(),
            language,
            benchmark_level: -1,
            abi: "arm64".to_owned(),
            memory_size: u32::try_from(megabytes).unwrap_or(u32::MAX),
            device_orientation: if known.as_ref().is_some_and(|it| it.landscape) {
                "landscape".to_owned()
            } else {
                "portrait".to_owned()
            },
            font_size_setting: known.map_or(FONT_SIZE, |it| it.font_size),
            // Known only to Core Bluetooth, which asks for a permission.
            bluetooth_enabled: false,
            location_enabled,
            wifi_enabled: self.network.state().kind == "wifi",
            user_agent: format!(
                "Mozilla/5.0 ({model}; CPU iPhone OS {} like Mac OS X) AppleWebKit/605.1.15 \
                 (KHTML, like Gecko) Mobile/15E148 MicroMessenger/{} miniProgram",
                version.replace('.', "_"),
                standard.version
            ),
            ..standard
        }
    }
}

/// `iPhone15,2`.
fn machine() -> String {
    let mut names = MaybeUninit::<libc::utsname>::uninit();
    // SAFETY: the structure is filled when the call returns 0, with strings that end.
    unsafe {
        if libc::uname(names.as_mut_ptr()) != 0 {
            return String::new();
        }
        CStr::from_ptr(names.assume_init_ref().machine.as_ptr())
            .to_string_lossy()
            .into_owned()
    }
}

/// The battery.
pub struct Battery;

impl Power for Battery {
    fn battery(&self) -> profile::Battery {
        let low_power = NSProcessInfo::processInfo().isLowPowerModeEnabled();
        main_thread::read(move |mtm| {
            let device = UIDevice::currentDevice(mtm);
            device.setBatteryMonitoringEnabled(true);
            let state = device.batteryState();
            let level = device.batteryLevel();
            profile::Battery {
                // -1 in the simulator, which has none.
                level: if level < 0.0 {
                    100
                } else {
                    #[allow(
                        clippy::cast_possible_truncation,
                        clippy::cast_sign_loss,
                        reason = "0 to 1"
                    )]
                    let percent = (level * 100.0).round() as u32;
                    percent.clamp(1, 100)
                },
                is_charging: state == UIDeviceBatteryState::Charging
                    || state == UIDeviceBatteryState::Full,
                is_low_power_mode_enabled: low_power,
            }
        })
        .unwrap_or_default()
    }
}
