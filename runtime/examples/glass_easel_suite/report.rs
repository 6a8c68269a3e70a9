//! Counting and printing.

use crate::engine::{Outcome, State};
use crate::explained::Explained;

pub struct FileResult {
    file: String,
    passed: usize,
    failed: usize,
    skipped: usize,
    not_applicable: usize,
    whole_file: Option<String>,
    /// Failures that nobody explained, with what happened.
    unexplained: Vec<(String, String)>,
    /// Explained failures that pass, or do not exist.
    stale: Vec<String>,
    names: Vec<(String, State)>,
}

impl FileResult {
    pub fn new(file: &str, outcomes: Vec<Outcome>, explained: &Explained) -> Self {
        let mut result = Self {
            file: file.to_owned(),
            passed: 0,
            failed: 0,
            skipped: 0,
            not_applicable: 0,
            whole_file: explained.whole_file(file).map(str::to_owned),
            unexplained: Vec::new(),
            stale: Vec::new(),
            names: Vec::new(),
        };
        for outcome in outcomes {
            result.count(outcome, explained);
        }
        if result.whole_file.is_none() {
            result.find_stale(explained);
        }
        result
    }

    fn count(&mut self, outcome: Outcome, explained: &Explained) {
        self.names.push((outcome.name.clone(), outcome.state));
        if explained.is_not_applicable(&self.file, &outcome.name) {
            self.not_applicable += 1;
            return;
        }
        match outcome.state {
            State::Passed => self.passed += 1,
            State::Skipped => self.skipped += 1,
            State::Failed => {
                self.failed += 1;
                if !explained.is_failure(&self.file, &outcome.name) {
                    self.unexplained.push((outcome.name, outcome.message));
                }
            }
        }
    }

    fn find_stale(&mut self, explained: &Explained) {
        let listed = explained.failures.iter().chain(&explained.not_applicable);
        for entry in listed.filter(|entry| entry.file == self.file) {
            for test in &entry.tests {
                let fails = self
                    .names
                    .iter()
                    .any(|(name, state)| name == test && *state == State::Failed);
                if !fails {
                    self.stale.push(test.clone());
                }
            }
        }
    }

    fn on_shadow_backend(&self, state: State) -> usize {
        let tests = self.names.iter();
        tests
            .filter(|(name, how)| *how == state && name.contains(SHADOW))
            .count()
    }

    pub fn print(&self, verbose: bool) {
        if self.whole_file.is_some() {
            println!("{:>5} {:>5}  {} (not applicable)", "-", "-", self.file);
            return;
        }
        let mut more = String::new();
        if self.skipped > 0 {
            more += &format!(", {} skipped by the suite", self.skipped);
        }
        if self.not_applicable > 0 {
            more += &format!(", {} not applicable", self.not_applicable);
        }
        println!("{:>5} {:>5}  {}{more}", self.passed, self.failed, self.file);
        for (name, message) in &self.unexplained {
            println!("      ✗ {name}");
            let lines = if verbose { usize::MAX } else { 4 };
            for line in message.lines().take(lines) {
                println!("          {line}");
            }
        }
        for name in &self.stale {
            println!("      ? listed as failing, but does not fail: {name}");
        }
    }
}

/// In the name of a test that runs against the suites' own backend in shadow mode, which we have none of.
const SHADOW: &str = "(shadow backend)";

/// Prints the sums. Whether nothing is unexplained or stale.
pub fn finish(results: &[FileResult], explained: &Explained, all_files: bool) -> bool {
    let sum = |count: fn(&FileResult) -> usize| results.iter().map(count).sum::<usize>();
    let passed = sum(|result| result.passed);
    let failed = sum(|result| result.failed);
    let run = passed + failed;
    let percent = if run == 0 {
        0.0
    } else {
        passed as f64 * 100.0 / run as f64
    };
    println!(
        "{passed} passed, {failed} failed of {run}: {percent:.2} %; {} skipped by the suites, {} tests and {} files not applicable",
        sum(|result| result.skipped),
        sum(|result| result.not_applicable),
        results
            .iter()
            .filter(|result| result.whole_file.is_some())
            .count(),
    );
    let on_shadow = |state: State| {
        results
            .iter()
            .map(|result| result.on_shadow_backend(state))
            .sum::<usize>()
    };
    let (shadow_passed, shadow_failed) = (on_shadow(State::Passed), on_shadow(State::Failed));
    println!(
        "on our backend {} passed, {} failed; on the suites' shadow backend {shadow_passed} passed, {shadow_failed} failed",
        passed - shadow_passed,
        failed - shadow_failed,
    );
    let unexplained = sum(|result| result.unexplained.len());
    let mut stale = sum(|result| result.stale.len());
    if all_files {
        for entry in explained.failures.iter().chain(&explained.not_applicable) {
            if !results.iter().any(|result| result.file == entry.file) {
                println!("listed, but not in the checkout: {}", entry.file);
                stale += 1;
            }
        }
    }
    if unexplained > 0 {
        println!("{unexplained} failures are not explained");
    }
    if stale > 0 {
        println!("{stale} entries of the list of explained failures are out of date");
    }
    let fine = unexplained == 0 && stale == 0;
    if fine {
        println!("every failure is one that the list explains");
    }
    fine
}
