//! WXS to JavaScript that harms nobody else in its group.
//!
//! WXS is close to ES5 with a few words fewer: `class` or `let` are names in it, a comment may
//! be left open, `x.constructor` is a string, and it has `getRegExp` and `getDate`. The template
//! compiler copies WXS verbatim into the group, so one bad module would break every template of
//! the group; here it becomes an empty module and a diagnostic.

use std::collections::BTreeSet;
use std::ops::Range;

use swc_core::common::{BytePos, Spanned};
use swc_core::ecma::ast::{
    AssignTarget, BindingIdent, CallExpr, Callee, Expr, FnDecl, FnExpr, Ident, Lit, MemberExpr,
    MemberProp, SimpleAssignTarget, Str, UnaryExpr, UnaryOp, UpdateExpr,
};
use swc_core::ecma::visit::{Visit, VisitWith};

use super::confine::confine;
use super::edits::apply;
use super::engine::refusal;
use super::mend::mend;
use super::plain::is_plain;
use super::prelude::{CONSTRUCTOR, TO_STRING};
use crate::Diagnostic;
use crate::diagnostic::line_column;
use crate::paths::resolve;
use crate::script::{isolated, offset_of, parse};

/// Where a module will run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// In the logic, next to the templates.
    Logic,
    /// In the page's view, where it must reach nothing but what it is given.
    View,
}

/// A WXS module ready to run.
#[derive(Debug, Clone, Default)]
pub(crate) struct Wxs {
    /// The body of a function of `require`, `exports` and `module`; empty where it is broken.
    pub code: String,
    /// Package paths (with `.wxs`) it requires.
    pub requires: BTreeSet<String>,
    pub diagnostics: Vec<Diagnostic>,
}

/// Compiles the code of one module for the logic. `path` is the file to blame and to resolve
/// `require` from; `text` is the whole of it, `range` where the code lies in it.
pub(crate) fn compile(path: &str, text: &str, range: Range<usize>) -> Wxs {
    compile_for(Place::Logic, path, text, range)
}

/// [`compile`] for either place.
pub(crate) fn compile_for(place: Place, path: &str, text: &str, range: Range<usize>) -> Wxs {
    let source = &text[range.clone()];
    if source.trim().is_empty() {
        return Wxs::default();
    }
    let (first_line, first_column) = line_column(text, range.start);
    // Positions in the code, as positions in the file.
    let shift = |mut diagnostic: Diagnostic| {
        if diagnostic.line == 1 {
            diagnostic.column += first_column - 1;
        }
        if diagnostic.line > 0 {
            diagnostic.line += first_line - 1;
        }
        diagnostic
    };
    let result = isolated(path, source, move |path, source| {
        match rewrite(place, path, source) {
            Ok(done) => Ok(done),
            Err(errors) => {
                let mended = mend(source);
                if mended == source {
                    Err(errors)
                } else {
                    rewrite(place, path, &mended).map_err(|_| errors)
                }
            }
        }
    });
    // Some of what is wrong (a private name without a class, a label that is not there) the parser
    // leaves to later stages; here it would take every template of the group along.
    let result = result.and_then(|rewritten| {
        if rewritten.is_plain && !cfg!(debug_assertions) {
            return Ok(rewritten);
        }
        match refusal(&rewritten.code) {
            None => Ok(rewritten),
            Some(why) => {
                debug_assert!(!rewritten.is_plain, "{why}: {}", rewritten.code);
                Err(vec![Diagnostic::error(
                    path,
                    1,
                    1,
                    format!("syntax: {why}"),
                )])
            }
        }
    });
    match result {
        Ok(Rewritten {
            code,
            requires,
            mut diagnostics,
            ..
        }) => Wxs {
            // Function declarations stay inside, an exception does not end the template.
            code: format!(
                "try{{(function(){{{code}\n}}).call(undefined)}}catch(e){{console.error({}+e)}}",
                serde_json::Value::String(format!("{path}: "))
            ),
            requires,
            diagnostics: diagnostics.drain(..).map(shift).collect(),
        },
        Err(errors) => Wxs {
            code: String::new(),
            requires: BTreeSet::new(),
            diagnostics: errors
                .into_iter()
                .map(|mut error| {
                    error.message =
                        format!("{}; the WXS module is empty until mended", error.message);
                    shift(error)
                })
                .collect(),
        },
    }
}

