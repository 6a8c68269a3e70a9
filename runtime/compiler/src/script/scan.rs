//! A quick look whether a script may have module syntax; a wrong "yes" costs a parse only.

/// Whether `import` or `export` appears where a declaration or an `import(…)` could be.
/// Comments and strings are not told apart.
pub(crate) fn has_module_syntax(text: &str) -> bool {
    let bytes = text.as_bytes();
    ["import", "export"].iter().any(|word| {
        text.match_indices(word).any(|(at, _)| {
            let before = at.checked_sub(1).and_then(|index| bytes.get(index));
            if before.is_some_and(|byte| is_identifier(*byte) || matches!(byte, b'.' | b'\'')) {
                return false;
            }
            let mut rest = bytes[at + word.len()..].iter().copied().peekable();
            if rest.peek().is_some_and(|byte| is_identifier(*byte)) {
                return false;
            }
            let spaced = rest.peek().is_none_or(|byte| byte.is_ascii_whitespace());
            let next = rest.find(|byte| !byte.is_ascii_whitespace());
            match next {
                Some(b'{' | b'*' | b'/') => true,
                Some(b'"' | b'\'' | b'(' | b'.') => *word == "import",
                Some(byte) => spaced && is_identifier(byte),
                None => false,
            }
        })
    })
}

fn is_identifier(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'$' || byte >= 0x80
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sees_module_syntax() {
        for text in [
            "import a from 'a'",
            "import{a}from'a'",
            "import'a'",
            "import * as a from 'a'",
            "x = import('a')",
            "export default {}",
            "export{a}",
            "export * from 'a'",
            "import/**/a from 'a'",
            ";export const a = 1",
        ] {
            assert!(has_module_syntax(text), "{text}");
        }
    }

    #[test]
    fn passes_plain_scripts() {
        for text in [
            "const a = require('a'); module.exports = a",
            "exports.a = 1",
            "a.import(1); b.export = 2",
            "var important = 1, exported = 2",
            "x = {export: 1}",
            "",
        ] {
            assert!(!has_module_syntax(text), "{text}");
        }
    }
}
