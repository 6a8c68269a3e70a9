//! Things that run from a `start…` to a `stop…` call: sensors, location updates.

use std::collections::HashMap;
use std::sync::Mutex;

use tokio::task::AbortHandle;

use crate::context::lock;

/// What is running, by name.
#[derive(Default)]
pub struct Streams {
    running: Mutex<HashMap<&'static str, AbortHandle>>,
}

impl Streams {
    /// Remembers a stream, and stops the one of that name that ran before.
    pub fn start(&self, name: &'static str, handle: AbortHandle) {
        if let Some(before) = lock(&self.running).insert(name, handle) {
            before.abort();
        }
    }

    /// Stops a stream; false if it was not running.
    pub fn stop(&self, name: &'static str) -> bool {
        match lock(&self.running).remove(name) {
            Some(handle) => {
                handle.abort();
                true
            }
            None => false,
        }
    }

    /// Whether a stream is running.
    pub fn is_running(&self, name: &'static str) -> bool {
        lock(&self.running)
            .get(name)
            .is_some_and(|handle| !handle.is_finished())
    }
}
