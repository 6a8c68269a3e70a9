//! What is known not to pass, and why: `explained/<version>.json`.

use std::path::Path;

use serde::Deserialize;

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Explained {
    /// Tests, or whole files, that say nothing about us; they are not counted.
    #[serde(default)]
    pub not_applicable: Vec<Entry>,
    /// Tests that fail.
    #[serde(default)]
    pub failures: Vec<Entry>,
    /// Tests that fail besides where templates go through our whole compiler.
    #[serde(default)]
    pub with_our_templates: Vec<Entry>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    pub file: String,
    /// Full names; without them the whole file is meant.
    #[serde(default)]
    pub tests: Vec<String>,
    pub reason: String,
}

impl Explained {
    /// The list for a version of the suites; empty where there is none.
    pub fn read(version: &str, our_templates: bool) -> Result<Self, String> {
        let mut explained = Self::of(version)?;
        let more = std::mem::take(&mut explained.with_our_templates);
        if our_templates {
            explained.failures.extend(more);
        }
        Ok(explained)
    }

    fn of(version: &str) -> Result<Self, String> {
        let file = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("examples/glass_easel_suite/explained")
            .join(format!("{version}.json"));
        match std::fs::read_to_string(&file) {
            Ok(text) => {
                serde_json::from_str(&text).map_err(|error| format!("{}: {error}", file.display()))
            }
            Err(_) => {
                eprintln!(
                    "{} is missing: no failure counts as explained",
                    file.display()
                );
                Ok(Self::default())
            }
        }
    }

    /// Why a file is not run at all.
    pub fn whole_file(&self, file: &str) -> Option<&str> {
        self.not_applicable
            .iter()
            .find(|entry| entry.file == file && entry.tests.is_empty())
            .map(|entry| entry.reason.as_str())
    }

    pub fn is_not_applicable(&self, file: &str, test: &str) -> bool {
        names(&self.not_applicable, file, test)
    }

    pub fn is_failure(&self, file: &str, test: &str) -> bool {
        names(&self.failures, file, test)
    }
}

fn names(entries: &[Entry], file: &str, test: &str) -> bool {
    entries
        .iter()
        .any(|entry| entry.file == file && entry.tests.iter().any(|name| name == test))
}
