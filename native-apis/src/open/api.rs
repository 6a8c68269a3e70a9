//! Open interfaces.

use std::sync::Arc;

use serde_json::{Map, Value, json};

use super::{account, privacy, settings};
use crate::context::Context;
use crate::declare::apis;
use crate::error::{ApiError, errno};
use crate::policy::scopes;
use crate::system::api::{flow, listen};
use crate::value::{ApiValue, Args};

type Answer = Result<ApiValue, ApiError>;

apis! {
    blocking Login("login", SIMULATED) = account::login;
    blocking CheckSession("checkSession", SIMULATED) = account::check_session;
    /// `encryptedData`, `iv` and `cloudID` are empty: only WeChat's server can make them.
    blocking GetUserInfo("getUserInfo", SIMULATED) = account::user_info;
    /// As `getUserInfo`.
    future GetUserProfile("getUserProfile", SIMULATED) = account::user_profile;
    blocking GetSetting("getSetting", PORTABLE) = settings::get;
    future OpenSetting("openSetting", SIMULATED) = settings::open;
    future Authorize("authorize", PORTABLE) = settings::authorize;
    blocking GetPrivacySetting("getPrivacySetting", SIMULATED) = privacy::setting;
    blocking RequirePrivacyAuthorize("requirePrivacyAuthorize", SIMULATED) = privacy::require;
    future OpenPrivacyContract("openPrivacyContract", SIMULATED) = open_privacy_contract;
    sync OnNeedPrivacyAuthorization("onNeedPrivacyAuthorization", SIMULATED) = listen;
    future RequestPayment("requestPayment", SIMULATED) = payment;
    future RequestSubscribeMessage("requestSubscribeMessage", SIMULATED) = subscribe;
    future ChooseAddress("chooseAddress", SIMULATED) = address;
    future ChooseInvoiceTitle("chooseInvoiceTitle", SIMULATED) = invoice_title;
    future ChooseLicensePlate("chooseLicensePlate", SIMULATED) = license_plate;
    future ScanCode("scanCode", SIMULATED) = scan;
    future OpenDocument("openDocument", SIMULATED) = open_document;
    future NavigateToMiniProgram("navigateToMiniProgram", SIMULATED) = to_mini_program;
    future NavigateBackMiniProgram("navigateBackMiniProgram", SIMULATED) = back_mini_program;
    future OpenEmbeddedMiniProgram("openEmbeddedMiniProgram", SIMULATED) = embedded_mini_program;
    future AddedToMine("checkIsAddedToMyMiniProgram", SIMULATED) = added_to_mine;
}

async fn open_privacy_contract(cx: Arc<Context>, args: Args) -> Answer {
    flow(cx, "openPrivacyContract", args).await
}

async fn payment(cx: Arc<Context>, args: Args) -> Answer {
    if !args.str("package").starts_with("prepay_id=") {
        return Err(ApiError::new(
            "parameter error: parameter.package should start with prepay_id=",
            errno::INVALID_PARAMETER,
        ));
    }
    flow(cx, "requestPayment", args).await
}

/// `{[tmplId]: 'accept' | 'reject' | 'ban' | 'filter'}`; templates the profile does not answer
/// are accepted.
async fn subscribe(cx: Arc<Context>, args: Args) -> Answer {
    let ids = args.strings("tmplIds");
    if ids.is_empty() || ids.len() > 3 {
        return Err(ApiError::text("Invalid template id count, should be 1 to 3").with_code(10003));
    }
    let answer = flow(cx, "requestSubscribeMessage", args).await?;
    let rows: Map<String, Value> = ids
        .into_iter()
        .map(|id| {
            let word = answer.json.get(&id).cloned().unwrap_or(json!("accept"));
            (id, word)
        })
        .collect();
    Ok(Value::Object(rows).into())
}

async fn address(cx: Arc<Context>, args: Args) -> Answer {
    scopes::require_private_info(&cx, "chooseAddress")?;
    flow(cx, "chooseAddress", args).await
}

async fn invoice_title(cx: Arc<Context>, args: Args) -> Answer {
    flow(cx, "chooseInvoiceTitle", args).await
}

async fn license_plate(cx: Arc<Context>, args: Args) -> Answer {
    flow(cx, "chooseLicensePlate", args).await
}

async fn scan(cx: Arc<Context>, args: Args) -> Answer {
    flow(cx, "scanCode", args).await
}

async fn open_document(cx: Arc<Context>, args: Args) -> Answer {
    let path = cx.disk.sandbox().resolve(args.str("filePath"))?;
    if cx.disk.stat(&path).map_or(true, |stats| stats.directory) {
        return Err(ApiError::text("file doesn't exist"));
    }
    let extension = match args.opt_str("fileType").filter(|kind| !kind.is_empty()) {
        Some(kind) => kind.to_owned(),
        None => path
            .text()
            .rsplit_once('.')
            .map(|(_, extension)| extension.to_ascii_lowercase())
            .unwrap_or_default(),
    };
    if !["doc", "docx", "xls", "xlsx", "ppt", "pptx", "pdf"].contains(&extension.as_str()) {
        return Err(ApiError::text("filetype not supported"));
    }
    flow(cx, "openDocument", args).await
}

async fn to_mini_program(cx: Arc<Context>, args: Args) -> Answer {
    if args.str("appId").is_empty() && args.str("shortLink").is_empty() {
        return Err(ApiError::text("invalid appid"));
    }
    flow(cx, "navigateToMiniProgram", args).await
}

async fn back_mini_program(cx: Arc<Context>, args: Args) -> Answer {
    flow(cx, "navigateBackMiniProgram", args).await
}

async fn embedded_mini_program(cx: Arc<Context>, args: Args) -> Answer {
    flow(cx, "openEmbeddedMiniProgram", args).await
}

async fn added_to_mine(cx: Arc<Context>, args: Args) -> Answer {
    let answer = flow(cx, "checkIsAddedToMyMiniProgram", args).await?;
    let added = answer.json["added"].as_bool().unwrap_or(false);
    Ok(json!({ "added": added }).into())
}
