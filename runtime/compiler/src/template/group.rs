//! One entry's group: the file, everything it imports and includes, and their WXS.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::mem;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use glass_easel_template_compiler::TmplGroup;

use super::engine::refusal;
use super::include::{self, Includes};
use super::known::{Known, Source};
use super::prelude::PRELUDE;
use super::source::{Reference, ReferenceKind};
use super::wxs::Wxs;
use crate::Diagnostic;
use crate::diagnostic::line_column;
use crate::paths::{normalize, resolve_within};

/// What an included file that would include itself is called instead: nothing has this name.
const NOWHERE: &str = "/..no-such-template";

/// An entry's compiled group.
#[derive(Debug, Default)]
pub(crate) struct Built {
    /// An expression whose value is a `ComponentTemplate`.
    pub code: String,
    pub diagnostics: Vec<Diagnostic>,
    /// Every file that was looked for, there or not.
    pub files: BTreeSet<String>,
}

/// The files of a package, as far as groups need them.
pub(crate) trait Files {
    /// A file's text.
    fn read(&self, file: &str) -> Option<String>;
    /// Whether there is one.
    fn has(&self, file: &str) -> bool;
}

/// Compiles the template `entry` (without extension).
pub(crate) fn build(entry: &str, files: &dyn Files, known: &Known) -> Built {
    let mut builder = Builder::new(files, known);
    builder.collect(entry);
    let cut = builder.include_cycles(entry);
    builder.built.code = builder.generate(entry, &cut);
    builder.built
}

/// What is wrong with a WXS file (with extension) and those it requires.
pub(crate) fn check_script(file: &str, files: &dyn Files, known: &Known) -> Vec<Diagnostic> {
    let mut builder = Builder::new(files, known);
    builder.script(file.strip_suffix(".wxs").unwrap_or(file));
    builder.built.diagnostics
}

/// A template that shows nothing.
pub(crate) fn empty() -> String {
    "({groupList:{},content:function(){return function(){return{C:function(){},B:{}}}},\
     fallbackListenerOnNativeNode:true})"
        .to_owned()
}

struct Builder<'a> {
    files: &'a dyn Files,
    known: &'a Known,
    built: Built,
    /// Template path (without extension) to source; `None` where the file is missing.
    sources: BTreeMap<String, Option<Arc<Source>>>,
    /// Paths in the order in which they were found.
    order: Vec<String>,
    /// WXS path (without extension) to module.
    scripts: BTreeMap<String, Arc<Wxs>>,
    /// What the generator makes of a template may be no code.
    is_doubtful: bool,
    includes: Includes,
}

impl<'a> Builder<'a> {
    fn new(files: &'a dyn Files, known: &'a Known) -> Self {
        Self {
            files,
            known,
            built: Built::default(),
            sources: BTreeMap::new(),
            order: Vec::new(),
            scripts: BTreeMap::new(),
            is_doubtful: false,
            includes: Includes::default(),
        }
    }

    /// Reads the entry and everything it refers to.
    fn collect(&mut self, entry: &str) {
        let mut queue = vec![entry.to_owned()];
        while let Some(path) = queue.pop() {
            if self.sources.contains_key(&path) {
                continue;
            }
            let file = format!("{path}.wxml");
            self.built.files.insert(file.clone());
            let Some(text) = self.files.read(&file) else {
                self.sources.insert(path, None);
                continue;
            };
            let source = if path == entry {
                Known::entry(&path, text)
            } else {
                self.known.imported(&path, text)
            };
            if let Some(offset) = source.scan.too_deep {
                let (line, column) = line_column(&source.text, offset);
                self.report(Diagnostic::error(
                    &file,
                    line,
                    column,
                    "nested too deep; move a part into a component or template",
                ));
                // The parser would recurse as deep.
                self.sources.insert(path, None);
                continue;
            }
            for reference in &source.scan.references {
                self.follow(&file, &source.text, reference, &mut queue);
            }
            for (_, module) in &source.inline {
                self.adopt(&file, module);
            }
            self.order.push(path.clone());
            self.sources.insert(path, Some(source));
        }
    }

