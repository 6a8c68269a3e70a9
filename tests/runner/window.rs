//! What only the real window can show: web processes that die, the policy of pages, parts of
//! files, pages of the web, and a window that changes its size.

use std::fs;
use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::thread;
use std::time::{Duration, Instant};

use libtest_mimic::{Arguments, Failed, Trial};
use peapod_tests::{Client, Host, Mode, Outcome, Pointer};
use serde_json::{Value, json};

/// As in `tests/src/spec.rs`.
const PATIENCE: Duration = Duration::from_secs(30);

type Case = fn() -> Outcome<()>;

fn main() -> ExitCode {
    let mut arguments = Arguments::from_args();
    // There is one mouse, and windows overlap.
    arguments.test_threads = Some(1);
    let has_display = std::env::var_os("DISPLAY").is_some_and(|value| !value.is_empty());
    let cases: [(&str, Case); 7] = [
        ("dead_web_processes_are_replaced", dead_web_processes),
        ("pages_evaluate_no_text", no_evaluation),
        ("media_are_read_in_parts", parts_of_files),
        ("media_play_and_seek", media_play),
        ("web_views_load_what_is_allowed", web_view_allowed),
        ("web_views_refuse_other_sites", web_view_refused),
        ("a_new_size_reaches_the_page", new_size),
    ];
    let trials = cases
        .into_iter()
        .map(|(name, case)| {
            Trial::test(name, move || case().map_err(Failed::from)).with_ignored_flag(!has_display)
        })
        .collect();
    libtest_mimic::run(&arguments, trials).exit_code()
}

fn start(arguments: &[&str]) -> Outcome<(Host, Client)> {
    let app = Path::new(env!("CARGO_MANIFEST_DIR")).join("window/app");
    let arguments: Vec<String> = arguments.iter().map(|it| (*it).to_owned()).collect();
    let mut host = Host::start(&app, Mode::Window, &arguments)?;
    let client = host.connect()?;
    Ok((host, client))
}

fn dead_web_processes() -> Outcome<()> {
    let (host, mut client) = start(&[])?;
    let pointer = Pointer::of(host.pid())?;
    for _ in 0..2 {
        let element = client.element("#count")?;
        pointer.tap(&mut client, &element)?;
    }
    eventually(|| equal(&client.text("#count")?, &"2".to_owned()))?;
    let seen = in_page(
        &mut client,
        "function () { return document.body.innerText }",
    )?;
    let navigation = json!({ "method": "navigateTo", "args": [{ "url": "/pages/web/web?src=" }] });
    client.call("App.callWxMethod", navigation)?;
    eventually(|| equal(&client.page()?.1.as_str(), &"pages/web/web"))?;

    let processes = web_processes(host.pid())?;
    if processes.len() < 2 {
        return Err(format!("web processes of shell and pages: {processes:?}"));
    }
    for process in processes {
        run("kill", &["-KILL", &process.to_string()])?;
    }
    eventually(|| {
        let log = host.log();
        ["web process of view", "the shell's web process"]
            .iter()
            .all(|part| log.contains(part))
            .then_some(())
            .ok_or_else(|| format!("deaths are not in the log:\n{log}"))
    })?;

    // The shell's own back button, which only a living shell has.
    eventually(|| {
        if client.page()?.1 != "pages/index/index" {
            pointer.click(20.0, 46.0)?;
        }
        equal(&client.page()?.1.as_str(), &"pages/index/index")
    })?;
    eventually(|| {
        let now = in_page(
            &mut client,
            "function () { return document.body.innerText }",
        )?;
        equal(&now, &seen)
    })?;
    // State was never there to be lost; the new view hears taps, and its WXS runs.
    for selector in ["#count", "#wxs"] {
        let element = client.element(selector)?;
        pointer.tap(&mut client, &element)?;
    }
    eventually(|| equal(&client.text("#count")?, &"3".to_owned()))?;
    eventually(|| {
        let marked = "function () { return document.querySelectorAll('.marked').length }";
        equal(&in_page(&mut client, marked)?, &json!(1))
    })
}

fn no_evaluation() -> Outcome<()> {
    let (_host, mut client) = start(&[])?;
    let names = in_page(
        &mut client,
        "function () {
            const name = (run) => { try { return String(run()) } catch (error) { return error.name } }
            return [() => (0, eval)('1'), () => new Function('return 1')(), () => Reflect.construct(Object.getPrototypeOf(async function () {}).constructor, ['return 1'])].map(name)
        }",
    )?;
    equal(&names, &json!(["EvalError", "EvalError", "EvalError"]))
}

fn parts_of_files() -> Outcome<()> {
    let (_host, mut client) = start(&[])?;
    let part = in_page(
        &mut client,
        "async function () {
            const answer = await fetch('/_pkg/clip.bin', { headers: { Range: 'bytes=2-5' } })
            return [answer.status, answer.headers.get('content-range'), await answer.text()]
        }",
    )?;
    equal(&part, &json!([206, "bytes 2-5/10", "2345"]))
}

/// A file of the sandbox in the webview's own player, from which it reads in any order.
fn media_play() -> Outcome<()> {
    let (_host, mut client) = start(&[])?;
    let navigation = json!({ "method": "navigateTo", "args": [{ "url": "/pages/media/media" }] });
    client.call("App.callWxMethod", navigation)?;
    eventually(|| {
        let seen = ["duration", "sought", "error"].map(|key| data(&mut client, key));
        let [duration, sought, error] = seen;
        equal(&json!([duration?, sought?, error?]), &json!([20, 15, ""]))
    })
}

