//! `unzip`, `readZipEntry`, `readCompressedFile`.

use std::io::{Cursor, Read};

use serde_json::{Map, Value, json};
use zip::ZipArchive;

use super::disk::{Disk, QUOTA};
use super::encoding::Encoding;
use super::failure::{At, full};
use crate::error::{ApiError, errno};
use crate::policy::SandboxPath;
use crate::value::{ApiValue, Args};

type Archive = ZipArchive<Cursor<Vec<u8>>>;

fn open(disk: &Disk, path: &SandboxPath) -> Result<Archive, ApiError> {
    let content = disk.read(path)?;
    ZipArchive::new(Cursor::new(content))
        .map_err(|_| ApiError::new("unzip open file fail", errno::UNZIP_OPEN))
}

fn entry_failed() -> ApiError {
    ApiError::new("unzip entry fail", errno::UNZIP_ENTRY)
}

/// Unpacks a zip file into a directory of the user directory. Entries whose names lead out of it
/// make the whole call fail.
pub fn unzip(disk: &Disk, args: &Args) -> Result<ApiValue, ApiError> {
    let (from, to) = (args.str("zipFilePath"), args.str("targetPath"));
    let target = disk.sandbox().writable(to)?;
    let source = disk.sandbox().resolve(from)?;
    let mut archive = open(disk, &source).map_err(|error| match error.errno {
        Some(errno::NO_SUCH_FILE) => At::Pair("unzip", from, to).missing(),
        _ => error,
    })?;
    let mut left = QUOTA;
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).map_err(|_| entry_failed())?;
        let name = entry.enclosed_name().ok_or_else(entry_failed)?;
        let name = name.to_str().ok_or_else(entry_failed)?.to_owned();
        let text = format!("{}/{name}", target.text().trim_end_matches('/'));
        let path = disk.sandbox().writable(&text)?;
        if entry.is_dir() {
            disk.make_dir(&path, true)?;
            continue;
        }
        if entry.is_symlink() {
            continue;
        }
        // The header may lie about the size: count what really comes out.
        let mut bytes = Vec::new();
        (&mut entry)
            .take(left + 1)
            .read_to_end(&mut bytes)
            .map_err(|_| entry_failed())?;
        left = left.checked_sub(bytes.len() as u64).ok_or_else(full)?;
        disk.make_parents(&path)?;
        disk.write(&path, &bytes)?;
    }
    Ok(ApiValue::ok())
}

fn part(bytes: Vec<u8>, position: Option<u64>, length: Option<u64>) -> Result<Vec<u8>, ApiError> {
    let out_of_range = || ApiError::new("value of position is out of range", errno::POSITION_RANGE);
    let start = usize::try_from(position.unwrap_or(0)).map_err(|_| out_of_range())?;
    let rest = bytes.get(start..).ok_or_else(out_of_range)?;
    let length = length.map_or(rest.len(), |length| {
        usize::try_from(length).map_or(rest.len(), |length| length.min(rest.len()))
    });
    Ok(rest[..length].to_vec())
}

/// Reads entries of a zip file without unpacking it: `{entries: {path: {data} | {errMsg}}}`.
pub fn read_zip_entry(disk: &Disk, args: &Args) -> Result<ApiValue, ApiError> {
    let mut archive = open(disk, &disk.sandbox().resolve(args.str("filePath"))?)?;
    let encoding = args.opt_str("encoding");
    let wanted: Vec<Value> = match args.get("entries") {
        Some(Value::Array(entries)) => entries.clone(),
        Some(Value::String(all)) if all == "all" => archive
            .file_names()
            .filter(|name| !name.ends_with('/'))
            .map(|name| json!({ "path": name, "encoding": encoding }))
            .collect(),
        _ => return Err(ApiError::parameter_type("entries", "Array", "String")),
    };
    let mut entries = Map::new();
    let mut answer = ApiValue::ok();
    let mut left = QUOTA;
    for want in wanted {
        let path = want["path"].as_str().unwrap_or("").to_owned();
        let mut read = || -> Result<Vec<u8>, ApiError> {
            let entry = archive
                .by_name(&path)
                .map_err(|_| At::Open(&path).missing())?;
            let mut bytes = Vec::new();
            entry
                .take(left + 1)
                .read_to_end(&mut bytes)
                .map_err(|_| entry_failed())?;
            left = left.checked_sub(bytes.len() as u64).ok_or_else(full)?;
            part(bytes, want["position"].as_u64(), want["length"].as_u64())
        };
        let row = match (read(), want["encoding"].as_str()) {
            (Ok(bytes), Some(name)) => match Encoding::parse(name) {
                Ok(encoding) => {
                    json!({ "data": encoding.decode(&bytes), "errMsg": "readZipEntry:ok" })
                }
                Err(error) => json!({ "errMsg": format!("readZipEntry:fail {error}") }),
            },
            (Ok(bytes), None) => {
                answer.buffers.push(bytes);
                json!({ "data": { "$buffer": answer.buffers.len() - 1 }, "errMsg": "readZipEntry:ok" })
            }
            (Err(error), _) => json!({ "errMsg": format!("readZipEntry:fail {error}") }),
        };
        entries.insert(path, row);
    }
    answer.json = json!({ "entries": entries });
    Ok(answer)
}

/// Decompresses a Brotli file: `{data}`.
pub fn read_compressed(disk: &Disk, args: &Args) -> Result<ApiValue, ApiError> {
    if args.str("compressionAlgorithm") != "br" {
        return Err(ApiError::new(
            "invalid compressionAlgorithm, only \"br\" is known",
            errno::INVALID_ARGUMENT,
        ));
    }
    let content = disk.read(&disk.sandbox().resolve(args.str("filePath"))?)?;
    let mut bytes = Vec::new();
    brotli::Decompressor::new(content.as_slice(), 4096)
        .take(QUOTA + 1)
        .read_to_end(&mut bytes)
        .map_err(|_| ApiError::new("brotli decompress fail", errno::BROTLI))?;
    if bytes.len() as u64 > QUOTA {
        return Err(full());
    }
    Ok(ApiValue::with_buffer("data", bytes))
}
