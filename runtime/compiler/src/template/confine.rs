//! WXS that runs in the page's view must reach nothing of it.
//!
//! The page runtime evaluates a module where no global of the web is in scope. What is left is the
//! way over prototypes: a function's `constructor` evaluates text, and the methods of a prototype
//! are shared with the page runtime. WXS has neither prototypes nor what leads to them, so the code
//! is rewritten to find none: names known at compile time are renamed, computed ones go through
//! `__wxsKey`, and syntax that reads properties in other ways is refused.

use std::ops::Range;

use swc_core::common::{BytePos, Spanned};
use swc_core::ecma::ast::{
    CallExpr, Callee, Expr, Lit, MemberExpr, MemberProp, ObjectPat, Program, SuperPropExpr,
};
use swc_core::ecma::visit::{Visit, VisitWith};

use super::prelude::KEY;
use crate::Diagnostic;
use crate::diagnostic::line_column;
use crate::script::offset_of;

/// Properties that lead to prototypes. The page's `__wxsKey` knows the same names.
const HIDDEN: [&str; 5] = [
    "__proto__",
    "__defineGetter__",
    "__defineSetter__",
    "__lookupGetter__",
    "__lookupSetter__",
];

/// Replacements in a module's code, and what in it is no WXS.
#[derive(Debug, Default)]
pub(super) struct Confined {
    pub edits: Vec<(Range<usize>, String)>,
    pub refused: Vec<Diagnostic>,
}

/// Looks over a parsed module. `source` is its text, which begins at `start`.
pub(super) fn confine(path: &str, source: &str, start: BytePos, program: &Program) -> Confined {
    let mut walk = Walk {
        path,
        source,
        start,
        found: Confined::default(),
    };
    program.visit_with(&mut walk);
    walk.refuse_html_comments();
    walk.found
}

struct Walk<'a> {
    path: &'a str,
    source: &'a str,
    start: BytePos,
    found: Confined,
}

impl Walk<'_> {
    fn range(&self, node: &impl Spanned) -> Range<usize> {
        let span = node.span();
        offset_of(span.lo, self.start)..offset_of(span.hi, self.start)
    }

    /// What is a comment to one parser may be code to another: `<!--`, and `-->` at the beginning
    /// of a line.
    fn refuse_html_comments(&mut self) {
        let opened = self.source.find("<!--");
        let closed = self
            .source
            .match_indices("-->")
            .map(|(at, _)| at)
            .find(|at| {
                let before = self.source[..*at]
                    .trim_end_matches(|c: char| c.is_whitespace() && !is_line_end(c));
                before.is_empty() || before.ends_with("*/") || before.ends_with(is_line_end)
            });
        if let Some(at) = opened.into_iter().chain(closed).min() {
            let (line, column) = line_column(self.source, at);
            let what = "WXS has no comments of HTML; put spaces between the signs";
            let found = Diagnostic::error(self.path, line, column, what);
            self.found.refused.push(found);
        }
    }

    fn refuse(&mut self, node: &impl Spanned, what: &str) {
        let (line, column) = line_column(self.source, self.range(node).start);
        self.found.refused.push(Diagnostic::error(
            self.path,
            line,
            column,
            format!("WXS has no {what}; write it in the language of ES5"),
        ));
    }
}

impl Visit for Walk<'_> {
    fn visit_member_expr(&mut self, member: &MemberExpr) {
        match &member.prop {
            MemberProp::Ident(name) if HIDDEN.contains(&name.sym.as_str()) => {
                let at = self.range(name).start;
                self.found.edits.push((at..at, "wxs".to_owned()));
            }
            MemberProp::Computed(computed) if !is_harmless(&computed.expr) => {
                let key = self.range(&computed.expr);
                let edits = &mut self.found.edits;
                edits.push((key.start..key.start, format!("{KEY}(")));
                edits.push((key.end..key.end, ")".to_owned()));
            }
            _ => {}
        }
        member.visit_children_with(self);
    }

    fn visit_object_pat(&mut self, pattern: &ObjectPat) {
        self.refuse(pattern, "destructuring of objects");
    }

    fn visit_super_prop_expr(&mut self, property: &SuperPropExpr) {
        self.refuse(property, "super");
    }

    fn visit_call_expr(&mut self, call: &CallExpr) {
        if matches!(call.callee, Callee::Import(_)) {
            self.refuse(call, "import");
        }
        call.visit_children_with(self);
    }
}

fn is_line_end(character: char) -> bool {
    matches!(character, '\n' | '\r' | '\u{2028}' | '\u{2029}')
}

/// Whether a computed key is a literal that names nothing hidden. `x['constructor']` is rewritten
/// by whoever rewrites `x.constructor`.
fn is_harmless(key: &Expr) -> bool {
    match key {
        Expr::Lit(Lit::Num(_)) => true,
        Expr::Lit(Lit::Str(name)) => {
            let name = name.value.to_string_lossy();
            !HIDDEN.contains(&name.as_ref())
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::super::wxs::{Place, compile_for};

    fn view(source: &str) -> (String, usize) {
        let wxs = compile_for(Place::View, "a/m.wxs", source, 0..source.len());
        (wxs.code, wxs.diagnostics.len())
    }

    #[test]
    fn computed_keys_are_looked_at_when_they_are_known() {
        let (code, _) = view("var x = a[k + 1][0]['y']; a[b.constructor] = 2; delete a[i]; a[j]++");
        for part in [
            "a[__wxsKey(k + 1)][0]['y']",
            "a[__wxsKey(__wxsConstructor(b))] = 2",
            "delete a[__wxsKey(i)]",
            "a[__wxsKey(j)]++",
        ] {
            assert!(code.contains(part), "{part}: {code}");
        }
    }

    #[test]
    fn ways_to_prototypes_lead_nowhere() {
        let (code, refused) = view("var a = [].__proto__; a['__proto__']; ({}).__lookupGetter__");
        assert_eq!(refused, 0);
        assert!(code.contains("[].wxs__proto__"), "{code}");
        assert!(code.contains("a[__wxsKey('__proto__')]"), "{code}");
        assert!(code.contains("({}).wxs__lookupGetter__"), "{code}");
    }

    #[test]
    fn writing_a_constructor_reads_none() {
        let (code, refused) = view(
            "var F = (f.constructor ||= 1); g['constructor'] ??= 2; h.constructor++; i['con\\structor'] = 1",
        );
        assert_eq!(refused, 0);
        for part in [
            "(f.wxsconstructor ||= 1)",
            "g['wxsconstructor'] ??= 2",
            "h.wxsconstructor++",
        ] {
            assert!(code.contains(part), "{part}: {code}");
        }
    }

    #[test]
    fn comments_of_html_are_refused_where_they_could_be_some() {
        for source in ["x<!--y/*\nf()\n*/", "a\n --> b", "/* */ --> b"] {
            assert_eq!(view(source).1, 1, "{source}");
        }
        assert_eq!(view("while (n --> 0) f()").1, 0);
    }

    #[test]
    fn syntax_that_reads_properties_unseen_is_refused() {
        for source in [
            "var {constructor: c} = f",
            "({constructor: c} = f)",
            "function f({a}) {}",
            "import('x')",
            "class A extends B { m() { return super.constructor } }",
        ] {
            let (code, refused) = view(source);
            assert_eq!((code.as_str(), refused), ("", 1), "{source}");
        }
    }
}
