//! Suites that others wrote, run in our engine. Their files are not in the repository.

use std::path::Path;

use crate::setup::NPM;
use crate::steps::{command, root, run, say};

/// A checkout's worth of tests of our own, so that the harness does not fall behind the framework.
const OWN: &str = "runtime/examples/glass_easel_suite/own";

/// The harness, with our own tests.
pub fn harness() -> Result<(), String> {
    glass_easel_in(&root().join(OWN), &[])
}

/// glass-easel's own tests, out of a checkout. Fetches nothing.
pub fn glass_easel(arguments: &[String]) -> Result<(), String> {
    let folder = arguments
        .first()
        .filter(|word| !word.starts_with('-'))
        .ok_or("name the folder of a glass-easel checkout: cargo xtask glass-easel-suite DIR")?;
    // The commands below start in the repository's root.
    let folder = Path::new(folder)
        .canonicalize()
        .map_err(|error| format!("{folder}: {error}"))?;
    glass_easel_in(&folder, &arguments[1..])
}

fn glass_easel_in(folder: &Path, options: &[String]) -> Result<(), String> {
    say("building the harness of the glass-easel suites");
    run(command(NPM).args(["run", "--silent", "suite", "-w", "runtime/framework"]))?;
    say("running the suites");
    run(command(env!("CARGO"))
        .args(["run", "--quiet", "-p", "peapod-runtime"])
        .args(["--example", "glass_easel_suite", "--"])
        .arg(folder)
        .args(options))
}
