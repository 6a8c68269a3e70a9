//! Sheets that never end, in a worker that is killed for it. Not of the usual harness: this
//! program is also the worker.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

use std::ffi::OsString;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use peapod_compiler::{Compiler, Package, SassWorker, serve_sass, use_sass_worker};

const AS_WORKER: &str = "--compile-sass";

fn main() {
    if std::env::args().nth(1).as_deref() == Some(AS_WORKER) {
        serve_sass().unwrap();
        return;
    }
    let mut words: Vec<OsString> = Vec::new();
    let mut patience = Duration::from_secs(2);
    // `cargo xtask arm-tests` names what runs programs for another processor; the worker is one, and
    // takes many times as long for a good sheet, too.
    if let Ok(emulator) = std::env::var("PEAPOD_EMULATOR") {
        patience = Duration::from_secs(20);
        words.extend(emulator.split(' ').map(OsString::from));
    }
    words.push(std::env::current_exe().unwrap().into());
    words.push(AS_WORKER.into());
    let program = PathBuf::from(words.remove(0));
    use_sass_worker(SassWorker {
        patience,
        ..SassWorker::new(program, words)
    });

    let doubling = format!("$a: 'xxxxxxxx';{}.a{{b:$a}}", "$a: $a + $a;".repeat(40));
    let hostile = [
        "@while true { $a: 1; }",
        "@function f($x) { @return f($x) } .a { b: f(1) }",
        "@mixin m { @include m } .a { @include m }",
        &doubling,
    ];
    for text in hostile {
        let (css, errors) = compile(text);
        assert_eq!(css, "", "{text:.40}");
        // A slow machine may be out of patience before the stack or memory is full.
        assert!(
            matches!(errors.as_slice(), [one] if one.contains("not done after") || one.contains("ended")),
            "{text:.40}: {errors:?}"
        );
    }

    // The next sheets are compiled as if nothing had been, by one worker after the other.
    for width in ["1px", "2px"] {
        let (css, errors) = compile(&format!("@use 'v'; .a {{ .b {{ c: v.$w; d: {width} }} }}"));
        assert_eq!(errors, Vec::<String>::new());
        assert!(
            css.contains(".a .b") && css.contains("c: 7px") && css.contains(width),
            "{css}"
        );
    }
    let (_, errors) = compile(".a {\n  b: $none;\n}");
    assert!(errors[0].starts_with("p/a.scss:2:6"), "{errors:?}");
    println!("sass_worker: ok");
}

/// CSS and errors of a page's sheet.
fn compile(text: &str) -> (String, Vec<String>) {
    let files = [
        ("app.json", r#"{"pages": ["p/a"]}"#),
        ("p/a.scss", text),
        ("p/_v.scss", "$w: 7px;"),
    ];
    let files = files.map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec()));
    let package = Package::from_files("test", files).unwrap();
    let style = Compiler::new(Arc::new(package), None).style("p/a", None);
    let errors = style.diagnostics.iter().map(ToString::to_string).collect();
    (style.css.clone(), errors)
}
