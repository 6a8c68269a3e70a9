//! Saving a picture that the container shows: in the preview, or by the menu of a long press.

use base64::{Engine, engine::general_purpose::STANDARD};
use peapod_native_apis::Apis;
use serde_json::{Value, json};

/// Adds a picture to the album. `url` is what the shell or a page shows: a `data:` URL, a web
/// address, a `wxfile://` or a package path.
///
/// # Errors
/// What to tell the user: it is no picture, it cannot be read, or policy does not let it be loaded.
pub async fn save(apis: &Apis, url: &str) -> Result<(), String> {
    let path = if let Some(data) = url.strip_prefix("data:") {
        let (extension, data) = decode(data).ok_or("not a picture")?;
        let made = apis
            .call_sync(
                "$tempFile",
                json!({"data": data, "extension": extension}).into(),
            )
            .map_err(|error| error.message)?;
        path_in(&made.json, "tempFilePath")?
    } else if url.starts_with("http://") || url.starts_with("https://") {
        let found = call(apis, "getImageInfo", json!({ "src": url })).await?;
        path_in(&found, "path")?
    } else {
        url.to_owned()
    };
    call(apis, "$saveImage", json!({ "filePath": path }))
        .await
        .map(drop)
}

/// Extension and Base64 of the rest of a `data:` URL.
fn decode(data: &str) -> Option<(&str, String)> {
    let (kind, data) = data.split_once(',')?;
    let mut kind = kind.split(';');
    let extension = match kind.next()? {
        "image/jpeg" => "jpg",
        "image/svg+xml" => return None,
        picture => picture.strip_prefix("image/")?,
    };
    // Checked here because the temporary file is made of whatever decodes.
    let encoded = kind.any(|it| it == "base64") && STANDARD.decode(data).is_ok();
    encoded.then(|| (extension, data.to_owned()))
}

fn path_in(answer: &Value, field: &str) -> Result<String, String> {
    answer[field]
        .as_str()
        .map(str::to_owned)
        .ok_or_else(|| format!("no {field} in the answer"))
}

/// Calls a `wx` member and waits for its answer.
pub async fn call(apis: &Apis, name: &str, args: Value) -> Result<Value, String> {
    let (done, answered) = tokio::sync::oneshot::channel();
    apis.call(
        name,
        args.into(),
        Box::new(move |result| {
            // The asker may have given up.
            let _ = done.send(result);
        }),
    );
    match answered.await {
        Ok(Ok(value)) => Ok(value.json),
        Ok(Err(error)) => Err(error.message),
        Err(_) => Err("the mini-program has been closed".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_in_urls() {
        assert_eq!(
            decode("image/png;base64,cG5n"),
            Some(("png", "cG5n".into()))
        );
        assert_eq!(
            decode("image/jpeg;base64,cG5n"),
            Some(("jpg", "cG5n".into()))
        );
        assert_eq!(decode("image/png;base64,%%"), None);
        assert_eq!(decode("image/png,abc"), None);
        assert_eq!(decode("text/html;base64,cG5n"), None);
    }
}
