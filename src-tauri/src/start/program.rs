//! A running mini-program as the session drives it.

use std::{
    sync::{Arc, mpsc},
    time::Duration,
};

use peapod_compiler::Compiler;
use peapod_runtime::{CallError, MiniProgram, host::PageId};
use serde_json::Value;

use crate::instance::{CallDone, Program};

/// A running mini-program as the session drives it.
pub struct Running(pub MiniProgram);

impl Program for Running {
    fn view_message(&self, page: PageId, message: &str) {
        self.0.view_message(page, message);
    }

    fn chrome_event(&self, name: &str, payload: &Value) {
        self.0.chrome_event(name, payload.clone());
    }

    fn call(&self, method: &str, params: Value, done: CallDone) {
        let done = move |result: Result<Value, CallError>| {
            done(result.map_err(|error| error.to_string()));
        };
        self.0.call_framework_with(method, params, Box::new(done));
    }

    fn call_within(&self, method: &str, params: Value, wait: Duration) -> Result<Value, String> {
        let (sender, answer) = mpsc::channel();
        let done = Box::new(move |result| {
            // The asker may have given up.
            let _ = sender.send(result);
        });
        self.0.call_framework_with(method, params, done);
        match answer.recv_timeout(wait) {
            Ok(result) => result.map_err(|error| error.to_string()),
            Err(_) => Err(format!("the logic did not answer within {wait:?}")),
        }
    }

    fn take(&self, compiler: Arc<Compiler>) {
        self.0.set_compiler(compiler);
    }

    fn show(&self, options: Value) {
        self.0.show(options);
    }

    #[cfg(mobile)]
    fn hide(&self) {
        self.0.hide();
    }

    fn stop(&self) {
        self.0.close();
    }
}