/// A parsed module with what WXS means.
struct Rewritten {
    code: String,
    requires: BTreeSet<String>,
    diagnostics: Vec<Diagnostic>,
    /// The engine need not be asked.
    is_plain: bool,
}

/// Parses and rewrites `require`, `.constructor` and `.toString`.
fn rewrite(place: Place, path: &str, source: &str) -> Result<Rewritten, Vec<Diagnostic>> {
    let parsed = parse(path, source, false)?;
    let mut finder = Finder {
        place,
        start: parsed.start,
        path,
        source,
        edits: Vec::new(),
        requires: BTreeSet::new(),
        diagnostics: Vec::new(),
        skip: Vec::new(),
        declared: ["require", "module", "exports"].map(str::to_owned).into(),
        assigned: BTreeSet::new(),
    };
    parsed.program.visit_with(&mut finder);
    if parsed.program.is_module() {
        return Err(vec![Diagnostic::error(
            path,
            1,
            1,
            "WXS has no import and export; use require and module.exports",
        )]);
    }
    let mut edits = Vec::new();
    if place == Place::View {
        // In front: where two insertions meet, a key's goes around the other.
        let confined = confine(path, source, parsed.start, &parsed.program);
        if !confined.refused.is_empty() {
            return Err(confined.refused);
        }
        edits = confined.edits;
    }
    edits.extend(finder.edits);
    // A name that is only assigned is a variable of the module; strict code would throw.
    let implicit: Vec<&str> = finder
        .assigned
        .difference(&finder.declared)
        .map(String::as_str)
        .collect();
    if !implicit.is_empty() {
        edits.push((0..0, format!("var {};", implicit.join(","))));
    }
    // Insertions at one place keep their order: outer before inner at the front.
    edits.sort_by_key(|(range, _)| (range.start, range.end));
    Ok(Rewritten {
        code: apply(source, &edits),
        requires: finder.requires,
        diagnostics: finder.diagnostics,
        is_plain: place == Place::Logic && is_plain(source, parsed.start, &parsed.program),
    })
}

struct Finder<'a> {
    place: Place,
    start: BytePos,
    path: &'a str,
    source: &'a str,
    edits: Vec<(Range<usize>, String)>,
    requires: BTreeSet<String>,
    diagnostics: Vec<Diagnostic>,
    /// Members that are written to.
    skip: Vec<BytePos>,
    /// Names that are declared anywhere in the module.
    declared: BTreeSet<String>,
    /// Names that are assigned to.
    assigned: BTreeSet<String>,
}

impl Finder<'_> {
    fn range(&self, node: &impl Spanned) -> Range<usize> {
        let span = node.span();
        offset_of(span.lo, self.start)..offset_of(span.hi, self.start)
    }
}

