//! Pictures, videos, the album.

pub mod api;
pub(crate) mod camera;
mod choose;
pub(crate) mod picture;
#[cfg(test)]
mod tests;

use crate::context::Context;
use crate::device::Picked;
use crate::error::ApiError;
use crate::policy::SandboxPath;

/// Puts a chosen file among the temporary files.
pub(crate) fn keep_picked(cx: &Context, picked: &Picked) -> Result<SandboxPath, ApiError> {
    let extension = picked
        .name
        .rsplit_once('.')
        .map_or("", |(_, extension)| extension);
    let path = cx.disk.sandbox().fresh_temp(extension);
    cx.disk.put(&path, &picked.bytes)?;
    Ok(path)
}
