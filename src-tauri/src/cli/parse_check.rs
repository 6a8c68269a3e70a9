use super::parse::UsageError;
use std::{path::PathBuf, time::Duration};

/// `peapod check`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckOptions {
    pub dir: PathBuf,
    pub json: bool,
    /// Every file of the folder, used or not.
    pub all: bool,
    /// Opens every page in the headless host.
    pub open_pages: bool,
    /// Only these are opened, as `path?query`; all where none is named.
    pub pages: Vec<String>,
    /// How long a script of a page that is opened may go on without returning.
    pub timeout: Duration,
}

impl Default for CheckOptions {
    fn default() -> Self {
        Self {
            dir: PathBuf::new(),
            json: false,
            all: false,
            open_pages: false,
            pages: Vec::new(),
            // The longest turn of a real mini-program that was seen, on a slow machine and in a
            // debug build, took 4 s.
            timeout: Duration::from_secs(20),
        }
    }
}

/// Parses the arguments of `peapod check`.
pub(super) fn parse_check(args: &[String]) -> Result<CheckOptions, UsageError> {
    let mut options = CheckOptions::default();
    let mut folders = Vec::new();
    let mut args = args.iter();
    while let Some(arg) = args.next() {
        let (flag, inline) = match arg.split_once('=') {
            Some((flag, value)) if flag.starts_with("--") => (flag, Some(value)),
            _ => (arg.as_str(), None),
        };
        let mut value = || inline.or_else(|| args.next().map(String::as_str));
        match flag {
            "--json" => options.json = true,
            "--all" => options.all = true,
            "--open-pages" => options.open_pages = true,
            "--timeout" => {
                let text = value().unwrap_or_default();
                let ms = text.parse().ok().filter(|ms| *ms > 0);
                options.timeout = Duration::from_millis(ms.ok_or_else(|| {
                    UsageError(format!(
                        "`--timeout {text}`: write a number of milliseconds above 0"
                    ))
                })?);
            }
            "--page" => match value() {
                Some(page) if !page.trim_start_matches('/').is_empty() => {
                    options.pages.push(page.trim_start_matches('/').to_owned());
                }
                _ => {
                    return Err(UsageError(
                        "`--page` needs a page: --page PATH?query".into(),
                    ));
                }
            },
            flag if flag.starts_with('-') => {
                return Err(UsageError(format!("`check` has no option `{flag}`")));
            }
            folder => folders.push(PathBuf::from(folder)),
        }
    }
    if !options.pages.is_empty() && !options.open_pages {
        return Err(UsageError(
            "`--page` of `check` goes with `--open-pages`".into(),
        ));
    }
    match <[PathBuf; 1]>::try_from(folders) {
        Ok([dir]) => Ok(CheckOptions { dir, ..options }),
        Err(_) => Err(UsageError(
            "`check` needs exactly one folder: peapod check DIR".into(),
        )),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn words(line: &str) -> Result<CheckOptions, UsageError> {
        let words: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
        parse_check(&words)
    }

    #[test]
    fn options_and_the_folder_come_in_any_order() {
        assert_eq!(
            words("--json app --all").unwrap(),
            CheckOptions {
                dir: "app".into(),
                json: true,
                all: true,
                ..CheckOptions::default()
            }
        );
        let opening = words("app --open-pages --timeout 500").unwrap();
        assert!(opening.open_pages);
        assert_eq!(opening.timeout, Duration::from_millis(500));
        assert_eq!(words("--timeout=500 --open-pages app").unwrap(), opening);
        let some = words("app --open-pages --page /p/a?x=1&y=2 --page=p/b").unwrap();
        assert_eq!(some.pages, ["p/a?x=1&y=2", "p/b"]);
    }

    #[test]
    fn what_is_wrong_is_named() {
        for (line, named) in [
            ("--every app", "`--every`"),
            ("", "exactly one folder"),
            ("a b", "exactly one folder"),
            ("app --timeout", "--timeout"),
            ("app --timeout soon", "soon"),
            ("app --timeout 0", "above 0"),
            ("app --open-pages --page", "PATH?query"),
            ("app --page p/a", "--open-pages"),
        ] {
            let error = words(line).unwrap_err().to_string();
            assert!(error.contains(named), "{line}: {error}");
        }
    }
}
