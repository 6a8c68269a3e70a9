//! Opens a mini-program package and compiles what is in it, without Node: WXML and WXS by
//! glass-easel's template compiler, WXSS, Sass and Less to scoped CSS, JavaScript and TypeScript
//! (CommonJS and ES modules mixed) to CommonJS.
//!
//! ```text
//! Package::open(folder or zip) ──► Arc<Package>      configuration, files, module resolution
//! Compiler::new(package, cache) ──► module / template / style, each compiled when first asked for
//! check(&compiler, &supported)  ──► CheckReport      everything at once, for `peapod check`
//! ```
//!
//! Paths are package paths: `/` between parts, no leading slash. Pages, components and templates
//! are named without extension (`pages/index/index`), modules with it (`pages/index/index.js`).
//!
//! One bad file never stops a package: it yields [`Diagnostic`]s and everything else still runs.
//! Only a package without a readable `app.json` does not open. All types are `Send + Sync`; files
//! are compiled on the thread that asks for them.

mod cache;
mod check;
mod compiler;
mod config;
mod diagnostic;
mod package;
mod paths;
mod script;
mod style;
mod template;

pub use cache::{CacheLimits, prune_cache, prune_cache_once, touch_cached};
pub use check::{CheckReport, Supported, Unsupported, check, check_every_file};
pub use compiler::{CompiledModule, CompiledStyle, CompiledTemplate, Compiler, Update, ViewWxs};
pub use config::{
    AppConfig, ComponentConfig, NetworkTimeout, PageConfig, SubPackage, TabBar, TabItem, Theme,
};
pub use diagnostic::{Diagnostic, Severity};
pub use package::{OpenError, OpenOptions, Package, Plugin, ResolveError, ZipLimits};
pub use style::{SassWorker, serve_sass, use_sass_worker};

/// Compiles one JavaScript, TypeScript or JSON file that is in no package, such as a test: the code is
/// the body of a function with `require`, `module` and `exports` in scope, and the source map is
/// there where the code is not the file itself.
///
/// # Errors
/// Syntax errors with line and column; `path` names the file in them.
pub fn compile_script(path: &str, text: &str) -> Result<(String, Option<String>), Vec<Diagnostic>> {
    script::compile(path, text).map(|module| (module.code, module.source_map))
}

/// Part of every cache key: a new compiler never reads what an old one wrote.
pub const COMPILER_VERSION: &str = env!("CARGO_PKG_VERSION");
