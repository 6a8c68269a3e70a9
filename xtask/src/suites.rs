//! Suites that others wrote, run in our engine. Their files are not in the repository.

use std::path::Path;

use crate::steps::{command, run, say};

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
    say("building the harness");
    run(command("npm").args(["run", "--silent", "suite", "-w", "runtime/framework"]))?;
    say("running the suites");
    run(command("cargo")
        .args(["run", "--quiet", "-p", "peapod-runtime"])
        .args(["--example", "glass_easel_suite", "--"])
        .arg(folder)
        .args(&arguments[1..]))
}
