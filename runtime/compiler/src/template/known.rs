//! What the groups of a package share: most pages import the same few templates, and a library
//! has WXS that every component uses.

use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use glass_easel_template_compiler::TmplGroup;

use super::edits::{Edits, apply};
use super::include::Includes;
use super::remarks::{diagnostic, is_lost};
use super::source::{ReferenceKind, Scan, scan};
use super::wxs::{self, Wxs};
use crate::Diagnostic;
use crate::paths::{plugin_root, resolve_within};

/// One template's text and what a look over it found.
#[derive(Debug)]
pub(super) struct Source {
    /// As it is compiled, before the scan's edits.
    pub text: String,
    /// As the file has it, where that differs.
    original: Option<String>,
    pub scan: Scan,
    /// Name and compiled code of each inline WXS module.
    pub inline: Vec<(String, Wxs)>,
    parsed: OnceLock<(TmplGroup, Remarks)>,
}

/// What parsing a template said.
#[derive(Debug, Default)]
pub(super) struct Remarks {
    pub diagnostics: Vec<Diagnostic>,
    /// The parser remarked upon something: what the generator makes of it may be no code.
    pub is_doubtful: bool,
}

impl Source {
    fn new(path: &str, read: String) -> Self {
        let (text, scan, original) = rooted(path, read);
        let file = format!("{path}.wxml");
        let inline = if scan.too_deep.is_some() {
            Vec::new()
        } else {
            let modules = scan.inline_wxs.iter();
            modules
                .map(|inline| {
                    let module = wxs::compile(&file, &text, inline.range.clone());
                    (inline.module.clone(), module)
                })
                .collect()
        };
        Self {
            text,
            original,
            scan,
            inline,
            parsed: OnceLock::new(),
        }
    }

    /// Whether the template is another one in each group, as references in place of `<include>`
    /// are numbered there.
    pub fn includes_others(&self) -> bool {
        let mut references = self.scan.references.iter();
        references.any(|reference| reference.kind == ReferenceKind::Include)
    }

    /// Adds the template, which includes no other, to a group. What was parsed for another group is
    /// copied.
    pub fn add_shared(&self, group: &mut TmplGroup, path: &str) -> &Remarks {
        let (parsed, remarks) = self.parsed.get_or_init(|| {
            let mut parsed = TmplGroup::new();
            let remarks = self.add(
                &mut parsed,
                path,
                &self.scan.edits,
                &mut Includes::default(),
            );
            (parsed, remarks)
        });
        group.import_group(parsed);
        remarks
    }

    /// Parses the template, changed by `edits` (ascending), into a group.
    pub fn add(
        &self,
        group: &mut TmplGroup,
        path: &str,
        edits: &Edits,
        includes: &mut Includes,
    ) -> Remarks {
        let file = format!("{path}.wxml");
        let edited;
        let text = if edits.is_empty() {
            &self.text
        } else {
            edited = apply(&self.text, edits);
            &edited
        };
        let mut remarks = Remarks::default();
        match catch_unwind(AssertUnwindSafe(|| group.add_tmpl(path, text))) {
            Ok(errors) => {
                remarks.is_doubtful = errors.iter().any(is_lost);
                let found = errors
                    .iter()
                    .filter_map(|error| diagnostic(&file, &self.text, text, edits, error));
                remarks.diagnostics.extend(found);
            }
            Err(_) => {
                remarks.diagnostics.push(Diagnostic::error(
                    &file,
                    0,
                    0,
                    "the template parser failed on this file; simplify it, and report it with \
                     the file",
                ));
                group.add_tmpl(path, "");
            }
        }
        if self.includes_others()
            && !text.contains("peapodInclude")
            && let Ok(template) = group.get_tree(path)
        {
            let target = |src: &str| {
                let target = resolve_within(path, src)?;
                let bare = target.strip_suffix(".wxml").unwrap_or(&target);
                Some(bare.to_owned())
            };
            let edits = includes.replace(text, template, target);
            if !edits.is_empty() {
                // What is wrong with it has been found.
                let text = apply(text, &edits);
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
            let mut compiled = self.inline.iter().rev();
            let module = compiled.find(|(module, _)| *module == name);
            let code = module.map_or("", |(_, module)| module.code.as_str());
            // Its error is that there is no such template.
            let _ = group.set_inline_script_content(path, &name, code);
        }
        remarks
    }
}

/// The template compiler looks for absolute paths below the package's root; those of a plugin's
/// files begin at the plugin's. Gives the text, its scan, and what was read where that differs.
fn rooted(path: &str, read: String) -> (String, Scan, Option<String>) {
    let root = plugin_root(path);
    let found = scan(&read);
    if root.is_empty() || found.too_deep.is_some() {
        return (read, found, None);
    }
    let mut starts: Vec<usize> = found
        .references
        .iter()
        .filter(|reference| reference.src.starts_with('/'))
        .map(|reference| reference.range.start)
        .collect();
    if starts.is_empty() {
        return (read, found, None);
    }
    starts.sort_unstable();
    let mut text = read.clone();
    for start in starts.into_iter().rev() {
        text.insert_str(start, &format!("/{root}"));
    }
    let found = scan(&text);
    (text, found, Some(read))
}

/// Templates and WXS files that were compiled for other groups, by path. Each is kept with the
/// text that it was made from, and made anew where that is another one by now.
#[derive(Debug, Default)]
pub(crate) struct Known {
    templates: Mutex<HashMap<String, Arc<Source>>>,
    scripts: Mutex<HashMap<String, (String, Arc<Wxs>)>>,
}

impl Known {
    /// A template that others import; `path` is without extension.
    pub(super) fn imported(&self, path: &str, read: String) -> Arc<Source> {
        let known = || {
            self.templates
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
        };
        if let Some(source) = known().get(path)
            && *source.original.as_ref().unwrap_or(&source.text) == read
        {
            return source.clone();
        }
        let source = Arc::new(Source::new(path, read));
        known().insert(path.to_owned(), source.clone());
        source
    }

    /// A template that its own group alone is likely to have.
    pub(super) fn entry(path: &str, read: String) -> Arc<Source> {
        Arc::new(Source::new(path, read))
    }

    /// A WXS file, with extension.
    pub(super) fn script(&self, file: &str, text: String) -> Arc<Wxs> {
        let known = || self.scripts.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((same, module)) = known().get(file)
            && *same == text
        {
            return module.clone();
        }
        let module = Arc::new(wxs::compile(file, &text, 0..text.len()));
        known().insert(file.to_owned(), (text, module.clone()));
        module
    }
}
