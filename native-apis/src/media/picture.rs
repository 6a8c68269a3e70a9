//! Reading, compressing, cropping and saving pictures.

use std::io::Cursor;
use std::sync::Arc;

use image::codecs::jpeg::JpegEncoder;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageReader};
use serde_json::json;

use crate::context::Context;
use crate::error::{ApiError, errno};
use crate::policy::scopes::{self, Granted, WritePhotosAlbum};
use crate::policy::{Channel, SandboxPath};
use crate::value::{ApiValue, Args};

type Answer = Result<ApiValue, ApiError>;

/// A decoded picture takes at most this much memory, in bytes: a 16 000 pixel square would not
/// fit a phone either.
const DECODE_LIMIT: u64 = 512 * 1024 * 1024;

fn undecodable(_: image::ImageError) -> ApiError {
    ApiError::new("image decode fail", errno::IMAGE_DECODE)
}

fn decoder(bytes: &[u8]) -> Result<impl ImageDecoder + '_, ApiError> {
    let mut reader = ImageReader::new(Cursor::new(bytes))
        .with_guessed_format()
        .map_err(|error| undecodable(error.into()))?;
    let mut limits = image::Limits::default();
    limits.max_alloc = Some(DECODE_LIMIT);
    reader.limits(limits);
    reader.into_decoder().map_err(undecodable)
}

fn decode(bytes: &[u8]) -> Result<DynamicImage, ApiError> {
    let mut decoder = decoder(bytes)?;
    let orientation = decoder.orientation().map_err(undecodable)?;
    let mut picture = DynamicImage::from_decoder(decoder).map_err(undecodable)?;
    picture.apply_orientation(orientation);
    Ok(picture)
}

/// Width and height in pixels, as stored.
pub fn dimensions(bytes: &[u8]) -> Option<(u32, u32)> {
    decoder(bytes).ok().map(|decoder| decoder.dimensions())
}

/// WeChat's word for the EXIF orientation.
fn orientation_word(orientation: Orientation) -> &'static str {
    match orientation {
        Orientation::NoTransforms => "up",
        Orientation::FlipHorizontal => "up-mirrored",
        Orientation::Rotate180 => "down",
        Orientation::FlipVertical => "down-mirrored",
        Orientation::Rotate90FlipH => "left-mirrored",
        Orientation::Rotate90 => "right",
        Orientation::Rotate270FlipH => "right-mirrored",
        Orientation::Rotate270 => "left",
    }
}

fn type_word(bytes: &[u8]) -> &'static str {
    match image::guess_format(bytes) {
        Ok(image::ImageFormat::Jpeg) => "jpeg",
        Ok(image::ImageFormat::Png) => "png",
        Ok(image::ImageFormat::Gif) => "gif",
        Ok(image::ImageFormat::WebP) => "webp",
        Ok(image::ImageFormat::Bmp) => "bmp",
        _ => "unknown",
    }
}

/// `wx.getImageInfo`; pictures of the network go through the download list.
pub async fn info(cx: Arc<Context>, args: Args) -> Answer {
    let source = args.str("src").to_owned();
    let remote = (source.starts_with("http://") || source.starts_with("https://"))
        && cx.disk.sandbox().resolve(&source).is_err();
    let (path, bytes) = if remote {
        let url = cx.policy.allow_url(Channel::DownloadFile, &source)?;
        let bytes = crate::network::fetch(&cx, url).await?;
        let path = cx.disk.sandbox().fresh_temp(type_word(&bytes));
        cx.disk.put(&path, &bytes)?;
        (path.text().to_owned(), bytes)
    } else {
        let path = cx.disk.sandbox().resolve(&source)?;
        let bytes = cx.disk.read(&path)?;
        (shown_path(&path), bytes)
    };
    let mut decoder = decoder(&bytes)?;
    let (width, height) = decoder.dimensions();
    let orientation = decoder.orientation().map_err(undecodable)?;
    Ok(json!({
        "width": width,
        "height": height,
        "path": path,
        "type": type_word(&bytes),
        "orientation": orientation_word(orientation),
    })
    .into())
}

/// Package paths come back relative, without the leading slash.
fn shown_path(path: &SandboxPath) -> String {
    path.in_package()
        .map_or_else(|| path.text().to_owned(), str::to_owned)
}

fn read_source(cx: &Context, args: &Args) -> Result<Vec<u8>, ApiError> {
    let path = cx.disk.sandbox().resolve(args.str("src"))?;
    let bytes = cx.disk.read(&path).map_err(|error| match error.errno {
        Some(errno::NO_SUCH_FILE) => {
            ApiError::new("target file not exists", errno::IMAGE_TARGET_MISSING)
        }
        _ => error,
    })?;
    Ok(bytes)
}

