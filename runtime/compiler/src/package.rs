//! An opened mini-program: its files, its configuration, and how its modules are found.

use std::path::Path;
use std::sync::Arc;

use crate::{AppConfig, ComponentConfig, Diagnostic, PageConfig, SubPackage, TabBar, Theme};

/// Bounds on a zip package, checked before and while it is unpacked.
#[derive(Debug, Clone, Copy)]
pub struct ZipLimits {
    /// Number of entries. WeChat's own limit is 30 MB in total; real packages have below 5 000 files.
    pub entries: usize,
    /// Unpacked bytes in total.
    pub total_bytes: u64,
    /// Unpacked bytes per packed byte, per entry (deflate tops out near 1000; text is below 50).
    pub ratio: u64,
}

impl Default for ZipLimits {
    fn default() -> Self {
        Self {
            entries: 20_000,
            total_bytes: 256 << 20,
            ratio: 200,
        }
    }
}

/// How to open a package.
#[derive(Debug, Clone, Default)]
pub struct OpenOptions {
    pub limits: ZipLimits,
}

/// Why a package did not open at all.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    #[error("{0}")]
    Io(String),
    #[error("{0}")]
    NoAppJson(String),
    #[error("{0}")]
    Diagnostic(Diagnostic),
    #[error("{0}")]
    Archive(String),
}

/// A `require` that finds nothing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("module '{request}' is not defined, require args is '{request}' (from {from}): {hint}")]
pub struct ResolveError {
    /// The module that asked.
    pub from: String,
    /// What it asked for.
    pub request: String,
    /// Where was looked and what to do.
    pub hint: String,
}

/// An opened mini-program.
#[derive(Debug)]
pub struct Package {
    app: AppConfig,
}

impl Package {
    /// Opens a folder (the mini-program's root, or a project with `project.config.json` and
    /// `miniprogramRoot`) or a zip of one.
    pub fn open(path: &Path, _options: &OpenOptions) -> Result<Self, OpenError> {
        Err(OpenError::NoAppJson(format!(
            "{}: no app.json",
            path.display()
        )))
    }

    /// `app.json`.
    pub fn app(&self) -> &AppConfig {
        &self.app
    }

    /// The appid of `project.config.json`; `touristappid` where there is none.
    pub fn app_id(&self) -> &str {
        ""
    }

    /// The project's name, else the folder's.
    pub fn name(&self) -> &str {
        ""
    }

    /// A file's bytes. `path` may have a leading slash and `.`/`..` parts that stay inside.
    pub fn read(&self, _path: &str) -> Option<Arc<[u8]>> {
        None
    }

    /// Whether a file is in the package.
    pub fn exists(&self, _path: &str) -> bool {
        false
    }

    /// Every file of the package, sorted.
    pub fn files(&self) -> Vec<String> {
        Vec::new()
    }

    /// Whether `route` (no leading slash) is a page of `app.json`.
    pub fn is_page(&self, _route: &str) -> bool {
        false
    }

    /// `tabBar` with theme variables resolved, `None` where `app.json` has none.
    pub fn tab_bar(&self, _theme: Theme) -> Option<TabBar> {
        None
    }

    /// A page's effective configuration.
    pub fn page_config(&self, route: &str, _theme: Theme) -> PageConfig {
        PageConfig {
            route: route.to_owned(),
            window: serde_json::Value::Null,
            component: ComponentConfig::default(),
        }
    }

    /// A component's configuration; defaults where its JSON is missing or broken.
    pub fn component_config(&self, _path: &str) -> Arc<ComponentConfig> {
        Arc::default()
    }

    /// The script of a page or component (`.js`, else `.ts`), for [`crate::Compiler::module`].
    pub fn script_of(&self, _path: &str) -> Option<String> {
        None
    }

    /// Finds what `require(request)` in module `from` means: relative, absolute, alias, npm;
    /// with or without extension, or a folder with an index.
    pub fn resolve_module(&self, from: &str, request: &str) -> Result<String, ResolveError> {
        Err(ResolveError {
            from: from.to_owned(),
            request: request.to_owned(),
            hint: String::new(),
        })
    }

    /// The sub-package that holds a path, `None` for the main package.
    pub fn sub_package_of(&self, _path: &str) -> Option<&SubPackage> {
        None
    }

    /// What opening and configuration reading found wrong, in the order of finding.
    pub fn diagnostics(&self) -> Vec<Diagnostic> {
        Vec::new()
    }

    /// SHA-256 (hex) over the names and contents of all files.
    pub fn content_hash(&self) -> String {
        String::new()
    }
}
