//! How a run went.

use std::path::Path;

use serde::Deserialize;

use crate::console::Entry;

/// The outcome of one test.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    Pass,
    Fail,
    Skip,
    Todo,
}

/// Something that was thrown, with the author's places.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Failure {
    /// Name of the error's class.
    pub name: String,
    pub message: String,
    /// Lines `    at f (tests/a.spec.js:3:5)`; paths are relative to the project.
    pub stack: String,
    /// Expected and received, line by line; empty where there is nothing to compare.
    pub diff: String,
    /// The lines around the innermost place; filled in here.
    #[serde(skip)]
    pub code_frame: Option<String>,
}

/// What a screenshot shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PictureKind {
    /// The window, as base64 of a PNG.
    Png,
    /// The page's path and element tree as text, where nothing is drawn.
    Wxml,
}

/// A screenshot that a spec asked for, or that a failure left.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Picture {
    pub name: String,
    pub kind: PictureKind,
    pub data: String,
}

/// One test.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct TestResult {
    #[serde(default)]
    pub id: String,
    /// Names of the `describe`s around it, and its own.
    pub names: Vec<String>,
    pub state: State,
    pub ms: f64,
    pub failures: Vec<Failure>,
    pub pictures: Vec<Picture>,
    /// What was logged while it ran.
    #[serde(skip)]
    pub log: Vec<Entry>,
}

/// A failure outside of a test.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct SuiteFailure {
    /// Names of the `describe`s; none for the file itself.
    pub names: Vec<String>,
    pub failures: Vec<Failure>,
}

/// What became of a file's snapshots.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
pub struct Snapshots {
    pub written: u64,
    pub updated: u64,
    pub failed: u64,
    pub obsolete: u64,
}

/// What the bundle says; see `Report` in `runtime/testing/src/host.ts`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(tag = "type", rename_all = "camelCase")]
pub enum Report {
    TestStart { id: String },
    Test(TestResult),
    Suite(SuiteFailure),
    Done { snapshots: Snapshots },
}

/// One spec file.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct FileResult {
    /// Path relative to the project.
    pub path: String,
    pub tests: Vec<TestResult>,
    pub suites: Vec<SuiteFailure>,
    pub snapshots: Snapshots,
    pub seconds: f64,
    /// `--bail` ended the run before this file.
    pub skipped: bool,
}

impl FileResult {
    /// A file that was not run.
    pub fn skipped(project: &Path, spec: &Path) -> Self {
        Self {
            path: relative(project, spec),
            skipped: true,
            ..Self::default()
        }
    }

    /// Whether anything in it failed.
    pub fn failed(&self) -> bool {
        !self.suites.is_empty() || self.tests.iter().any(|test| test.state == State::Fail)
    }

    /// How many tests came out so.
    pub fn count(&self, state: State) -> usize {
        self.tests.iter().filter(|test| test.state == state).count()
    }
}

/// All files.
#[derive(Debug, Clone, PartialEq)]
pub struct Run {
    /// Name of the project's folder.
    pub project: String,
    pub headless: bool,
    /// When it began: RFC 3339, UTC.
    pub time: String,
    pub seconds: f64,
    pub files: Vec<FileResult>,
}

impl Run {
    /// Whether anything failed.
    pub fn failed(&self) -> bool {
        self.files.iter().any(FileResult::failed)
    }

    /// How many tests came out so.
    pub fn count(&self, state: State) -> usize {
        self.files.iter().map(|file| file.count(state)).sum()
    }
}

/// A path as reports show it: relative to the project, with `/`.
pub fn relative(project: &Path, path: &Path) -> String {
    let path = path.strip_prefix(project).unwrap_or(path);
    path.to_string_lossy().replace('\\', "/")
}
