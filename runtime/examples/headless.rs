//! Runs a mini-program without a display and prints what its pages show:
//!
//! ```text
//! cargo run -p peapod-runtime --example headless -- DIR [PAGE[?QUERY]] [--tap SELECTOR]… [--repeat N] [--all] [--quiet]
//! ```
//!
//! `--repeat` makes each tap N taps and prints their mean; `--all` opens every page of app.json in turn. Native APIs are absent here, so `wx` members of the host fail with `not supported`.
#![allow(clippy::print_stdout)]

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use peapod_compiler::{Compiler, OpenOptions, Package};
use peapod_runtime::headless::HeadlessHost;
use peapod_runtime::{LaunchOptions, LogRecord, MiniProgram};
use serde_json::json;

#[path = "../tests/support/apis.rs"]
mod apis;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut folder = None;
    let mut page = None;
    let mut taps = Vec::new();
    let (mut quiet, mut all) = (false, false);
    let mut repeat = 1;
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--tap" => taps.extend(arguments.next()),
            "--repeat" => repeat = arguments.next().and_then(|n| n.parse().ok()).unwrap_or(1),
            "--quiet" => quiet = true,
            "--all" => all = true,
            _ if folder.is_none() => folder = Some(argument),
            _ => page = Some(argument),
        }
    }
    let folder = folder.ok_or("usage: headless DIR [PAGE[?QUERY]] [--tap SELECTOR]…")?;

    let package = Arc::new(Package::open(Path::new(&folder), &OpenOptions::default())?);
    let cache = std::env::temp_dir().join("peapod-headless-cache");
    let pages = package.app().pages.clone();
    let compiler = Arc::new(Compiler::new(package, Some(cache.clone())));
    let host = Arc::new(HeadlessHost::default());
    let start = Instant::now();
    let program = MiniProgram::launch(
        compiler,
        host.clone(),
        Arc::new(apis::FakeApis::default()),
        LaunchOptions {
            path: page,
            cache_dir: Some(cache),
            log_sink: Some(Arc::new(|record: LogRecord| {
                println!(
                    "[{:?}] {}:{} {}",
                    record.level, record.file, record.line, record.text
                );
            })),
            ..LaunchOptions::default()
        },
    )?;
    host.connect(&program);
    let stood = start.elapsed();
    program.settle();
    // Pages that load something on a timer get the chance to.
    std::thread::sleep(Duration::from_millis(300));
    program.settle();
    println!("engine {stood:?}, first page {:?}", start.elapsed());
    show(&host, quiet);
    for selector in taps {
        let Some(shown) = host.visible_page() else {
            continue;
        };
        let Some(node) = shown.tree.find(&selector) else {
            println!("no node matches {selector}");
            continue;
        };
        let id = shown.init.page_id;
        let message = json!(["event", node, "tap", {"x": 0, "y": 0}, null]).to_string();
        let before = Instant::now();
        for _ in 0..repeat {
            program.view_message(id, &message);
        }
        program.settle();
        println!("tap {selector}: {:?}", before.elapsed() / repeat);
        if repeat == 1 {
            show(&host, quiet);
        }
    }
    for page in if all { pages } else { Vec::new() } {
        println!("--- {page}");
        let before = Instant::now();
        let route = json!({ "method": "reLaunch", "args": [{ "url": format!("/{page}") }] });
        if let Err(error) = program.call_framework("App.callWxMethod", route) {
            println!("reLaunch failed: {error}");
        }
        program.settle();
        println!("opened in {:?}", before.elapsed());
        show(&host, true);
    }
    program.close();
    for violation in host.violations() {
        println!("protocol violation: {violation}");
    }
    Ok(())
}

fn show(host: &HeadlessHost, quiet: bool) {
    let Some(page) = host.visible_page() else {
        println!("no page is visible");
        return;
    };
    println!(
        "{}: {} nodes, {} styles, batches {:?}",
        page.init.route,
        page.tree.len(),
        page.tree.styles.len(),
        page.batch_sizes
    );
    if !quiet {
        println!("{}", page.tree.to_wxml());
    }
}
