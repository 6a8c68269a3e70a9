//! What the template parser remarks upon, in words for the author.

use glass_easel_template_compiler::parse::{ParseError, ParseErrorKind, ParseErrorLevel};

use super::edits::{Edits, original_offset};
use crate::Diagnostic;
use crate::diagnostic::line_column;

/// Whether the parser may have lost its way, rather than having an opinion.
pub(super) fn is_lost(error: &ParseError) -> bool {
    error.level() >= ParseErrorLevel::Error
        || matches!(
            error.kind,
            ParseErrorKind::InvalidAttributeName
                | ParseErrorKind::UnexpectedCharacter
                | ParseErrorKind::IncompleteTag
        )
}

/// What the parser found, where DevTools would say so, too.
pub(super) fn diagnostic(
    file: &str,
    original: &str,
    edited: &str,
    edits: &Edits,
    error: &ParseError,
) -> Option<Diagnostic> {
    let mend = match error.kind {
        // `&` in text, an attribute that is no binding: WeChat takes these as they are.
        ParseErrorKind::IllegalEntity | ParseErrorKind::ShouldQuoted => return None,
        ParseErrorKind::ChildNodesNotAllowed => "what is inside is not shown",
        ParseErrorKind::MissingEndTag => "close the element",
        ParseErrorKind::InvalidEndTag => "there is no such element open; take the end tag out",
        ParseErrorKind::UnexpectedExpressionCharacter
        | ParseErrorKind::MissingExpressionEnd
        | ParseErrorKind::UnmatchedBracket
        | ParseErrorKind::UnmatchedParenthesis
        | ParseErrorKind::IncompleteConditionExpression => {
            "correct the expression between {{ and }}"
        }
        _ => "",
    };
    let is_error = match error.kind {
        ParseErrorKind::MissingEndTag | ParseErrorKind::InvalidEndTag => true,
        // WeChat has no fallback content of slots either, and says nothing.
        ParseErrorKind::ChildNodesNotAllowed => false,
        _ => error.level() >= ParseErrorLevel::Error,
    };
    if !is_error && error.level() < ParseErrorLevel::Warn {
        return None;
    }
    let (line, column) = if edits.is_empty() {
        let (line, column) = error.location.start.line_col_utf16();
        (line as u32 + 1, column as u32 + 1)
    } else {
        let offset = byte_offset(edited, error.location.start.line_col_utf16());
        line_column(original, original_offset(edits, offset))
    };
    let message = if mend.is_empty() {
        error.kind.to_string()
    } else {
        format!("{}; {mend}", error.kind)
    };
    Some(if is_error {
        Diagnostic::error(file, line, column, message)
    } else {
        Diagnostic::warning(file, line, column, message)
    })
}

/// Byte offset of a zero-based line and UTF-16 column.
pub(super) fn byte_offset(text: &str, (line, column): (usize, usize)) -> usize {
    let start = if line == 0 {
        0
    } else {
        text.match_indices('\n')
            .nth(line - 1)
            .map_or(text.len(), |(at, _)| at + 1)
    };
    let mut units = 0;
    for (at, character) in text[start..].char_indices() {
        if units >= column {
            return start + at;
        }
        units += character.len_utf16();
    }
    text.len()
}
