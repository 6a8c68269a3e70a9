use std::{
    collections::HashMap,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
};

/// Batches too large to evaluate, waiting for the page to fetch them once.
#[derive(Default)]
pub struct Blobs {
    next: AtomicU64,
    waiting: Mutex<HashMap<String, Vec<u8>>>,
}

impl Blobs {
    /// Keeps `bytes` and gives the id under which the page finds them.
    pub fn put(&self, bytes: Vec<u8>) -> String {
        let id = self.next.fetch_add(1, Ordering::Relaxed).to_string();
        self.waiting().insert(id.clone(), bytes);
        id
    }

    /// Hands them over and forgets them.
    pub fn take(&self, id: &str) -> Option<Vec<u8>> {
        self.waiting().remove(id)
    }

    fn waiting(&self) -> std::sync::MutexGuard<'_, HashMap<String, Vec<u8>>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
