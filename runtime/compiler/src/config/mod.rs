//! `app.json`, page and component JSON: WeChat's keys, with its defaults filled in.

mod app;
mod json;
mod preload;
mod tab_bar;
mod theme;
mod types;
mod window;

pub(crate) use app::read_app;
pub(crate) use json::JsonFile;
pub(crate) use tab_bar::read_tab_bar;
pub(crate) use theme::Themes;
pub use types::{
    AppConfig, ComponentConfig, NetworkTimeout, PageConfig, SubPackage, TabBar, TabItem, Theme,
};
pub(crate) use window::effective_window;
