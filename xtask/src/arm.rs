//! `cargo xtask arm-tests`: QuickJS, the compiler, the runtime and the native APIs compiled for
//! 64-bit ARM, the processor of phones, and their tests run there: on an ARM machine as they are,
//! elsewhere under qemu's user mode emulation.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};

use crate::setup::{Purpose, packages};
use crate::steps::{capture, has, say, target_dir};
use crate::toolchain::{StandardLibrary, standard_library};

const TARGET: &str = "aarch64-unknown-linux-gnu";

/// Where Debian has the C library for ARM.
const LIBRARIES: &str = "/usr/aarch64-linux-gnu";

const COMPILER: &str = "aarch64-linux-gnu-gcc";

/// All that runs on a phone and needs no window. The host itself links WebKitGTK, which is not
/// there for another processor.
const CRATES: &[&str] = &["peapod-runtime", "peapod-native-apis", "peapod-compiler"];

/// Builds and runs the tests; the words go to `cargo test` (names of tests, `--package`).
pub fn tests(words: &[String]) -> Result<(), String> {
    if !cfg!(target_os = "linux") {
        return Err("the emulator runs Linux programs: use a Linux machine or container".into());
    }
    let mut cargo = if cfg!(target_arch = "aarch64") {
        say("this is an ARM machine: the tests run as they are");
        let mut cargo = StandardLibrary::Rustup.cargo();
        cargo.arg("test");
        cargo
    } else {
        emulated()?
    };
    if !words.iter().any(|word| word == "--package" || word == "-p") {
        for name in CRATES {
            cargo.args(["--package", name]);
        }
    }
    cargo.arg("--no-fail-fast").args(words);
    report(&mut cargo, words.is_empty())
}

fn emulated() -> Result<Command, String> {
    packages(Purpose::Arm)?;
    let emulator = ["qemu-aarch64", "qemu-aarch64-static"]
        .into_iter()
        .find(|name| has(name))
        .ok_or("qemu-aarch64 is missing; install qemu's user mode emulation")?;
    if !has(COMPILER) || !Path::new(LIBRARIES).is_dir() {
        return Err(format!(
            "{COMPILER} or {LIBRARIES} is missing; install a GCC and a C library for ARM"
        ));
    }
    let library = standard_library(TARGET)?;
    let version = capture(Command::new(emulator).arg("--version"))?;
    say(&format!(
        "tests for {TARGET} under {}",
        version.lines().next().unwrap_or(emulator)
    ));
    let mut cargo = library.cargo();
    if let Some(name) = library.folder() {
        cargo.env("CARGO_TARGET_DIR", target_dir().join(name));
    }
    cargo.arg("test").args(library.options("test"));
    cargo.args(["--target", TARGET]);
    let runner = format!("{emulator} -L {LIBRARIES}");
    let upper = TARGET.to_uppercase().replace('-', "_");
    cargo
        .env(format!("CARGO_TARGET_{upper}_LINKER"), COMPILER)
        .env(format!("CARGO_TARGET_{upper}_RUNNER"), &runner)
        // Tests that start their own program again need it for that, too.
        .env("PEAPOD_EMULATOR", &runner)
        .env(format!("CC_{}", TARGET.replace('-', "_")), COMPILER);
    Ok(cargo)
}

/// What the test binaries said.
#[derive(Debug, Default, PartialEq, Eq)]
struct Summary {
    binaries: usize,
    passed: usize,
    failed: usize,
    ignored: usize,
}

/// Shows the output as it comes and adds the summaries in it up. `some` have to be there unless a
/// choice was made, which may be of a program without the usual harness.
fn report(cargo: &mut Command, some: bool) -> Result<(), String> {
    let failed = |error: std::io::Error| format!("cannot run the tests: {error}");
    let mut child = cargo.stdout(Stdio::piped()).spawn().map_err(failed)?;
    let mut summary = Summary::default();
    if let Some(output) = child.stdout.take() {
        let mut shown = std::io::stdout();
        for line in BufReader::new(output).split(b'\n') {
            let line = line.map_err(failed)?;
            let line = String::from_utf8_lossy(&line);
            add(&mut summary, &line);
            // Nobody may read on; the tests run to their end all the same.
            let _ = writeln!(shown, "{line}");
        }
    }
    let status = child.wait().map_err(failed)?;
    say(&format!(
        "{} tests on ARM in {} binaries: {} failed, {} ignored",
        summary.passed + summary.failed,
        summary.binaries,
        summary.failed,
        summary.ignored
    ));
    if !status.success() {
        return Err(format!("the tests on ARM failed ({status})"));
    }
    if some && summary.passed == 0 {
        return Err("no test ran on ARM".into());
    }
    Ok(())
}

/// Counts a line `test result: ok. 3 passed; 0 failed; 1 ignored; …`.
fn add(summary: &mut Summary, line: &str) {
    let Some((_, counts)) = line
        .strip_prefix("test result: ")
        .and_then(|rest| rest.split_once(". "))
    else {
        return;
    };
    summary.binaries += 1;
    for part in counts.split(';') {
        let Some((number, what)) = part.trim().split_once(' ') else {
            continue;
        };
        let number = number.parse().unwrap_or(0);
        match what {
            "passed" => summary.passed += number,
            "failed" => summary.failed += number,
            "ignored" => summary.ignored += number,
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn summaries_add_up() {
        let mut summary = Summary::default();
        for line in [
            "running 4 tests",
            "test a ... ok",
            "test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.00s",
            "test result: FAILED. 1 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s",
        ] {
            add(&mut summary, line);
        }
        assert_eq!(
            summary,
            Summary {
                binaries: 2,
                passed: 4,
                failed: 2,
                ignored: 1
            }
        );
    }
}
