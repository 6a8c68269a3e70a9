//! `cargo xtask mobile-tests`: the Android library compiled against the real framework classes, and
//! its tests under Robolectric, without an Android SDK.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::json;

use crate::cache;
use crate::setup::{Purpose, packages};
use crate::steps::{capture, command, has, root, run, say};
use crate::tauri_kotlin;

/// Where the library is, from the repository's root.
const PROJECT: &str = "mobile/android";

/// Where in it Tauri's Kotlin is put.
const TAURI: &str = "target/tauri";

/// What the suites did, counted from Surefire's reports.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Summary {
    suites: usize,
    tests: usize,
    failed: usize,
    skipped: usize,
}

impl std::fmt::Display for Summary {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            formatter,
            "{} tests in {} suites: {} failed, {} skipped",
            self.tests, self.suites, self.failed, self.skipped
        )
    }
}

/// Compiles and tests `mobile/android`, and prints how many tests ran.
pub fn tests() -> Result<(), String> {
    stage_tauri()?;
    run_maven().map(|_| ())
}

/// The same, unless nothing that the tests read has changed since they passed on this machine.
/// Then the summary of that run is printed.
pub fn tests_of_changes() -> Result<(), String> {
    stage_tauri()?;
    let inputs = inputs()?;
    // Without a cache folder every run is a first one.
    let record = cache::folder()
        .ok()
        .map(|folder| folder.join("mobile-tests.json"));
    if let Some(passed) = record.as_deref().and_then(|file| recall(file, &inputs)) {
        say(&format!("unchanged since it passed: {passed}"));
        return Ok(());
    }
    let summary = run_maven()?;
    if let Some(file) = record {
        // A record that cannot be written costs the next run's time and nothing else.
        if let Err(reason) = remember(&file, &inputs, &summary) {
            say(&format!("{}: {reason}", file.display()));
        }
    }
    Ok(())
}

/// Puts Tauri's Kotlin where the project takes it from.
fn stage_tauri() -> Result<(), String> {
    tauri_kotlin::stage(&root().join(PROJECT).join(TAURI))
}

fn run_maven() -> Result<Summary, String> {
    if !has("mvn") || !has("javac") {
        if !has("dpkg-query") {
            return Err("install Maven 3.8 and a JDK 17 or newer first, then try again".into());
        }
        packages(Purpose::Mobile)?;
    }
    let project = root().join(PROJECT);
    let reports = project.join("target/surefire-reports");
    // An earlier run's reports must not be counted.
    if reports.exists() {
        fs::remove_dir_all(&reports).map_err(|error| format!("{}: {error}", reports.display()))?;
    }
    say("Android library: Kotlin and Robolectric");
    let outcome = run(command("mvn")
        .current_dir(&project)
        .args(["-q", "-B", "-ntp", "test"]));
    let summary = summarise(&reports)?;
    say(&summary.to_string());
    outcome?;
    if summary.tests == 0 {
        return Err(format!("no test ran; {} has no reports", reports.display()));
    }
    Ok(summary)
}

/// A hash of all that the tests read: the project, Tauri's Kotlin, the JDK, and the files outside of
/// the project that one of its files names.
fn inputs() -> Result<String, String> {
    let root = root();
    let project = root.join(PROJECT);
    let mut files = Vec::new();
    cache::collect(&project, &mut files);
    // Not found above, where build results are passed over.
    cache::collect(&project.join(TAURI), &mut files);
    for file in files.clone() {
        // What is no text names no files.
        let Ok(text) = fs::read_to_string(&file) else {
            continue;
        };
        for path in mentioned(&text) {
            // Tests start in the project's folder, build files know their own.
            for base in [Some(project.as_path()), file.parent()]
                .into_iter()
                .flatten()
            {
                let Ok(found) = base.join(path).canonicalize() else {
                    continue;
                };
                if found.starts_with(&root) {
                    cache::collect(&found, &mut files);
                }
            }
        }
    }
    let jdk = capture(command("javac").arg("-version")).unwrap_or_default();
    cache::hash(&root, &files, &jdk)
}

