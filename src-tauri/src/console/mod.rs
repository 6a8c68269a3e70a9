//! The log: what the mini-program and the container say, on stderr, for people or as JSON lines.
//! Documented in `docs/logging.md`.
//!
//! Everything goes through the `log` facade, without a window to [`install`]'s logger and with one
//! to `tauri-plugin-log`; both ask [`line`] for the text. What is more than text travels as one
//! key-value pair of the record.

mod clock;
mod code_frame;
mod entry;
mod network;
mod render;
mod style;

use std::{io::Write, sync::OnceLock};

use peapod_runtime::LogRecord;

pub use clock::now;
pub use code_frame::draw as draw_code_frame;
pub use entry::{Entry, Level, parse_frame, split_stack};
pub use network::NetworkLog;
pub use style::{ColorChoice, Painter, Style, harmless};

/// The key under which a record carries its [`Entry`].
const ENTRY: &str = "entry";

/// `--log-format`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Format {
    #[default]
    Text,
    Json,
}

/// How the log is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LogOptions {
    pub format: Format,
    pub color: ColorChoice,
    /// What matters less is left out.
    pub level: log::LevelFilter,
}

impl Default for LogOptions {
    fn default() -> Self {
        Self {
            format: Format::Text,
            color: ColorChoice::Auto,
            level: log::LevelFilter::Info,
        }
    }
}

struct Settings {
    format: Format,
    painter: Painter,
}

static SETTINGS: OnceLock<Settings> = OnceLock::new();

fn settings() -> &'static Settings {
    SETTINGS.get_or_init(|| Settings {
        format: Format::Text,
        painter: Painter { colors: false },
    })
}

/// Sets format and colours for the whole process; to be called first and once.
pub fn configure(options: LogOptions) {
    clock::start();
    let painter = Painter {
        colors: options.color.enabled(&std::io::stderr()),
    };
    // A second call comes from tests in one process only.
    let _ = SETTINGS.set(Settings {
        format: options.format,
        painter,
    });
}

struct StderrLog;

impl log::Log for StderrLog {
    fn enabled(&self, metadata: &log::Metadata<'_>) -> bool {
        metadata.level() <= log::max_level() && wanted(metadata)
    }

    fn log(&self, record: &log::Record<'_>) {
        if self.enabled(record.metadata()) {
            // Nothing is left to do when stderr is closed.
            let _ = writeln!(std::io::stderr().lock(), "{}", line(record));
        }
    }

    fn flush(&self) {}
}

/// Makes a logger without Tauri the one of the process.
pub fn install(level: log::LevelFilter) {
    if log::set_logger(&StderrLog).is_ok() {
        log::set_max_level(level);
    }
}

/// Whether the log takes a record: libraries' own details are left out.
pub fn wanted(metadata: &log::Metadata<'_>) -> bool {
    metadata.level() <= log::Level::Info
        || ["peapod", "mini-program"]
            .iter()
            .any(|own| metadata.target().starts_with(own))
}

/// A record of the facade as a line (or lines) of the log.
pub fn line(record: &log::Record<'_>) -> String {
    let carried = record
        .key_values()
        .get(log::kv::Key::from(ENTRY))
        .map(|value| value.to_string());
    let parsed = carried
        .as_deref()
        .and_then(|text| serde_json::from_str::<Entry>(text).ok());
    let entry = parsed.unwrap_or_else(|| Entry::of_host(clock::now(), record));
    line_of(&entry)
}

fn line_of(entry: &Entry) -> String {
    let settings = settings();
    match settings.format {
        Format::Json => render::json(entry),
        Format::Text => render::text(entry, &clock::time_of_day(&entry.time), settings.painter),
    }
}

/// An entry as people read it, without colours.
pub fn render_plain(entry: &Entry) -> String {
    let painter = Painter { colors: false };
    render::text(entry, &clock::time_of_day(&entry.time), painter)
}

/// Writes an entry through the facade.
pub fn write(entry: &Entry) {
    let level = entry.level.facade();
    if level > log::max_level() {
        return;
    }
    let text = render::json(entry);
    let values: [(&str, &str); 1] = [(ENTRY, &text)];
    log::logger().log(
        &log::Record::builder()
            .level(level)
            .target("mini-program")
            .args(format_args!("{}", entry.message))
            .key_values(&values)
            .build(),
    );
}

/// Writes what the logic says. `source` gives the text of a package file, for code frames.
pub fn write_logic(record: &LogRecord, source: impl Fn(&str) -> Option<String>) {
    if Level::from(record.level).facade() <= log::max_level() {
        write(&Entry::of_logic(clock::now(), record, source));
    }
}
