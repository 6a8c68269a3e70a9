//! Who answers which method.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use base64::{Engine, engine::general_purpose::STANDARD};
use peapod_native_apis::{DeviceProfile, device::Simulated};
use serde_json::{Value, json};
use tokio::sync::oneshot;

use super::{AutomationHost, extensions, native, server::Shared};
use crate::instance::{Program, Session};

/// A DevTools version for which minium uses `Tool.native` instead of mocking dialogs, and which is
/// not one of those for which clients stop using the Page domain.
const TOOL_VERSION: &str = "1.06.2412050";

/// Longest wait for a mini-program that is being opened.
const START: Duration = Duration::from_secs(60);
/// Between two looks whether it has started.
const NEXT_LOOK: Duration = Duration::from_millis(10);

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

/// The logic, as soon as it runs: clients connect when the port is open, which is before.
async fn program(host: &dyn AutomationHost) -> Result<Arc<dyn Program>, String> {
    let deadline = Instant::now() + START;
    loop {
        // Asked before the session, which is there when the start is over.
        let starting = host.starting();
        let session = host.session();
        if let Some(program) = session.as_ref().and_then(|it| it.program()) {
            return Ok(program.clone());
        }
        if !starting {
            return Err(match session {
                Some(_) => "the mini-program has not started".to_owned(),
                None => "no mini-program is running".to_owned(),
            });
        }
        if Instant::now() > deadline {
            return Err("the mini-program is still starting".to_owned());
        }
        tokio::time::sleep(NEXT_LOOK).await;
    }
}

/// Asks the logic and waits, without a thread that waits with it.
pub async fn to_logic(
    host: &dyn AutomationHost,
    method: &str,
    params: Value,
) -> Result<Value, String> {
    let program = program(host).await?;
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

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::automation::alone::{Alone, Echo};

    fn ask(host: &Alone) -> Result<Value, String> {
        tokio::runtime::Builder::new_current_thread()
            .enable_time()
            .build()
            .unwrap()
            .block_on(to_logic(host, "App.callFunction", json!({})))
    }

    #[test]
    fn a_request_before_the_logic_runs_waits_for_it() {
        let mut host = Alone::new(3);
        host.at_last = Box::new(Echo::attach);
        assert_eq!(ask(&host).unwrap()["method"], "App.callFunction");
    }

    #[test]
    fn a_request_to_logic_that_did_not_start_is_an_error() {
        let failed = ask(&Alone::new(3)).unwrap_err();
        assert!(failed.contains("has not started"), "{failed}");
    }
}
