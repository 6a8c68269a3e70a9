//! Changes to a text, by byte.

use std::ops::Range;

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
