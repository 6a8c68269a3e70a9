//! A Python with minium for the automation tests, in the user's cache folder.

use std::fs;
use std::hash::{Hash, Hasher};
use std::path::PathBuf;

use crate::cache;
use crate::steps::{capture, command, root, run, say};

const REQUIREMENTS: &str = "tests/automation/minium/requirements.txt";

/// The interpreter; made and filled where it is not there yet. One per list of requirements.
///
/// # Errors
/// Python is missing, or the packages cannot be had.
pub fn python() -> Result<PathBuf, String> {
    let requirements = root().join(REQUIREMENTS);
    let wanted = fs::read_to_string(&requirements)
        .map_err(|error| format!("{}: {error}", requirements.display()))?;
    let version = capture(command("python3").arg("--version"))?;
    let mut hasher = std::hash::DefaultHasher::new();
    (&wanted, &version).hash(&mut hasher);
    let folder = cache::folder()?.join(format!("minium-{:016x}", hasher.finish()));
    let python = folder.join("bin/python");
    let done = folder.join(".complete");
    if done.is_file() {
        return Ok(python);
    }
    say("installing minium (once)");
    // What an earlier attempt has left is no use.
    if folder.exists() {
        fs::remove_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    }
    run(command("python3").args(["-m", "venv"]).arg(&folder))?;
    run(command(&python)
        .args([
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "-r",
        ])
        .arg(&requirements))?;
    fs::write(&done, wanted).map_err(|error| format!("{}: {error}", done.display()))?;
    Ok(python)
}
