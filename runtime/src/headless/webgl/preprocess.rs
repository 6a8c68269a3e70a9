//! The preprocessor of GLSL, as far as declarations depend on it: comments, conditions, macros
//! without parameters.

use std::collections::HashMap;

/// The text that a compiler would see. `macros` are those that are defined from the start, and at
/// the end also those of the shader.
pub fn preprocess(source: &str, macros: &mut HashMap<String, String>) -> String {
    let mut out = String::new();
    // Whether each open condition's current branch counts, and whether one of its branches has.
    let mut conditions: Vec<(bool, bool)> = Vec::new();
    for line in without_comments(source).lines() {
        let counts = conditions.iter().all(|(counts, _)| *counts);
        let Some(directive) = line.trim_start().strip_prefix('#') else {
            if counts {
                out.push_str(line);
                out.push('\n');
            }
            continue;
        };
        let (name, rest) = split_word(directive.trim());
        let rest = rest.trim();
        match name {
            "ifdef" | "ifndef" | "if" => {
                let found = match name {
                    "if" => truth(rest, macros),
                    _ => macros.contains_key(split_word(rest).0) == (name == "ifdef"),
                };
                conditions.push((found, found));
            }
            "elif" => {
                if let Some((counts, had)) = conditions.last_mut() {
                    *counts = !*had && truth(rest, macros);
                    *had |= *counts;
                }
            }
            "else" => {
                if let Some((counts, had)) = conditions.last_mut() {
                    *counts = !*had;
                    *had = true;
                }
            }
            "endif" => {
                conditions.pop();
            }
            "define" if counts => {
                let (name, value) = split_word(rest);
                // One with parameters makes expressions, not declarations.
                if !value.starts_with('(') {
                    macros.insert(name.to_owned(), value.trim().to_owned());
                }
            }
            "undef" if counts => {
                macros.remove(rest);
            }
            _ => {}
        }
    }
    out
}

fn split_word(text: &str) -> (&str, &str) {
    let end = text
        .find(|c: char| !c.is_ascii_alphanumeric() && c != '_')
        .unwrap_or(text.len());
    text.split_at(end)
}

fn without_comments(source: &str) -> String {
    let mut out = String::with_capacity(source.len());
    let mut rest = source;
    while let Some(at) = rest.find('/') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        if rest.starts_with("//") {
            rest = &rest[rest.find('\n').unwrap_or(rest.len())..];
        } else if rest.starts_with("/*") {
            let end = rest.find("*/").map_or(rest.len(), |end| end + 2);
            out.push(' ');
            rest = &rest[end..];
        } else {
            out.push('/');
            rest = &rest[1..];
        }
    }
    out.push_str(rest);
    out
}

fn truth(expression: &str, macros: &HashMap<String, String>) -> bool {
    evaluate(expression, macros).is_some_and(|value| value != 0)
}

/// Deepest nesting of macros and brackets that is followed; shaders are text from outside.
const MAX_DEPTH: u32 = 32;
/// Operands of one expression, with those of the macros in it.
const MAX_OPERANDS: u32 = 10_000;

/// The value of a constant expression of whole numbers; names that mean nothing are 0.
pub fn evaluate(expression: &str, macros: &HashMap<String, String>) -> Option<i64> {
    Evaluator {
        tokens: tokens(expression),
        at: 0,
        macros,
        depth: 0,
        operands: 0,
    }
    .all()
}

/// Words, numbers and operators.
fn tokens(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let length = if first.is_ascii_alphanumeric() || first == '_' {
            split_word(rest).0.len()
        } else {
            ["&&", "||", "==", "!=", "<=", ">=", "<<", ">>"]
                .iter()
                .find(|it| rest.starts_with(**it))
                .map_or(first.len_utf8(), |it| it.len())
        };
        found.push(&rest[..length]);
        rest = rest[length..].trim_start();
    }
    found
}

struct Evaluator<'a> {
    tokens: Vec<&'a str>,
    at: usize,
    macros: &'a HashMap<String, String>,
    depth: u32,
    operands: u32,
}

impl<'a> Evaluator<'a> {
    fn all(&mut self) -> Option<i64> {
        let value = self.binary(0)?;
        (self.at == self.tokens.len()).then_some(value)
    }

