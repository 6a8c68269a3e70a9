//! What each method does.

use base64::{Engine, engine::general_purpose::STANDARD};
use peapod_native_apis::DeviceProfile;
use serde_json::{Value, json};

use super::{AutomationHost, native};

/// A DevTools version for which minium uses `Tool.native` instead of mocking dialogs, and which is
/// not one of those for which clients stop using the Page domain.
const TOOL_VERSION: &str = "1.06.2412050";

/// Answers one request. Blocks; not for the main or the logic thread.
///
/// # Errors
/// The text of the error frame.
pub fn call(host: &dyn AutomationHost, method: &str, params: Value) -> Result<Value, String> {
    match method {
        "Tool.getInfo" => Ok(json!({ "SDKVersion": sdk_version(host), "version": TOOL_VERSION })),
        // The connection ends the process after this answer has left.
        "Tool.close" => Ok(json!({})),
        "Tool.native" => native::perform(host, &params),
        "Tool.compile" => {
            host.reload();
            Ok(json!({}))
        }
        "App.enableLog" => Ok(json!({})),
        "App.exit" => {
            host.stop();
            Ok(json!({}))
        }
        "App.captureScreenshot" => Ok(json!({ "data": STANDARD.encode(host.capture()?) })),
        "Peapod.measure" => Ok(session(host)?.measure.report()),
        "Peapod.getWindowRect" => window_rect(host, &params),
        "Peapod.openRequests" => {
            let requests: Vec<Value> = session(host)?
                .chrome
                .open_requests()
                .into_iter()
                .map(|(id, command, params)| json!({"request": id, "command": command, "params": params}))
                .collect();
            Ok(json!({ "requests": requests }))
        }
        "Peapod.answer" => native::answer(&*session(host)?, &params),
        "Peapod.chromeEvent" => {
            let name = params
                .get("name")
                .and_then(Value::as_str)
                .ok_or("`name` is missing")?;
            session(host)?.chrome_event(name, params.get("payload").unwrap_or(&json!({})));
            Ok(json!({}))
        }
        "Peapod.chromeState" => {
            let chrome = session(host)?.chrome.clone();
            let state = ["app", "page", "tabBar", "menu"]
                .into_iter()
                .filter_map(|command| Some((command.to_owned(), chrome.latest(command)?)))
                .collect();
            Ok(Value::Object(state))
        }
        "Peapod.patchDevice" => {
            device(host)?
                .patch(params.get("patch").unwrap_or(&json!({})))
                .map_err(|error| error.to_string())?;
            Ok(json!({}))
        }
        "Peapod.triggerDevice" => {
            let event = params
                .get("event")
                .and_then(Value::as_str)
                .ok_or("`event` is missing")?;
            let payload = params.get("payload").cloned().unwrap_or(json!({}));
            device(host)?.trigger(event, payload);
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
        _ if belongs_to_logic(method) => {
            let session = session(host)?;
            if method == "Element.tap"
                && let Some(page) = params.get("pageId").and_then(Value::as_u64)
            {
                session
                    .measure
                    .tapped(u32::try_from(page).unwrap_or_default());
            }
            to_logic(host, method, params)
        }
        _ => Err(format!("{method} unimplemented")),
    }
}

/// The version that scripts see; that of a plain device while no mini-program runs.
fn sdk_version(host: &dyn AutomationHost) -> String {
    let profile = device(host).map_or_else(|_| DeviceProfile::default(), |it| it.profile());
    profile.system.sdk_version
}

fn belongs_to_logic(method: &str) -> bool {
    ["App.", "Page.", "Element."]
        .iter()
        .any(|domain| method.starts_with(domain))
}

fn session(host: &dyn AutomationHost) -> Result<std::sync::Arc<crate::instance::Session>, String> {
    host.session()
        .ok_or_else(|| "no mini-program is running".to_owned())
}

fn device(
    host: &dyn AutomationHost,
) -> Result<std::sync::Arc<peapod_native_apis::device::Simulated>, String> {
    session(host)?
        .device()
        .cloned()
        .ok_or_else(|| "the mini-program is still starting".to_owned())
}

fn to_logic(host: &dyn AutomationHost, method: &str, params: Value) -> Result<Value, String> {
    let session = session(host)?;
    let program = session
        .program()
        .ok_or("the mini-program is still starting")?;
    program.call(method, params).map(|result| match result {
        // Clients read fields of the result, also where there is nothing to say.
        result @ Value::Object(_) => result,
        _ => json!({}),
    })
}

/// An element's box in the window: for tests that use the real pointer.
fn window_rect(host: &dyn AutomationHost, params: &Value) -> Result<Value, String> {
    let element = |method: &str, more: Value| {
        let mut params = params.clone();
        if let (Some(params), Some(more)) = (params.as_object_mut(), more.as_object()) {
            params.extend(more.clone());
        }
        to_logic(host, method, params)
    };
    let offset = element("Element.getOffset", json!({}))?;
    let size = element(
        "Element.getDOMProperties",
        json!({"names": ["offsetWidth", "offsetHeight"]}),
    )?;
    let page = json!({"pageId": params["pageId"], "names": ["document.documentElement.scrollTop"]});
    let scroll = to_logic(host, "Page.getWindowProperties", page)?;
    let number = |value: &Value, what: &str| {
        value
            .as_f64()
            .ok_or_else(|| format!("the view does not know the {what} of this element"))
    };
    let scrolled = scroll["properties"][0].as_f64().unwrap_or(0.0);
    Ok(json!({
        "left": number(&offset["left"], "position")?,
        "top": number(&offset["top"], "position")? - scrolled + host.insets().top,
        "width": number(&size["properties"][0], "width")?,
        "height": number(&size["properties"][1], "height")?,
    }))
}
