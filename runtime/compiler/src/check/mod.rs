//! `peapod check`: compile everything and say what is wrong or not supported.

mod scripts;
mod templates;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

use serde::Serialize;

use crate::paths::extension;
use crate::{Compiler, Diagnostic, style};

/// What the container supports, as the caller knows it.
#[derive(Debug, Clone, Default)]
pub struct Supported {
    /// Names of `wx` members (`request`, `getSystemInfoSync`).
    pub apis: BTreeSet<String>,
    /// Names of built-in components (`view`, `scroll-view`).
    pub components: BTreeSet<String>,
}

/// Used but not supported, each name once, sorted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Unsupported {
    /// Members of `wx`.
    pub apis: Vec<String>,
    /// WeChat's built-in components.
    pub components: Vec<String>,
}

/// What `peapod check --json` prints.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct CheckReport {
    pub errors: Vec<Diagnostic>,
    pub warnings: Vec<Diagnostic>,
    pub unsupported: Unsupported,
}

/// Compiles every page, the components they use, their style sheets and every module those
/// reach, and gathers what was said. Files that nothing refers to are not looked at.
pub fn check(compiler: &Compiler, supported: &Supported) -> CheckReport {
    let units = reachable_components(compiler);
    let package = compiler.package();
    let mut scripts: Vec<String> = package.script_of("app").into_iter().collect();
    scripts.extend(
        package
            .app()
            .sub_packages
            .iter()
            .filter_map(|sub| sub.entry.clone())
            .filter(|entry| package.has(entry)),
    );
    scripts.extend(units.iter().filter_map(|unit| package.script_of(unit)));
    compiler.app_style();
    compile(compiler, supported, &units, scripts)
}

/// Like [`check`], and every other file of the package besides: libraries of components
/// ([`crate::OpenOptions::allow_library`]) and what nothing refers to.
pub fn check_every_file(compiler: &Compiler, supported: &Supported) -> CheckReport {
    let files: Vec<String> = compiler.package().files().map(str::to_owned).collect();
    let of = |kinds: &[&str]| -> Vec<String> {
        let kind = |file: &&String| kinds.contains(&extension(file));
        files.iter().filter(kind).cloned().collect()
    };
    let mut units: BTreeSet<String> = reachable_components(compiler).into_iter().collect();
    let templates = of(&["wxml"]);
    units.extend(templates.iter().map(|file| without_extension(file)));
    let units: Vec<String> = units.into_iter().collect();
    in_parallel(&of(&style::SOURCES), |file| {
        compiler.style(without_extension(file).as_str(), None);
    });
    in_parallel(&of(&["wxs"]), |file| compiler.check_wxs(file));
    let mut scripts = of(&["js", "ts", "mjs", "cjs"]);
    // Declarations of types hold no code, and refer to what need not be published.
    scripts.retain(|file| !file.ends_with(".d.ts"));
    compile(compiler, supported, &units, scripts)
}

fn without_extension(path: &str) -> String {
    let end = path.len() - extension(path).len() - 1;
    path[..end].to_owned()
}

/// Compiles templates and sheets of pages and components, and scripts with all they require.
fn compile(
    compiler: &Compiler,
    supported: &Supported,
    units: &[String],
    scripts: Vec<String>,
) -> CheckReport {
    let tags = Mutex::new(templates::Tags::default());
    in_parallel(units, |unit| {
        compiler.style(unit, None);
        let found = templates::tags_of(compiler, unit, supported);
        tags.lock()
            .unwrap_or_else(PoisonError::into_inner)
            .merge(found);
    });
    let tags = tags.into_inner().unwrap_or_else(PoisonError::into_inner);
    compiler.report("tags", &tags.unknown);
    let uses = scripts::follow(compiler, scripts);

    let (errors, warnings) = compiler
        .diagnostics()
        .into_iter()
        .partition(Diagnostic::is_error);
    CheckReport {
        errors,
        warnings,
        unsupported: Unsupported {
            apis: uses
                .into_iter()
                .filter(|name| !supported.apis.contains(name))
                .collect(),
            components: tags.unsupported.into_iter().collect(),
        },
    }
}

/// Pages and every component they (and the app) name, directly or not.
fn reachable_components(compiler: &Compiler) -> Vec<String> {
    let package = compiler.package();
    let mut queue: Vec<String> = package.app().pages.clone();
    queue.extend(package.app().using_components.values().cloned());
    if package.app().raw.pointer("/tabBar/custom") == Some(&serde_json::Value::Bool(true)) {
        queue.push("custom-tab-bar/index".to_owned());
    }
    let mut seen = BTreeMap::new();
    while let Some(path) = queue.pop() {
        if path.contains("://") || seen.contains_key(&path) {
            continue;
        }
        let config = package.component_config(&path);
        queue.extend(config.using_components.values().cloned());
        queue.extend(config.component_generics.values().flatten().cloned());
        seen.insert(path, ());
    }
    seen.into_keys().collect()
}

/// Runs `work` for every item on as many threads as there are processors.
fn in_parallel<T: Sync>(items: &[T], work: impl Fn(&T) + Sync) {
    let next = AtomicUsize::new(0);
    let threads = thread::available_parallelism().map_or(1, |count| count.get().min(8));
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                while let Some(item) = items.get(next.fetch_add(1, Ordering::Relaxed)) {
                    work(item);
                }
            });
        }
    });
}

#[cfg(test)]
mod tests;
