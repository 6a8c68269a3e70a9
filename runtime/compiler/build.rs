//! Gives the crate a fingerprint of its own sources, so that what one build of the compiler has
//! cached is never taken for what another would make; and embeds the bundled less.js.

use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() -> std::io::Result<()> {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    let less = root.join("less/dist/less.js");
    println!("cargo:rerun-if-changed=src");
    println!("cargo:rerun-if-changed=Cargo.toml");
    println!("cargo:rerun-if-changed={}", less.display());

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

    // A missing bundle costs Less alone: everything else builds and runs without Node.
    let embedded = if less.is_file() {
        format!("Some(include_str!({:?}))", less.display().to_string())
    } else {
        println!(
            "cargo:warning=Less style sheets will not compile: {} is missing; run `cargo xtask \
             setup` and build again",
            less.display()
        );
        "None".to_owned()
    };
    fs::write(
        out.join("less.rs"),
        format!("/// The bundled Less compiler.\nconst LESS: Option<&str> = {embedded};\n"),
    )
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
