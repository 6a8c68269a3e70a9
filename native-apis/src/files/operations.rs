//! What the methods of `FileSystemManager` do; synchronous and asynchronous methods share it.

use base64::Engine;
use serde_json::json;

use super::encoding::{Encoding, bytes_of};
use super::{archive, listing, saved};
use crate::context::Context;
use crate::error::ApiError;
use crate::value::{ApiValue, Args, Data};

type Answer = Result<ApiValue, ApiError>;

pub fn access(cx: &Context, args: Args) -> Answer {
    cx.disk
        .stat(&cx.disk.sandbox().resolve(args.str("path"))?)?;
    Ok(ApiValue::ok())
}

pub fn append_file(cx: &Context, args: Args) -> Answer {
    let path = cx.disk.sandbox().writable(args.str("filePath"))?;
    let bytes = bytes_of(args.data("data"), args.opt_str("encoding"))?;
    cx.disk.append(&path, &bytes)?;
    Ok(ApiValue::ok())
}

pub fn copy_file(cx: &Context, args: Args) -> Answer {
    let to = cx.disk.sandbox().writable(args.str("destPath"))?;
    let from = cx.disk.sandbox().resolve(args.str("srcPath"))?;
    cx.disk.copy(&from, &to)?;
    Ok(ApiValue::ok())
}

pub fn mkdir(cx: &Context, args: Args) -> Answer {
    let path = cx.disk.sandbox().writable(args.str("dirPath"))?;
    cx.disk.make_dir(&path, args.flag("recursive"))?;
    Ok(ApiValue::ok())
}

pub fn read_file(cx: &Context, args: Args) -> Answer {
    let path = cx.disk.sandbox().resolve(args.str("filePath"))?;
    let encoding = args
        .opt_str("encoding")
        .filter(|name| !name.is_empty())
        .map(Encoding::parse)
        .transpose()?;
    let bytes = match (args.count("position"), args.count("length")) {
        (None, None) => cx.disk.read(&path)?,
        (position, length) => cx.disk.read_range(&path, position.unwrap_or(0), length)?,
    };
    Ok(match encoding {
        Some(encoding) => json!({ "data": encoding.decode(&bytes) }).into(),
        None => ApiValue::with_buffer("data", bytes),
    })
}

pub fn readdir(cx: &Context, args: Args) -> Answer {
    let path = cx.disk.sandbox().resolve(args.str("dirPath"))?;
    Ok(json!({ "files": cx.disk.list(&path)? }).into())
}

pub fn rename(cx: &Context, args: Args) -> Answer {
    let from = cx.disk.sandbox().writable(args.str("oldPath"))?;
    let to = cx.disk.sandbox().writable(args.str("newPath"))?;
    cx.disk.rename(&from, &to)?;
    Ok(ApiValue::ok())
}

pub fn rmdir(cx: &Context, args: Args) -> Answer {
    let path = cx.disk.sandbox().writable(args.str("dirPath"))?;
    cx.disk.remove_dir(&path, args.flag("recursive"))?;
    Ok(ApiValue::ok())
}

pub fn stat(cx: &Context, args: Args) -> Answer {
    let path = cx.disk.sandbox().resolve(args.str("path"))?;
    let stats = listing::stat(&cx.disk, &path, args.flag("recursive"))?;
    Ok(json!({ "stats": stats }).into())
}

pub fn truncate(cx: &Context, args: Args) -> Answer {
    let path = cx.disk.sandbox().writable(args.str("filePath"))?;
    cx.disk.truncate(&path, args.count("length").unwrap_or(0))?;
    Ok(ApiValue::ok())
}

pub fn unlink(cx: &Context, args: Args) -> Answer {
    let path = cx.disk.sandbox().writable(args.str("filePath"))?;
    cx.disk.unlink(&path)?;
    Ok(ApiValue::ok())
}

pub fn write_file(cx: &Context, args: Args) -> Answer {
    let path = cx.disk.sandbox().writable(args.str("filePath"))?;
    let bytes = bytes_of(args.data("data"), args.opt_str("encoding"))?;
    cx.disk.write(&path, &bytes)?;
    Ok(ApiValue::ok())
}

