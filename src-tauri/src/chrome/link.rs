//! The way to the shell, with the state to replay when the shell (re)loads.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use indexmap::IndexMap;
use serde_json::{Value, json};

use super::{
    pictures,
    requests::{Addressee, Reply, Requests},
    tab_icons,
};
use crate::scheme::Resources;

/// Sends one command to the shell.
pub type Emit = Box<dyn Fn(&str, &Value) + Send + Sync>;
/// Sees every command of the logic.
pub type Watch = Box<dyn Fn(&str, &Value) + Send + Sync>;

/// Commands whose latest form is replayed to a shell that starts anew, in this order.
const REPLAYED: [&str; 9] = [
    "layout",
    "automationPort",
    "screen",
    "splash",
    "app",
    "tabBar",
    "page",
    "menu",
    "fatal",
];

/// What the host carries out; the shell has no part in it.
const OF_THE_HOST: [&str; 6] = [
    "exit",
    "automation",
    "capsule",
    "saveImage",
    "pageOrientation",
    "share",
];

#[derive(Default)]
struct State {
    ready: bool,
    latest: IndexMap<&'static str, Value>,
    requests: Requests,
    resources: Option<Arc<dyn Resources>>,
    watch: Option<Arc<Watch>>,
}

/// The shell as the rest of the host sees it. Without `emit` (headless) it only keeps state.
pub struct ChromeLink {
    emit: Option<Emit>,
    state: Mutex<State>,
}

impl ChromeLink {
    /// A link to a shell.
    pub fn new(emit: Emit) -> Self {
        Self {
            emit: Some(emit),
            state: Mutex::default(),
        }
    }

    /// A link for a host without a shell.
    pub fn headless() -> Self {
        Self {
            emit: None,
            state: Mutex::default(),
        }
    }

    /// A mini-program starts: its pictures, and who watches its commands.
    pub fn attach(&self, resources: Arc<dyn Resources>, watch: Watch) {
        let mut state = self.state();
        state.resources = Some(resources);
        state.watch = Some(Arc::new(watch));
    }

    /// The mini-program is gone.
    pub fn detach(&self) {
        let mut state = self.state();
        state.resources = None;
        state.watch = None;
        state.requests.clear();
        for command in ["splash", "app", "tabBar", "page", "menu", "fatal"] {
            state.latest.shift_remove(command);
        }
    }

    /// A command of the host itself.
    pub fn send(&self, command: &str, params: Value) {
        self.remember(command, &params);
        self.emit(command, &params);
    }

    /// A command of the logic.
    pub fn logic_command(&self, command: &str, params: &Value) {
        let (resources, watch) = {
            let state = self.state();
            (state.resources.clone(), state.watch.clone())
        };
        let mut params = params.clone();
        if let Some(resources) = resources {
            match command {
                "tabBar" => tab_icons::add_icon_urls(&mut params, &*resources),
                "share" => pictures::share_card(&mut params, &*resources),
                "previewImage" => pictures::preview(&mut params, &*resources),
                "app" => {
                    if let Some(icon) = pictures::app_icon(&*resources) {
                        params["icon"] = icon.into();
                    }
                }
                _ => {}
            }
        }
        self.note_request(command, &params);
        self.remember(command, &params);
        if let Some(watch) = watch {
            watch(command, &params);
        }
        if !OF_THE_HOST.contains(&command) {
            self.emit(command, &params);
        }
    }

    fn note_request(&self, command: &str, params: &Value) {
        let mut state = self.state();
        match command {
            "pickerUpdate" => state.requests.update(params),
            // A shell that listens answers, which ends the request.
            "dismiss" if state.ready => {}
            "dismiss" => match params.get("request").and_then(Value::as_u64) {
                Some(request) => drop(state.requests.answer(request)),
                None => state.requests.clear(),
            },
            _ => state.requests.add_logic(command, params),
        }
    }

    /// Asks the shell on the host's own account.
    pub fn ask(&self, command: &str, mut params: Value, reply: Reply) -> u64 {
        if command == "previewImage"
            && let Some(resources) = self.state().resources.clone()
        {
            pictures::preview(&mut params, &*resources);
        }
        let (id, params) = self.state().requests.add_host(command, params, reply);
        self.emit(command, &params);
        id
    }

