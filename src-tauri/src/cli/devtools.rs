//! `peapod cli`: the command line of WeChat DevTools, as far as automation clients call it.
//!
//! Clients read standard output as an error message: it stays empty on success. Options of
//! `peapod run` may stand anywhere among the arguments (`launch({args: ['--headless']})`) or in
//! the variable `PEAPOD_CLI_ARGS`, for clients that pass none.

use std::{
    fs::{self, File},
    net::{Ipv4Addr, TcpStream},
    path::{Path, PathBuf},
    process::{Child, ExitCode, Stdio},
    time::{Duration, Instant},
};

use serde::{Deserialize, Serialize};

use super::{EXIT_USAGE, service, write_stdout};
use crate::{
    automation::{DEFAULT_PORT, ask_to_close},
    folders::Folders,
};

/// How long a host may take to open its port: it is opened before the package is compiled.
const START: Duration = Duration::from_secs(90);
/// How long a host may take to unload its pages and leave.
const END: Duration = Duration::from_secs(10);
/// Options of `peapod run` for clients that cannot pass any.
const MORE_ARGUMENTS: &str = "PEAPOD_CLI_ARGS";

/// Options of `peapod run` that take a value and may be passed on.
const RUN_VALUES: [&str; 9] = [
    "--page",
    "--device",
    "--data-dir",
    "--theme",
    "--auto-host",
    "--auto-token",
    "--log-format",
    "--log-level",
    "--color",
];
/// Those that take none.
const RUN_FLAGS: [&str; 3] = ["--headless", "--skip-domain-check", "--no-animation"];
/// Options of DevTools that mean nothing here, with a value.
const IGNORED_VALUES: [&str; 7] = [
    "--auto-account",
    "--ticket",
    "--test-ticket",
    "--port",
    "--lang",
    "--appid",
    "--ext-appid",
];

/// What was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Verb {
    Auto,
    Open,
    Close,
    Quit,
    /// Says where the HTTP service is, which some clients start projects by.
    IsLogin,
    /// Is that service.
    Serve,
    /// Nothing to do here: logging in, building npm packages (they are read as they are).
    Nothing,
    Unknown(String),
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Request {
    verb: Verb,
    project: Option<PathBuf>,
    port: Option<u16>,
    /// Passed on to `peapod run`.
    run: Vec<String>,
}

/// A mini-program that `cli auto` or `cli open` has started.
#[derive(Debug, Clone, Serialize, Deserialize, PartialEq, Eq)]
struct Started {
    project: PathBuf,
    port: u16,
    token: Option<String>,
}

/// Runs `peapod cli ARGUMENTS`.
pub fn run(arguments: &[String]) -> ExitCode {
    let more = std::env::var(MORE_ARGUMENTS).unwrap_or_default();
    let more = more.split_whitespace().map(str::to_owned);
    let all: Vec<String> = more.chain(arguments.iter().cloned()).collect();
    let request = parse(&all);
    if let Ok(request) = &request
        && request.verb == Verb::Serve
    {
        return service::serve(&request.run);
    }
    let outcome = request.and_then(|request| match request.verb {
        Verb::Auto => open(&request, request.port.unwrap_or(DEFAULT_PORT)),
        // minium opens the tools before it names a project; there are none to open.
        Verb::Open if request.project.is_none() => Ok(()),
        Verb::Open => open(&request, request.port.unwrap_or(0)),
        Verb::IsLogin => service::announce(&request.run),
        Verb::Close => {
            let project = request.project.as_deref().map(canonical);
            close(|started| project.as_deref().is_none_or(|it| it == started.project));
            Ok(())
        }
        Verb::Quit => {
            close(|_| true);
            Ok(())
        }
        Verb::Nothing | Verb::Serve => Ok(()),
        Verb::Unknown(verb) => Err(format!("cli {verb} unimplemented")),
    });
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            // Clients look for errors on standard output, people on standard error.
            write_stdout(&format!("{message}\n"));
            super::fail(&message, EXIT_USAGE)
        }
    }
}

