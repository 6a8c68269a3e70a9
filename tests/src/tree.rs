//! Element trees as lines of WXML.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::{Client, Outcome};

/// Prints the nodes that the logic made, with id, class and style, as the headless host prints its
/// tree. What built-in components draw for themselves is left out.
const IN_VIEW: &str = include_str!("tree_in_view.js");

/// Compares lists of lines; the message has both whole, with the first difference marked.
pub fn same(found: &[String], expected: &[String]) -> Outcome<()> {
    if found == expected {
        return Ok(());
    }
    let at = found
        .iter()
        .zip(expected)
        .take_while(|(found, expected)| found == expected)
        .count();
    let list = |lines: &[String]| {
        lines
            .iter()
            .enumerate()
            .map(|(index, line)| format!("{} {line}", if index == at { ">" } else { " " }))
            .collect::<Vec<_>>()
            .join("\n")
    };
    Err(format!(
        "\nfound\n{}\nexpected\n{}",
        list(found),
        list(expected)
    ))
}

/// The lines inside `<page>`.
pub fn lines(wxml: &str) -> Vec<String> {
    wxml.lines()
        .filter(|line| line.starts_with(' '))
        .map(|line| line.strip_prefix("  ").unwrap_or(line).to_string())
        .collect()
}

/// The tree that the web view shows.
pub fn of_view(client: &mut Client, page: u64) -> Outcome<Vec<String>> {
    let params = json!({ "pageId": page, "functionDeclaration": IN_VIEW, "args": [] });
    let answer = client.call("Page.callFunction", params)?;
    Ok(lines(answer["result"].as_str().unwrap_or_default()))
}

/// Tags with id, class and style alone: what a built-in component does with the rest is its own
/// affair.
pub fn without_attributes(lines: &[String]) -> Vec<String> {
    lines.iter().map(|line| without(line)).collect()
}

fn without(line: &str) -> String {
    let body = line.trim_start();
    if !body.starts_with('<') || body.starts_with("</") {
        return line.to_string();
    }
    let mut out = line[..line.len() - body.len()].to_string();
    let mut rest = body;
    let mut is_tag = true;
    while is_tag && !rest.is_empty() {
        let end = rest[1..]
            .find([' ', '>'])
            .map_or(rest.len(), |index| index + 1);
        let word = &rest[..end];
        // Values may hold blanks and `>`: an attribute ends with its quote.
        let end = match word.find("=\"") {
            Some(start) => rest[start + 2..]
                .find('"')
                .map_or(rest.len(), |index| start + 3 + index),
            None => end,
        };
        let part = &rest[..end];
        let name = part.trim_start().split('=').next().unwrap_or_default();
        if !part.contains("=\"") || ["id", "class", "style"].contains(&name) {
            out.push_str(part.strip_suffix(";\"").unwrap_or(part));
            if part.ends_with(";\"") {
                out.push('"');
            }
        }
        rest = &rest[end..];
        is_tag = rest.starts_with(' ');
    }
    out.push_str(rest);
    out
}

/// Writes found trees and calls into `cases.json`: one entry for each step, null to leave it.
pub fn rewrite(path: &Path, case: &str, found: &[Value]) -> Outcome<()> {
    let failed = |error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
    let text = fs::read_to_string(path).map_err(|error| failed(&error))?;
    let mut group: Value = serde_json::from_str(&text).map_err(|error| failed(&error))?;
    let cases = group["cases"].as_array_mut().into_iter().flatten();
    for entry in cases.filter(|entry| entry["name"] == case) {
        let steps = entry["steps"].as_array_mut().into_iter().flatten();
        for (step, found) in steps.zip(found) {
            if !found.is_null() {
                *step = found.clone();
            }
        }
    }
    fs::write(path, print(&group)).map_err(|error| failed(&error))
}

/// A line for each step, and for each line of a tree.
fn print(group: &Value) -> String {
    let mut out = String::from("{\n");
    for (name, value) in group.as_object().into_iter().flatten() {
        if name != "cases" {
            out.push_str(&format!("  {}: {value},\n", json!(name)));
        }
    }
    let cases = group["cases"].as_array().into_iter().flatten();
    let cases: Vec<String> = cases.map(print_case).collect();
    out.push_str(&format!("  \"cases\": [\n{}\n  ]\n}}\n", cases.join(",\n")));
    out
}

fn print_case(case: &Value) -> String {
    let fields = case.as_object().into_iter().flatten();
    let head: Vec<String> = fields
        .filter(|(name, _)| *name != "steps")
        .map(|(name, value)| format!("{}: {value}", json!(name)))
        .collect();
    let steps = case["steps"].as_array().into_iter().flatten();
    let steps: Vec<String> = steps.map(print_step).collect();
    format!(
        "    {{\n      {},\n      \"steps\": [\n{}\n      ]\n    }}",
        head.join(", "),
        steps.join(",\n")
    )
}

fn print_step(step: &Value) -> String {
    for name in ["tree", "calls"] {
        if let Some(lines) = step[name].as_array().filter(|lines| lines.len() > 1) {
            let lines: Vec<String> = lines
                .iter()
                .map(|line| format!("          {line}"))
                .collect();
            return format!(
                "        {{\"{name}\": [\n{}\n        ]}}",
                lines.join(",\n")
            );
        }
    }
    format!("        {step}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_attributes_are_left_out() {
        let given = [
            r#"  <view id="a" hover-class="b > c" class="d">text > more</view>"#,
            "  </view>",
            r#"<text user-select="true" style="top: 0;" />"#,
            "a = \"b\"",
        ];
        let expected = [
            r#"  <view id="a" class="d">text > more</view>"#,
            "  </view>",
            r#"<text style="top: 0" />"#,
            "a = \"b\"",
        ];
        assert_eq!(
            without_attributes(&given.map(String::from)),
            expected.map(String::from)
        );
    }
}
