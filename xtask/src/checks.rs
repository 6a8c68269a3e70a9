//! `cargo xtask test` and `cargo xtask ci`.

use crate::codegen;
use crate::launch::build_host;
use crate::minium;
use crate::setup::{NPM, Purpose, setup};
use crate::steps::{command, on_display, run, say};
use crate::suites;

/// Every test: TypeScript, Rust, end to end in the headless host and in the real window.
pub fn test() -> Result<(), String> {
    setup(Purpose::Test)?;
    say("TypeScript tests");
    run(command(NPM).args(["test", "--silent"]))?;
    suites::harness()?;
    let host = build_host()?;
    say("Rust and end-to-end tests");
    let arguments = ["test", "--workspace", "--no-fail-fast"].map(String::from);
    let mut tests = on_display(env!("CARGO").as_ref(), &arguments);
    tests.env("PEAPOD_BIN", host);
    match minium::python() {
        Ok(python) => {
            tests.env("PEAPOD_MINIUM", python);
        }
        Err(reason) => say(&format!("minium's scripts are left out: {reason}")),
    }
    run(&mut tests)
}

/// What continuous integration runs: formatting, lints, generated files, types, then the tests.
pub fn ci() -> Result<(), String> {
    setup(Purpose::Test)?;
    say("formatting");
    run(command(env!("CARGO")).args(["fmt", "--all", "--check"]))?;
    say("generated files");
    codegen::run(true)?;
    say("TypeScript types and lints");
    run(command(NPM).args(["run", "check", "--silent"]))?;
    run(command(NPM).args(["run", "lint", "--silent"]))?;
    say("clippy");
    run(command(env!("CARGO")).args([
        "clippy",
        "--workspace",
        "--all-targets",
        "--",
        "--deny",
        "warnings",
    ]))?;
    test()
}
