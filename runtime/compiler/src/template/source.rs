//! A light look over a WXML text before the real parser: what it refers to, how deep it nests,
//! and spellings that WeChat accepts but glass-easel does not.

use std::mem;
use std::ops::Range;

/// Attribute names that old mini-programs use, and what they are called now.
const LEGACY_NAMES: [(&str, &str); 12] = [
    ("wx-if", "wx:if"),
    ("wx-elif", "wx:elif"),
    ("wx-else", "wx:else"),
    ("wx-for", "wx:for"),
    ("wx-for-item", "wx:for-item"),
    ("wx-for-index", "wx:for-index"),
    ("wx-key", "wx:key"),
    ("wx:for-items", "wx:for"),
    ("wx-for-items", "wx:for"),
    ("wx:for-key", "wx:key"),
    ("wx:item", "wx:for-item"),
    ("wx:index", "wx:for-index"),
];

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
    let mut scanner = Scanner {
        text,
        bytes: text.as_bytes(),
        at: 0,
        depth: 0,
        found: Scan::default(),
        attributes: Vec::new(),
        expressions: Vec::new(),
        strings: Vec::new(),
        values: Vec::new(),
    };
    scanner.run();
    let spaces = foreign_spaces(text);
    if !spaces.is_empty() {
        scanner.replace_spaces(&spaces);
    }
    // A module's name is looked at after the other attributes of its tag.
    in_order(&mut scanner.found.edits);
    scanner.found
}

/// Where there is white space that the parser neither skips nor takes for a name: in a tag it would
/// wait there for ever.
fn foreign_spaces(text: &str) -> Vec<usize> {
    text.char_indices()
        .filter(|(_, character)| is_foreign_space(*character))
        .map(|(at, _)| at)
        .collect()
}

fn is_foreign_space(character: char) -> bool {
    !character.is_ascii() && character.is_whitespace()
}

/// Whether one of the ranges (ascending, apart) has the byte.
fn is_within(ranges: &[Range<usize>], at: usize) -> bool {
    let after = ranges.partition_point(|range| range.start <= at);
    after > 0 && ranges[after - 1].contains(&at)
}

/// Bytes of a text and what stands there instead.
pub(crate) type Edits = [(Range<usize>, String)];

/// Sorts edits. Where the same bytes of a broken tag are to be two things, the first counts.
pub(crate) fn in_order(edits: &mut Vec<(Range<usize>, String)>) {
    edits.sort_by_key(|(range, _)| range.start);
    let mut last = 0;
    edits.retain(|(range, _)| {
        let apart = range.start >= last;
        if apart {
            last = range.end;
        }
        apart
    });
}

/// Applies edits that are [`in_order`].
pub(crate) fn apply(text: &str, edits: &Edits) -> String {
    let mut out = String::with_capacity(text.len());
    let mut last = 0;
    for (range, with) in edits {
        out.push_str(&text[last..range.start]);
        out.push_str(with);
        last = range.end;
    }
    out.push_str(&text[last..]);
    out
}

/// The offset in the original text of an offset in the edited one.
pub(crate) fn original_offset(edits: &Edits, offset: usize) -> usize {
    let mut shift: isize = 0;
    for (range, with) in edits {
        let start = range.start.saturating_add_signed(shift);
        if offset < start {
            break;
        }
        if offset < start + with.len() {
            return range.start;
        }
        shift += with.len() as isize - range.len() as isize;
    }
    offset.saturating_add_signed(-shift)
}

