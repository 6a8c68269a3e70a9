//! Runs glass-easel's own tests in our engine, against our backend. Meant to be started by
//! `cargo xtask glass-easel-suite DIR`, which builds the JavaScript half (`runtime/framework/suite`)
//! first; `docs/glass-easel.md` says what stands in for what.
//!
//! ```text
//! cargo run -p peapod-runtime --example glass_easel_suite -- DIR [--only PART_OF_A_PATH] [--our-templates] [--verbose]
//! ```
#![allow(clippy::print_stdout)]

mod engine;
mod explained;
mod report;
mod staging;
mod views;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use explained::Explained;
use report::FileResult;

struct Arguments {
    checkout: PathBuf,
    only: Option<String>,
    mode: engine::Mode,
}

fn main() -> ExitCode {
    match arguments().and_then(|arguments| run(&arguments)) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

fn arguments() -> Result<Arguments, String> {
    let mut checkout = None;
    let (mut only, mut mode) = (None, engine::Mode::default());
    let mut words = std::env::args().skip(1);
    while let Some(word) = words.next() {
        match word.as_str() {
            "--only" => only = Some(words.next().ok_or("--only needs a part of a path")?),
            "--verbose" => mode.verbose = true,
            "--our-templates" => mode.our_templates = true,
            _ if checkout.is_none() && !word.starts_with('-') => {
                checkout = Some(PathBuf::from(word));
            }
            other => return Err(format!("there is no option `{other}`")),
        }
    }
    let checkout = checkout.ok_or("name the folder of a glass-easel checkout")?;
    Ok(Arguments {
        checkout,
        only,
        mode,
    })
}

/// Whether everything passed or failed as explained.
fn run(arguments: &Arguments) -> Result<bool, String> {
    let staged = staging::stage(&arguments.checkout)?;
    let explained = Explained::read(&staged.version, arguments.mode.our_templates)?;
    let bundles =
        engine::Bundles::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("framework/dist"))?;
    println!(
        "glass-easel {} of {}",
        staged.version,
        arguments.checkout.display()
    );
    let mut results = Vec::new();
    for file in &staged.tests {
        if let Some(part) = &arguments.only
            && !file.contains(part.as_str())
        {
            continue;
        }
        let outcomes = match explained.whole_file(file) {
            Some(_) => Vec::new(),
            None => engine::run_file(&staged, &bundles, file, arguments.mode)?,
        };
        let result = FileResult::new(file, outcomes, &explained);
        result.print(arguments.mode.verbose);
        results.push(result);
    }
    Ok(report::finish(
        &results,
        &explained,
        arguments.only.is_none(),
    ))
}
