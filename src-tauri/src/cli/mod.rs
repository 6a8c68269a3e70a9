//! The command line: a contract, see `docs/` and `peapod --help`.
//!
//! Results go to stdout, everything else to stderr. Exit codes: 0 success, 1 the thing asked for
//! failed (a package with errors, a mini-program that does not start), 2 wrong usage.

mod api;
mod check;
mod components;
mod devtools;
mod open_pages;
mod parse;
mod parse_check;
mod parse_test;
mod service;

use std::{
    io::{self, Write},
    process::ExitCode,
};

use peapod_compiler::SassWorker;

use crate::console::{self, LogOptions};

pub use parse::{Command, RunOptions, Theme, UsageError, parse};
pub use parse_check::CheckOptions;

/// Makes this program the killable half of the Sass compiler; not for people.
const COMPILE_SASS: &str = "--compile-sass";

/// Exit code for wrong usage and for things that this build cannot do.
pub const EXIT_USAGE: u8 = 2;

const HELP: &str = "\
peapod: run WeChat mini-programs outside WeChat

usage:
  peapod                           open the launcher
  peapod run DIR|ZIP [options]     run a mini-program
  peapod test DIR [FILE...]        run the spec files of a project (see docs/testing.md)
  peapod check DIR [options]       compile everything and report; exit 1 on an error
  peapod api [--json]              the support matrix of wx members
  peapod cli ...                   the subset of the DevTools cli that automation clients spawn

options of check:
  --all                  every file of the folder, used or not; a folder without app.json (a library
                         of components) is always checked like this
  --open-pages           instead, open every page without a window; exit 1 on an uncaught error,
                         or a failed call of an API that nobody handles.
                         Pages that have compile modes in the project's config (`condition`) are
                         opened with their queries
  --page PATH?query      with --open-pages: only this page; may come several times
  --timeout MS           how long a script of a page may go on without returning (default: 20000)
  --json                 the report as JSON

options of run:
  --page PATH?query      start at this page instead of the first one
  --headless             no window: logic, routing and APIs only
  --auto-port N          automation port on 127.0.0.1 (0 picks a free one and prints it to stderr)
  --auto-host ADDRESS    open it on another interface, for clients that know its token
  --auto-token WORD      that token (made up and printed to stderr where absent)
  --detached             headless: go on when standard input ends
  --device NAME|FILE     simulated device: iphone-14, pixel-8, … or a JSON profile
  --data-dir D           where storage, files and caches live (default: the XDG data directory)
  --screenshot FILE      save a PNG of the window when the first page is painted, then exit
  --plugin APPID=FOLDER  files of a plugin that app.json names (also found at plugins/APPID
                         beside the mini-program); may come several times
  --theme light|dark     colour scheme (default: the system's)
  --skip-domain-check    do not check network URLs against the domain allowlist
  --no-animation         no page transitions
  --log-format text|json the log on stderr: for people, or a JSON object per line
  --log-level LEVEL      debug, info (the default), warn or error; debug shows routes and life cycle
  --color WHEN           auto (the default), always or never
  --watch                take saved files into the running mini-program, and show errors in them

options of test:
  --headless, --window   without a window (the default), or in one
  -t, --filter PATTERN   only tests whose full name matches this regular expression
  --bail                 stop at the first failure
  --timeout MS           how long a test or a hook may take (default: 30000, in a window 120000)
  --report DIR           write junit.xml and report.html there
  -u, --update-snapshots write snapshots that differ anew
  --device, --theme, --skip-domain-check, --log-format, --log-level, --color: as for run
";

/// Runs the command line of this process.
pub fn main() -> ExitCode {
    let args: Vec<String> = std::env::args_os()
        .skip(1)
        .map(|arg| arg.to_string_lossy().into_owned())
        .collect();
    if args.first().is_some_and(|arg| arg == COMPILE_SASS) {
        return match peapod_compiler::serve_sass() {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => fail(&error.to_string(), 1),
        };
    }
    if let Ok(program) = std::env::current_exe() {
        let worker = SassWorker::new(program, vec![COMPILE_SASS.into()]);
        peapod_compiler::use_sass_worker(worker);
    }
    // Automation clients spawn an executable of this name, with no word before the arguments.
    if called_cli() {
        return devtools::run(&args);
    }
    match parse(&args) {
        Ok(command) => execute(command),
        Err(error) => fail(&error.to_string(), EXIT_USAGE),
    }
}

/// Whether this process was started by the name `cli` (a link to `peapod`).
fn called_cli() -> bool {
    let name = std::env::args_os().next().map(std::path::PathBuf::from);
    name.as_deref().and_then(std::path::Path::file_stem) == Some("cli".as_ref())
}

fn execute(command: Command) -> ExitCode {
    match command {
        Command::Launcher => {
            console::configure(LogOptions::default());
            crate::window::open(None)
        }
        Command::Run(options) => {
            console::configure(options.log);
            if options.headless {
                crate::headless::run(&options)
            } else {
                crate::window::open(Some(options))
            }
        }
        Command::Test(options) => {
            console::configure(options.log);
            crate::testing::run(&options)
        }
        Command::Check(options) if options.open_pages => open_pages::run(&options),
        Command::Check(options) => check::run(&options),
        Command::Api { json } => api::run(json),
        Command::DevtoolsCli(args) => devtools::run(&args),
        Command::Help => {
            write_stdout(HELP);
            ExitCode::SUCCESS
        }
        Command::Version => {
            write_stdout(concat!("peapod ", env!("CARGO_PKG_VERSION"), "\n"));
            ExitCode::SUCCESS
        }
    }
}

/// Prints one error to stderr and gives its exit code.
pub fn fail(message: &str, code: u8) -> ExitCode {
    // Nothing is left to do when stderr is closed.
    let _ = writeln!(io::stderr().lock(), "peapod: {message}");
    ExitCode::from(code)
}

/// Writes a result; a closed pipe (`peapod api | head`) is not an error.
pub fn write_stdout(text: &str) {
    let mut out = io::stdout().lock();
    let _ = out.write_all(text.as_bytes());
    let _ = out.flush();
}
