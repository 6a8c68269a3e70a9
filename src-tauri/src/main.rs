use std::process::ExitCode;

fn main() -> ExitCode {
    peapod_lib::cli::main()
}
