//! Measures a real window: opening, routing, taps and updates. Prints medians with their spread.
#![allow(clippy::print_stdout)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use peapod_tests::{AppCopy, Client, Host, Mode, Outcome};
use serde_json::{Value, json};
use tempfile::TempDir;

const STARTS: usize = 5;
const ROUTES: usize = 12;
const TAPS: usize = 20;
const CARDS: usize = 8;
const SAVES: usize = 12;
/// Pages of the package whose opening is measured.
const PAGES: usize = 50;

fn main() -> ExitCode {
    match bench() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn bench() -> Outcome<()> {
    println!("{}", machine());
    println!("{:<44}{:>10}{:>10}{:>10}", "ms", "median", "min", "max");
    let app = Path::new(env!("CARGO_MANIFEST_DIR")).join("bench/cards");
    starts(&app)?;
    package()?;
    saves(&app)?;
    let mut host = Host::start(&app, Mode::Window, &[])?;
    let mut client = host.connect()?;
    routes(&mut client)?;
    taps(&mut client)?;
    cards(&mut client)?;
    volume(&mut client)
}

fn starts(app: &Path) -> Outcome<()> {
    let (mut logic, mut paint) = (Vec::new(), Vec::new());
    for _ in 0..STARTS {
        let report = first_paint(app, &[])?;
        logic.push(number(&report, "launched")?);
        paint.push(number(&report, "firstPainted")?);
    }
    row("cold start to logic launched", logic);
    row("cold start to first page painted", paint);
    Ok(())
}

/// Opens a package of fifty pages without and with its cache.
fn package() -> Outcome<()> {
    let folder = TempDir::new().map_err(|error| error.to_string())?;
    write_package(folder.path()).map_err(|error| error.to_string())?;
    let (mut cold, mut cached) = (Vec::new(), Vec::new());
    for _ in 0..STARTS {
        let data = TempDir::new().map_err(|error| error.to_string())?;
        let keep = ["--data-dir".to_string(), data.path().display().to_string()];
        cold.push(number(&first_paint(folder.path(), &keep)?, "launched")?);
        cached.push(number(&first_paint(folder.path(), &keep)?, "launched")?);
    }
    row("50-page package opened, cold-compiled", cold);
    row("50-page package opened, cached", cached);
    Ok(())
}

/// Saves a sheet and a template of the page with the cards, and waits for the paint.
fn saves(app: &Path) -> Outcome<()> {
    let copy = AppCopy::of(app)?;
    let mut host = Host::start(copy.path(), Mode::Window, &["--watch".to_string()])?;
    let mut client = host.connect()?;
    let go = client.element("#go")?;
    client.on(&go, "tap", &json!({}))?;
    until(&mut client, |report| {
        pages(report) > 1 && last(report, "pages")["painted"].is_number()
    })?;
    for (name, kind, file) in [
        ("save of WXSS to painted (100 cards)", Kind::Style, "wxss"),
        (
            "save of WXML to painted (100 cards)",
            Kind::Template,
            "wxml",
        ),
    ] {
        let path = copy.path().join("pages/cards/cards").with_extension(file);
        let original = fs::read_to_string(&path).map_err(|error| error.to_string())?;
        let mut times = Vec::new();
        for round in 0..SAVES {
            let text = match kind {
                Kind::Style => format!("{original}\npage {{ background: #f0f0{round:02x}; }}"),
                Kind::Template => format!("<view>round {round}</view>\n{original}"),
            };
            let before = last(&measure(&mut client)?, "saves")["noticed"].clone();
            let saved = Instant::now();
            fs::write(&path, text).map_err(|error| error.to_string())?;
            let report = until(&mut client, |report| {
                let save = last(report, "saves");
                save["noticed"] != before && save["painted"].is_number()
            })?;
            // The host's clock began at the launch; its answer says what it shows now.
            let since = number(&report, "now")? - number(&last(&report, "saves"), "painted")?;
            times.push(saved.elapsed().as_secs_f64() * 1000.0 - since);
            // A person does not save twice in a tenth of a second.
            std::thread::sleep(Duration::from_millis(200));
        }
        row(name, times);
    }
    Ok(())
}

#[derive(Clone, Copy)]
enum Kind {
    Style,
    Template,
}

fn write_package(root: &Path) -> std::io::Result<()> {
    let pages: Vec<String> = (0..PAGES).map(|n| format!("pages/p{n}/p{n}")).collect();
    fs::write(root.join("app.json"), json!({ "pages": pages }).to_string())?;
    fs::write(root.join("app.js"), "App({})")?;
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("bench/cards/pages/cards");
    for page in &pages {
        let target: PathBuf = root.join(page);
        if let Some(folder) = target.parent() {
            fs::create_dir_all(folder)?;
        }
        for kind in ["js", "wxml", "wxss"] {
            fs::copy(
                source.join(format!("cards.{kind}")),
                target.with_extension(kind),
            )?;
        }
    }
    Ok(())
}

fn first_paint(app: &Path, extra: &[String]) -> Outcome<Value> {
    let mut host = Host::start(app, Mode::Window, extra)?;
    let mut client = host.connect()?;
    until(&mut client, |report| report["firstPainted"].is_number())
}

fn routes(client: &mut Client) -> Outcome<()> {
    let (mut paint, mut tap) = (Vec::new(), Vec::new());
    for _ in 0..ROUTES {
        let before = pages(&measure(client)?);
        let go = client.element("#go")?;
        client.on(&go, "tap", &json!({}))?;
        let report = until(client, |report| {
            pages(report) > before && last(report, "pages")["painted"].is_number()
        })?;
        paint.push(number(&last(&report, "pages"), "createdToPainted")?);
        if let Some(value) = last(&report, "pages")["tapToPainted"].as_f64() {
            tap.push(value);
        }
        let params = json!({ "method": "navigateBack", "args": [{}] });
        client.call("App.callWxMethod", params)?;
        // The pool fills up again while the machine is idle; a person also takes that long.
        std::thread::sleep(Duration::from_millis(1500));
    }
    row("warm navigateTo to painted (100 cards)", paint);
    if !tap.is_empty() {
        row("tap to next page painted (100 cards)", tap);
    }
    Ok(())
}

fn taps(client: &mut Client) -> Outcome<()> {
    let (mut applied, mut painted) = (Vec::new(), Vec::new());
    for _ in 0..TAPS {
        let before = last(&measure(client)?, "taps")["received"].clone();
        let add = client.element("#add")?;
        client.on(&add, "tap", &json!({}))?;
        let report = until(client, |report| {
            let tap = last(report, "taps");
            tap["received"] != before && tap["painted"].is_number()
        })?;
        let tap = last(&report, "taps");
        applied.push(number(&tap, "tapToApplied")?);
        painted.push(number(&tap, "tapToPainted")?);
    }
    row("tap to operations of setData", applied);
    row("tap to setData painted", painted);
    Ok(())
}

fn cards(client: &mut Client) -> Outcome<()> {
    let go = client.element("#go")?;
    client.on(&go, "tap", &json!({}))?;
    until(client, |report| {
        last(report, "pages")["painted"].is_number()
    })?;
    let mut times = Vec::new();
    for _ in 0..CARDS {
        let call = json!({
            "functionDeclaration": "() => getCurrentPages().at(-1).rounds()", "args": []
        });
        let answer = client.call("App.callFunction", call)?;
        if answer["result"]["cards"] != json!(100) {
            return Err(format!("the cards are not all there: {answer}"));
        }
        times.push(number(&answer["result"], "ms")?);
    }
    row("40 setData of 100 cards to final layout", times);
    Ok(())
}

fn volume(client: &mut Client) -> Outcome<()> {
    let report = client.call("Peapod.measure", json!({ "memory": true }))?;
    println!("\n{:<44}{:>10}{:>10}", "page", "batches", "bytes");
    for page in report["pages"].as_array().into_iter().flatten().take(2) {
        println!(
            "{:<44}{:>10}{:>10}",
            page["path"].as_str().unwrap_or_default(),
            page["batches"].as_u64().unwrap_or_default(),
            page["bytes"].as_u64().unwrap_or_default()
        );
    }
    let mebibytes = |value: &Value| value.as_f64().unwrap_or_default() / 1024.0;
    let memory = &report["memory"];
    println!(
        "\n{:<44}{:>8.1} MiB",
        "host process",
        mebibytes(&memory["host"])
    );
    println!(
        "{:<44}{:>8.1} MiB",
        "web processes, all",
        mebibytes(&memory["webTotal"])
    );
    Ok(())
}

fn measure(client: &mut Client) -> Outcome<Value> {
    client.call("Peapod.measure", json!({}))
}

fn until(client: &mut Client, done: impl Fn(&Value) -> bool) -> Outcome<Value> {
    let deadline = Instant::now() + Duration::from_secs(30);
    loop {
        let report = measure(client)?;
        if done(&report) {
            return Ok(report);
        }
        if Instant::now() > deadline {
            return Err(format!("never painted: {report}"));
        }
        std::thread::sleep(Duration::from_millis(10));
    }
}

fn pages(report: &Value) -> usize {
    report["pages"].as_array().map_or(0, Vec::len)
}

fn last(report: &Value, list: &str) -> Value {
    report[list]
        .as_array()
        .and_then(|list| list.last())
        .cloned()
        .unwrap_or(Value::Null)
}

fn number(value: &Value, name: &str) -> Outcome<f64> {
    value[name]
        .as_f64()
        .ok_or_else(|| format!("no number `{name}` in {value}"))
}

fn row(name: &str, mut values: Vec<f64>) {
    values.sort_by(f64::total_cmp);
    let (Some(least), Some(most)) = (values.first(), values.last()) else {
        return;
    };
    let median = values[values.len() / 2];
    println!("{name:<44}{median:>10.1}{least:>10.1}{most:>10.1}");
}

/// The machine, since a time means nothing without it.
fn machine() -> String {
    let cpu = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = cpu
        .lines()
        .find_map(|line| line.strip_prefix("model name"))
        .map_or("unknown processor", |line| {
            line.trim_start_matches(['\t', ' ', ':'])
        });
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    format!("{model}, {cores} cores, {}", std::env::consts::OS)
}
