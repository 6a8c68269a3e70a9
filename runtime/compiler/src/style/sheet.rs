//! A style sheet with everything it imports.

use std::collections::BTreeSet;

use super::walk::{Edit, Scope, walk};
use super::{EXTENSIONS, less, sass};
use crate::Diagnostic;
use crate::diagnostic::line_column;
use crate::package::npm_candidates;
use crate::paths::{extension, folder, resolve};

/// A compiled sheet.
#[derive(Debug, Default)]
pub(crate) struct Built {
    pub css: String,
    pub diagnostics: Vec<Diagnostic>,
    /// Every file that was looked for, there or not.
    pub files: BTreeSet<String>,
}

/// A sheet is imported again wherever it is named, so bound what a hostile diamond makes of it.
const MAX_IMPORTS: usize = 2000;

/// Compiles the sheet of `path` (without extension). `class_prefix` scopes its classes.
pub(crate) fn build(
    path: &str,
    class_prefix: Option<&str>,
    host: &str,
    read: &(dyn Fn(&str) -> Option<String> + Sync),
) -> Built {
    let mut builder = Builder {
        scope: Scope { class_prefix, host },
        read,
        built: Built::default(),
        open: Vec::new(),
        imports: 0,
    };
    let names = EXTENSIONS.map(|extension| format!("{path}.{extension}"));
    if let Some((file, text)) = builder.first(&names) {
        builder.built.css = builder.file(&file, text);
    }
    builder.built
}

struct Builder<'a> {
    scope: Scope<'a>,
    read: &'a (dyn Fn(&str) -> Option<String> + Sync),
    built: Built,
    /// The chain of files being compiled.
    open: Vec<String>,
    imports: usize,
}

impl Builder<'_> {
    fn first(&mut self, names: &[String]) -> Option<(String, String)> {
        names.iter().find_map(|name| {
            self.built.files.insert(name.clone());
            (self.read)(name).map(|text| (name.clone(), text))
        })
    }

    /// Compiles one file.
    fn file(&mut self, file: &str, text: String) -> String {
        let result = match extension(file) {
            "less" => less::compile(file, &text, self.read),
            "scss" | "sass" => sass::compile(file, self.read),
            _ => return self.css(file, &text),
        };
        self.built.files.extend(result.files);
        match result.css {
            Ok(css) => self.css(file, &css),
            Err(diagnostic) => {
                self.built.diagnostics.push(diagnostic);
                String::new()
            }
        }
    }

    fn css(&mut self, file: &str, css: &str) -> String {
        self.open.push(file.to_owned());
        let walked = walk(file, css, self.scope);
        for (offset, message) in walked.mistakes {
            let (line, column) = line_column(css, offset);
            self.built
                .diagnostics
                .push(Diagnostic::error(file, line, column, message));
        }
        let mut out = String::with_capacity(css.len());
        let mut last = 0;
        for edit in walked.edits {
            let range = edit.range().clone();
            if range.start < last || css.get(range.clone()).is_none() {
                continue;
            }
            out.push_str(&css[last..range.start]);
            last = range.end;
            match edit {
                Edit::Replace(_, with) => out.push_str(&with),
                Edit::Import { target, media, .. } => {
                    let inner = self.import(file, css, range.start, &target);
                    if media.is_empty() {
                        out.push_str(&inner);
                    } else {
                        let media = self.css(file, &format!("@media {media}{{}}"));
                        let media = media.strip_suffix('}').unwrap_or(&media);
                        out.push_str(&format!("{media}{inner}}}"));
                    }
                }
            }
        }
        out.push_str(&css[last..]);
        // A block left open must not swallow the sheet that imports this one.
        for _ in 0..walked.unclosed {
            out.push('}');
        }
        self.open.pop();
        out
    }

    fn import(&mut self, from: &str, css: &str, at: usize, target: &str) -> String {
        let (line, column) = line_column(css, at);
        let mut fail = |message: String| {
            self.built
                .diagnostics
                .push(Diagnostic::error(from, line, column, message));
            String::new()
        };
        if target.contains("://") || target.starts_with("//") {
            return fail(format!(
                "@import \"{target}\": only files of the package can be imported; it is left out"
            ));
        }
        let mut names = Vec::new();
        match resolve(from, target) {
            Some(path) => names.extend(spellings(&path)),
            None => {
                return fail(format!(
                    "@import \"{target}\" leads out of the package; it is left out"
                ));
            }
        }
        if !target.starts_with(['.', '/']) {
            for path in npm_candidates(folder(from), target) {
                names.extend(spellings(&path));
            }
        }
        self.imports += 1;
        if self.imports > MAX_IMPORTS {
            return fail(format!(
                "more than {MAX_IMPORTS} imports; this one is left out"
            ));
        }
        let Some((file, text)) = self.first(&names) else {
            self.built.diagnostics.push(Diagnostic::error(
                from,
                line,
                column,
                format!(
                    "@import \"{target}\": {} not found; correct the path",
                    names[0]
                ),
            ));
            return String::new();
        };
        if self.open.contains(&file) {
            self.built.diagnostics.push(Diagnostic::warning(
                from,
                line,
                column,
                format!("@import \"{target}\": {file} imports itself this way; it is left out"),
            ));
            return String::new();
        }
        self.file(&file, text)
    }
}

/// A path as written, or without its extension.
fn spellings(path: &str) -> Vec<String> {
    if EXTENSIONS.contains(&extension(path)) {
        vec![path.to_owned()]
    } else {
        let mut names = vec![format!("{path}.wxss"), path.to_owned()];
        names.extend(
            EXTENSIONS
                .iter()
                .skip(1)
                .map(|extension| format!("{path}.{extension}")),
        );
        names
    }
}

/// What a preprocessor made of a file.
pub(super) struct Preprocessed {
    pub css: Result<String, Diagnostic>,
    /// Every file that was looked for.
    pub files: BTreeSet<String>,
}

#[cfg(test)]
mod tests;
