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

/// Even: each goes first as often as the other.
const ROUNDS: usize = 40;

/// Processor time of this process's threads, to the nanosecond; `None` where the system does not
/// say. Unlike a clock it does not count what else the machine does. (A thread that has ended is
/// not counted any more: the compiler's wait longer for work than a round takes.)
fn processor_time() -> Option<Duration> {
    let mut sum = Duration::ZERO;
    for thread in std::fs::read_dir("/proc/self/task").ok()? {
        let stat = std::fs::read_to_string(thread.ok()?.path().join("schedstat")).ok()?;
        let ran: u64 = stat.split_ascii_whitespace().next()?.parse().ok()?;
        sum += Duration::from_nanos(ran);
    }
    Some(sum)
}

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
    let (mut our_work, mut bare_work) = (Duration::ZERO, Duration::ZERO);
    for round in 0..ROUNDS {
        let compiler = in_memory()?;
        // Who comes second finds warm caches and memory that is already the process's.
        for is_ours in [round % 2 == 0, round % 2 != 0] {
            let before = processor_time();
            let start = Instant::now();
            // Both keep what they made, as the one who asked wants to use it.
            let mut kept = Vec::new();
            if is_ours {
                for entry in &entries {
                    compiler.template(entry);
                }
            } else {
                kept.extend(groups.iter().map(|files| compile_bare(files, &texts)));
            }
            let elapsed = start.elapsed();
            let work = processor_time()
                .zip(before)
                .map(|(after, before)| after.saturating_sub(before));
            let (times, sum) = if is_ours {
                (&mut ours, &mut our_work)
            } else {
                (&mut bare, &mut bare_work)
            };
            times.push(elapsed);
            *sum += work.unwrap_or_default();
        }
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
        "ratio of the best",
        ours.as_secs_f64() / bare.as_secs_f64()
    );
    if !bare_work.is_zero() {
        let per_round = |work: Duration| work.as_secs_f64() * 1000.0 / ROUNDS as f64;
        println!(
            "{:<20}{:>10.2}  ({:.1} and {:.1} ms of processor time per round)",
            "ratio of work",
            our_work.as_secs_f64() / bare_work.as_secs_f64(),
            per_round(our_work),
            per_round(bare_work)
        );
    }
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
fn compile_bare(files: &[String], texts: &BTreeMap<String, String>) -> String {
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
    group.get_tmpl_gen_object_groups().unwrap_or_default()
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