pub fn unzip(cx: &Context, args: Args) -> Answer {
    archive::unzip(&cx.disk, &args)
}

pub fn read_zip_entry(cx: &Context, args: Args) -> Answer {
    archive::read_zip_entry(&cx.disk, &args)
}

pub fn read_compressed(cx: &Context, args: Args) -> Answer {
    archive::read_compressed(&cx.disk, &args)
}

pub fn save_file(cx: &Context, args: Args) -> Answer {
    saved::save(&cx.disk, &args)
}

pub fn saved_list(cx: &Context, _: Args) -> Answer {
    saved::list(&cx.disk)
}

pub fn saved_info(cx: &Context, args: Args) -> Answer {
    saved::info(&cx.disk, &args)
}

pub fn remove_saved(cx: &Context, args: Args) -> Answer {
    saved::remove(&cx.disk, &args)
}

pub fn file_info(cx: &Context, args: Args) -> Answer {
    saved::file_info(&cx.disk, &args)
}

pub fn open(cx: &Context, args: Args) -> Answer {
    cx.descriptors.open(&cx.disk, &args)
}

pub fn close(cx: &Context, args: Args) -> Answer {
    cx.descriptors.close(&args)
}

pub fn read(cx: &Context, args: Args) -> Answer {
    cx.descriptors.read(&args)
}

pub fn write(cx: &Context, args: Args) -> Answer {
    cx.descriptors.write(&cx.disk, &args)
}

pub fn fstat(cx: &Context, args: Args) -> Answer {
    cx.descriptors.stat(&args)
}

pub fn ftruncate(cx: &Context, args: Args) -> Answer {
    cx.descriptors.truncate(&args)
}

/// The manager has no state of its own.
pub fn manager(_: &Context, _: Args) -> Answer {
    Ok(ApiValue::ok())
}

/// `$tempFile`: a temporary file for what pages and the facade make. `data` is a buffer or Base64
/// text.
pub fn temp_file(cx: &Context, args: Args) -> Answer {
    let bytes = match args.data("data") {
        Data::Bytes(bytes) => bytes,
        Data::Text(text) => from_base64(&text)?,
    };
    keep_temp(cx, args.str("extension"), &bytes)
}

/// `canvasToTempFilePath` with the `$dataUrl` that the page drew.
pub fn canvas_file(cx: &Context, args: Args) -> Answer {
    let url = args.str("$dataUrl");
    let (head, text) = url
        .split_once(";base64,")
        .ok_or_else(|| ApiError::internal("the canvas gave no data URL"))?;
    let extension = if head.contains("jpeg") { "jpg" } else { "png" };
    keep_temp(cx, extension, &from_base64(text)?)
}

fn from_base64(text: &str) -> Result<Vec<u8>, ApiError> {
    base64::engine::general_purpose::STANDARD
        .decode(text)
        .map_err(|error| ApiError::internal(format!("not Base64: {error}")))
}

fn keep_temp(cx: &Context, extension: &str, bytes: &[u8]) -> Answer {
    let path = cx.disk.sandbox().fresh_temp(extension);
    cx.disk.put(&path, bytes)?;
    Ok(json!({ "tempFilePath": path.text() }).into())
}

/// `wx.createBufferURL`: a temporary file that `image` can show.
pub fn create_buffer_url(cx: &Context, args: Args) -> Answer {
    let bytes = match args.data("buffer") {
        Data::Bytes(bytes) => bytes,
        Data::Text(_) => return Err(ApiError::parameter_type("buffer", "ArrayBuffer", "String")),
    };
    let extension = match image::guess_format(&bytes) {
        Ok(format) => format.extensions_str().first().copied().unwrap_or(""),
        Err(_) => "",
    };
    let path = cx.disk.sandbox().fresh_temp(extension);
    cx.disk.put(&path, &bytes)?;
    Ok(json!(path.text()).into())
}

/// `wx.revokeBufferURL`.
pub fn revoke_buffer_url(cx: &Context, args: Args) -> Answer {
    let path = cx.disk.sandbox().resolve(args.str("url"))?;
    if path.root() == crate::policy::sandbox::Root::Temp {
        cx.disk.remove(&path)?;
    }
    Ok(ApiValue::undefined())
}
