//! Login and what WeChat tells about the user.

use std::sync::Arc;

use serde_json::{Value, json};
use sha1::{Digest, Sha1};

use crate::context::Context;
use crate::device::Wanted;
use crate::error::ApiError;
use crate::hex::hex;
use crate::system::api::flow;
use crate::value::{ApiValue, Args};

type Answer = Result<ApiValue, ApiError>;

pub fn login(cx: &Context, _: Args) -> Answer {
    crate::network::client::require_online(cx)?;
    let code = match cx.device.account.account().login_code {
        Some(code) => code,
        None => crate::system::random_code(32)?,
    };
    Ok(json!({ "code": code }).into())
}

pub fn check_session(cx: &Context, _: Args) -> Answer {
    if cx.device.account.account().session_valid {
        Ok(ApiValue::ok())
    } else {
        Err(ApiError::text("session time out, need relogin"))
    }
}

fn user(cx: &Context) -> Result<Value, ApiError> {
    let user = cx.device.account.account().user;
    let raw = serde_json::to_string(&user).map_err(ApiError::internal)?;
    // The session key is the simulated account's; WeChat's never leaves its server.
    let signature = hex(&Sha1::digest(format!("{raw}{}", cx.app_id)));
    Ok(json!({
        "userInfo": user,
        "rawData": raw,
        "signature": signature,
        "encryptedData": "",
        "iv": "",
        "cloudID": "",
    }))
}

pub fn user_info(cx: &Context, _: Args) -> Answer {
    Ok(user(cx)?.into())
}

pub async fn user_profile(cx: Arc<Context>, args: Args) -> Answer {
    let desc = args.str("desc");
    if desc.is_empty() || desc.chars().count() > 30 {
        return Err(ApiError::text("desc length does not meet the requirements"));
    }
    match flow(Arc::clone(&cx), "getUserProfile", args).await {
        Ok(_) => Ok(user(&cx)?.into()),
        Err(error) if error == ApiError::cancel() => Err(ApiError::auth_deny()),
        Err(error) => Err(error),
    }
}

/// `$openType`: the details of the `button` open types that need the account.
pub async fn open_type(cx: Arc<Context>, args: Args) -> Answer {
    let kind = args.str("type").to_owned();
    match kind.as_str() {
        "getUserInfo" => Ok(user(&cx)?.into()),
        "getPhoneNumber" | "getRealtimePhoneNumber" => {
            flow(Arc::clone(&cx), "getPhoneNumber", args).await?;
            let code = match cx.device.account.account().phone_code {
                Some(code) => code,
                None => crate::system::random_code(32)?,
            };
            Ok(json!({ "code": code, "encryptedData": "", "iv": "", "cloudID": "" }).into())
        }
        "chooseAvatar" => {
            let picked = cx
                .device
                .gallery
                .pick(Wanted {
                    pictures: true,
                    videos: false,
                    files: false,
                    camera: false,
                    count: 1,
                })
                .await?;
            let first = picked.first().ok_or_else(ApiError::cancel)?;
            let path = crate::media::keep_picked(&cx, first)?;
            Ok(json!({ "avatarUrl": path.text() }).into())
        }
        _ => Err(ApiError::not_supported()),
    }
}
