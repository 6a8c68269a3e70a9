//! The project's toolbox: `cargo xtask <command>`.

mod apple;
mod arm;
mod bench;
mod cache;
mod checks;
mod codegen;
mod fuzz;
mod launch;
mod minium;
mod mobile;
mod setup;
mod stages;
mod steps;
mod suites;
mod tauri_kotlin;
mod toolchain;
mod typecheck;
mod webgl;

use std::process::ExitCode;

const USAGE: &str = "\
cargo xtask <command>

  setup                 install what is missing and build the JavaScript bundles
  run [DIR] [OPTIONS]   open a mini-program (the gallery without DIR)
  test                  every test
  codegen [--check]     write, or compare, the generated files
  typecheck [TARGET…]   type-check the host for Android and iOS (`all`: macOS and Windows too)
  mobile-tests [--if-changed]
                        compile the Android library and run its tests on the JVM
  arm-tests [WORD…]     run the engine's tests on 64-bit ARM, emulated (WORDs go to cargo test)
  bench                 measure opening, routing, taps and updates in the real window
  bench --compile DIR   compile WXML and WXS against glass-easel's compiler alone
  glass-easel-suite DIR [--only PART] [--our-templates] [--verbose]
                        glass-easel's own tests, of the checkout DIR, in our engine (docs/glass-easel.md)
  fuzz [TARGET…] [--minutes N]
                        fuzz the compiler, 30 minutes per target
  ci                    formatting, lints, generated files, types and every test; phones' too";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let rest = arguments.get(1..).unwrap_or_default();
    let result = match arguments.first().map(String::as_str) {
        Some("setup") => setup::setup(setup::Purpose::Test),
        Some("run") => launch::launch(rest),
        Some("test") => checks::test(),
        Some("codegen") => codegen::run(rest.iter().any(|word| word == "--check")),
        Some("typecheck") => typecheck::typecheck(rest),
        Some("mobile-tests") if rest.iter().any(|word| word == "--if-changed") => {
            mobile::tests_of_changes()
        }
        Some("mobile-tests") => mobile::tests(),
        Some("arm-tests") => arm::tests(rest),
        Some("bench") => bench::bench(rest),
        Some("glass-easel-suite") => suites::glass_easel(rest),
        Some("fuzz") => fuzz::fuzz(rest),
        Some("ci") => checks::ci(),
        None | Some("help" | "--help" | "-h") => {
            eprintln!("{USAGE}");
            return ExitCode::SUCCESS;
        }
        Some(other) => Err(format!("there is no command `{other}`\n\n{USAGE}")),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("\x1b[1;31m✗\x1b[0m {message}");
            ExitCode::FAILURE
        }
    }
}
