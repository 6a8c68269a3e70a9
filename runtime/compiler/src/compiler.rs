//! Compiles a package's files when they are asked for, and keeps what it made.

use std::path::PathBuf;
use std::sync::Arc;

use crate::{Diagnostic, Package};

/// A script ready to be wrapped in a function.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CompiledModule {
    /// Package path with extension.
    pub path: String,
    /// The body of a function with `require`, `module`, `exports` in scope
    /// (`function (require, module, exports) { <code> }`). Byte-identical to the file where the
    /// file needs no transformation. JSON files become `module.exports = <json>`.
    pub code: String,
    /// Source map (JSON, version 3) from `code` to the file; `None` where `code` is the file.
    pub source_map: Option<String>,
    /// SHA-256 (hex) of `path` and `code`: the key under which to keep bytecode.
    pub hash: String,
}

/// A template ready to be evaluated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CompiledTemplate {
    /// Path without extension.
    pub path: String,
    /// A JavaScript expression (evaluate as a script, or `(0,eval)`-like; its value is the
    /// completion value) that yields glass-easel's `ComponentTemplate`:
    /// `{groupList, content, fallbackListenerOnNativeNode: true}`. Hand it unchanged to
    /// `codeSpace.addCompiledTemplate(path, value)`. It holds the file, all it imports and
    /// includes, and their WXS modules; it refers to no global but the ECMAScript built-ins and
    /// `console`. A broken or missing file yields an empty template.
    pub code: String,
    /// SHA-256 (hex) of `path` and `code`.
    pub hash: String,
    pub diagnostics: Vec<Diagnostic>,
}

/// A style sheet ready for the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CompiledStyle {
    /// CSS: imports inlined, `rpx` as `vw`, type selectors `wx-…`, classes prefixed, local
    /// `url()`s as `/_pkg/…`.
    pub css: String,
    /// SHA-256 (hex) of `css`.
    pub hash: String,
    pub diagnostics: Vec<Diagnostic>,
}

/// Compiles lazily; cheap to share between threads in an `Arc`.
#[derive(Debug)]
pub struct Compiler {
    package: Arc<Package>,
}

impl Compiler {
    /// `cache_dir` keeps compiled files across runs, keyed by content hash and compiler version;
    /// it may be shared by all mini-programs. Without it, only memory does.
    pub fn new(package: Arc<Package>, _cache_dir: Option<PathBuf>) -> Self {
        Self { package }
    }

    pub fn package(&self) -> &Arc<Package> {
        &self.package
    }

    /// Compiles a module that `Package::resolve_module` or `script_of` named.
    pub fn module(&self, path: &str) -> Result<Arc<CompiledModule>, Vec<Diagnostic>> {
        Err(vec![Diagnostic::error(path, 0, 0, "not compiled")])
    }

    /// Compiles the WXML of a page or component (path without extension).
    pub fn template(&self, path: &str) -> Arc<CompiledTemplate> {
        Arc::new(CompiledTemplate {
            path: path.to_owned(),
            code: String::new(),
            hash: String::new(),
            diagnostics: Vec::new(),
        })
    }

    /// Compiles the style sheet of a page or component (path without extension; `.wxss`, else
    /// `.less`, `.scss`, `.sass`). `scope` is the class prefix of an isolated component (see
    /// [`Self::scope_name`]), `None` for pages and shared styles. A missing sheet is empty.
    pub fn style(&self, _path: &str, _scope: Option<&str>) -> Arc<CompiledStyle> {
        Arc::new(CompiledStyle {
            css: String::new(),
            hash: String::new(),
            diagnostics: Vec::new(),
        })
    }

    /// `app.wxss`, unscoped.
    pub fn app_style(&self) -> Arc<CompiledStyle> {
        self.style("app", None)
    }

    /// The style scope of a component: short, stable across runs, unique within the package,
    /// a valid CSS class prefix. Register it with `addStyleSheet(path, url, scope_name)`.
    pub fn scope_name(&self, component_path: &str) -> String {
        component_path.to_owned()
    }

    /// Diagnostics of the package and of everything compiled so far, sorted by file.
    pub fn diagnostics(&self) -> Vec<Diagnostic> {
        self.package.diagnostics()
    }
}