impl Visit for Finder<'_> {
    fn visit_call_expr(&mut self, call: &CallExpr) {
        if let Callee::Expr(callee) = &call.callee
            && let Expr::Ident(Ident { sym, .. }) = &**callee
            && sym == "require"
            && let [argument] = call.args.as_slice()
            && let Expr::Lit(Lit::Str(request)) = &*argument.expr
        {
            let written = request.value.to_string_lossy().into_owned();
            let range = self.range(&argument.expr);
            match resolve(self.path, &written) {
                Some(target) => {
                    let bare = target.strip_suffix(".wxs").unwrap_or(&target).to_owned();
                    self.requires.insert(format!("{bare}.wxs"));
                    let literal = serde_json::Value::String(format!("/{bare}")).to_string();
                    self.edits.push((range, literal));
                }
                None => {
                    let (line, column) = line_column(self.source, range.start);
                    self.diagnostics.push(Diagnostic::error(
                        self.path,
                        line,
                        column,
                        format!("require(\"{written}\") leads out of the package"),
                    ));
                }
            }
            return;
        }
        call.visit_children_with(self);
    }

    /// A backslash before a letter that it does not escape stays in the string: `getRegExp('^\d+$')`
    /// matches digits, where JavaScript would drop it.
    fn visit_str(&mut self, string: &Str) {
        let range = self.range(string);
        let Some(raw) = self.source.get(range.clone()) else {
            return;
        };
        let mut characters = raw.char_indices();
        while let Some((at, character)) = characters.next() {
            if character != '\\' {
                continue;
            }
            let is_escape = |next: char| {
                next.is_ascii_digit() || "'\"\\bfnrtvux\r\n\u{2028}\u{2029}".contains(next)
            };
            if characters.next().is_some_and(|(_, next)| !is_escape(next)) {
                let at = range.start + at;
                self.edits.push((at..at, "\\".to_owned()));
            }
        }
    }

    fn visit_binding_ident(&mut self, binding: &BindingIdent) {
        self.declared.insert(binding.sym.to_string());
    }

    fn visit_fn_decl(&mut self, function: &FnDecl) {
        self.declared.insert(function.ident.sym.to_string());
        function.visit_children_with(self);
    }

    fn visit_fn_expr(&mut self, function: &FnExpr) {
        if let Some(name) = &function.ident {
            self.declared.insert(name.sym.to_string());
        }
        function.visit_children_with(self);
    }

    fn visit_assign_target(&mut self, target: &AssignTarget) {
        match target {
            AssignTarget::Simple(SimpleAssignTarget::Member(member)) => {
                self.skip.push(member.span.hi);
            }
            AssignTarget::Simple(SimpleAssignTarget::Ident(name)) => {
                // Not a declaration, though it is the same kind of node.
                self.assigned.insert(name.sym.to_string());
                return;
            }
            _ => {}
        }
        target.visit_children_with(self);
    }

    fn visit_update_expr(&mut self, update: &UpdateExpr) {
        self.skip.push(update.arg.span().hi);
        update.visit_children_with(self);
    }

    fn visit_unary_expr(&mut self, unary: &UnaryExpr) {
        if unary.op == UnaryOp::Delete {
            self.skip.push(unary.arg.span().hi);
        }
        unary.visit_children_with(self);
    }

    fn visit_member_expr(&mut self, member: &MemberExpr) {
        let name = match &member.prop {
            MemberProp::Ident(name) => name.sym.to_string(),
            MemberProp::Computed(computed) => match &*computed.expr {
                Expr::Lit(Lit::Str(name)) => name.value.to_string_lossy().into_owned(),
                _ => String::new(),
            },
            MemberProp::PrivateName(_) => String::new(),
        };
        let is_constructor = name == "constructor";
        let is_written = self.skip.contains(&member.span.hi);
        // `(f.constructor ||= 1)` writes, and is the function all the same.
        if is_constructor && is_written && self.place == Place::View {
            let prop = self.range(&member.prop);
            self.edits.push((prop, written_constructor(&member.prop)));
            member.obj.visit_with(self);
            return;
        }
        if !is_written && (is_constructor || name == "toString") {
            let function = if is_constructor {
                CONSTRUCTOR
            } else {
                TO_STRING
            };
            let whole = self.range(member);
            let object = self.range(&member.obj);
            self.edits
                .push((object.start..object.start, format!("{function}(")));
            self.edits.push((object.end..whole.end, ")".to_owned()));
            member.obj.visit_with(self);
            return;
        }
        member.visit_children_with(self);
    }
}

