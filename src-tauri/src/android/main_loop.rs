//! Android's main thread, on which views live. Tauri's own loop runs on another thread here.

use std::{
    collections::VecDeque,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Mutex, OnceLock, PoisonError},
    thread::{self, ThreadId},
};

use super::java;

type Task = Box<dyn FnOnce() + Send>;

static MAIN: OnceLock<ThreadId> = OnceLock::new();
static TASKS: Mutex<VecDeque<Task>> = Mutex::new(VecDeque::new());

/// The thread that loads the library is the main thread: the first activity's `onCreate` does.
pub(super) fn remember_main_thread() {
    // A second loading would be on the same thread.
    let _ = MAIN.set(thread::current().id());
}

/// Whether this is the main thread.
pub fn is_main_thread() -> bool {
    MAIN.get() == Some(&thread::current().id())
}

/// Runs something on the main thread; at once when called there.
pub fn soon(task: impl FnOnce() + Send + 'static) {
    if is_main_thread() {
        task();
    } else {
        later(task);
    }
}

/// Runs something on the main thread, after what runs there now.
pub fn later(task: impl FnOnce() + Send + 'static) {
    TASKS
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .push_back(Box::new(task));
    if let Err(error) = java::wake() {
        log::error!("cannot reach the main thread: {error}");
    }
}

/// Runs what is waiting; what comes meanwhile has a wake-up of its own.
pub(super) fn run() {
    let next = || {
        TASKS
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .pop_front()
    };
    let waiting = TASKS.lock().unwrap_or_else(PoisonError::into_inner).len();
    for _ in 0..waiting {
        let Some(task) = next() else { return };
        if catch_unwind(AssertUnwindSafe(task)).is_err() {
            log::error!("a task on the main thread panicked");
        }
    }
}
