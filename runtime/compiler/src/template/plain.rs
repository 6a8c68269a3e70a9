//! WXS that needs no second parse.
//!
//! Some of what is wrong with a script swc's parser leaves to later stages, so what the engine says
//! of a module counts ([`super::engine`]). Most modules are simple code of ES5, though, of which both
//! parsers think alike; the engine takes three times as long over one as swc.
//!
//! Known here is what is plain, not what is wrong: all else goes to the engine. Debug builds ask it
//! nevertheless, so tests and fuzzing find where the two differ.

use swc_core::common::{BytePos, Spanned};
use swc_core::ecma::ast::{
    AssignOp, AssignTarget, BinaryOp, Callee, Decl, Expr, ExprOrSpread, ForHead, Function, Lit,
    MemberExpr, MemberProp, Number, Pat, Program, Prop, PropName, PropOrSpread, SimpleAssignTarget,
    Stmt, VarDecl, VarDeclKind, VarDeclOrExpr,
};

use crate::script::offset_of;

/// Longer code could reach bounds of the engine, as 65 535 variables or arguments are.
const MAX_BYTES: usize = 64 << 10;

/// Statements and expressions may nest this deep. Measured: the engine takes 500 functions within
/// each other and not 800, and more of all else.
const MAX_DEPTH: usize = 60;

/// Names that are words in some code, or mean more than a variable.
const WORDS: [&str; 14] = [
    "let",
    "static",
    "yield",
    "await",
    "async",
    "enum",
    "eval",
    "arguments",
    "implements",
    "interface",
    "package",
    "private",
    "protected",
    "public",
];

/// Whether the engine would say of a parsed module what swc said: that it is right.
pub(super) fn is_plain(source: &str, start: BytePos, program: &Program) -> bool {
    let Program::Script(script) = program else {
        return false;
    };
    source.len() <= MAX_BYTES
        && script.shebang.is_none()
        && is_plain_text(source)
        && Look { source, start }.all(&script.body, Within::default().statement_list())
}

/// No escape that could be wrong, no comment of HTML, no line end that some strings may not have, and
/// nothing that looks like a space: of those the parsers know different ones.
fn is_plain_text(source: &str) -> bool {
    let is_doubtful = |rest: &[u8]| {
        matches!(
            rest,
            [b'\\', b'0'..=b'9' | b'u' | b'x', ..]
                | [b'<', b'!', ..]
                | [b'-', b'-', b'>', ..]
                // swc overlooks an arrow after what is in parentheses.
                | [b'=', b'>', ..]
                | [0..=8 | 14..=31 | 127, ..]
        )
    };
    let bytes = source.as_bytes();
    !(0..bytes.len()).any(|at| is_doubtful(&bytes[at..]))
        && (source.is_ascii() || !source.chars().any(is_rare_space))
}

/// Whether a parser may take a character beyond ASCII for a space or a line end, or skip it. All others
/// stand in strings and comments, as names have none.
fn is_rare_space(character: char) -> bool {
    !character.is_ascii()
        && (character.is_whitespace()
            || character.is_control()
            || matches!(
                character,
                '\u{ad}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
                    | '\u{2060}'..='\u{206f}' | '\u{feff}'
            ))
}

/// What a statement or expression is part of.
#[derive(Debug, Clone, Copy, Default)]
struct Within {
    depth: usize,
    /// Directly in the body of a function, where declarations of functions may be.
    in_list: bool,
    in_loop: bool,
    in_switch: bool,
}

impl Within {
    fn statement_list(self) -> Self {
        Self {
            in_list: true,
            ..self
        }
    }

    fn deeper(self) -> Self {
        Self {
            depth: self.depth + 1,
            in_list: false,
            ..self
        }
    }

    fn repeated(self) -> Self {
        Self {
            in_loop: true,
            ..self.deeper()
        }
    }
}

/// A module's text, which begins at `start`.
#[derive(Debug, Clone, Copy)]
struct Look<'a> {
    source: &'a str,
    start: BytePos,
}

