//! Standard libraries for processors and systems that are not this machine's.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use crate::setup::{Purpose, packages};
use crate::steps::{capture, command, has, run_within, say};

/// Longest time that one download of rustup may take; a standard library has about 30 MB.
const DOWNLOAD: Duration = Duration::from_secs(300);

/// Where a target's standard library comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum StandardLibrary {
    /// Ready-made, of this toolchain.
    Rustup,
    /// Built along with the project from this toolchain's sources: for targets that the server
    /// of rustup in use does not have.
    Source,
    /// Built along with the project from Debian's `rust-web-src`, by Debian's `rustc-web`: for
    /// machines without rustup or without its server.
    Debian,
}

/// Gets a standard library for the target, asking rustup first.
pub fn standard_library(triple: &str) -> Result<StandardLibrary, String> {
    let Err(reason) = from_rustup(triple) else {
        return Ok(StandardLibrary::Rustup);
    };
    if has("rustup") && component().is_ok() {
        say(&format!(
            "the standard library for {triple} is built from its sources: {reason}"
        ));
        return Ok(StandardLibrary::Source);
    }
    say(&format!(
        "Debian's compiler is taken for {triple}: {reason}"
    ));
    packages(Purpose::OtherCompiler)?;
    if Path::new("/usr/bin/cargo").is_file() && Path::new("/usr/bin/rustc").is_file() {
        Ok(StandardLibrary::Debian)
    } else {
        Err(format!(
            "there is no standard library for {triple}: {reason}; run `rustup target add {triple}`"
        ))
    }
}

fn from_rustup(triple: &str) -> Result<(), String> {
    if !has("rustup") {
        return Err("rustup is not installed".into());
    }
    if rustup_lists(&["target", "list", "--installed"], triple) {
        return Ok(());
    }
    say(&format!("getting the standard library for {triple}"));
    run_within(command("rustup").args(["target", "add", triple]), DOWNLOAD)
}

/// The sources of this toolchain's standard library.
fn component() -> Result<(), String> {
    if rustup_lists(&["component", "list", "--installed"], "rust-src") {
        return Ok(());
    }
    run_within(
        command("rustup").args(["component", "add", "rust-src"]),
        DOWNLOAD,
    )
}

fn rustup_lists(arguments: &[&str], name: &str) -> bool {
    capture(command("rustup").args(arguments))
        .is_ok_and(|list| list.lines().any(|line| line == name))
}

impl StandardLibrary {
    /// The cargo that builds with it, without a subcommand.
    pub fn cargo(self) -> Command {
        let own = || command(env!("CARGO"));
        match self {
            Self::Rustup => own(),
            Self::Source => from_source(own()),
            Self::Debian => {
                let mut cargo = from_source(command("/usr/bin/cargo"));
                cargo.env("RUSTC", "/usr/bin/rustc");
                for inherited in ["RUSTUP_TOOLCHAIN", "RUSTUP_HOME", "CARGO"] {
                    cargo.env_remove(inherited);
                }
                cargo
            }
        }
    }

    /// The options after the subcommand; a test needs its harness, too.
    pub fn options(self, subcommand: &str) -> &'static [&'static str] {
        match self {
            Self::Rustup => &[],
            _ if subcommand == "test" => &["-Zbuild-std=std,panic_abort,panic_unwind,test"],
            Self::Source | Self::Debian => &["-Zbuild-std=std,panic_abort,panic_unwind"],
        }
    }

    /// The folder, below cargo's target folder, of results that others cannot use: of another
    /// compiler, or of one that unstable options are allowed to. Ready-made libraries share the
    /// main one, and with it every procedural macro and build script.
    pub fn folder(self) -> Option<&'static str> {
        match self {
            Self::Rustup => None,
            Self::Source => Some("from-source"),
            Self::Debian => Some("typecheck"),
        }
    }
}

fn from_source(mut cargo: Command) -> Command {
    // `-Z` options in a stable compiler.
    cargo.env("RUSTC_BOOTSTRAP", "1");
    cargo
}
