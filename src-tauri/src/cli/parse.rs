use std::{net::IpAddr, path::PathBuf};

use log::LevelFilter;

use super::parse_check::{CheckOptions, parse_check};
use super::parse_test::parse_test;
use crate::{
    automation::Listen,
    console::{ColorChoice, Format, LogOptions},
    testing::TestOptions,
};

/// One invocation of `peapod`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    Launcher,
    Run(RunOptions),
    Test(TestOptions),
    Check(CheckOptions),
    Api { json: bool },
    DevtoolsCli(Vec<String>),
    Help,
    Version,
}

/// `peapod run`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RunOptions {
    /// Folder or zip of the mini-program.
    pub source: PathBuf,
    /// First page with an optional query, without leading slash.
    pub page: Option<String>,
    pub headless: bool,
    /// 0 asks the system for a free port.
    pub auto_port: Option<u16>,
    /// Where the port listens; loopback where absent.
    pub auto_host: Option<IpAddr>,
    /// What its clients must know.
    pub auto_token: Option<String>,
    /// Headless: go on when standard input ends.
    pub detached: bool,
    pub device: Option<PathBuf>,
    pub data_dir: Option<PathBuf>,
    pub screenshot: Option<PathBuf>,
    pub theme: Option<Theme>,
    pub skip_domain_check: bool,
    pub no_animation: bool,
    /// App id and folder of plugins.
    pub plugins: Vec<(String, PathBuf)>,
    pub log: LogOptions,
    /// Take saved files into the running mini-program.
    pub watch: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Theme {
    Light,
    Dark,
}

impl RunOptions {
    /// The automation port that was asked for.
    pub fn automation(&self) -> Option<Listen> {
        let local = Listen::local(self.auto_port?);
        Some(Listen {
            address: self.auto_host.unwrap_or(local.address),
            token: self.auto_token.clone(),
            ..local
        })
    }
}

impl Theme {
    /// The word that mini-programs see in `theme`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

/// A command line that cannot be understood; the text says how to mend it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}; see `peapod --help`")]
pub struct UsageError(pub(super) String);

/// Parses the arguments after the program's name.
pub fn parse(args: &[String]) -> Result<Command, UsageError> {
    let Some((first, rest)) = args.split_first() else {
        return Ok(Command::Launcher);
    };
    match first.as_str() {
        "run" => parse_run(rest).map(Command::Run),
        "test" => parse_test(rest).map(Command::Test),
        "check" => parse_check(rest).map(Command::Check),
        "api" => match json_flag("api", rest)? {
            (json, operands) if operands.is_empty() => Ok(Command::Api { json }),
            (_, operands) => Err(UsageError(format!(
                "`api` takes no operand, got `{}`",
                operands.join(" ")
            ))),
        },
        "cli" => Ok(Command::DevtoolsCli(rest.to_vec())),
        "help" | "--help" | "-h" => Ok(Command::Help),
        "version" | "--version" | "-V" => Ok(Command::Version),
        other => Err(UsageError(format!(
            "unknown command `{other}`; to run a folder, write `peapod run {other}`"
        ))),
    }
}

/// Notes whether `--json` is there and gives what is left.
fn json_flag<'a>(command: &str, args: &'a [String]) -> Result<(bool, Vec<&'a str>), UsageError> {
    let mut json = false;
    let mut operands = Vec::new();
    for arg in args {
        if arg == "--json" {
            json = true;
        } else if arg.starts_with('-') {
            return Err(UsageError(format!("`{command}` has no option `{arg}`")));
        } else {
            operands.push(arg.as_str());
        }
    }
    Ok((json, operands))
}

fn parse_run(args: &[String]) -> Result<RunOptions, UsageError> {
    let mut options = RunOptions::default();
    let mut source = None;
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
            "--page" => {
                let page = value("a page path")?;
                options.page = Some(page.trim_start_matches('/').to_owned());
            }
            "--auto-port" => {
                let port = value("a port number")?;
                options.auto_port = Some(port.parse().map_err(|_| {
                    UsageError(format!(
                        "`{port}` is not a port; use a number from 0 to 65535"
                    ))
                })?);
            }
            "--auto-host" => {
                let host = value("an address")?;
                options.auto_host = Some(host.parse().map_err(|_| {
                    UsageError(format!(
                        "`{host}` is not an address; use one of this machine, or 0.0.0.0 for all"
                    ))
                })?);
            }
            "--auto-token" => {
                let token = value("a word")?;
                if token.is_empty() {
                    return Err(UsageError("`--auto-token` must not be empty".into()));
                }
                options.auto_token = Some(token);
            }
            "--detached" => options.detached = true,
            "--device" => options.device = Some(value("a device's name or a JSON file")?.into()),
            "--data-dir" => options.data_dir = Some(value("a folder")?.into()),
            "--screenshot" => options.screenshot = Some(value("a file name")?.into()),
            "--theme" => {
                options.theme = Some(theme(&value("`light` or `dark`")?)?);
            }
            "--plugin" => {
                let plugin = value("APPID=FOLDER")?;
                let (id, folder) = plugin
                    .split_once('=')
                    .filter(|(id, folder)| !id.is_empty() && !folder.is_empty())
                    .ok_or_else(|| {
                        UsageError(format!("`--plugin {plugin}`: write APPID=FOLDER"))
                    })?;
                options.plugins.push((id.to_owned(), folder.into()));
            }
            "--headless" => options.headless = true,
            "--skip-domain-check" => options.skip_domain_check = true,
            "--watch" => options.watch = true,
            "--no-animation" => options.no_animation = true,
            "--log-format" | "--log-level" | "--color" => {
                log_option(&mut options.log, flag, &value("a value")?)?;
            }
            flag if flag.starts_with('-') => {
                return Err(UsageError(format!("`run` has no option `{flag}`")));
            }
            operand => {
                if source.replace(PathBuf::from(operand)).is_some() {
                    return Err(UsageError(format!(
                        "`run` takes one folder or zip, `{operand}` is one too many"
                    )));
                }
            }
        }
    }
    options.source =
        source.ok_or_else(|| UsageError("`run` needs a folder or a zip: peapod run DIR".into()))?;
    if options.auto_port.is_none() && (options.auto_host.is_some() || options.auto_token.is_some())
    {
        return Err(UsageError(
            "`--auto-host` and `--auto-token` need `--auto-port`".into(),
        ));
    }
    if options.headless && options.screenshot.is_some() {
        return Err(UsageError(
            "`--screenshot` needs a display and cannot go with `--headless`".into(),
        ));
    }
    Ok(options)
}

