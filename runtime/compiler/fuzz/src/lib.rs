//! What the fuzz targets share: an input as a package in memory, and a look at what came out.

use std::cell::RefCell;
use std::sync::Arc;

use libfuzzer_sys::Corpus;
use peapod_compiler::{Compiler, Package};
use rquickjs::context::EvalOptions;
use rquickjs::{Context, Runtime};

/// The `app.json` of targets whose input is something else.
const APP_JSON: &str = r#"{"pages": ["p/a"]}"#;

/// Real files are smaller, and long inputs only slow the search down.
const LONGEST: usize = 32 << 10;

/// A mutated script may ask for so much that its context is better thrown away now and then.
const SCRIPTS_PER_ENGINE: usize = 500;

/// Panics that the compiler catches (swc's own assertions) are diagnostics, not crashes; those
/// that it does not catch end the process, because the targets catch nothing. libFuzzer's hook
/// would end it for both.
pub fn start() {
    std::panic::set_hook(Box::new(|panic| {
        if std::env::var_os("PEAPOD_FUZZ_PANICS").is_some() {
            eprintln!("{panic}");
        }
    }));
}

/// The files of an input: the first is `entry`, a line `=== path` begins the next.
pub fn files(entry: &str, text: &str) -> Vec<(String, Vec<u8>)> {
    let mut files = vec![(entry.to_owned(), Vec::new())];
    for line in text.split_inclusive('\n') {
        if let Some(path) = line.strip_prefix("=== ") {
            files.push((path.trim().to_owned(), Vec::new()));
        } else if let Some((_, bytes)) = files.last_mut() {
            bytes.extend_from_slice(line.as_bytes());
        }
    }
    files
}

/// A package of one page `p/a` with the files of an input.
pub fn compiler(entry: &str, data: &[u8]) -> Option<Compiler> {
    if data.len() > LONGEST {
        return None;
    }
    let text = String::from_utf8_lossy(data);
    let mut all = files(entry, &text);
    all.retain(|(path, _)| path != "app.json" || entry == "app.json");
    all.retain(|(path, _)| !is_sass(path));
    if entry != "app.json" {
        all.push(("app.json".to_owned(), APP_JSON.into()));
    }
    let package = Package::from_files("fuzz", all).ok()?;
    Some(Compiler::new(Arc::new(package), None))
}

/// grass may never end, and is killed with its process then. Here there is only a thread for it, which
/// would run on beside all later inputs.
fn is_sass(path: &str) -> bool {
    path.ends_with(".scss") || path.ends_with(".sass")
}

/// The verdict on an input that is no package.
pub fn verdict(compiler: Option<&Compiler>) -> Corpus {
    match compiler {
        Some(_) => Corpus::Keep,
        None => Corpus::Reject,
    }
}

thread_local! {
    static ENGINE: RefCell<Option<(usize, Runtime, Context)>> = const { RefCell::new(None) };
}

/// Whatever went into the template compiler, what comes out is an expression: one bad file must
/// not take the code around it along.
pub fn assert_is_expression(code: &str) {
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
        let Some((used, _, context)) = engine else {
            return;
        };
        *used += 1;
        let script = format!("(function(){{return {code}\n}})");
        // As the engine evaluates templates.
        let mut options = EvalOptions::default();
        options.strict = false;
        let failure = context.with(|ctx| {
            ctx.eval_with_options::<rquickjs::Value, _>(script.as_str(), options)
                .err()
                .map(|_| format!("{:?}", ctx.catch()))
        });
        if let Some(why) = failure {
            eprintln!("{why}\n{script}");
            std::process::abort();
        }
    });
}
