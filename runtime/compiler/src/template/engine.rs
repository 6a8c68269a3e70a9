//! The last word on generated code: the engine that will run it.

use std::cell::RefCell;

use rquickjs::context::EvalOptions;
use rquickjs::{Context, Runtime};

/// A context keeps the names that it has seen; now and then it is made anew.
const SCRIPTS_PER_ENGINE: usize = 1000;

thread_local! {
    static ENGINE: RefCell<Option<(usize, Runtime, Context)>> = const { RefCell::new(None) };
}

/// Why the engine does not take `code` as the body of a function; `None` where it does (or where
/// there is no memory to ask). Nothing is run.
pub(super) fn refusal(code: &str) -> Option<String> {
    ENGINE.with_borrow_mut(|engine| {
        if engine
            .as_ref()
            .is_none_or(|(used, ..)| *used > SCRIPTS_PER_ENGINE)
        {
            *engine = Runtime::new().ok().and_then(|runtime| {
                let context = Context::full(&runtime).ok()?;
                Some((0, runtime, context))
            });
        }
        let (used, _, context) = engine.as_mut()?;
        *used += 1;
        let script = format!("(function(require,exports,module){{{code}\n}})");
        context.with(|ctx| {
            let mut options = EvalOptions::default();
            options.strict = false;
            let taken = ctx.eval_with_options::<rquickjs::Value, _>(script, options);
            if taken.is_ok() {
                return None;
            }
            let thrown = ctx.catch();
            let message = thrown.as_exception().and_then(|error| error.message());
            Some(message.unwrap_or_else(|| "the engine refuses this code".to_owned()))
        })
    })
}
