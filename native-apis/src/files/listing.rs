//! `stat`, `access`, `readdir`.

use serde_json::{Value, json};

use super::disk::{Disk, Stats};
use crate::error::ApiError;
use crate::policy::SandboxPath;

/// POSIX mode bits; scripts see them through `isDirectory()` and `isFile()`.
const DIRECTORY_MODE: u32 = 0o040_755;
const FILE_MODE: u32 = 0o100_644;

/// A `Stats` object without its methods.
pub fn stats_json(stats: &Stats) -> Value {
    json!({
        "mode": if stats.directory { DIRECTORY_MODE } else { FILE_MODE },
        "size": stats.size,
        "lastAccessedTime": stats.accessed,
        "lastModifiedTime": stats.modified,
    })
}

/// The stats of a path; of a directory with `recursive`, an array of `{path, stats}` with paths
/// from the directory on.
pub fn stat(disk: &Disk, path: &SandboxPath, recursive: bool) -> Result<Value, ApiError> {
    let stats = disk.stat(path)?;
    if !(recursive && stats.directory) {
        return Ok(stats_json(&stats));
    }
    let mut rows = vec![json!({ "path": "/", "stats": stats_json(&stats) })];
    walk(disk, path, "", &mut rows)?;
    Ok(Value::Array(rows))
}

fn walk(
    disk: &Disk,
    folder: &SandboxPath,
    inner: &str,
    rows: &mut Vec<Value>,
) -> Result<(), ApiError> {
    for name in disk.list(folder)? {
        let text = format!("{}/{name}", folder.text().trim_end_matches('/'));
        let path = disk.sandbox().resolve(&text)?;
        let inner = format!("{inner}/{name}");
        let stats = disk.stat(&path)?;
        rows.push(json!({ "path": inner, "stats": stats_json(&stats) }));
        if stats.directory {
            walk(disk, &path, &inner, rows)?;
        }
    }
    Ok(())
}