/// `--theme`.
pub(super) fn theme(word: &str) -> Result<Theme, UsageError> {
    match word {
        "light" => Ok(Theme::Light),
        "dark" => Ok(Theme::Dark),
        other => Err(UsageError(format!(
            "unknown theme `{other}`; use `light` or `dark`"
        ))),
    }
}

/// The options that every command with a log has.
pub(super) fn log_option(log: &mut LogOptions, flag: &str, value: &str) -> Result<(), UsageError> {
    let mistake = |words: &str| UsageError(format!("`{value}` is not one of {words} for `{flag}`"));
    match flag {
        "--log-format" => {
            log.format = match value {
                "text" => Format::Text,
                "json" => Format::Json,
                _ => return Err(mistake("`text`, `json`")),
            };
        }
        "--color" => {
            log.color = match value {
                "auto" => ColorChoice::Auto,
                "always" => ColorChoice::Always,
                "never" => ColorChoice::Never,
                _ => return Err(mistake("`auto`, `always`, `never`")),
            };
        }
        _ => {
            log.level = match value {
                "debug" => LevelFilter::Debug,
                "info" => LevelFilter::Info,
                "warn" => LevelFilter::Warn,
                "error" => LevelFilter::Error,
                _ => return Err(mistake("`debug`, `info`, `warn`, `error`")),
            };
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn words(line: &str) -> Result<Command, UsageError> {
        parse(
            &line
                .split_whitespace()
                .map(str::to_owned)
                .collect::<Vec<_>>(),
        )
    }

    #[test]
    fn no_argument_opens_the_launcher() {
        assert_eq!(words("").unwrap(), Command::Launcher);
    }

    #[test]
    fn run_takes_options_in_any_order_and_both_spellings() {
        let expected = RunOptions {
            source: "app".into(),
            page: Some("pages/a/b?x=1&y=a=b".into()),
            headless: true,
            auto_port: Some(9420),
            device: Some("phone.json".into()),
            data_dir: Some("/tmp/d".into()),
            skip_domain_check: true,
            watch: true,
            ..RunOptions::default()
        };
        let one = words(
            "run app --page /pages/a/b?x=1&y=a=b --headless --auto-port 9420 --device phone.json --data-dir /tmp/d --skip-domain-check --watch",
        );
        let two = words(
            "run --watch --headless --auto-port=9420 --page=pages/a/b?x=1&y=a=b --skip-domain-check app --data-dir=/tmp/d --device=phone.json",
        );
        assert_eq!(one.unwrap(), Command::Run(expected.clone()));
        assert_eq!(two.unwrap(), Command::Run(expected));
    }

    #[test]
    fn plugins_are_named_with_their_folders() {
        let Command::Run(options) = words("run app --plugin wx1=a --plugin=wx2=b=c").unwrap()
        else {
            panic!("no run")
        };
        let expected = [("wx1".into(), "a".into()), ("wx2".into(), "b=c".into())];
        assert_eq!(options.plugins, expected);
    }

    #[test]
    fn mistakes_name_the_mend() {
        for (line, mend) in [
            ("run", "peapod run DIR"),
            ("run a b", "one too many"),
            ("run a --auto-port x", "0 to 65535"),
            ("run a --auto-port 70000", "0 to 65535"),
            ("run a --auto-port", "needs a port number"),
            ("run a --auto-port 0 --auto-host here", "0.0.0.0"),
            ("run a --auto-token x", "need `--auto-port`"),
            ("run a --theme blue", "`light` or `dark`"),
            ("run a --headless --screenshot x.png", "needs a display"),
            ("run a --plugin wx1", "APPID=FOLDER"),
            ("run a --frob", "no option `--frob`"),
            ("run a --log-format xml", "`text`, `json`"),
            ("run a --log-level all", "`debug`, `info`"),
            ("run a --color=blue", "`always`, `never`"),
            ("check", "peapod check DIR"),
            ("check a b", "exactly one"),
            ("api x", "no operand"),
            ("./app", "peapod run ./app"),
        ] {
            let error = words(line).unwrap_err().to_string();
            assert!(error.contains(mend), "{line}: {error}");
        }
    }

    #[test]
    fn api_and_cli() {
        assert_eq!(words("api").unwrap(), Command::Api { json: false });
        assert_eq!(
            words("cli auto --project x").unwrap(),
            Command::DevtoolsCli(vec!["auto".into(), "--project".into(), "x".into()])
        );
    }
}
