//! The report on standard output.

use std::path::Path;

use super::{
    super::results::{Failure, FileResult, Run, Snapshots, State},
    headline, plural,
};
use crate::{
    cli::write_stdout,
    console::{ColorChoice, Painter, Style, harmless},
};

/// Slower tests say how long they took.
const SLOW_MS: f64 = 100.0;

/// Writes as the run goes on.
pub struct Terminal {
    painter: Painter,
}

impl Terminal {
    /// A report on standard output.
    pub fn new(color: ColorChoice) -> Self {
        Self {
            painter: Painter {
                colors: color.enabled(&std::io::stdout()),
            },
        }
    }

    /// Writes what happened in a file.
    pub fn file(&mut self, file: &FileResult) {
        write_stdout(&file_text(file, self.painter));
    }

    /// Writes the sums.
    pub fn summary(&self, run: &Run, report: Option<&Path>) {
        write_stdout(&summary_text(run, report, self.painter));
    }
}

fn file_text(file: &FileResult, painter: Painter) -> String {
    if file.skipped {
        return format!("{} {}\n", painter.paint(Style::Yellow, "SKIP"), file.path);
    }
    let (word, style) = if file.failed() {
        ("FAIL", Style::Red)
    } else {
        ("PASS", Style::Green)
    };
    let mut out = format!(
        "{} {} {}\n",
        painter.paint(style, word),
        painter.paint(Style::Bold, &file.path),
        painter.paint(Style::Dim, &format!("({:.1} s)", file.seconds))
    );
    let mut open: Vec<String> = Vec::new();
    for test in &file.tests {
        let Some((name, groups)) = test.names.split_last() else {
            continue;
        };
        let shared = open.iter().zip(groups).take_while(|(a, b)| a == b).count();
        for (depth, group) in groups.iter().enumerate().skip(shared) {
            out.push_str(&format!("{}{}\n", "  ".repeat(depth + 1), harmless(group)));
        }
        open = groups.to_vec();
        let (mark, style) = match test.state {
            State::Pass => ("✓", Style::Green),
            State::Fail => ("✗", Style::Red),
            State::Skip => ("○", Style::Yellow),
            State::Todo => ("✎", Style::Magenta),
        };
        let took = if test.ms >= SLOW_MS {
            painter.paint(Style::Dim, &format!(" ({:.0} ms)", test.ms))
        } else {
            String::new()
        };
        out.push_str(&format!(
            "{}{} {}{took}\n",
            "  ".repeat(groups.len() + 1),
            painter.paint(style, mark),
            harmless(name)
        ));
    }
    out.push('\n');
    for suite in &file.suites {
        let title = match &suite.names[..] {
            [] => "the spec file".to_owned(),
            names => format!("{} (outside of its tests)", names.join(" › ")),
        };
        failures(&mut out, &title, &suite.failures, painter);
    }
    for test in file.tests.iter().filter(|test| test.state == State::Fail) {
        failures(&mut out, &test.names.join(" › "), &test.failures, painter);
    }
    out
}

fn failures(out: &mut String, title: &str, failures: &[Failure], painter: Painter) {
    let title = format!("● {}", harmless(title));
    out.push_str(&format!("  {}\n\n", painter.paint(Style::Red, &title)));
    for failure in failures {
        for line in harmless(&headline(failure)).lines() {
            out.push_str(&format!("    {line}\n"));
        }
        for (part, style) in [
            (
                failure.diff.trim_matches('\n'),
                diff_style as fn(&str) -> Option<Style>,
            ),
            (
                failure.code_frame.as_deref().unwrap_or_default(),
                frame_style,
            ),
            (failure.stack.trim_end(), |_| Some(Style::Dim)),
        ] {
            if part.is_empty() {
                continue;
            }
            out.push('\n');
            for line in harmless(part).lines() {
                let line = match style(line) {
                    Some(style) => painter.paint(style, line),
                    None => line.to_owned(),
                };
                out.push_str(format!("    {line}").trim_end());
                out.push('\n');
            }
        }
        out.push('\n');
    }
}

