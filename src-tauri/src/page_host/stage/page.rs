//! One page of the stage: its view and what the view has yet to hear.

use std::{collections::BTreeMap, time::Instant};

use peapod_runtime::host::{HostError, PageInit};
use serde_json::{Map, Value, json};

use super::super::{
    backend::{Backend, ViewId},
    op_log::OpLog,
    script::{self, INLINE_LIMIT, Script},
};
use crate::{layout::Surroundings, scheme::Blobs};

pub(super) enum Out {
    Batch(String),
    /// A WXS module of the page's table.
    Wxs(String),
    Mark,
    Run {
        request: u32,
        script: String,
    },
    Issues,
    Assets,
    #[cfg(any(test, target_os = "android"))]
    Keyboard {
        height: f64,
        room: f64,
    },
    Reply {
        request: u32,
        kind: String,
        result: Value,
    },
}

/// What `--watch` says to every page, also to those that come later.
#[derive(Default)]
pub(super) struct Watched {
    /// Null before the first word.
    pub(super) issues: Value,
    /// How often package files have been saved.
    pub(super) versions: Map<String, Value>,
}

impl Watched {
    pub(super) fn write(&self, script: &mut Script) {
        if self.issues.as_array().is_some_and(|it| !it.is_empty()) {
            script.issues(&self.issues);
        }
        if !self.versions.is_empty() {
            script.assets(&Value::Object(self.versions.clone()));
        }
    }
}

pub(super) struct Page<V> {
    pub(super) init: PageInit,
    pub(super) surroundings: Surroundings,
    pub(super) view: V,
    pub(super) view_id: ViewId,
    /// The page shell has booted and knows which page it is.
    pub(super) told: bool,
    pub(super) outbox: Vec<Out>,
    /// Batches given to the present incarnation of the view.
    pub(super) given: u64,
    pub(super) log: OpLog,
    /// Code of the WXS modules that the view was given, by name.
    pub(super) wxs: BTreeMap<String, String>,
    pub(super) crashes: u32,
    pub(super) created: Instant,
    pub(super) painted_once: bool,
    /// The view's size has not settled before this time; `resize` messages are its own affair.
    pub(super) settled: Instant,
}

pub(super) struct Spare<V> {
    pub(super) view: V,
    pub(super) view_id: ViewId,
    pub(super) ready: bool,
}

/// `capsule` is where the menu button is.
pub(super) fn tell_init<B: Backend>(
    backend: &B,
    page: &mut Page<B::View>,
    watched: &Watched,
    capsule: [f64; 4],
) {
    // Linux draws its own over the pages.
    let drawn_by_page = cfg!(not(target_os = "linux"));
    let mut script = Script::default();
    script.init(&page.init, drawn_by_page.then_some(capsule));
    watched.write(&mut script);
    if let Some(script) = script.take() {
        backend.evaluate(&page.view, &script);
    }
    page.told = true;
}

/// The message `reply` of a view that could not answer.
pub(super) fn failed_reply(request: u32, error: &str) -> String {
    json!(["reply", request, null, error]).to_string()
}

impl<V> Page<V> {
    /// Fills the outbox with what builds the page in a view that knows nothing of it. Batches and
    /// modules that are still in the outbox are among that.
    pub(super) fn rewind(&mut self, compact: &dyn Fn(&[String]) -> Option<String>) {
        self.given = 0;
        self.outbox
            .retain(|out| !matches!(out, Out::Batch(_) | Out::Wxs(_)));
        let batches = self.log.replay(compact).into_iter().map(Out::Batch);
        let all: Vec<Out> = self
            .wxs
            .keys()
            .cloned()
            .map(Out::Wxs)
            .chain(batches)
            .collect();
        self.outbox.splice(0..0, all);
    }

    /// Empties the outbox into scripts that are evaluated in order, and `runs` after them.
    pub(super) fn take_outbox(
        &mut self,
        blobs: &Blobs,
        watched: &Watched,
    ) -> (Vec<String>, Vec<(u32, String)>) {
        let mut scripts = Vec::new();
        let mut runs = Vec::new();
        let mut script = Script::default();
        for out in std::mem::take(&mut self.outbox) {
            match out {
                Out::Batch(batch) => {
                    self.given += 1;
                    if batch.len() > INLINE_LIMIT {
                        script.ops_from(&blobs.put(batch.into_bytes()));
                    } else {
                        script.ops(&batch);
                    }
                }
                // In a script of its own: one that does not parse must take nothing else with it.
                Out::Wxs(module) => {
                    if let Some(code) = self.wxs.get(&module) {
                        scripts.extend(script.take());
                        scripts.push(script::wxs(&module, code));
                    }
                }
                Out::Mark => script.mark(self.given),
                Out::Run { request, script } => runs.push((request, script)),
                Out::Issues => script.issues(&watched.issues),
                Out::Assets => script.assets(&Value::Object(watched.versions.clone())),
                #[cfg(any(test, target_os = "android"))]
                Out::Keyboard { height, room } => script.keyboard(height, room),
                Out::Reply {
                    request,
                    kind,
                    result,
                } => script.chrome_reply(request, &kind, &result),
            }
        }
        scripts.extend(script.take());
        (scripts, runs)
    }
}

/// The tag of a message, without parsing the rest.
pub(super) fn tag(message: &str) -> Option<&str> {
    message
        .strip_prefix("[\"")?
        .split_once('"')
        .map(|(tag, _)| tag)
}

/// `__pp.ask` gives a JSON string, which the webview hands over as JSON once more.
pub(super) fn parse_answer(json: &str) -> Result<Value, HostError> {
    let text: String = serde_json::from_str(json)
        .map_err(|_| HostError::Other("the view failed to answer".into()))?;
    serde_json::from_str(&text).map_err(|error| HostError::Other(error.to_string()))
}
