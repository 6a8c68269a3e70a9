//! `peapod test`: what it prints, writes and answers, for `tests/testing/app` and `examples/todo`.
//! `PEAPOD_UPDATE=1` writes `tests/testing/*.expected` anew.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use peapod_tests::{Host, Mode};

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn run(project: &Path, arguments: &[&str], environment: &[(&str, &str)]) -> Output {
    Command::new(peapod_tests::binary().unwrap())
        .arg("test")
        .arg(project)
        .args(arguments)
        .env_remove("CI")
        .envs(environment.iter().copied())
        .stdin(Stdio::null())
        .output()
        .unwrap()
}

/// A copy of the fixture, since specs write snapshots beside themselves.
fn fixture() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("testing/app");
    copy(&from, folder.path());
    folder
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// Takes out how long things took.
fn steady(text: &str) -> String {
    let mut out = String::new();
    for line in text.lines() {
        let line = match line.rsplit_once(" (") {
            Some((head, tail)) if tail.ends_with("s)") => head,
            _ => line,
        };
        let line = if line.starts_with("Time:") {
            "Time:       N s"
        } else {
            line
        };
        out.push_str(line);
        out.push('\n');
    }
    out
}

#[test]
fn what_passes() {
    let project = fixture();
    let mut host = Host::start(project.path(), Mode::Headless, &[]).unwrap();
    host.connect().unwrap();
    let endpoint = format!("ws://127.0.0.1:{}", host.port());
    let environment = [("TEST_ENDPOINT", endpoint.as_str())];
    let output = run(project.path(), &["passes"], &environment);
    let text = stdout(&output);
    assert_eq!(output.status.code(), Some(0), "{text}");
    assert!(text.contains("12 passed, 12 total"), "{text}");
    assert!(text.contains("2 snapshots written"), "{text}");

    let snapshot = project
        .path()
        .join("tests/__snapshots__/passes.spec.ts.snap");
    let written = fs::read_to_string(&snapshot).unwrap();
    assert!(written.starts_with("// Jest Snapshot v1"), "{written}");
    assert!(written.contains("exports[`matchers of snapshots: again 1`] = `"));
    fs::write(&snapshot, written.replace("\"id\": 1", "\"id\": 2")).unwrap();
    let only = ["passes", "-t", "matchers of snapshots"];
    let output = run(project.path(), &only, &[]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stdout(&output).contains("1 failed, 11 skipped, 12 total"));
    let update = ["passes", "-t", "matchers of snapshots", "-u"];
    assert_eq!(run(project.path(), &update, &[]).status.code(), Some(0));
    assert_eq!(fs::read_to_string(&snapshot).unwrap(), written);
}

#[test]
fn what_fails() {
    let project = fixture();
    let report = project.path().join("out");
    let arguments = ["fails", "syntax", "--report", report.to_str().unwrap()];
    let output = run(project.path(), &arguments, &[]);
    assert_eq!(output.status.code(), Some(1));
    let found = steady(&stdout(&output)).replace(report.to_str().unwrap(), "OUT");
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("testing/fails.expected");
    if std::env::var_os("PEAPOD_UPDATE").is_some() {
        fs::write(&path, &found).unwrap();
    }
    assert_eq!(found, fs::read_to_string(&path).unwrap());

    let junit = fs::read_to_string(report.join("junit.xml")).unwrap();
    assert!(
        junit.contains("tests=\"8\" failures=\"5\" errors=\"1\""),
        "{junit}"
    );
    let page = fs::read_to_string(report.join("report.html")).unwrap();
    assert!(page.contains("element tree of pages/home/home"));
    assert!(page.contains("&lt;view id=&quot;count&quot;"));

    let output = run(project.path(), &["fails", "syntax", "--bail"], &[]);
    let text = stdout(&output);
    assert!(text.contains("SKIP tests/syntax.spec.js"), "{text}");
    assert!(text.contains("1 failed"), "{text}");
}

#[test]
fn what_cannot_be_run() {
    let project = fixture();
    for (arguments, reason) in [
        (
            &["nothing"][..],
            "none of the 4 spec files has nothing in its path",
        ),
        (&["passes", "-t", "("], "regular expression"),
        (&["--frob"], "no option `--frob`"),
    ] {
        let output = run(project.path(), arguments, &[]);
        let text = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{text}");
        assert!(text.contains(reason), "{text}");
    }
    let output = run(project.path(), &["empty"], &[]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stdout(&output).contains("the spec file has no tests"));
    let output = run(Path::new("/nonexistent"), &[], &[]);
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn the_example_without_a_window() {
    let output = run(&repository().join("examples/todo"), &[], &[]);
    let text = stdout(&output);
    assert_eq!(output.status.code(), Some(0), "{text}");
    assert!(text.contains("12 passed, 12 total"), "{text}");
}

#[test]
fn the_example_in_the_window() {
    if std::env::var_os("DISPLAY").is_none_or(|value| value.is_empty()) {
        eprintln!("there is no display");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let report = folder.path().to_str().unwrap();
    let arguments = ["--window", "--report", report];
    let output = run(&repository().join("examples/todo"), &arguments, &[]);
    let text = stdout(&output) + &String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{text}");
    let page = fs::read_to_string(folder.path().join("report.html")).unwrap();
    assert!(page.contains("src=\"data:image/png;base64,iVBOR"), "{text}");
}