    fn follow(&mut self, file: &str, text: &str, reference: &Reference, queue: &mut Vec<String>) {
        let place = || line_column(text, reference.range.start);
        let src = &reference.src;
        if src.is_empty() || src.contains("{{") {
            // The parser says what is wrong with these.
            return;
        }
        let Some(target) = resolve_within(file, src) else {
            let (line, column) = place();
            self.report(Diagnostic::error(
                file,
                line,
                column,
                format!("\"{src}\" leads out of the package"),
            ));
            return;
        };
        if reference.kind == ReferenceKind::Wxs {
            let bare = target.strip_suffix(".wxs").unwrap_or(&target);
            if !self.script(bare) {
                let (line, column) = place();
                self.report(Diagnostic::error(
                    file,
                    line,
                    column,
                    format!("{bare}.wxs not found; correct \"src\" or add the file"),
                ));
            }
            return;
        }
        let bare = target.strip_suffix(".wxml").unwrap_or(&target).to_owned();
        let template = format!("{bare}.wxml");
        if !self.files.has(&template) {
            self.built.files.insert(template);
            let (line, column) = place();
            self.report(Diagnostic::warning(
                file,
                line,
                column,
                format!("{bare}.wxml not found; correct \"src\" or add the file"),
            ));
            return;
        }
        queue.push(bare);
    }

    /// Compiles a WXS file and what it requires; false where it is missing.
    fn script(&mut self, path: &str) -> bool {
        if self.scripts.contains_key(path) {
            return true;
        }
        let file = format!("{path}.wxs");
        self.built.files.insert(file.clone());
        // Known before its requirements are looked at: modules may require each other. And where the
        // file is missing the group refers to it: an empty module keeps the templates alive.
        self.scripts.insert(path.to_owned(), Arc::default());
        let Some(text) = self.files.read(&file) else {
            return false;
        };
        let module = self.known.script(&file, text);
        self.adopt(&file, &module);
        self.scripts.insert(path.to_owned(), module);
        true
    }

    /// Takes a module's diagnostics and requirements over.
    fn adopt(&mut self, file: &str, module: &Wxs) {
        for diagnostic in &module.diagnostics {
            self.report(diagnostic.clone());
        }
        for required in &module.requires {
            let bare = required.strip_suffix(".wxs").unwrap_or(required);
            if !self.script(bare) {
                self.report(Diagnostic::error(
                    file,
                    0,
                    0,
                    format!("require: {required} not found; correct the path or add the file"),
                ));
            }
        }
    }

    fn report(&mut self, diagnostic: Diagnostic) {
        if !self.built.diagnostics.contains(&diagnostic) {
            self.built.diagnostics.push(diagnostic);
        }
    }

    /// `<include>`s that lead back to a file that is being included: `(path, index)` of the
    /// reference. Imports may form circles; includes would never end.
    fn include_cycles(&mut self, entry: &str) -> HashSet<(String, usize)> {
        let mut cut = HashSet::new();
        let mut sources = self.sources.values().flatten();
        if !sources.any(|source| source.includes_others()) {
            return cut;
        }
        let mut done = HashSet::new();
        for start in std::iter::once(entry.to_owned()).chain(self.order.clone()) {
            // Depth first with the open path, by hand: chains may be long.
            let mut open: Vec<(String, usize)> = vec![(start, 0)];
            while let Some((path, index)) = open.last().cloned() {
                let includes = self.includes(&path);
                let Some((position, target)) = includes.get(index) else {
                    done.insert(path);
                    open.pop();
                    continue;
                };
                if let Some(last) = open.last_mut() {
                    last.1 += 1;
                }
                if open.iter().any(|(above, _)| above == target) {
                    if cut.insert((path.clone(), *position)) {
                        self.report_cycle(&path, *position, target);
                    }
                } else if !done.contains(target) {
                    open.push((target.clone(), 0));
                }
            }
        }
        cut
    }

    fn includes(&self, path: &str) -> Vec<(usize, String)> {
        let Some(Some(source)) = self.sources.get(path) else {
            return Vec::new();
        };
        source
            .scan
            .references
            .iter()
            .enumerate()
            .filter(|(_, reference)| reference.kind == ReferenceKind::Include)
            .filter_map(|(index, reference)| {
                let target = resolve_within(path, &reference.src)?;
                let bare = target.strip_suffix(".wxml").unwrap_or(&target);
                Some((index, bare.to_owned()))
            })
            .collect()
    }

    fn report_cycle(&mut self, path: &str, position: usize, target: &str) {
        let Some(Some(source)) = self.sources.get(path) else {
            return;
        };
        let (line, column) =
            line_column(&source.text, source.scan.references[position].range.start);
        self.report(Diagnostic::error(
            format!("{path}.wxml"),
            line,
            column,
            format!(
                "{target}.wxml includes itself this way, without end; this include is left out"
            ),
        ));
    }