struct Scanner<'a> {
    text: &'a str,
    bytes: &'a [u8],
    at: usize,
    depth: usize,
    found: Scan,
    /// Names and values of the tag in hand; one allocation for all.
    attributes: Vec<Attribute>,
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
                self.skip_past(">");
            } else if rest[0] == b'<' && rest.get(1).is_some_and(|byte| is_name_start(*byte)) {
                self.tag();
            } else {
                let start = self.at;
                self.at += 1;
                while self
                    .bytes
                    .get(self.at)
                    .is_some_and(|byte| !matches!(byte, b'<' | b'{'))
                {
                    self.at += 1;
                }
                self.values.push(start..self.at);
            }
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
                    self.strings.push(quoted_from..at);
                }
                (Some(_), _) => {}
                (None, b'"' | b'\'') => {
                    quote = Some(byte);
                    quoted_from = at;
                }
                (None, b'}') if depth == 0 && self.bytes.get(at + 1) == Some(&b'}') => {
                    self.expressions.push(self.at..at + 2);
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
        while self.bytes.get(self.at).is_some_and(|byte| is_name(*byte)) {
            self.at += 1;
        }
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
        while let Some(byte) = self.bytes.get(self.at) {
            if *byte == quote {
                let end = self.at;
                self.at += 1;
                self.values.push(start..end);
                return Some(start..end);
            }
            if self.bytes[self.at..].starts_with(b"{{") {
                self.expression();
            } else {
                self.at += 1;
            }
        }
        Some(start..self.at)
    }

    fn note_attributes(&mut self, tag: &str, attributes: &[Attribute], self_closing: bool) {
        let text = self.text;
        let has = |wanted: &str| {
            attributes
                .iter()
                .any(|(name, _)| &text[name.clone()] == wanted)
        };
        for (index, (name, value)) in attributes.iter().enumerate() {
            let written = &text[name.clone()];
            if let Some((_, modern)) = LEGACY_NAMES
                .iter()
                .find(|(legacy, modern)| *legacy == written && !has(modern))
            {
                self.found.edits.push((name.clone(), (*modern).to_owned()));
                continue;
            }
            // The compiler writes the name of a slot value into code as it is.
            if let Some(value) = written.strip_prefix("slot:") {
                let plain = plain_slot_value(value);
                if plain != value {
                    self.found
                        .edits
                        .push((name.clone(), format!("slot:{plain}")));
                    continue;
                }
            }
            // Of an attribute that is written twice the last counts; in glass-easel, the first.
            let same = |(other, _): &&Attribute| text[other.clone()] == *written;
            let first = !attributes[..index].iter().any(|other| same(&other));
            if let (true, Some((last_name, last_value))) =
                (first, attributes[index + 1..].iter().rev().find(same))
                && !matches!(tag, "import" | "include" | "wxs")
                && !binds_event(written)
            {
                let range = self.whole_attribute(name, value.as_ref());
                let last = self.whole_attribute(last_name, last_value.as_ref());
                // One whose quotes are never closed would swallow what follows.
                if let (Some(range), Some(last)) = (range, last) {
                    self.found.edits.push((range, text[last].to_owned()));
                }
            }
        }
        let value = |wanted: &str| {
            attributes
                .iter()
                .find(|(name, _)| &text[name.clone()] == wanted)
                .and_then(|(_, value)| value.clone())
        };
        let kind = match tag {
            "import" => ReferenceKind::Import,
            "include" => ReferenceKind::Include,
            "wxs" => ReferenceKind::Wxs,
            _ => return,
        };
        let src = value("src");
        let module = value("module");
        // The compiler writes the name into a string literal as it is.
        let name = module.clone().map(|range| plain_name(&text[range]));
        if let (ReferenceKind::Wxs, Some(range), Some(name)) = (kind, module, &name)
            && text[range.clone()] != *name
        {
            self.found.edits.push((range, name.clone()));
        }
        if kind == ReferenceKind::Wxs && !self_closing {
            let start = self.at;
            let end = self.wxs_end();
            self.at = end;
            self.skip_past(">");
            if let (None, Some(module)) = (&src, name) {
                self.found.inline_wxs.push(InlineWxs {
                    module,
                    range: start..end,
                });
            }
        }
        if let Some(range) = src {
            self.found.references.push(Reference {
                kind,
                src: text[range.clone()].trim().to_owned(),
                range,
            });
        }
    }

    /// Name, value and quotes; `None` where the quotes are not closed.
    fn whole_attribute(
        &self,
        name: &Range<usize>,
        value: Option<&Range<usize>>,
    ) -> Option<Range<usize>> {
        let Some(value) = value else {
            return Some(name.clone());
        };
        let opening = self.bytes[value.start - 1];
        if !matches!(opening, b'"' | b'\'') {
            return Some(name.start..value.end);
        }
        (self.bytes.get(value.end) == Some(&opening)).then(|| name.start..value.end + 1)
    }

    /// Writes foreign white space in another way: as an entity or escape where it is seen, else as
    /// the space that it was meant to be. None is left, wherever the parser looks.
    fn replace_spaces(&mut self, spaces: &[usize]) {
        for (_, with) in &mut self.found.edits {
            *with = with.replace(is_foreign_space, " ");
        }
        self.found.edits.sort_by_key(|(range, _)| range.start);
        let edits = self.found.edits.iter();
        let edited: Vec<Range<usize>> = edits.map(|(range, _)| range.clone()).collect();
        for &at in spaces.iter().filter(|at| !is_within(&edited, **at)) {
            let Some(space) = self.text[at..].chars().next() else {
                continue;
            };
            let code = u32::from(space);
            let with = if is_within(&self.strings, at) {
                format!("\\u{code:04x}")
            } else if !is_within(&self.expressions, at) && is_within(&self.values, at) {
                format!("&#x{code:x};")
            } else {
                " ".to_owned()
            };
            self.found.edits.push((at..at + space.len_utf8(), with));
        }
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

/// A module name without what no name has.
fn plain_name(name: &str) -> String {
    name.chars()
        .map(|character| match character {
            '_' | '$' => character,
            _ if character.is_alphanumeric() => character,
            _ => '_',
        })
        .collect()
}

/// The name of a slot value as a name in JavaScript (hyphens are for the compiler to remove).
fn plain_slot_value(name: &str) -> String {
    let plain: String = name
        .chars()
        .map(|character| match character {
            '-' => '-',
            _ if character.is_ascii_alphanumeric() => character,
            _ => '_',
        })
        .collect();
    let first = plain.chars().find(|character| *character != '-');
    if first.is_none_or(|first| first.is_ascii_digit()) {
        format!("_{plain}")
    } else {
        plain
    }
}

fn is_name_start(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || byte == b'_'
}

fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b':' | b'.')
}