    fn next(&mut self) -> Option<&'a str> {
        let token = self.tokens.get(self.at).copied();
        self.at += usize::from(token.is_some());
        token
    }

    fn takes(&mut self, token: &str) -> Option<()> {
        (self.next()? == token).then_some(())
    }

    /// Operators of at least this precedence.
    fn binary(&mut self, least: u8) -> Option<i64> {
        let mut left = self.unary()?;
        while let Some(operator) = self.tokens.get(self.at).copied() {
            let Some(precedence) = precedence(operator).filter(|it| *it >= least) else {
                break;
            };
            self.at += 1;
            let right = self.binary(precedence + 1)?;
            left = apply(operator, left, right)?;
        }
        Some(left)
    }

    fn unary(&mut self) -> Option<i64> {
        self.depth += 1;
        self.operands += 1;
        if self.depth > MAX_DEPTH || self.operands > MAX_OPERANDS {
            return None;
        }
        let value = self.operand();
        self.depth -= 1;
        value
    }

    fn operand(&mut self) -> Option<i64> {
        match self.next()? {
            "!" => Some(i64::from(self.unary()? == 0)),
            "-" => self.unary()?.checked_neg(),
            "+" => self.unary(),
            "(" => {
                let value = self.binary(0)?;
                self.takes(")")?;
                Some(value)
            }
            "defined" => {
                let name = match self.next()? {
                    "(" => {
                        let name = self.next()?;
                        self.takes(")")?;
                        name
                    }
                    name => name,
                };
                Some(i64::from(self.macros.contains_key(name)))
            }
            word if word.starts_with(|c: char| c.is_ascii_digit()) => number(word),
            word => match self.macros.get(word) {
                Some(text) if !text.is_empty() => {
                    let mut inner = Evaluator {
                        tokens: tokens(text),
                        at: 0,
                        macros: self.macros,
                        depth: self.depth,
                        operands: self.operands,
                    };
                    let value = inner.all();
                    self.operands = inner.operands;
                    value
                }
                _ => Some(0),
            },
        }
    }
}

fn number(word: &str) -> Option<i64> {
    let digits = word.trim_end_matches(['u', 'U']);
    match digits.strip_prefix("0x").or(digits.strip_prefix("0X")) {
        Some(digits) => i64::from_str_radix(digits, 16).ok(),
        None => digits.parse().ok(),
    }
}

fn precedence(operator: &str) -> Option<u8> {
    Some(match operator {
        "||" => 1,
        "&&" => 2,
        "|" | "^" | "&" => 3,
        "==" | "!=" => 4,
        "<" | ">" | "<=" | ">=" => 5,
        "<<" | ">>" => 6,
        "+" | "-" => 7,
        "*" | "/" | "%" => 8,
        _ => return None,
    })
}

fn apply(operator: &str, left: i64, right: i64) -> Option<i64> {
    match operator {
        "||" => Some(i64::from(left != 0 || right != 0)),
        "&&" => Some(i64::from(left != 0 && right != 0)),
        "|" => Some(left | right),
        "^" => Some(left ^ right),
        "&" => Some(left & right),
        "==" => Some(i64::from(left == right)),
        "!=" => Some(i64::from(left != right)),
        "<" => Some(i64::from(left < right)),
        ">" => Some(i64::from(left > right)),
        "<=" => Some(i64::from(left <= right)),
        ">=" => Some(i64::from(left >= right)),
        "<<" => left.checked_shl(u32::try_from(right).ok()?),
        ">>" => left.checked_shr(u32::try_from(right).ok()?),
        "+" => left.checked_add(right),
        "-" => left.checked_sub(right),
        "*" => left.checked_mul(right),
        "/" => left.checked_div(right),
        "%" => left.checked_rem(right),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn seen(source: &str) -> Vec<String> {
        let mut macros = HashMap::from([("GL_ES".to_owned(), "1".to_owned())]);
        let text = preprocess(source, &mut macros);
        text.split_whitespace().map(str::to_owned).collect()
    }

    #[test]
    fn branches_are_chosen() {
        let source = "#ifdef GL_ES\na // x\n#else\nb\n#endif\n#define N 3\n#if N > 2 && !defined(M)\nc/*\n*/d\n\
                      #elif 1\ne\n#else\nf\n#endif\n#if 0\n#define Z 1\n#if 1\ng\n#endif\n#endif\n#ifndef Z\nh\n#endif";
        assert_eq!(seen(source), ["a", "c", "d", "h"]);
    }

    #[test]
    fn expressions_have_the_precedences_of_c() {
        let macros = HashMap::from([
            ("N".to_owned(), "2 + 3".to_owned()),
            ("LOOP".to_owned(), "LOOP".to_owned()),
        ]);
        for (text, value) in [
            ("1 + 2 * 3", Some(7)),
            ("(1 + 2) * 3 == 9 || 0", Some(1)),
            ("N * 2", Some(10)),
            ("-1 - -1", Some(0)),
            ("unknown", Some(0)),
            ("0x10u >> 2", Some(4)),
            ("1 / 0", None),
            ("LOOP", None),
            ("1 +", None),
            ("((1)", None),
        ] {
            assert_eq!(evaluate(text, &macros), value, "{text}");
        }
        assert_eq!(evaluate(&"(".repeat(100_000), &macros), None);
    }
}
