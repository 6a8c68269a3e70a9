//! The HTTP service of WeChat DevTools, as far as `@weapp-vite/miniprogram-automator` uses it: it spawns
//! `cli islogin`, reads the service's address from what that prints, and asks `/auto` for the project.
//!
//! One process serves one `/auto` and is gone: it was started with the options of that launch.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{Ipv4Addr, TcpListener, TcpStream},
    process::{ExitCode, Stdio},
    time::{Duration, Instant},
};

use serde_json::{Value, json};
use url::Url;

use super::{devtools, write_stdout};

/// The word by which this program starts itself as the service.
pub const SERVE: &str = "$service";
/// A launch that has not come by then never will.
const IDLE: Duration = Duration::from_secs(120);
/// A client that has not sent its request by then is cut off.
const REQUEST: Duration = Duration::from_secs(5);
/// Bytes of a request's line and headers.
const HEAD: u64 = 16 << 10;

/// `cli islogin`: starts the service, and says where it is in the words that clients look for.
///
/// # Errors
/// The service does not start.
pub fn announce(run: &[String]) -> Result<(), String> {
    let program = std::env::current_exe().map_err(|error| error.to_string())?;
    let mut command = std::process::Command::new(program);
    command
        .args(["cli", SERVE])
        .args(run)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    devtools::apart(&mut command);
    let mut child = command.spawn().map_err(|error| error.to_string())?;
    let mut port = String::new();
    if let Some(output) = child.stdout.take() {
        let mut output = BufReader::new(output);
        output
            .read_line(&mut port)
            .map_err(|error| error.to_string())?;
    }
    let port: u16 = port
        .trim()
        .parse()
        .map_err(|_| "the service did not start".to_owned())?;
    write_stdout(&format!(
        "IDE server started, listening on http://127.0.0.1:{port}\n{{\"login\":true}}\n"
    ));
    Ok(())
}

/// Serves until a mini-program has been started, or nobody has asked for one.
pub fn serve(run: &[String]) -> ExitCode {
    let Ok(listener) = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)) else {
        return ExitCode::FAILURE;
    };
    let Ok(address) = listener.local_addr() else {
        return ExitCode::FAILURE;
    };
    write_stdout(&format!("{}\n", address.port()));
    if listener.set_nonblocking(true).is_err() {
        return ExitCode::FAILURE;
    }
    let deadline = Instant::now() + IDLE;
    while Instant::now() < deadline {
        match listener.accept() {
            Ok((stream, _)) => {
                if answer(&stream, run).unwrap_or(false) {
                    return ExitCode::SUCCESS;
                }
            }
            Err(_) => std::thread::sleep(Duration::from_millis(20)),
        }
    }
    ExitCode::SUCCESS
}

/// Answers one request; true when it has started a mini-program.
fn answer(mut stream: &TcpStream, run: &[String]) -> std::io::Result<bool> {
    stream.set_nonblocking(false)?;
    stream.set_read_timeout(Some(REQUEST))?;
    let mut head = Vec::new();
    for line in BufReader::new(stream.take(HEAD)).lines() {
        let line = line?;
        if line.is_empty() {
            break;
        }
        head.push(line);
    }
    let (status, body, done) = match respond(&head, run) {
        Ok(body) => ("200 OK", body, true),
        Err((status, message)) => (status, json!({ "message": message }), false),
    };
    let body = body.to_string();
    write!(
        stream,
        "HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
        body.len()
    )?;
    Ok(done)
}

type Refusal = (&'static str, String);

fn respond(head: &[String], run: &[String]) -> Result<Value, Refusal> {
    let url = requested(head)?;
    if url.path() != "/auto" && url.path() != "/v2/auto" {
        return Err(("404 Not Found", format!("{} unimplemented", url.path())));
    }
    let field = |names: &[&str]| {
        url.query_pairs()
            .find(|(name, _)| names.contains(&&**name))
            .map(|(_, value)| value.into_owned())
    };
    let project = field(&["project", "projectpath"]).unwrap_or_default();
    let port = field(&["autoPort", "port"])
        .and_then(|port| port.parse().ok())
        .unwrap_or(crate::automation::DEFAULT_PORT);
    devtools::start(project.as_ref(), port, run)
        .map_err(|message| ("500 Internal Server Error", message))?;
    Ok(json!({ "autoPort": port }))
}

/// What is asked for. Web pages may send requests to this machine too: browsers say so, and a name
/// that leads here is not this machine's name.
fn requested(head: &[String]) -> Result<Url, Refusal> {
    let refused = |what: &str| Err(("403 Forbidden", what.to_owned()));
    let header = |name: &str| {
        head.iter().skip(1).find_map(|line| {
            let (found, value) = line.split_once(':')?;
            found.eq_ignore_ascii_case(name).then(|| value.trim())
        })
    };
    if header("origin").is_some() {
        return refused("not for web pages");
    }
    let host = header("host").unwrap_or_default();
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    if !["127.0.0.1", "localhost"].contains(&name) {
        return refused("not for this host");
    }
    let mut words = head.first().map_or("", |line| line).split(' ');
    let target = match (words.next(), words.next()) {
        (Some("GET"), Some(target)) => target,
        _ => return Err(("405 Method Not Allowed", "GET alone".to_owned())),
    };
    Url::parse("http://127.0.0.1/")
        .and_then(|base| base.join(target))
        .map_err(|error| ("400 Bad Request", error.to_string()))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn head(lines: &[&str]) -> Vec<String> {
        lines.iter().map(|line| (*line).to_owned()).collect()
    }

    #[test]
    fn only_programs_of_this_machine_are_served() {
        let good = head(&[
            "GET /auto?project=%2Fa&port=7 HTTP/1.1",
            "Host: 127.0.0.1:9",
        ]);
        let url = requested(&good).unwrap();
        assert_eq!(
            (url.path(), url.query()),
            ("/auto", Some("project=%2Fa&port=7"))
        );
        for lines in [
            &["GET /auto HTTP/1.1", "Host: evil.example:9"][..],
            &[
                "GET /auto HTTP/1.1",
                "Host: 127.0.0.1",
                "Origin: http://localhost",
            ],
            &["GET /auto HTTP/1.1"],
            &["POST /auto HTTP/1.1", "Host: localhost:9"],
            &["", "Host: localhost:9"],
            &[],
        ] {
            assert!(requested(&head(lines)).is_err(), "{lines:?}");
        }
        let unknown = head(&["GET /upload HTTP/1.1", "host: localhost:9"]);
        assert_eq!(respond(&unknown, &[]).unwrap_err().0, "404 Not Found");
    }
}
