//! Compiles a package's files when they are asked for, and keeps what it made.

use std::collections::{BTreeMap, HashMap};
use std::hash::Hash;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use serde::{Deserialize, Serialize};

use crate::cache::{Cache, hash};
use crate::{Diagnostic, Package, script, style, template};

/// A script ready to be wrapped in a function.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CompiledModule {
    /// Package path with extension.
    pub path: String,
    /// The body of a function with `require`, `module`, `exports` in scope
    /// (`function (require, module, exports) { <code> }`; put a line break before `}`, the code
    /// may end in a comment). Scripts that are no ES modules are sloppy: evaluate the wrapper as
    /// a script that is not strict (`EvalOptions::strict` of rquickjs is true by default). Byte-identical to the file where it needs no transformation. JSON
    /// files become `module.exports = …`.
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
    /// A JavaScript expression that yields glass-easel's `ComponentTemplate`,
    /// `{groupList, content, fallbackListenerOnNativeNode: true}`: evaluate it as a
    /// script and hand the value unchanged to `codeSpace.addCompiledTemplate(path, value)`. It
    /// holds the file, all it imports and includes, and their WXS modules, and refers to no
    /// global but the ECMAScript built-ins and `console`. A broken or missing file yields a
    /// template without nodes.
    pub code: String,
    /// SHA-256 (hex) of what the code was made from: the key under which to keep bytecode.
    /// (The template compiler's output may differ from run to run for the same input.)
    pub hash: String,
    pub diagnostics: Vec<Diagnostic>,
}

/// A WXS module ready for the page's view.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ViewWxs {
    /// The body of a strict function of `require`, `exports` and `module`, in which `require`
    /// names modules as [`Compiler::view_wxs`] does, with a leading slash. It needs
    /// `__wxsConstructor` and `__wxsKey` of the page runtime; evaluate it where nothing else is in
    /// scope. Empty where the module is broken or missing.
    pub code: String,
    /// Names of the modules that it requires.
    pub requires: Vec<String>,
    pub diagnostics: Vec<Diagnostic>,
}

/// The path of app.wxss, without extension.
const APP: &str = "app";

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

/// What is kept on disk, and a template's or sheet's files.
#[derive(Serialize, Deserialize)]
struct Kept {
    code: String,
    source_map: Option<String>,
    hash: String,
    diagnostics: Vec<KeptDiagnostic>,
}

#[derive(Serialize, Deserialize)]
struct KeptDiagnostic {
    file: String,
    line: u32,
    column: u32,
    message: String,
    error: bool,
}

/// Something compiled with the files it was made from, there or not.
#[derive(Debug)]
pub(crate) struct Unit<T> {
    pub compiled: Arc<T>,
    pub files: Arc<Vec<String>>,
}

impl<T> Clone for Unit<T> {
    fn clone(&self) -> Self {
        Self {
            compiled: self.compiled.clone(),
            files: self.files.clone(),
        }
    }
}

pub(crate) type TemplateUnit = Unit<CompiledTemplate>;
type StyleUnit = Unit<CompiledStyle>;

/// Path and class prefix.
type StyleKey = (String, Option<String>);

type ModuleResult = Result<Arc<CompiledModule>, Vec<Diagnostic>>;

/// Compiles lazily; cheap to share between threads in an `Arc`.
#[derive(Debug)]
pub struct Compiler {
    package: Arc<Package>,
    cache: Cache,
    modules: Mutex<HashMap<String, ModuleResult>>,
    templates: Mutex<HashMap<String, TemplateUnit>>,
    styles: Mutex<HashMap<StyleKey, StyleUnit>>,
    view_wxs: Mutex<HashMap<String, Arc<ViewWxs>>>,
    known: template::Known,
    /// By kind and path, so that nothing is said twice.
    diagnostics: Mutex<BTreeMap<String, Vec<Diagnostic>>>,
}

impl Compiler {
    /// `cache_dir` keeps compiled files across runs, keyed by content and compiler version; it
    /// may be shared by all mini-programs. Without it, only memory does.
    pub fn new(package: Arc<Package>, cache_dir: Option<PathBuf>) -> Self {
        Self::with_cache(package.clone(), Cache::new(package, cache_dir))
    }

