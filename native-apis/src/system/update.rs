//! `wx.getUpdateManager`.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use serde_json::{Value, json};

use crate::context::Context;
use crate::error::{ApiError, errno};
use crate::value::{ApiValue, Args};

/// Tells once what the check at launch found.
pub fn check(cx: &Arc<Context>, args: Args) -> Result<ApiValue, ApiError> {
    let id = args.task()?;
    if !cx.update_checked.swap(true, Ordering::AcqRel) {
        let weak = Arc::downgrade(cx);
        cx.tasks.spawn(&cx.runtime, async move {
            let Some(cx) = weak.upgrade() else { return };
            let update = cx.device.account.update();
            cx.emit_task(
                id,
                "checkForUpdate",
                json!({ "hasUpdate": update.has_update }),
            );
            if update.has_update {
                let kind = if update.fails {
                    "updateFailed"
                } else {
                    "updateReady"
                };
                cx.update_ready.store(!update.fails, Ordering::Release);
                cx.emit_task(id, kind, json!({}));
            }
        });
    }
    Ok(ApiValue::undefined())
}

/// Restarts into the new version.
pub fn apply(cx: &Arc<Context>, _: Args) -> Result<ApiValue, ApiError> {
    if !cx.update_ready.load(Ordering::Acquire) {
        return Err(ApiError::new(
            "update is not ready",
            errno::UPDATE_NOT_READY,
        ));
    }
    cx.device.flows.note("applyUpdate", &Value::Null);
    Ok(ApiValue::undefined())
}
