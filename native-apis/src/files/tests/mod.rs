#![allow(clippy::unwrap_used, clippy::expect_used, clippy::disallowed_methods)]

mod archives;
mod failures;
mod manager;

use serde_json::{Value, json};

use crate::bench::{Bench, Setup};
use crate::error::ApiError;

const USER: &str = "wxfile://usr";

fn bench() -> Bench {
    Bench::with(Setup {
        package: vec![
            ("data/a.json", b"{\"a\":1}".to_vec()),
            ("data/deep/b.txt", b"b".to_vec()),
            ("app.js", b"App({})".to_vec()),
        ],
        ..Setup::default()
    })
}

fn fs(bench: &Bench, method: &str, args: Value) -> Result<Value, ApiError> {
    let name = format!("FileSystemManager.{method}");
    if method.ends_with("Sync") {
        bench.sync(&name, args)
    } else {
        bench.call(&name, args)
    }
}

fn text(bench: &Bench, path: &str) -> String {
    let args = json!({"filePath": path, "encoding": "utf8"});
    fs(bench, "readFileSync", args)
        .unwrap()
        .as_str()
        .unwrap()
        .to_owned()
}

fn write(bench: &Bench, path: &str, data: &str) {
    fs(
        bench,
        "writeFileSync",
        json!({"filePath": path, "data": data}),
    )
    .unwrap();
}
