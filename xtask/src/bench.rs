//! `cargo xtask bench`: the benchmark runner of the tests crate, against a release host.

use crate::setup::{Purpose, setup};
use crate::steps::{command, on_display, run, say, target_dir};

/// Builds the release host and runs the benchmarks in a real window.
///
/// With `--compile DIR`: WXML and WXS of a mini-program against glass-easel's compiler alone.
pub fn bench(arguments: &[String]) -> Result<(), String> {
    if let [flag, folder] = arguments
        && flag == "--compile"
    {
        // Relative to where the toolbox was called, not to the repository.
        let folder = std::path::absolute(folder).map_err(|error| error.to_string())?;
        return run(command(env!("CARGO"))
            .args(["run", "--release", "--package", "peapod-compiler"])
            .args(["--example", "compile_bench", "--"])
            .arg(folder));
    }
    setup(Purpose::Test)?;
    say("building the release host (this takes a while)");
    run(command(env!("CARGO")).args(["build", "--release", "--package", "peapod"]))?;
    run(command(env!("CARGO")).args(["build", "--package", "peapod-tests", "--bin", "bench"]))?;
    let host = target_dir()
        .join("release")
        .join(format!("peapod{}", std::env::consts::EXE_SUFFIX));
    let runner = target_dir()
        .join("debug")
        .join(format!("bench{}", std::env::consts::EXE_SUFFIX));
    run(on_display(&runner, arguments).env("PEAPOD_BIN", host))
}
