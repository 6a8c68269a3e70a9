//! Gives the crate a fingerprint of its own sources, so that what one build of the compiler has
//! cached is never taken for what another would make; and embeds the bundled less.js and WeUI.

use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() -> std::io::Result<()> {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    let less = root.join("less/dist/less.js");
    let weui = root.join("extended-lib/dist/weui.zip");
    println!("cargo:rerun-if-changed=src");
    println!("cargo:rerun-if-changed=Cargo.toml");
    println!("cargo:rerun-if-changed={}", less.display());
    println!("cargo:rerun-if-changed={}", weui.display());

    let mut files = sources(&root.join("src"));
    files.push(less.clone());
    // FNV-1a: any change must show, nobody attacks it.
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for file in files {
        for byte in fs::read(&file).unwrap_or_default() {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
    println!("cargo:rustc-env=PEAPOD_COMPILER_SOURCES={hash:016x}");

    // A missing bundle costs what it brings: everything else builds and runs without Node.
    let less = embedded("include_str", &less, "Less style sheets will not compile");
    fs::write(
        out.join("less.rs"),
        format!("/// The bundled Less compiler.\nconst LESS: Option<&str> = {less};\n"),
    )?;
    let weui = embedded("include_bytes", &weui, "WeUI will not be there");
    fs::write(
        out.join("weui.rs"),
        format!("/// The bundled WeUI components.\nconst WEUI: Option<&[u8]> = {weui};\n"),
    )
}

/// The expression that embeds a bundle, or `None` with a warning of what `fails` without it.
fn embedded(macro_name: &str, bundle: &Path, fails: &str) -> String {
    let path = bundle.display().to_string();
    if bundle.is_file() {
        return format!("Some({macro_name}!({path:?}))");
    }
    println!("cargo:warning={fails}: {path} is missing; run `cargo xtask setup` and build again");
    "None".to_owned()
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let Ok(entries) = fs::read_dir(folder) else {
        return files;
    };
    for entry in entries.flatten() {
        let path = entry.path();
        if path.is_dir() {
            files.extend(sources(&path));
        } else {
            files.push(path);
        }
    }
    files.sort();
    files
}