    fn with_cache(package: Arc<Package>, cache: Cache) -> Self {
        Self {
            cache,
            package,
            modules: Mutex::default(),
            templates: Mutex::default(),
            styles: Mutex::default(),
            view_wxs: Mutex::default(),
            known: template::Known::default(),
            diagnostics: Mutex::default(),
        }
    }

    /// The package whose files are compiled.
    pub fn package(&self) -> &Arc<Package> {
        &self.package
    }

    /// Compiles a module that [`Package::resolve_module`] or [`Package::script_of`] named.
    ///
    /// # Errors
    /// What is wrong with the file; throw the first as the script's error.
    pub fn module(&self, path: &str) -> ModuleResult {
        let path = path.trim_start_matches('/').to_owned();
        if let Some(known) = locked(&self.modules, &path) {
            return known;
        }
        let result = self.compile_module(&path);
        if let Err(found) = &result {
            self.report(&format!("module {path}"), found);
        }
        remember(&self.modules, path, result)
    }

    fn compile_module(&self, path: &str) -> ModuleResult {
        let Some(text) = self.package.read_text(path) else {
            return Err(vec![Diagnostic::error(path, 0, 0, "the file is missing")]);
        };
        let finish = |code: String, source_map: Option<String>| {
            Arc::new(CompiledModule {
                hash: hash(&[path.as_bytes(), code.as_bytes()]),
                path: path.to_owned(),
                code,
                source_map,
            })
        };
        // What needs no transformation is faster to look at than to look up.
        if script::is_plain(path, &text) {
            return Ok(finish(text, None));
        }
        let key = self.cache.key("module", path, "");
        if let Some((kept, _)) = self.cache.get::<Kept>(&key) {
            return Ok(finish(kept.code, kept.source_map));
        }
        let module = script::compile(path, &text)?;
        let kept = Kept {
            code: module.code,
            source_map: module.source_map,
            hash: String::new(),
            diagnostics: Vec::new(),
        };
        self.cache.put(&key, &[path.to_owned()], &kept);
        Ok(finish(kept.code, kept.source_map))
    }

    /// Compiles the WXML of a page or component (path without extension).
    pub fn template(&self, path: &str) -> Arc<CompiledTemplate> {
        self.template_unit(path).compiled
    }

    pub(crate) fn template_unit(&self, path: &str) -> TemplateUnit {
        let path = path.trim_start_matches('/').to_owned();
        if let Some(known) = locked(&self.templates, &path) {
            return known;
        }
        let unit = self.compile_template(&path);
        self.report(&format!("template {path}"), &unit.compiled.diagnostics);
        remember(&self.templates, path, unit)
    }

    fn compile_template(&self, path: &str) -> TemplateUnit {
        let entry = format!("{path}.wxml");
        let finish = |kept: Kept, files: Vec<String>| TemplateUnit {
            compiled: Arc::new(CompiledTemplate {
                path: path.to_owned(),
                code: kept.code,
                hash: kept.hash,
                diagnostics: restore(kept.diagnostics),
            }),
            files: Arc::new(files),
        };
        let key = self.cache.key("template", &entry, "");
        if let Some((kept, files)) = self.cache.get::<Kept>(&key) {
            return finish(kept, files);
        }
        let built = template::build(path, &TemplateFiles(&self.package), &self.known);
        let files: Vec<String> = built.files.into_iter().collect();
        let mut parts: Vec<String> = vec![path.to_owned(), crate::cache::SOURCES.to_owned()];
        for file in &files {
            parts.push(file.clone());
            parts.push(self.cache.file_hash(file).unwrap_or_default());
        }
        let parts: Vec<&[u8]> = parts.iter().map(String::as_bytes).collect();
        let kept = Kept {
            hash: hash(&parts),
            code: built.code,
            source_map: None,
            diagnostics: store(&built.diagnostics),
        };
        self.cache.put(&key, &files, &kept);
        finish(kept, files)
    }

