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

impl From<&str> for LogLevel {
    /// The name of a method of `console`; others are `log`.
    fn from(text: &str) -> Self {
        match text {
            "debug" => Self::Debug,
            "info" => Self::Info,
            "warn" => Self::Warn,
            "error" => Self::Error,
            _ => Self::Log,
        }
    }
}

impl LogLevel {
    pub(crate) fn facade(self) -> log::Level {
        match self {
            Self::Debug => log::Level::Debug,
            Self::Log | Self::Info => log::Level::Info,
            Self::Warn => log::Level::Warn,
            Self::Error => log::Level::Error,
        }
    }
}

/// What a record is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum LogKind {
    /// A call of `console`, or a remark of the engine about the author's code.
    #[default]
    Console,
    /// An error that nobody caught.
    Exception,
    /// An API call that failed, and nobody handled its promise. WeChat hands it to
    /// `onUnhandledRejection` as it does errors, but raises no alarm for what is no `Error`.
    Failure,
    /// A `setData` that WeChat warns of; `details` is `{page, keys, bytes, ms}`.
    SetData,
    /// Routes and life cycle hooks; `details` is `{page, hook}`.
    Lifecycle,
}

impl LogKind {
    pub(crate) fn parse(text: &str) -> Self {
        match text {
            "exception" => Self::Exception,
            "failure" => Self::Failure,
            "setData" => Self::SetData,
            "lifecycle" => Self::Lifecycle,
            _ => Self::Console,
        }
    }
}

/// One console call or engine report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LogRecord {
    pub level: LogLevel,
    pub kind: LogKind,
    /// The arguments as text, joined by spaces.
    pub text: String,
    /// The arguments as JSON texts, one each (what the automation port passes on).
    pub args: Vec<String>,
    /// Package path of the author's file; empty when the call came from the framework.
    pub file: String,
    /// Line in that file, from 1; 0 when unknown.
    pub line: u32,
    /// Further facts as a JSON object (see [`LogKind`]); empty where there are none.
    pub details: String,
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
