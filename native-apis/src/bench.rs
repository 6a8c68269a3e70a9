//! A running native half for the tests beside the members: package and events in memory, data in
//! a folder that goes away, a simulated device.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::collections::BTreeMap;
use std::sync::{Arc, Condvar, Mutex, mpsc};
use std::time::Duration;

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::context::lock;
use crate::error::ApiError;
use crate::value::ApiValue;
use crate::{
    Apis, ApisConfig, AppFacts, Device, EventSink, PackageFiles, Policy, ProfilePrompter, Simulated,
};

/// No test waits this long unless it has failed.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// A package of files in memory.
#[derive(Default)]
pub struct MemoryPackage(pub BTreeMap<String, Vec<u8>>);

impl PackageFiles for MemoryPackage {
    fn read(&self, path: &str) -> Option<Vec<u8>> {
        self.0.get(path).cloned()
    }

    fn list(&self, path: &str) -> Option<Vec<String>> {
        let prefix = if path.is_empty() {
            String::new()
        } else {
            format!("{path}/")
        };
        let names: std::collections::BTreeSet<String> = self
            .0
            .keys()
            .filter_map(|name| name.strip_prefix(&prefix))
            .filter_map(|rest| rest.split('/').next().map(str::to_owned))
            .collect();
        (!names.is_empty()).then(|| names.into_iter().collect())
    }
}

/// Events in the order they came; tests take what they wait for.
#[derive(Default)]
pub struct Recorder {
    events: Mutex<Vec<(String, ApiValue)>>,
    came: Condvar,
}

impl EventSink for Recorder {
    fn emit(&self, event: &str, payload: ApiValue) {
        lock(&self.events).push((event.to_owned(), payload));
        self.came.notify_all();
    }
}

impl Recorder {
    /// Waits for the first event that fits, and takes it out.
    pub fn wait(&self, fits: impl Fn(&str, &Value) -> bool) -> ApiValue {
        let mut events = lock(&self.events);
        loop {
            let found = events
                .iter()
                .position(|(event, payload)| fits(event, &payload.json));
            if let Some(index) = found {
                return events.remove(index).1;
            }
            let (next, timeout) = self.came.wait_timeout(events, PATIENCE).unwrap();
            events = next;
            assert!(!timeout.timed_out(), "event did not come; have {events:?}");
        }
    }

    /// Waits for an event of a task.
    pub fn task(&self, id: u64, kind: &str) -> ApiValue {
        self.wait(|event, payload| {
            event == "task" && payload["id"] == id && payload["type"] == kind
        })
    }

    /// Waits for an event by its listener's name.
    pub fn named(&self, name: &str) -> Value {
        self.wait(|event, _| event == name).json
    }

    /// Whether an event that fits has come.
    pub fn has(&self, fits: impl Fn(&str, &Value) -> bool) -> bool {
        lock(&self.events)
            .iter()
            .any(|(event, payload)| fits(event, &payload.json))
    }
}

/// What a test may choose.
pub struct Setup {
    pub app_json: Value,
    pub profile: Value,
    pub policy: Policy,
    pub package: Vec<(&'static str, Vec<u8>)>,
    pub roots: Vec<Vec<u8>>,
}

impl Default for Setup {
    fn default() -> Self {
        Self {
            app_json: json!({}),
            profile: json!({}),
            policy: Policy::unchecked(),
            package: Vec::new(),
            roots: Vec::new(),
        }
    }
}

/// A running native half.
pub struct Bench {
    pub apis: Arc<Apis>,
    pub device: Arc<Simulated>,
    pub events: Arc<Recorder>,
    pub dir: Arc<TempDir>,
}

impl Bench {
    /// With everything at its default.
    pub fn new() -> Self {
        Self::with(Setup::default())
    }

    /// With a device profile.
    pub fn on(profile: Value) -> Self {
        Self::with(Setup {
            profile,
            ..Setup::default()
        })
    }

    /// As the setup says.
    pub fn with(setup: Setup) -> Self {
        Self::in_dir(setup, Arc::new(tempfile::tempdir().unwrap()))
    }

    /// In a data directory that another bench has used.
    pub fn in_dir(setup: Setup, dir: Arc<TempDir>) -> Self {
        let profile = serde_json::from_value(setup.profile).unwrap();
        let device = Simulated::new(profile, dir.path());
        let events = Arc::new(Recorder::default());
        let files = setup
            .package
            .into_iter()
            .map(|(name, bytes)| (name.to_owned(), bytes))
            .collect();
        let apis = Apis::with_extra_roots(
            ApisConfig {
                app_id: "wx0123456789abcdef".to_owned(),
                data_dir: dir.path().to_path_buf(),
                package: Arc::new(MemoryPackage(files)),
                app: AppFacts::from_app_json(&setup.app_json),
                policy: setup.policy,
                device: Arc::new(Device::simulated(&device)),
                prompter: Arc::new(ProfilePrompter(Arc::clone(&device))),
                runtime: None,
            },
            setup.roots,
        )
        .unwrap();
        apis.connect(Arc::clone(&events) as Arc<dyn EventSink>);
        Self {
            apis: Arc::new(apis),
            device,
            events,
            dir,
        }
    }

    /// Starts an asynchronous call.
    pub fn begin(
        &self,
        name: &str,
        args: impl Into<ApiValue>,
    ) -> mpsc::Receiver<Result<ApiValue, ApiError>> {
        let (sender, receiver) = mpsc::channel();
        self.apis.call(
            name,
            args.into(),
            Box::new(move |result| sender.send(result).unwrap_or(())),
        );
        receiver
    }

    /// An asynchronous call with its answer.
    pub fn call_full(&self, name: &str, args: impl Into<ApiValue>) -> Result<ApiValue, ApiError> {
        self.begin(name, args).recv_timeout(PATIENCE).unwrap()
    }

    /// An asynchronous call with the JSON of its answer.
    pub fn call(&self, name: &str, args: Value) -> Result<Value, ApiError> {
        self.call_full(name, args).map(|value| value.json)
    }

    /// A synchronous call.
    pub fn sync(&self, name: &str, args: Value) -> Result<Value, ApiError> {
        self.apis
            .call_sync(name, args.into())
            .map(|value| value.json)
    }

    /// The text of a failed call.
    pub fn fails(&self, name: &str, args: Value) -> String {
        self.call(name, args).unwrap_err().message
    }
}

/// A small picture: `width` by `height`, as PNG.
pub fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    image::RgbImage::from_fn(width, height, |x, y| {
        image::Rgb([(x % 256) as u8, (y % 256) as u8, 90])
    })
    .write_to(&mut bytes, image::ImageFormat::Png)
    .unwrap();
    bytes.into_inner()
}