fn parse(arguments: &[String]) -> Result<Request, String> {
    let mut request = Request {
        verb: Verb::Nothing,
        project: None,
        port: None,
        run: Vec::new(),
    };
    let mut verb = None;
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        let (name, inline) = match argument.split_once('=') {
            Some((name, value)) if name.starts_with("--") => (name, Some(value.to_owned())),
            _ => (argument.as_str(), None),
        };
        let mut value = || {
            let value = inline.clone().or_else(|| rest.next().cloned());
            value.ok_or_else(|| format!("`{name}` needs a value"))
        };
        match name {
            "--project" => request.project = Some(value()?.into()),
            "--auto-port" => {
                let port = value()?;
                let number = port
                    .parse()
                    .map_err(|_| format!("`{port}` is not a port"))?;
                request.port = Some(number);
            }
            // The first version of the tools' command line names the project with the verb.
            "--auto" | "--open" | "-o" | "--close" => {
                request.project = Some(value()?.into());
                verb = Some(match name {
                    "--auto" => Verb::Auto,
                    "--close" => Verb::Close,
                    _ => Verb::Open,
                });
            }
            "--quit" => verb = Some(Verb::Quit),
            "--login" | "-l" => verb = Some(Verb::Nothing),
            _ if RUN_VALUES.contains(&name) => {
                request.run.extend([name.to_owned(), value()?]);
            }
            _ if RUN_FLAGS.contains(&name) => request.run.push(name.to_owned()),
            _ if IGNORED_VALUES.contains(&name) => drop(value()?),
            // `--trust-project` and the like.
            _ if name.starts_with('-') => {}
            word if verb.is_none() => {
                verb = Some(match word {
                    "auto" => Verb::Auto,
                    "open" => Verb::Open,
                    "close" => Verb::Close,
                    "quit" => Verb::Quit,
                    "islogin" => Verb::IsLogin,
                    service::SERVE => Verb::Serve,
                    "login" | "build-npm" => Verb::Nothing,
                    other => Verb::Unknown(other.to_owned()),
                });
            }
            word => return Err(format!("`{word}` is one argument too many")),
        }
    }
    request.verb = verb.ok_or("which command? `auto`, `open`, `close`, `quit` or `login`")?;
    Ok(request)
}

fn open(request: &Request, port: u16) -> Result<(), String> {
    let project = request.project.as_deref();
    let project = project.ok_or("which project? --project DIR")?;
    start(project, port, &request.run)
}

/// Starts a host that outlives this process, and waits until its port is open. `run` are options
/// of `peapod run`.
///
/// # Errors
/// The port is in use, or the host does not start; the text is for the client.
pub fn start(project: &Path, port: u16, run: &[String]) -> Result<(), String> {
    if !project.is_dir() {
        return Err(format!("{}: no such folder", project.display()));
    }
    if port != 0 && is_open(port) {
        return Err(format!("Port {port} is in use"));
    }
    let port = if port == 0 { free_port()? } else { port };
    let mut run = run.to_vec();
    if !run.iter().any(|word| word == "--headless") && !has_display() {
        eprintln!("peapod: no display here, so --headless");
        run.push("--headless".to_owned());
    }
    let folder = registry();
    fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let log = folder.join(format!("{port}.log"));
    let mut child = spawn(project, port, &run, &log)?;
    let started = Started {
        project: canonical(project),
        port,
        token: value_of(&run, "--auto-token"),
    };
    wait(&mut child, port, &log)?;
    let entry = folder.join(format!("{port}.json"));
    let text = serde_json::to_string(&started).map_err(|error| error.to_string())?;
    fs::write(&entry, text).map_err(|error| format!("{}: {error}", entry.display()))
}

fn spawn(project: &Path, port: u16, run: &[String], log: &Path) -> Result<Child, String> {
    let host = std::env::current_exe().map_err(|error| error.to_string())?;
    let file = File::create(log).map_err(|error| format!("{}: {error}", log.display()))?;
    let mut command = std::process::Command::new(host);
    command
        .args(["run", "--detached", "--auto-port", &port.to_string()])
        .args(run)
        .arg(project)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(file);
    apart(&mut command);
    command.spawn().map_err(|error| error.to_string())
}

/// Ctrl-C in the terminal of a script is not meant for what outlives it.
pub fn apart(command: &mut std::process::Command) {
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(command, 0);
    #[cfg(not(unix))]
    let _ = command;
}

