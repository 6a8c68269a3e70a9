//! JSON as DevTools reads it: comments, trailing commas and a byte order mark are accepted.

use indexmap::IndexMap;
use serde_json::Value;

use crate::Diagnostic;
use crate::diagnostic::line_column;

/// A configuration file with its text, so that remarks about a value can point at it.
#[derive(Debug, Clone)]
pub(crate) struct JsonFile {
    pub file: String,
    pub text: String,
    pub value: Value,
}

impl JsonFile {
    /// Parses `text`; an error is a diagnostic with line and column.
    pub fn parse(file: &str, bytes: &[u8]) -> Result<Self, Diagnostic> {
        let text = match std::str::from_utf8(bytes) {
            Ok(text) => text.strip_prefix('\u{feff}').unwrap_or(text).to_owned(),
            Err(error) => {
                return Err(Diagnostic::error(
                    file,
                    1,
                    1,
                    format!(
                        "not UTF-8 text (byte {}); save the file as UTF-8",
                        error.valid_up_to()
                    ),
                ));
            }
        };
        // Comments and trailing commas become spaces, so places stay what they were.
        let mut plain = text.clone();
        let stripped = json_strip_comments::strip(&mut plain);
        let parsed = match stripped {
            Ok(()) => serde_json::from_str::<Value>(&plain),
            Err(_) => serde_json::from_str::<Value>(&text),
        };
        match parsed {
            Ok(value) => Ok(Self {
                file: file.to_owned(),
                text,
                value,
            }),
            Err(error) => {
                // serde_json counts bytes; diagnostics count UTF-16 units.
                let line = error.line().max(1);
                let column = plain
                    .split('\n')
                    .nth(line - 1)
                    .map_or(error.column(), |source| {
                        let end = error.column().min(source.len());
                        String::from_utf8_lossy(&source.as_bytes()[..end])
                            .encode_utf16()
                            .count()
                    })
                    .max(1);
                let reason = error.to_string();
                let reason = reason
                    .rfind(" at line ")
                    .map_or(reason.as_str(), |at| &reason[..at]);
                Err(Diagnostic::error(
                    file,
                    line as u32,
                    column as u32,
                    format!("not valid JSON: {reason}"),
                ))
            }
        }
    }

    /// Line and column of the first string literal `needle` (a key or a value); `(0, 0)` where
    /// the text has none.
    pub fn place_of(&self, needle: &str) -> (u32, u32) {
        let literal = Value::String(needle.to_owned()).to_string();
        match self.text.find(&literal) {
            Some(offset) => line_column(&self.text, offset),
            None => (0, 0),
        }
    }

    /// An error that points at the string literal `needle`.
    pub fn error_at(&self, needle: &str, message: impl Into<String>) -> Diagnostic {
        let (line, column) = self.place_of(needle);
        Diagnostic::error(&self.file, line, column, message)
    }

    /// A warning that points at the string literal `needle`.
    pub fn warning_at(&self, needle: &str, message: impl Into<String>) -> Diagnostic {
        let (line, column) = self.place_of(needle);
        Diagnostic::warning(&self.file, line, column, message)
    }

    /// A string field; of another type: a warning and `None`.
    pub fn string(&self, key: &str, diagnostics: &mut Vec<Diagnostic>) -> Option<String> {
        match self.value.get(key) {
            None | Some(Value::Null) => None,
            Some(Value::String(text)) => Some(text.clone()),
            Some(other) => {
                diagnostics.push(self.wrong_type(key, "a string", other));
                None
            }
        }
    }

    /// A boolean field, false where missing.
    pub fn boolean(&self, key: &str, diagnostics: &mut Vec<Diagnostic>) -> bool {
        match self.value.get(key) {
            None | Some(Value::Null) => false,
            Some(Value::Bool(value)) => *value,
            Some(other) => {
                diagnostics.push(self.wrong_type(key, "true or false", other));
                false
            }
        }
    }

