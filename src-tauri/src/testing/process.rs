//! The mini-programs that specs start: `peapod run` processes with a data folder of their own.

use std::{
    io::{BufRead, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
    sync::mpsc::{self, RecvTimeoutError},
    thread,
    time::{Duration, Instant},
};

use serde::Deserialize;
use tempfile::TempDir;

use super::options::TestOptions;
use crate::console::Entry;

/// How a log line that names the port begins.
const PORT: &str = "automation port: ";
/// How long a process may take to end when it is asked to.
const END: Duration = Duration::from_secs(2);
/// Lines of the log that explain why a start failed.
const LAST_LINES: usize = 5;

/// See `HostOptions` in `runtime/testing/src/host.ts`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Launch {
    pub project: String,
    /// Milliseconds.
    pub timeout: u64,
    pub skip_domain_check: bool,
}

/// A running mini-program; ends when dropped.
pub struct Process {
    child: Child,
    headless: bool,
    _data: TempDir,
}

impl Process {
    /// Starts a mini-program. `started` hears the address of its automation port, or why there is
    /// none; `logged` hears its log.
    ///
    /// # Errors
    /// The process cannot be started.
    pub fn start(
        launch: &Launch,
        options: &TestOptions,
        started: impl FnOnce(Result<String, String>) + Send + 'static,
        logged: impl Fn(Entry) + Send + 'static,
    ) -> Result<Self, String> {
        let data = TempDir::new().map_err(|error| format!("no folder for its data: {error}"))?;
        let program = std::env::current_exe().map_err(|error| error.to_string())?;
        let mut child = arguments(launch, options, data.path(), Command::new(program))
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(|error| format!("the mini-program does not start: {error}"))?;
        let stderr = child.stderr.take();
        let (lines, received) = mpsc::channel();
        thread::spawn(move || {
            for line in stderr
                .into_iter()
                .flat_map(|it| BufReader::new(it).lines())
                .map_while(Result::ok)
            {
                match serde_json::from_str::<Entry>(&line) {
                    Ok(entry) if entry.message.starts_with(PORT) => {
                        // Nobody waits any more; that is no error.
                        let _ = lines.send(Ok(entry.message[PORT.len()..].to_owned()));
                    }
                    Ok(entry) => logged(entry),
                    // Libraries write to stderr, too, and so does a start that fails.
                    Err(_) => {
                        let _ = lines.send(Err(line));
                    }
                }
            }
        });
        let limit = Duration::from_millis(launch.timeout);
        thread::spawn(move || started(address(&received, limit)));
        Ok(Self {
            child,
            headless: options.headless,
            _data: data,
        })
    }
}

fn arguments(launch: &Launch, options: &TestOptions, data: &Path, mut command: Command) -> Command {
    command
        .arg("run")
        .arg(&launch.project)
        .args(["--auto-port", "0", "--log-format", "json", "--log-level"])
        .arg(options.log.level.as_str().to_ascii_lowercase())
        .arg("--data-dir")
        .arg(data);
    if options.headless {
        command.arg("--headless");
    }
    if options.skip_domain_check || launch.skip_domain_check {
        command.arg("--skip-domain-check");
    }
    if let Some(profile) = &options.device {
        command.arg("--device").arg(profile);
    }
    if let Some(theme) = options.theme {
        command.args(["--theme", theme.as_str()]);
    }
    command
}

fn address(
    lines: &mpsc::Receiver<Result<String, String>>,
    limit: Duration,
) -> Result<String, String> {
    let deadline = Instant::now() + limit;
    let mut said: Vec<String> = Vec::new();
    loop {
        let left = deadline.saturating_duration_since(Instant::now());
        match lines.recv_timeout(left) {
            Ok(Ok(address)) => return Ok(address),
            Ok(Err(line)) => said.push(line),
            Err(reason) => {
                let what = match reason {
                    RecvTimeoutError::Timeout => {
                        format!(
                            "the mini-program did not start within {} ms",
                            limit.as_millis()
                        )
                    }
                    RecvTimeoutError::Disconnected => "the mini-program ended at its start".into(),
                };
                let last = said.len().saturating_sub(LAST_LINES);
                let tail = said[last..].join("\n");
                return Err(format!("{what}\n{tail}").trim_end().to_owned());
            }
        }
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // Without a window, the end of its input is its end.
        drop(self.child.stdin.take());
        let deadline = Instant::now() + END;
        while self.headless && Instant::now() < deadline {
            if matches!(self.child.try_wait(), Ok(Some(_)) | Err(_)) {
                return;
            }
            thread::sleep(Duration::from_millis(5));
        }
        // It may have ended by itself, which is just as well.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
