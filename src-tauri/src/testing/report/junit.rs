//! `junit.xml` in the form that Jenkins, GitLab and most other servers read.

use super::{
    super::results::{Failure, FileResult, Run, State},
    body, headline,
};

/// The document.
pub fn xml(run: &Run) -> String {
    let tests: usize = run.files.iter().map(cases).sum();
    let failures = run.count(State::Fail);
    let errors: usize = run.files.iter().map(|file| file.suites.len()).sum();
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"{}\" tests=\"{tests}\" failures=\"{failures}\" errors=\"{errors}\" time=\"{:.3}\">\n",
        attribute(&run.project),
        run.seconds
    );
    for file in &run.files {
        suite(&mut out, run, file);
    }
    out.push_str("</testsuites>\n");
    out
}

/// Failures outside of tests count as a test case each: the form knows no other place for them.
fn cases(file: &FileResult) -> usize {
    file.tests.len() + file.suites.len()
}

fn suite(out: &mut String, run: &Run, file: &FileResult) {
    let skipped = file.count(State::Skip) + file.count(State::Todo);
    // The form has no fractions of a second here.
    let time = run.time.split('.').next().unwrap_or_default();
    out.push_str(&format!(
        "  <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\" errors=\"{}\" skipped=\"{skipped}\" time=\"{:.3}\" timestamp=\"{time}\">\n",
        attribute(&file.path),
        cases(file),
        file.count(State::Fail),
        file.suites.len(),
        file.seconds
    ));
    for broken in &file.suites {
        let name = match &broken.names[..] {
            [] => "the spec file".to_owned(),
            names => names.join(" › "),
        };
        open_case(out, &file.path, &name, 0.0);
        for failure in &broken.failures {
            problem(out, "error", failure);
        }
        out.push_str("    </testcase>\n");
    }
    for test in &file.tests {
        open_case(out, &file.path, &test.names.join(" › "), test.ms / 1000.0);
        match test.state {
            State::Pass => {}
            State::Fail => {
                for failure in &test.failures {
                    problem(out, "failure", failure);
                }
            }
            State::Skip => out.push_str("      <skipped/>\n"),
            State::Todo => out.push_str("      <skipped message=\"todo\"/>\n"),
        }
        if !test.log.is_empty() {
            let lines: Vec<&str> = test
                .log
                .iter()
                .map(|entry| entry.message.as_str())
                .collect();
            out.push_str(&format!(
                "      <system-err>{}</system-err>\n",
                text(&lines.join("\n"))
            ));
        }
        out.push_str("    </testcase>\n");
    }
    out.push_str("  </testsuite>\n");
}

fn open_case(out: &mut String, file: &str, name: &str, seconds: f64) {
    out.push_str(&format!(
        "    <testcase name=\"{}\" classname=\"{}\" time=\"{seconds:.3}\">\n",
        attribute(name),
        attribute(file)
    ));
}

fn problem(out: &mut String, element: &str, failure: &Failure) {
    out.push_str(&format!(
        "      <{element} message=\"{}\" type=\"{}\">{}</{element}>\n",
        attribute(&headline(failure)),
        attribute(&failure.name),
        text(&body(failure))
    ));
}

/// Character data. XML 1.0 has no way to write most control characters.
fn text(text: &str) -> String {
    text.chars()
        .filter(|it| !it.is_control() || matches!(it, '\n' | '\t'))
        .filter(|it| !matches!(it, '\u{fffe}' | '\u{ffff}'))
        .fold(String::with_capacity(text.len()), |mut out, character| {
            match character {
                '&' => out.push_str("&amp;"),
                '<' => out.push_str("&lt;"),
                '>' => out.push_str("&gt;"),
                other => out.push(other),
            }
            out
        })
}

fn attribute(value: &str) -> String {
    text(value)
        .replace('"', "&quot;")
        .replace('\n', "&#10;")
        .replace('\t', "&#9;")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::testing::report::sample;
    use quick_xml::{Reader, events::Event};

    /// Element names with what may be in them and which attributes they must have: the JUnit
    /// schema that the Jenkins plug-in publishes, as far as it concerns these elements.
    const SCHEMA: [(&str, &[&str], &[&str]); 7] = [
        ("testsuites", &["testsuite"], &[]),
        ("testsuite", &["testcase"], &["name", "tests"]),
        (
            "testcase",
            &["skipped", "error", "failure", "system-err"],
            &["name", "classname"],
        ),
        ("failure", &[], &[]),
        ("error", &[], &[]),
        ("skipped", &[], &[]),
        ("system-err", &[], &[]),
    ];

    #[test]
    fn an_xml_parser_and_the_schema_agree() {
        let document = xml(&sample::run());
        let mut reader = Reader::from_str(&document);
        reader.config_mut().check_end_names = true;
        let mut open: Vec<String> = Vec::new();
        let mut seen = Vec::new();
        loop {
            let event = reader.read_event().unwrap();
            let (start, empty) = match &event {
                Event::Start(start) => (start, false),
                Event::Empty(start) => (start, true),
                Event::End(_) => {
                    open.pop();
                    continue;
                }
                Event::Eof => break,
                _ => continue,
            };
            let name = start.name().as_ref().to_owned();
            let (_, _, required) = SCHEMA.iter().find(|(known, ..)| *known == name).unwrap();
            if let Some(parent) = open.last() {
                let (_, children, _) = SCHEMA.iter().find(|(known, ..)| known == parent).unwrap();
                assert!(children.contains(&name.as_str()), "{name} in {parent}");
            }
            let attributes: Vec<String> = start
                .attributes()
                .map(|it| it.unwrap().key.as_ref().to_owned())
                .collect();
            for attribute in *required {
                assert!(
                    attributes.iter().any(|it| it == attribute),
                    "{attribute} of {name}"
                );
            }
            seen.push(name.clone());
            if !empty {
                open.push(name);
            }
        }
        assert!(open.is_empty());
        let count = |name: &str| seen.iter().filter(|it| *it == name).count();
        assert_eq!(
            [
                count("testsuite"),
                count("testcase"),
                count("failure"),
                count("error"),
                count("skipped")
            ],
            [2, 5, 1, 1, 2]
        );
        assert!(
            document.contains("name=\"list › removes &quot;one&quot;\""),
            "{document}"
        );
        assert!(
            document.contains("tests=\"5\" failures=\"1\" errors=\"1\""),
            "{document}"
        );
    }
}
