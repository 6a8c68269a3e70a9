//! Runs the programs that the toolbox is made of, and says what it does in one line each.

use std::ffi::OsStr;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// The repository's root folder.
pub fn root() -> PathBuf {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
    manifest.parent().unwrap_or(manifest).to_path_buf()
}

/// One line of progress for the person who waits.
pub fn say(line: &str) {
    eprintln!("\x1b[1;32m▸\x1b[0m {line}");
}

/// A command that starts in the repository's root.
pub fn command<S: AsRef<OsStr>>(program: S) -> Command {
    let mut command = Command::new(program);
    command.current_dir(root());
    command
}

/// Runs to the end with the terminal attached; an error names the command.
pub fn run(command: &mut Command) -> Result<(), String> {
    let shown = show(command);
    let status = command
        .status()
        .map_err(|error| format!("cannot start `{shown}`: {error}"))?;
    if status.success() {
        Ok(())
    } else {
        Err(format!("`{shown}` failed ({status})"))
    }
}

/// Runs silently, for no longer than `limit`; an error has the last line that was written to
/// standard error.
pub fn run_within(command: &mut Command, limit: Duration) -> Result<(), String> {
    let shown = show(command);
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| format!("cannot start `{shown}`: {error}"))?;
    // Read beside the waiting: a full pipe would stop the child.
    let reader = child.stderr.take().map(|mut stderr| {
        std::thread::spawn(move || {
            let mut text = String::new();
            let _ = stderr.read_to_string(&mut text);
            text
        })
    });
    let end = Instant::now() + limit;
    let status = loop {
        match child.try_wait() {
            Ok(Some(status)) => break status,
            Ok(None) if Instant::now() < end => std::thread::sleep(Duration::from_millis(50)),
            Ok(None) => {
                let _ = child.kill();
                let _ = child.wait();
                return Err(format!("`{shown}` took longer than {} s", limit.as_secs()));
            }
            Err(error) => return Err(format!("`{shown}`: {error}")),
        }
    };
    let written = reader
        .and_then(|reader| reader.join().ok())
        .unwrap_or_default();
    if status.success() {
        return Ok(());
    }
    let reason = written
        .lines()
        .find(|line| line.starts_with("error"))
        .or_else(|| written.lines().last())
        .unwrap_or_default();
    Err(format!("`{shown}` failed ({status}): {reason}"))
}

/// Runs to the end and returns standard output.
pub fn capture(command: &mut Command) -> Result<String, String> {
    let shown = show(command);
    let output = command
        .stderr(Stdio::null())
        .output()
        .map_err(|error| format!("cannot start `{shown}`: {error}"))?;
    if output.status.success() {
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    } else {
        Err(format!("`{shown}` failed ({})", output.status))
    }
}

/// Whether a program of that name can be started.
pub fn has(program: &str) -> bool {
    std::env::var_os("PATH").is_some_and(|paths| {
        std::env::split_paths(&paths).any(|folder| folder.join(program).is_file())
    })
}

/// Whether a display server is there to open windows on.
pub fn has_display() -> bool {
    cfg!(not(target_os = "linux"))
        || ["WAYLAND_DISPLAY", "DISPLAY"]
            .iter()
            .any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()))
}

/// Wraps a command so that it has a display: itself where there is one, Xvfb where there is none.
pub fn on_display(program: &Path, arguments: &[String]) -> Command {
    if has_display() {
        let mut direct = command(program);
        direct.args(arguments);
        direct
    } else {
        let mut wrapped = command("xvfb-run");
        wrapped
            .args(["--auto-servernum", "--server-args=-screen 0 1280x1024x24"])
            .arg(program)
            .args(arguments)
            // Without a GPU the DMA-BUF renderer of WebKitGTK paints nothing.
            .env("WEBKIT_DISABLE_DMABUF_RENDERER", "1");
        wrapped
    }
}

/// The folder that cargo builds into.
pub fn target_dir() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

fn show(command: &Command) -> String {
    let mut words = vec![command.get_program().to_string_lossy().into_owned()];
    words.extend(
        command
            .get_args()
            .map(|word| word.to_string_lossy().into_owned()),
    );
    words.join(" ")
}