    fn generate(&mut self, entry: &str, cut: &HashSet<(String, usize)>) -> String {
        let entry_file = format!("{entry}.wxml");
        if !matches!(self.sources.get(entry), Some(Some(_))) {
            return empty();
        }
        if entry.contains(['\'', '\\', '\n']) {
            self.report(Diagnostic::error(
                &entry_file,
                0,
                0,
                "quotes and backslashes are not allowed in file names; rename the file",
            ));
            return empty();
        }
        let mut group = TmplGroup::new();
        let order = mem::take(&mut self.order);
        let has_wxs = !self.scripts.is_empty()
            || self
                .sources
                .values()
                .flatten()
                .any(|source| !source.inline.is_empty());
        for path in &order {
            self.add(&mut group, path, entry, cut);
        }
        let mut runtime = String::new();
        if has_wxs {
            runtime.push_str(PRELUDE);
        }
        if !self.includes.is_empty() {
            runtime.push_str(include::HELPER);
        }
        if !runtime.is_empty() {
            group.set_extra_runtime_script(&runtime);
        }
        for (path, module) in &self.scripts {
            group.add_script(path, &module.code);
        }
        self.add_odd_spellings(&mut group, &order);
        let result = catch_unwind(AssertUnwindSafe(|| group.get_tmpl_gen_object_groups()));
        let code = match result {
            Ok(Ok(code)) => self.includes.lead(code),
            Ok(Err(error)) => {
                self.report(Diagnostic::error(&entry_file, 0, 0, error.message));
                return empty();
            }
            Err(_) => {
                self.report(Diagnostic::error(
                    &entry_file,
                    0,
                    0,
                    "the template compiler failed on this file; simplify it, and report it \
                     with the file",
                ));
                return empty();
            }
        };
        if self.is_doubtful
            && let Some(why) = refusal(&format!("return {code}"))
        {
            self.report(Diagnostic::error(
                &entry_file,
                0,
                0,
                format!("what the template compiler makes of this file is no code ({why}); mend the file"),
            ));
            return empty();
        }
        let literal = serde_json::Value::String(entry.to_owned());
        let start = "(function(){var G=";
        let end = format!(
            ";return{{groupList:G,content:G[{literal}],fallbackListenerOnNativeNode:true}}}})()"
        );
        // The code is long, and its buffer often has room for more.
        let mut whole = code;
        whole.reserve_exact(start.len() + end.len());
        whole.insert_str(0, start);
        whole.push_str(&end);
        whole.shrink_to_fit();
        whole
    }

    /// Adds one template to the group.
    fn add(
        &mut self,
        group: &mut TmplGroup,
        path: &str,
        entry: &str,
        cut: &HashSet<(String, usize)>,
    ) {
        let Some(Some(source)) = self.sources.get(path) else {
            return;
        };
        let source = source.clone();
        let mut left_out = source
            .scan
            .references
            .iter()
            .enumerate()
            .filter(|(index, _)| !cut.is_empty() && cut.contains(&(path.to_owned(), *index)))
            .map(|(_, reference)| (reference.range.clone(), NOWHERE.to_owned()))
            .peekable();
        let own;
        let remarks = if left_out.peek().is_some() {
            let mut edits = source.scan.edits.clone();
            edits.extend(left_out);
            edits.sort_by_key(|(range, _)| range.start);
            own = source.add(group, path, &edits, &mut self.includes);
            &own
        } else if path == entry || source.includes_others() {
            own = source.add(group, path, &source.scan.edits, &mut self.includes);
            &own
        } else {
            source.add_shared(group, path)
        };
        self.is_doubtful |= remarks.is_doubtful;
        for diagnostic in &remarks.diagnostics {
            self.report(diagnostic.clone());
        }
    }

    /// The compiler looks files up under the path as written (`a//b`); give them those names.
    fn add_odd_spellings(&mut self, group: &mut TmplGroup, order: &[String]) {
        for path in order {
            let Ok(spellings) = group
                .script_dependencies(path)
                .map(|names| names.collect::<Vec<_>>())
            else {
                continue;
            };
            for spelling in spellings {
                let clean = normalize(&spelling).unwrap_or_default();
                if clean != spelling || !self.scripts.contains_key(&clean) {
                    let target = serde_json::Value::String(format!("/{clean}"));
                    let code = if self.scripts.contains_key(&clean) {
                        format!("module.exports=require({target})")
                    } else {
                        String::new()
                    };
                    group.add_script(&spelling, &code);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests;
