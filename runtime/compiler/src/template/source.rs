//! A light look over a WXML text before the real parser: what it refers to, how deep it nests,
//! and spellings that WeChat accepts but glass-easel does not.

mod attributes;
mod spaces;

use std::mem;
use std::ops::Range;

use super::edits::in_order;
use spaces::foreign_spaces;

/// How a template refers to another file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ReferenceKind {
    Import,
    Include,
    Wxs,
}

/// One `src` attribute.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Reference {
    pub kind: ReferenceKind,
    pub src: String,
    /// The value's bytes in the original text.
    pub range: Range<usize>,
}

/// A `<wxs module="…">` with its code in the template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct InlineWxs {
    pub module: String,
    /// The code's bytes in the original text.
    pub range: Range<usize>,
}

/// What the look found. All offsets are those of the original text.
#[derive(Debug, Clone, Default)]
pub(crate) struct Scan {
    pub references: Vec<Reference>,
    pub inline_wxs: Vec<InlineWxs>,
    /// The bytes of each element's name.
    pub tags: Vec<Range<usize>>,
    /// Where nesting exceeds what the parser can bear.
    pub too_deep: Option<usize>,
    /// Replacements that make the text modern, ascending.
    pub edits: Vec<(Range<usize>, String)>,
}

/// Elements and expressions may nest this deep: the parser and generator recurse, and 256 levels
/// fit a 2 MiB stack in a debug build. Real pages stay below 40.
const MAX_NESTING: usize = 256;

pub(crate) fn scan(text: &str) -> Scan {
    let spaces = foreign_spaces(text);
    let mut scanner = Scanner {
        text,
        bytes: text.as_bytes(),
        at: 0,
        depth: 0,
        found: Scan {
            // Rarely more than one for so many bytes.
            tags: Vec::with_capacity(text.len() / 48),
            ..Scan::default()
        },
        attributes: Vec::new(),
        notes_places: !spaces.is_empty(),
        expressions: Vec::new(),
        strings: Vec::new(),
        values: Vec::new(),
    };
    scanner.run();
    if !spaces.is_empty() {
        scanner.replace_spaces(&spaces);
    }
    // A module's name is looked at after the other attributes of its tag.
    in_order(&mut scanner.found.edits);
    scanner.found
}

struct Scanner<'a> {
    text: &'a str,
    bytes: &'a [u8],
    at: usize,
    depth: usize,
    found: Scan,
    /// Names and values of the tag in hand; one allocation for all.
    attributes: Vec<Attribute>,
    /// Whether the next three are noted: few texts need them.
    notes_places: bool,
    /// Expressions with their braces; ascending, as the next two are.
    expressions: Vec<Range<usize>>,
    /// Strings in expressions.
    strings: Vec<Range<usize>>,
    /// Text between tags, and values of attributes.
    values: Vec<Range<usize>>,
}

type Attribute = (Range<usize>, Option<Range<usize>>);

