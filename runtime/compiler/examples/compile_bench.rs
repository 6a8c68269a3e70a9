//! How long the WXML and WXS of a mini-program take, here and in glass-easel's compiler alone:
//! `cargo xtask bench --compile FOLDER`. Both make the same groups of the same texts in memory, in
//! turns, on one thread.
#![allow(clippy::print_stdout)]

use std::collections::BTreeMap;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::{Duration, Instant};

use glass_easel_template_compiler::TmplGroup;
use peapod_compiler::{Compiler, OpenOptions, Package};

const ROUNDS: usize = 7;

fn main() -> ExitCode {
    let Some(folder) = std::env::args().nth(1) else {
        eprintln!("give the folder of a mini-program");
        return ExitCode::FAILURE;
    };
    match bench(Path::new(&folder)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn bench(folder: &Path) -> Result<(), String> {
    let options = OpenOptions {
        allow_library: true,
        ..OpenOptions::default()
    };
    let package = Package::open(folder, &options).map_err(|error| error.to_string())?;
    let mut texts: BTreeMap<String, String> = BTreeMap::new();
    for path in package.files() {
        if path.ends_with(".wxml") || path.ends_with(".wxs") || path == "app.json" {
            let bytes = package.read(path).unwrap_or_default();
            texts.insert(
                path.to_owned(),
                String::from_utf8_lossy(&bytes).into_owned(),
            );
        }
    }
    let files = texts.len() - usize::from(texts.contains_key("app.json"));
    let bytes: usize = texts.values().map(String::len).sum();
    let entries: Vec<String> = texts
        .keys()
        .filter_map(|path| path.strip_suffix(".wxml"))
        .map(str::to_owned)
        .collect();
    let in_memory = || -> Result<Compiler, String> {
        let files = texts
            .iter()
            .map(|(path, text)| (path.clone(), text.clone().into_bytes()));
        let package = Package::from_files("bench", files).map_err(|error| error.to_string())?;
        Ok(Compiler::new(Arc::new(package), None))
    };
    let groups = groups(&in_memory()?, &entries);

    let (mut ours, mut bare) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let compiler = in_memory()?;
        let start = Instant::now();
        for entry in &entries {
            compiler.template(entry);
        }
        ours.push(start.elapsed());
        let start = Instant::now();
        for files in &groups {
            compile_bare(files, &texts);
        }
        bare.push(start.elapsed());
    }
    println!(
        "{files} WXML and WXS files, {} kB, {} templates; best and median of {ROUNDS} rounds",
        bytes / 1000,
        entries.len()
    );
    let ours = summary("peapod", ours);
    let bare = summary("glass-easel alone", bare);
    println!(
        "{:<20}{:>10.2}",
        "ratio",
        ours.as_secs_f64() / bare.as_secs_f64()
    );
    Ok(())
}

/// The files of each template's group.
fn groups(compiler: &Compiler, entries: &[String]) -> Vec<Vec<String>> {
    entries
        .iter()
        .map(|entry| compiler.files_of_template(entry))
        .collect()
}

/// What the compiler's own command line does with a group.
fn compile_bare(files: &[String], texts: &BTreeMap<String, String>) {
    let mut group = TmplGroup::new();
    for file in files {
        let Some(text) = texts.get(file) else {
            continue;
        };
        if let Some(path) = file.strip_suffix(".wxml") {
            group.add_tmpl(path, text);
        } else if let Some(path) = file.strip_suffix(".wxs") {
            group.add_script(path, text);
        }
    }
    // A broken template is as broken in both.
    let _ = std::hint::black_box(group.get_tmpl_gen_object_groups());
}

/// Prints a row and gives the best time.
fn summary(name: &str, mut times: Vec<Duration>) -> Duration {
    times.sort();
    let best = times[0];
    let median = times[times.len() / 2];
    println!(
        "{name:<20}{:>10.1} ms{:>10.1} ms",
        best.as_secs_f64() * 1000.0,
        median.as_secs_f64() * 1000.0
    );
    best
}
