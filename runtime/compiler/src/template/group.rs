//! One entry's group: the file, everything it imports and includes, and their WXS.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::mem;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Mutex, PoisonError};

use glass_easel_template_compiler::TmplGroup;
use glass_easel_template_compiler::parse::{ParseError, ParseErrorKind, ParseErrorLevel};

use super::engine::refusal;
use super::include::{self, Includes};
use super::prelude::PRELUDE;
use super::source::{Reference, ReferenceKind, Scan, apply, original_offset, scan};
use super::wxs;
use crate::Diagnostic;
use crate::diagnostic::line_column;
use crate::paths::{normalize, plugin_root, resolve};

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

/// Compiles the template `entry` (without extension). `read` gives a file's text.
pub(crate) fn build(
    entry: &str,
    read: &dyn Fn(&str) -> Option<String>,
    known_wxs: &KnownWxs,
) -> Built {
    let mut builder = Builder {
        read,
        known_wxs,
        built: Built::default(),
        sources: HashMap::new(),
        order: Vec::new(),
        scripts: BTreeMap::new(),
        is_doubtful: false,
        includes: Includes::default(),
    };
    builder.collect(entry);
    let cut = builder.include_cycles(entry);
    builder.built.code = builder.generate(entry, &cut);
    builder.built
}

/// What is wrong with a WXS file (with extension) and those it requires.
pub(crate) fn check_script(file: &str, read: &dyn Fn(&str) -> Option<String>) -> Vec<Diagnostic> {
    let mut builder = Builder {
        read,
        known_wxs: &KnownWxs::default(),
        built: Built::default(),
        sources: HashMap::new(),
        order: Vec::new(),
        scripts: BTreeMap::new(),
        is_doubtful: false,
        includes: Includes::default(),
    };
    builder.script(file.strip_suffix(".wxs").unwrap_or(file));
    builder.built.diagnostics
}

/// A template that shows nothing.
pub(crate) fn empty() -> String {
    "({groupList:{},content:function(){return function(){return{C:function(){},B:{}}}},\
     fallbackListenerOnNativeNode:true})"
        .to_owned()
}

struct Source {
    text: String,
    scan: Scan,
    /// Name and compiled code of each inline WXS module.
    inline: Vec<(String, String)>,
}

/// WXS files that were compiled for other groups, by path, with the text they were made from: a
/// library has one that every component uses.
pub(crate) type KnownWxs = Mutex<HashMap<String, (String, wxs::Wxs)>>;

struct Builder<'a> {
    read: &'a dyn Fn(&str) -> Option<String>,
    known_wxs: &'a KnownWxs,
    built: Built,
    /// Template path (without extension) to source; `None` where the file is missing.
    sources: HashMap<String, Option<Source>>,
    /// Paths in the order in which they were found.
    order: Vec<String>,
    /// WXS path (without extension) to code.
    scripts: BTreeMap<String, String>,
    /// The parser remarked upon something: what the generator makes of it may be no code.
    is_doubtful: bool,
    includes: Includes,
}

/// The template compiler looks for absolute paths below the package's root; those of a plugin's
/// files begin at the plugin's.
fn rooted(path: &str, mut text: String) -> (String, Scan) {
    let root = plugin_root(path);
    let mut found = scan(&text);
    if root.is_empty() || found.too_deep.is_some() {
        return (text, found);
    }
    let mut starts: Vec<usize> = found
        .references
        .iter()
        .filter(|reference| reference.src.starts_with('/'))
        .map(|reference| reference.range.start)
        .collect();
    if !starts.is_empty() {
        starts.sort_unstable();
        for start in starts.into_iter().rev() {
            text.insert_str(start, &format!("/{root}"));
        }
        found = scan(&text);
    }
    (text, found)
}