fn wait(child: &mut Child, port: u16, log: &Path) -> Result<(), String> {
    let deadline = Instant::now() + START;
    loop {
        if is_open(port) {
            return Ok(());
        }
        let ended = child.try_wait().map_err(|error| error.to_string())?;
        if ended.is_some() || Instant::now() > deadline {
            // What the host said last is why.
            let text = fs::read_to_string(log).unwrap_or_default();
            let line = text.lines().rfind(|line| !line.trim().is_empty());
            return Err(line.unwrap_or("the host did not start").to_owned());
        }
        std::thread::sleep(Duration::from_millis(50));
    }
}

/// Closes what was started here and fits; what is gone already is forgotten.
fn close(fits: impl Fn(&Started) -> bool) {
    for file in fs::read_dir(registry()).into_iter().flatten().flatten() {
        let path = file.path();
        if path.extension().is_none_or(|it| it != "json") {
            continue;
        }
        let started = fs::read_to_string(&path)
            .ok()
            .and_then(|text| serde_json::from_str::<Started>(&text).ok());
        let Some(started) = started.filter(&fits) else {
            continue;
        };
        match ask_to_close(started.port, started.token.as_deref()) {
            Ok(()) => await_end(started.port),
            Err(error) => eprintln!("peapod: port {}: {error}", started.port),
        }
        // Gone or not: this file has served.
        let _ = fs::remove_file(&path);
    }
}

/// Waits until a host that has said goodbye is gone: clients start the next one on the same port.
fn await_end(port: u16) {
    let deadline = Instant::now() + END;
    while is_open(port) && Instant::now() < deadline {
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// Where started hosts are noted, with their logs: for all data folders the same, since `close`
/// knows the project alone.
fn registry() -> PathBuf {
    Folders::new(None).cache.join("cli")
}

fn value_of(run: &[String], option: &str) -> Option<String> {
    let at = run.iter().position(|word| word == option)?;
    run.get(at + 1).cloned()
}

fn canonical(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| path.to_owned())
}

fn is_open(port: u16) -> bool {
    let address = (Ipv4Addr::LOCALHOST, port).into();
    TcpStream::connect_timeout(&address, Duration::from_secs(1)).is_ok()
}

fn free_port() -> Result<u16, String> {
    let listener = std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0));
    let address = listener.and_then(|it| it.local_addr());
    address
        .map(|it| it.port())
        .map_err(|error| error.to_string())
}

fn has_display() -> bool {
    !cfg!(target_os = "linux")
        || ["DISPLAY", "WAYLAND_DISPLAY"]
            .iter()
            .any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn words(line: &str) -> Result<Request, String> {
        let words: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
        parse(&words)
    }

    #[test]
    fn what_the_clients_spawn() {
        // miniprogram-automator, with `args: ['--headless', '--data-dir', 'd']`.
        let js = words(
            "--headless --data-dir d auto --project /app --auto-port 9421 --auto-account x --trust-project",
        )
        .unwrap();
        let minium = words("auto --project /app --auto-port 9421 --test-ticket t").unwrap();
        for request in [&js, &minium] {
            assert_eq!(request.verb, Verb::Auto);
            assert_eq!(request.project.as_deref(), Some(Path::new("/app")));
            assert_eq!(request.port, Some(9421));
        }
        assert_eq!(js.run, ["--headless", "--data-dir", "d"]);
        assert_eq!(words("open").unwrap().project, None);
        assert_eq!(words("close --project /app").unwrap().verb, Verb::Close);
        assert_eq!(words("login").unwrap().verb, Verb::Nothing);
        let old = words("--auto /app --auto-port=1").unwrap();
        assert_eq!((old.verb, old.port), (Verb::Auto, Some(1)));
    }

    #[test]
    fn mistakes() {
        for (line, text) in [
            ("", "which command"),
            ("auto a b", "too many"),
            ("auto --auto-port", "needs a value"),
            ("auto --auto-port x", "not a port"),
        ] {
            assert!(words(line).unwrap_err().contains(text), "{line}");
        }
        assert_eq!(
            words("preview").unwrap().verb,
            Verb::Unknown("preview".into())
        );
    }
}
