//! The Android phone: calls go to `Device.call` on the main thread.
#![allow(clippy::result_large_err, reason = "the errors of native-apis' traits")]

use std::{
    collections::HashMap,
    path::PathBuf,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError, Weak,
        atomic::{AtomicU64, Ordering},
        mpsc,
    },
    time::Duration,
};

use peapod_native_apis::{
    ApiError, Simulated,
    device::{Device, Later},
};
use serde_json::{Value, json};

use super::phone::{Calls, Outcome, Phone, outcome};
use crate::android::{self, Arg, is_main_thread, pages, soon, table};

/// What the device answers by itself comes within milliseconds; a main thread that is busy for
/// longer is as good as hung, and the logic must get on.
const PATIENCE: Duration = Duration::from_secs(5);

type Settle = Box<dyn FnOnce(Outcome) + Send>;

static NEXT: AtomicU64 = AtomicU64::new(1);
static PENDING: Mutex<Option<HashMap<u64, Settle>>> = Mutex::new(None);
/// The device of the running mini-program, whose sensors go on again.
static CURRENT: Mutex<Weak<Phone<ThroughJni>>> = Mutex::new(Weak::new());

/// Puts the phone behind every API that it can answer.
pub fn take_over(device: &mut Device, simulated: &Arc<Simulated>) {
    let phone = Phone::new(Arc::new(ThroughJni), simulated);
    phone.take_over(device);
    *lock(&CURRENT) = Arc::downgrade(&phone);
}

/// Copies a document of another application and gives the copy's path. Blocks.
///
/// # Errors
/// The document cannot be read.
pub fn import(uri: &str) -> Result<PathBuf, ApiError> {
    let told = ThroughJni.wait("files.import", json!({"uri": uri}))?;
    let path = told["path"]
        .as_str()
        .ok_or_else(|| ApiError::internal("the document has no copy"))?;
    Ok(PathBuf::from(path))
}

/// The window as PNG. Blocks.
///
/// # Errors
/// There is no window, or its picture cannot be read.
pub fn capture() -> Result<Vec<u8>, ApiError> {
    let told = ThroughJni.wait("window.capture", json!({}))?;
    let path = told["path"]
        .as_str()
        .ok_or_else(|| ApiError::internal("the window has no picture"))?;
    let read = std::fs::read(path);
    if let Err(error) = std::fs::remove_file(path) {
        log::debug!("{path}: {error}");
    }
    read.map_err(|error| ApiError::internal(format!("{path}: {error}")))
}

/// Starts a call of the host's own.
pub fn begin(name: &'static str, arguments: Value) -> Later<Outcome> {
    ThroughJni.begin(name, arguments)
}

/// The same for what nobody waits for; a failure is logged after `what`.
pub fn tell(name: &'static str, arguments: Value, what: &'static str) {
    let asked = begin(name, arguments);
    tauri::async_runtime::spawn(async move {
        if let Err(error) = asked.await {
            log::warn!("{what}: {error}");
        }
    });
}

/// There is an activity again.
pub fn attached() {
    wake();
}

/// The application is seen again.
pub fn wake() {
    let phone = lock(&CURRENT).upgrade();
    if let Some(phone) = phone {
        // The system's own switching off comes with the same event, before or after.
        android::later(move || phone.wake_sensors());
    }
}

/// The activity is gone, and its answers with it.
pub fn detached() {
    let pending = lock(&PENDING).take();
    for settle in pending.into_iter().flat_map(HashMap::into_values) {
        settle(Err(ApiError::interrupted()));
    }
}

/// A call has ended.
pub fn settled(call: u64, text: &str) {
    let settle = lock(&PENDING)
        .as_mut()
        .and_then(|pending| pending.remove(&call));
    match settle {
        Some(settle) => settle(outcome(text)),
        None => log::debug!("call {call} has ended before"),
    }
}

fn send(name: &'static str, arguments: &Value, settle: Settle) {
    let call = NEXT.fetch_add(1, Ordering::Relaxed);
    lock(&PENDING).get_or_insert_default().insert(call, settle);
    let arguments = arguments.to_string();
    soon(move || {
        let called = match pages::attached() {
            Some(attached) => android::call(
                &attached.device,
                table::DEVICE_CALL,
                &[Arg::Long(call), Arg::Text(name), Arg::Text(&arguments)],
            ),
            None => Err(pages::NO_ACTIVITY.to_owned()),
        };
        if let Err(error) = called {
            fail(call, &error);
        }
    });
}

fn fail(call: u64, error: &str) {
    let settle = lock(&PENDING)
        .as_mut()
        .and_then(|pending| pending.remove(&call));
    if let Some(settle) = settle {
        settle(Err(ApiError::internal(error)));
    }
}

/// Calls through JNI.
struct ThroughJni;

impl ThroughJni {
    fn receive(name: &'static str, arguments: &Value) -> mpsc::Receiver<Outcome> {
        let (sender, receiver) = mpsc::channel();
        let settle = Box::new(move |outcome| {
            // Who asked may have given up.
            let _ = sender.send(outcome);
        });
        send(name, arguments, settle);
        receiver
    }
}

impl Calls for ThroughJni {
    fn begin(&self, name: &'static str, arguments: Value) -> Later<Outcome> {
        let (sender, receiver) = tokio::sync::oneshot::channel();
        let settle = Box::new(move |outcome| {
            // The call may have been aborted.
            let _ = sender.send(outcome);
        });
        send(name, &arguments, settle);
        Box::pin(async move {
            receiver
                .await
                .unwrap_or_else(|_| Err(ApiError::interrupted()))
        })
    }

    fn ask(&self, name: &'static str, arguments: Value) -> Outcome {
        let receiver = Self::receive(name, &arguments);
        // On the main thread the device has answered by now, or never will while it is waited for.
        let patience = if is_main_thread() {
            Duration::ZERO
        } else {
            PATIENCE
        };
        receiver.recv_timeout(patience).unwrap_or_else(|_| {
            Err(ApiError::internal(format!(
                "{name}: the main thread is busy"
            )))
        })
    }

    fn wait(&self, name: &'static str, arguments: Value) -> Outcome {
        if is_main_thread() {
            return Err(ApiError::internal(format!("{name} on the main thread")));
        }
        let receiver = Self::receive(name, &arguments);
        let wait = || {
            receiver
                .recv()
                .unwrap_or_else(|_| Err(ApiError::interrupted()))
        };
        // The user may be reading a dialog of the system; other calls of native-apis go on.
        match tokio::runtime::Handle::try_current() {
            Ok(runtime)
                if runtime.runtime_flavor() == tokio::runtime::RuntimeFlavor::MultiThread =>
            {
                tokio::task::block_in_place(wait)
            }
            _ => wait(),
        }
    }

    fn folder(&self) -> PathBuf {
        // Within the application's cache, which `window::folders_of` has set.
        tempfile::env::temp_dir()
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
