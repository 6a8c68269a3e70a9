//! JavaScript stacks in terms of the author's files.

use std::rc::Rc;

use super::engine::{FRAMEWORK_NAME, State};
use super::source_map::SourceMap;
use super::styles_and_modules::module_head;

/// One line of a QuickJS stack: `at name (file:line:column)`.
#[derive(Debug, Clone, Copy)]
pub struct Frame<'a> {
    pub function: &'a str,
    pub file: &'a str,
    pub line: u32,
    pub column: u32,
}

/// Reads a line of a stack; `None` where it is none, or has no place in a file.
pub fn parse(text: &str) -> Option<Frame<'_>> {
    let rest = text.trim().strip_prefix("at ")?;
    let (function, place) = match rest.rsplit_once(" (") {
        Some((function, place)) => (function, place.strip_suffix(')')?),
        None => ("", rest),
    };
    let (place, column) = place.rsplit_once(':')?;
    let column = column.parse().ok()?;
    let (file, line) = place.rsplit_once(':')?;
    Some(Frame {
        function,
        file,
        line: line.parse().ok()?,
        column,
    })
}

fn is_author(file: &str) -> bool {
    file != FRAMEWORK_NAME && file != "native"
}

fn source_map(state: &State, file: &str) -> Option<Rc<SourceMap>> {
    let known = state.maps.borrow().get(file).cloned();
    if let Some(map) = known {
        return map;
    }
    let map = if file.ends_with(".js") || file.ends_with(".ts") {
        let module = state.compiler().module(file).ok();
        module
            .and_then(|module| SourceMap::parse(module.source_map.as_deref()?))
            .map(Rc::new)
    } else {
        None
    };
    state.maps.borrow_mut().insert(file.to_owned(), map.clone());
    map
}

fn position(state: &State, frame: &Frame<'_>) -> (u32, u32) {
    let head = if frame.line == 1 {
        module_head(frame.file).len() as u32
    } else {
        0
    };
    let column = frame.column.saturating_sub(head).max(1);
    source_map(state, frame.file)
        .and_then(|map| map.find(frame.line, column))
        .unwrap_or((frame.line, column))
}

/// The author's file and line of the innermost frame that is not the framework's.
pub(super) fn first_author_frame(state: &State, trace: &str) -> Option<(String, u32)> {
    let frame = trace
        .lines()
        .filter_map(parse)
        .find(|frame| is_author(frame.file))?;
    Some((frame.file.to_owned(), position(state, &frame).0))
}

/// The stack with the author's positions; frames of the framework are left out.
pub(super) fn map(state: &State, trace: &str) -> String {
    let mut out = String::new();
    for text in trace.lines() {
        let Some(frame) = parse(text) else {
            if !text.trim().starts_with("at ") && !text.trim().is_empty() {
                out.push_str(text);
                out.push('\n');
            }
            continue;
        };
        if !is_author(frame.file) {
            continue;
        }
        let (line, column) = position(state, &frame);
        let name = if frame.function.is_empty() {
            "<anonymous>"
        } else {
            frame.function
        };
        out.push_str(&format!("    at {name} ({}:{line}:{column})\n", frame.file));
    }
    out
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn frames_with_and_without_a_function() {
        let frame = parse("    at onTap (pages/a b/index.js:12:5)").unwrap();
        assert_eq!(
            (frame.function, frame.file, frame.line, frame.column),
            ("onTap", "pages/a b/index.js", 12, 5)
        );
        let frame = parse("    at app.js:3:1").unwrap();
        assert_eq!((frame.function, frame.file, frame.line), ("", "app.js", 3));
        assert!(parse("    at call (native)").is_none());
        assert!(parse("TypeError: x").is_none());
    }
}
