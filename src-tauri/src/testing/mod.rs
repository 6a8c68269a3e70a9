//! `peapod test`: runs a project's spec files, as written for `miniprogram-automator` and Jest, and
//! reports. See `docs/testing.md`.
//!
//! Each spec file has a QuickJS of its own (`engine`), in which the bundle of `runtime/testing`
//! stands for Jest and the client. The mini-programs that it drives are processes of their own
//! (`process`), like those that the client of npm starts.

mod bindings;
mod discover;
mod engine;
mod options;
mod process;
mod report;
mod results;
mod scripts;
mod socket;

use std::{path::Path, process::ExitCode, time::Instant};

pub use options::{TestOptions, WINDOW_TIMEOUT};

use crate::{
    cli::{self, EXIT_USAGE},
    console, start,
};
use results::{FileResult, Run};

/// Runs the tests. Exit codes: 0 all passed, 1 a test failed, 2 nothing could be run.
pub fn run(options: &TestOptions) -> ExitCode {
    console::install(options.log.level);
    match tests_of(options) {
        Ok(run) if run.failed() => ExitCode::FAILURE,
        Ok(_) => ExitCode::SUCCESS,
        Err(message) => cli::fail(&message, EXIT_USAGE),
    }
}

fn tests_of(options: &TestOptions) -> Result<Run, String> {
    let project = options
        .project
        .canonicalize()
        .map_err(|error| format!("cannot open {}: {error}", options.project.display()))?;
    start::open_package(&project, None)?;
    let specs = discover::specs(&project, &options.files)?;
    let mut terminal = report::Terminal::new(options.log.color);
    let started = Instant::now();
    let time = console::now();
    let mut files: Vec<FileResult> = Vec::new();
    for spec in &specs {
        let stop = options.bail && files.iter().any(FileResult::failed);
        let result = if stop {
            FileResult::skipped(&project, spec)
        } else {
            engine::run(&project, spec, options)?
        };
        terminal.file(&result);
        files.push(result);
    }
    let run = Run {
        project: name_of(&project),
        headless: options.headless,
        time,
        seconds: started.elapsed().as_secs_f64(),
        files,
    };
    let folder = options.report.as_deref();
    if let Some(folder) = folder {
        report::write(&run, folder)
            .map_err(|error| format!("cannot write the report to {}: {error}", folder.display()))?;
    }
    terminal.summary(&run, folder);
    Ok(run)
}

fn name_of(project: &Path) -> String {
    project
        .file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default()
}
