//! Open files: `FileSystemManager.open`, `read`, `write`, `close`…
#![allow(
    clippy::disallowed_types,
    clippy::disallowed_methods,
    reason = "OpenOptions are only described here; the disk module opens"
)]

use std::collections::HashMap;
use std::fs::{File, OpenOptions};
use std::io::{Read, Seek, SeekFrom, Write};
use std::sync::Mutex;

use serde_json::json;

use super::disk::{Disk, Stats};
use super::encoding::bytes_of;
use super::failure::At;
use super::listing::stats_json;
use crate::context::lock;
use crate::error::{ApiError, errno};
use crate::policy::SandboxPath;
use crate::policy::sandbox::Root;
use crate::value::{ApiValue, Args};

/// Files open at once; WeChat names no number.
const LIMIT: usize = 1000;

struct Open {
    file: File,
    path: SandboxPath,
    reads: bool,
    writes: bool,
    appends: bool,
}

/// The open files of one app.
#[derive(Default)]
pub struct Descriptors {
    open: Mutex<(u64, HashMap<String, Open>)>,
}

fn bad() -> ApiError {
    ApiError::new("bad file descriptor", errno::BAD_FD)
}

fn wrong_direction() -> ApiError {
    ApiError::new(
        "permission denied, fd is writeonly or readonly",
        errno::FD_DIRECTION,
    )
}

impl Descriptors {
    /// Opens a file and returns `{fd}`.
    pub fn open(&self, disk: &Disk, args: &Args) -> Result<ApiValue, ApiError> {
        let flag = args.opt_str("flag").unwrap_or("r");
        let mut options = OpenOptions::new();
        let plus = flag.ends_with('+');
        let exclusive = flag.contains('x');
        let (reads, writes, appends) = match flag {
            "r" => (true, false, false),
            "r+" => (true, true, false),
            "w" | "wx" | "w+" | "wx+" => (plus, true, false),
            "a" | "ax" | "a+" | "ax+" | "as" | "as+" => (plus, true, true),
            _ => return Err(ApiError::new("invalid flag", errno::FD_FLAG)),
        };
        options.read(reads);
        if appends {
            options.append(true);
        } else {
            options.write(writes);
        }
        match flag.as_bytes().first() {
            Some(b'w') if exclusive => options.create_new(true),
            Some(b'w') => options.create(true).truncate(true),
            Some(b'a') if exclusive => options.create_new(true),
            Some(b'a') => options.create(true),
            _ => &mut options,
        };
        let path = disk.sandbox().resolve(args.str("filePath"))?;
        if writes && path.root() != Root::User {
            return Err(ApiError::new(
                "permission denied when open using flag",
                errno::FD_OPEN_PERMISSION,
            ));
        }
        let mut open = lock(&self.open);
        if open.1.len() >= LIMIT {
            return Err(ApiError::new(
                "excced max concurrent fd limit",
                errno::FD_LIMIT,
            ));
        }
        let file = disk.open_file(&path, &options, writes)?;
        open.0 += 1;
        let fd = open.0.to_string();
        open.1.insert(
            fd.clone(),
            Open {
                file,
                path,
                reads,
                writes,
                appends,
            },
        );
        Ok(json!({ "fd": fd }).into())
    }

    fn with<T>(
        &self,
        args: &Args,
        work: impl FnOnce(&mut Open) -> Result<T, ApiError>,
    ) -> Result<T, ApiError> {
        let mut open = lock(&self.open);
        work(open.1.get_mut(args.str("fd")).ok_or_else(bad)?)
    }

    /// Closes a file.
    pub fn close(&self, args: &Args) -> Result<ApiValue, ApiError> {
        lock(&self.open)
            .1
            .remove(args.str("fd"))
            .map(|_| ApiValue::ok())
            .ok_or_else(bad)
    }

    /// Closes all files.
    pub fn close_all(&self) {
        lock(&self.open).1.clear();
    }

    /// `{bytesRead, arrayBuffer}`; the buffer holds just the bytes read.
    pub fn read(&self, args: &Args) -> Result<ApiValue, ApiError> {
        let room = args
            .get("arrayBuffer")
            .and_then(|value| args.buffer_of(value))
            .map_or(0, <[u8]>::len) as u64;
        let offset = args.count("offset").unwrap_or(0);
        if offset > room {
            return Err(ApiError::new(
                "value of offset is out of range",
                errno::OFFSET_RANGE,
            ));
        }
        // WeChat's documented default of 0 reads nothing; phones fill the buffer instead.
        let length = args.count("length").unwrap_or(room - offset);
        if length > room - offset {
            return Err(ApiError::new(
                "value of length is out of range",
                errno::LENGTH_RANGE,
            ));
        }
        self.with(args, |open| {
            if !open.reads {
                return Err(wrong_direction());
            }
            let at = At::Open(open.path.text());
            if let Some(position) = args.count("position") {
                open.file
                    .seek(SeekFrom::Start(position))
                    .map_err(|error| at.fail(&error))?;
            }
            let mut bytes = Vec::new();
            (&open.file)
                .take(length)
                .read_to_end(&mut bytes)
                .map_err(|error| at.fail(&error))?;
            let mut answer = ApiValue::with_buffer("arrayBuffer", bytes);
            answer.json["bytesRead"] = json!(answer.buffers[0].len());
            Ok(answer)
        })
    }

    /// `{bytesWritten}`.
    pub fn write(&self, disk: &Disk, args: &Args) -> Result<ApiValue, ApiError> {
        let bytes = bytes_of(args.data("data"), args.opt_str("encoding"))?;
        let offset = usize::try_from(args.count("offset").unwrap_or(0)).unwrap_or(usize::MAX);
        let rest = bytes
            .get(offset..)
            .ok_or_else(|| ApiError::new("value of offset is out of range", errno::OFFSET_RANGE))?;
        let length = args.count("length").unwrap_or(rest.len() as u64);
        let part = usize::try_from(length)
            .ok()
            .and_then(|length| rest.get(..length))
            .ok_or_else(|| ApiError::new("value of length is out of range", errno::LENGTH_RANGE))?;
        self.with(args, |open| {
            if !open.writes {
                return Err(wrong_direction());
            }
            disk.charge_open(&open.path, part.len() as u64)?;
            let at = At::Open(open.path.text());
            if let Some(position) = args.count("position").filter(|_| !open.appends) {
                open.file
                    .seek(SeekFrom::Start(position))
                    .map_err(|error| at.fail(&error))?;
            }
            open.file.write_all(part).map_err(|error| at.fail(&error))?;
            Ok(json!({ "bytesWritten": part.len() }).into())
        })
    }

    /// `{stats}`.
    pub fn stat(&self, args: &Args) -> Result<ApiValue, ApiError> {
        self.with(args, |open| {
            let meta = open
                .file
                .metadata()
                .map_err(|error| At::Open(open.path.text()).fail(&error))?;
            let stats = Stats {
                directory: false,
                size: meta.len(),
                accessed: 0,
                modified: 0,
            };
            Ok(json!({ "stats": stats_json(&stats) }).into())
        })
    }

    /// Cuts an open file.
    pub fn truncate(&self, args: &Args) -> Result<ApiValue, ApiError> {
        let length = args.count("length").unwrap_or(0);
        self.with(args, |open| {
            if !open.writes {
                return Err(wrong_direction());
            }
            open.file
                .set_len(length)
                .map_err(|error| At::Open(open.path.text()).fail(&error))?;
            Ok(ApiValue::ok())
        })
    }
}