fn diff_style(line: &str) -> Option<Style> {
    match line.chars().next() {
        Some('-') => Some(Style::Green),
        Some('+') => Some(Style::Red),
        _ => None,
    }
}

fn frame_style(line: &str) -> Option<Style> {
    Some(if line.starts_with('>') {
        Style::Bold
    } else {
        Style::Dim
    })
}

fn summary_text(run: &Run, report: Option<&Path>, painter: Painter) -> String {
    let mut out = String::new();
    let failed_files = run.files.iter().filter(|file| file.failed()).count();
    let skipped_files = run.files.iter().filter(|file| file.skipped).count();
    let passed_files = run.files.len() - failed_files - skipped_files;
    let line = |parts: [(usize, &str, Style); 4], total: usize| {
        let mut words: Vec<String> = parts
            .into_iter()
            .filter(|(count, ..)| *count > 0)
            .map(|(count, word, style)| painter.paint(style, &format!("{count} {word}")))
            .collect();
        words.push(format!("{total} total"));
        words.join(", ")
    };
    let files = [
        (failed_files, "failed", Style::Red),
        (skipped_files, "skipped", Style::Yellow),
        (0, "", Style::Magenta),
        (passed_files, "passed", Style::Green),
    ];
    let tests = [
        (run.count(State::Fail), "failed", Style::Red),
        (run.count(State::Skip), "skipped", Style::Yellow),
        (run.count(State::Todo), "todo", Style::Magenta),
        (run.count(State::Pass), "passed", Style::Green),
    ];
    let total = tests.iter().map(|(count, ..)| count).sum();
    out.push_str(&format!("Spec files: {}\n", line(files, run.files.len())));
    out.push_str(&format!("Tests:      {}\n", line(tests, total)));
    if let Some(text) = snapshots(run) {
        out.push_str(&format!("Snapshots:  {text}\n"));
    }
    out.push_str(&format!("Time:       {:.1} s\n", run.seconds));
    if let Some(folder) = report {
        let file = folder.join("report.html");
        out.push_str(&format!("Report:     {}\n", file.display()));
    }
    out
}

fn snapshots(run: &Run) -> Option<String> {
    let sum = |field: fn(&Snapshots) -> u64| {
        run.files
            .iter()
            .map(|file| field(&file.snapshots))
            .sum::<u64>()
    };
    let words: Vec<String> = [
        (sum(|it| it.written), "written"),
        (sum(|it| it.updated), "updated"),
        (sum(|it| it.failed), "failed"),
        (sum(|it| it.obsolete), "obsolete"),
    ]
    .into_iter()
    .filter(|(count, _)| *count > 0)
    .map(|(count, word)| {
        format!(
            "{} {word}",
            plural(usize::try_from(count).unwrap_or(usize::MAX), "snapshot")
        )
    })
    .collect();
    (!words.is_empty()).then(|| words.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::report::sample;

    #[test]
    fn files_and_sums() {
        let run = sample::run();
        let painter = Painter { colors: false };
        assert_eq!(
            file_text(&run.files[0], painter),
            "FAIL tests/list.spec.js (1.0 s)\n  list\n    ✓ adds\n    ✗ removes \"one\"\n  ○ skipped\n  ✎ to do\n\n\
             \x20 ● list › removes \"one\"\n\n    AssertionError: expected '<b>' to be 'a & b'\u{fffd}[2J\n\n\
             \x20   - Expected\n    + Received\n\n    - a & b\n    + <b>\n\n\
             \x20   > 3 |   expect('<b>')\n        |   ^\n\n\
             \x20       at <anonymous> (tests/list.spec.js:3:5)\n\n"
        );
        assert_eq!(
            summary_text(&run, Some(Path::new("out")), painter),
            "Spec files: 2 failed, 2 total\nTests:      1 failed, 1 skipped, 1 todo, 1 passed, 4 total\n\
             Snapshots:  1 snapshot written\nTime:       1.2 s\nReport:     out/report.html\n"
        );
    }
}
