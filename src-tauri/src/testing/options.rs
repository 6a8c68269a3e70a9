use std::path::PathBuf;

use crate::{cli::Theme, console::LogOptions};

/// Milliseconds that a test or a hook may take unless `--timeout` or `jest.setTimeout` says
/// otherwise. Jest has 5 s, which starting a mini-program on a busy machine can take alone.
pub const DEFAULT_TIMEOUT: u64 = 30_000;
/// The same with `--window`: a cold start of webviews on a busy machine has taken 40 s.
pub const WINDOW_TIMEOUT: u64 = 120_000;

/// `peapod test`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TestOptions {
    /// The project's folder.
    pub project: PathBuf,
    /// Parts of paths: spec files that contain none of them do not run. Empty takes all.
    pub files: Vec<String>,
    pub headless: bool,
    /// A regular expression for full test names.
    pub filter: Option<String>,
    pub bail: bool,
    /// Milliseconds that a test or a hook may take.
    pub timeout: u64,
    /// Where `junit.xml` and `report.html` go.
    pub report: Option<PathBuf>,
    pub update_snapshots: bool,
    pub device: Option<PathBuf>,
    pub theme: Option<Theme>,
    pub skip_domain_check: bool,
    pub log: LogOptions,
}

impl Default for TestOptions {
    fn default() -> Self {
        Self {
            project: PathBuf::new(),
            files: Vec::new(),
            headless: true,
            filter: None,
            bail: false,
            timeout: DEFAULT_TIMEOUT,
            report: None,
            update_snapshots: false,
            device: None,
            theme: None,
            skip_domain_check: false,
            log: LogOptions::default(),
        }
    }
}
