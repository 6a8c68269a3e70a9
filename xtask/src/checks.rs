//! `cargo xtask test` and `cargo xtask ci`.

use crate::arm;
use crate::codegen;
use crate::launch::build_host;
use crate::minium;
use crate::mobile;
use crate::setup::{NPM, Purpose, setup};
use crate::stages::Stages;
use crate::steps::{command, on_display, run, say};
use crate::suites;
use crate::typecheck;

/// Every test of this machine's host: TypeScript, Rust, end to end in the headless host and in the
/// real window.
pub fn test() -> Result<(), String> {
    setup(Purpose::Test)?;
    let mut stages = Stages::default();
    tests(&mut stages)?;
    stages.table();
    Ok(())
}

fn tests(stages: &mut Stages) -> Result<(), String> {
    stages.run("TypeScript tests", || {
        run(command(NPM).args(["test", "--silent"]))
    })?;
    stages.run("harness of the glass-easel suites", suites::harness)?;
    stages.run("Rust and end-to-end tests", || {
        let host = build_host()?;
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
    })
}

/// What continuous integration runs, quick stages first: formatting, generated files, types, lints,
/// this machine's tests, then what is checked for phones.
pub fn ci() -> Result<(), String> {
    let mut stages = Stages::default();
    stages.run("packages and JavaScript bundles", || setup(Purpose::Ci))?;
    stages.run("formatting", || {
        run(command(env!("CARGO")).args(["fmt", "--all", "--check"]))
    })?;
    stages.run("generated files", || codegen::run(true))?;
    stages.run("TypeScript types", || {
        run(command(NPM).args(["run", "check", "--silent"]))
    })?;
    stages.run("TypeScript lints", || {
        run(command(NPM).args(["run", "lint", "--silent"]))
    })?;
    stages.run("clippy", || {
        run(command(env!("CARGO")).args([
            "clippy",
            "--workspace",
            "--all-targets",
            "--",
            "--deny",
            "warnings",
        ]))
    })?;
    stages.run("type check for phones", || typecheck::typecheck(&[]))?;
    stages.run("Android library", mobile::tests_of_changes)?;
    tests(&mut stages)?;
    stages.run("engine on ARM", || arm::tests(&[]))?;
    stages.table();
    Ok(())
}
