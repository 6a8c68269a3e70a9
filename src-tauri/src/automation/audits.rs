//! `Tool.stopAudits`: how the mini-program has run so far, as a page to read and as data.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::tools::Counts;

/// ms from the launch to the first paint that WeChat's own audits allow.
const FIRST_PAINT_MS: f64 = 5000.0;
/// ms from a page's creation to its first paint after which a user waits.
const PAGE_PAINT_MS: f64 = 2000.0;
/// WeChat's limit for the data of one `setData`; a page's updates in all stay below on the average.
const BATCH_BYTES: u64 = 256 << 10;

struct Rule {
    name: &'static str,
    passed: bool,
    found: String,
    advice: &'static str,
}

/// `{report, data}`: HTML, and JSON as text.
pub fn report(measured: &Value, counts: &Counts) -> Value {
    let rules = rules(measured, counts);
    let passed = rules.iter().filter(|rule| rule.passed).count();
    let score = (passed * 100).checked_div(rules.len()).unwrap_or(100);
    let list: Vec<Value> = rules
        .iter()
        .map(|rule| {
            json!({"name": rule.name, "passed": rule.passed, "found": rule.found, "advice": rule.advice})
        })
        .collect();
    let data = json!({"score": score, "rules": list, "measured": measured});
    json!({"report": page(score, &rules), "data": data.to_string()})
}

fn rules(measured: &Value, counts: &Counts) -> Vec<Rule> {
    let pages = measured["pages"].as_array().map_or(&[][..], Vec::as_slice);
    let first = measured["firstPainted"].as_f64().unwrap_or(0.0);
    let slowest = pages
        .iter()
        .filter_map(|page| Some((page["createdToPainted"].as_f64()?, page["path"].as_str()?)))
        .max_by(|one, other| one.0.total_cmp(&other.0))
        .unwrap_or((0.0, ""));
    let heaviest = pages
        .iter()
        .filter_map(|page| {
            let each = page["bytes"]
                .as_u64()?
                .checked_div(page["batches"].as_u64()?)?;
            Some((each, page["path"].as_str()?))
        })
        .max()
        .unwrap_or((0, ""));
    vec![
        Rule {
            name: "first paint",
            passed: first <= FIRST_PAINT_MS,
            found: format!("{first:.0} ms"),
            advice: "load less before the first page is shown",
        },
        Rule {
            name: "page paint",
            passed: slowest.0 <= PAGE_PAINT_MS,
            found: format!("{:.0} ms {}", slowest.0, slowest.1),
            advice: "show a page before its data is complete",
        },
        Rule {
            name: "size of updates",
            passed: heaviest.0 <= BATCH_BYTES,
            found: format!("{} bytes {}", heaviest.0, heaviest.1),
            advice: "give setData only what has changed",
        },
        Rule {
            name: "exceptions",
            passed: counts.exceptions == 0,
            found: counts.exceptions.to_string(),
            advice: "see the log for file and line",
        },
        Rule {
            name: "errors in the console",
            passed: counts.errors == 0,
            found: counts.errors.to_string(),
            advice: "see the log for file and line",
        },
    ]
}

fn page(score: usize, rules: &[Rule]) -> String {
    let mut rows = String::new();
    for rule in rules {
        let mark = if rule.passed { "✓" } else { "✗" };
        let advice = if rule.passed { "" } else { rule.advice };
        // Writing to a string cannot fail.
        let _ = writeln!(
            rows,
            "<tr><td>{mark}</td><td>{}</td><td>{}</td><td>{advice}</td></tr>",
            rule.name,
            escaped(&rule.found)
        );
    }
    format!(
        "<!doctype html>\n<html lang=\"en\"><meta charset=\"utf-8\"><title>Audits</title>\n\
         <body><h1>{score}</h1>\n<table>\n{rows}</table></body></html>\n"
    )
}

/// Page paths come from the package.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn data(measured: &Value, counts: &Counts) -> Value {
        serde_json::from_str(report(measured, counts)["data"].as_str().unwrap()).unwrap()
    }

    #[test]
    fn what_went_wrong_is_named_and_costs() {
        let good = json!({"firstPainted": 400.0, "pages": [
            {"path": "a", "createdToPainted": 300.0, "batches": 4, "bytes": 4000}]});
        assert_eq!(data(&good, &Counts::default())["score"], 100);
        let bad = json!({"firstPainted": 400.0, "pages": [
            {"path": "<b>", "createdToPainted": 9000.0, "batches": 1, "bytes": 4}]});
        let counts = Counts {
            exceptions: 2,
            ..Counts::default()
        };
        let found = data(&bad, &counts);
        assert_eq!(found["score"], 60);
        assert_eq!(found["rules"][1]["passed"], false);
        assert_eq!(found["rules"][3]["found"], "2");
        let page = report(&bad, &counts)["report"].as_str().unwrap().to_owned();
        assert!(page.contains("&lt;b&gt;") && !page.contains("<b>"));
    }

    #[test]
    fn a_program_that_has_shown_nothing_yet_is_no_error() {
        assert_eq!(data(&Value::Null, &Counts::default())["score"], 100);
    }
}