    /// The shell answered `{request, result}`. False: the answer is the logic's.
    pub fn take_reply(&self, payload: &Value) -> bool {
        let Some(id) = payload.get("request").and_then(Value::as_u64) else {
            return true;
        };
        let addressee = self.state().requests.answer(id);
        match addressee {
            Addressee::Host(reply) => {
                reply(payload.get("result").cloned().unwrap_or(Value::Null));
                true
            }
            Addressee::Logic => false,
            Addressee::Nobody => true,
        }
    }

    /// The newest open request of one of these commands, with its parameters.
    pub fn newest_request(&self, commands: &[&str]) -> Option<(u64, Value)> {
        let state = self.state();
        let id = state.requests.newest(commands)?;
        let params = state
            .requests
            .iter()
            .find(|(it, _)| *it == id)?
            .1
            .params
            .clone();
        Some((id, params))
    }

    /// Requests that wait for an answer: id, command, parameters; oldest first.
    pub fn open_requests(&self) -> Vec<(u64, String, Value)> {
        let state = self.state();
        state
            .requests
            .iter()
            .map(|(id, it)| (id, it.command.clone(), it.params.clone()))
            .collect()
    }

    /// Takes a request from the shell that something else has answered.
    pub fn dismiss(&self, request: u64) {
        self.emit_now("dismiss", &json!({ "request": request }));
    }

    /// The shell's listener stands: replays what it missed.
    pub fn shell_ready(&self) {
        let replay: Vec<(String, Value)> = {
            let mut state = self.state();
            state.ready = true;
            let states = REPLAYED.iter().filter_map(|command| {
                Some(((*command).to_owned(), state.latest.get(command)?.clone()))
            });
            let requests = state
                .requests
                .iter()
                .map(|(_, it)| (it.command.clone(), it.params.clone()));
            states.chain(requests).collect()
        };
        for (command, params) in replay {
            self.emit_now(&command, &params);
        }
    }

    /// The shell's process died; nothing reaches it before it is ready again.
    pub fn shell_lost(&self) {
        self.state().ready = false;
    }

    /// The latest state sent with this command.
    pub fn latest(&self, command: &str) -> Option<Value> {
        self.state().latest.get(command).cloned()
    }

    fn remember(&self, command: &str, params: &Value) {
        let mut state = self.state();
        match command {
            "screen" | "splash" | "fatal" => {
                state.latest.shift_remove("splash");
                state.latest.shift_remove("fatal");
                // The shell drops its dialogs with these.
                state.requests.clear();
            }
            "page" => {
                state.latest.shift_remove("splash");
                state.latest.shift_remove("fatal");
            }
            // Changes of single fields, folded into the page that is replayed.
            "nav" => {
                if let Some(page) = state.latest.get_mut("page")
                    && page.get("pageId") == params.get("pageId")
                    && let (Some(nav), Some(changed)) = (
                        page.get_mut("nav").and_then(Value::as_object_mut),
                        params.as_object(),
                    )
                {
                    for (key, value) in changed
                        .iter()
                        .filter(|(key, _)| *key != "pageId" && *key != "animation")
                    {
                        nav.insert(key.clone(), value.clone());
                    }
                }
            }
            _ => {}
        }
        if let Some(command) = REPLAYED.iter().find(|it| **it == command) {
            state.latest.insert(command, params.clone());
        }
    }

    fn emit(&self, command: &str, params: &Value) {
        if self.state().ready {
            self.emit_now(command, params);
        }
    }

