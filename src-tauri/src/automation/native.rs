//! `Tool.native`: what a user would do to the shell.

use serde_json::{Value, json};

use super::AutomationHost;
use crate::instance::Session;

/// Dialogs that `cancelModal` closes, as DevTools does: whatever asks.
const CANCELLED_AS_MODAL: [&str; 5] = [
    "modal",
    "actionSheet",
    "picker",
    "contextMenu",
    "permission",
];

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
        "confirmModal" | "confirmConfirm" => answer_newest(&session, true, &["modal"]),
        "cancelModal" | "confirmCancel" => answer_newest(&session, false, &CANCELLED_AS_MODAL),
        "authorizeAllow" => answer_newest(&session, true, &["permission"]),
        "authorizeCancel" => answer_newest(&session, false, &["permission"]),
        "clickCoverView" => click(&session, data),
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

/// Answers the newest open dialog of these commands as the user would with its button.
fn answer_newest(session: &Session, agreed: bool, commands: &[&str]) -> Result<(), String> {
    let (request, command, params) = session
        .chrome
        .open_requests()
        .into_iter()
        .rfind(|(_, command, _)| commands.contains(&command.as_str()))
        .ok_or_else(|| format!("no {} is open", commands.join(" or ")))?;
    give(session, request, button(&command, agreed, &params));
    Ok(())
}

/// What the shell answers for one of the two buttons of a dialog.
fn button(command: &str, agreed: bool, params: &Value) -> Value {
    match command {
        "modal" if agreed && params["editable"] == true => {
            json!({"confirm": true, "cancel": false, "content": ""})
        }
        "modal" => json!({"confirm": agreed, "cancel": !agreed}),
        "permission" => json!({"granted": agreed}),
        _ => json!({"cancel": true}),
    }
}

/// Taps the button with this text in the newest open dialog. minium nests the data once more.
fn click(session: &Session, data: &Value) -> Result<(), String> {
    let wanted = data.get("data").unwrap_or(data);
    let text = wanted
        .get("text")
        .and_then(Value::as_str)
        .unwrap_or_default();
    let (request, result) = session
        .chrome
        .open_requests()
        .into_iter()
        .rev()
        .find_map(|(request, command, params)| {
            Some((request, button_named(&command, &params, text)?))
        })
        .ok_or_else(|| format!("no open dialog has a button `{text}`"))?;
    give(session, request, result);
    Ok(())
}

/// What the shell answers when the button with this text is tapped.
fn button_named(command: &str, params: &Value, text: &str) -> Option<Value> {
    match command {
        "modal" if params["confirmText"].as_str().unwrap_or("确定") == text => {
            Some(button(command, true, params))
        }
        "modal" if params["cancelText"].as_str().unwrap_or("取消") == text => {
            Some(button(command, false, params))
        }
        "permission" if ["允许", "同意"].contains(&text) => Some(button(command, true, params)),
        "permission" if text == "拒绝" => Some(button(command, false, params)),
        "actionSheet" | "contextMenu" => {
            let list = params.get("itemList").or_else(|| params.get("items"))?;
            let index = list
                .as_array()?
                .iter()
                .position(|item| item.as_str().or_else(|| item["text"].as_str()) == Some(text));
            match index {
                Some(index) => Some(json!({ "tapIndex": index })),
                None if text == "取消" => Some(json!({"cancel": true})),
                None => None,
            }
        }
        _ => None,
    }
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

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::sync::{Arc, Mutex};

    use super::*;
    use crate::automation::alone::Alone;

    /// What a dialog of this command hears when the method is performed.
    fn answered(command: &str, method: &str) -> Option<Value> {
        let host = Alone::new(0);
        let heard = Arc::new(Mutex::new(None));
        let sink = heard.clone();
        host.session.chrome.ask(
            command,
            json!({}),
            Box::new(move |result| *sink.lock().unwrap() = Some(result)),
        );
        perform(&host, &json!({ "method": method })).unwrap();
        heard.lock().unwrap().take()
    }

    #[test]
    fn dialogs_hear_the_button() {
        let cancelled = Some(json!({"cancel": true}));
        assert_eq!(
            answered("modal", "confirmModal"),
            Some(json!({"confirm": true, "cancel": false}))
        );
        assert_eq!(
            answered("modal", "cancelModal"),
            Some(json!({"confirm": false, "cancel": true}))
        );
        assert_eq!(answered("actionSheet", "cancelModal"), cancelled);
        assert_eq!(answered("picker", "cancelModal"), cancelled);
        assert_eq!(answered("actionSheet", "confirmModal"), None);
        assert_eq!(
            answered("permission", "authorizeAllow"),
            Some(json!({"granted": true}))
        );
        for method in ["authorizeCancel", "cancelModal"] {
            assert_eq!(
                answered("permission", method),
                Some(json!({"granted": false}))
            );
        }
        assert_eq!(answered("modal", "authorizeAllow"), None);
    }

    #[test]
    fn a_button_is_found_by_its_text() {
        let sheet = json!({"itemList": ["拍照", "相册"]});
        assert_eq!(
            button_named("actionSheet", &sheet, "相册"),
            Some(json!({"tapIndex": 1}))
        );
        assert_eq!(
            button_named("actionSheet", &sheet, "取消"),
            Some(json!({"cancel": true}))
        );
        assert_eq!(button_named("actionSheet", &sheet, "别的"), None);
        assert_eq!(
            button_named("permission", &json!({}), "同意"),
            Some(json!({"granted": true}))
        );
        let modal = json!({"confirmText": "删除"});
        assert_eq!(button_named("modal", &modal, "确定"), None);
        assert_eq!(
            button_named("modal", &modal, "删除"),
            Some(json!({"confirm": true, "cancel": false}))
        );
    }

    #[test]
    fn an_editable_dialog_is_confirmed_with_a_text() {
        let result = button("modal", true, &json!({"editable": true}));
        assert_eq!(result["content"], "");
    }

    #[test]
    fn without_a_dialog_the_result_says_so() {
        let result = perform(&Alone::new(0), &json!({"method": "confirmModal"})).unwrap();
        assert_eq!(result["error"]["message"], "no modal is open");
    }
}
