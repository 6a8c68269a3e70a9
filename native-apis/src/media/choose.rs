//! Choosing pictures, videos and files: what was picked becomes temporary files.

use std::sync::Arc;

use serde_json::{Value, json};

use super::{keep_picked, picture};
use crate::context::Context;
use crate::device::{Picked, Wanted};
use crate::error::{ApiError, errno};
use crate::value::{ApiValue, Args};

type Answer = Result<ApiValue, ApiError>;

/// WeChat's `count` limits: 9 pictures (20 with `chooseMedia`), 100 chat files.
fn count(args: &Args, limit: u64) -> Result<usize, ApiError> {
    match args.number("count") {
        None => Ok(9),
        Some(count) if count >= 1.0 => Ok((count as u64).min(limit) as usize),
        Some(_) => Err(ApiError::new(
            "parameter error: parameter.count should be greater than 0",
            errno::INVALID_PARAMETER,
        )),
    }
}

fn camera_only(args: &Args) -> bool {
    let sources = args.strings("sourceType");
    !sources.is_empty() && sources.iter().all(|source| source == "camera")
}

async fn pick(cx: &Arc<Context>, wanted: Wanted) -> Result<Vec<Picked>, ApiError> {
    cx.device.gallery.pick(wanted).await
}

pub async fn image(cx: Arc<Context>, args: Args) -> Answer {
    let picked = pick(
        &cx,
        Wanted {
            pictures: true,
            videos: false,
            files: false,
            camera: camera_only(&args),
            count: count(&args, 9)?,
        },
    )
    .await?;
    let mut paths = Vec::new();
    let mut files = Vec::new();
    for file in &picked {
        let path = keep_picked(&cx, file)?;
        files.push(json!({ "path": path.text(), "size": file.bytes.len() }));
        paths.push(path.text().to_owned());
    }
    Ok(json!({ "tempFilePaths": paths, "tempFiles": files }).into())
}

pub async fn media(cx: Arc<Context>, args: Args) -> Answer {
    let types = args.strings("mediaType");
    let both = types.is_empty() || types.iter().any(|kind| kind == "mix");
    let picked = pick(
        &cx,
        Wanted {
            pictures: both || types.iter().any(|kind| kind == "image"),
            videos: both || types.iter().any(|kind| kind == "video"),
            files: false,
            camera: camera_only(&args),
            count: count(&args, 20)?,
        },
    )
    .await?;
    let mut files = Vec::new();
    for file in &picked {
        files.push(media_file(&cx, file)?);
    }
    let all = |kind: &str| files.iter().all(|file: &Value| file["fileType"] == kind);
    let kind = if all("image") {
        "image"
    } else if all("video") {
        "video"
    } else {
        "mix"
    };
    Ok(json!({ "tempFiles": files, "type": kind }).into())
}

fn media_file(cx: &Context, file: &Picked) -> Result<Value, ApiError> {
    let path = keep_picked(cx, file)?;
    Ok(match file.video {
        Some((duration, width, height)) => json!({
            "tempFilePath": path.text(), "size": file.bytes.len(), "fileType": "video",
            "duration": duration, "width": width, "height": height, "thumbTempFilePath": "",
        }),
        None => {
            let (width, height) = picture::dimensions(&file.bytes).unwrap_or((0, 0));
            json!({
                "tempFilePath": path.text(), "size": file.bytes.len(), "fileType": "image",
                "width": width, "height": height,
            })
        }
    })
}

pub async fn video(cx: Arc<Context>, args: Args) -> Answer {
    let picked = pick(
        &cx,
        Wanted {
            pictures: false,
            videos: true,
            files: false,
            camera: camera_only(&args),
            count: 1,
        },
    )
    .await?;
    let file = picked.first().ok_or_else(ApiError::cancel)?;
    let path = keep_picked(&cx, file)?;
    let (duration, width, height) = file.video.unwrap_or_default();
    Ok(json!({
        "tempFilePath": path.text(), "size": file.bytes.len(),
        "duration": duration, "width": width, "height": height,
    })
    .into())
}

pub async fn message_file(cx: Arc<Context>, args: Args) -> Answer {
    let kind = args.opt_str("type").unwrap_or("all");
    let picked = pick(
        &cx,
        Wanted {
            pictures: kind == "image",
            videos: kind == "video",
            files: kind == "file" || kind == "all",
            camera: false,
            count: count(&args, 100)?,
        },
    )
    .await?;
    let wanted: Vec<String> = args
        .strings("extension")
        .iter()
        .map(|extension| extension.trim_start_matches('.').to_ascii_lowercase())
        .collect();
    let mut files = Vec::new();
    for file in &picked {
        let extension = file
            .name
            .rsplit_once('.')
            .map_or(String::new(), |(_, extension)| {
                extension.to_ascii_lowercase()
            });
        if kind == "file" && !wanted.is_empty() && !wanted.contains(&extension) {
            continue;
        }
        let path = keep_picked(&cx, file)?;
        let time = cx.disk.stat(&path)?.modified;
        files.push(json!({
            "path": path.text(),
            "size": file.bytes.len(),
            "name": file.name,
            "type": if kind == "all" { "file" } else { kind },
            "time": time,
        }));
    }
    if files.is_empty() {
        return Err(ApiError::cancel());
    }
    Ok(json!({ "tempFiles": files }).into())
}
