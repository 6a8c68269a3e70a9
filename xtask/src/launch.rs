//! `cargo xtask run [DIR]`: builds the host and opens a mini-program in it.

use std::path::PathBuf;

use crate::setup::{Purpose, setup};
use crate::steps::{command, has_display, on_display, root, run, say, target_dir};

/// Builds the debug host and returns its path.
pub fn build_host() -> Result<PathBuf, String> {
    say("building the host (the first time takes some minutes)");
    run(command(env!("CARGO")).args(["build", "--package", "peapod"]))?;
    Ok(target_dir()
        .join("debug")
        .join(format!("peapod{}", std::env::consts::EXE_SUFFIX)))
}

/// Opens `arguments[0]` (the gallery where there is none); the rest goes to `peapod run`.
pub fn launch(arguments: &[String]) -> Result<(), String> {
    setup(Purpose::Run)?;
    let host = build_host()?;
    let mut words = vec!["run".to_string()];
    let has_folder = arguments
        .first()
        .is_some_and(|first| !first.starts_with("--"));
    if !has_folder {
        words.push(root().join("examples/gallery").display().to_string());
    }
    words.extend(arguments.iter().cloned());
    if has_display() {
        say("opening the window");
        return run(&mut on_display(&host, &words));
    }
    let picture = target_dir().join("peapod-screenshot.png");
    say("no display here: running under Xvfb to take a screenshot");
    words.extend(["--screenshot".to_string(), picture.display().to_string()]);
    run(&mut on_display(&host, &words))?;
    say(&format!("screenshot saved: {}", picture.display()));
    Ok(())
}
