//! Saved files (`saveFile` and its family), on the manager and as the older `wx.` members.

use serde_json::json;

use super::digest::digest;
use super::disk::Disk;
use crate::error::{ApiError, errno};
use crate::policy::sandbox::Root;
use crate::value::{ApiValue, Args};

/// Moves a temporary file to the saved files, or to a path in the user directory:
/// `{savedFilePath}`.
pub fn save(disk: &Disk, args: &Args) -> Result<ApiValue, ApiError> {
    let missing = || ApiError::new("tempFilePath file not exist", errno::TEMP_FILE_MISSING);
    let from = disk
        .sandbox()
        .resolve(args.str("tempFilePath"))
        .map_err(|_| missing())?;
    if from.root() != Root::Temp || !disk.stat(&from).is_ok_and(|stats| !stats.directory) {
        return Err(missing());
    }
    let to = match args.opt_str("filePath").filter(|path| !path.is_empty()) {
        Some(path) => (*disk.sandbox().writable(path)?).clone(),
        None => {
            let extension = from
                .real()
                .extension()
                .and_then(|extension| extension.to_str())
                .unwrap_or("");
            disk.sandbox().fresh_saved(extension)
        }
    };
    disk.keep(&from, &to)?;
    Ok(json!({ "savedFilePath": to.text() }).into())
}

fn saved(disk: &Disk, args: &Args) -> Result<crate::policy::SandboxPath, ApiError> {
    let path = disk.sandbox().resolve(args.str("filePath"))?;
    if path.root() == Root::Saved {
        Ok(path)
    } else {
        Err(ApiError::new(
            format!("no such file or directory {}", path.text()),
            errno::NO_SUCH_FILE,
        ))
    }
}

/// Removes a saved file.
pub fn remove(disk: &Disk, args: &Args) -> Result<ApiValue, ApiError> {
    disk.remove(&saved(disk, args)?)?;
    Ok(ApiValue::ok())
}

/// `{fileList: [{filePath, size, createTime}]}`; seconds since 1970.
pub fn list(disk: &Disk) -> Result<ApiValue, ApiError> {
    let folder = disk.sandbox().resolve("wxfile://store")?;
    let mut rows = Vec::new();
    for name in disk.list(&folder)? {
        let text = format!("wxfile://{name}");
        let stats = disk.stat(&disk.sandbox().resolve(&text)?)?;
        rows.push(json!({ "filePath": text, "size": stats.size, "createTime": stats.modified }));
    }
    Ok(json!({ "fileList": rows }).into())
}

/// `wx.getSavedFileInfo`: `{size, createTime}`.
pub fn info(disk: &Disk, args: &Args) -> Result<ApiValue, ApiError> {
    let stats = disk.stat(&saved(disk, args)?)?;
    Ok(json!({ "size": stats.size, "createTime": stats.modified }).into())
}

/// `getFileInfo`: `{size, digest}`.
pub fn file_info(disk: &Disk, args: &Args) -> Result<ApiValue, ApiError> {
    let content = disk.read(&disk.sandbox().resolve(args.str("filePath"))?)?;
    let digest = digest(args.opt_str("digestAlgorithm").unwrap_or("md5"), &content)?;
    Ok(json!({ "size": content.len(), "digest": digest }).into())
}
