//! A group of small cases that share one mini-program and, one after another, one host.
//!
//! `cases.json` names the cases; each opens a page of its own with an empty record of calls.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde::Deserialize;
use serde_json::{Value, json};

use crate::spec::{app_folder, eventually, perform};
use crate::{Client, Host, Mode, Outcome, Pointer, Step, tree};

/// The page that is open between cases, so that the end of one is not recorded by the next.
const BETWEEN: &str = "pages/blank/blank";

/// `cases.json`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// What the cases have in common.
    pub about: String,
    /// Folder of the mini-program, relative to the group; `app` where it is left out.
    #[serde(default = "app_folder")]
    pub app: PathBuf,
    /// Further arguments of `peapod run`.
    #[serde(default)]
    pub arguments: Vec<String>,
    pub cases: Vec<Case>,
}

/// One case of a group.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    pub name: String,
    /// What it shows, where the name does not say it.
    #[serde(default)]
    pub about: String,
    /// URL of its page, with a query if need be; `pages/<name>/<name>` where it is left out.
    #[serde(default)]
    pub page: Option<String>,
    /// False where the case needs layout.
    #[serde(default = "yes")]
    pub headless: bool,
    /// True where it runs in the real window too.
    #[serde(default)]
    pub window: bool,
    pub steps: Vec<Step>,
}

struct Session {
    host: Host,
    client: Client,
    pointer: Option<Pointer>,
}

/// Runs the cases of a group in hosts of one mode; a host is used again unless a case failed in it.
pub struct Hosts {
    folder: PathBuf,
    app: PathBuf,
    arguments: Vec<String>,
    mode: Mode,
    idle: Mutex<Vec<Session>>,
}

impl Group {
    /// Reads a group's `cases.json`.
    pub fn read(folder: &Path) -> Outcome<Self> {
        let path = folder.join("cases.json");
        let failed = |error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
        let text = fs::read_to_string(&path).map_err(|error| failed(&error))?;
        let group: Self = serde_json::from_str(&text).map_err(|error| failed(&error))?;
        let mut names: Vec<&str> = group.cases.iter().map(|case| case.name.as_str()).collect();
        names.sort_unstable();
        match names.windows(2).find(|pair| pair[0] == pair[1]) {
            Some(pair) => Err(failed(&format!("two cases are named `{}`", pair[0]))),
            None => Ok(group),
        }
    }
}

impl Case {
    /// Whether a step moves the real mouse or types on the real keyboard.
    pub fn uses_pointer(&self) -> bool {
        self.steps.iter().any(Step::uses_pointer)
    }

    fn url(&self) -> String {
        match &self.page {
            Some(page) => format!("/{page}"),
            None => format!("/pages/{0}/{0}", self.name),
        }
    }
}

impl Hosts {
    /// No host starts before the first case.
    pub fn new(folder: &Path, group: &Group, mode: Mode) -> Self {
        Self {
            folder: folder.to_path_buf(),
            app: folder.join(&group.app),
            arguments: group.arguments.clone(),
            mode,
            idle: Mutex::default(),
        }
    }

    /// Runs a case to its end.
    pub fn run(&self, case: &Case) -> Outcome<()> {
        let idle = self.idle().pop();
        let mut session = match idle {
            Some(session) => session,
            None => self.start()?,
        };
        match session.run(case) {
            Ok(()) => {
                self.idle().push(session);
                Ok(())
            }
            Err(error) => Err(format!("{error}\n{}", session.host.log())),
        }
    }

