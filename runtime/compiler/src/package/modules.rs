//! What `require` and `import` mean.

use serde_json::Value;

use super::{Package, npm};
use crate::Diagnostic;
use crate::config::JsonFile;
use crate::paths::{extension, folder, join, normalize, plugin_root, resolve};

/// A `require` that finds nothing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("module '{request}' is not defined, required by '{from}': {hint}")]
pub struct ResolveError {
    /// The module that asked.
    pub from: String,
    /// What it asked for.
    pub request: String,
    /// Where was looked and what to do.
    pub hint: String,
}

/// Extensions in the order in which they are tried.
const EXTENSIONS: [&str; 3] = ["js", "ts", "json"];

impl Package {
    /// Finds what `require(request)` in module `from` means: relative, absolute, alias, npm;
    /// with or without extension, or a folder with an index.
    ///
    /// # Errors
    /// The text names what was looked for; throw it as the script's error.
    pub fn resolve_module(&self, from: &str, request: &str) -> Result<String, ResolveError> {
        let from = from.trim_start_matches('/');
        let error = |hint: String| ResolveError {
            from: from.to_owned(),
            request: request.to_owned(),
            hint,
        };
        let in_plugin = !plugin_root(from).is_empty();
        let real = if in_plugin {
            request.to_owned()
        } else {
            self.unalias(request)
        };
        if real.starts_with(['/', '.']) {
            let path = resolve(from, &real)
                .ok_or_else(|| error("the path leads out of the package".to_owned()))?;
            return self
                .module_at(&path)
                // WeChat's own demo writes `./` before the names of packages.
                .or_else(|| {
                    let package = real.strip_prefix("./")?;
                    npm::candidates(folder(from), package).find_map(|path| self.module_at(&path))
                })
                .ok_or_else(|| error(format!("there is neither {path}.js nor {path}/index.js")));
        }
        npm::candidates(folder(from), &real)
            .find_map(|path| self.module_at(&path))
            // Older code leaves out `./`.
            .or_else(|| self.module_at(&resolve(from, &real)?))
            .or_else(|| {
                let path = normalize(&real).filter(|_| !in_plugin)?;
                self.module_at(&path)
            })
            .ok_or_else(|| {
                error(format!(
                    "it is in no miniprogram_npm folder above; install the npm package \
                     \"{}\" or write a relative path",
                    package_name(&real)
                ))
            })
    }

    /// The file a module path without or with extension stands for.
    fn module_at(&self, path: &str) -> Option<String> {
        if matches!(extension(path), "js" | "ts" | "json" | "cjs" | "mjs") && self.has(path) {
            return Some(path.to_owned());
        }
        let with_extension = |path: &str| {
            EXTENSIONS
                .iter()
                .map(|extension| format!("{path}.{extension}"))
                .find(|file| self.has(file))
        };
        with_extension(path)
            // TypeScript sources name the compiled file.
            .or_else(|| {
                let source = format!("{}.ts", path.strip_suffix(".js")?);
                self.has(&source).then_some(source)
            })
            .or_else(|| {
                let manifest = self.read(&join(path, "package.json"))?;
                let main = npm::main_of(&manifest)?;
                let main = join(path, &main);
                if self.has(&main) {
                    return Some(main);
                }
                with_extension(&main).or_else(|| with_extension(&join(&main, "index")))
            })
            .or_else(|| with_extension(&join(path, "index")))
    }

    /// Applies `resolveAlias`; the longest pattern wins.
    pub(crate) fn unalias(&self, request: &str) -> String {
        self.aliases
            .iter()
            .find_map(|(prefix, target)| {
                let rest = request.strip_prefix(prefix.as_str())?;
                Some(format!("{target}{rest}"))
            })
            .unwrap_or_else(|| request.to_owned())
    }
}

/// The npm package of a request: `a` of `a/b`, `@a/b` of `@a/b/c`.
fn package_name(request: &str) -> &str {
    let parts = if request.starts_with('@') { 2 } else { 1 };
    request
        .match_indices('/')
        .nth(parts - 1)
        .map_or(request, |(at, _)| &request[..at])
}

/// `resolveAlias`: keys and values end with `/*`. Longest first, without the star, the target
/// absolute.
pub(super) fn read_aliases(
    app_json: &JsonFile,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<(String, String)> {
    if !matches!(app_json.value.get("resolveAlias"), Some(Value::Object(_))) {
        return Vec::new();
    }
    let mut aliases = Vec::new();
    for (pattern, target) in app_json.string_map("resolveAlias", diagnostics) {
        match (pattern.strip_suffix('*'), target.strip_suffix('*')) {
            (Some(prefix), Some(target)) => {
                let target = format!(
                    "/{}",
                    target.trim_start_matches("./").trim_start_matches('/')
                );
                aliases.push((prefix.to_owned(), target));
            }
            _ => diagnostics.push(app_json.warning_at(
                &pattern,
                "resolveAlias keys and values must end with \"/*\"; this one is ignored",
            )),
        }
    }
    aliases.sort_by_key(|(prefix, _)| std::cmp::Reverse(prefix.len()));
    aliases
}
