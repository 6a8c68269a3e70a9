//! The functions that compiled modules call, as swc names them. They are the ones Babel has for
//! the same purpose, so CommonJS and ES modules mix as they do in DevTools.

use swc_core::common::{Mark, SyntaxContext};
use swc_core::ecma::ast::{Ident, Program, Stmt};
use swc_core::ecma::visit::{VisitMut, VisitMutWith};

use super::swc::parse;

/// Name and source. Each refers to no other.
const HELPERS: [(&str, &str); 3] = [
    (
        "_interop_require_default",
        "function _interop_require_default(obj) {
            return obj && obj.__esModule ? obj : { default: obj };
        }",
    ),
    (
        "_interop_require_wildcard",
        "function _interop_require_wildcard(obj) {
            if (obj && obj.__esModule) return obj;
            if (obj === null || typeof obj !== 'object' && typeof obj !== 'function')
                return { default: obj };
            var copy = Object.create(null);
            for (var key in obj) {
                if (key !== 'default' && Object.prototype.hasOwnProperty.call(obj, key)) {
                    var desc = Object.getOwnPropertyDescriptor(obj, key);
                    if (desc && (desc.get || desc.set)) Object.defineProperty(copy, key, desc);
                    else copy[key] = obj[key];
                }
            }
            copy.default = obj;
            return copy;
        }",
    ),
    (
        "_export_star",
        "function _export_star(from, to) {
            Object.keys(from).forEach(function (key) {
                if (key !== 'default' && !Object.prototype.hasOwnProperty.call(to, key))
                    Object.defineProperty(to, key, {
                        enumerable: true,
                        get: function () { return from[key]; },
                    });
            });
            return from;
        }",
    ),
];

/// The declarations of the helpers that `program` refers to, named in its own terms.
pub(crate) fn used_by(program: &mut Program, mark: Mark) -> Vec<Stmt> {
    let context = SyntaxContext::empty().apply_mark(mark);
    let mut used = Used {
        context,
        names: Vec::new(),
    };
    program.visit_mut_with(&mut used);
    let mut statements = Vec::new();
    for (name, source) in HELPERS {
        if !used.names.contains(&name) {
            continue;
        }
        if let Ok(parsed) = parse(name, source, false)
            && let Program::Script(mut script) = parsed.program
        {
            script.body.visit_mut_with(&mut Rename { name, context });
            script.body.visit_mut_with(&mut Forget);
            statements.append(&mut script.body);
        }
    }
    statements
}

struct Used {
    context: SyntaxContext,
    names: Vec<&'static str>,
}

impl VisitMut for Used {
    fn visit_mut_ident(&mut self, ident: &mut Ident) {
        if ident.ctxt == self.context
            && let Some((name, _)) = HELPERS.iter().find(|(name, _)| ident.sym == *name)
            && !self.names.contains(name)
        {
            self.names.push(name);
        }
    }
}

struct Rename {
    name: &'static str,
    context: SyntaxContext,
}

impl VisitMut for Rename {
    fn visit_mut_ident(&mut self, ident: &mut Ident) {
        if ident.sym == self.name {
            ident.ctxt = self.context;
        }
    }
}

/// Helper code has no place in the file.
struct Forget;

impl VisitMut for Forget {
    fn visit_mut_span(&mut self, span: &mut swc_core::common::Span) {
        *span = swc_core::common::DUMMY_SP;
    }
}