impl<'a> Look<'a> {
    fn between(self, from: BytePos, to: BytePos) -> Option<&'a str> {
        let [from, to] = [from, to].map(|at| offset_of(at, self.start));
        self.source.get(from..to)
    }

    fn all(self, statements: &[Stmt], within: Within) -> bool {
        statements
            .iter()
            .all(|statement| self.is_plain_statement(statement, within))
    }

    fn is_plain_statement(self, statement: &Stmt, within: Within) -> bool {
        if within.depth > MAX_DEPTH {
            return false;
        }
        let inner = within.deeper();
        let body = within.repeated();
        let value = |expression: &Expr| self.is_plain_value(expression, inner.depth);
        let maybe = |expression: &Option<Box<Expr>>| expression.as_deref().is_none_or(value);
        match statement {
            Stmt::Empty(_) => true,
            // A string alone may be a directive.
            Stmt::Expr(statement) => !is_string(&statement.expr) && value(&statement.expr),
            Stmt::Block(block) => self.all(&block.stmts, inner),
            Stmt::Return(statement) => maybe(&statement.arg),
            Stmt::Throw(statement) => value(&statement.arg),
            Stmt::Break(statement) => {
                statement.label.is_none() && (within.in_loop || within.in_switch)
            }
            Stmt::Continue(statement) => statement.label.is_none() && within.in_loop,
            Stmt::If(statement) => {
                value(&statement.test)
                    && self.is_plain_statement(&statement.cons, inner)
                    && (statement.alt.as_deref())
                        .is_none_or(|other| self.is_plain_statement(other, inner))
            }
            Stmt::Switch(statement) => {
                let inner = Within {
                    in_switch: true,
                    ..inner
                };
                let mut cases = statement.cases.iter();
                let defaults = cases.clone().filter(|case| case.test.is_none()).count();
                value(&statement.discriminant)
                    && defaults <= 1
                    && cases.all(|case| maybe(&case.test) && self.all(&case.cons, inner))
            }
            Stmt::While(statement) => {
                value(&statement.test) && self.is_plain_statement(&statement.body, body)
            }
            Stmt::DoWhile(statement) => {
                value(&statement.test) && self.is_plain_statement(&statement.body, body)
            }
            Stmt::For(statement) => {
                let (starts, first) = match &statement.init {
                    None => (true, None),
                    Some(VarDeclOrExpr::VarDecl(declaration)) => {
                        let starts = self.declares(declaration, inner.depth);
                        (starts, Some(declaration.span.hi))
                    }
                    Some(VarDeclOrExpr::Expr(expression)) => {
                        (value(expression), Some(expression.span().hi))
                    }
                };
                let (Some(test), Some(update)) = (&statement.test, &statement.update) else {
                    return false;
                };
                // swc does without the second semicolon.
                let before = match first {
                    Some(end) => self.between(end, test.span().lo),
                    None => self
                        .between(statement.span.lo, test.span().lo)
                        .and_then(|head| head.strip_prefix("for"))
                        .and_then(|head| head.trim_start().strip_prefix('(')),
                };
                let after = self.between(test.span().hi, update.span().lo);
                let is_semicolon = |text: &str| text.trim() == ";";
                before.is_some_and(is_semicolon)
                    && after.is_some_and(is_semicolon)
                    && starts
                    && value(test)
                    && value(update)
                    && self.is_plain_statement(&statement.body, body)
            }
            Stmt::ForIn(statement) => {
                let names = match &statement.left {
                    ForHead::VarDecl(declaration) => {
                        declaration.decls.len() == 1
                            && declaration.decls[0].init.is_none()
                            && self.declares(declaration, inner.depth)
                    }
                    ForHead::Pat(pattern) => is_plain_pattern(pattern),
                    ForHead::UsingDecl(_) => false,
                };
                names && value(&statement.right) && self.is_plain_statement(&statement.body, body)
            }
            Stmt::Decl(Decl::Var(declaration)) => self.declares(declaration, inner.depth),
            Stmt::Decl(Decl::Fn(declaration)) => {
                within.in_list
                    && is_plain_name(&declaration.ident.sym)
                    && self.is_plain_function(&declaration.function, inner.depth)
            }
            _ => false,
        }
    }

    fn declares(self, declaration: &VarDecl, depth: usize) -> bool {
        declaration.kind == VarDeclKind::Var
            && declaration.decls.iter().all(|one| {
                is_plain_pattern(&one.name)
                    && (one.init.as_deref()).is_none_or(|value| self.is_plain_value(value, depth))
            })
    }

    fn is_plain_function(self, function: &Function, depth: usize) -> bool {
        let within = Within {
            depth,
            ..Within::default()
        };
        let mut parameters = function.params.iter();
        !function.is_async
            && !function.is_generator
            && parameters.all(|parameter| is_plain_pattern(&parameter.pat))
            && function.body.as_ref().is_some_and(|body| {
                // swc takes a semicolon in front of the body.
                let head = self.between(function.span.lo, body.span.lo);
                head.is_some_and(|head| !head.contains(';'))
                    && self.all(&body.stmts, within.statement_list())
            })
    }

    fn is_plain_value(self, expression: &Expr, depth: usize) -> bool {
        if depth > MAX_DEPTH {
            return false;
        }
        let value = |expression: &Expr| self.is_plain_value(expression, depth + 1);
        let values = |list: &[ExprOrSpread]| {
            let mut list = list.iter();
            list.all(|one| one.spread.is_none() && value(&one.expr))
        };
        match expression {
            Expr::This(_) => true,
            Expr::Ident(name) => is_plain_name(&name.sym),
            Expr::Lit(Lit::Str(_) | Lit::Bool(_) | Lit::Null(_)) => true,
            Expr::Lit(Lit::Num(number)) => is_plain_number(number),
            Expr::Paren(inner) => value(&inner.expr),
            Expr::Array(array) => array
                .elems
                .iter()
                .flatten()
                .all(|one| one.spread.is_none() && value(&one.expr)),
            Expr::Object(object) => object.props.iter().all(|property| match property {
                PropOrSpread::Prop(property) => match &**property {
                    Prop::KeyValue(pair) => is_plain_key(&pair.key) && value(&pair.value),
                    _ => false,
                },
                PropOrSpread::Spread(_) => false,
            }),
            Expr::Fn(function) => {
                (function.ident.as_ref()).is_none_or(|name| is_plain_name(&name.sym))
                    && self.is_plain_function(&function.function, depth + 1)
            }
            Expr::Unary(unary) => value(&unary.arg),
            Expr::Update(update) => match &*update.arg {
                Expr::Ident(name) => is_plain_name(&name.sym),
                Expr::Member(member) => self.is_plain_member(member, depth + 1),
                _ => false,
            },
            Expr::Bin(binary) => {
                !matches!(
                    binary.op,
                    BinaryOp::In | BinaryOp::Exp | BinaryOp::NullishCoalescing
                ) && value(&binary.left)
                    && value(&binary.right)
            }
            Expr::Assign(assignment) => {
                let target = match &assignment.left {
                    AssignTarget::Simple(SimpleAssignTarget::Ident(name)) => {
                        is_plain_name(&name.sym)
                    }
                    AssignTarget::Simple(SimpleAssignTarget::Member(member)) => {
                        self.is_plain_member(member, depth + 1)
                    }
                    _ => false,
                };
                target
                    && !matches!(
                        assignment.op,
                        AssignOp::ExpAssign
                            | AssignOp::AndAssign
                            | AssignOp::OrAssign
                            | AssignOp::NullishAssign
                    )
                    && value(&assignment.right)
            }
            Expr::Member(member) => self.is_plain_member(member, depth + 1),
            Expr::Cond(choice) => value(&choice.test) && value(&choice.cons) && value(&choice.alt),
            Expr::Call(call) => {
                matches!(&call.callee, Callee::Expr(callee) if value(callee)) && values(&call.args)
            }
            Expr::New(new) => value(&new.callee) && new.args.as_deref().is_none_or(values),
            Expr::Seq(sequence) => sequence.exprs.iter().all(|one| value(one)),
            _ => false,
        }
    }

    fn is_plain_member(self, member: &MemberExpr, depth: usize) -> bool {
        let property = match &member.prop {
            MemberProp::Ident(name) => name.sym.is_ascii(),
            MemberProp::Computed(key) => self.is_plain_value(&key.expr, depth),
            MemberProp::PrivateName(_) => false,
        };
        property && self.is_plain_value(&member.obj, depth)
    }
}

