//! Pictures and videos of a mini-program as URLs that the shell can load: it has no access to the
//! package or to files.

use base64::{Engine, engine::general_purpose::STANDARD};
use serde_json::Value;

use super::tab_icons::{MAX_ICON, data_url};
use crate::scheme::Resources;

/// Bounds what is copied into one command. Larger files stay what they are, and do not load.
const MAX_PREVIEW: usize = 32 << 20;

/// Where packages have a picture of themselves; nothing in `app.json` names one.
const APP_ICONS: [&str; 3] = ["icon.png", "logo.png", "icon.svg"];

/// The icon of the mini-program, if its package has one.
pub fn app_icon(resources: &dyn Resources) -> Option<String> {
    APP_ICONS
        .iter()
        .find_map(|path| data_url(path, MAX_ICON, resources))
}

/// Rewrites `imageUrl` of `share`; without a picture that loads, the card has none.
pub fn share_card(params: &mut Value, resources: &dyn Resources) {
    let Some(url) = params.get("imageUrl").and_then(Value::as_str) else {
        return;
    };
    params["imageUrl"] = loadable(url, resources).unwrap_or_default().into();
}

/// Rewrites `urls` and `current` of `previewImage`. `sources` of `wx.previewMedia`, which say what
/// is a video, take the place of `urls`.
pub fn preview(params: &mut Value, resources: &dyn Resources) {
    let Some(fields) = params.as_object_mut() else {
        return;
    };
    if let Some(sources) = fields.remove("sources") {
        fields.insert("urls".into(), sources);
    }
    let replace = |value: &mut Value| {
        if let Some(url) = value.as_str().and_then(|url| loadable(url, resources)) {
            *value = url.into();
        }
    };
    fields.get_mut("current").into_iter().for_each(replace);
    let urls = fields.get_mut("urls").and_then(Value::as_array_mut);
    for item in urls.into_iter().flatten() {
        match item {
            Value::Object(object) => {
                for key in ["url", "poster"] {
                    object.get_mut(key).into_iter().for_each(replace);
                }
            }
            item => replace(item),
        }
    }
}

/// A URL that the shell can load. The page runtime knows files by the paths of its scheme, scripts
/// by `wxfile://` and package paths.
fn loadable(url: &str, resources: &dyn Resources) -> Option<String> {
    if !url.starts_with("wxfile://") {
        return data_url(url, MAX_PREVIEW, resources);
    }
    let file = resources.sandbox_file(url)?;
    let length = std::fs::metadata(&file).ok()?.len();
    if length > MAX_PREVIEW as u64 {
        return None;
    }
    let bytes = std::fs::read(file).ok()?;
    let kind = mime_guess::from_path(url).first_or(mime_guess::mime::IMAGE_PNG);
    Some(format!("data:{kind};base64,{}", STANDARD.encode(bytes)))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::path::PathBuf;

    use serde_json::json;

    use super::*;

    struct Files(tempfile::TempDir);

    impl Resources for Files {
        fn package_file(&self, path: &str) -> Option<Vec<u8>> {
            ["img/a.png", "logo.png"]
                .contains(&path)
                .then(|| b"png".to_vec())
        }
        fn sandbox_file(&self, uri: &str) -> Option<PathBuf> {
            Some(self.0.path().join(uri.strip_prefix("wxfile://tmp/")?))
        }
    }

    fn files() -> Files {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("b.jpg"), b"jpg").unwrap();
        Files(folder)
    }

    #[test]
    fn previews_can_be_loaded_by_the_shell() {
        let mut params = json!({
            "urls": ["/img/a.png", "wxfile://tmp/b.jpg", "https://x.test/c.png", "/no.png"],
            "current": "wxfile://tmp/b.jpg",
        });
        preview(&mut params, &files());
        assert_eq!(
            params,
            json!({
                "urls": ["data:image/png;base64,cG5n", "data:image/jpeg;base64,anBn", "https://x.test/c.png", "/no.png"],
                "current": "data:image/jpeg;base64,anBn",
            })
        );
    }

    #[test]
    fn media_say_what_is_a_video() {
        let mut params = json!({
            "urls": ["https://x.test/v.mp4"], "current": 0,
            "sources": [{"url": "https://x.test/v.mp4", "type": "video", "poster": "/img/a.png"}],
        });
        preview(&mut params, &files());
        assert_eq!(
            params,
            json!({
                "urls": [{"url": "https://x.test/v.mp4", "type": "video", "poster": "data:image/png;base64,cG5n"}],
                "current": 0,
            })
        );
    }

    #[test]
    fn shared_cards_have_pictures_that_load_or_none() {
        for (given, expected) in [
            ("/img/a.png", "data:image/png;base64,cG5n"),
            ("wxfile://tmp/b.jpg", "data:image/jpeg;base64,anBn"),
            ("https://x.test/c.png", "https://x.test/c.png"),
            ("/gone.png", ""),
            ("", ""),
        ] {
            let mut params = json!({ "title": "T", "imageUrl": given });
            share_card(&mut params, &files());
            assert_eq!(params, json!({ "title": "T", "imageUrl": expected }));
        }
    }

    #[test]
    fn a_picture_in_the_package_is_its_icon() {
        assert_eq!(
            app_icon(&files()).as_deref(),
            Some("data:image/png;base64,cG5n")
        );
    }
}