    /// Compiles a WXS module for the page's view. `name` is that of the template's module table: a
    /// path without `.wxs`, or `<template path>#<module>` for one that is written in a template.
    pub fn view_wxs(&self, name: &str) -> Arc<ViewWxs> {
        let name = name.trim_start_matches('/').to_owned();
        if let Some(known) = locked(&self.view_wxs, &name) {
            return known;
        }
        let compiled = Arc::new(template::view_wxs(&name, &|file| {
            self.package.read_text(file)
        }));
        self.report(&format!("WXS {name}"), &compiled.diagnostics);
        remember(&self.view_wxs, name, compiled)
    }

    /// What has been compiled so far: templates and sheets by path, modules by file, sorted.
    pub fn compiled(&self) -> Vec<String> {
        let keys = |paths: Vec<String>, what: &str| -> Vec<String> {
            paths
                .into_iter()
                .map(|path| format!("{what} {path}"))
                .collect()
        };
        let templates = self
            .templates
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let mut all = keys(templates.keys().cloned().collect(), "template");
        drop(templates);
        let styles = self.styles.lock().unwrap_or_else(PoisonError::into_inner);
        all.extend(keys(
            styles.keys().map(|(path, _)| path.clone()).collect(),
            "style",
        ));
        drop(styles);
        let modules = self.modules.lock().unwrap_or_else(PoisonError::into_inner);
        all.extend(keys(modules.keys().cloned().collect(), "module"));
        drop(modules);
        all.sort();
        all
    }

    /// Every file that took part in a template (path without extension), or was looked for.
    pub fn files_of_template(&self, path: &str) -> Vec<String> {
        self.template_unit(path).files.to_vec()
    }

    /// Compiles a WXS file for what is wrong with it.
    pub(crate) fn check_wxs(&self, file: &str) {
        let found = template::check_script(file, &TemplateFiles(&self.package), &self.known);
        self.report(&format!("wxs {file}"), &found);
    }

    /// Compiles the style sheet of a page or component (path without extension; `.wxss`, else
    /// `.less`, `.scss`, `.sass`). `scope` is the class prefix of an isolated component (see
    /// [`Self::scope_name`]), `None` for pages and shared styles. `:host` is
    /// `[wx-host="<scope>"]`, with [`Self::scope_name`] where `scope` is `None`. A missing sheet
    /// is empty.
    pub fn style(&self, path: &str, scope: Option<&str>) -> Arc<CompiledStyle> {
        let path = path.trim_start_matches('/').to_owned();
        let key = (path.clone(), scope.map(str::to_owned));
        if let Some(known) = locked(&self.styles, &key) {
            return known.compiled;
        }
        let unit = self.compile_style(&path, scope);
        self.report(&format!("style {path}"), &unit.compiled.diagnostics);
        remember(&self.styles, key, unit).compiled
    }

    fn compile_style(&self, path: &str, scope: Option<&str>) -> StyleUnit {
        let unit = self.compile_sheet(path, scope);
        match self.package.library_style() {
            Some(library) if path == APP => self.after_library(library, unit),
            _ => unit,
        }
    }

    /// The sheet of the libraries of `useExtendedLib` before that of the mini-program.
    fn after_library(&self, library: &str, app: StyleUnit) -> StyleUnit {
        let library = self.compile_sheet(library, None).compiled;
        let css = format!("{}\n{}", library.css, app.compiled.css);
        StyleUnit {
            compiled: Arc::new(CompiledStyle {
                hash: hash(&[css.as_bytes()]),
                css,
                diagnostics: app.compiled.diagnostics.clone(),
            }),
            files: app.files,
        }
    }

