//! The container's settings page: the scopes that the mini-program has asked for.

use std::sync::Arc;

use peapod_native_apis::Apis;
use serde_json::{Value, json};

use crate::{album::call, chrome::ChromeLink, prompter::scope_title};

/// Opens it in the shell. What the user changes holds from then on.
pub async fn open(chrome: &ChromeLink, apis: Arc<Apis>) {
    let asked = match call(&apis, "getSetting", json!({})).await {
        Ok(answer) => answer["authSetting"].clone(),
        Err(error) => return log::warn!("settings: {error}"),
    };
    let name = chrome.latest("app").map(|app| app["name"].clone());
    let params = json!({"appName": name, "scopes": listed(&asked)});
    chrome.ask(
        "settings",
        params,
        Box::new(move |result| {
            for (scope, granted) in changes(&result) {
                let change = json!({"scope": scope, "granted": granted});
                if let Err(error) = apis.call_sync("$setting", change.into()) {
                    log::warn!("settings: {scope}: {}", error.message);
                }
            }
        }),
    );
}

/// What the user has changed on the page.
pub fn changes(result: &Value) -> Vec<(String, bool)> {
    let scopes = result.get("scopes").and_then(Value::as_object);
    let scopes = scopes.into_iter().flatten();
    scopes
        .filter_map(|(scope, granted)| Some((scope.clone(), granted.as_bool()?)))
        .collect()
}

/// The entries of the page.
pub fn listed(asked: &Value) -> Vec<Value> {
    let scopes = asked.as_object().into_iter().flatten();
    scopes
        .map(|(scope, granted)| {
            json!({"scope": scope, "title": scope_title(scope), "granted": granted})
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scopes_that_were_asked_for() {
        assert_eq!(
            listed(&json!({"scope.camera": false})),
            [json!({"scope": "scope.camera", "title": "使用你的摄像头", "granted": false})]
        );
        assert!(listed(&Value::Null).is_empty());
    }
}
