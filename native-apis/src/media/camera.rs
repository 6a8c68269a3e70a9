//! What the `camera` component looks at.

use std::sync::Arc;

use serde_json::json;

use super::{keep_picked, picture};
use crate::context::Context;
use crate::error::{ApiError, errno};
use crate::policy::scopes::{self, Camera};
use crate::value::{ApiValue, Args};

/// `{position, mode}` → `{path, width, height, code?}`: opens the camera on one side of the device.
/// The picture stands for what it sees; `code` is what it reads in the mode `scanCode`, with the
/// fields of `wx.scanCode`.
///
/// # Errors
/// The user refuses the camera, or the device has none that pages may look through.
pub async fn open(cx: Arc<Context>, args: Args) -> Result<ApiValue, ApiError> {
    let proof = scopes::demand::<Camera>(&cx).await?;
    let front = args.str("position") == "front";
    let seen = cx.device.gallery.look(&proof, front).await?;
    let (width, height) = picture::dimensions(&seen.bytes)
        .ok_or_else(|| ApiError::new("the camera's picture is not one", errno::IMAGE_DECODE))?;
    let path = keep_picked(&cx, &seen)?;
    let mut answer = json!({ "path": path.text(), "width": width, "height": height });
    if args.str("mode") == "scanCode"
        && let Ok(code) = cx.device.flows.run("scanCode", &json!({})).await
    {
        answer["code"] = code;
    }
    Ok(answer.into())
}
