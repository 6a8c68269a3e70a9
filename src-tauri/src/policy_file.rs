//! `peapod.json` beside the host's settings: which servers mini-programs may reach.
//!
//! ```json
//! { "skipDomainCheck": false,
//!   "domains": { "*": { "requestDomain": ["https://example.com"] },
//!                "wx0123456789abcdef": { "requestDomain": ["https://api.example.com"] } } }
//! ```
//! The entry of an app id replaces the one of `*`.

use std::{fs, io, path::Path};

use serde_json::Value;

/// The part of the file that concerns one mini-program.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct HostPolicy {
    /// `requestDomain`, `wsRequestDomain`, … as WeChat's server API names them.
    pub domains: Value,
    pub skip_domain_check: bool,
}

/// Reads the file; a missing one lists nothing.
///
/// # Errors
/// The file cannot be read or is not JSON; the text names the file and the place.
pub fn read(path: &Path, app_id: &str) -> Result<HostPolicy, String> {
    match fs::read_to_string(path) {
        Ok(text) => parse(&text, app_id).map_err(|error| format!("{}: {error}", path.display())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(HostPolicy::default()),
        Err(error) => Err(format!("{}: {error}", path.display())),
    }
}

fn parse(text: &str, app_id: &str) -> Result<HostPolicy, serde_json::Error> {
    let file: Value = serde_json::from_str(text)?;
    let domains = file.get("domains");
    let entry = domains.and_then(|it| it.get(app_id).or_else(|| it.get("*")));
    Ok(HostPolicy {
        domains: entry.cloned().unwrap_or_default(),
        skip_domain_check: file
            .get("skipDomainCheck")
            .and_then(Value::as_bool)
            .unwrap_or(false),
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use serde_json::json;

    #[test]
    fn the_own_entry_wins_over_the_common_one() {
        let text =
            r#"{"domains": {"*": {"requestDomain": ["a"]}, "wx1": {"requestDomain": ["b"]}}}"#;
        assert_eq!(
            parse(text, "wx1").unwrap().domains,
            json!({"requestDomain": ["b"]})
        );
        assert_eq!(
            parse(text, "wx2").unwrap().domains,
            json!({"requestDomain": ["a"]})
        );
        assert_eq!(parse("{}", "wx2").unwrap(), HostPolicy::default());
    }

    #[test]
    fn a_broken_file_is_an_error_and_a_missing_one_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("peapod.json");
        assert_eq!(read(&path, "wx1").unwrap(), HostPolicy::default());
        fs::write(&path, "{").unwrap();
        assert!(read(&path, "wx1").unwrap_err().contains("peapod.json"));
    }
}
