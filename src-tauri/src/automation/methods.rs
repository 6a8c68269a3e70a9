//! Who answers which method.

use std::sync::Arc;

use base64::{Engine, engine::general_purpose::STANDARD};
use peapod_native_apis::{DeviceProfile, device::Simulated};
use serde_json::{Value, json};
use tokio::sync::oneshot;

use super::{AutomationHost, extensions, native, server::Shared};
use crate::instance::Session;

/// A DevTools version for which minium uses `Tool.native` instead of mocking dialogs, and which is
/// not one of those for which clients stop using the Page domain.
const TOOL_VERSION: &str = "1.06.2412050";

/// Answers one request.
///
/// # Errors
/// The text of the error frame.
pub async fn call(shared: &Arc<Shared>, method: &str, params: Value) -> Result<Value, String> {
    let host = &*shared.host;
    match method {
        "Tool.getInfo" => Ok(json!({ "SDKVersion": sdk_version(host), "version": TOOL_VERSION })),
        // The connection ends the process after this answer has left.
        "Tool.close" => Ok(json!({})),
        "Tool.native" => native::perform(host, &params),
        "App.enableLog" => Ok(json!({})),
        "App.exit" => {
            apart(shared, |host| host.stop()).await?;
            Ok(json!({}))
        }
        "App.captureScreenshot" => {
            let picture = apart(shared, |host| host.capture()).await??;
            Ok(json!({ "data": STANDARD.encode(picture) }))
        }
        _ if method.starts_with("Tool.") => shared.tools.call(shared, method, &params).await,
        _ if method.starts_with("Peapod.") => extensions::call(shared, method, &params).await,
        _ if belongs_to_logic(method) => {
            if method == "Element.tap"
                && let Some(page) = params.get("pageId").and_then(Value::as_u64)
            {
                session(host)?
                    .measure
                    .tapped(u32::try_from(page).unwrap_or_default());
            }
            to_logic(host, method, params).await
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

/// The running mini-program.
pub fn session(host: &dyn AutomationHost) -> Result<Arc<Session>, String> {
    host.session()
        .ok_or_else(|| "no mini-program is running".to_owned())
}

/// Its simulated device.
pub fn device(host: &dyn AutomationHost) -> Result<Arc<Simulated>, String> {
    session(host)?
        .device()
        .cloned()
        .ok_or_else(|| "the mini-program is still starting".to_owned())
}

/// Asks the logic and waits, without a thread that waits with it.
pub async fn to_logic(
    host: &dyn AutomationHost,
    method: &str,
    params: Value,
) -> Result<Value, String> {
    let session = session(host)?;
    let program = session
        .program()
        .ok_or("the mini-program is still starting")?;
    let (done, answered) = oneshot::channel();
    program.call(
        method,
        params,
        Box::new(move |result| {
            // The client may have left.
            let _ = done.send(result);
        }),
    );
    let result = answered
        .await
        .map_err(|_| "the mini-program has ended".to_owned())??;
    // Clients read fields of the result, also where there is nothing to say.
    Ok(match result {
        result @ Value::Object(_) => result,
        _ => json!({}),
    })
}

/// Runs something that blocks (the main thread answers, the logic ends) on a thread of its own.
pub async fn apart<T: Send + 'static>(
    shared: &Arc<Shared>,
    task: impl FnOnce(&dyn AutomationHost) -> T + Send + 'static,
) -> Result<T, String> {
    let host = shared.host.clone();
    tokio::task::spawn_blocking(move || task(&*host))
        .await
        .map_err(|error| format!("the host failed: {error}"))
}
