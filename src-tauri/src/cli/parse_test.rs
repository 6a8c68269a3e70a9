use super::parse::{UsageError, log_option, theme};
use crate::testing::{TestOptions, WINDOW_TIMEOUT};

/// Parses the arguments of `peapod test`.
pub(super) fn parse_test(args: &[String]) -> Result<TestOptions, UsageError> {
    let mut options = TestOptions::default();
    let mut project = None;
    let mut timeout = None;
    let mut args = args.iter();
    while let Some(arg) = args.next() {
        let (flag, inline) = match arg.split_once('=') {
            Some((flag, value)) if flag.starts_with("--") => (flag, Some(value.to_owned())),
            _ => (arg.as_str(), None),
        };
        let mut value = |what: &str| {
            inline
                .clone()
                .or_else(|| args.next().cloned())
                .ok_or_else(|| UsageError(format!("`{flag}` needs {what}")))
        };
        match flag {
            "--headless" => options.headless = true,
            "--window" => options.headless = false,
            "--filter" | "-t" => options.filter = Some(value("a regular expression")?),
            "--bail" => options.bail = true,
            "--timeout" => {
                let text = value("milliseconds")?;
                let ms = text.parse().ok().filter(|ms| *ms > 0);
                timeout = Some(ms.ok_or_else(|| {
                    UsageError(format!("`{text}` is not a number of milliseconds above 0"))
                })?);
            }
            "--report" => options.report = Some(value("a folder")?.into()),
            "--update-snapshots" | "-u" => options.update_snapshots = true,
            "--device" => options.device = Some(value("a JSON file")?.into()),
            "--theme" => options.theme = Some(theme(&value("`light` or `dark`")?)?),
            "--skip-domain-check" => options.skip_domain_check = true,
            "--log-format" | "--log-level" | "--color" => {
                log_option(&mut options.log, flag, &value("a value")?)?;
            }
            flag if flag.starts_with('-') => {
                return Err(UsageError(format!("`test` has no option `{flag}`")));
            }
            operand if project.is_none() => project = Some(operand.into()),
            operand => options.files.push(operand.to_owned()),
        }
    }
    options.project =
        project.ok_or_else(|| UsageError("`test` needs a folder: peapod test DIR".into()))?;
    if !options.headless {
        options.timeout = WINDOW_TIMEOUT;
    }
    options.timeout = timeout.unwrap_or(options.timeout);
    Ok(options)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn words(line: &str) -> Result<TestOptions, UsageError> {
        let words: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
        parse_test(&words)
    }

    #[test]
    fn options_and_operands() {
        let expected = TestOptions {
            project: "app".into(),
            files: vec!["list".into(), "edit".into()],
            headless: false,
            filter: Some("adds".into()),
            bail: true,
            timeout: 500,
            report: Some("out".into()),
            update_snapshots: true,
            ..TestOptions::default()
        };
        let found = words("app list --window -t adds --bail --timeout=500 --report out -u edit");
        assert_eq!(found.unwrap(), expected);
        assert!(words("app").unwrap().headless);
        assert_eq!(words("app --window").unwrap().timeout, WINDOW_TIMEOUT);
    }

    #[test]
    fn mistakes_name_the_mend() {
        for (line, mend) in [
            ("", "peapod test DIR"),
            ("app --timeout 0", "above 0"),
            ("app --timeout", "needs milliseconds"),
            ("app --theme blue", "`light` or `dark`"),
            ("app --watch", "no option `--watch`"),
        ] {
            let error = words(line).unwrap_err().to_string();
            assert!(error.contains(mend), "{line}: {error}");
        }
    }
}
