//! `cargo xtask typecheck`: the host's Rust code type-checked for systems whose SDK is not here.
//!
//! Type-checking needs no linker and no SDK, only a standard library for the target; where it comes
//! from is `toolchain`'s concern. Warnings are errors, clippy's included, except with Debian's
//! compiler, which has no clippy.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::setup::{Purpose, packages};
use crate::steps::{run, say, target_dir};
use crate::toolchain::{StandardLibrary, standard_library};

/// A system that the host is built for and this machine is not.
struct Target {
    triple: &'static str,
    system: System,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum System {
    Android,
    Apple,
    Windows,
}

const TARGETS: &[Target] = &[
    Target {
        triple: "aarch64-linux-android",
        system: System::Android,
    },
    Target {
        triple: "x86_64-linux-android",
        system: System::Android,
    },
    Target {
        triple: "aarch64-apple-ios",
        system: System::Apple,
    },
    Target {
        triple: "aarch64-apple-ios-sim",
        system: System::Apple,
    },
    Target {
        triple: "aarch64-apple-darwin",
        system: System::Apple,
    },
    Target {
        triple: "x86_64-pc-windows-gnu",
        system: System::Windows,
    },
];

/// What the checks of `cargo xtask ci` cover; the desktop targets are for those who ask.
const MOBILE: &[&str] = &[
    "aarch64-linux-android",
    "x86_64-linux-android",
    "aarch64-apple-ios",
    "aarch64-apple-ios-sim",
];

/// Checks the named targets; the mobile ones without names, every one with `all`.
pub fn typecheck(names: &[String]) -> Result<(), String> {
    let all = names.iter().any(|name| name == "all");
    for name in names {
        if name != "all" && !TARGETS.iter().any(|target| target.triple == name) {
            let known: Vec<&str> = TARGETS.iter().map(|target| target.triple).collect();
            return Err(format!(
                "`{name}` is no known target; known are all, {}",
                known.join(", ")
            ));
        }
    }
    let targets: Vec<&Target> = TARGETS
        .iter()
        .filter(|target| {
            all || names.iter().any(|name| name == target.triple)
                || (names.is_empty() && MOBILE.contains(&target.triple))
        })
        .collect();
    packages(Purpose::TypeCheck)?;
    if targets
        .iter()
        .any(|target| target.system == System::Windows)
    {
        packages(Purpose::Windows)?;
    }
    let mut found = Vec::new();
    for target in targets {
        found.push((standard_library(target.triple)?, target));
    }
    // One call for all targets of a kind: cargo fills both processors to the end.
    for library in [
        StandardLibrary::Rustup,
        StandardLibrary::Source,
        StandardLibrary::Debian,
    ] {
        let targets: Vec<&Target> = found
            .iter()
            .filter(|(other, _)| *other == library)
            .map(|(_, target)| *target)
            .collect();
        if targets.is_empty() {
            continue;
        }
        let triples: Vec<&str> = targets.iter().map(|target| target.triple).collect();
        say(&format!("type check for {}", triples.join(", ")));
        run(&mut check(library, &targets)?)?;
    }
    Ok(())
}

/// The call of cargo that checks all of what runs on a phone for these targets.
fn check(library: StandardLibrary, targets: &[&Target]) -> Result<Command, String> {
    let mut cargo = library.cargo();
    let folder = library
        .folder()
        .map_or_else(target_dir, |name| target_dir().join(name));
    cargo.env("CARGO_TARGET_DIR", &folder);
    let subcommand = match library {
        StandardLibrary::Rustup | StandardLibrary::Source => "clippy",
        StandardLibrary::Debian => "check",
    };
    cargo.arg(subcommand).args(library.options(subcommand));
    cargo.args(["--workspace", "--lib", "--bins"]);
    for desktop in ["xtask", "peapod-tests"] {
        cargo.args(["--exclude", desktop]);
    }
    for target in targets {
        cargo.args(["--target", target.triple]);
        for (name, value) in c_compiler(target) {
            cargo.env(name, value);
        }
    }
    let apple = targets.iter().any(|target| target.system == System::Apple);
    if apple && !cfg!(target_os = "macos") {
        cargo.env("SDKROOT", empty_sdk(&folder)?);
    }
    if library != StandardLibrary::Debian {
        cargo.args(["--", "--deny", "warnings"]);
        // Told of thread-locals that are constant already: where the system has none of its own, as
        // on Android, the macro makes something else of them.
        cargo.args(["--allow", "clippy::missing_const_for_thread_local"]);
    }
    Ok(cargo)
}

/// C code is compiled for no system that matters here: nothing links it. Only word size and headers
/// have to be right, and Debian has such for both processors. For the same reason it is not
/// optimised, which is most of the time that compiling QuickJS takes.
fn c_compiler(target: &Target) -> Vec<(String, &'static str)> {
    let suffix = target.triple.replace('-', "_");
    let (flags, headers) = match (target.system, target.triple.starts_with("aarch64")) {
        // MinGW's compiler is the one for this target.
        (System::Windows, _) => return Vec::new(),
        (_, true) => (
            "--target=aarch64-linux-gnu -isystem /usr/aarch64-linux-gnu/include -O0",
            "--target=aarch64-linux-gnu -isystem /usr/aarch64-linux-gnu/include",
        ),
        (_, false) => ("--target=x86_64-linux-gnu -O0", "--target=x86_64-linux-gnu"),
    };
    [
        ("CC", "clang"),
        ("CXX", "clang++"),
        ("AR", "ar"),
        ("CFLAGS", flags),
        ("CXXFLAGS", flags),
        ("BINDGEN_EXTRA_CLANG_ARGS", headers),
    ]
    .map(|(name, value)| (format!("{name}_{suffix}"), value))
    .to_vec()
}

/// Build scripts ask Apple's tools for the SDK unless a folder is named; its content is not read.
fn empty_sdk(folder: &Path) -> Result<PathBuf, String> {
    let sdk = folder.join("empty-sdk");
    fs::create_dir_all(&sdk).map_err(|error| format!("{}: {error}", sdk.display()))?;
    Ok(sdk)
}
