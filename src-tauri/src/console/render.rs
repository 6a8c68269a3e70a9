//! Entries as lines for people.

use std::fmt::Write as _;

use serde_json::Value;

use super::{
    entry::{Entry, Kind, Level},
    style::{Painter, Style, harmless},
};

/// Where a text line's continuation lines start.
const INDENT: &str = "    ";

/// One entry as text without a line break at its end. `clock` is the time of day.
pub fn text(entry: &Entry, clock: &str, painter: Painter) -> String {
    let (label, style) = label(entry);
    let mut out = format!(
        "{} {} ",
        painter.paint(Style::Dim, clock),
        painter.paint(style, &format!("{label:<5}"))
    );
    if let Some(place) = place(entry) {
        let _ = write!(out, "{} ", painter.paint(Style::Cyan, &harmless(&place)));
    }
    if entry.kind == Kind::Network {
        network(&mut out, entry, painter);
    } else {
        let message = harmless(&entry.message);
        let mut lines = message.lines();
        let first = lines.next().unwrap_or_default();
        out.push_str(&match entry.level {
            Level::Error => painter.paint(Style::Red, first),
            Level::Warn => painter.paint(Style::Yellow, first),
            Level::Debug => painter.paint(Style::Dim, first),
            _ => first.to_owned(),
        });
        for line in lines {
            let _ = write!(out, "\n{INDENT}{line}");
        }
    }
    for frame in &entry.stack {
        let text = format!(
            "at {} ({}:{}:{})",
            frame.function, frame.file, frame.line, frame.column
        );
        let _ = write!(
            out,
            "\n{INDENT}{}",
            painter.paint(Style::Dim, &harmless(&text))
        );
    }
    if let Some(frame) = &entry.code_frame {
        for line in frame.lines() {
            let line = harmless(line);
            let line = match line.chars().next() {
                Some('>') => painter.paint(Style::Bold, &line),
                _ if line.trim_end().ends_with('^') => painter.paint(Style::Red, &line),
                _ => painter.paint(Style::Dim, &line),
            };
            let _ = write!(out, "\n{INDENT}{line}");
        }
    }
    out
}

fn label(entry: &Entry) -> (&'static str, Style) {
    match (entry.kind, entry.level) {
        (_, Level::Error) => ("error", Style::Red),
        (_, Level::Warn) => ("warn", Style::Yellow),
        (Kind::Network, _) => ("net", Style::Magenta),
        (Kind::Lifecycle, _) => ("life", Style::Dim),
        (_, Level::Debug) => ("debug", Style::Dim),
        (_, Level::Info) => ("info", Style::Blue),
        (_, Level::Log) => ("log", Style::Green),
    }
}

fn place(entry: &Entry) -> Option<String> {
    match (&entry.file, entry.line) {
        (Some(file), Some(line)) => Some(format!("{file}:{line}")),
        (Some(file), None) => Some(file.clone()),
        // The crate is not for readers of the log, but who speaks may be a library.
        (None, _) => entry
            .source
            .as_deref()
            .and_then(|target| target.split("::").next())
            .filter(|name| !name.starts_with("peapod"))
            .map(|name| format!("[{name}]")),
    }
}

fn network(out: &mut String, entry: &Entry, painter: Painter) {
    let details = &entry.details;
    let text = |key: &str| harmless(details[key].as_str().unwrap_or_default());
    let _ = write!(
        out,
        "{} {}",
        painter.paint(Style::Bold, &text("method")),
        text("url")
    );
    if let Some(status) = details["status"].as_u64() {
        let style = match status {
            200..=299 => Style::Green,
            300..=399 => Style::Yellow,
            _ => Style::Red,
        };
        let _ = write!(out, " {}", painter.paint(style, &status.to_string()));
    }
    if let Some(bytes) = details["bytes"].as_u64() {
        let _ = write!(out, " {}", size(bytes));
    }
    if let Some(ms) = details["ms"].as_u64() {
        let _ = write!(out, " {}", painter.paint(Style::Dim, &format!("{ms} ms")));
    }
    let blocked = &details["blocked"];
    if let Some(rule) = blocked["rule"].as_str() {
        let _ = write!(
            out,
            " {}\n{INDENT}{}\n{INDENT}{}",
            painter.paint(Style::Red, "blocked"),
            harmless(rule),
            harmless(blocked["mend"].as_str().unwrap_or_default())
        );
    } else if let Some(error) = details["error"].as_str() {
        let _ = write!(out, " {}", painter.paint(Style::Red, &harmless(error)));
    }
}

