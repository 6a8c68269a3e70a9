//! An opened mini-program: its files, its configuration, and how its modules are found.

mod archive;
mod components;
mod extended_lib;
mod modules;
mod npm;
mod plugins;
mod project;
mod tree;

use std::borrow::Cow;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use serde_json::Value;
use sha2::{Digest, Sha256};

pub use archive::ZipLimits;
pub use modules::ResolveError;
pub(crate) use npm::candidates as npm_candidates;
pub use plugins::Plugin;

use crate::config::{self, JsonFile, Themes};
use crate::paths::normalize;
use crate::{AppConfig, ComponentConfig, Diagnostic, PageConfig, SubPackage, TabBar, Theme};
use tree::FileTree;

/// How to open a package.
#[derive(Debug, Clone, Default)]
pub struct OpenOptions {
    /// Bounds on a zip.
    pub limits: ZipLimits,
    /// Opens a folder without `app.json`, too (a library of components), as a mini-program of no
    /// pages. For [`crate::check_every_file`].
    pub allow_library: bool,
    /// Folders of plugins by app id, besides those at `plugins/<app id>` beside the mini-program.
    pub plugins: Vec<(String, PathBuf)>,
}

/// Why a package did not open at all.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The path cannot be read.
    #[error("{0}")]
    Io(String),
    /// Neither the folder nor the usual places in it have an `app.json`.
    #[error("{0}")]
    NoAppJson(String),
    /// `app.json` is broken.
    #[error("{0}")]
    Diagnostic(Diagnostic),
    /// Not a zip.
    #[error("{0}")]
    Archive(String),
}

/// The `app.json` of a folder that has none.
const LIBRARY: &str = r#"{"pages": []}"#;

/// An opened mini-program.
#[derive(Debug)]
pub struct Package {
    tree: FileTree,
    app_json: JsonFile,
    app: AppConfig,
    themes: Themes,
    project: Value,
    app_id: String,
    name: String,
    aliases: Vec<(String, String)>,
    plugins: Vec<Plugin>,
    library_style: Option<&'static str>,
    components: Mutex<HashMap<String, Arc<ComponentConfig>>>,
    diagnostics: Mutex<Vec<Diagnostic>>,
    hash: OnceLock<String>,
}

impl Package {
    /// Opens a folder (the mini-program's root, or a project with `project.config.json` and
    /// `miniprogramRoot`) or a zip of one.
    ///
    /// # Errors
    /// Only where there is no readable `app.json`; what else is wrong is in
    /// [`Self::diagnostics`].
    pub fn open(path: &Path, options: &OpenOptions) -> Result<Self, OpenError> {
        let mut diagnostics = Vec::new();
        let located = project::locate(path, options, &mut diagnostics)?;
        Self::from_project(located, path, options, diagnostics)
    }

    /// Opens a zip that is in memory. `name` (a file name) is what errors call it.
    ///
    /// # Errors
    /// As [`Self::open`].
    pub fn from_zip(name: &str, zip: &[u8], options: &OpenOptions) -> Result<Self, OpenError> {
        let mut diagnostics = Vec::new();
        let reader = std::io::Cursor::new(zip);
        let tree = archive::unpack_from(reader, name, &options.limits, &mut diagnostics)?;
        let located = project::from_tree(tree, Path::new(name), &mut diagnostics)?;
        Self::from_project(located, Path::new(name), options, diagnostics)
    }

    /// Opens files that are in memory, as if they had come in a zip. Paths that lead out of the
    /// package are left out.
    ///
    /// # Errors
    /// As [`Self::open`].
    pub fn from_files(
        name: &str,
        files: impl IntoIterator<Item = (String, Vec<u8>)>,
    ) -> Result<Self, OpenError> {
        let mut tree = FileTree::default();
        for (path, bytes) in files {
            if let Some(path) = normalize(&path) {
                let source = tree::Source::Memory(Arc::from(bytes));
                tree.files.insert(path, source);
            }
        }
        let mut diagnostics = Vec::new();
        let located = project::from_tree(tree, Path::new(name), &mut diagnostics)?;
        let options = OpenOptions::default();
        Self::from_project(located, Path::new(name), &options, diagnostics)
    }

