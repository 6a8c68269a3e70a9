//! Promises that were rejected and not handled by the end of the turn.

use std::cell::RefCell;
use std::rc::Rc;

use rquickjs::{Ctx, Persistent, Runtime, Value};

struct Rejected {
    promise: Persistent<Value<'static>>,
    reason: Persistent<Value<'static>>,
}

/// Promises that nobody handles.
#[derive(Clone, Default)]
pub struct Rejections {
    pending: Rc<RefCell<Vec<Rejected>>>,
}

impl Rejections {
    /// Listens to the runtime's promises.
    pub fn track(&self, runtime: &Runtime) {
        let pending = Rc::clone(&self.pending);
        runtime.set_host_promise_rejection_tracker(Some(Box::new(
            move |ctx, promise, reason, handled| {
                if handled {
                    pending.borrow_mut().retain(|rejected| {
                        rejected
                            .promise
                            .clone()
                            .restore(&ctx)
                            .is_ok_and(|other| other != promise)
                    });
                } else {
                    pending.borrow_mut().push(Rejected {
                        promise: Persistent::save(&ctx, promise),
                        reason: Persistent::save(&ctx, reason),
                    });
                }
            },
        )));
    }

    /// Takes what is unhandled now, as (reason, promise).
    pub fn take<'js>(&self, ctx: &Ctx<'js>) -> Vec<(Value<'js>, Value<'js>)> {
        let pending = std::mem::take(&mut *self.pending.borrow_mut());
        pending
            .into_iter()
            .filter_map(|rejected| {
                let reason = rejected.reason.restore(ctx).ok()?;
                let promise = rejected.promise.restore(ctx).ok()?;
                Some((reason, promise))
            })
            .collect()
    }

    pub fn clear(&self) {
        self.pending.borrow_mut().clear();
    }
}
