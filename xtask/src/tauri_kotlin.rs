//! Tauri's Kotlin for the tests of `mobile/android`: from the sources of the crates that this
//! workspace is locked to, with the names of our application, as Tauri's own build writes it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::steps::{capture, root};

/// Where the application's activity lies; its folders are the package's name.
const ACTIVITY: &str = "src-tauri/gen/android/app/src/main/java/dev/peapod/host/MainActivity.kt";
const PACKAGE: &str = "dev.peapod.host";
/// As `[lib]` of `src-tauri/Cargo.toml` has it.
const LIBRARY: &str = "peapod_lib";

/// Writes the Kotlin of `wry` and `tauri`, and our activity, into `folder`, which is emptied first.
pub fn stage(folder: &Path) -> Result<(), String> {
    if folder.exists() {
        fs::remove_dir_all(folder).map_err(|error| in_path(folder, &error))?;
    }
    let wry = sources("wry")?;
    copy(&wry.join("src/android/kotlin"), &folder.join("wry"), &fill)?;
    let tauri = sources("tauri")?;
    let base = tauri.join("mobile/android-codegen");
    copy(&base, &folder.join("codegen"), &fill)?;
    let library = tauri.join("mobile/android/src/main/java");
    copy(&library, &folder.join("tauri"), &str::to_owned)?;
    let activity = root().join(ACTIVITY);
    let text = fs::read_to_string(&activity).map_err(|error| in_path(&activity, &error))?;
    write(&folder.join("MainActivity.kt"), &text)?;
    // What the Android build generates for each module.
    for package in [PACKAGE, "app.tauri"] {
        let text =
            format!("package {package}\n\nobject BuildConfig {{\n    const val DEBUG = true\n}}\n");
        write(&folder.join(format!("{package}.BuildConfig.kt")), &text)?;
    }
    Ok(())
}

/// Fills the blanks of a template.
fn fill(template: &str) -> String {
    template
        .replace("{{package}}", PACKAGE)
        .replace("{{package-unescaped}}", PACKAGE)
        .replace("{{library}}", LIBRARY)
        .replace("{{class-extension}}", "")
        .replace("{{class-init}}", "")
}

/// The folder of a crate that the workspace depends on.
fn sources(name: &str) -> Result<PathBuf, String> {
    let mut metadata = Command::new(env!("CARGO"));
    metadata
        .current_dir(root())
        .args(["metadata", "--format-version", "1", "--locked"]);
    let metadata: Value =
        serde_json::from_str(&capture(&mut metadata)?).map_err(|error| error.to_string())?;
    metadata["packages"]
        .as_array()
        .into_iter()
        .flatten()
        .find(|package| package["name"] == name)
        .and_then(|package| Path::new(package["manifest_path"].as_str()?).parent())
        .map(Path::to_owned)
        .ok_or_else(|| format!("no crate `{name}` among the dependencies"))
}

fn copy(from: &Path, to: &Path, change: &dyn Fn(&str) -> String) -> Result<(), String> {
    for entry in fs::read_dir(from).map_err(|error| in_path(from, &error))? {
        let path = entry.map_err(|error| in_path(from, &error))?.path();
        let Some(name) = path.file_name() else {
            continue;
        };
        if path.is_dir() {
            copy(&path, &to.join(name), change)?;
        } else if path.extension().is_some_and(|extension| extension == "kt") {
            let text = fs::read_to_string(&path).map_err(|error| in_path(&path, &error))?;
            write(&to.join(name), &change(&text))?;
        }
    }
    Ok(())
}

fn write(file: &Path, text: &str) -> Result<(), String> {
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder).map_err(|error| in_path(folder, &error))?;
    }
    fs::write(file, text).map_err(|error| in_path(file, &error))
}

fn in_path(path: &Path, error: &std::io::Error) -> String {
    format!("{}: {error}", path.display())
}