fn web_view_allowed() -> Outcome<()> {
    let (_host, mut client) = start(&["--skip-domain-check"])?;
    let site = site()?;
    open_web(&mut client, &site)?;
    eventually(|| equal(&data(&mut client, "loaded")?, &json!(site)))
}

fn web_view_refused() -> Outcome<()> {
    let (host, mut client) = start(&[])?;
    let site = site()?;
    open_web(&mut client, &site)?;
    eventually(|| {
        let log = host.log();
        (log.contains(&site) && log.contains("webviewDomain"))
            .then_some(())
            .ok_or_else(|| format!("no word of the refusal:\n{log}"))
    })?;
    eventually(|| equal(&data(&mut client, "refused")?, &json!(site)))?;
    equal(&data(&mut client, "loaded")?, &json!(""))?;
    // The user reads why, and no frame has the address.
    let shown = in_page(
        &mut client,
        "function () {
            const view = document.querySelector('wx-web-view').shadowRoot
            const refusal = view.querySelector('[role=alert]')
            return [refusal.hidden, refusal.innerText, view.querySelector('iframe').hasAttribute('src')]
        }",
    )?;
    let text = shown[1].as_str().unwrap_or_default();
    if shown[0] == json!(false)
        && text.contains(site.trim_end_matches('/'))
        && shown[2] == json!(false)
    {
        return Ok(());
    }
    Err(format!("the page shows {shown}"))
}

fn new_size() -> Outcome<()> {
    let (host, mut client) = start(&[])?;
    let pointer = Pointer::of(host.pid())?;
    let width = "function () { return document.querySelector('#wx-page, wx-page').getBoundingClientRect().width }";
    let before = in_page(&mut client, width)?;
    pointer.resize(460, 760)?;
    eventually(|| equal(&in_page(&mut client, width)?, &json!(460)))?;
    if before == json!(460) {
        return Err("the window had that size before".to_owned());
    }
    eventually(|| equal(&data(&mut client, "size")?, &json!("460")))?;
    eventually(|| equal(&client.text("#size")?, &"460".to_owned()))
}

/// Serves one page of the web on loopback, for as long as the test runs; gives its URL.
fn site() -> Outcome<String> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).map_err(|error| error.to_string())?;
    let address = listener.local_addr().map_err(|error| error.to_string())?;
    thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let mut request = [0; 4096];
            let _ = stream.read(&mut request);
            let body = "<!doctype html><title>web</title><p>web</p>";
            let _ = write!(
                stream,
                "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
                body.len()
            );
        }
    });
    Ok(format!("http://{address}/"))
}

fn open_web(client: &mut Client, site: &str) -> Outcome<()> {
    let url = format!(
        "/pages/web/web?src={}",
        site.replace('/', "%2F").replace(':', "%3A")
    );
    let params = json!({ "method": "navigateTo", "args": [{ "url": url }] });
    client.call("App.callWxMethod", params)?;
    eventually(|| equal(&data(client, "src")?, &json!(site)))
}

/// Calls a function in the visible page's document.
fn in_page(client: &mut Client, function: &str) -> Outcome<Value> {
    let (page, _, _) = client.page()?;
    let params = json!({ "pageId": page, "functionDeclaration": function, "args": [] });
    Ok(client.call("Page.callFunction", params)?["result"].clone())
}

fn data(client: &mut Client, path: &str) -> Outcome<Value> {
    let (page, _, _) = client.page()?;
    let params = json!({ "pageId": page, "path": path });
    Ok(client.call("Page.getData", params)?["data"].clone())
}

/// Web processes that descend from a host.
fn web_processes(host: u32) -> Outcome<Vec<u32>> {
    let mut family = vec![host];
    let mut found = Vec::new();
    let all: Vec<(u32, u32, PathBuf)> = fs::read_dir("/proc")
        .map_err(|error| error.to_string())?
        .flatten()
        .filter_map(|entry| {
            let pid = entry.file_name().to_str()?.parse().ok()?;
            let stat = fs::read_to_string(entry.path().join("stat")).ok()?;
            // The name may hold anything; the fields behind it do not.
            let (_, fields) = stat.rsplit_once(')')?;
            let parent = fields.split_whitespace().nth(1)?.parse().ok()?;
            Some((pid, parent, entry.path()))
        })
        .collect();
    let mut next = 0;
    while let Some(&parent) = family.get(next) {
        next += 1;
        for (pid, _, folder) in all.iter().filter(|(_, of, _)| *of == parent) {
            family.push(*pid);
            let name = fs::read_to_string(folder.join("comm")).unwrap_or_default();
            if name.starts_with("WebKitWebProces") {
                found.push(*pid);
            }
        }
    }
    Ok(found)
}

fn run(program: &str, arguments: &[&str]) -> Outcome<()> {
    let status = Command::new(program)
        .args(arguments)
        .status()
        .map_err(|error| format!("{program}: {error}"))?;
    status
        .success()
        .then_some(())
        .ok_or_else(|| format!("{program} {arguments:?}: {status}"))
}

fn eventually(mut attempt: impl FnMut() -> Outcome<()>) -> Outcome<()> {
    let deadline = Instant::now() + PATIENCE;
    loop {
        match attempt() {
            Ok(()) => return Ok(()),
            Err(error) if Instant::now() > deadline => return Err(error),
            Err(_) => thread::sleep(Duration::from_millis(50)),
        }
    }
}

fn equal<T: PartialEq + std::fmt::Debug + ?Sized>(found: &T, expected: &T) -> Outcome<()> {
    (found == expected)
        .then_some(())
        .ok_or_else(|| format!("found {found:?}, expected {expected:?}"))
}
