//! Starts and stops a `peapod` process.

use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::{Client, Outcome};

/// How long a host may take to open its automation port; a cold start on a busy machine is slow.
const START: Duration = Duration::from_secs(90);

/// Which host a test runs in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    Headless,
    Window,
}

/// A running host; killed when dropped.
pub struct Host {
    child: Child,
    port: u16,
    log: Arc<Mutex<Vec<String>>>,
    _data: TempDir,
}

impl Host {
    /// Starts the binary on a mini-program with a data folder of its own.
    pub fn start(app: &Path, mode: Mode, extra: &[String]) -> Outcome<Self> {
        let data = TempDir::new().map_err(|error| error.to_string())?;
        let port = free_port()?;
        let mut command = Command::new(binary()?);
        command
            .arg("run")
            .arg(app)
            .args(["--auto-port", &port.to_string()])
            .args(extra)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::piped());
        if !extra.iter().any(|word| word == "--data-dir") {
            command.arg("--data-dir").arg(data.path());
        }
        match mode {
            Mode::Headless => {
                command.arg("--headless");
            }
            Mode::Window => {
                command.env("WEBKIT_DISABLE_DMABUF_RENDERER", "1");
            }
        }
        let mut child = command.spawn().map_err(|error| error.to_string())?;
        let log = Arc::new(Mutex::new(Vec::new()));
        if let Some(stderr) = child.stderr.take() {
            let log = Arc::clone(&log);
            std::thread::spawn(move || {
                for line in BufReader::new(stderr).lines().map_while(Result::ok) {
                    if let Ok(mut log) = log.lock() {
                        log.push(line);
                    }
                }
            });
        }
        Ok(Self {
            child,
            port,
            log,
            _data: data,
        })
    }

    /// Process id of the host.
    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// The automation port.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Waits until it has ended by itself, and ended well.
    pub fn ends(&mut self, patience: Duration) -> Outcome<()> {
        let deadline = Instant::now() + patience;
        loop {
            match self.child.try_wait().map_err(|error| error.to_string())? {
                Some(status) if status.success() => return Ok(()),
                Some(status) => return Err(format!("it ended with {status}\n{}", self.log())),
                None if Instant::now() > deadline => return Err("it did not end".to_owned()),
                None => std::thread::sleep(Duration::from_millis(50)),
            }
        }
    }

    /// Connects to the automation port and waits until the first page is there.
    pub fn connect(&mut self) -> Outcome<Client> {
        let deadline = Instant::now() + START;
        loop {
            if let Ok(mut client) = Client::connect(self.port)
                && client.page().is_ok()
            {
                return Ok(client);
            }
            if let Ok(Some(status)) = self.child.try_wait() {
                return Err(format!("the host ended ({status})\n{}", self.log()));
            }
            if Instant::now() > deadline {
                return Err(format!("no page within {START:?}\n{}", self.log()));
            }
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// What the host wrote to standard error so far.
    pub fn log(&self) -> String {
        self.log
            .lock()
            .map(|lines| lines.join("\n"))
            .unwrap_or_default()
    }
}

impl Drop for Host {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The binary under test: `PEAPOD_BIN`, or the debug build beside this test.
pub fn binary() -> Outcome<PathBuf> {
    if let Some(path) = std::env::var_os("PEAPOD_BIN") {
        return Ok(PathBuf::from(path));
    }
    let test = std::env::current_exe().map_err(|error| error.to_string())?;
    let found = test
        .ancestors()
        .map(|folder| folder.join(format!("peapod{}", std::env::consts::EXE_SUFFIX)))
        .find(|path| path.is_file());
    found.ok_or_else(|| "no peapod binary: run `cargo build --package peapod` first".to_string())
}

fn free_port() -> Outcome<u16> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).map_err(|error| error.to_string())?;
    let address = listener.local_addr().map_err(|error| error.to_string())?;
    Ok(address.port())
}
