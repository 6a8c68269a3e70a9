//! Reports of a run: text on the terminal, `junit.xml` and `report.html` in a folder.

mod html;
mod junit;
mod terminal;

use std::{fs, io, path::Path};

pub use terminal::Terminal;

use super::results::{Failure, Run};

/// Writes the files of a report.
///
/// # Errors
/// The folder or a file cannot be written.
pub fn write(run: &Run, folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    fs::write(folder.join("junit.xml"), junit::xml(run))?;
    fs::write(folder.join("report.html"), html::page(run))
}

/// `AssertionError: expected 1 to be 2`.
fn headline(failure: &Failure) -> String {
    match (failure.name.as_str(), failure.message.as_str()) {
        ("", message) => message.to_owned(),
        (name, "") => name.to_owned(),
        (name, message) => format!("{name}: {message}"),
    }
}

/// The text of a failure below its headline.
fn body(failure: &Failure) -> String {
    [
        failure.diff.trim_matches('\n'),
        failure.code_frame.as_deref().unwrap_or_default(),
        failure.stack.trim_end(),
    ]
    .into_iter()
    .filter(|part| !part.is_empty())
    .collect::<Vec<_>>()
    .join("\n\n")
}

fn plural(count: usize, what: &str) -> String {
    if count == 1 {
        format!("{count} {what}")
    } else {
        format!("{count} {what}s")
    }
}

#[cfg(test)]
pub mod sample {
    use crate::testing::results::{
        Failure, FileResult, Picture, PictureKind, Run, Snapshots, State, SuiteFailure, TestResult,
    };

    fn test(names: &[&str], state: State) -> TestResult {
        TestResult {
            id: String::new(),
            names: names.iter().map(|name| (*name).to_owned()).collect(),
            state,
            ms: 12.0,
            failures: Vec::new(),
            pictures: Vec::new(),
            log: Vec::new(),
        }
    }

    /// A run with one of everything.
    pub fn run() -> Run {
        let failure = Failure {
            name: "AssertionError".into(),
            message: "expected '<b>' to be 'a & b'\u{1b}[2J".into(),
            stack: "    at <anonymous> (tests/list.spec.js:3:5)\n".into(),
            diff: "- Expected\n+ Received\n\n- a & b\n+ <b>".into(),
            code_frame: Some("> 3 |   expect('<b>')\n    |   ^".into()),
        };
        let mut failed = test(&["list", "removes \"one\""], State::Fail);
        failed.failures = vec![failure.clone()];
        failed.pictures = vec![
            Picture {
                name: "when the test failed".into(),
                kind: PictureKind::Wxml,
                data: "pages/list/list\n<page>\n  <view>]]></view>\n</page>".into(),
            },
            Picture {
                name: "list.png".into(),
                kind: PictureKind::Png,
                data: "iVBORw0KGgo=".into(),
            },
        ];
        Run {
            project: "todo".into(),
            headless: true,
            time: "2026-01-02T03:04:05.006Z".into(),
            seconds: 1.25,
            files: vec![
                FileResult {
                    path: "tests/list.spec.js".into(),
                    tests: vec![
                        test(&["list", "adds"], State::Pass),
                        failed,
                        test(&["skipped"], State::Skip),
                        test(&["to do"], State::Todo),
                    ],
                    suites: Vec::new(),
                    snapshots: Snapshots {
                        written: 1,
                        ..Snapshots::default()
                    },
                    seconds: 1.0,
                    skipped: false,
                },
                FileResult {
                    path: "tests/broken.spec.ts".into(),
                    suites: vec![SuiteFailure {
                        names: Vec::new(),
                        failures: vec![failure],
                    }],
                    ..FileResult::default()
                },
            ],
        }
    }
}
