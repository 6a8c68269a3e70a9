//! `cargo xtask typecheck`: the host's Rust code type-checked for systems whose SDK is not here.
//!
//! Type-checking needs no linker and no SDK, only a standard library for the target. Where rustup
//! has it, that one is used. Elsewhere (a Debian machine) the standard library is checked along
//! with the project, from Debian's `rust-web-src`, by its `rustc-web` and `cargo-web`.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use crate::setup::{Purpose, packages};
use crate::steps::{capture, command, root, run, say, target_dir};

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
    packages(Purpose::TypeCheck)?;
    for target in TARGETS {
        let wanted = all
            || names.iter().any(|name| name == target.triple)
            || (names.is_empty() && MOBILE.contains(&target.triple));
        if wanted {
            say(&format!("type check for {}", target.triple));
            run(&mut check(target)?)?;
        }
    }
    Ok(())
}

/// The compiler that checks one target.
fn check(target: &Target) -> Result<Command, String> {
    let mut cargo = if rustup_has(target.triple) {
        command(env!("CARGO"))
    } else {
        let mut cargo = command("/usr/bin/cargo");
        cargo
            .arg("-Zbuild-std=std,panic_abort,panic_unwind")
            .env("RUSTC", "/usr/bin/rustc")
            // `-Z` options in a stable compiler.
            .env("RUSTC_BOOTSTRAP", "1");
        for inherited in ["RUSTUP_TOOLCHAIN", "RUSTUP_HOME", "CARGO"] {
            cargo.env_remove(inherited);
        }
        cargo
    };
    // Of its own: another compiler's results would be thrown away with each turn.
    let folder = target_dir().join("typecheck");
    cargo.args(["check", "--lib", "--target", target.triple]);
    for package in [
        "peapod",
        "peapod-runtime",
        "peapod-compiler",
        "peapod-native-apis",
    ] {
        cargo.args(["--package", package]);
    }
    cargo.env("CARGO_TARGET_DIR", &folder);
    let suffix = target.triple.replace('-', "_");
    // C code is compiled for no system that matters here: nothing links it. Only word size and
    // headers have to be right, and Debian has such for both processors.
    let flags = match (target.system, target.triple.starts_with("aarch64")) {
        (System::Windows, _) => None,
        (_, true) => Some("--target=aarch64-linux-gnu -isystem /usr/aarch64-linux-gnu/include"),
        (_, false) => Some("--target=x86_64-linux-gnu"),
    };
    if let Some(flags) = flags {
        cargo.env(format!("CC_{suffix}"), "clang");
        cargo.env(format!("CXX_{suffix}"), "clang++");
        cargo.env(format!("AR_{suffix}"), "ar");
        for name in ["CFLAGS", "CXXFLAGS", "BINDGEN_EXTRA_CLANG_ARGS"] {
            cargo.env(format!("{name}_{suffix}"), flags);
        }
    }
    if target.system == System::Apple && !cfg!(target_os = "macos") {
        cargo.env("SDKROOT", empty_sdk(&folder)?);
    }
    Ok(cargo)
}

/// Build scripts ask Apple's tools for the SDK unless a folder is named; its content is not read.
fn empty_sdk(folder: &std::path::Path) -> Result<PathBuf, String> {
    let sdk = folder.join("empty-sdk");
    fs::create_dir_all(&sdk).map_err(|error| format!("{}: {error}", sdk.display()))?;
    Ok(sdk)
}

fn rustup_has(triple: &str) -> bool {
    capture(
        Command::new("rustup")
            .current_dir(root())
            .args(["target", "list", "--installed"]),
    )
    .is_ok_and(|list| list.lines().any(|line| line == triple))
}
