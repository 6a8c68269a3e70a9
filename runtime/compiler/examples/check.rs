//! Checks the packages named on the command line and says how long it took:
//! `cargo run -p peapod-compiler --example check -- [--cache DIR] FOLDER…`
#![allow(clippy::print_stdout)]

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use peapod_compiler::{Compiler, OpenOptions, Package, Supported, check};

fn main() {
    let mut arguments = std::env::args().skip(1).peekable();
    let mut cache = None;
    if arguments
        .peek()
        .is_some_and(|argument| argument == "--cache")
    {
        arguments.next();
        cache = arguments.next().map(PathBuf::from);
    }
    for folder in arguments {
        let started = Instant::now();
        match Package::open(Path::new(&folder), &OpenOptions::default()) {
            Err(error) => println!("{folder}: {error}"),
            Ok(package) => {
                let opened = started.elapsed();
                let compiler = Compiler::new(Arc::new(package), cache.clone());
                let pages = compiler.package().app().pages.clone();
                for page in &pages {
                    compiler.template(page);
                    compiler.style(page, None);
                }
                let compiled = started.elapsed();
                let report = check(&compiler, &Supported::default());
                for diagnostic in report.errors.iter().chain(&report.warnings) {
                    println!("  {diagnostic}");
                }
                println!(
                    "{folder}: {} errors, {} warnings; {} pages; opened in {opened:?}, pages \
                     compiled after {compiled:?}, checked after {:?}; apis {}, components {:?}",
                    report.errors.len(),
                    report.warnings.len(),
                    pages.len(),
                    started.elapsed(),
                    report.unsupported.apis.len(),
                    report.unsupported.components,
                );
            }
        }
    }
}
