//! What a mini-program writes to its console, and the errors the engine reports about it.

use serde::Serialize;

/// Console level; `console.log` is [`LogLevel::Log`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum LogLevel {
    Debug,
    Log,
    Info,
    Warn,
    Error,
}

impl LogLevel {
    pub(crate) fn parse(text: &str) -> Self {
        match text {
            "debug" => Self::Debug,
            "info" => Self::Info,
            "warn" => Self::Warn,
            "error" => Self::Error,
            _ => Self::Log,
        }
    }

    pub(crate) fn facade(self) -> log::Level {
        match self {
            Self::Debug => log::Level::Debug,
            Self::Log | Self::Info => log::Level::Info,
            Self::Warn => log::Level::Warn,
            Self::Error => log::Level::Error,
        }
    }
}

/// One console call or engine report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LogRecord {
    pub level: LogLevel,
    /// The arguments as text, joined by spaces.
    pub text: String,
    /// The arguments as JSON texts, one each (what the automation port passes on).
    pub args: Vec<String>,
    /// Package path of the author's file; empty when the call came from the framework.
    pub file: String,
    /// Line in that file, from 1; 0 when unknown.
    pub line: u32,
}

/// Receives every record, on the logic thread; must not block.
pub trait LogSink: Send + Sync + 'static {
    fn record(&self, record: LogRecord);
}

impl<F: Fn(LogRecord) + Send + Sync + 'static> LogSink for F {
    fn record(&self, record: LogRecord) {
        self(record);
    }
}
