//! Tab bar icons as URLs that the shell can load: it has no access to the package.

use base64::{Engine, engine::general_purpose::STANDARD};
use serde_json::Value;

use crate::scheme::Resources;

/// WeChat allows 40 KB; a package over the limit still shows its icon.
pub const MAX_ICON: usize = 256 << 10;

/// Adds `iconUrl` and `selectedIconUrl` to each entry of a `tabBar` command.
pub fn add_icon_urls(params: &mut Value, resources: &dyn Resources) {
    let Some(list) = params.get_mut("list").and_then(Value::as_array_mut) else {
        return;
    };
    for item in list {
        for (path, url) in [
            ("iconPath", "iconUrl"),
            ("selectedIconPath", "selectedIconUrl"),
        ] {
            if let Some(data) = item
                .get(path)
                .and_then(Value::as_str)
                .and_then(|path| data_url(path, MAX_ICON, resources))
            {
                item[url] = data.into();
            }
        }
    }
}

/// A `data:` URL of a picture of at most `limit` bytes in the package; URLs stay as they are.
pub fn data_url(path: &str, limit: usize, resources: &dyn Resources) -> Option<String> {
    if path.starts_with("data:") || path.starts_with("https://") || path.starts_with("http://") {
        return Some(path.to_owned());
    }
    let clean = path.trim_start_matches("./").trim_start_matches('/');
    if clean.is_empty() || clean.split('/').any(|segment| segment == "..") {
        return None;
    }
    let bytes = resources
        .package_file(clean)
        .filter(|bytes| bytes.len() <= limit)?;
    let kind = mime_guess::from_path(clean)
        .first()
        .filter(|kind| kind.type_() == "image")?;
    Some(format!("data:{kind};base64,{}", STANDARD.encode(bytes)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use std::path::PathBuf;

    struct One;

    impl Resources for One {
        fn package_file(&self, path: &str) -> Option<Vec<u8>> {
            ["img/a.png", "app.js"]
                .contains(&path)
                .then(|| b"png".to_vec())
        }
        fn sandbox_file(&self, _: &str) -> Option<PathBuf> {
            None
        }
    }

    #[test]
    fn icons_become_data_urls() {
        let mut state = json!({"list": [
            {"iconPath": "/img/a.png", "selectedIconPath": "img/missing.png"},
            {"iconPath": "../a.png", "selectedIconPath": "app.js"},
        ]});
        add_icon_urls(&mut state, &One);
        assert_eq!(state["list"][0]["iconUrl"], "data:image/png;base64,cG5n");
        assert!(state["list"][0].get("selectedIconUrl").is_none());
        assert!(state["list"][1].get("iconUrl").is_none());
        assert!(
            state["list"][1].get("selectedIconUrl").is_none(),
            "scripts are not pictures"
        );
    }
}
