//! The suites' files as a package that our compiler opens.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use peapod_compiler::{Compiler, OpenOptions, Package};
use serde_json::Value;
use tempfile::TempDir;

/// Packages of the repository whose suites are run.
const PACKAGES: [&str; 2] = ["glass-easel", "glass-easel-miniprogram-adapter"];

pub struct Staged {
    /// Version that the checkout's `glass-easel/package.json` names.
    pub version: String,
    pub compiler: Arc<Compiler>,
    /// Test files, sorted: `glass-easel/tests/core/slot.test.ts`.
    pub tests: Vec<String>,
    _folder: TempDir,
}

/// Copies the test files of a checkout into a package of their own.
pub fn stage(checkout: &Path) -> Result<Staged, String> {
    let manifest = checkout.join("glass-easel/package.json");
    let text = fs::read_to_string(&manifest).map_err(|error| {
        format!(
            "{}: {error}; is this a checkout of glass-easel?",
            manifest.display()
        )
    })?;
    let manifest: Value =
        serde_json::from_str(&text).map_err(|error| format!("{}: {error}", manifest.display()))?;
    let version = manifest["version"].as_str().unwrap_or_default().to_owned();

    let failed = |error: std::io::Error| format!("copying the suites: {error}");
    let folder = tempfile::tempdir().map_err(failed)?;
    fs::write(folder.path().join("app.json"), r#"{"pages":["index"]}"#).map_err(failed)?;
    let mut tests = Vec::new();
    for package in PACKAGES {
        let name = format!("{package}/tests");
        copy(&checkout.join(&name), folder.path(), &name, &mut tests).map_err(failed)?;
    }
    tests.sort();
    let package =
        Package::open(folder.path(), &OpenOptions::default()).map_err(|error| error.to_string())?;
    Ok(Staged {
        version,
        compiler: Arc::new(Compiler::new(Arc::new(package), None)),
        tests,
        _folder: folder,
    })
}

fn copy(from: &Path, root: &Path, name: &str, tests: &mut Vec<String>) -> std::io::Result<()> {
    fs::create_dir_all(root.join(name))?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let child = format!("{name}/{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), root, &child, tests)?;
            continue;
        }
        fs::copy(entry.path(), root.join(&child))?;
        if child.ends_with(".test.ts") || child.ends_with(".test.js") {
            tests.push(child);
        }
    }
    Ok(())
}
