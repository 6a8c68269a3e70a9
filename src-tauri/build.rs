//! Embeds the page runtime and declares the commands that the shell may call.

use std::{
    env, fs, io,
    path::{Path, PathBuf},
};

/// Commands of `chrome::commands`; each becomes a permission named in `capabilities/shell.json`.
const SHELL_COMMANDS: &[&str] = &[
    "shell_ready",
    "chrome_event",
    "shell_raise",
    "shell_save_image",
    "launcher_list",
    "launcher_open",
    "launcher_open_path",
    "launcher_scan",
    "launcher_pick",
    "launcher_remove",
];

fn main() -> io::Result<()> {
    let manifest = PathBuf::from(env::var("CARGO_MANIFEST_DIR").unwrap_or_default());
    let dist = manifest.join("../shell-ui/dist");
    ensure_chrome(&dist.join("chrome"))?;
    embed_page_runtime(&dist.join("page"))?;
    list_bundled(&manifest.join("../examples"))?;
    require_testing(&manifest.join("../runtime/testing/dist/testing.js"));

    let attributes = tauri_build::Attributes::new()
        .app_manifest(tauri_build::AppManifest::new().commands(SHELL_COMMANDS));
    tauri_build::try_build(attributes).map_err(|error| io::Error::other(format!("{error:#}")))
}

/// `peapod test` embeds this bundle.
fn require_testing(bundle: &Path) {
    println!("cargo::rerun-if-changed={}", bundle.display());
    if !bundle.exists() {
        println!(
            "cargo::error={} is missing: run `cargo xtask setup` (or `npm install && npm run build`)",
            bundle.display()
        );
    }
}

/// `tauri::generate_context!` refuses a missing `frontendDist`; with this, Rust checks run before
/// the first `npm run build`.
fn ensure_chrome(folder: &Path) -> io::Result<()> {
    println!("cargo::rerun-if-changed={}", folder.display());
    if folder.join("index.html").exists() {
        return Ok(());
    }
    println!("cargo::warning=the chrome is not built; run `npm run build` in the repository root");
    fs::create_dir_all(folder)?;
    fs::write(
        folder.join("index.html"),
        "<!doctype html><title>Peapod</title><p>The chrome is not built. Run <code>npm run build</code>.",
    )
}

/// Writes `$OUT_DIR/page_assets.rs`: a slice of (path, bytes) of everything the page runtime has.
fn embed_page_runtime(folder: &Path) -> io::Result<()> {
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut files = Vec::new();
    if folder.join("index.html").exists() {
        collect(folder, folder, &mut files)?;
    } else {
        println!(
            "cargo::warning=the page runtime is not built; run `npm run build` in the repository root"
        );
    }
    files.sort();
    let mut source = String::from("pub(super) static PAGE_ASSETS: &[(&str, &[u8])] = &[\n");
    for (name, path) in files {
        println!("cargo::rerun-if-changed={}", path.display());
        source.push_str(&format!(
            "    ({name:?}, include_bytes!({:?})),\n",
            path.display().to_string()
        ));
    }
    source.push_str("];\n");
    let out = PathBuf::from(env::var("OUT_DIR").unwrap_or_default());
    fs::write(out.join("page_assets.rs"), source)
}

/// Mini-programs that phones carry, by the names of their folders in `examples/`.
const BUNDLED: &[&str] = &["gallery", "todo"];

/// Writes `$OUT_DIR/bundled.rs`: each bundled mini-program with the (path, bytes) of its files.
fn list_bundled(examples: &Path) -> io::Result<()> {
    let mut source = String::from("static BUNDLED: &[Bundle] = &[\n");
    for name in BUNDLED {
        let root = examples.join(name);
        println!("cargo::rerun-if-changed={}", root.display());
        let mut files = Vec::new();
        collect(&root, &root, &mut files)?;
        // The tests of a mini-program are for its developer.
        files.retain(|(path, _)| !path.starts_with("tests/"));
        files.sort();
        source.push_str(&format!("    ({name:?}, &[\n"));
        for (path, file) in files {
            source.push_str(&format!(
                "        ({path:?}, include_bytes!({:?})),\n",
                file.display().to_string()
            ));
        }
        source.push_str("    ]),\n");
    }
    source.push_str("];\n");
    let out = PathBuf::from(env::var("OUT_DIR").unwrap_or_default());
    fs::write(out.join("bundled.rs"), source)
}

fn collect(root: &Path, folder: &Path, files: &mut Vec<(String, PathBuf)>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(root, &path, files)?;
        } else if path.extension().is_none_or(|ext| ext != "map")
            && let Ok(relative) = path.strip_prefix(root)
        {
            let name = relative.to_string_lossy().replace('\\', "/");
            files.push((name, path.canonicalize()?));
        }
    }
    Ok(())
}