/// Paths in the text that lead out of the folder they start in.
fn mentioned(text: &str) -> Vec<&str> {
    let part_of_path = |c: char| c.is_ascii_alphanumeric() || "._-/".contains(c);
    text.split(|c| !part_of_path(c))
        .filter_map(|word| word.find("../").map(|at| &word[at..]))
        .collect()
}

fn recall(file: &Path, inputs: &str) -> Option<Summary> {
    let record: serde_json::Value = serde_json::from_slice(&fs::read(file).ok()?).ok()?;
    if record.get("inputs")?.as_str()? != inputs {
        return None;
    }
    let number = |name: &str| usize::try_from(record.get(name)?.as_u64()?).ok();
    Some(Summary {
        suites: number("suites")?,
        tests: number("tests")?,
        failed: number("failed")?,
        skipped: number("skipped")?,
    })
}

fn remember(file: &Path, inputs: &str, summary: &Summary) -> Result<(), String> {
    let record = json!({
        "inputs": inputs,
        "suites": summary.suites,
        "tests": summary.tests,
        "failed": summary.failed,
        "skipped": summary.skipped,
    });
    let folder: PathBuf = file.parent().unwrap_or(file).into();
    fs::create_dir_all(folder)
        .and_then(|()| fs::write(file, record.to_string()))
        .map_err(|error| error.to_string())
}

/// Adds the reports up; none where the folder is missing, as nothing compiled.
fn summarise(reports: &Path) -> Result<Summary, String> {
    let mut summary = Summary::default();
    let Ok(entries) = fs::read_dir(reports) else {
        return Ok(summary);
    };
    for entry in entries.flatten() {
        let path = entry.path();
        if path.extension().is_none_or(|extension| extension != "xml") {
            continue;
        }
        let text =
            fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        add(&mut summary, &text).map_err(|name| {
            format!(
                "{}: the suite has no attribute `{name}`; is this a report of Surefire?",
                path.display()
            )
        })?;
    }
    Ok(summary)
}

/// Counts one report; an error is the name of the attribute it lacks.
fn add(summary: &mut Summary, report: &str) -> Result<(), &'static str> {
    let suite = report
        .split_once("<testsuite ")
        .and_then(|(_, rest)| rest.split_once('>'))
        .map_or("", |(attributes, _)| attributes);
    let number = |name: &'static str| {
        suite
            .split_once(&format!(" {name}=\""))
            .and_then(|(_, rest)| rest.split_once('"'))
            .and_then(|(digits, _)| digits.parse::<usize>().ok())
            .ok_or(name)
    };
    summary.suites += 1;
    summary.tests += number("tests")?;
    summary.failed += number("failures")? + number("errors")?;
    summary.skipped += number("skipped")?;
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn reports_add_up() {
        let mut summary = Summary::default();
        let report = r#"<?xml version="1.0"?>
<testsuite xmlns:xsi="x" name="A" time="1.2" tests="5" errors="1" skipped="2" failures="1">
  <testcase name="tests=&quot;9&quot;"/>
</testsuite>"#;
        add(&mut summary, report).unwrap();
        add(&mut summary, report).unwrap();
        assert_eq!(
            summary,
            Summary {
                suites: 2,
                tests: 10,
                failed: 4,
                skipped: 4
            }
        );
    }

    #[test]
    fn what_is_no_report_is_an_error() {
        assert_eq!(add(&mut Summary::default(), "<html>"), Err("tests"));
    }

    #[test]
    fn files_outside_of_the_project_are_inputs() {
        assert_eq!(
            mentioned(
                r#"File("../../native-apis/src/error.rs"), ${basedir}/../x, a..b, "../$name""#
            ),
            ["../../native-apis/src/error.rs", "../x", "../"]
        );
    }

    #[test]
    fn a_record_holds_for_its_inputs_alone() {
        let file = std::env::temp_dir().join(format!("xtask-mobile-{}.json", std::process::id()));
        let summary = Summary {
            suites: 2,
            tests: 10,
            failed: 0,
            skipped: 1,
        };
        remember(&file, "a", &summary).unwrap();
        assert_eq!(recall(&file, "a"), Some(summary));
        assert_eq!(recall(&file, "b"), None);
        fs::write(&file, "{").unwrap();
        assert_eq!(recall(&file, "a"), None);
        fs::remove_file(&file).unwrap();
    }
}
