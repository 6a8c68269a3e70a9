//! The configuration types.

use indexmap::IndexMap;
use serde::Serialize;
use serde_json::Value;

/// The colour scheme for which `theme.json` variables (`@name`) are looked up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Theme {
    #[default]
    Light,
    Dark,
}

impl Theme {
    /// `light` or `dark`, as `wx.getSystemInfo` and `theme.json` spell it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

/// `app.json`.
#[derive(Debug, Clone)]
pub struct AppConfig {
    /// Every page: main package first, then those of the sub-packages with their root in front.
    pub pages: Vec<String>,
    /// `entryPagePath`, by default the first page.
    pub entry_page_path: String,
    /// `subpackages` (alias `subPackages`).
    pub sub_packages: Vec<SubPackage>,
    /// `usingComponents`: tag to absolute component path (no leading slash), or `plugin://…`.
    pub using_components: IndexMap<String, String>,
    /// `componentPlaceholder`: tag to the tag that stands in for it.
    pub component_placeholder: IndexMap<String, String>,
    pub network_timeout: NetworkTimeout,
    /// `lazyCodeLoading: "requiredComponents"`; without it every page and component script of
    /// the main package runs at launch.
    pub lazy_code_loading: bool,
    /// `darkmode`: whether theme changes reach the mini-program.
    pub darkmode: bool,
    /// `style: "v2"`.
    pub style_v2: bool,
    /// `debug`.
    pub debug: bool,
    /// Folder of the worker scripts (`workers`), without slashes at the ends.
    pub workers: Option<String>,
    /// `requiredPrivateInfos`.
    pub required_private_infos: Vec<String>,
    /// `requiredBackgroundModes`.
    pub required_background_modes: Vec<String>,
    /// The whole of `app.json` as written (comments gone, nothing filled in).
    pub raw: Value,
}

/// One of `app.json`'s `subpackages`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SubPackage {
    /// Root folder without slashes at the ends.
    pub root: String,
    pub name: Option<String>,
    /// Pages with the root in front.
    pub pages: Vec<String>,
    pub independent: bool,
    /// Package path of the script that runs before the others (`entry`), if any.
    pub entry: Option<String>,
}

/// `networkTimeout`, milliseconds; 60 000 where `app.json` is silent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct NetworkTimeout {
    pub request: u64,
    pub connect_socket: u64,
    pub upload_file: u64,
    pub download_file: u64,
}

impl Default for NetworkTimeout {
    fn default() -> Self {
        Self {
            request: 60_000,
            connect_socket: 60_000,
            upload_file: 60_000,
            download_file: 60_000,
        }
    }
}

/// `tabBar`, theme variables resolved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TabBar {
    pub custom: bool,
    pub color: String,
    pub selected_color: String,
    pub background_color: String,
    /// `black` or `white`.
    pub border_style: String,
    /// `bottom` or `top`.
    pub position: String,
    pub list: Vec<TabItem>,
}

/// One entry of `tabBar.list`. Icon paths are absolute package paths with a leading slash,
/// empty where there is none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TabItem {
    /// Page path without leading slash.
    pub page_path: String,
    pub text: String,
    pub icon_path: String,
    pub selected_icon_path: String,
}

/// A page's JSON under `app.json`'s `window`.
#[derive(Debug, Clone)]
pub struct PageConfig {
    /// Page path without leading slash.
    pub route: String,
    /// The effective window: defaults, then `app.json`'s `window`, then the page's own keys;
    /// theme variables resolved.
    pub window: Value,
    /// What the page declares as a component (`usingComponents`, style isolation…).
    pub component: ComponentConfig,
}

/// A component's (or page's) JSON.
#[derive(Debug, Clone, Default)]
pub struct ComponentConfig {
    /// Path without extension.
    pub path: String,
    /// `component: true`; pages that use `Component()` may have it, too.
    pub component: bool,
    /// Tag to absolute component path (no leading slash) or `plugin://…`. Those of `app.json`
    /// come first and are overridden by the file's own. Entries whose component does not exist
    /// are left out (there is a diagnostic for each).
    pub using_components: IndexMap<String, String>,
    /// `componentPlaceholder`: tag to the tag that stands in until its code is there.
    pub component_placeholder: IndexMap<String, String>,
    /// `componentGenerics`: name to default component path, `None` where it has no default.
    pub component_generics: IndexMap<String, Option<String>>,
    /// `styleIsolation` as written.
    pub style_isolation: Option<String>,
    pub add_global_class: bool,
    /// `pureDataPattern`: the source of a regular expression.
    pub pure_data_pattern: Option<String>,
    /// The file as written, `{}` where it is missing or broken.
    pub raw: Value,
}
