//! A compiler for the package after files of it were saved.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::{CompiledStyle, CompiledTemplate, Compiler, Unit};
use crate::{Diagnostic, Package, script};

/// What is different between a compiler and its successor. Paths of units, sorted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Update {
    /// Sheets whose CSS is another (path without extension, `app` for the app's).
    pub styles: Vec<String>,
    /// Templates whose code is another (path without extension).
    pub templates: Vec<String>,
    /// Modules whose code is another (path with extension).
    pub modules: Vec<String>,
    /// Pages and components whose JSON says something else (path without extension).
    pub configs: Vec<String>,
    /// Errors of the units that were compiled anew; each of them keeps its last good version.
    pub errors: Vec<Diagnostic>,
}

/// What a save may have made another.
trait Renewed {
    /// Names the kind in the table of diagnostics.
    const WHAT: &str;
    fn diagnostics(&self) -> &[Diagnostic];
    fn hash(&self) -> &str;
}

impl Renewed for CompiledTemplate {
    const WHAT: &str = "template";
    fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }
    fn hash(&self) -> &str {
        &self.hash
    }
}

impl Renewed for CompiledStyle {
    const WHAT: &str = "style";
    fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }
    fn hash(&self) -> &str {
        &self.hash
    }
}

impl Compiler {
    /// A compiler for `package`, which is this one's package opened anew after `changed` files
    /// were written, added or removed. It keeps what these files have no part in, and has compiled
    /// everything else again that this one has compiled. A unit with errors stays as it was before
    /// them, so that a bad save does not break what runs.
    pub fn successor(&self, package: Arc<Package>, changed: &BTreeSet<String>) -> (Self, Update) {
        let cache = self.cache.successor(package.clone(), changed);
        let next = Self::with_cache(package, cache);
        let mut update = Update::default();
        let hit = |files: &[String]| files.iter().any(|file| changed.contains(file));
        // WXS modules for views are compiled anew with the templates that use them.
        let mut known = lock(&self.diagnostics).clone();
        known.retain(|what, _| !what.starts_with("WXS "));
        *lock(&next.diagnostics) = known;

        let templates = lock(&self.templates).clone();
        for (path, old) in templates {
            let unit = if hit(&old.files) {
                let new = next.compile_template(&path);
                next.renew(&path, old, new, &mut update.templates, &mut update.errors)
            } else {
                old
            };
            lock(&next.templates).insert(path, unit);
        }
        let styles = lock(&self.styles).clone();
        for (key, old) in styles {
            let unit = if hit(&old.files) {
                let new = next.compile_style(&key.0, key.1.as_deref());
                next.renew(&key.0, old, new, &mut update.styles, &mut update.errors)
            } else {
                old
            };
            lock(&next.styles).insert(key, unit);
        }
        let modules = lock(&self.modules).clone();
        for (path, old) in modules {
            let result = if changed.contains(&path) {
                next.renew_module(&path, old, &mut update)
            } else {
                old
            };
            lock(&next.modules).insert(path, result);
        }
        self.renew_configs(&next, &mut update);
        for list in [
            &mut update.styles,
            &mut update.templates,
            &mut update.modules,
            &mut update.configs,
        ] {
            list.sort();
            list.dedup();
        }
        (next, update)
    }

    /// Errors of everything compiled so far that still has some.
    pub fn errors(&self) -> Vec<Diagnostic> {
        let known = lock(&self.diagnostics);
        let all = known.values().flatten();
        all.filter(|found| found.is_error()).cloned().collect()
    }

    /// The new unit, or the old one where only the new one has errors; `changed` gets the path of
    /// a unit that is another now.
    fn renew<T: Renewed>(
        &self,
        path: &str,
        old: Unit<T>,
        new: Unit<T>,
        changed: &mut Vec<String>,
        errors: &mut Vec<Diagnostic>,
    ) -> Unit<T> {
        let found = new.compiled.diagnostics();
        self.restate(&format!("{} {path}", T::WHAT), found);
        let wrong = errors_of(found);
        let keep = !wrong.is_empty() && errors_of(old.compiled.diagnostics()).is_empty();
        errors.extend(wrong);
        if keep {
            return Unit {
                files: union(&old.files, &new.files),
                compiled: old.compiled,
            };
        }
        if new.compiled.hash() != old.compiled.hash() {
            changed.push(path.to_owned());
        }
        new
    }

    fn renew_module(
        &self,
        path: &str,
        old: super::ModuleResult,
        update: &mut Update,
    ) -> super::ModuleResult {
        // A script that needs no transformation is not parsed when it is compiled; here its
        // mistakes are to be known before it runs.
        let checked = self.compile_module(path).and_then(|module| {
            let text = self.package.read_text(path).unwrap_or_default();
            if script::is_plain(path, &text) {
                script::isolated(path, &text, |path, text| {
                    script::parse(path, text, false).map(drop)
                })?;
            }
            Ok(module)
        });
        match checked {
            Ok(new) => {
                self.restate(&format!("module {path}"), &[]);
                if old.as_ref().map(|old| &old.hash).ok() != Some(&new.hash) {
                    update.modules.push(path.to_owned());
                }
                Ok(new)
            }
            Err(found) => {
                self.restate(&format!("module {path}"), &found);
                update.errors.extend(errors_of(&found));
                old.or(Err(found))
            }
        }
    }