    /// Runs a case and writes what it found in place of the expected trees and calls.
    pub fn update(&self, case: &Case) -> Outcome<()> {
        let mut session = self.start()?;
        session.open(case)?;
        let mut found = Vec::new();
        for step in &case.steps {
            match step {
                Step::Tree(_) => {
                    found.push(json!({ "tree": steady(|| session.tree())? }));
                }
                Step::Calls(_) => {
                    found.push(json!({ "calls": steady(|| session.calls())? }));
                    session.forget_calls()?;
                }
                _ => {
                    perform(&mut session.client, &session.host, None, step)
                        .map_err(|error| format!("{step:?}: {error}\n{}", session.host.log()))?;
                    found.push(Value::Null);
                }
            }
        }
        let _one_writer = self.idle();
        tree::rewrite(&self.folder.join("cases.json"), &case.name, &found)
    }

    fn start(&self) -> Outcome<Session> {
        let mut host = Host::start(&self.app, self.mode, &self.arguments)?;
        let client = host.connect()?;
        let pointer = match self.mode {
            Mode::Window => Some(Pointer::of(host.pid())?),
            Mode::Headless => None,
        };
        Ok(Session {
            host,
            client,
            pointer,
        })
    }

    fn idle(&self) -> MutexGuard<'_, Vec<Session>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Session {
    fn open(&mut self, case: &Case) -> Outcome<()> {
        self.launch(&format!("/{BETWEEN}"))?;
        self.forget_calls()?;
        self.launch(&case.url())
    }

    fn run(&mut self, case: &Case) -> Outcome<()> {
        self.open(case)?;
        for (index, step) in case.steps.iter().enumerate() {
            self.perform(step)
                .map_err(|error| format!("step {} {step:?}: {error}", index + 1))?;
        }
        match self.calls()?.iter().find(|call| call.starts_with("error")) {
            Some(error) => Err(format!("an error that no step expects: {error}")),
            None => Ok(()),
        }
    }

    fn perform(&mut self, step: &Step) -> Outcome<()> {
        match step {
            Step::Tree(expected) => {
                let expected = match self.pointer {
                    Some(_) => tree::without_attributes(expected),
                    None => expected.clone(),
                };
                eventually(|| tree::same(&self.tree()?, &expected))
            }
            Step::Calls(expected) => {
                eventually(|| tree::same(&self.calls()?, expected))?;
                self.forget_calls()
            }
            _ => perform(&mut self.client, &self.host, self.pointer.as_ref(), step),
        }
    }

    fn launch(&mut self, url: &str) -> Outcome<()> {
        let params = json!({ "method": "reLaunch", "args": [{ "url": url }] });
        self.client.call("App.callWxMethod", params).map(drop)
    }

    fn calls(&mut self) -> Outcome<Vec<String>> {
        let found = self.evaluate("() => calls")?;
        serde_json::from_value(found)
            .map_err(|error| format!("the global `calls` of app.js is no list of strings: {error}"))
    }

    fn forget_calls(&mut self) -> Outcome<()> {
        self.evaluate("() => { calls.length = 0 }").map(drop)
    }

    fn evaluate(&mut self, function: &str) -> Outcome<Value> {
        let params = json!({ "functionDeclaration": function, "args": [] });
        Ok(self.client.call("App.callFunction", params)?["result"].clone())
    }

    fn tree(&mut self) -> Outcome<Vec<String>> {
        let (page, _, _) = self.client.page()?;
        if self.pointer.is_some() {
            return tree::of_view(&mut self.client, page);
        }
        let answer = self
            .client
            .call("Peapod.viewTree", json!({ "pageId": page }))?;
        if let Some(violations) = answer["violations"].as_array()
            && !violations.is_empty()
        {
            return Err(format!(
                "the view was sent what it cannot do: {violations:?}"
            ));
        }
        Ok(tree::lines(answer["wxml"].as_str().unwrap_or_default()))
    }
}

/// What comes twice in a row.
fn steady(mut read: impl FnMut() -> Outcome<Vec<String>>) -> Outcome<Vec<String>> {
    let mut last = read()?;
    loop {
        std::thread::sleep(std::time::Duration::from_millis(120));
        let next = read()?;
        if next == last {
            return Ok(next);
        }
        last = next;
    }
}

fn yes() -> bool {
    true
}
