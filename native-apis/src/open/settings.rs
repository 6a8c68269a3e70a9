//! Granted scopes.

use std::sync::Arc;

use serde_json::{Map, Value, json};

use crate::context::Context;
use crate::error::{ApiError, errno};
use crate::policy::scopes;
use crate::system::api::flow;
use crate::value::{ApiValue, Args};

type Answer = Result<ApiValue, ApiError>;

fn answer(cx: &Context, args: &Args) -> ApiValue {
    let scopes: Map<String, Value> = scopes::asked(cx)
        .into_iter()
        .map(|(scope, granted)| (scope, json!(granted)))
        .collect();
    let mut answer = json!({ "authSetting": scopes });
    if args.flag("withSubscriptions") {
        answer["subscriptionsSetting"] = json!({ "mainSwitch": true, "itemSettings": {} });
    }
    answer.into()
}

pub fn get(cx: &Context, args: Args) -> Answer {
    Ok(answer(cx, &args))
}

/// The settings page: the container's, or the simulated user changes what `answers.openSetting`
/// says, by scope.
pub async fn open(cx: Arc<Context>, args: Args) -> Answer {
    let subscriptions = args.flag("withSubscriptions");
    let asked = scopes::asked(&cx);
    let changed = match cx.prompter.settings(&cx.app.display_name, &asked) {
        Some(page) => page.await,
        None => {
            let answer = flow(Arc::clone(&cx), "openSetting", args).await?.json;
            let fields = answer.as_object().into_iter().flatten();
            fields
                .filter_map(|(scope, granted)| Some((scope.clone(), granted.as_bool()?)))
                .collect()
        }
    };
    for (scope, granted) in changed {
        // The page lists only scopes that were asked for before.
        if asked.iter().any(|(name, _)| *name == scope) {
            scopes::set(&cx, &scope, granted)?;
        }
    }
    let mut args = Args::default();
    args.fields
        .insert("withSubscriptions".to_owned(), json!(subscriptions));
    Ok(answer(&cx, &args))
}

/// Asks before the first use.
pub async fn authorize(cx: Arc<Context>, args: Args) -> Answer {
    match args.str("scope") {
        // Withdrawn or silent since: nothing is asked, and nothing granted beyond.
        "scope.userInfo" | "scope.address" | "scope.invoice" | "scope.invoiceTitle" => {
            Ok(ApiValue::ok())
        }
        scope => {
            scopes::demand_by_name(&cx, scope).await?;
            Ok(ApiValue::ok())
        }
    }
}

/// `$setting`: the container's own settings page.
pub fn set(cx: &Context, args: Args) -> Answer {
    let scope = args.str("scope");
    if !scopes::ALL.contains(&scope) {
        return Err(ApiError::new("invalid scope", errno::INVALID_PARAMETER));
    }
    scopes::set(cx, scope, args.flag("granted"))?;
    Ok(ApiValue::undefined())
}

/// `$clearAuth`: the user has not been asked for anything yet.
pub fn clear(cx: &Context, _: Args) -> Answer {
    cx.storage.forget_settings()?;
    Ok(ApiValue::undefined())
}
