//! Runs every case of `tests/specs` headless, and in the real window where the case says so and a
//! display is there.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::{Arc, PoisonError, RwLock};

use libtest_mimic::{Arguments, Failed, Trial};
use peapod_tests::{Group, Hosts, Mode, Spec, run};

static SCREEN: RwLock<()> = RwLock::new(());

fn main() -> ExitCode {
    let mut arguments = Arguments::from_args();
    // Each case starts a host with webviews; more at once only makes all of them slow.
    arguments.test_threads = arguments.test_threads.or(Some(2));
    let has_display = std::env::var_os("DISPLAY").is_some_and(|value| !value.is_empty());
    let mut trials = Vec::new();
    for folder in cases(&Path::new(env!("CARGO_MANIFEST_DIR")).join("specs")) {
        let name = folder
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        if folder.join("cases.json").is_file() {
            trials.extend(group(&name, &folder, has_display));
            continue;
        }
        match Spec::read(&folder) {
            Err(error) => trials.push(Trial::test(name, move || Err(Failed::from(error)))),
            Ok(spec) => {
                if spec.headless {
                    trials.push(trial(&name, &folder, &spec, Mode::Headless));
                }
                if spec.window {
                    trials.push(
                        trial(&name, &folder, &spec, Mode::Window).with_ignored_flag(!has_display),
                    );
                }
            }
        }
    }
    libtest_mimic::run(&arguments, trials).exit_code()
}

fn trial(name: &str, folder: &Path, spec: &Spec, mode: Mode) -> Trial {
    let (folder, spec) = (folder.to_path_buf(), spec.clone());
    let kind = match mode {
        Mode::Headless => "headless",
        Mode::Window => "window",
    };
    Trial::test(format!("{name}::{kind}"), move || {
        // There is one mouse and one keyboard, and windows overlap: a case that uses them has the
        // screen to itself.
        let outcome = match mode {
            Mode::Window if spec.uses_pointer() => {
                let _alone = SCREEN.write().unwrap_or_else(PoisonError::into_inner);
                run(&folder, &spec, mode)
            }
            Mode::Window => {
                let _shared = SCREEN.read().unwrap_or_else(PoisonError::into_inner);
                run(&folder, &spec, mode)
            }
            Mode::Headless => run(&folder, &spec, mode),
        };
        outcome.map_err(Failed::from)
    })
}

/// A trial for each case of a group, in each mode.
fn group(name: &str, folder: &Path, has_display: bool) -> Vec<Trial> {
    let group = match Group::read(folder) {
        Ok(group) => group,
        Err(error) => {
            let failing = Trial::test(name, move || Err(Failed::from(error)));
            return vec![failing];
        }
    };
    let headless = Arc::new(Hosts::new(folder, &group, Mode::Headless));
    let window = Arc::new(Hosts::new(folder, &group, Mode::Window));
    let is_update = std::env::var_os("UPDATE").is_some();
    let mut trials = Vec::new();
    for case in group.cases {
        if case.headless {
            let (hosts, case) = (headless.clone(), case.clone());
            trials.push(Trial::test(
                format!("{name}/{}::headless", case.name),
                move || {
                    let outcome = match is_update {
                        true => hosts.update(&case),
                        false => hosts.run(&case),
                    };
                    outcome.map_err(Failed::from)
                },
            ));
        }
        if case.window && !is_update {
            let hosts = window.clone();
            let title = format!("{name}/{}::window", case.name);
            let trial = Trial::test(title, move || {
                let outcome = if case.uses_pointer() {
                    let _alone = SCREEN.write().unwrap_or_else(PoisonError::into_inner);
                    hosts.run(&case)
                } else {
                    let _shared = SCREEN.read().unwrap_or_else(PoisonError::into_inner);
                    hosts.run(&case)
                };
                outcome.map_err(Failed::from)
            });
            trials.push(trial.with_ignored_flag(!has_display));
        }
    }
    trials
}

fn cases(specs: &Path) -> Vec<PathBuf> {
    let mut folders: Vec<PathBuf> = std::fs::read_dir(specs)
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.join("steps.json").is_file() || path.join("cases.json").is_file())
        .collect();
    folders.sort();
    folders
}
