//! The effective `window` of a page.

use serde_json::{Map, Value, json};

use super::{Theme, Themes};

/// Keys of a page's JSON that are about it as a component, not about its window.
const NOT_WINDOW: [&str; 9] = [
    "usingComponents",
    "component",
    "componentGenerics",
    "componentPlaceholder",
    "styleIsolation",
    "addGlobalClass",
    "pureDataPattern",
    "virtualHost",
    "singlePage",
];

/// WeChat's defaults.
fn defaults() -> Value {
    json!({
        "navigationBarBackgroundColor": "#000000",
        "navigationBarTextStyle": "white",
        "navigationBarTitleText": "",
        "navigationStyle": "default",
        "homeButton": false,
        "backgroundColor": "#ffffff",
        "backgroundTextStyle": "dark",
        "backgroundColorTop": "#ffffff",
        "backgroundColorBottom": "#ffffff",
        "enablePullDownRefresh": false,
        "onReachBottomDistance": 50,
        "pageOrientation": "portrait",
        "disableScroll": false,
        "restartStrategy": "homePage",
        "visualEffectInBackground": "none",
        "handleWebviewPreload": "static",
    })
}

/// Defaults under `app.json`'s `window` under the page's own keys, theme variables resolved
/// (an unknown variable falls back to the default).
pub(crate) fn effective_window(app: &Value, page: &Value, themes: &Themes, theme: Theme) -> Value {
    let Value::Object(defaults) = defaults() else {
        return Value::Null;
    };
    let mut window = defaults.clone();
    let empty = Map::new();
    let app_window = app
        .get("window")
        .and_then(Value::as_object)
        .unwrap_or(&empty);
    // Old page files nest their keys in "window".
    let nested = page
        .get("window")
        .and_then(Value::as_object)
        .unwrap_or(&empty);
    let own = page.as_object().unwrap_or(&empty);
    for layer in [app_window, nested, own] {
        for (key, value) in layer {
            if NOT_WINDOW.contains(&key.as_str()) || key == "window" {
                continue;
            }
            let Some(value) = coerce(value, defaults.get(key), themes, theme) else {
                continue;
            };
            window.insert(key.clone(), value);
        }
    }
    Value::Object(window)
}

/// A value of the default's type; real files have `"true"` and `"50"`.
fn coerce(value: &Value, default: Option<&Value>, themes: &Themes, theme: Theme) -> Option<Value> {
    match (value, default) {
        (Value::String(text), Some(Value::Bool(_))) => match text.as_str() {
            "true" => Some(Value::Bool(true)),
            "false" => Some(Value::Bool(false)),
            _ => None,
        },
        (Value::String(text), Some(Value::Number(_))) => {
            text.trim().parse::<f64>().ok().map(|number| json!(number))
        }
        (Value::String(text), _) => themes
            .resolve(text, theme)
            .map(|text| Value::String(text.to_owned())),
        (Value::Null, _) => None,
        (value, Some(default)) if value_kind(value) != value_kind(default) => None,
        (value, _) => Some(value.clone()),
    }
}

fn value_kind(value: &Value) -> u8 {
    match value {
        Value::Null => 0,
        Value::Bool(_) => 1,
        Value::Number(_) => 2,
        Value::String(_) => 3,
        Value::Array(_) => 4,
        Value::Object(_) => 5,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn window(app: Value, page: Value) -> Value {
        effective_window(&app, &page, &Themes::default(), Theme::Light)
    }

    #[test]
    fn page_over_app_over_defaults() {
        let window = window(
            json!({"window": {"navigationBarTitleText": "app", "backgroundColor": "#eee"}}),
            json!({"navigationBarTitleText": "page", "usingComponents": {}, "custom": 1}),
        );
        assert_eq!(window["navigationBarTitleText"], "page");
        assert_eq!(window["backgroundColor"], "#eee");
        assert_eq!(window["onReachBottomDistance"], 50);
        assert_eq!(window["custom"], 1);
        assert!(window.get("usingComponents").is_none());
    }

    #[test]
    fn wrong_types_are_mended_or_ignored() {
        let window = window(
            json!({}),
            json!({"enablePullDownRefresh": "true", "onReachBottomDistance": "80",
                   "disableScroll": {}, "backgroundColor": "@none"}),
        );
        assert_eq!(window["enablePullDownRefresh"], true);
        assert_eq!(window["onReachBottomDistance"], 80.0);
        assert_eq!(window["disableScroll"], false);
        assert_eq!(window["backgroundColor"], "#ffffff");
    }
}
