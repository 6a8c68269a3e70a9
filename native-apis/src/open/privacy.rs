//! The privacy agreement: asked for before the first member that touches personal data.

use std::collections::HashMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use serde_json::json;
use tokio::sync::oneshot;

use crate::context::{Context, lock};
use crate::device::Prompt;
use crate::error::{ApiError, errno};
use crate::value::{ApiValue, Args};

type Answer = Result<ApiValue, ApiError>;

const AGREED: &str = "privacy";
/// After a refusal WeChat fails further calls for this long without asking.
const COOL_DOWN: Duration = Duration::from_secs(10);

/// Members that wait for the user's agreement.
const MEMBERS: &[&str] = &[
    "addPhoneContact",
    "chooseAddress",
    "chooseContact",
    "chooseImage",
    "chooseInvoiceTitle",
    "chooseLicensePlate",
    "chooseLocation",
    "chooseMedia",
    "chooseMessageFile",
    "chooseVideo",
    "getClipboardData",
    "getFuzzyLocation",
    "getLocation",
    "requirePrivacyAuthorize",
    "saveImageToPhotosAlbum",
    "saveVideoToPhotosAlbum",
    "setClipboardData",
    "startAccelerometer",
    "startCompass",
    "startDeviceMotionListening",
    "startGyroscope",
    "startLocationUpdate",
    "startLocationUpdateBackground",
];

/// Calls that wait for the user's decision.
#[derive(Default)]
pub struct Pending {
    next: AtomicU64,
    waiting: Mutex<HashMap<u64, oneshot::Sender<Decision>>>,
    refused: Mutex<Option<Instant>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Decision {
    Agree,
    Refuse,
    /// The program listens to nothing: the container asks.
    Unheard,
}

/// Whether the user has still to agree.
pub fn needed(cx: &Context) -> bool {
    cx.device.account.privacy().need_authorization
        && cx.storage.setting(AGREED).as_deref() != Some("true")
}

fn refused() -> ApiError {
    ApiError::new(
        "privacy permission is not authorized",
        errno::PRIVACY_NOT_AUTHORIZED,
    )
}

/// Waits for the agreement where a member needs it.
///
/// # Errors
/// `privacy permission is not authorized` when the user refuses, and for ten seconds after.
pub async fn demand(cx: &Context, api: &str) -> Result<(), ApiError> {
    if !MEMBERS.contains(&api) || !needed(cx) {
        return Ok(());
    }
    let cooling = lock(&cx.privacy.refused).is_some_and(|at| at.elapsed() < COOL_DOWN);
    if cooling {
        return Err(refused());
    }
    let request = cx.privacy.next.fetch_add(1, Ordering::Relaxed) + 1;
    let (sender, decided) = oneshot::channel();
    lock(&cx.privacy.waiting).insert(request, sender);
    cx.emit(
        "onNeedPrivacyAuthorization",
        json!({ "request": request, "referrer": api }),
    );
    let agreed = match decided.await.unwrap_or(Decision::Refuse) {
        Decision::Agree => true,
        Decision::Refuse => false,
        Decision::Unheard => {
            cx.prompter
                .ask(Prompt {
                    app_id: cx.app_id.clone(),
                    app_name: cx.app.display_name.clone(),
                    scope: "privacy".to_owned(),
                    desc: cx.device.account.privacy().contract_name,
                })
                .await
        }
    };
    if agreed {
        cx.storage.put_setting(AGREED, "true")
    } else {
        *lock(&cx.privacy.refused) = Some(Instant::now());
        Err(refused())
    }
}

/// `$resolvePrivacy {request, event, buttonId?}`: `agree`, `disagree`, `exposureAuthorization`
/// (the program shows its dialog; nothing is decided yet), or `unheard` (the program has no
/// listener).
pub fn resolve(cx: &Context, args: Args) -> Answer {
    let decision = match args.str("event") {
        "agree" => Decision::Agree,
        "disagree" => Decision::Refuse,
        "unheard" => Decision::Unheard,
        "exposureAuthorization" => return Ok(ApiValue::undefined()),
        other => {
            return Err(ApiError::new(
                format!("invalid event \"{other}\""),
                errno::INVALID_PARAMETER,
            ));
        }
    };
    let waiting = args
        .count("request")
        .and_then(|request| lock(&cx.privacy.waiting).remove(&request));
    if let Some(waiting) = waiting {
        // The call may have been dropped meanwhile.
        let _ = waiting.send(decision);
    }
    Ok(ApiValue::undefined())
}

/// `wx.getPrivacySetting`.
pub fn setting(cx: &Context, _: Args) -> Answer {
    Ok(json!({
        "needAuthorization": needed(cx),
        "privacyContractName": cx.device.account.privacy().contract_name,
    })
    .into())
}

/// `wx.requirePrivacyAuthorize`: [`demand`] has done the work.
pub fn require(_: &Context, _: Args) -> Answer {
    Ok(ApiValue::ok())
}