    /// Configurations are read again, since one may name a component that is there only now.
    fn renew_configs(&self, next: &Self, update: &mut Update) {
        let mut wrong: BTreeMap<String, Vec<Diagnostic>> = BTreeMap::new();
        let before = self.package.diagnostics();
        for path in self.package.known_components() {
            let old = self.package.component_config(&path);
            let new = next.package.component_config(&path);
            let file = format!("{path}.json");
            let found: Vec<Diagnostic> = next
                .package
                .diagnostics()
                .into_iter()
                .filter(|found| found.is_error() && found.file == file)
                .filter(|found| !before.contains(found))
                .collect();
            if !found.is_empty() {
                next.package.keep_component(&path, old);
                wrong.insert(path, found);
            } else if !same(&old, &new) {
                update.configs.push(path);
            }
        }
        update.errors.extend(wrong.into_values().flatten());
    }

    fn restate(&self, what: &str, found: &[Diagnostic]) {
        lock(&self.diagnostics).remove(what);
        self.report(what, found);
    }
}

fn same(old: &crate::ComponentConfig, new: &crate::ComponentConfig) -> bool {
    old.raw == new.raw
        && old.using_components == new.using_components
        && old.component_generics == new.component_generics
}

fn errors_of(found: &[Diagnostic]) -> Vec<Diagnostic> {
    let errors = found.iter().filter(|found| found.is_error());
    errors.cloned().collect()
}

fn union(one: &[String], other: &[String]) -> Arc<Vec<String>> {
    let all: BTreeSet<&String> = one.iter().chain(other).collect();
    Arc::new(all.into_iter().cloned().collect())
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::OpenOptions;

    struct Project(tempfile::TempDir);

    impl Project {
        fn new() -> Self {
            let project = Self(tempfile::tempdir().unwrap());
            project.write("app.json", r#"{"pages": ["p"]}"#);
            project.write("p.js", "Page({})");
            project.write("p.json", r#"{"navigationBarTitleText": "one"}"#);
            project.write("p.wxml", "<import src=\"t.wxml\"/><view>{{a}}</view>");
            project.write("t.wxml", "<template name=\"t\"/>");
            project.write("p.wxss", "@import \"i.wxss\";");
            project.write("i.wxss", "view { color: red }");
            project
        }

        fn write(&self, path: &str, text: &str) {
            std::fs::write(self.0.path().join(path), text).unwrap();
        }

        fn open(&self) -> Arc<Package> {
            Arc::new(Package::open(self.0.path(), &OpenOptions::default()).unwrap())
        }

        fn compiler(&self) -> Compiler {
            let compiler = Compiler::new(self.open(), None);
            compiler.template("p");
            compiler.style("p", None);
            compiler.style("app", None);
            compiler.module("p.js").unwrap();
            compiler.package().component_config("p");
            compiler
        }

        fn save(&self, compiler: &Compiler, path: &str, text: &str) -> (Compiler, Update) {
            self.write(path, text);
            compiler.successor(self.open(), &BTreeSet::from([path.to_owned()]))
        }
    }

    #[test]
    fn an_import_reaches_what_imports_it_and_nothing_else() {
        let project = Project::new();
        let first = project.compiler();
        let (second, update) = project.save(&first, "i.wxss", "view { color: blue }");
        let expected = Update {
            styles: vec!["p".into()],
            ..Update::default()
        };
        assert_eq!(update, expected);
        assert!(second.style("p", None).css.contains("blue"));
        assert!(Arc::ptr_eq(&first.template("p"), &second.template("p")));
        let (_, update) = project.save(&second, "t.wxml", "<template name=\"t\">new</template>");
        assert_eq!(update.templates, ["p"]);
        assert_eq!(update.styles, [""; 0]);
    }

    #[test]
    fn a_sheet_that_was_not_there_is_found_when_it_is() {
        let project = Project::new();
        let (_, update) = project.save(&project.compiler(), "app.wxss", "page { color: red }");
        assert_eq!(update.styles, ["app"]);
    }

    #[test]
    fn a_bad_save_keeps_the_last_good_version_until_a_good_one() {
        let project = Project::new();
        let first = project.compiler();
        let good = first.template("p").hash.clone();
        let (second, update) = project.save(&first, "p.wxml", "<view>\n  <text>{{ a + }}</view>");
        assert_eq!(update.templates, [""; 0]);
        assert_eq!(update.errors[0].file, "p.wxml");
        assert!(update.errors[0].line > 0);
        assert_eq!(second.template("p").hash, good);
        assert!(!second.errors().is_empty());
        let (third, update) = project.save(&second, "p.wxml", "<view>{{b}}</view>");
        assert_eq!(update.templates, ["p"]);
        assert!(update.errors.is_empty() && third.errors().is_empty());
    }

    #[test]
    fn mistakes_of_scripts_and_json_are_known_before_anything_runs() {
        let project = Project::new();
        let (second, update) = project.save(&project.compiler(), "p.js", "Page({\n  a: = 1\n})");
        assert_eq!((update.errors[0].line, update.modules.len()), (2, 0));
        assert_eq!(second.module("p.js").unwrap().code, "Page({})");
        let (third, update) = project.save(&second, "p.json", "{\"usingComponents\": ");
        assert_eq!(update.errors[0].file, "p.json");
        let title = &third.package().component_config("p").raw["navigationBarTitleText"];
        assert_eq!(title, "one");
        let (_, update) = project.save(&third, "p.json", r#"{"navigationBarTitleText": "two"}"#);
        assert_eq!(update.configs, ["p"]);
    }

    #[test]
    fn a_save_that_changes_nothing_changes_nothing() {
        let project = Project::new();
        let (_, update) = project.save(&project.compiler(), "p.js", "Page({})");
        assert_eq!(update, Update::default());
    }
}
