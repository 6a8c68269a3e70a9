//! The log of a mini-program, line by line: `tests/console/app` against `tests/console/*.expected`.
//! `PEAPOD_UPDATE=1` writes those files anew.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::io::{BufRead, BufReader, Read as _, Write as _};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;

use serde_json::Value;

/// Runs the fixture until the error that is its last word, and returns the log.
fn log(arguments: &[&str], is_last: impl Fn(&str) -> bool) -> Vec<String> {
    let data = tempfile::tempdir().unwrap();
    let app = Path::new(env!("CARGO_MANIFEST_DIR")).join("console/app");
    let mut child = Command::new(peapod_tests::binary().unwrap())
        .arg("run")
        .arg(app)
        .args(["--headless", "--data-dir"])
        .arg(data.path())
        .args(arguments)
        .env_remove("NO_COLOR")
        .stdin(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = Vec::new();
    for line in BufReader::new(child.stderr.take().unwrap()).lines() {
        let line = line.unwrap();
        let last = is_last(&line);
        lines.push(line.replace(&data.path().display().to_string(), "DATA"));
        if last {
            break;
        }
    }
    child.kill().unwrap();
    child.wait().unwrap();
    lines
}

/// Replaces what differs from run to run: times of day, and how long calls took.
fn steady(line: &str) -> String {
    let line = without_duration(line);
    let mut words: Vec<String> = line.split(' ').map(str::to_owned).collect();
    for at in 0..words.len() {
        if is_time(&words[at]) {
            words[at] = "TIME".to_owned();
        }
        let number = words[at].trim_start_matches("\u{1b}[2m").to_owned();
        let next_is_ms = words.get(at + 1).is_some_and(|it| it.starts_with("ms"));
        if next_is_ms && !number.is_empty() && number.bytes().all(|it| it.is_ascii_digit()) {
            let style = words[at].len() - number.len();
            words[at].replace_range(style.., "N");
        }
    }
    words.join(" ")
}

/// On a busy machine the `setData` of the fixture is slow as well as large.
fn without_duration(line: &str) -> String {
    match line.split_once(" KiB in ") {
        Some((head, tail)) => match tail.split_once(';') {
            Some((_, rest)) => format!("{head} KiB;{rest}"),
            None => line.to_owned(),
        },
        None => line.to_owned(),
    }
}

fn is_time(word: &str) -> bool {
    let word = word
        .trim_start_matches("\u{1b}[2m")
        .trim_end_matches("\u{1b}[0m");
    word.len() == "03:04:05.006".len()
        && word
            .chars()
            .all(|it| it.is_ascii_digit() || ":.".contains(it))
}

fn compare(name: &str, found: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("console")
        .join(name);
    if std::env::var_os("PEAPOD_UPDATE").is_some() {
        fs::write(&path, found).unwrap();
    }
    let expected = fs::read_to_string(&path).unwrap();
    assert_eq!(found, expected, "{}", path.display());
}

#[test]
fn text_and_colours() {
    for (name, color) in [("text.expected", "never"), ("colors.expected", "always")] {
        let lines = log(&["--color", color], |line| line.contains("8 | }"));
        let lines: Vec<String> = lines.iter().map(|line| steady(line)).collect();
        compare(name, &(lines.join("\n") + "\n"));
    }
}

#[test]
fn no_colours_without_a_terminal() {
    let lines = log(&[], |line| line.contains("8 | }"));
    assert!(!lines.join("\n").contains('\u{1b}'), "{lines:?}");
}

#[test]
fn json_lines() {
    let arguments = ["--log-format", "json", "--log-level", "debug"];
    let lines = log(&arguments, |line| line.contains("\"kind\":\"exception\""));
    let mut found = String::new();
    for line in lines {
        let mut entry: Value = serde_json::from_str(&line).unwrap();
        let time = entry["time"].as_str().unwrap().to_owned();
        assert_eq!(time.len(), "2026-01-02T03:04:05.006Z".len(), "{time}");
        entry["time"] = "TIME".into();
        entry["message"] = without_duration(entry["message"].as_str().unwrap()).into();
        if entry["details"]["ms"].is_u64() {
            entry["details"]["ms"] = 0.into();
        }
        found.push_str(&entry.to_string());
        found.push('\n');
    }
    compare("json.expected", &found);
}

#[test]
fn a_request_that_goes_through() {
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let port = listener.local_addr().unwrap().port();
    let server = thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut request = [0; 4096];
        assert!(stream.read(&mut request).unwrap() > 0);
        let body = "x".repeat(1536);
        let head = "HTTP/1.1 404 Not Found\r\ncontent-length: 1536\r\nconnection: close\r\n\r\n";
        stream
            .write_all((head.to_owned() + &body).as_bytes())
            .unwrap();
    });
    let page = format!("pages/home/home?server=http%3A%2F%2F127.0.0.1%3A{port}");
    let lines = log(&["--page", &page, "--skip-domain-check"], |line| {
        line.contains("/items?page=2")
    });
    server.join().unwrap();
    let last = steady(lines.last().unwrap()).replace(&port.to_string(), "PORT");
    assert_eq!(
        last,
        "TIME warn  GET http://127.0.0.1:PORT/items?page=2 404 1.5 KiB N ms"
    );
}
