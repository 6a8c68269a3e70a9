//! `cargo xtask fuzz`: coverage-guided fuzzing of the compiler with libFuzzer.
//!
//! It needs no nightly toolchain: LLVM's coverage pass is switched on with stable flags, and
//! without a sanitizer (the code is safe Rust) nothing else is unstable. libFuzzer itself comes
//! with the crate `libfuzzer-sys` and takes a C++ compiler.

use std::fs;
use std::path::{Path, PathBuf};

use crate::steps::{capture, command, root, run, say, target_dir};

const FOLDER: &str = "runtime/compiler/fuzz";

/// As many minutes as a change to a compiler should stand.
const MINUTES: u32 = 30;

/// What `cargo fuzz` passes too, sanitizers aside.
const COVERAGE: &str = "-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters \
    -Cllvm-args=-sanitizer-coverage-pc-table -Cllvm-args=-sanitizer-coverage-trace-compares \
    --cfg fuzzing";

/// Longer than any input has a right to take, instrumented and on a busy machine.
const INPUT_SECONDS: u32 = 20;
const MEGABYTES: u32 = 4096;

/// `[TARGET…] [--minutes N] [-libfuzzer=options]`; every target without one.
pub fn fuzz(arguments: &[String]) -> Result<(), String> {
    let mut minutes = MINUTES;
    let mut targets = Vec::new();
    let mut options = Vec::new();
    let mut words = arguments.iter();
    while let Some(word) = words.next() {
        if word == "--minutes" {
            let value = words.next().and_then(|value| value.parse().ok());
            minutes = value.ok_or("--minutes needs a number")?;
        } else if word.starts_with('-') {
            options.push(word.clone());
        } else {
            targets.push(word.clone());
        }
    }
    let known = known_targets()?;
    if let Some(unknown) = targets.iter().find(|target| !known.contains(target)) {
        return Err(format!(
            "there is no fuzz target `{unknown}`; there are {}",
            known.join(", ")
        ));
    }
    if targets.is_empty() {
        targets = known;
    }
    let programs = build()?;
    for target in &targets {
        fuzz_target(&programs.join(target), target, minutes, &options)?;
    }
    Ok(())
}

fn known_targets() -> Result<Vec<String>, String> {
    let folder = root().join(FOLDER).join("targets");
    let entries =
        fs::read_dir(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut names: Vec<String> = entries
        .flatten()
        .filter_map(|entry| Some(entry.path().file_stem()?.to_str()?.to_owned()))
        .collect();
    names.sort();
    Ok(names)
}

/// Builds every target and gives the folder they are in. A target triple keeps the coverage
/// flags away from build scripts and procedural macros.
fn build() -> Result<PathBuf, String> {
    say("building the fuzz targets (this takes a while the first time)");
    let about = capture(command("rustc").arg("-vV"))?;
    let host = about
        .lines()
        .find_map(|line| line.strip_prefix("host: "))
        .ok_or("rustc does not say what its host is")?;
    let folder = target_dir().join("fuzz");
    run(command(env!("CARGO"))
        .args(["build", "--release", "--manifest-path"])
        .arg(root().join(FOLDER).join("Cargo.toml"))
        .args(["--target", host])
        .env("CARGO_TARGET_DIR", &folder)
        .env("RUSTFLAGS", COVERAGE))?;
    Ok(folder.join(host).join("release"))
}

/// Runs one target; what it learned stays in the target folder for the next time.
fn fuzz_target(
    program: &Path,
    target: &str,
    minutes: u32,
    options: &[String],
) -> Result<(), String> {
    say(&format!("fuzzing {target} for {minutes} minutes"));
    let place = |what: &str| -> Result<PathBuf, String> {
        let folder = target_dir().join("fuzz").join(what).join(target);
        fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        Ok(folder)
    };
    let corpus = place("corpus")?;
    let findings = place("findings")?;
    let mut fuzzer = command(program);
    fuzzer
        .arg(format!("-max_total_time={}", minutes * 60))
        .arg(format!("-timeout={INPUT_SECONDS}"))
        .arg(format!("-rss_limit_mb={MEGABYTES}"))
        .arg(format!("-artifact_prefix={}/", findings.display()))
        .arg("-print_final_stats=1");
    let dictionary = root().join(FOLDER).join("dictionaries").join(target);
    if dictionary.is_file() {
        fuzzer.arg(format!("-dict={}", dictionary.display()));
    }
    fuzzer
        .args(options)
        .arg(corpus)
        .arg(root().join(FOLDER).join("seeds").join(target));
    run(&mut fuzzer)
}
