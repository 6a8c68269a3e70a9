//! WXSS, Less and Sass to scoped CSS.

mod less;
mod sass;
mod sheet;
mod url;
mod walk;

pub use sass::{SassWorker, serve_sass, use_sass_worker};
pub(crate) use sheet::build;

/// Extensions of a style sheet, in the order in which they are looked for.
pub(crate) const EXTENSIONS: [&str; 5] = ["wxss", "less", "scss", "sass", "css"];

/// Those that nothing but a mini-program has (plain CSS may be a web page's).
pub(crate) const SOURCES: [&str; 4] = ["wxss", "less", "scss", "sass"];