impl Builder<'_> {
    /// Reads the entry and everything it refers to.
    fn collect(&mut self, entry: &str) {
        let mut queue = vec![entry.to_owned()];
        while let Some(path) = queue.pop() {
            if self.sources.contains_key(&path) {
                continue;
            }
            let file = format!("{path}.wxml");
            self.built.files.insert(file.clone());
            let Some(text) = (self.read)(&file) else {
                self.sources.insert(path, None);
                continue;
            };
            let (text, mut found) = rooted(&path, text);
            if let Some(offset) = found.too_deep {
                let (line, column) = line_column(&text, offset);
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
            for reference in &mut found.references {
                self.follow(&file, &text, reference, &mut queue);
            }
            let inline = found
                .inline_wxs
                .iter()
                .map(|inline| {
                    let module = wxs::compile(&file, &text, inline.range.clone());
                    let code = self.adopt(&file, module);
                    (inline.module.clone(), code)
                })
                .collect();
            self.order.push(path.clone());
            let source = Source {
                text,
                scan: found,
                inline,
            };
            self.sources.insert(path, Some(source));
        }
    }

    fn follow(&mut self, file: &str, text: &str, reference: &Reference, queue: &mut Vec<String>) {
        let (line, column) = line_column(text, reference.range.start);
        let src = &reference.src;
        if src.is_empty() || src.contains("{{") {
            // The parser says what is wrong with these.
            return;
        }
        let Some(target) = resolve(file, src) else {
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
        if (self.read)(&format!("{bare}.wxml")).is_none() {
            self.built.files.insert(format!("{bare}.wxml"));
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
        let Some(text) = (self.read)(&file) else {
            // The group refers to it: an empty module keeps the templates alive.
            self.scripts.insert(path.to_owned(), String::new());
            return false;
        };
        // Known before its requirements are looked at: modules may require each other.
        self.scripts.insert(path.to_owned(), String::new());
        let module = self.compile_wxs(&file, text);
        let code = self.adopt(&file, module);
        self.scripts.insert(path.to_owned(), code);
        true
    }

    fn compile_wxs(&self, file: &str, text: String) -> wxs::Wxs {
        let known = || {
            self.known_wxs
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
        };
        if let Some((same, module)) = known().get(file)
            && *same == text
        {
            return module.clone();
        }
        let module = wxs::compile(file, &text, 0..text.len());
        known().insert(file.to_owned(), (text, module.clone()));
        module
    }

    /// Takes a module's diagnostics and requirements over.
    fn adopt(&mut self, file: &str, module: wxs::Wxs) -> String {
        for diagnostic in module.diagnostics {
            self.report(diagnostic);
        }
        for required in module.requires {
            let bare = required.strip_suffix(".wxs").unwrap_or(&required);
            if !self.script(bare) {
                self.report(Diagnostic::error(
                    file,
                    0,
                    0,
                    format!("require: {required} not found; correct the path or add the file"),
                ));
            }
        }
        module.code
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
                let target = resolve(path, &reference.src)?;
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
            self.add(&mut group, path, cut);
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
        for (path, code) in &self.scripts {
            group.add_script(path, code);
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
        format!(
            "(function(){{var G={code};return{{groupList:G,content:G[{literal}],\
             fallbackListenerOnNativeNode:true}}}})()"
        )
    }

    /// Adds one template to the group.
    fn add(&mut self, group: &mut TmplGroup, path: &str, cut: &HashSet<(String, usize)>) {
        let Some(Some(source)) = self.sources.get(path) else {
            return;
        };
        let file = format!("{path}.wxml");
        let mut edits = source.scan.edits.clone();
        for (index, reference) in source.scan.references.iter().enumerate() {
            if cut.contains(&(path.to_owned(), index)) {
                edits.push((reference.range.clone(), NOWHERE.to_owned()));
            }
        }
        edits.sort_by_key(|(range, _)| range.start);
        let text = apply(&source.text, &edits);
        let mut found = Vec::new();
        let parsed = catch_unwind(AssertUnwindSafe(|| group.add_tmpl(path, &text)));
        match parsed {
            Ok(errors) => {
                self.is_doubtful |= errors.iter().any(is_lost);
                for error in errors {
                    found.extend(diagnostic(&file, &source.text, &text, &edits, &error));
                }
            }
            Err(_) => {
                found.push(Diagnostic::error(
                    &file,
                    0,
                    0,
                    "the template parser failed on this file; simplify it, and report it with \
                     the file",
                ));
                group.add_tmpl(path, "");
            }
        }
        let is_marked = text.contains("peapodInclude");
        if let (Ok(template), false) = (group.get_tree(path), is_marked) {
            let target = |src: &str| {
                let target = resolve(path, src)?;
                let bare = target.strip_suffix(".wxml").unwrap_or(&target);
                Some(bare.to_owned())
            };
            let edits = self.includes.replace(&text, template, target);
            if !edits.is_empty() {
                // What is wrong with it has been found.
                let text = apply(&text, &edits);
                let _ = catch_unwind(AssertUnwindSafe(|| group.add_tmpl(path, &text)));
            }
        }
        // No code goes into the group as it was written: where the parser sees a module that
        // was not compiled, the tag is broken.
        let modules: Vec<String> = group
            .inline_script_module_names(path)
            .map(|names| names.map(str::to_owned).collect())
            .unwrap_or_default();
        for name in modules {
            let code = source
                .inline
                .iter()
                .rev()
                .find(|(module, _)| *module == name);
            let text = code.map_or("", |(_, code)| code.as_str());
            // Its error is that there is no such template.
            let _ = group.set_inline_script_content(path, &name, text);
        }
        for diagnostic in found {
            self.report(diagnostic);
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

/// Whether the parser may have lost its way, rather than having an opinion.
fn is_lost(error: &ParseError) -> bool {
    error.level() >= ParseErrorLevel::Error
        || matches!(
            error.kind,
            ParseErrorKind::InvalidAttributeName
                | ParseErrorKind::UnexpectedCharacter
                | ParseErrorKind::IncompleteTag
        )
}

/// What the parser found, where DevTools would say so, too.
fn diagnostic(
    file: &str,
    original: &str,
    edited: &str,
    edits: &[(std::ops::Range<usize>, String)],
    error: &ParseError,
) -> Option<Diagnostic> {
    let mend = match error.kind {
        // `&` in text, an attribute that is no binding: WeChat takes these as they are.
        ParseErrorKind::IllegalEntity | ParseErrorKind::ShouldQuoted => return None,
        ParseErrorKind::ChildNodesNotAllowed => "what is inside is not shown",
        ParseErrorKind::MissingEndTag => "close the element",
        ParseErrorKind::InvalidEndTag => "there is no such element open; take the end tag out",
        ParseErrorKind::UnexpectedExpressionCharacter
        | ParseErrorKind::MissingExpressionEnd
        | ParseErrorKind::UnmatchedBracket
        | ParseErrorKind::UnmatchedParenthesis
        | ParseErrorKind::IncompleteConditionExpression => {
            "correct the expression between {{ and }}"
        }
        _ => "",
    };
    let is_error = match error.kind {
        ParseErrorKind::MissingEndTag | ParseErrorKind::InvalidEndTag => true,
        // WeChat has no fallback content of slots either, and says nothing.
        ParseErrorKind::ChildNodesNotAllowed => false,
        _ => error.level() >= ParseErrorLevel::Error,
    };
    if !is_error && error.level() < ParseErrorLevel::Warn {
        return None;
    }
    let (line, column) = if edits.is_empty() {
        let (line, column) = error.location.start.line_col_utf16();
        (line as u32 + 1, column as u32 + 1)
    } else {
        let offset = byte_offset(edited, error.location.start.line_col_utf16());
        line_column(original, original_offset(edits, offset))
    };
    let message = if mend.is_empty() {
        error.kind.to_string()
    } else {
        format!("{}; {mend}", error.kind)
    };
    Some(if is_error {
        Diagnostic::error(file, line, column, message)
    } else {
        Diagnostic::warning(file, line, column, message)
    })
}

/// Byte offset of a zero-based line and UTF-16 column.
pub(super) fn byte_offset(text: &str, (line, column): (usize, usize)) -> usize {
    let start = if line == 0 {
        0
    } else {
        text.match_indices('\n')
            .nth(line - 1)
            .map_or(text.len(), |(at, _)| at + 1)
    };
    let mut units = 0;
    for (at, character) in text[start..].char_indices() {
        if units >= column {
            return start + at;
        }
        units += character.len_utf16();
    }
    text.len()
}

#[cfg(test)]
mod tests;
