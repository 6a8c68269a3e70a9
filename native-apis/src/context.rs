//! What an implementation may reach: the state of one mini-program's native half.

use std::collections::{BTreeMap, HashMap};
use std::future::Future;
use std::path::PathBuf;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use serde_json::{Value, json};
use tokio::runtime::Handle;
use tokio::sync::Notify;
use tokio::task::{AbortHandle, JoinSet};

use crate::device::{Device, Prompter};
use crate::files::{Descriptors, Disk};
use crate::network::Network;
use crate::policy::Policy;
use crate::storage::Storage;
use crate::streams::Streams;
use crate::value::ApiValue;

/// Receives events that native APIs emit outside a call.
pub trait EventSink: Send + Sync + 'static {
    /// `event` is the listener's name (`onNetworkStatusChange`), or `task` with
    /// `{"id": task, "type": "progress", …}` for task and manager objects.
    fn emit(&self, event: &str, payload: ApiValue);
}

/// Read access to the files of the mini-program package.
pub trait PackageFiles: Send + Sync + 'static {
    /// The content of a file; `path` is relative to the package root, with `/`, already cleaned
    /// of `.` and `..`.
    fn read(&self, path: &str) -> Option<Vec<u8>>;
    /// Names in a directory (`""` is the root); `None` where there is no such directory.
    fn list(&self, path: &str) -> Option<Vec<String>>;
}

/// Milliseconds after which network calls fail (`app.json` `networkTimeout`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NetworkTimeouts {
    pub request: u64,
    pub connect_socket: u64,
    pub upload_file: u64,
    pub download_file: u64,
}

impl Default for NetworkTimeouts {
    fn default() -> Self {
        Self {
            request: 60_000,
            connect_socket: 60_000,
            upload_file: 60_000,
            download_file: 60_000,
        }
    }
}

/// What native APIs need to know of `app.json` and the release.
#[derive(Debug, Clone, PartialEq)]
pub struct AppFacts {
    pub network_timeout: NetworkTimeouts,
    /// `permission[scope].desc`, by scope.
    pub permission_desc: BTreeMap<String, String>,
    /// `requiredPrivateInfos`.
    pub required_private_infos: Vec<String>,
    /// The version segment of the Referer: a release number, `0`, or `devtools`.
    pub referer_version: String,
    /// The name shown in permission dialogs.
    pub display_name: String,
}

impl Default for AppFacts {
    fn default() -> Self {
        Self::from_app_json(&Value::Null)
    }
}

impl AppFacts {
    /// Reads the keys that matter here; missing or malformed ones take their defaults.
    pub fn from_app_json(app: &Value) -> Self {
        let timeout = |key: &str| {
            app["networkTimeout"][key]
                .as_u64()
                .filter(|millis| *millis > 0)
                .unwrap_or(60_000)
        };
        Self {
            network_timeout: NetworkTimeouts {
                request: timeout("request"),
                connect_socket: timeout("connectSocket"),
                upload_file: timeout("uploadFile"),
                download_file: timeout("downloadFile"),
            },
            permission_desc: app["permission"]
                .as_object()
                .into_iter()
                .flatten()
                .filter_map(|(scope, entry)| {
                    Some((scope.clone(), entry["desc"].as_str()?.to_owned()))
                })
                .collect(),
            required_private_infos: app["requiredPrivateInfos"]
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(|name| name.as_str().map(str::to_owned))
                .collect(),
            referer_version: "devtools".to_owned(),
            display_name: app["window"]["navigationBarTitleText"]
                .as_str()
                .unwrap_or("")
                .to_owned(),
        }
    }
}

/// Locks a mutex; a panic elsewhere does not take the data with it.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Running tasks by the id the facade gave them, and everything else that runs for this app.
#[derive(Default)]
pub struct Tasks {
    cancel: Mutex<HashMap<u64, Arc<Notify>>>,
    running: Mutex<JoinSet<()>>,
}

/// Forgets its task when dropped.
pub struct TaskGuard<'a> {
    tasks: &'a Tasks,
    id: u64,
    notify: Arc<Notify>,
}