    fn from_project(
        mut located: project::Project,
        path: &Path,
        options: &OpenOptions,
        mut diagnostics: Vec<Diagnostic>,
    ) -> Result<Self, OpenError> {
        let bytes = match located.tree.files.get("app.json") {
            Some(source) => source
                .read()
                .map_err(|error| OpenError::Io(format!("app.json: {error}")))?,
            None if located.is_library => Arc::from(LIBRARY.as_bytes()),
            None => {
                let message = format!("{}: no app.json", path.display());
                return Err(OpenError::NoAppJson(message));
            }
        };
        let app_json = JsonFile::parse("app.json", &bytes).map_err(OpenError::Diagnostic)?;
        if !app_json.value.is_object() {
            return Err(OpenError::Diagnostic(Diagnostic::error(
                "app.json",
                1,
                1,
                "app.json must hold an object with a \"pages\" list",
            )));
        }
        let mut app = if located.is_library {
            config::read_app(&app_json, &mut Vec::new())
        } else {
            config::read_app(&app_json, &mut diagnostics)
        };
        let text = |key: &str| {
            let value = located.config.get(key)?.as_str()?.trim();
            (!value.is_empty()).then(|| value.to_owned())
        };
        let app_id = text("appid").unwrap_or_else(|| "touristappid".to_owned());
        let name = text("projectname")
            .map(project::percent_decoded)
            .unwrap_or_else(|| located.file_name.clone());
        let plugins = plugins::mount(
            &mut located.tree,
            &app_json,
            &located.config,
            path,
            options,
            &mut diagnostics,
        );
        app.pages.extend(
            plugins
                .iter()
                .flat_map(|plugin| plugin.pages.values().cloned()),
        );
        let library_style = extended_lib::mount(&mut located.tree, &app_json, &mut diagnostics);
        let declared = std::mem::take(&mut app.using_components);
        let mut package = Self {
            themes: Themes::default(),
            aliases: modules::read_aliases(&app_json, &mut diagnostics),
            plugins,
            tree: located.tree,
            project: located.config,
            app_json,
            app,
            app_id,
            name,
            library_style,
            components: Mutex::default(),
            diagnostics: Mutex::default(),
            hash: OnceLock::new(),
        };
        package.themes = Themes::read(&package, &mut diagnostics);
        package.app.using_components =
            components::resolve_all(&package, &package.app_json, declared, &mut diagnostics);
        package.check_pages(&mut diagnostics);
        package.diagnostics = Mutex::new(diagnostics);
        Ok(package)
    }

