//! Threads with a large stack that wait for the next file. To start one takes 70 µs of processor
//! time, mostly to map the stack and to fault its pages in; a small WXS module compiles faster.

use std::any::Any;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::Duration;

/// Stack for parsing and transforming one file. Reserved, not used: a pathological file may nest
/// thousands of levels and visitors recurse once or more per level, in debug builds with frames
/// of several kilobytes.
const STACK_BYTES: usize = 128 << 20;

/// A thread without work ends, and with it what it keeps: pages of its stack, names it has read.
const IDLE: Duration = Duration::from_secs(5);

type Job = Box<dyn FnOnce() + Send>;

/// Why there is no result.
#[derive(Debug)]
pub(super) enum Failure {
    /// The work panicked.
    Panicked,
    /// No thread could be started.
    NoThread(io::Error),
}

/// Threads that wait. As many work at a time as are asked to.
#[derive(Debug)]
pub(super) struct Workers {
    waiting: Mutex<Waiting>,
}

#[derive(Debug)]
struct Waiting {
    /// The last one is the warmest.
    idle: Vec<(u64, Sender<Job>)>,
    next: u64,
}

impl Workers {
    pub const fn new() -> Self {
        let waiting = Waiting {
            idle: Vec::new(),
            next: 0,
        };
        Self {
            waiting: Mutex::new(waiting),
        }
    }

    fn waiting(&self) -> std::sync::MutexGuard<'_, Waiting> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Does the work on one of the threads, and waits for it.
    pub fn run<T: Send + 'static>(
        &'static self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Failure> {
        let idle = self.waiting().idle.pop();
        let (id, worker) = match idle {
            Some(worker) => worker,
            None => self.start().map_err(Failure::NoThread)?,
        };
        let (done, result) = channel::<Result<T, Box<dyn Any + Send>>>();
        let job = move || {
            // The thread is given no work after a panic, so nothing half done is seen.
            let _ = done.send(catch_unwind(AssertUnwindSafe(work)));
        };
        // One that was taken from the list does not end.
        if worker.send(Box::new(job)).is_err() {
            return Err(Failure::Panicked);
        }
        let Ok(Ok(result)) = result.recv() else {
            return Err(Failure::Panicked);
        };
        self.waiting().idle.push((id, worker));
        Ok(result)
    }

    fn start(&'static self) -> io::Result<(u64, Sender<Job>)> {
        let id = {
            let mut waiting = self.waiting();
            waiting.next += 1;
            waiting.next
        };
        let (sender, jobs) = channel();
        thread::Builder::new()
            .name("compile".to_owned())
            .stack_size(STACK_BYTES)
            .spawn(move || self.work(id, &jobs))?;
        Ok((id, sender))
    }

    fn work(&self, id: u64, jobs: &Receiver<Job>) {
        loop {
            match jobs.recv_timeout(IDLE) {
                Ok(job) => job(),
                Err(RecvTimeoutError::Disconnected) => return,
                Err(RecvTimeoutError::Timeout) => {
                    let mut waiting = self.waiting();
                    let before = waiting.idle.len();
                    waiting.idle.retain(|(idle, _)| *idle != id);
                    // Where it is not in the list, somebody is about to give it work.
                    if waiting.idle.len() < before {
                        return;
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic)]
    use super::*;

    #[test]
    fn a_thread_works_again_unless_it_panicked() {
        static WORKERS: Workers = Workers::new();
        let me = || thread::current().id();
        let first = WORKERS.run(me).unwrap();
        assert_ne!(first, me());
        assert_eq!(WORKERS.run(me).unwrap(), first);
        let failure = WORKERS.run(|| -> u8 { panic!("of the test") });
        assert!(matches!(failure, Err(Failure::Panicked)), "{failure:?}");
        assert!(WORKERS.waiting().idle.is_empty());
        let second = WORKERS.run(me).unwrap();
        assert_ne!(second, first);
        assert_eq!(WORKERS.waiting().next, 2, "threads that were started");
    }

    #[test]
    fn work_within_work_has_a_thread_of_its_own() {
        static WORKERS: Workers = Workers::new();
        let (outer, inner) = WORKERS
            .run(|| {
                let inner = WORKERS.run(|| thread::current().id()).unwrap();
                (thread::current().id(), inner)
            })
            .unwrap();
        assert_ne!(outer, inner);
        assert_eq!(WORKERS.waiting().idle.len(), 2);
    }
}