/// Bytes for people: `812 B`, `1.4 KiB`.
pub fn size(bytes: u64) -> String {
    match bytes {
        0..1024 => format!("{bytes} B"),
        1024..1_048_576 => format!("{:.1} KiB", bytes as f64 / 1024.0),
        _ => format!("{:.1} MiB", bytes as f64 / 1_048_576.0),
    }
}

/// An entry's line as JSON.
pub fn json(entry: &Entry) -> String {
    serde_json::to_string(entry)
        .unwrap_or_else(|error| Value::String(error.to_string()).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::console::entry::Frame;
    use serde_json::json;

    fn entry(level: Level, kind: Kind, message: &str) -> Entry {
        Entry {
            time: "2026-01-02T03:04:05.006Z".into(),
            level,
            kind,
            message: message.into(),
            source: None,
            file: None,
            line: None,
            args: Vec::new(),
            stack: Vec::new(),
            code_frame: None,
            details: Value::Null,
        }
    }

    fn plain(entry: &Entry) -> String {
        text(entry, "03:04:05.006", Painter { colors: false })
    }

    #[test]
    fn a_console_call() {
        let mut entry = entry(Level::Log, Kind::Console, "hello {a: 1}\nsecond");
        entry.file = Some("pages/a/a.js".into());
        entry.line = Some(12);
        entry.args = vec![json!("hello"), json!({"a": 1})];
        assert_eq!(
            plain(&entry),
            "03:04:05.006 log   pages/a/a.js:12 hello {a: 1}\n    second"
        );
        assert_eq!(
            json(&entry),
            r#"{"time":"2026-01-02T03:04:05.006Z","level":"log","kind":"console","message":"hello {a: 1}\nsecond","file":"pages/a/a.js","line":12,"args":["hello",{"a":1}]}"#
        );
        assert_eq!(
            text(&entry, "03:04:05.006", Painter { colors: true }),
            "\x1b[2m03:04:05.006\x1b[0m \x1b[32mlog  \x1b[0m \x1b[36mpages/a/a.js:12\x1b[0m hello {a: 1}\n    second"
        );
    }

    #[test]
    fn an_error_with_its_stack_and_code() {
        let mut entry = entry(Level::Error, Kind::Exception, "TypeError: no");
        entry.file = Some("a.js".into());
        entry.line = Some(1);
        entry.stack = vec![Frame {
            function: "f".into(),
            file: "a.js".into(),
            line: 1,
            column: 3,
        }];
        entry.code_frame = Some("> 1 | x.y\n    |   ^".into());
        assert_eq!(
            plain(&entry),
            "03:04:05.006 error a.js:1 TypeError: no\n    at f (a.js:1:3)\n    > 1 | x.y\n        |   ^"
        );
    }

    #[test]
    fn network_calls() {
        let mut call = entry(Level::Info, Kind::Network, "GET https://a.example/x 200");
        call.details = json!({"method": "GET", "url": "https://a.example/x", "status": 200, "bytes": 1500, "ms": 31});
        assert_eq!(
            plain(&call),
            "03:04:05.006 net   GET https://a.example/x 200 1.5 KiB 31 ms"
        );
        let mut call = entry(Level::Error, Kind::Network, "");
        call.details = json!({"method": "GET", "url": "https://b.example/", "ms": 0,
            "blocked": {"rule": "not listed", "mend": "list it"}});
        assert_eq!(
            plain(&call),
            "03:04:05.006 error GET https://b.example/ 0 ms blocked\n    not listed\n    list it"
        );
    }

    #[test]
    fn the_host_speaks_without_its_module_names() {
        let mut one = entry(Level::Info, Kind::Host, "automation port");
        one.source = Some("peapod_lib::automation".into());
        assert_eq!(plain(&one), "03:04:05.006 info  automation port");
        one.source = Some("zbus::connection".into());
        assert_eq!(plain(&one), "03:04:05.006 info  [zbus] automation port");
    }

    #[test]
    fn sizes() {
        assert_eq!(
            [1023, 1024, 3 << 20].map(size),
            ["1023 B", "1.0 KiB", "3.0 MiB"]
        );
    }
}