/// `bind:tap` and its kin, of which glass-easel takes several for one event.
fn binds_event(name: &str) -> bool {
    let prefix = name.split_once(':').map_or("", |(prefix, _)| prefix);
    let phase = prefix.strip_prefix("capture-").unwrap_or(prefix);
    matches!(phase, "bind" | "catch" | "mut-bind")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn modern(text: &str) -> String {
        apply(text, &scan(text).edits)
    }

    #[test]
    fn old_spellings_become_new_ones() {
        assert_eq!(
            modern(r#"<view wx-if="{{a}}" wx:for-items="{{b}}" data-wx-if="1"/>"#),
            r#"<view wx:if="{{a}}" wx:for="{{b}}" data-wx-if="1"/>"#
        );
        // The modern one wins where both are there.
        let both = r#"<view wx:for="{{a}}" wx:for-items="{{b}}"/>"#;
        assert_eq!(modern(both), both);
        let elsewhere = "<!-- wx-if --><view>wx-if {{ 'wx-if' }}</view>";
        assert_eq!(modern(elsewhere), elsewhere);
    }

    #[test]
    fn slot_values_have_names() {
        assert_eq!(
            modern(r#"<a slot:b-c="d" slot:_e slot:2 slot:b.c slot:-1 slot: slot="f"/>"#),
            r#"<a slot:b-c="d" slot:_e slot:_2 slot:b_c slot:_-1 slot:_ slot="f"/>"#
        );
    }

    #[test]
    fn the_last_of_equal_attributes_counts() {
        assert_eq!(
            modern(r#"<a t-class="x" b t-class='{{"y"}}' c="1"/><a c="1" c="2" c/>"#),
            r#"<a t-class='{{"y"}}' b t-class='{{"y"}}' c="1"/><a c c="2" c/>"#
        );
        // Of handlers that are bound to one event, each is called, in order.
        let handlers = r#"<a bind:tap="x" capture-catch:tap="z" bind:tap="y"/>"#;
        assert_eq!(modern(handlers), handlers);
        let open = r#"<a b="1" b="2"#;
        assert_eq!(modern(open), open);
    }

    #[test]
    fn finds_references_and_inline_code() {
        let text = "<import src=\"a.wxml\"/><include src='/b'/>\n\
                    <wxs src=\"./c.wxs\" module=\"c\"/><wxs module=\"d\">var a = '<view>';</wxs>\
                    <!-- <import src=\"no\"/> --><view a=\"<import src='no'/>\">{{'<import src=\"no\"/>'}}</view>";
        let found = scan(text);
        let seen: Vec<_> = found
            .references
            .iter()
            .map(|reference| (reference.kind, reference.src.as_str()))
            .collect();
        assert_eq!(
            seen,
            [
                (ReferenceKind::Import, "a.wxml"),
                (ReferenceKind::Include, "/b"),
                (ReferenceKind::Wxs, "./c.wxs"),
            ]
        );
        assert_eq!(found.inline_wxs.len(), 1);
        assert_eq!(found.inline_wxs[0].module, "d");
        assert_eq!(
            &text[found.inline_wxs[0].range.clone()],
            "var a = '<view>';"
        );
    }

    #[test]
    fn edits_of_the_same_bytes_are_the_first_alone() {
        let edit = |range: Range<usize>| (range, "x".to_owned());
        let mut edits = vec![edit(4..6), edit(0..3), edit(2..5), edit(6..6)];
        in_order(&mut edits);
        assert_eq!(apply("abcdefg", &edits), "xdxxg");
    }

    #[test]
    fn edits_ascend() {
        assert_eq!(modern("<wxs module=\"=\"wx-if"), "<wxs module=\"_\"wx:if");
    }

    #[test]
    fn white_space_that_the_parser_does_not_know_is_written_otherwise() {
        let text = "<view\u{3000}class=\"a\u{a0}b\" \u{85}title=\"{{ '\u{3000}' +\u{a0}c }}\">\
                    \u{3000}x</view\u{3000}><!--\u{3000}-->";
        assert_eq!(
            modern(text),
            "<view class=\"a&#xa0;b\"  title=\"{{ '\\u3000' + c }}\">&#x3000;x</view ><!-- -->"
        );
        // Of an attribute that is written twice, too.
        assert_eq!(
            modern("<a b=\"1\" b=\"\u{a0}\"/>"),
            "<a b=\" \" b=\"&#xa0;\"/>"
        );
        // As fuzzing found it.
        assert_eq!(modern("<o\u{85}"), "<o ");
    }

    #[test]
    fn quotes_and_less_than_inside_expressions_are_no_tags() {
        let text = r#"<view class="{{a < b ? "x>" : 'y'}}"><text>{{a<b}}</text></view>"#;
        let found = scan(text);
        let tags: Vec<_> = found
            .tags
            .iter()
            .map(|range| &text[range.clone()])
            .collect();
        assert_eq!(tags, ["view", "text"]);
        // An expression that never ends hides nothing.
        let found = scan("<view>{{ a <view/></view>");
        assert_eq!(found.tags.len(), 2);
    }

    #[test]
    fn offsets_map_back() {
        let text = r#"<a wx:for-items="1"/><b wx-if="2"/>"#;
        let edits = scan(text).edits;
        let edited = apply(text, &edits);
        for needle in ["\"1\"", "<b", "\"2\""] {
            assert_eq!(
                original_offset(&edits, edited.find(needle).unwrap_or_default()),
                text.find(needle).unwrap_or_default()
            );
        }
    }

    #[test]
    fn deep_nesting_is_noticed() {
        assert!(scan(&"<view>".repeat(300)).too_deep.is_some());
        assert!(
            scan(&format!("{{{{{}1{}}}}}", "(".repeat(300), ")".repeat(300)))
                .too_deep
                .is_some()
        );
        assert!(
            scan(&format!("{{{{{}a}}}}", "!".repeat(600)))
                .too_deep
                .is_some()
        );
        assert!(scan(&"<view/>".repeat(300)).too_deep.is_none());
        assert!(scan(&"<view></view>".repeat(300)).too_deep.is_none());
    }
}