    /// The style sheet of the libraries of `useExtendedLib`, without extension.
    pub(crate) fn library_style(&self) -> Option<&'static str> {
        self.library_style
    }

    /// `app.json`.
    pub fn app(&self) -> &AppConfig {
        &self.app
    }

    /// The appid of `project.config.json`; `touristappid` where there is none.
    pub fn app_id(&self) -> &str {
        &self.app_id
    }

    /// Whether the folder has no `app.json` ([`OpenOptions::allow_library`]).
    pub fn is_library(&self) -> bool {
        !self.has("app.json")
    }

    /// The project's name, else the folder's or zip's.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// `project.config.json` under `project.private.config.json`; null where there is none.
    pub fn project_config(&self) -> &Value {
        &self.project
    }

    /// The plugins that `app.json` declares.
    pub fn plugins(&self) -> &[Plugin] {
        &self.plugins
    }

    /// A file's bytes. `path` may have a leading slash and `.`/`..` parts that stay inside.
    pub fn read(&self, path: &str) -> Option<Arc<[u8]>> {
        // The names in the tree are clean, so one that is there needs no cleaning.
        let source = match self.tree.files.get(path) {
            Some(source) => source,
            None => self.tree.files.get(&normalize(path)?)?,
        };
        source.read().ok()
    }

    /// Where a file of the package lies on the disk; nowhere for files of zips, and for those that
    /// are not there.
    pub fn disk_path(&self, path: &str) -> Option<&Path> {
        self.tree.files.get(path)?.disk_path()
    }

    /// A text file; bytes that are not UTF-8 become replacement characters, a byte order mark
    /// is dropped.
    pub(crate) fn read_text(&self, path: &str) -> Option<String> {
        let bytes = self.read(path)?;
        // Nearly always UTF-8, which is quicker to see than to look for what is not.
        let text = match std::str::from_utf8(&bytes) {
            Ok(text) => Cow::Borrowed(text),
            Err(_) => String::from_utf8_lossy(&bytes),
        };
        Some(text.strip_prefix('\u{feff}').unwrap_or(&text).to_owned())
    }

    /// Whether a file is in the package.
    pub fn exists(&self, path: &str) -> bool {
        normalize(path).is_some_and(|path| self.has(&path))
    }

    /// Like [`Self::exists`] for a clean path.
    pub(crate) fn has(&self, path: &str) -> bool {
        self.tree.files.contains_key(path)
    }

    /// Every file of the package, sorted.
    pub fn files(&self) -> impl Iterator<Item = &str> {
        self.tree.files.keys().map(String::as_str)
    }

    /// The files that lie on disk, with where they do; none for a zip.
    pub fn disk_files(&self) -> impl Iterator<Item = (&str, &Path)> {
        self.tree.files.iter().filter_map(|(path, source)| {
            let disk = source.disk_path()?;
            Some((path.as_str(), disk))
        })
    }

    /// Paths of the pages and components whose configuration has been asked for.
    pub(crate) fn known_components(&self) -> Vec<String> {
        let known = self.components.lock();
        let known = known.unwrap_or_else(PoisonError::into_inner);
        known.keys().cloned().collect()
    }

    /// Takes the configuration that an earlier opening had for a file that is broken now.
    pub(crate) fn keep_component(&self, path: &str, config: Arc<ComponentConfig>) {
        let known = self.components.lock();
        known
            .unwrap_or_else(PoisonError::into_inner)
            .insert(path.to_owned(), config);
    }

    /// Whether `route` (no leading slash) is a page of `app.json`.
    pub fn is_page(&self, route: &str) -> bool {
        self.app.pages.iter().any(|page| page == route)
    }

    /// `tabBar` with theme variables resolved, `None` where `app.json` has none.
    pub fn tab_bar(&self, theme: Theme) -> Option<TabBar> {
        config::read_tab_bar(&self.app_json, &self.themes, theme)
    }

    /// A page's effective configuration.
    pub fn page_config(&self, route: &str, theme: Theme) -> PageConfig {
        let component = self.component_config(route);
        PageConfig {
            route: route.to_owned(),
            window: config::effective_window(&self.app.raw, &component.raw, &self.themes, theme),
            component: (*component).clone(),
        }
    }

    /// A component's configuration; defaults where its JSON is missing or broken.
    pub fn component_config(&self, path: &str) -> Arc<ComponentConfig> {
        let path = path.trim_start_matches('/');
        let mut known = self
            .components
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if let Some(config) = known.get(path) {
            return config.clone();
        }
        let mut found = Vec::new();
        let config = Arc::new(components::read(self, path, &mut found));
        known.insert(path.to_owned(), config.clone());
        drop(known);
        self.report(found);
        config
    }

    /// The script of a page or component (`.js`, else `.ts`), for [`crate::Compiler::module`].
    /// `app` is the app's own.
    pub fn script_of(&self, path: &str) -> Option<String> {
        let path = path.trim_start_matches('/');
        ["js", "ts"]
            .iter()
            .map(|extension| format!("{path}.{extension}"))
            .find(|file| self.has(file))
    }

    /// The sub-package that holds a path, `None` for the main package.
    pub fn sub_package_of(&self, path: &str) -> Option<&SubPackage> {
        let path = path.trim_start_matches('/');
        self.app.sub_packages.iter().find(|package| {
            path.strip_prefix(&package.root)
                .is_some_and(|rest| rest.starts_with('/'))
        })
    }

    /// What opening and configuration reading found wrong so far, in the order of finding.
    pub fn diagnostics(&self) -> Vec<Diagnostic> {
        self.diagnostics
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    fn report(&self, found: Vec<Diagnostic>) {
        if !found.is_empty() {
            self.diagnostics
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .extend(found);
        }
    }

    /// SHA-256 (hex) over the names and contents of all files; computed once.
    pub fn content_hash(&self) -> &str {
        self.hash.get_or_init(|| {
            let mut hasher = Sha256::new();
            for (path, source) in &self.tree.files {
                let bytes = source.read().unwrap_or_default();
                hasher.update((path.len() as u64).to_le_bytes());
                hasher.update(path);
                hasher.update((bytes.len() as u64).to_le_bytes());
                hasher.update(&bytes);
            }
            format!("{:x}", hasher.finalize())
        })
    }

    /// A page without template or script is said at once: that is what breaks first.
    fn check_pages(&self, diagnostics: &mut Vec<Diagnostic>) {
        for page in &self.app.pages {
            let written = self
                .sub_package_of(page)
                .and_then(|package| page.strip_prefix(&package.root))
                .map_or(page.as_str(), |rest| rest.trim_start_matches('/'));
            let template = self.has(&format!("{page}.wxml"));
            let script = self.script_of(page).is_some();
            let missing = match (template, script) {
                (true, true) => continue,
                (true, false) => format!("{page}.js"),
                (false, true) => format!("{page}.wxml"),
                (false, false) => format!("{page}.wxml and {page}.js"),
            };
            diagnostics.push(self.app_json.error_at(
                written,
                format!("page \"{page}\": {missing} not found; add it or take the page out"),
            ));
        }
    }
}

#[cfg(test)]
mod tests;
