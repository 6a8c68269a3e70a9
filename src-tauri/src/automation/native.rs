//! `Tool.native`: what a user would do to the shell.

use serde_json::{Value, json};

use super::AutomationHost;
use crate::instance::Session;

/// Performs `{method, data}`. A failure of the action is an error inside the result.
///
/// # Errors
/// No mini-program is running.
pub fn perform(host: &dyn AutomationHost, params: &Value) -> Result<Value, String> {
    let session = host.session().ok_or("no mini-program is running")?;
    let method = params
        .get("method")
        .and_then(Value::as_str)
        .unwrap_or_default();
    let data = params.get("data").unwrap_or(&Value::Null);
    let done = match method {
        "goHome" => event(&session, "home", json!({})),
        "navigateLeft" => event(&session, "back", json!({})),
        "confirmModal" | "confirmConfirm" => reply(
            &session,
            &["modal"],
            json!({"confirm": true, "cancel": false}),
        ),
        "cancelModal" | "confirmCancel" => reply(
            &session,
            &["modal"],
            json!({"confirm": false, "cancel": true}),
        ),
        "authorizeAllow" => reply(&session, &["permission"], json!({"granted": true})),
        "authorizeCancel" => reply(&session, &["permission"], json!({"granted": false})),
        "switchTab" => switch_tab(&session, data),
        "shareConfirm" => reply(&session, &["share"], json!({"confirm": true})),
        "shareCancel" | "closePaymentDialog" => {
            reply(&session, &["share", "payment"], json!({"cancel": true}))
        }
        // minium answers this text with NotImplementedError.
        other => Err(format!("can not find in protocol: {other}")),
    };
    Ok(match done {
        Ok(()) => json!({}),
        Err(message) => json!({"error": {"message": message}}),
    })
}

/// `Peapod.answer {request, result}`.
///
/// # Errors
/// There is no such request.
pub fn answer(session: &Session, params: &Value) -> Result<Value, String> {
    let request = params
        .get("request")
        .and_then(Value::as_u64)
        .ok_or("`request` is missing")?;
    if !session
        .chrome
        .open_requests()
        .iter()
        .any(|(id, ..)| *id == request)
    {
        return Err(format!(
            "no dialog waits for an answer to request {request}"
        ));
    }
    give(
        session,
        request,
        params.get("result").cloned().unwrap_or(Value::Null),
    );
    Ok(json!({}))
}

fn event(session: &Session, name: &str, payload: Value) -> Result<(), String> {
    session.chrome_event(name, &payload);
    Ok(())
}

fn reply(session: &Session, commands: &[&str], result: Value) -> Result<(), String> {
    let (request, _) = session
        .chrome
        .newest_request(commands)
        .ok_or_else(|| format!("no {} is open", commands.join(" or ")))?;
    give(session, request, result);
    Ok(())
}

fn give(session: &Session, request: u64, result: Value) {
    let payload = json!({"request": request, "result": result});
    if !session.chrome.take_reply(&payload) {
        session.chrome_event("reply", &payload);
    }
    session.chrome.dismiss(request);
}

fn switch_tab(session: &Session, data: &Value) -> Result<(), String> {
    let url = data
        .get("url")
        .and_then(Value::as_str)
        .unwrap_or_default()
        .trim_start_matches('/');
    let state = session
        .chrome
        .latest("tabBar")
        .ok_or("there is no tab bar")?;
    let (index, tab) = state["list"]
        .as_array()
        .into_iter()
        .flatten()
        .enumerate()
        .find(|(_, tab)| {
            tab["pagePath"]
                .as_str()
                .map(|path| path.trim_start_matches('/'))
                == Some(url)
        })
        .ok_or_else(|| format!("`{url}` is not in the tab bar"))?;
    event(
        session,
        "tab",
        json!({"index": index, "pagePath": url, "text": tab["text"]}),
    )
}
