//! Answers that come later, from a delegate or a block.

use std::{
    sync::{Mutex, PoisonError, mpsc},
    time::Duration,
};

use peapod_native_apis::{ApiError, device::Later};
use tokio::{
    runtime::{Handle, RuntimeFlavor},
    sync::oneshot,
    task::block_in_place,
};

use crate::failure::time_out;

type Deliver<T> = Box<dyn FnOnce(Result<T, ApiError>) + Send>;

/// Ends a call once; further ends are ignored. Dropped without an end, the user has closed the
/// dialog: a picker that is swiped away tells its delegate nothing, and only lets go of it.
pub struct Reply<T>(Mutex<Option<Deliver<T>>>);

impl<T> Reply<T> {
    /// Hands the result to `deliver`.
    pub fn new(deliver: impl FnOnce(Result<T, ApiError>) + Send + 'static) -> Self {
        Self(Mutex::new(Some(Box::new(deliver))))
    }

    /// Ends the call.
    pub fn end(&self, result: Result<T, ApiError>) {
        let deliver = self.0.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(deliver) = deliver {
            deliver(result);
        }
    }

    /// Ends the call with its result.
    pub fn done(&self, result: T) {
        self.end(Ok(result));
    }

    /// Ends the call with an error.
    pub fn fail(&self, error: ApiError) {
        self.end(Err(error));
    }
}

impl<T> Drop for Reply<T> {
    fn drop(&mut self) {
        self.fail(ApiError::cancel());
    }
}

/// A future of what `start` is answered.
pub fn later<T: Send + 'static>(start: impl FnOnce(Reply<T>)) -> Later<Result<T, ApiError>> {
    let (sender, answer) = oneshot::channel();
    start(Reply::new(move |result| {
        // The asker may have given up.
        let _ = sender.send(result);
    }));
    Box::pin(async move { answer.await.unwrap_or_else(|_| Err(ApiError::cancel())) })
}

/// Waits for what `start` is answered, at most for `limit`. For traits that have no futures; other
/// tasks of a tokio worker go on elsewhere meanwhile. Never on the main thread, which answers.
///
/// # Errors
/// Those of the answer, or `timeout`.
pub fn wait<T: Send + 'static>(
    limit: Duration,
    start: impl FnOnce(Reply<T>),
) -> Result<T, ApiError> {
    let (sender, answer) = mpsc::channel();
    start(Reply::new(move |result| {
        // The asker may have given up.
        let _ = sender.send(result);
    }));
    let receive = || {
        answer
            .recv_timeout(limit)
            .unwrap_or_else(|_| Err(time_out()))
    };
    let on_worker = Handle::try_current()
        .is_ok_and(|handle| handle.runtime_flavor() == RuntimeFlavor::MultiThread);
    if on_worker {
        block_in_place(receive)
    } else {
        receive()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn the_first_end_counts() {
        let result = wait(Duration::from_secs(5), |reply: Reply<u8>| {
            reply.done(1);
            reply.fail(ApiError::text("late"));
        });
        assert_eq!(result.unwrap(), 1);
    }

    #[test]
    fn letting_go_is_a_cancel() {
        let result = wait(Duration::from_secs(5), |reply: Reply<u8>| drop(reply));
        assert_eq!(result.unwrap_err(), ApiError::cancel());
    }

    #[test]
    fn waiting_has_an_end() {
        let kept = Mutex::new(None);
        let result = wait(Duration::ZERO, |reply: Reply<u8>| {
            *kept.lock().unwrap() = Some(reply);
        });
        assert_eq!(result.unwrap_err(), time_out());
    }

    #[test]
    fn workers_may_wait() {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .build()
            .unwrap();
        let answered = runtime.block_on(async {
            tokio::spawn(async {
                wait(Duration::from_secs(20), |reply: Reply<u8>| {
                    // Needs the one worker, which is about to wait.
                    tokio::spawn(async move { reply.done(7) });
                })
            })
            .await
        });
        assert_eq!(answered.unwrap().unwrap(), 7);
    }

    #[test]
    fn futures_end_too() {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .build()
            .unwrap();
        let done = later(|reply: Reply<u8>| {
            std::thread::spawn(move || reply.done(3));
        });
        assert_eq!(runtime.block_on(done).unwrap(), 3);
    }
}