fn write_jpeg(cx: &Context, picture: &DynamicImage, quality: u8) -> Answer {
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, quality)
        .encode_image(&picture.to_rgb8())
        .map_err(|_| {
            ApiError::new(
                "error occurs during the compress process",
                errno::IMAGE_COMPRESS,
            )
        })?;
    let path = cx.disk.sandbox().fresh_temp("jpg");
    cx.disk.put(&path, &bytes)?;
    Ok(json!({ "tempFilePath": path.text() }).into())
}

/// The size to scale to: both sides given, or one with the proportions kept.
fn scaled(picture: &DynamicImage, width: Option<u64>, height: Option<u64>) -> Option<(u32, u32)> {
    let side = |value: u64| u32::try_from(value).ok().filter(|value| *value > 0);
    let (w, h) = (f64::from(picture.width()), f64::from(picture.height()));
    match (width.and_then(side), height.and_then(side)) {
        (None, None) => None,
        (Some(width), Some(height)) => Some((width, height)),
        (Some(width), None) => Some((width, (f64::from(width) * h / w).round().max(1.0) as u32)),
        (None, Some(height)) => Some(((f64::from(height) * w / h).round().max(1.0) as u32, height)),
    }
    // Scaling up is no compression.
    .filter(|(width, height)| *width <= picture.width() && *height <= picture.height())
}

pub fn compress(cx: &Context, args: Args) -> Answer {
    let bytes = read_source(cx, &args)?;
    let picture = decode(&bytes)?;
    let quality = args.number("quality").unwrap_or(80.0).clamp(1.0, 100.0) as u8;
    let size = scaled(
        &picture,
        args.count("compressedWidth"),
        args.count("compressedHeight"),
    );
    let picture = match size {
        Some((width, height)) => {
            picture.resize_exact(width, height, image::imageops::FilterType::Triangle)
        }
        None => picture,
    };
    write_jpeg(cx, &picture, quality)
}

/// Crops around the middle; WeChat lets the user move the frame.
pub fn crop(cx: &Context, args: Args) -> Answer {
    let (across, down) = args
        .str("cropScale")
        .split_once(':')
        .and_then(|(across, down)| Some((across.parse::<u32>().ok()?, down.parse::<u32>().ok()?)))
        .filter(|(across, down)| *across > 0 && *down > 0 && *across <= 100 && *down <= 100)
        .ok_or_else(|| ApiError::new("invalid cropScale", errno::INVALID_PARAMETER))?;
    let picture = decode(&read_source(cx, &args)?)?;
    let unit = (picture.width() / across)
        .min(picture.height() / down)
        .max(1);
    let width = (unit * across).min(picture.width());
    let height = (unit * down).min(picture.height());
    let cropped = picture.crop_imm(
        (picture.width() - width) / 2,
        (picture.height() - height) / 2,
        width,
        height,
    );
    write_jpeg(cx, &cropped, 90)
}

fn save(cx: &Context, args: &Args, picture: bool, proof: &Granted<WritePhotosAlbum>) -> Answer {
    let path = cx.disk.sandbox().resolve(args.str("filePath"))?;
    let bytes = cx.disk.read(&path)?;
    let extension = if picture {
        match type_word(&bytes) {
            "unknown" => return Err(ApiError::text("invalid file type")),
            "jpeg" => "jpg".to_owned(),
            word => word.to_owned(),
        }
    } else {
        let extension = path
            .text()
            .rsplit_once('.')
            .map_or("", |(_, extension)| extension);
        if !["mp4", "mov", "m4v", "3gp", "webm", "mkv", "avi"]
            .contains(&extension.to_ascii_lowercase().as_str())
        {
            return Err(ApiError::text("invalid file type"));
        }
        extension.to_ascii_lowercase()
    };
    cx.device
        .gallery
        .save(proof, &cx.album, &extension, &bytes)?;
    Ok(ApiValue::ok())
}

pub async fn save_image(cx: Arc<Context>, args: Args) -> Answer {
    let proof = scopes::demand(&cx).await?;
    save(&cx, &args, true, &proof)
}

pub async fn save_video(cx: Arc<Context>, args: Args) -> Answer {
    let proof = scopes::demand(&cx).await?;
    save(&cx, &args, false, &proof)
}

/// `$saveImage`: the user saves a picture that the container shows.
pub fn save_by_user(cx: &Context, args: Args) -> Answer {
    save(cx, &args, true, &scopes::by_user())
}
