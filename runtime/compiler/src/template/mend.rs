//! WXS that JavaScript would refuse: names that are its words, and a comment that is left open.

use std::collections::BTreeSet;
use std::ops::Range;

use super::edits::apply;

/// Words of JavaScript that are plain names in WXS.
const FREE_WORDS: [&str; 24] = [
    "class",
    "const",
    "let",
    "enum",
    "export",
    "extends",
    "import",
    "super",
    "static",
    "yield",
    "await",
    "async",
    "new",
    "in",
    "try",
    "catch",
    "finally",
    "throw",
    "with",
    "instanceof",
    "debugger",
    "implements",
    "interface",
    "package",
];

/// Renames declared names that are words of JavaScript, and closes an open comment.
pub(super) fn mend(source: &str) -> String {
    let (tokens, open_comment) = tokenize(source);
    let word = |index: usize| tokens.get(index).map(|range| &source[range.clone()]);
    let mut declared = BTreeSet::new();
    for index in 0..tokens.len() {
        match word(index) {
            Some("var") => {
                // var a = …, class = …
                let mut at = index + 1;
                let mut depth = 0_usize;
                let mut expects_name = true;
                while let Some(token) = word(at) {
                    match token {
                        "(" | "[" | "{" => depth += 1,
                        ")" | "]" | "}" if depth == 0 => break,
                        ")" | "]" | "}" => depth -= 1,
                        ";" if depth == 0 => break,
                        "," if depth == 0 => expects_name = true,
                        name if expects_name => {
                            declared.insert(name);
                            expects_name = false;
                        }
                        _ => {}
                    }
                    at += 1;
                }
            }
            Some("function") => {
                let mut at = index + 1;
                while let Some(token) = word(at) {
                    if token == ")" {
                        break;
                    }
                    declared.insert(token);
                    at += 1;
                }
            }
            _ => {}
        }
    }
    let renamed: Vec<&str> = FREE_WORDS
        .iter()
        .copied()
        .filter(|word| declared.contains(word))
        .collect();
    let mut edits = Vec::new();
    for (index, range) in tokens.iter().enumerate() {
        let token = &source[range.clone()];
        if !renamed.contains(&token) {
            continue;
        }
        let before = index.checked_sub(1).and_then(word);
        let is_key = word(index + 1) == Some(":") && matches!(before, Some("{" | ","));
        if before != Some(".") && !is_key {
            edits.push((range.end..range.end, "$".to_owned()));
        }
    }
    let mut mended = apply(source, &edits);
    if open_comment {
        mended.push_str("*/");
    }
    mended
}

/// Words and single punctuation characters, without comments and strings; whether a comment is
/// left open. WXS has no regular expression literals.
fn tokenize(source: &str) -> (Vec<Range<usize>>, bool) {
    let bytes = source.as_bytes();
    let mut tokens = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let byte = bytes[at];
        if byte.is_ascii_whitespace() {
            at += 1;
        } else if bytes[at..].starts_with(b"//") {
            at = source[at..].find('\n').map_or(bytes.len(), |end| at + end);
        } else if bytes[at..].starts_with(b"/*") {
            match source[at + 2..].find("*/") {
                Some(end) => at += end + 4,
                None => return (tokens, true),
            }
        } else if matches!(byte, b'"' | b'\'') {
            let start = at;
            at += 1;
            while at < bytes.len() && bytes[at] != byte && bytes[at] != b'\n' {
                at += if bytes[at] == b'\\' { 2 } else { 1 };
            }
            at = (at + 1).min(bytes.len());
            while !source.is_char_boundary(at) {
                at += 1;
            }
            tokens.push(start..at);
        } else {
            let start = at;
            let is_word = |byte: u8| {
                byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$') || byte >= 0x80
            };
            at += 1;
            if is_word(byte) {
                while at < bytes.len() && is_word(bytes[at]) {
                    at += 1;
                }
            }
            tokens.push(start..at);
        }
    }
    (tokens, false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_end_at_the_end() {
        for source in ["'", "'\\", "\"中", "/", "$中"] {
            tokenize(source);
            mend(source);
        }
    }
}
