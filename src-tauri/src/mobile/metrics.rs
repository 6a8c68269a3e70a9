//! Sizes of a phone's window and what covers its edges.

use peapod_runtime::host::HostInfo;
use serde::Deserialize;

use crate::layout;

/// What a phone tells of its window, in CSS pixels; `WindowMetrics` of the Kotlin library.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Metrics {
    pub window_width: f64,
    pub window_height: f64,
    /// Device pixels per CSS pixel.
    pub pixel_ratio: f64,
    pub status_bar_height: f64,
    #[serde(default)]
    pub safe_area_left: f64,
    #[serde(default)]
    pub safe_area_right: f64,
    pub safe_area_bottom: f64,
    /// 0 while the keyboard is away; from the window's bottom edge otherwise.
    #[serde(default)]
    pub keyboard_height: f64,
    /// `light` or `dark`.
    pub theme: String,
    /// `portrait` or `landscape`.
    pub device_orientation: String,
}

impl Metrics {
    /// Metrics as the rest of the host has them. `platform` is `android` or `ios`.
    pub fn info(&self, platform: &str) -> HostInfo {
        let mut info = layout::desktop_info(
            self.window_width,
            self.window_height,
            self.pixel_ratio,
            &self.theme,
        );
        platform.clone_into(&mut info.platform);
        info.status_bar_height = self.status_bar_height;
        info.safe_area_bottom = self.safe_area_bottom;
        // A notch at the right edge, in landscape, must not cover the capsule.
        let room = self.window_width - self.safe_area_right;
        info.menu_button = layout::capsule(room, self.status_bar_height, layout::NAVIGATION_BAR);
        info
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn what_kotlin_tells_becomes_the_hosts_metrics() {
        let json = r#"{"windowWidth":412,"windowHeight":915.5,"pixelRatio":2.625,"statusBarHeight":24,
            "safeAreaLeft":0,"safeAreaRight":0,"safeAreaBottom":16,"keyboardHeight":0,
            "theme":"dark","deviceOrientation":"portrait"}"#;
        let metrics: Metrics = serde_json::from_str(json).unwrap();
        let info = metrics.info("android");
        assert_eq!((info.window_width, info.window_height), (412.0, 915.5));
        assert_eq!(info.status_bar_height, 24.0);
        assert_eq!(info.safe_area_bottom, 16.0);
        assert_eq!(
            (info.theme.as_str(), info.platform.as_str()),
            ("dark", "android")
        );
        assert_eq!(info.menu_button, [315.0, 30.0, 87.0, 32.0]);
    }

    #[test]
    fn a_notch_beside_the_window_moves_the_capsule() {
        let metrics = Metrics {
            window_width: 800.0,
            window_height: 360.0,
            pixel_ratio: 3.0,
            status_bar_height: 0.0,
            safe_area_left: 0.0,
            safe_area_right: 40.0,
            safe_area_bottom: 0.0,
            keyboard_height: 0.0,
            theme: "light".into(),
            device_orientation: "landscape".into(),
        };
        assert_eq!(
            metrics.info("android").menu_button[0],
            800.0 - 40.0 - 10.0 - 87.0
        );
    }

    #[test]
    fn the_fields_are_those_of_the_kotlin_library() {
        let path = concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/../mobile/android/src/main/kotlin/dev/peapod/android/page/WindowMetrics.kt"
        );
        let kotlin = std::fs::read_to_string(path).unwrap();
        for field in [
            "windowWidth",
            "windowHeight",
            "pixelRatio",
            "statusBarHeight",
            "safeAreaLeft",
            "safeAreaRight",
            "safeAreaBottom",
            "keyboardHeight",
            "theme",
            "deviceOrientation",
        ] {
            assert!(kotlin.contains(&format!("\"{field}\"")), "{field}");
        }
    }
}
