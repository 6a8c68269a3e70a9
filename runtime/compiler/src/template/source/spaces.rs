//! White space that is none to glass-easel's parser.

use std::ops::Range;

use super::Scanner;

/// How many bytes are looked at together.
const CHUNK: usize = 64;

/// Where there is white space that the parser neither skips nor takes for a name: in a tag it would
/// wait there for ever.
pub(super) fn foreign_spaces(text: &str) -> Vec<usize> {
    // The first bytes of such characters; Chinese ones begin otherwise.
    let may_begin = |byte: u8| matches!(byte, 0xc2 | 0xe1..=0xe3);
    let mut found = Vec::new();
    for (index, chunk) in text.as_bytes().chunks(CHUNK).enumerate() {
        if chunk.is_ascii() {
            continue;
        }
        for (at, byte) in (index * CHUNK..).zip(chunk) {
            if may_begin(*byte) && text[at..].starts_with(is_foreign_space) {
                found.push(at);
            }
        }
    }
    found
}

fn is_foreign_space(character: char) -> bool {
    !character.is_ascii() && character.is_whitespace()
}

/// Whether one of the ranges (ascending, apart) has the byte.
fn is_within(ranges: &[Range<usize>], at: usize) -> bool {
    let after = ranges.partition_point(|range| range.start <= at);
    after > 0 && ranges[after - 1].contains(&at)
}

impl Scanner<'_> {
    /// Writes foreign white space in another way: as an entity or escape where it is seen, else as
    /// the space that it was meant to be. None is left, wherever the parser looks.
    pub(super) fn replace_spaces(&mut self, spaces: &[usize]) {
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
}
