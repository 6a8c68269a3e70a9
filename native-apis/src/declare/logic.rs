//! Members that the JavaScript facade (`runtime/framework/src/wx`) implements itself, because
//! they concern pages, the chrome or plain values.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::Status;

/// Member names with their status, in the order of WeChat's documentation. `Object.*` stands for
/// all methods and properties of an object.
pub const LOGIC: &[(&str, Status)] = &[
    // Base.
    ("env", Status::PORTABLE),
    ("canIUse", Status::PORTABLE),
    ("arrayBufferToBase64", Status::PORTABLE),
    ("base64ToArrayBuffer", Status::PORTABLE),
    ("getSystemInfo", Status::PORTABLE),
    ("getSystemInfoAsync", Status::PORTABLE),
    ("getSystemInfoSync", Status::PORTABLE),
    ("getWindowInfo", Status::PORTABLE),
    ("getAppBaseInfo", Status::PORTABLE),
    ("getDeviceInfo", Status::PORTABLE),
    ("getSystemSetting", Status::PORTABLE),
    ("getAppAuthorizeSetting", Status::PORTABLE),
    ("getLaunchOptionsSync", Status::PORTABLE),
    ("getEnterOptionsSync", Status::PORTABLE),
    ("getAccountInfoSync", Status::PORTABLE),
    ("getExtConfig", Status::PORTABLE),
    ("getExtConfigSync", Status::PORTABLE),
    ("getApiCategory", Status::PORTABLE),
    ("onAppShow", Status::PORTABLE),
    ("onAppHide", Status::PORTABLE),
    ("onError", Status::PORTABLE),
    ("onUnhandledRejection", Status::PORTABLE),
    ("onPageNotFound", Status::PORTABLE),
    ("onThemeChange", Status::PORTABLE),
    ("onAppRoute", Status::PORTABLE),
    ("onAppRouteDone", Status::PORTABLE),
    ("onBeforeAppRoute", Status::PORTABLE),
    ("onBeforePageLoad", Status::PORTABLE),
    ("onAfterPageLoad", Status::PORTABLE),
    ("onBeforePageUnload", Status::PORTABLE),
    ("onAfterPageUnload", Status::PORTABLE),
    ("onWindowResize", Status::PORTABLE),
    ("nextTick", Status::PORTABLE),
    ("requestIdleCallback", Status::PORTABLE),
    ("cancelIdleCallback", Status::PORTABLE),
    ("setEnableDebug", Status::PORTABLE),
    ("getSkylineInfo", Status::PORTABLE),
    ("getSkylineInfoSync", Status::PORTABLE),
    ("getRendererUserAgent", Status::PORTABLE),
    // Navigation entries only.
    ("getPerformance", Status::PARTIAL),
    ("Performance.*", Status::PARTIAL),
    ("PerformanceObserver.*", Status::PARTIAL),
    ("EntryList.*", Status::PARTIAL),
    // Lines and reports go to the container's log; there is no server that collects them.
    ("getLogManager", Status::PARTIAL),
    ("LogManager.*", Status::PARTIAL),
    ("getRealtimeLogManager", Status::PARTIAL),
    ("RealtimeLogManager.*", Status::PARTIAL),
    ("RealtimeTagLogManager.*", Status::PARTIAL),
    ("reportAnalytics", Status::PARTIAL),
    ("reportEvent", Status::PARTIAL),
    ("reportMonitor", Status::PARTIAL),
    ("reportPerformance", Status::PARTIAL),
    // Nobody is in an experiment: the answer of WeChat for one that is not running.
    ("getExptInfoSync", Status::PARTIAL),
    // No chat has opened the mini-program.
    ("isChatTool", Status::PARTIAL),
    // On top of SocketTask.
    ("sendSocketMessage", Status::PORTABLE),
    ("closeSocket", Status::PORTABLE),
    ("onSocketOpen", Status::PORTABLE),
    ("onSocketMessage", Status::PORTABLE),
    ("onSocketError", Status::PORTABLE),
    ("onSocketClose", Status::PORTABLE),
    ("preDownloadSubpackage", Status::PORTABLE),
    ("createWorker", Status::PORTABLE),
    ("Worker.onError", Status::PORTABLE),
    ("Worker.onMessage", Status::PORTABLE),
    ("Worker.onProcessKilled", Status::PORTABLE),
    ("Worker.postMessage", Status::PORTABLE),
    ("Worker.terminate", Status::PORTABLE),
    ("Worker.testOnProcessKilled", Status::PORTABLE),
    // Routing.
    ("switchTab", Status::PORTABLE),
    ("reLaunch", Status::PORTABLE),
    ("redirectTo", Status::PORTABLE),
    ("navigateTo", Status::PORTABLE),
    ("navigateBack", Status::PORTABLE),
    ("exitMiniProgram", Status::PORTABLE),
    ("restartMiniProgram", Status::PORTABLE),
    // Interface.
    ("showToast", Status::PORTABLE),
    ("hideToast", Status::PORTABLE),
    ("showLoading", Status::PORTABLE),
    ("hideLoading", Status::PORTABLE),
    ("showModal", Status::PORTABLE),
    ("showActionSheet", Status::PORTABLE),
    ("enableAlertBeforeUnload", Status::PORTABLE),
    ("disableAlertBeforeUnload", Status::PORTABLE),
    ("setNavigationBarTitle", Status::PORTABLE),
    ("setNavigationBarColor", Status::PORTABLE),
    ("showNavigationBarLoading", Status::PORTABLE),
    ("hideNavigationBarLoading", Status::PORTABLE),
    ("hideHomeButton", Status::PORTABLE),
    ("setBackgroundColor", Status::PORTABLE),
    ("setBackgroundTextStyle", Status::PORTABLE),
    ("showTabBar", Status::PORTABLE),
    ("hideTabBar", Status::PORTABLE),
    ("setTabBarItem", Status::PORTABLE),
    ("setTabBarStyle", Status::PORTABLE),
    ("setTabBarBadge", Status::PORTABLE),
    ("removeTabBarBadge", Status::PORTABLE),
    ("showTabBarRedDot", Status::PORTABLE),
    ("hideTabBarRedDot", Status::PORTABLE),
    ("startPullDownRefresh", Status::PORTABLE),
    ("stopPullDownRefresh", Status::PORTABLE),
    ("pageScrollTo", Status::PORTABLE),
    ("loadFontFace", Status::PORTABLE),
    ("getMenuButtonBoundingClientRect", Status::PORTABLE),
    ("hideKeyboard", Status::PORTABLE),
    ("onKeyboardHeightChange", Status::PARTIAL),
    ("createAnimation", Status::PORTABLE),
    ("Animation.*", Status::PORTABLE),
    ("createSelectorQuery", Status::PORTABLE),
    ("SelectorQuery.*", Status::PORTABLE),
    ("NodesRef.*", Status::PORTABLE),
    ("createIntersectionObserver", Status::PORTABLE),
    ("IntersectionObserver.*", Status::PORTABLE),
    // Canvas and components.
    ("createCanvasContext", Status::PORTABLE),
    ("createContext", Status::PARTIAL),
    ("drawCanvas", Status::PARTIAL),
    ("CanvasContext.*", Status::PORTABLE),
    ("CanvasGradient.*", Status::PORTABLE),
    ("CanvasRenderingContext2D.*", Status::PORTABLE),
    ("Canvas.*", Status::PORTABLE),
    ("createOffscreenCanvas", Status::PORTABLE),
    ("OffscreenCanvas.*", Status::PORTABLE),
    ("canvasToTempFilePath", Status::PORTABLE),
    ("canvasGetImageData", Status::PORTABLE),
    ("canvasPutImageData", Status::PORTABLE),
    ("createVideoContext", Status::PARTIAL),
    ("VideoContext.*", Status::PARTIAL),
    ("createAudioContext", Status::PARTIAL),
    ("AudioContext.*", Status::PARTIAL),
    // The picture that the simulated device's camera sees, again and again.
    ("createCameraContext", Status::SIMULATED),
    ("CameraContext.onCameraFrame", Status::SIMULATED),
    ("CameraContext.takePhoto", Status::SIMULATED),
    ("CameraFrameListener.*", Status::SIMULATED),
    ("EditorContext.*", Status::PARTIAL),
    ("ScrollViewContext.*", Status::PARTIAL),
    ("previewImage", Status::PORTABLE),
    ("previewMedia", Status::PARTIAL),
    // Sharing: the menu is there; sending to a chat is not.
    ("showShareMenu", Status::PARTIAL),
    ("hideShareMenu", Status::PARTIAL),
    ("updateShareMenu", Status::PARTIAL),
    ("EventChannel.*", Status::PORTABLE),
];

static BY_NAME: LazyLock<HashMap<&'static str, Status>> =
    LazyLock::new(|| LOGIC.iter().copied().collect());

/// The status of a member the facade implements.
pub fn status(name: &str) -> Option<Status> {
    if let Some(status) = BY_NAME.get(name) {
        return Some(*status);
    }
    let (object, _) = name.split_once('.').unwrap_or((name, ""));
    BY_NAME.get(format!("{object}.*").as_str()).copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::declare::surface;

    #[test]
    fn every_name_is_known_and_not_native_as_well() {
        for (name, _) in LOGIC {
            match name.strip_suffix(".*") {
                Some(object) => assert!(
                    surface::all()
                        .iter()
                        .any(|facts| facts.name.split('.').next() == Some(object)),
                    "no object {object}"
                ),
                None => {
                    assert!(surface::find(name).is_some(), "no member {name}");
                    assert!(crate::declare::find(name).is_none(), "{name} has two homes");
                }
            }
        }
    }
}