impl TaskGuard<'_> {
    /// Waits until the script aborts the task.
    pub async fn aborted(&self) {
        self.notify.notified().await;
    }
}

impl Drop for TaskGuard<'_> {
    fn drop(&mut self) {
        let mut cancel = lock(&self.tasks.cancel);
        // Another task may have been announced under the id since.
        if cancel
            .get(&self.id)
            .is_some_and(|notify| Arc::ptr_eq(notify, &self.notify))
        {
            cancel.remove(&self.id);
        }
    }
}

impl Tasks {
    /// Makes a task abortable.
    pub fn register(&self, id: u64) -> TaskGuard<'_> {
        let notify = lock(&self.cancel).entry(id).or_default().clone();
        TaskGuard {
            tasks: self,
            id,
            notify,
        }
    }

    /// Takes note of a task that is about to start, so that an abort finds it: scripts abort in the
    /// turn in which they ask.
    pub fn announce(&self, id: u64) {
        lock(&self.cancel).insert(id, Arc::default());
    }

    /// Whether a task of this id is running.
    #[cfg(test)]
    pub fn is_registered(&self, id: u64) -> bool {
        lock(&self.cancel).contains_key(&id)
    }

    /// Aborts a task; nothing happens when it has ended.
    pub fn abort(&self, id: u64) {
        if let Some(notify) = lock(&self.cancel).get(&id) {
            // Keeps a permit, so an abort before the first wait counts.
            notify.notify_one();
        }
    }

    /// Runs something until it ends or the mini-program closes.
    pub fn spawn(
        &self,
        runtime: &Handle,
        work: impl Future<Output = ()> + Send + 'static,
    ) -> AbortHandle {
        let mut running = lock(&self.running);
        while running.try_join_next().is_some() {}
        running.spawn_on(work, runtime)
    }

    /// Stops everything.
    pub fn stop(&self) {
        lock(&self.running).abort_all();
    }
}

/// The state of one mini-program's native half.
pub struct Context {
    pub app_id: String,
    pub app: AppFacts,
    pub policy: Policy,
    pub package: Arc<dyn PackageFiles>,
    pub storage: Storage,
    pub disk: Disk,
    pub descriptors: Descriptors,
    pub device: Arc<Device>,
    pub prompter: Arc<dyn Prompter>,
    pub tasks: Tasks,
    pub streams: Streams,
    pub network: Network,
    /// Where the simulated album of this app lies.
    pub album: PathBuf,
    pub(crate) bluetooth: crate::bluetooth::Adapter,
    pub(crate) players: crate::audio::Players,
    pub(crate) recorder: crate::audio::Recorder,
    pub(crate) privacy: crate::open::privacy::Pending,
    /// The mini-program is gone; whatever still answers is told so.
    pub(crate) closed: AtomicBool,
    pub(crate) update_checked: AtomicBool,
    pub(crate) update_ready: AtomicBool,
    pub runtime: Handle,
    /// Held while a permission dialog is open.
    pub(crate) asking: tokio::sync::Mutex<()>,
    pub(crate) events: RwLock<Option<Arc<dyn EventSink>>>,
}

impl Context {
    /// Sends an event to the logic; dropped while nothing is connected.
    pub fn emit(&self, event: &str, payload: impl Into<ApiValue>) {
        let sink = self
            .events
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        if let Some(sink) = sink {
            sink.emit(event, payload.into());
        }
    }

    /// Sends an event of a task or manager object. `fields` is an object; `id` and `type` are
    /// added.
    pub fn emit_task(&self, id: u64, kind: &str, fields: impl Into<ApiValue>) {
        let mut payload = fields.into();
        if !payload.json.is_object() {
            payload.json = json!({});
        }
        payload.json["id"] = json!(id);
        payload.json["type"] = json!(kind);
        self.emit("task", payload);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_of_a_task_leaves_its_successor_abortable() {
        let tasks = Tasks::default();
        tasks.announce(9);
        let first = tasks.register(9);
        tasks.announce(9);
        drop(first);
        assert!(tasks.is_registered(9));
        drop(tasks.register(9));
        assert!(!tasks.is_registered(9));
    }
}
