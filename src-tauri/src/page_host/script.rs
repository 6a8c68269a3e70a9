//! The JavaScript that carries one turn to a page.

use peapod_runtime::host::PageInit;
use serde_json::Value;

/// Larger scripts cost more to evaluate than to fetch (2.6 ms for 1 MB on WebKitGTK, on the main
/// thread of the host), so a batch above this goes through `/_b/<id>`.
pub const INLINE_LIMIT: usize = 256 << 10;

/// Has a page shell that no page needs yet prepare for one.
pub const REHEARSE: &str = "__pp.rehearse();\n";

/// Collects what a page is told in one turn, so that it takes one evaluation.
#[derive(Debug, Default)]
pub struct Script(String);

impl Script {
    /// Tells a fresh page shell which page it is.
    /// `capsule` is where the page shall draw the menu button, if it shall.
    pub fn init(&mut self, init: &PageInit, capsule: Option<[f64; 4]>) {
        let Ok(mut init) = serde_json::to_value(init) else {
            return;
        };
        if let Some(capsule) = capsule {
            init["menuButton"] = capsule.to_vec().into();
        }
        self.call("init", &literal(&init.to_string()));
    }

    /// A batch of operations in place.
    pub fn ops(&mut self, batch: &str) {
        self.call("ops", &literal(batch));
    }

    /// A batch that waits under `/_b/<id>`.
    pub fn ops_from(&mut self, id: &str) {
        self.call("opsFrom", &Value::from(id).to_string());
    }

    /// Asks for a `painted` message for batch `n`.
    pub fn mark(&mut self, n: u64) {
        self.call("mark", &n.to_string());
    }

    /// Answers a page's `chrome` message.
    pub fn chrome_reply(&mut self, request: u32, kind: &str, result: &Value) {
        let args = format!(
            "{request},{},{}",
            Value::from(kind),
            literal(&result.to_string())
        );
        self.call("chromeReply", &args);
    }

    /// Errors of the author's files to draw over the page; an empty list takes them away.
    pub fn issues(&mut self, issues: &Value) {
        self.call("issues", &literal(&issues.to_string()));
    }

    /// Package files to load anew: how often each has been saved.
    pub fn assets(&mut self, versions: &Value) {
        self.call("assets", &literal(&versions.to_string()));
    }

    /// The on-screen keyboard has this height, and leaves the page so much room above it. Both in
    /// CSS pixels.
    #[cfg(any(test, target_os = "android"))]
    pub fn keyboard(&mut self, height: f64, room: f64) {
        self.call("keyboard", &format!("{height},{room}"));
    }

    /// The script so far; `None` when there is nothing to say.
    pub fn take(&mut self) -> Option<String> {
        (!self.0.is_empty()).then(|| std::mem::take(&mut self.0))
    }

    fn call(&mut self, method: &str, args: &str) {
        self.0.push_str("__pp.");
        self.0.push_str(method);
        self.0.push('(');
        self.0.push_str(args);
        self.0.push_str(");\n");
    }
}

/// The synchronous question `__pp.ask(request)`.
pub fn ask(request: &Value) -> String {
    format!("__pp.ask({})", literal(&request.to_string()))
}

/// Defines a WXS module. Its code came from the compiler, whole and confined; a sloppy function
/// around it has it stand in a `with`, see `shell-ui/page/src/wxs/confinement.ts`.
pub fn wxs(module: &str, code: &str) -> String {
    format!(
        "__pp.wxs({},function(scope){{with(scope){{return function(require,exports,module){{\"use strict\";{code}\n}}}}}})",
        Value::from(module)
    )
}

/// Calls a function in the document, which answers `request` by itself.
pub fn run(request: u32, source: &str, args: &str) -> String {
    format!("__pp.run({request},{source},{})", literal(args))
}

/// JSON as a JavaScript expression. JSON is a subset of JavaScript but for `__proto__`, which an
/// object literal would take as the prototype.
fn literal(json: &str) -> String {
    if json.contains("__proto__") {
        format!("JSON.parse({})", Value::from(json))
    } else {
        json.to_owned()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn one_turn_is_one_script_in_order() {
        let mut script = Script::default();
        script.ops("[3,2,\"a\"]");
        script.ops_from("7");
        script.mark(2);
        assert_eq!(
            script.take().unwrap(),
            "__pp.ops([3,2,\"a\"]);\n__pp.opsFrom(\"7\");\n__pp.mark(2);\n"
        );
        assert_eq!(script.take(), None);
    }

    #[test]
    fn proto_keys_stay_data() {
        let mut script = Script::default();
        script.ops(r#"[17,2,"x",{"__proto__":1}]"#);
        assert_eq!(
            script.take().unwrap(),
            "__pp.ops(JSON.parse(\"[17,2,\\\"x\\\",{\\\"__proto__\\\":1}]\"));\n"
        );
    }
}