/// What stands for a `constructor` that the view writes to.
fn written_constructor(prop: &MemberProp) -> String {
    match prop {
        MemberProp::Ident(_) => "wxsconstructor".to_owned(),
        _ => "['wxsconstructor']".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn compiled(source: &str) -> Wxs {
        compile("a/m.wxs", source, 0..source.len())
    }

    #[test]
    fn constructor_becomes_a_call() {
        let wxs = compiled("var t = a.b.constructor === 'Array'; c.constructor = 1;");
        assert!(
            wxs.code.contains("__wxsConstructor(a.b) === 'Array'"),
            "{}",
            wxs.code
        );
        assert!(wxs.code.contains("c.constructor = 1"), "{}", wxs.code);
        let wxs = compiled("x = f(a.constructor).constructor['constructor']");
        assert!(
            wxs.code
                .contains("__wxsConstructor(__wxsConstructor(f(__wxsConstructor(a))))"),
            "{}",
            wxs.code
        );
    }

    #[test]
    fn functions_show_no_code() {
        let wxs = compiled("var t = f.toString() + n['toString'](2); o.toString = f");
        let rewritten = "var t = __wxsToString(f)() + __wxsToString(n)(2); o.toString = f";
        assert!(wxs.code.contains(rewritten), "{}", wxs.code);
    }

    #[test]
    fn requires_become_absolute_without_extension() {
        let wxs = compiled("var x = require('../b/x.wxs'); var y = require(\"./y\");");
        assert!(wxs.code.contains("require(\"/b/x\")"), "{}", wxs.code);
        assert!(wxs.code.contains("require(\"/a/y\")"), "{}", wxs.code);
        assert_eq!(
            wxs.requires.into_iter().collect::<Vec<_>>(),
            ["a/y.wxs", "b/x.wxs"]
        );
    }

    #[test]
    fn reserved_words_are_names() {
        let wxs = compiled(
            "var class = 1, o = {class: 2, new: 3};\nfunction f(let) { return o.class + class + let }",
        );
        assert!(wxs.diagnostics.is_empty(), "{:?}", wxs.diagnostics);
        assert!(wxs.code.contains("var class$ = 1"), "{}", wxs.code);
        assert!(wxs.code.contains("{class: 2"), "{}", wxs.code);
        assert!(wxs.code.contains("o.class + class$ + let"), "{}", wxs.code);
    }

    #[test]
    fn assigned_names_are_variables_of_the_module() {
        let wxs = compiled("var a = 1; b = 2; function f(c) { c = 3; d += 1; a = f; return b }");
        assert!(wxs.code.contains("{var b,d;var a = 1"), "{}", wxs.code);
        assert!(!compiled("var a; a = 1").code.contains("{var a;var"));
    }

    #[test]
    fn backslashes_that_escape_nothing_stay() {
        let wxs = compiled(r#"var r = getRegExp('^-?\d+(\.\d+)?$'), t = "\\d\n\'\x41\中";"#);
        assert!(wxs.code.contains(r"'^-?\\d+(\\.\\d+)?$'"), "{}", wxs.code);
        assert!(wxs.code.contains(r#""\\d\n\'\x41\\中""#), "{}", wxs.code);
    }

    #[test]
    fn an_open_comment_is_legal() {
        let wxs = compiled("module.exports = 1 /* the rest");
        assert!(wxs.diagnostics.is_empty(), "{:?}", wxs.diagnostics);
        assert!(wxs.code.contains("*/\n}"), "{}", wxs.code);
    }

    #[test]
    fn a_broken_module_is_empty_and_says_where() {
        let text = "<wxs module=\"m\">\nvar a = ;\n</wxs>";
        let start = text.find("\nvar").unwrap_or_default();
        let end = text.find("</wxs>").unwrap_or_default();
        let wxs = compile("p.wxml", text, start..end);
        assert_eq!(wxs.code, "");
        assert_eq!((wxs.diagnostics[0].line, wxs.diagnostics[0].column), (2, 9));
    }
}
