//! `theme.json`: values for `@name` per colour scheme.

use serde_json::Value;

use super::{JsonFile, Theme};
use crate::{Diagnostic, Package};

/// The variables of both schemes.
#[derive(Debug, Clone, Default)]
pub(crate) struct Themes {
    value: Value,
}

impl Themes {
    /// Reads the file that `themeLocation` names.
    pub fn read(package: &Package, diagnostics: &mut Vec<Diagnostic>) -> Self {
        let Some(location) = package
            .app()
            .raw
            .get("themeLocation")
            .and_then(Value::as_str)
        else {
            return Self::default();
        };
        let file = location.trim_start_matches("./").trim_start_matches('/');
        let Some(bytes) = package.read(file) else {
            diagnostics.push(Diagnostic::error(
                "app.json",
                0,
                0,
                format!("\"themeLocation\": {file} not found"),
            ));
            return Self::default();
        };
        match JsonFile::parse(file, &bytes) {
            Ok(json) => Self { value: json.value },
            Err(diagnostic) => {
                diagnostics.push(diagnostic);
                Self::default()
            }
        }
    }

    /// The value of `@name`, `None` where the scheme has none; other text is itself.
    pub fn resolve<'a>(&'a self, text: &'a str, theme: Theme) -> Option<&'a str> {
        match text.strip_prefix('@') {
            None => Some(text),
            Some(name) => self.value.get(theme.as_str())?.get(name)?.as_str(),
        }
    }
}