    /// An array of strings; entries of other types are left out with a warning.
    pub fn strings(&self, key: &str, diagnostics: &mut Vec<Diagnostic>) -> Vec<String> {
        strings_of(self, key, self.value.get(key), diagnostics)
    }

    /// An object of strings; entries of other types are left out with a warning.
    pub fn string_map(
        &self,
        key: &str,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> IndexMap<String, String> {
        let mut map = IndexMap::new();
        match self.value.get(key) {
            None | Some(Value::Null) => {}
            Some(Value::Object(object)) => {
                for (name, value) in object {
                    match value {
                        Value::String(text) => {
                            map.insert(name.clone(), text.clone());
                        }
                        other => diagnostics.push(self.wrong_type(name, "a string", other)),
                    }
                }
            }
            // Some tools write an empty array for "nothing".
            Some(Value::Array(entries)) if entries.is_empty() => {}
            Some(other) => diagnostics.push(self.wrong_type(key, "an object", other)),
        }
        map
    }

    /// The warning for a value of the wrong type.
    pub fn wrong_type(&self, key: &str, wanted: &str, found: &Value) -> Diagnostic {
        let kind = match found {
            Value::Null => "null",
            Value::Bool(_) => "a boolean",
            Value::Number(_) => "a number",
            Value::String(_) => "a string",
            Value::Array(_) => "an array",
            Value::Object(_) => "an object",
        };
        self.warning_at(
            key,
            format!("\"{key}\" must be {wanted}, found {kind}; it is ignored"),
        )
    }
}

/// The strings of an array value.
pub(crate) fn strings_of(
    json: &JsonFile,
    key: &str,
    value: Option<&Value>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<String> {
    match value {
        None | Some(Value::Null) => Vec::new(),
        Some(Value::Array(entries)) => entries
            .iter()
            .filter_map(|entry| match entry {
                Value::String(text) => Some(text.clone()),
                other => {
                    diagnostics.push(json.wrong_type(key, "an array of strings", other));
                    None
                }
            })
            .collect(),
        Some(other) => {
            diagnostics.push(json.wrong_type(key, "an array of strings", other));
            Vec::new()
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use serde_json::json;

    fn parse(text: &str) -> Result<JsonFile, Diagnostic> {
        JsonFile::parse("a.json", text.as_bytes())
    }

    #[test]
    fn accepts_what_devtools_accepts() {
        let text = "\u{feff}{ // c\n \"a\": [1, 2,], /* x */ \"b\": \"// no comment\",\n}";
        assert_eq!(
            parse(text).unwrap().value,
            json!({"a": [1, 2], "b": "// no comment"})
        );
    }

    #[test]
    fn points_at_the_error() {
        let error = parse("{\n  \"中\": @\n}").unwrap_err();
        assert_eq!((error.line, error.file.as_str()), (2, "a.json"));
        assert_eq!(error.column, 8, "{error}");
        assert!(error.message.starts_with("not valid JSON: "), "{error}");
        assert!(!error.message.contains(" at line "), "{error}");
    }

    #[test]
    fn empty_and_truncated_files_are_errors() {
        assert!(parse("").is_err());
        assert!(parse("{\"a\": /* never closed").is_err());
        assert!(JsonFile::parse("a.json", &[0xff, 0xfe]).is_err());
    }

    #[test]
    fn deep_nesting_is_an_error_not_a_crash() {
        assert!(parse(&"[".repeat(100_000)).is_err());
    }

    #[test]
    fn wrong_types_are_warnings_at_the_key() {
        let json = parse("{\n \"pages\": {\"a\": 1},\n \"u\": {\"x\": 1, \"y\": \"z\"}}").unwrap();
        let mut diagnostics = Vec::new();
        assert!(json.strings("pages", &mut diagnostics).is_empty());
        assert_eq!(json.string_map("u", &mut diagnostics).len(), 1);
        assert_eq!(diagnostics.len(), 2);
        assert_eq!((diagnostics[0].line, diagnostics[0].column), (2, 2));
        assert!(diagnostics.iter().all(|d| !d.is_error()));
    }
}