    fn compile_sheet(&self, path: &str, scope: Option<&str>) -> StyleUnit {
        let finish = |kept: Kept, files: Vec<String>| StyleUnit {
            compiled: Arc::new(CompiledStyle {
                css: kept.code,
                hash: kept.hash,
                diagnostics: restore(kept.diagnostics),
            }),
            files: Arc::new(files),
        };
        let names = style::EXTENSIONS.map(|extension| format!("{path}.{extension}"));
        let Some(entry) = names.iter().find(|file| self.package.has(file)).cloned() else {
            let kept = Kept {
                code: String::new(),
                source_map: None,
                hash: hash(&[b""]),
                diagnostics: Vec::new(),
            };
            return finish(kept, names.to_vec());
        };
        let named = self.scope_name(path);
        let host = scope.unwrap_or(&named);
        let detail = format!("{} {host}", scope.unwrap_or(""));
        let key = self.cache.key("style", &entry, &detail);
        if let Some((kept, files)) = self.cache.get::<Kept>(&key) {
            return finish(kept, files);
        }
        let built = style::build(path, scope, host, &|file| self.package.read_text(file));
        let files: Vec<String> = built.files.into_iter().collect();
        let kept = Kept {
            hash: hash(&[built.css.as_bytes()]),
            code: built.css,
            source_map: None,
            diagnostics: store(&built.diagnostics),
        };
        self.cache.put(&key, &files, &kept);
        finish(kept, files)
    }

    /// `app.wxss`, unscoped, after the sheet of the libraries of `useExtendedLib`.
    pub fn app_style(&self) -> Arc<CompiledStyle> {
        self.style(APP, None)
    }

    /// The style scope of a component: short, stable across runs, a valid CSS class prefix.
    /// Register it with `addStyleSheet(path, url, scope_name)`. Two components of a package have
    /// different ones (40 bits of a hash of the path).
    pub fn scope_name(&self, component_path: &str) -> String {
        let digest = hash(&[component_path.trim_start_matches('/').as_bytes()]);
        format!("w{}", &digest[..10])
    }

    /// Diagnostics of the package and of everything compiled so far, by file and place.
    pub fn diagnostics(&self) -> Vec<Diagnostic> {
        let mut all = self.package.diagnostics();
        let compiled = self
            .diagnostics
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        all.extend(compiled.values().flatten().cloned());
        drop(compiled);
        all.sort_by(|a, b| {
            (&a.file, a.line, a.column, &a.message).cmp(&(&b.file, b.line, b.column, &b.message))
        });
        all.dedup();
        all
    }

    pub(crate) fn report(&self, what: &str, found: &[Diagnostic]) {
        if !found.is_empty() {
            self.diagnostics
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .insert(what.to_owned(), found.to_vec());
        }
    }
}

/// The package as the template compiler reads it.
struct TemplateFiles<'a>(&'a Package);

impl template::Files for TemplateFiles<'_> {
    fn read(&self, file: &str) -> Option<String> {
        let text = self.0.read_text(file)?;
        // The template compiler writes text out as it is, and scripts with a NUL are refused by
        // what takes C strings.
        Some(if text.contains('\0') {
            text.replace('\0', "\u{fffd}")
        } else {
            text
        })
    }

    fn has(&self, file: &str) -> bool {
        self.0.has(file)
    }
}

fn locked<K: Eq + Hash, V: Clone>(map: &Mutex<HashMap<K, V>>, key: &K) -> Option<V> {
    map.lock()
        .unwrap_or_else(PoisonError::into_inner)
        .get(key)
        .cloned()
}

/// Keeps a value; of two threads that compiled the same, the first wins for both.
fn remember<K: Eq + Hash, V: Clone>(map: &Mutex<HashMap<K, V>>, key: K, value: V) -> V {
    map.lock()
        .unwrap_or_else(PoisonError::into_inner)
        .entry(key)
        .or_insert(value)
        .clone()
}

fn store(diagnostics: &[Diagnostic]) -> Vec<KeptDiagnostic> {
    diagnostics
        .iter()
        .map(|diagnostic| KeptDiagnostic {
            file: diagnostic.file.clone(),
            line: diagnostic.line,
            column: diagnostic.column,
            message: diagnostic.message.clone(),
            error: diagnostic.is_error(),
        })
        .collect()
}

fn restore(kept: Vec<KeptDiagnostic>) -> Vec<Diagnostic> {
    kept.into_iter()
        .map(|kept| {
            if kept.error {
                Diagnostic::error(kept.file, kept.line, kept.column, kept.message)
            } else {
                Diagnostic::warning(kept.file, kept.line, kept.column, kept.message)
            }
        })
        .collect()
}

mod successor;

pub use successor::Update;

#[cfg(test)]
mod tests;
