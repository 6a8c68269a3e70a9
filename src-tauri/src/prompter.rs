//! Permission dialogs of native APIs, through the shell.

use std::{future::Future, pin::Pin, sync::Arc};

use peapod_native_apis::{
    Prompt, Prompter,
    device::{ScopeAnswers, Simulated, simulated::ProfilePrompter},
};
use serde_json::{Value, json};

use crate::{chrome::ChromeLink, scope_settings};

/// Who answers a permission dialog.
pub struct ShellPrompter {
    pub chrome: Arc<ChromeLink>,
    /// Its profile may answer for the user.
    pub device: Arc<Simulated>,
    /// Somebody sits before the shell.
    pub attended: bool,
}

impl Prompter for ShellPrompter {
    fn ask(&self, prompt: Prompt) -> Pin<Box<dyn Future<Output = bool> + Send>> {
        let permissions = self.device.profile().permissions;
        let decided = permissions.contains_key(&prompt.scope) || permissions.contains_key("*");
        if decided || !self.attended {
            return ProfilePrompter(self.device.clone()).ask(prompt);
        }
        let (answer, answered) = tokio::sync::oneshot::channel();
        self.chrome.ask(
            "permission",
            json!({
                "scope": prompt.scope,
                "title": scope_title(&prompt.scope),
                "desc": prompt.desc,
                "appName": prompt.app_name,
            }),
            Box::new(move |result| {
                // The call that asked may have been aborted.
                let _ = answer.send(
                    result
                        .get("granted")
                        .and_then(Value::as_bool)
                        .unwrap_or(false),
                );
            }),
        );
        // Dropped without an answer: the mini-program is being closed.
        Box::pin(async move { answered.await.unwrap_or(false) })
    }

    fn settings(
        &self,
        app_name: &str,
        asked: &[(String, bool)],
    ) -> Option<Pin<Box<dyn Future<Output = ScopeAnswers> + Send>>> {
        let decided = self.device.profile().answers.contains_key("openSetting");
        if decided || !self.attended {
            return None;
        }
        let (answer, answered) = tokio::sync::oneshot::channel();
        let asked = asked
            .iter()
            .map(|(scope, granted)| (scope.clone(), json!(granted)));
        let asked = Value::Object(asked.collect());
        self.chrome.ask(
            "settings",
            json!({"appName": app_name, "scopes": scope_settings::listed(&asked)}),
            Box::new(move |result| {
                // The call that asked may have been aborted.
                let _ = answer.send(scope_settings::changes(&result));
            }),
        );
        Some(Box::pin(async move { answered.await.unwrap_or_default() }))
    }
}

/// What the dialog says the mini-program wants, in WeChat's words.
pub fn scope_title(scope: &str) -> &'static str {
    match scope {
        "scope.userInfo" => "获取你的昵称、头像、地区及性别",
        "scope.userLocation" => "获取你的位置信息",
        "scope.userFuzzyLocation" => "获取你的模糊位置信息",
        "scope.userLocationBackground" => "后台获取你的位置信息",
        "scope.record" => "使用你的麦克风",
        "scope.camera" => "使用你的摄像头",
        "scope.bluetooth" => "使用你的蓝牙",
        "scope.writePhotosAlbum" => "添加到相册",
        "scope.addPhoneContact" => "添加到手机通讯录",
        "scope.addPhoneCalendar" => "添加到手机日历",
        "scope.werun" => "获取你的微信运动步数",
        _ => "使用你的信息",
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn prompt() -> Prompt {
        Prompt {
            app_id: "wx".into(),
            app_name: "a".into(),
            scope: "scope.camera".into(),
            desc: String::new(),
        }
    }

    fn prompter(profile: Value, attended: bool) -> ShellPrompter {
        let profile = serde_json::from_value(profile).unwrap();
        ShellPrompter {
            chrome: Arc::new(ChromeLink::headless()),
            device: Simulated::new(profile, "."),
            attended,
        }
    }

    fn wait(answer: impl Future<Output = bool>) -> bool {
        tokio::runtime::Builder::new_current_thread()
            .build()
            .unwrap()
            .block_on(answer)
    }

    #[test]
    fn the_answer_of_the_shell_counts() {
        let prompter = prompter(json!({}), true);
        for granted in [true, false] {
            let answer = prompter.ask(prompt());
            let (request, params) = prompter.chrome.newest_request(&["permission"]).unwrap();
            assert_eq!(params["scope"], "scope.camera");
            prompter
                .chrome
                .take_reply(&json!({"request": request, "result": {"granted": granted}}));
            assert_eq!(wait(answer), granted);
        }
    }

    #[test]
    fn the_settings_page_is_the_shells() {
        let asked = [("scope.camera".to_owned(), false)];
        let prompter = prompter(json!({}), true);
        let page = prompter.settings("a", &asked).unwrap();
        let (request, params) = prompter.chrome.newest_request(&["settings"]).unwrap();
        assert_eq!(params["scopes"][0]["scope"], "scope.camera");
        prompter
            .chrome
            .take_reply(&json!({"request": request, "result": {"scopes": {"scope.camera": true}}}));
        let changed = tokio::runtime::Builder::new_current_thread()
            .build()
            .unwrap()
            .block_on(page);
        assert_eq!(changed, [("scope.camera".to_owned(), true)]);
    }

    #[test]
    fn without_a_user_the_profile_answers_the_settings_page() {
        assert!(prompter(json!({}), false).settings("a", &[]).is_none());
        let decided = json!({"answers": {"openSetting": {}}});
        assert!(prompter(decided, true).settings("a", &[]).is_none());
    }

    #[test]
    fn a_profile_that_decides_is_not_asked_over() {
        let prompter = prompter(json!({"permissions": {"scope.camera": false}}), true);
        assert!(!wait(prompter.ask(prompt())));
        assert!(prompter.chrome.newest_request(&["permission"]).is_none());
    }
}
