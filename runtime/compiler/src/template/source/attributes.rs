//! The attributes of a tag: spellings that glass-easel does not take, and what they refer to.

use std::ops::Range;

use super::{Attribute, InlineWxs, Reference, ReferenceKind, Scanner};

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

impl Scanner<'_> {
    pub(super) fn note_attributes(
        &mut self,
        tag: &str,
        attributes: &[Attribute],
        self_closing: bool,
    ) {
        let text = self.text;
        let has = |wanted: &str| {
            attributes
                .iter()
                .any(|(name, _)| &text[name.clone()] == wanted)
        };
        for (index, (name, value)) in attributes.iter().enumerate() {
            let written = &text[name.clone()];
            if written.starts_with("wx")
                && let Some((_, modern)) = LEGACY_NAMES.iter().find(|(old, _)| *old == written)
                && !has(modern)
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
            let bytes = self.bytes;
            let same = |(other, _): &&Attribute| bytes[other.clone()] == bytes[name.clone()];
            if let Some((last_name, last_value)) = attributes[index + 1..].iter().rev().find(same)
                && !attributes[..index].iter().any(|other| same(&other))
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

/// `bind:tap` and its kin, of which glass-easel takes several for one event.
fn binds_event(name: &str) -> bool {
    let prefix = name.split_once(':').map_or("", |(prefix, _)| prefix);
    let phase = prefix.strip_prefix("capture-").unwrap_or(prefix);
    matches!(phase, "bind" | "catch" | "mut-bind")
}
