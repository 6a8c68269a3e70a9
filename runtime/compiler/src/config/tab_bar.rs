//! `tabBar`.

use serde_json::Value;

use super::{JsonFile, TabBar, TabItem, Theme, Themes};
use crate::paths::normalize;

/// Reads `tabBar`, `None` where `app.json` has none (or one without a list).
pub(crate) fn read_tab_bar(app_json: &JsonFile, themes: &Themes, theme: Theme) -> Option<TabBar> {
    let bar = app_json.value.get("tabBar")?.as_object()?;
    let text = |value: Option<&Value>, default: &str| {
        value
            .and_then(Value::as_str)
            .and_then(|text| themes.resolve(text, theme))
            .unwrap_or(default)
            .to_owned()
    };
    let icon = |value: Option<&Value>| {
        let path = text(value, "");
        match normalize(&path) {
            Some(path) if !path.is_empty() => format!("/{path}"),
            _ => String::new(),
        }
    };
    let list = bar
        .get("list")?
        .as_array()?
        .iter()
        .filter_map(|item| {
            Some(TabItem {
                page_path: normalize(item.get("pagePath")?.as_str()?)?,
                text: text(item.get("text"), ""),
                icon_path: icon(item.get("iconPath")),
                selected_icon_path: icon(item.get("selectedIconPath")),
            })
        })
        .collect();
    Some(TabBar {
        custom: bar.get("custom").and_then(Value::as_bool).unwrap_or(false),
        color: text(bar.get("color"), "#7a7e83"),
        selected_color: text(bar.get("selectedColor"), "#3cc51f"),
        background_color: text(bar.get("backgroundColor"), "#ffffff"),
        border_style: text(bar.get("borderStyle"), "black"),
        position: text(bar.get("position"), "bottom"),
        list,
    })
}
