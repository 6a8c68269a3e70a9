//! Size, theme and orientation of the window, and who hears of them.

use peapod_runtime::host::HostInfo;
use serde_json::json;
use tauri::{Manager, WebviewWindow};
use tauri_plugin_store::StoreExt;

use super::{HostApp, SHELL, WINDOW_KEY, lock};
use crate::{device, page_host::platform};

impl HostApp {
    #[cfg(not(mobile))]
    pub(super) fn resized(&self, width: f64, height: f64, scale: f64) {
        let info = {
            let mut info = lock(&self.info);
            let theme = info.theme.clone();
            *info = crate::layout::device_info(&self.screen, (width, height), scale, &theme);
            info.clone()
        };
        self.info_changed(info);
    }

    /// A phone tells of its window.
    #[cfg(mobile)]
    pub fn take_metrics(&self, metrics: &crate::mobile::metrics::Metrics, platform: &str) {
        let info = metrics.info(platform);
        let themed = {
            let mut now = lock(&self.info);
            // The keyboard covers the window and does not change it.
            if *now == info {
                return;
            }
            let themed = now.theme != info.theme;
            *now = info.clone();
            themed
        };
        let theme = info.theme.clone();
        self.info_changed(info);
        if themed {
            self.to_logic("theme", &json!({ "theme": theme }));
        }
    }

    /// A page wants the device held this way: the window takes the other shape.
    pub fn turn(&self, orientation: &str) {
        if cfg!(mobile) {
            return device::outside::hold(orientation);
        }
        let info = self.info();
        let size = (info.window_width, info.window_height);
        let Some((width, height)) = self.turned.turn(size, orientation) else {
            return;
        };
        let tauri = self.tauri.clone();
        platform::on_main_thread(move || {
            if let Some(window) = tauri.get_webview_window(SHELL)
                && let Err(error) = window.set_size(tauri::LogicalSize::new(width, height))
            {
                log::warn!("the window cannot be turned: {error}");
            }
        });
    }

    pub(super) fn set_theme(&self, theme: &str) {
        let info = {
            let mut info = lock(&self.info);
            theme.clone_into(&mut info.theme);
            info.clone()
        };
        self.info_changed(info);
        self.to_logic("theme", &json!({ "theme": theme }));
    }

    fn info_changed(&self, info: HostInfo) {
        self.send_layout();
        let session = self.session();
        // From a signal within the window's own work: not now, but next.
        platform::on_idle(move || {
            platform::with_window(|window| window.set_info(&info));
            // Who hears of it asks for the new metrics.
            match (session, serde_json::to_value(&info)) {
                (Some(session), Ok(payload)) => session.chrome_event("resize", &payload),
                (None, Ok(_)) => {}
                (_, Err(error)) => log::error!("metrics: {error}"),
            }
        });
    }

    pub(super) fn send_layout(&self) {
        let info = self.info();
        self.chrome.send(
            "layout",
            json!({
                "statusBarHeight": info.status_bar_height,
                "navigationBarHeight": info.navigation_bar_height,
                "tabBarHeight": info.tab_bar_height,
                "safeAreaBottom": info.safe_area_bottom,
                "menuButton": info.menu_button,
                "theme": info.theme,
            }),
        );
    }

    pub(super) fn remember_position(&self, window: &WebviewWindow) {
        let Ok(store) = self.tauri.store(&self.folders.settings) else {
            return;
        };
        if let (Ok(position), Ok(scale)) = (window.outer_position(), window.scale_factor()) {
            let position = position.to_logical::<f64>(scale);
            store.set(WINDOW_KEY, json!({"x": position.x, "y": position.y}));
            if let Err(error) = store.save() {
                log::warn!("cannot save the window's position: {error}");
            }
        }
    }
}
