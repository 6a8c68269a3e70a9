//! Devices by name, for `peapod run --device NAME`: the metrics that makers publish for them.

use super::DeviceProfile;

struct Model {
    /// As it is written on the command line.
    key: &'static str,
    brand: &'static str,
    model: &'static str,
    system: &'static str,
    platform: &'static str,
    /// Width and height in portrait, logical pixels.
    size: (f64, f64),
    pixel_ratio: f64,
    status_bar: f64,
    safe_bottom: f64,
}

#[rustfmt::skip]
const MODELS: &[Model] = &[
    Model { key: "iphone-se", brand: "iPhone", model: "iPhone SE", system: "iOS 15.8", platform: "ios", size: (375.0, 667.0), pixel_ratio: 2.0, status_bar: 20.0, safe_bottom: 0.0 },
    Model { key: "iphone-x", brand: "iPhone", model: "iPhone X", system: "iOS 16.7", platform: "ios", size: (375.0, 812.0), pixel_ratio: 3.0, status_bar: 44.0, safe_bottom: 34.0 },
    Model { key: "iphone-14", brand: "iPhone", model: "iPhone 14", system: "iOS 17.5", platform: "ios", size: (390.0, 844.0), pixel_ratio: 3.0, status_bar: 47.0, safe_bottom: 34.0 },
    Model { key: "iphone-15-pro-max", brand: "iPhone", model: "iPhone 15 Pro Max", system: "iOS 17.5", platform: "ios", size: (430.0, 932.0), pixel_ratio: 3.0, status_bar: 59.0, safe_bottom: 34.0 },
    Model { key: "ipad", brand: "iPad", model: "iPad 10", system: "iPadOS 17.5", platform: "ios", size: (820.0, 1180.0), pixel_ratio: 2.0, status_bar: 24.0, safe_bottom: 20.0 },
    Model { key: "pixel-8", brand: "Google", model: "Pixel 8", system: "Android 14", platform: "android", size: (412.0, 915.0), pixel_ratio: 2.625, status_bar: 24.0, safe_bottom: 0.0 },
    Model { key: "galaxy-s8", brand: "samsung", model: "SM-G950F", system: "Android 9", platform: "android", size: (360.0, 740.0), pixel_ratio: 4.0, status_bar: 24.0, safe_bottom: 0.0 },
];

/// The default profile with the screen and the names of a known device. Case, spaces, `-` and `_`
/// do not matter.
#[must_use]
pub fn find(name: &str) -> Option<DeviceProfile> {
    let plain = |text: &str| -> String {
        text.chars()
            .filter(|letter| letter.is_alphanumeric())
            .flat_map(char::to_lowercase)
            .collect()
    };
    let wanted = plain(name);
    let model = MODELS
        .iter()
        .find(|model| plain(model.key) == wanted || plain(model.model) == wanted)?;
    let mut profile = DeviceProfile::default();
    profile.system.brand = model.brand.to_owned();
    profile.system.model = model.model.to_owned();
    profile.system.system = model.system.to_owned();
    profile.system.platform = model.platform.to_owned();
    profile.screen.width = Some(model.size.0);
    profile.screen.height = Some(model.size.1);
    profile.screen.pixel_ratio = Some(model.pixel_ratio);
    profile.screen.status_bar_height = Some(model.status_bar);
    profile.screen.safe_area_bottom = Some(model.safe_bottom);
    Some(profile)
}

/// What `--device` takes besides files.
pub fn names() -> impl Iterator<Item = &'static str> {
    MODELS.iter().map(|model| model.key)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn names_are_forgiving() {
        for name in ["iphone-14", "iPhone 14", "IPHONE_14"] {
            let profile = find(name).unwrap();
            assert_eq!(profile.system.model, "iPhone 14");
            assert_eq!(profile.screen.width, Some(390.0));
        }
        assert!(find("phone").is_none());
        assert!(names().all(|name| find(name).is_some()));
    }
}