fn is_plain_pattern(pattern: &Pat) -> bool {
    matches!(pattern, Pat::Ident(name) if is_plain_name(&name.sym))
}

/// Not `__proto__`, which an object may have but once.
fn is_plain_key(key: &PropName) -> bool {
    match key {
        PropName::Ident(name) => name.sym.is_ascii() && name.sym != "__proto__",
        PropName::Str(name) => name.value != "__proto__",
        PropName::Num(number) => is_plain_number(number),
        PropName::Computed(_) | PropName::BigInt(_) => false,
    }
}

/// Not octal or what only looks so, and without separators.
fn is_plain_number(number: &Number) -> bool {
    number.raw.as_ref().is_some_and(|written| {
        let second = written.strip_prefix('0').unwrap_or_default();
        !second.starts_with(|digit: char| digit.is_ascii_digit()) && !written.contains('_')
    })
}

/// A name whose letters no two versions of Unicode see differently, and that is no word.
fn is_plain_name(name: &str) -> bool {
    name.is_ascii() && !WORDS.contains(&name)
}

fn is_string(expression: &Expr) -> bool {
    matches!(expression, Expr::Lit(Lit::Str(_)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::script::{isolated, parse};
    use crate::template::engine::refusal;

    fn is_known(source: &str) -> bool {
        let looked = isolated("a.wxs", source, |path, text| {
            let parsed = parse(path, text, false)?;
            Ok(is_plain(text, parsed.start, &parsed.program))
        });
        looked.unwrap_or(false)
    }

    #[test]
    fn code_of_es5_is_plain() {
        for source in [
            "var a = require('./a.wxs');\nfunction f(b, c) { return b ? -c : [b, , {d: 0.5, 'e': 7}] }\n\
             module.exports = { f: f, g: function g() { return g.h++ + a[f(1)] } }",
            "for (var i = 0, n = 9; i < n; i++) { if (i % 2) continue; else break }\n\
             for (;i >= 0; i--) {}\nfor (var k in o) o[k] = new Date(k)\n\
             do { switch (x) { case 1: break; default: while (a) a -= 1, b() } } while (!y)",
        ] {
            assert!(is_known(source), "{source}");
            assert_eq!(refusal(source), None);
        }
    }

    /// Some of these are right; whether they are the engine says.
    #[test]
    fn all_else_is_not() {
        let deep = format!("x = {}1{}", "[".repeat(70), "]".repeat(70));
        for source in [
            "function f(a); { return a }",
            "({}=>)",
            "({}) =>",
            "for (; i >= 0 i--) {}",
            "for (i = 0; i < 2 /*;*/ i++) {}",
            "for (;;) {}",
            "a: for (var b in c) break a",
            "if (a) function f() {}",
            "'use strict'; with_ = 1",
            "let a = 1",
            "const a = 1",
            "class A {}",
            "a = () => 1",
            "a = `b`",
            "a = /b/",
            "a = b ?? c",
            "a ||= b",
            "a = b ** c",
            "a?.b",
            "[a] = b",
            "f(...a)",
            "({ get a() { return 1 } })",
            "({ __proto__: 1, '__proto__': 2 })",
            "({ a })",
            "async function f() {}",
            "function* f() {}",
            "new.target",
            "try { a() } catch (e) {}",
            "arguments = 1",
            "var \u{e9} = 1",
            "a = '\\x41'",
            "a = '\u{2028}'",
            "warg\u{85} ",
            "\u{feff}a = 1",
            "a =\u{3000}1",
            "a =\u{0}1",
            "a = 010",
            "a = 1_0",
            "x <!--y",
            "while (n --> 0) f()",
            &deep,
        ] {
            assert!(!is_known(source), "{source}");
        }
    }
}
