//! What the launcher asks of a phone on the user's own account: a code, a file, another application
//! to give something to.

use std::path::PathBuf;

/// What this system has, as the shell's command `screen` names it.
pub const fn sources() -> &'static [&'static str] {
    if cfg!(mobile) { &["scan", "file"] } else { &[] }
}

#[cfg(not(mobile))]
const NOT_HERE: &str = "not supported on this system";

/// The text of a QR code that the user holds before the camera; `None` when they close it.
///
/// # Errors
/// There is no camera, or it is refused; the text is for the user.
#[cfg(target_os = "android")]
pub async fn scan() -> Result<Option<String>, String> {
    let arguments = serde_json::json!({"scanType": ["qrCode"]});
    let found = or_closed(super::android::begin("scan.code", arguments).await)?;
    Ok(found.and_then(|found| Some(found["result"].as_str()?.to_owned())))
}

/// The text of a QR code, read by the system's decoder.
///
/// # Errors
/// Those of Android's.
#[cfg(target_os = "ios")]
pub async fn scan() -> Result<Option<String>, String> {
    let found = or_closed(peapod_ios::device::outside::scan().await)?;
    Ok(found.and_then(|found| Some(found["result"].as_str()?.to_owned())))
}

/// The text of a QR code.
///
/// # Errors
/// Always.
#[cfg(not(mobile))]
#[allow(clippy::unused_async, reason = "as on the systems that have it")]
pub async fn scan() -> Result<Option<String>, String> {
    Err(NOT_HERE.into())
}

/// A file that the user chooses, copied to where the host may read it; `None` when they close the
/// picker.
///
/// # Errors
/// The system has no picker, or the file cannot be read.
#[cfg(target_os = "android")]
pub async fn pick() -> Result<Option<PathBuf>, String> {
    let arguments = serde_json::json!({"files": true, "count": 1});
    let picked = or_closed(super::android::begin("gallery.pick", arguments).await)?;
    Ok(picked.and_then(|picked| Some(PathBuf::from(picked["files"][0]["path"].as_str()?))))
}

/// A file that the user chooses, copied to where the host may read it.
///
/// # Errors
/// Those of Android's, or the copy cannot be written.
#[cfg(target_os = "ios")]
pub async fn pick() -> Result<Option<PathBuf>, String> {
    let picked = or_closed(peapod_ios::device::outside::choose_file().await)?;
    let Some(file) = picked.and_then(|files| files.into_iter().next()) else {
        return Ok(None);
    };
    // One at a time: the next choice replaces it.
    let folder = tempfile::env::temp_dir().join("chosen");
    let name = std::path::Path::new(&file.name)
        .file_name()
        .unwrap_or_else(|| "package.zip".as_ref());
    let path = folder.join(name);
    std::fs::create_dir_all(&folder)
        .and_then(|()| std::fs::write(&path, &file.bytes))
        .map_err(|error| format!("{}: {error}", path.display()))?;
    Ok(Some(path))
}

/// A file that the user chooses.
///
/// # Errors
/// Always.
#[cfg(not(mobile))]
#[allow(clippy::unused_async, reason = "as on the systems that have it")]
pub async fn pick() -> Result<Option<PathBuf>, String> {
    Err(NOT_HERE.into())
}

/// Gives a text to another application, which the user chooses.
///
/// # Errors
/// The system has no share sheet.
#[cfg(target_os = "android")]
pub async fn share(title: &str, text: &str) -> Result<(), String> {
    let arguments = serde_json::json!({"title": title, "text": text});
    let shared = super::android::begin("share.send", arguments).await;
    shared.map(drop).map_err(|error| error.to_string())
}

/// Gives a text to another application; the sheet shows no title.
///
/// # Errors
/// There is no window.
#[cfg(target_os = "ios")]
pub async fn share(_title: &str, text: &str) -> Result<(), String> {
    let shared = peapod_ios::device::outside::share(text).await;
    shared.map_err(|error| error.to_string())
}

/// Gives a text to another application.
///
/// # Errors
/// Always.
#[cfg(not(mobile))]
#[allow(clippy::unused_async, reason = "as on the systems that have it")]
pub async fn share(_title: &str, _text: &str) -> Result<(), String> {
    Err(NOT_HERE.into())
}

/// Asks that the phone be held as a page wants it: `portrait`, `landscape` or `auto`. Systems with
/// windows turn the window instead.
pub fn hold(orientation: &str) {
    #[cfg(target_os = "android")]
    {
        let arguments = serde_json::json!({"orientation": orientation});
        super::android::tell(
            "screen.setOrientation",
            arguments,
            "the screen does not turn",
        );
    }
    #[cfg(target_os = "ios")]
    peapod_ios::views::hold(peapod_ios::orientation::Orientation::of(orientation));
    #[cfg(not(mobile))]
    let _ = orientation;
}

/// Removes what the web pages of a mini-program have stored where the system keeps it for webviews,
/// under the name of this folder. Elsewhere it is in the folder itself.
pub fn forget_web_data(folder: &std::path::Path) {
    #[cfg(target_os = "android")]
    {
        let app_id = folder.file_name().map(|name| name.to_string_lossy());
        let arguments = serde_json::json!({"appId": app_id});
        let what = "web data of a mini-program stay";
        super::android::tell("webData.delete", arguments, what);
    }
    #[cfg(target_os = "ios")]
    peapod_ios::views::forget_web_data(folder);
    #[cfg(not(mobile))]
    let _ = folder;
}

#[cfg(mobile)]
fn or_closed<T>(outcome: Result<T, peapod_native_apis::ApiError>) -> Result<Option<T>, String> {
    match outcome {
        Ok(result) => Ok(Some(result)),
        Err(error) if error.errno == Some(peapod_native_apis::error::errno::CANCEL) => Ok(None),
        Err(error) => Err(error.to_string()),
    }
}
