//! What a compiler has to say about a file.

use serde::Serialize;

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The file (or the construct) works, though perhaps not as meant.
    Warning,
    /// The file, or part of it, does not run.
    Error,
}

/// One remark about one place of one file of the package.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Diagnostic {
    /// Package path of the file.
    pub file: String,
    /// Line, from 1; 0 where the remark is about the file as a whole.
    pub line: u32,
    /// Column in UTF-16 units, from 1; 0 where the remark is about the file as a whole.
    pub column: u32,
    /// What is wrong and how to mend it.
    pub message: String,
    #[serde(skip)]
    pub severity: Severity,
}

impl Diagnostic {
    /// An error about a place in a file.
    pub fn error(
        file: impl Into<String>,
        line: u32,
        column: u32,
        message: impl Into<String>,
    ) -> Self {
        Self {
            file: file.into(),
            line,
            column,
            message: message.into(),
            severity: Severity::Error,
        }
    }

    /// A warning about a place in a file.
    pub fn warning(
        file: impl Into<String>,
        line: u32,
        column: u32,
        message: impl Into<String>,
    ) -> Self {
        Self {
            severity: Severity::Warning,
            ..Self::error(file, line, column, message)
        }
    }

    /// Whether this is an error rather than a warning.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

impl std::fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let kind = match self.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        if self.line == 0 {
            write!(f, "{}: {kind}: {}", self.file, self.message)
        } else {
            write!(
                f,
                "{}:{}:{}: {kind}: {}",
                self.file, self.line, self.column, self.message
            )
        }
    }
}

/// Line and column (both from 1, columns in UTF-16 units) of a byte offset in a text.
pub(crate) fn line_column(text: &str, offset: usize) -> (u32, u32) {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    let before = &text[..offset];
    let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let column = before[start..].encode_utf16().count() + 1;
    (line as u32, column as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_utf16_units_from_one() {
        assert_eq!(line_column("ab\n中😀x", 0), (1, 1));
        assert_eq!(line_column("ab\n中😀x", 3), (2, 1));
        assert_eq!(line_column("ab\n中😀x", 3 + 3 + 4), (2, 4));
        assert_eq!(line_column("ab", 99), (1, 3));
    }

    #[test]
    fn display_leaves_out_a_missing_place() {
        let whole = Diagnostic::error("a.json", 0, 0, "missing");
        assert_eq!(whole.to_string(), "a.json: error: missing");
        let place = Diagnostic::warning("a.wxml", 2, 3, "odd");
        assert_eq!(place.to_string(), "a.wxml:2:3: warning: odd");
    }
}
