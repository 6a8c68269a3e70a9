//! One line of the log, as `--log-format json` writes it. The fields are documented in
//! `docs/logging.md` and stay as they are.

use peapod_runtime::{LogKind, LogLevel, LogRecord};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// How much an entry matters; `log` is `console.log`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    Debug,
    Log,
    Info,
    Warn,
    Error,
}

impl Level {
    /// The level of the log facade that lets this one through.
    pub const fn facade(self) -> log::Level {
        match self {
            Self::Debug => log::Level::Debug,
            Self::Log | Self::Info => log::Level::Info,
            Self::Warn => log::Level::Warn,
            Self::Error => log::Level::Error,
        }
    }

    pub(super) const fn of(level: log::Level) -> Self {
        match level {
            log::Level::Trace | log::Level::Debug => Self::Debug,
            log::Level::Info => Self::Info,
            log::Level::Warn => Self::Warn,
            log::Level::Error => Self::Error,
        }
    }
}

impl From<LogLevel> for Level {
    fn from(level: LogLevel) -> Self {
        match level {
            LogLevel::Debug => Self::Debug,
            LogLevel::Log => Self::Log,
            LogLevel::Info => Self::Info,
            LogLevel::Warn => Self::Warn,
            LogLevel::Error => Self::Error,
        }
    }
}

/// What an entry is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Kind {
    /// The mini-program's `console`, and remarks about its code.
    Console,
    /// An error that the mini-program did not catch.
    Exception,
    Network,
    SetData,
    Lifecycle,
    /// The container itself.
    Host,
}

/// A place in the author's files; line and column from 1.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Frame {
    pub function: String,
    pub file: String,
    pub line: u32,
    pub column: u32,
}

/// One line of the log.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Entry {
    /// RFC 3339, UTC, with milliseconds.
    pub time: String,
    pub level: Level,
    pub kind: Kind,
    pub message: String,
    /// The part of the container that speaks (`kind` `host` only).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Package path of the author's file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// Line in it, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
    /// The arguments of the console call as JSON.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub args: Vec<Value>,
    /// The author's part of an error's stack, innermost first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub stack: Vec<Frame>,
    /// The lines around the innermost place, ready to print.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code_frame: Option<String>,
    /// By kind: `{api, method, url, status, bytes, ms, error, blocked}`, `{page, component, keys,
    /// bytes, ms}`, `{page, hook}` or `{page, route, query}`.
    #[serde(default, skip_serializing_if = "Value::is_null")]
    pub details: Value,
}

impl Entry {
    /// What the container says about itself.
    pub fn of_host(time: String, record: &log::Record<'_>) -> Self {
        Self {
            time,
            level: Level::of(record.level()),
            kind: Kind::Host,
            message: record.args().to_string(),
            source: Some(record.target().to_owned()),
            file: None,
            line: None,
            args: Vec::new(),
            stack: Vec::new(),
            code_frame: None,
            details: Value::Null,
        }
    }

    /// What the mini-program's logic says. `source` gives the text of a package file.
    pub fn of_logic(
        time: String,
        record: &LogRecord,
        source: impl Fn(&str) -> Option<String>,
    ) -> Self {
        let (message, stack) = split_stack(&record.text);
        let thrown = stack.first();
        let code_frame = thrown.and_then(|frame| {
            super::code_frame::draw(&source(&frame.file)?, frame.line, frame.column)
        });
        let file = thrown
            .map(|frame| frame.file.clone())
            .filter(|_| record.kind == LogKind::Exception)
            .unwrap_or_else(|| record.file.clone());
        let line = thrown
            .filter(|_| record.kind == LogKind::Exception)
            .map_or(record.line, |frame| frame.line);
        Self {
            time,
            level: record.level.into(),
            kind: match record.kind {
                LogKind::Console => Kind::Console,
                LogKind::Exception | LogKind::Failure => Kind::Exception,
                LogKind::SetData => Kind::SetData,
                LogKind::Lifecycle => Kind::Lifecycle,
            },
            message,
            source: None,
            file: Some(file).filter(|file| !file.is_empty()),
            line: Some(line).filter(|line| *line > 0),
            args: record
                .args
                .iter()
                .map(|arg| serde_json::from_str(arg).unwrap_or_else(|_| arg.as_str().into()))
                .collect(),
            stack,
            code_frame,
            details: serde_json::from_str(&record.details).unwrap_or_default(),
        }
    }
}

/// Takes the lines of a stack (`    at f (pages/a/a.js:3:5)`) out of a text.
pub fn split_stack(text: &str) -> (String, Vec<Frame>) {
    let mut stack = Vec::new();
    let mut rest = Vec::new();
    for line in text.lines() {
        match frame(line) {
            Some(frame) => stack.push(frame),
            None => rest.push(line),
        }
    }
    if stack.is_empty() {
        return (text.to_owned(), stack);
    }
    (rest.join("\n").trim_end().to_owned(), stack)
}

fn frame(line: &str) -> Option<Frame> {
    line.strip_prefix("    at ").and_then(parse_frame)
}

/// A stack frame without its `at`: `name (file:line:column)`, or the place alone.
pub fn parse_frame(rest: &str) -> Option<Frame> {
    let (function, place) = match rest.rsplit_once(" (") {
        Some((function, place)) => (function, place.strip_suffix(')')?),
        None => ("<anonymous>", rest),
    };
    let (place, column) = place.rsplit_once(':')?;
    let (file, line) = place.rsplit_once(':')?;
    Some(Frame {
        function: function.to_owned(),
        file: file.to_owned(),
        line: line.parse().ok()?,
        column: column.parse().ok()?,
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_stack_is_taken_out_of_the_text() {
        let (message, stack) = split_stack(
            "failed TypeError: no;at page pages/a/a onLoad function\n    at f (pages/a/a.js:3:5)\n    at app.js:1:2",
        );
        assert_eq!(
            message,
            "failed TypeError: no;at page pages/a/a onLoad function"
        );
        assert_eq!(stack.len(), 2);
        assert_eq!((stack[0].function.as_str(), stack[0].line), ("f", 3));
        assert_eq!((stack[1].file.as_str(), stack[1].column), ("app.js", 2));
        let text = "no stack\n    at all";
        assert_eq!(split_stack(text), (text.to_owned(), Vec::new()));
    }

    #[test]
    fn an_exception_is_where_it_was_thrown() {
        let record = LogRecord {
            level: LogLevel::Error,
            kind: LogKind::Exception,
            text: "Error: x\n    at f (model.js:2:3)".into(),
            args: vec!["\"Error: x\"".into()],
            file: "pages/a/a.js".into(),
            line: 9,
            details: String::new(),
        };
        let entry = Entry::of_logic("t".into(), &record, |file| {
            (file == "model.js").then(|| "one\ntwo".to_owned())
        });
        assert_eq!(
            (entry.file.as_deref(), entry.line),
            (Some("model.js"), Some(2))
        );
        assert_eq!(
            entry.code_frame.as_deref(),
            Some("  1 | one\n> 2 | two\n    |   ^")
        );
        let again: Entry = serde_json::from_str(&serde_json::to_string(&entry).unwrap()).unwrap();
        assert_eq!(again, entry);
    }
}
