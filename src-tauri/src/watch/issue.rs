//! An error as it is shown over the page: where, what, and the author's code there.

use peapod_compiler::{Diagnostic, Package};
use serde::Serialize;
use serde_json::Value;

use crate::console::parse_frame;

/// Lines shown before and after the one with the error.
const AROUND: u32 = 3;
/// A line of a minified file is cut to this many characters.
const LONGEST: usize = 200;

/// One error.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Issue {
    /// Package path; empty where it is not known.
    pub file: String,
    /// From 1; 0 where the error is about the file as a whole.
    pub line: u32,
    /// From 1, in UTF-16 units; 0 where it is not known.
    pub column: u32,
    pub message: String,
    /// Lines of the file around the error, with their numbers.
    pub code: Vec<(u32, String)>,
}

impl Issue {
    /// What a compiler says.
    pub fn compile(found: &Diagnostic, package: &Package) -> Self {
        Self {
            file: found.file.clone(),
            line: found.line,
            column: found.column,
            message: found.message.clone(),
            code: code(package, &found.file, found.line),
        }
    }

    /// The params of `App.exceptionThrown`.
    pub fn thrown(params: &Value, package: &Package) -> Self {
        let exception = &params["exception"];
        let text = |name: &str| exception[name].as_str().unwrap_or_default().to_owned();
        let stack = text("stack");
        let (file, line, column) = stack.lines().find_map(place).unwrap_or_default();
        Self {
            code: code(package, &file, line),
            file,
            line,
            column,
            message: text("message"),
        }
    }

    /// The package could not be opened at all; the message says where.
    pub fn unopened(message: String) -> Self {
        Self {
            file: String::new(),
            line: 0,
            column: 0,
            message,
            code: Vec::new(),
        }
    }
}

/// File, line and column of a stack frame `at name (file:line:column)`.
fn place(frame: &str) -> Option<(String, u32, u32)> {
    let found = parse_frame(frame.trim().strip_prefix("at ")?)?;
    Some((found.file, found.line, found.column))
}

fn code(package: &Package, file: &str, line: u32) -> Vec<(u32, String)> {
    let Some(bytes) = package.read(file).filter(|_| line > 0) else {
        return Vec::new();
    };
    let first = line.saturating_sub(AROUND).max(1);
    String::from_utf8_lossy(&bytes)
        .lines()
        .zip(1..)
        .skip(first as usize - 1)
        .take_while(|(_, number)| *number <= line + AROUND)
        .map(|(text, number)| (number, text.chars().take(LONGEST).collect()))
        .collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use peapod_compiler::OpenOptions;
    use serde_json::json;

    #[test]
    fn an_exception_is_where_its_first_frame_is() {
        let folder = tempfile::tempdir().unwrap();
        let lines: Vec<String> = (1..=9).map(|n| format!("line {n}")).collect();
        std::fs::write(folder.path().join("app.json"), r#"{"pages": ["p"]}"#).unwrap();
        std::fs::write(folder.path().join("p.js"), lines.join("\r\n")).unwrap();
        let package = Package::open(folder.path(), &OpenOptions::default()).unwrap();
        let params = json!({"exception": {
            "message": "TypeError: x",
            "stack": "note\n    at onLoad (p.js:2:7)\n    at other (q.js:1:1)",
        }});
        let issue = Issue::thrown(&params, &package);
        assert_eq!(
            (issue.file.as_str(), issue.line, issue.column),
            ("p.js", 2, 7)
        );
        let shown: Vec<u32> = issue.code.iter().map(|(number, _)| *number).collect();
        assert_eq!(shown, [1, 2, 3, 4, 5]);
        assert_eq!(issue.code[1].1, "line 2");
    }

    #[test]
    fn frames_without_a_function_and_other_lines() {
        assert_eq!(place("at a b.js:3:1"), Some(("a b.js".into(), 3, 1)));
        assert_eq!(place("at call (native)"), None);
        assert_eq!(place("TypeError: x"), None);
    }
}