impl Scanner<'_> {
    fn run(&mut self) {
        while self.at < self.bytes.len() {
            let rest = &self.bytes[self.at..];
            if rest.starts_with(b"{{") {
                self.expression();
            } else if rest.starts_with(b"<!--") {
                self.skip_past("-->");
            } else if rest.starts_with(b"</") {
                self.depth = self.depth.saturating_sub(1);
                self.at += 2;
                self.at += length_until(&self.bytes[self.at..], |byte| byte == b'>');
                self.at = self.bytes.len().min(self.at + 1);
            } else if rest[0] == b'<' && rest.get(1).is_some_and(|byte| is_name_start(*byte)) {
                self.tag();
            } else {
                let start = self.at;
                self.at += 1 + length_until(&rest[1..], |byte| matches!(byte, b'<' | b'{'));
                self.note_value(start..self.at);
            }
        }
    }

    fn note_value(&mut self, range: Range<usize>) {
        if self.notes_places {
            self.values.push(range);
        }
    }

    fn skip_past(&mut self, end: &str) {
        self.at = self.text[self.at..]
            .find(end)
            .map_or(self.bytes.len(), |found| self.at + found + end.len());
    }

    /// Skips `{{ … }}`; where it does not end, only the braces.
    fn expression(&mut self) {
        let mut at = self.at + 2;
        let mut depth = 0_usize;
        let mut quote = None;
        let mut quoted_from = at;
        let strings = self.strings.len();
        while let Some(byte) = self.bytes.get(at).copied() {
            match (quote, byte) {
                (Some(_), b'\\') => at += 1,
                (Some(open), byte) if byte == open => {
                    quote = None;
                    if self.notes_places {
                        self.strings.push(quoted_from..at);
                    }
                }
                (Some(_), _) => {}
                (None, b'"' | b'\'') => {
                    quote = Some(byte);
                    quoted_from = at;
                }
                (None, b'}') if depth == 0 && self.bytes.get(at + 1) == Some(&b'}') => {
                    if self.notes_places {
                        self.expressions.push(self.at..at + 2);
                    }
                    self.at = at + 2;
                    return;
                }
                (None, b'{' | b'(' | b'[' | b'!' | b'-' | b'+' | b'~' | b'?') => {
                    // Prefix operators and ternaries recurse in the parser, too.
                    if matches!(byte, b'{' | b'(' | b'[') {
                        depth += 1;
                    }
                    self.note_run(at, depth);
                }
                (None, b'}' | b')' | b']') => depth = depth.saturating_sub(1),
                _ => {}
            }
            at += 1;
        }
        self.strings.truncate(strings);
        self.at += 2;
    }

    /// Notes brackets, or a run of prefix operators, that nest too deep.
    fn note_run(&mut self, at: usize, depth: usize) {
        let byte = self.bytes[at];
        let run = at >= MAX_NESTING
            && !matches!(byte, b'{' | b'(' | b'[')
            && self.bytes[at - MAX_NESTING..at]
                .iter()
                .all(|before| matches!(before, b'!' | b'-' | b'+' | b'~' | b' '));
        if (depth > MAX_NESTING || run) && self.found.too_deep.is_none() {
            self.found.too_deep = Some(at);
        }
    }

    fn name(&mut self) -> Range<usize> {
        let start = self.at;
        self.at += length_until(&self.bytes[start..], |byte| !is_name(byte));
        start..self.at
    }

    fn skip_spaces(&mut self) {
        while self.bytes.get(self.at).is_some_and(u8::is_ascii_whitespace) {
            self.at += 1;
        }
    }

    fn tag(&mut self) {
        let start = self.at;
        self.at += 1;
        let tag = self.name();
        self.found.tags.push(tag.clone());
        let tag = &self.text[tag];
        let mut attributes = mem::take(&mut self.attributes);
        attributes.clear();
        let self_closing = loop {
            self.skip_spaces();
            match self.bytes.get(self.at) {
                None => break true,
                Some(b'>') => {
                    self.at += 1;
                    break false;
                }
                Some(b'/') if self.bytes.get(self.at + 1) == Some(&b'>') => {
                    self.at += 2;
                    break true;
                }
                Some(byte) if is_name(*byte) => {
                    let name = self.name();
                    let value = self.value();
                    attributes.push((name, value));
                }
                Some(_) => self.at += 1,
            }
        };
        self.note_attributes(tag, &attributes, self_closing);
        self.attributes = attributes;
        if !self_closing && tag != "wxs" {
            self.depth += 1;
            if self.depth > MAX_NESTING && self.found.too_deep.is_none() {
                self.found.too_deep = Some(start);
            }
        }
    }

    /// Skips `="…"`; the bytes between the quotes.
    fn value(&mut self) -> Option<Range<usize>> {
        let before = self.at;
        self.skip_spaces();
        if self.bytes.get(self.at) != Some(&b'=') {
            self.at = before;
            return None;
        }
        self.at += 1;
        self.skip_spaces();
        let quote = match self.bytes.get(self.at) {
            Some(quote @ (b'"' | b'\'')) => *quote,
            Some(b'{') => {
                let start = self.at;
                if self.bytes[self.at..].starts_with(b"{{") {
                    self.expression();
                } else {
                    self.at += 1;
                }
                return Some(start..self.at);
            }
            _ => {
                return Some(self.name());
            }
        };
        self.at += 1;
        let start = self.at;
        loop {
            let rest = &self.bytes[self.at..];
            let plain = length_until(rest, |byte| byte == quote || byte == b'{');
            self.at += plain;
            let rest = &rest[plain..];
            if rest.is_empty() {
                break;
            }
            if rest[0] == quote {
                let end = self.at;
                self.at += 1;
                self.note_value(start..end);
                return Some(start..end);
            }
            if rest.starts_with(b"{{") {
                self.expression();
            } else {
                self.at += 1;
            }
        }
        Some(start..self.at)
    }

    /// Where the code of a `<wxs>` ends.
    fn wxs_end(&self) -> usize {
        let mut from = self.at;
        while let Some(found) = self.text[from..].find("</wxs") {
            let end = from + found;
            if !self.bytes.get(end + 5).is_some_and(|byte| is_name(*byte)) {
                return end;
            }
            from = end + 5;
        }
        self.bytes.len()
    }
}

/// How many bytes come before one that `ends`.
fn length_until(bytes: &[u8], ends: impl Fn(u8) -> bool) -> usize {
    let found = bytes.iter().position(|byte| ends(*byte));
    found.unwrap_or(bytes.len())
}

fn is_name_start(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || byte == b'_'
}

/// Whether a byte may be part of a name, for each byte.
const NAME: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0_u8;
    while byte < 128 {
        table[byte as usize] =
            byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b':' | b'.');
        byte += 1;
    }
    table
};

fn is_name(byte: u8) -> bool {
    NAME[usize::from(byte)]
}

#[cfg(test)]
mod tests;
