//! `cargo xtask mobile-tests`: the Android library compiled against the real framework classes, and
//! its tests under Robolectric, without an Android SDK.

use std::fs;
use std::path::Path;

use crate::setup::{Purpose, packages};
use crate::steps::{command, has, root, run, say};
use crate::tauri_kotlin;

/// What the suites did, counted from Surefire's reports.
#[derive(Debug, Default, PartialEq, Eq)]
struct Summary {
    suites: usize,
    tests: usize,
    failed: usize,
    skipped: usize,
}

/// Compiles and tests `mobile/android`, and prints how many tests ran.
pub fn tests() -> Result<(), String> {
    if !has("mvn") || !has("javac") {
        if !has("dpkg-query") {
            return Err("install Maven 3.8 and a JDK 17 or newer first, then try again".into());
        }
        packages(Purpose::Mobile)?;
    }
    let project = root().join("mobile/android");
    let reports = project.join("target/surefire-reports");
    // An earlier run's reports must not be counted.
    if reports.exists() {
        fs::remove_dir_all(&reports).map_err(|error| format!("{}: {error}", reports.display()))?;
    }
    tauri_kotlin::stage(&project.join("target/tauri"))?;
    say("Android library: Kotlin and Robolectric");
    let outcome = run(command("mvn")
        .current_dir(&project)
        .args(["-q", "-B", "-ntp", "test"]));
    let summary = summarise(&reports)?;
    say(&format!(
        "{} tests in {} suites: {} failed, {} skipped",
        summary.tests, summary.suites, summary.failed, summary.skipped
    ));
    outcome?;
    if summary.tests == 0 {
        return Err(format!("no test ran; {} has no reports", reports.display()));
    }
    Ok(())
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
}