    fn emit_now(&self, command: &str, params: &Value) {
        if let Some(emit) = &self.emit {
            emit(command, params);
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    type Sent = Arc<Mutex<Vec<String>>>;

    fn link() -> (ChromeLink, Sent) {
        let sent = Sent::default();
        let log = sent.clone();
        let link = ChromeLink::new(Box::new(move |command, params| {
            log.lock().unwrap().push(format!("{command} {params}"));
        }));
        (link, sent)
    }

    #[test]
    fn a_shell_that_comes_late_gets_state_and_open_requests() {
        let (link, sent) = link();
        link.send("screen", json!({"view": "app"}));
        link.logic_command(
            "page",
            &json!({"pageId": 1, "nav": {"title": "a", "loading": false}}),
        );
        link.logic_command("nav", &json!({"pageId": 1, "title": "b"}));
        link.logic_command("nav", &json!({"pageId": 2, "title": "other page"}));
        link.logic_command("modal", &json!({"request": 1, "title": "t"}));
        link.logic_command("modal", &json!({"request": 2, "title": "u"}));
        assert!(
            !link.take_reply(&json!({"request": 1, "result": {}})),
            "the logic's own"
        );
        assert!(sent.lock().unwrap().is_empty());
        link.shell_ready();
        assert_eq!(
            *sent.lock().unwrap(),
            [
                r#"screen {"view":"app"}"#,
                r#"page {"pageId":1,"nav":{"title":"b","loading":false}}"#,
                r#"modal {"request":2,"title":"u"}"#,
            ]
        );
    }

    #[test]
    fn an_open_picker_is_replayed_as_it_was_changed() {
        let (link, sent) = link();
        link.logic_command("picker", &json!({"request": 1, "mode": "m", "value": [0]}));
        link.logic_command("pickerUpdate", &json!({"request": 1, "value": [1]}));
        link.logic_command("pickerUpdate", &json!({"request": 2, "value": [1]}));
        link.logic_command("picker", &json!({"request": 3}));
        link.logic_command("dismiss", &json!({"request": 3}));
        assert_eq!(link.open_requests().len(), 1);
        link.shell_ready();
        assert_eq!(
            *sent.lock().unwrap(),
            [r#"picker {"request":1,"mode":"m","value":[1]}"#]
        );
    }

    #[test]
    fn a_shell_that_reloads_shows_the_splash_or_the_error_again() {
        let (link, sent) = link();
        link.send("screen", json!({"view": "app"}));
        link.logic_command("app", &json!({"name": "a"}));
        link.send("splash", json!({"name": "a"}));
        link.shell_ready();
        assert_eq!(
            *sent.lock().unwrap(),
            [
                r#"screen {"view":"app"}"#,
                r#"splash {"name":"a"}"#,
                r#"app {"name":"a"}"#
            ]
        );
        link.send("fatal", json!({"message": "m"}));
        sent.lock().unwrap().clear();
        link.shell_ready();
        assert_eq!(
            *sent.lock().unwrap(),
            [
                r#"screen {"view":"app"}"#,
                r#"app {"name":"a"}"#,
                r#"fatal {"message":"m"}"#
            ]
        );
        link.logic_command("page", &json!({"pageId": 1}));
        assert_eq!(link.latest("fatal"), None);
    }

    #[test]
    fn host_questions_are_answered_once_and_not_passed_on() {
        let (link, _) = link();
        let got = Arc::new(Mutex::new(Vec::new()));
        let sink = got.clone();
        let id = link.ask(
            "permission",
            json!({}),
            Box::new(move |result| sink.lock().unwrap().push(result)),
        );
        assert_eq!(link.newest_request(&["permission"]).unwrap().0, id);
        for _ in 0..2 {
            assert!(link.take_reply(&json!({"request": id, "result": {"granted": true}})));
        }
        assert_eq!(*got.lock().unwrap(), [json!({"granted": true})]);
    }

    #[test]
    fn what_the_host_carries_out_does_not_reach_the_shell() {
        struct Nothing;
        impl Resources for Nothing {
            fn package_file(&self, _: &str) -> Option<Vec<u8>> {
                None
            }
            fn sandbox_file(&self, _: &str) -> Option<std::path::PathBuf> {
                None
            }
        }
        let (link, sent) = link();
        link.shell_ready();
        let seen = Sent::default();
        let log = seen.clone();
        link.attach(
            Arc::new(Nothing),
            Box::new(move |command, _| log.lock().unwrap().push(command.into())),
        );
        link.logic_command("exit", &json!({}));
        assert_eq!(*seen.lock().unwrap(), ["exit"]);
        assert!(sent.lock().unwrap().is_empty());
    }
}
