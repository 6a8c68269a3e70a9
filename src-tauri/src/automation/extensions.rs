//! Methods of the domain `Peapod`: what the host's own tests and benchmarks ask beyond WeChat's protocol.

use std::sync::Arc;

use serde_json::{Value, json};

use super::{
    methods::{apart, device, session, to_logic},
    native,
    server::Shared,
};
use crate::measure::memory_report;

/// Answers `Peapod.*`.
///
/// # Errors
/// The text of the error frame.
pub async fn call(shared: &Arc<Shared>, method: &str, params: &Value) -> Result<Value, String> {
    let host = &*shared.host;
    let text = |name: &str| {
        let value = params.get(name).and_then(Value::as_str);
        value.ok_or_else(|| format!("`{name}` is missing"))
    };
    let given = |name: &str| params.get(name).cloned().unwrap_or(json!({}));
    match method {
        "Peapod.measure" => {
            let mut report = session(host)?.measure.report();
            if params.get("memory") == Some(&Value::Bool(true)) {
                report["memory"] = memory_report();
            }
            Ok(report)
        }
        "Peapod.watchState" => host
            .watch_state()
            .ok_or_else(|| "nothing is watched; run with --watch".to_owned()),
        "Peapod.getWindowRect" => window_rect(shared, params).await,
        "Peapod.viewTree" => to_logic(host, "Page.getViewTree", params.clone()).await,
        "Peapod.openRequests" => {
            let requests: Vec<Value> = session(host)?
                .chrome
                .open_requests()
                .into_iter()
                .map(|(id, command, params)| json!({"request": id, "command": command, "params": params}))
                .collect();
            Ok(json!({ "requests": requests }))
        }
        "Peapod.answer" => native::answer(&*session(host)?, params),
        "Peapod.chromeEvent" => {
            let name = text("name")?.to_owned();
            let payload = given("payload");
            apart(shared, move |host| host.chrome_event(&name, payload)).await?;
            Ok(json!({}))
        }
        "Peapod.chromeState" => {
            let chrome = session(host)?.chrome.clone();
            let state = ["app", "page", "tabBar", "menu", "automationPort"]
                .into_iter()
                .filter_map(|command| Some((command.to_owned(), chrome.latest(command)?)))
                .collect();
            Ok(Value::Object(state))
        }
        "Peapod.patchDevice" => {
            device(host)?
                .patch(&given("patch"))
                .map_err(|error| error.to_string())?;
            Ok(json!({}))
        }
        "Peapod.triggerDevice" => {
            device(host)?.trigger(text("event")?, given("payload"));
            Ok(json!({}))
        }
        "Peapod.takeJournal" => {
            let entries: Vec<Value> = device(host)?
                .take_journal()
                .into_iter()
                .map(|(api, args)| json!({"api": api, "args": args}))
                .collect();
            Ok(json!({ "entries": entries }))
        }
        _ => Err(format!("{method} unimplemented")),
    }
}

/// An element's box in the window: for tests that use the real pointer.
async fn window_rect(shared: &Arc<Shared>, params: &Value) -> Result<Value, String> {
    let host = &*shared.host;
    let with = |more: Value| {
        let mut params = params.clone();
        if let (Some(params), Some(more)) = (params.as_object_mut(), more.as_object()) {
            params.extend(more.clone());
        }
        params
    };
    let offset = to_logic(host, "Element.getOffset", with(json!({}))).await?;
    let names = with(json!({"names": ["offsetWidth", "offsetHeight"]}));
    let size = to_logic(host, "Element.getDOMProperties", names).await?;
    let page = json!({"pageId": params["pageId"], "names": ["document.documentElement.scrollTop"]});
    let scroll = to_logic(host, "Page.getWindowProperties", page).await?;
    let number = |value: &Value, what: &str| {
        value
            .as_f64()
            .ok_or_else(|| format!("the view does not know the {what} of this element"))
    };
    let scrolled = scroll["properties"][0].as_f64().unwrap_or(0.0);
    let insets = apart(shared, |host| host.insets()).await?;
    Ok(json!({
        "left": number(&offset["left"], "position")?,
        "top": number(&offset["top"], "position")? - scrolled + insets.top,
        "width": number(&size["properties"][0], "width")?,
        "height": number(&size["properties"][1], "height")?,
    }))
}
