//! The activity of the moment: its page host and its device.

use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
};

use jni::objects::GlobalRef;

use super::{java, table};
use crate::{instance::SessionId, scheme::PageSource};

/// Objects of one activity.
#[derive(Clone)]
pub struct Attached {
    pub pages: GlobalRef,
    pub device: GlobalRef,
}

/// What requests of a session's pages are answered from.
#[derive(Clone)]
pub struct Served {
    pub source: PageSource,
    pub allow_frame: Arc<dyn Fn(&str) -> bool + Send + Sync>,
}

/// Takes the value of an expression.
pub type Asked = Box<dyn FnOnce(String) + Send>;

static ATTACHED: Mutex<Option<Attached>> = Mutex::new(None);
static SERVED: Mutex<Option<(SessionId, Served)>> = Mutex::new(None);
static ASKED: Mutex<Option<HashMap<u64, Asked>>> = Mutex::new(None);
static NEXT_ASK: AtomicU64 = AtomicU64::new(1);

/// The activity, if there is one.
pub fn attached() -> Option<Attached> {
    lock(&ATTACHED).clone()
}

pub(super) fn set_attached(attached: Option<Attached>) {
    *lock(&ATTACHED) = attached;
}

/// From now on requests of this session are answered.
pub fn serve(session: SessionId, served: Served) {
    *lock(&SERVED) = Some((session, served));
}

/// Requests of this session are not answered any more.
pub fn serve_no_more(session: SessionId) {
    let mut served = lock(&SERVED);
    if served.as_ref().is_some_and(|(id, _)| *id == session) {
        *served = None;
    }
}

pub(super) fn served(session: SessionId) -> Option<Served> {
    let served = lock(&SERVED);
    let (id, served) = served.as_ref()?;
    (*id == session).then(|| served.clone())
}

/// Opens a session in the activity's page host.
///
/// # Errors
/// There is no activity, or its page host failed.
pub fn open(session: SessionId, app_id: &str, document: &str, animate: bool) -> Result<(), String> {
    let attached = attached().ok_or(NO_ACTIVITY)?;
    java::open_session(&attached.pages, session, app_id, document, animate)
}

/// What is said where nothing can be shown.
pub const NO_ACTIVITY: &str = "the application has no activity just now";

/// Calls a method of the page host.
///
/// # Errors
/// There is no activity, or the method threw.
pub fn call(method: table::Method, args: &[java::Arg]) -> Result<Option<String>, String> {
    let attached = attached().ok_or(NO_ACTIVITY)?;
    java::call(&attached.pages, method, args)
}

/// Asks a view for the value of an expression; `done` gets its JSON, or an empty text.
pub fn ask(view: i32, expression: &str, done: Asked) {
    let token = NEXT_ASK.fetch_add(1, Ordering::Relaxed);
    lock(&ASKED).get_or_insert_default().insert(token, done);
    let asked = call(
        table::ASK,
        &[
            java::Arg::Int(view),
            java::Arg::Text(expression),
            java::Arg::Long(token),
        ],
    );
    if let Err(error) = asked {
        log::error!("cannot ask a page: {error}");
        answered(token, String::new());
    }
}

pub(super) fn answered(token: u64, json: String) {
    let done = lock(&ASKED).as_mut().and_then(|asked| asked.remove(&token));
    if let Some(done) = done {
        done(json);
    }
}

/// The views that were asked are gone.
pub(super) fn forget_asked() {
    let asked = lock(&ASKED).take();
    for done in asked.into_iter().flat_map(HashMap::into_values) {
        done(String::new());
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
