//! The automation port as scripts use it: the official clients unmodified, hostile clients, and many hosts at once.
//!
//! The clients' own scripts are in `tests/automation`. Those of Python run where `PEAPOD_MINIUM` names a
//! Python that has minium; `cargo xtask test` makes one.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

use libtest_mimic::{Arguments, Failed, Trial};
use peapod_tests::{Client, Host, Mode, Outcome, binary};
use serde_json::{Value, json};
use tungstenite::client::IntoClientRequest;
use tungstenite::{Message, WebSocket};

const JAVASCRIPT: [&str; 2] = ["miniprogram-automator", "@weapp-vite/miniprogram-automator"];
/// Hosts at once.
const MANY: usize = 10;

fn main() -> ExitCode {
    let mut arguments = Arguments::from_args();
    // The scripts of the clients sleep most of their time.
    arguments.test_threads = arguments.test_threads.or(Some(3));
    let has_display = std::env::var_os("DISPLAY").is_some_and(|value| !value.is_empty());
    let has_node = Command::new("node")
        .arg("--version")
        .stdout(Stdio::null())
        .status()
        .is_ok_and(|status| status.success());
    let minium = std::env::var_os("PEAPOD_MINIUM").map(PathBuf::from);
    let mut trials = Vec::new();
    for kind in ["window", "headless"] {
        for mode in ["connect", "launch"] {
            let shown = kind == "headless" || has_display;
            for client in JAVASCRIPT {
                let trial = Trial::test(format!("{client}::{kind}::{mode}"), move || {
                    script(Command::new("node").args(["js/run.mjs", client, kind, mode]))
                });
                trials.push(trial.with_ignored_flag(!shown || !has_node));
            }
            let python = minium.clone();
            let there = python.is_some();
            let trial = Trial::test(format!("minium::{kind}::{mode}"), move || {
                let python = python.unwrap_or_default();
                script(Command::new(python).args(["minium/run.py", kind, mode]))
            });
            trials.push(trial.with_ignored_flag(!shown || !there));
        }
    }
    trials.push(Trial::test("hostile_frames", || fails(hostile_frames)));
    trials.push(Trial::test("hostile_clients", || fails(hostile_clients)));
    trials.push(Trial::test("other_interfaces_want_the_token", || {
        fails(token)
    }));
    trials.push(Trial::test("ten_at_once", || fails(ten_at_once)));
    trials.push(Trial::test("cli", || fails(cli)));
    trials.push(Trial::test("menu_opens_the_port", || fails(menu)).with_ignored_flag(!has_display));
    libtest_mimic::run(&arguments, trials).exit_code()
}

fn fails(test: impl FnOnce() -> Outcome<()>) -> Result<(), Failed> {
    test().map_err(Failed::from)
}

fn todo() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/todo")
}

/// Runs a client's script; its last line is the summary.
fn script(command: &mut Command) -> Result<(), Failed> {
    let output = command
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("automation"))
        .env("PEAPOD_BIN", binary()?)
        .stdin(Stdio::null())
        .output()
        .map_err(|error| error.to_string())?;
    let said = String::from_utf8_lossy(&output.stdout);
    if output.status.success() {
        eprintln!("{}", said.lines().last().unwrap_or_default());
        return Ok(());
    }
    let problem = String::from_utf8_lossy(&output.stderr);
    Err(Failed::from(format!("{said}\n{problem}")))
}

type Socket = WebSocket<TcpStream>;

fn open(port: u16, path: &str, headers: &[(&'static str, &str)]) -> Outcome<Socket> {
    let stream = TcpStream::connect(("127.0.0.1", port)).map_err(|error| error.to_string())?;
    stream
        .set_read_timeout(Some(Duration::from_secs(30)))
        .map_err(|error| error.to_string())?;
    let mut request = format!("ws://127.0.0.1:{port}{path}")
        .into_client_request()
        .map_err(|error| error.to_string())?;
    for (name, value) in headers {
        let value = value.parse().map_err(|_| format!("header {value}"))?;
        request.headers_mut().insert(*name, value);
    }
    tungstenite::client::client(request, stream)
        .map(|(socket, _)| socket)
        .map_err(|error| error.to_string())
}

/// The next answer, past events.
fn answer(socket: &mut Socket) -> Outcome<Value> {
    loop {
        match socket.read().map_err(|error| error.to_string())? {
            Message::Text(text) => {
                let frame: Value =
                    serde_json::from_str(&text).map_err(|error| error.to_string())?;
                if frame.get("id").is_some() {
                    return Ok(frame);
                }
            }
            Message::Close(_) => return Err("closed".to_owned()),
            _ => {}
        }
    }
}

fn expect_error(socket: &mut Socket, frame: Message, text: &str) -> Outcome<Value> {
    let shown: String = frame.to_string().chars().take(60).collect();
    socket.send(frame).map_err(|error| error.to_string())?;
    let answer = answer(socket)?;
    let message = answer["error"]["message"].as_str().unwrap_or_default();
    if message.contains(text) {
        Ok(answer)
    } else {
        Err(format!("{shown}: {answer} does not say `{text}`"))
    }
}

/// Another client is served as before.
fn still_well(client: &mut Client) -> Outcome<()> {
    let (_, path, _) = client.page()?;
    let params = json!({"functionDeclaration": "() => 6 * 7", "args": []});
    let answer = client.call("App.callFunction", params)?;
    if path.is_empty() || answer["result"] != 42 {
        return Err(format!("the host is not well: {path}, {answer}"));
    }
    Ok(())
}

fn hostile_frames() -> Outcome<()> {
    let mut host = Host::start(&todo(), Mode::Headless, &[])?;
    let mut other = host.connect()?;
    let mut socket = open(host.port(), "/", &[])?;
    let deep = format!(
        r#"{{"id":1,"method":"App.callWxMethod","params":{{"args":{}{}}}}}"#,
        "[".repeat(200_000),
        "]".repeat(200_000)
    );
    let long = "x".repeat(1 << 20);
    let texts = [
        ("", "not JSON"),
        ("{", "not JSON"),
        ("\u{0}", "not JSON"),
        (&*deep, "recursion limit"),
        ("[]", "no method"),
        ("null", "no method"),
        (r#"{"id":1}"#, "no method"),
        (r#"{"id":1,"method":7}"#, "no method"),
        (r#"{"id":{},"method":"App.exit"}"#, "id must be"),
        (r#"{"id":1e999,"method":"App.exit"}"#, "out of range"),
        (
            r#"{"id":1,"method":"App.exit","params":[]}"#,
            "must be an object",
        ),
        (
            r#"{"id":1,"method":"App.exit","params":"x"}"#,
            "must be an object",
        ),
        (r#"{"id":1,"method":"App.noSuchThing"}"#, " unimplemented"),
        (r#"{"id":1,"method":"__proto__.x"}"#, " unimplemented"),
        (r#"{"id":1,"method":"App.__proto__"}"#, " unimplemented"),
        (r#"{"id":1,"method":"Tool.noSuchThing"}"#, " unimplemented"),
        (
            r#"{"id":1,"method":"Page.getData","params":{"pageId":{"a":1}}}"#,
            "page destroyed",
        ),
        (
            r#"{"id":1,"method":"Page.getElement","params":{"pageId":-1}}"#,
            "page destroyed",
        ),
        (
            r#"{"id":1,"method":"Element.tap","params":{"elementId":[]}}"#,
            "no such element",
        ),
        (
            r#"{"id":1,"method":"Element.tap","params":{"elementId":"e99999999"}}"#,
            "no such element",
        ),
        (
            r#"{"id":1,"method":"App.callWxMethod","params":{"method":null}}"#,
            "not exists",
        ),
        (
            r#"{"id":1,"method":"App.callFunction","params":{"functionDeclaration":5}}"#,
            "not a function",
        ),
        (
            r#"{"id":1,"method":"App.callFunction","params":{"functionDeclaration":"}{"}}"#,
            "SyntaxError",
        ),
    ];
    for (text, message) in texts {
        expect_error(&mut socket, Message::text(text), message)?;
    }
    expect_error(
        &mut socket,
        Message::binary(vec![0xff; 4096]),
        "must be text",
    )?;
    // Ids come back as they are, however long.
    let named = json!({"id": long, "method": "Tool.noSuchThing"}).to_string();
    let answered = expect_error(&mut socket, Message::text(named), "unimplemented")?;
    if answered["id"] != json!(long) {
        return Err("a long id did not come back".to_owned());
    }
    still_well(&mut other)?;
    // A frame above the limit cannot be read, and nothing after it; others are not touched.
    let huge = Message::text("x".repeat((64 << 20) + 1));
    // The host may close before all is sent.
    let sent = socket.send(huge);
    match answer(&mut socket) {
        Ok(frame)
            if frame["error"]["message"]
                .as_str()
                .is_some_and(|it| it.contains("64 MiB")) => {}
        Ok(frame) => return Err(format!("the huge frame: {frame}")),
        // The connection was reset under the rest of the frame before the answer could be read.
        Err(_) if sent.is_err() => {}
        Err(error) => return Err(format!("the huge frame: {error}")),
    }
    still_well(&mut other)
}

fn hostile_clients() -> Outcome<()> {
    let mut host = Host::start(&todo(), Mode::Headless, &[])?;
    let mut other = host.connect()?;
    let port = host.port();
    for origin in [
        "https://example.com",
        "null",
        "http://localhost.example.com",
        "file://",
    ] {
        match open(port, "/", &[("origin", origin)]) {
            Err(error) if error.contains("403") => {}
            Err(error) => return Err(format!("{origin}: {error}")),
            Ok(_) => return Err(format!("{origin} was let in")),
        }
    }
    for origin in ["http://localhost:9420", "http://127.0.0.1"] {
        open(port, "/", &[("origin", origin)])?;
    }
    // Slow, silent and talkative clients that never shake hands.
    let mut slow = Vec::new();
    for text in [
        "",
        "GET / HTTP/1.1\r\n",
        "\r\n\r\n",
        "POST / HTTP/1.1\r\nX: ",
    ] {
        let mut stream = TcpStream::connect(("127.0.0.1", port)).map_err(|it| it.to_string())?;
        stream
            .write_all(text.as_bytes())
            .map_err(|it| it.to_string())?;
        slow.push(stream);
    }
    still_well(&mut other)?;
    // The handshake has an end.
    let mut silent = slow.swap_remove(0);
    silent
        .set_read_timeout(Some(Duration::from_secs(30)))
        .map_err(|error| error.to_string())?;
    let mut rest = Vec::new();
    // A reset is an end as well.
    let ended = silent.read_to_end(&mut rest);
    if let Err(error) = ended
        && error.kind() == std::io::ErrorKind::WouldBlock
    {
        return Err("a client that says nothing is kept for ever".to_owned());
    }
    // A thousand requests that never end, from one client: it hears so, others are served.
    let mut greedy = open(port, "/", &[])?;
    let never = json!({"functionDeclaration": "() => new Promise(() => {})", "args": []});
    for id in 0..1000 {
        let frame = json!({"id": id, "method": "App.callFunction", "params": never});
        greedy
            .send(Message::text(frame.to_string()))
            .map_err(|error| error.to_string())?;
    }
    let refused = answer(&mut greedy)?;
    if !refused["error"]["message"]
        .as_str()
        .is_some_and(|it| it.contains("wait for their answers"))
    {
        return Err(format!("1000 requests: {refused}"));
    }
    still_well(&mut other)?;
    // Requests after the end get none, and break nothing.
    let mut last = open(port, "/", &[])?;
    for method in ["Tool.close", "Tool.getInfo"] {
        let frame = json!({"id": method, "method": method, "params": {}});
        last.send(Message::text(frame.to_string()))
            .map_err(|error| error.to_string())?;
    }
    let closed = loop {
        let frame = answer(&mut last)?;
        if frame["id"] == "Tool.close" {
            break frame;
        }
    };
    if closed["result"] != json!({}) {
        return Err(format!("Tool.close: {closed}"));
    }
    host.ends(Duration::from_secs(30))
}

fn token() -> Outcome<()> {
    let words = ["--auto-host", "0.0.0.0", "--auto-token", "s3cret"].map(str::to_owned);
    let host = Host::start(&todo(), Mode::Headless, &words)?;
    let deadline = Instant::now() + Duration::from_secs(60);
    while open(host.port(), "/?token=s3cret", &[]).is_err() {
        if Instant::now() > deadline {
            return Err(host.log());
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    for (path, headers) in [
        ("/", &[][..]),
        ("/?token=", &[]),
        ("/?token=s3creT", &[]),
        ("/", &[("authorization", "Bearer nothing")]),
        ("/", &[("origin", "http://localhost")]),
    ] {
        match open(host.port(), path, headers) {
            Err(error) if error.contains("403") => {}
            other => return Err(format!("{path} {headers:?}: {}", other.is_ok())),
        }
    }
    open(host.port(), "/", &[("authorization", "Bearer s3cret")]).map(drop)
}

/// Each has a port and a folder of its own, and keeps what it is told.
fn ten_at_once() -> Outcome<()> {
    let mut hosts = (0..MANY)
        .map(|_| Host::start(&todo(), Mode::Headless, &[]))
        .collect::<Outcome<Vec<_>>>()?;
    let mut clients = hosts
        .iter_mut()
        .map(Host::connect)
        .collect::<Outcome<Vec<_>>>()?;
    let storage = |client: &mut Client, method: &str, args: Value| {
        client.call("App.callWxMethod", json!({"method": method, "args": args}))
    };
    for (number, client) in clients.iter_mut().enumerate() {
        storage(client, "setStorageSync", json!(["number", number]))?;
    }
    for (number, client) in clients.iter_mut().enumerate() {
        let found = storage(client, "getStorageSync", json!(["number"]))?;
        if found["result"] != json!(number) {
            return Err(format!("host {number} has {found}"));
        }
        still_well(client)?;
    }
    Ok(())
}

/// What the clients spawn: nothing on standard output but errors, and a host that stays.
fn cli() -> Outcome<()> {
    let data = tempfile::tempdir().map_err(|error| error.to_string())?;
    let project = data.path().join("app");
    copy(&todo(), &project).map_err(|error| error.to_string())?;
    let name = project.display().to_string();
    let run = |words: &[&str]| -> Outcome<(bool, String)> {
        let output = Command::new(binary()?)
            .arg("cli")
            .args(words)
            .env("XDG_CACHE_HOME", data.path())
            .output()
            .map_err(|error| error.to_string())?;
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        Ok((output.status.success(), said))
    };
    let silent = (true, String::new());
    let port = free_port()?.to_string();
    let folder = data.path().join("data").display().to_string();
    let auto = ["auto", "--project", &name, "--auto-port", &port];
    let more = ["--headless", "--data-dir", &folder];
    for words in [&["open"][..], &["login"], &[&auto[..], &more[..]].concat()] {
        let found = run(words)?;
        if found != silent {
            return Err(format!("cli {words:?}: {found:?}"));
        }
    }
    let number: u16 = port.parse().map_err(|_| "port".to_owned())?;
    Client::connect(number)?.call("Tool.getInfo", json!({}))?;
    let (good, said) = run(&auto)?;
    if good || !said.contains(&format!("Port {port} is in use")) {
        return Err(format!("a second launch on the port: {said}"));
    }
    let (good, said) = run(&["auto", "--project", "/nowhere", "--auto-port", "1"])?;
    if good || !said.contains("/nowhere") {
        return Err(format!("a folder that is not there: {said}"));
    }
    if run(&["close", "--project", &name])? != silent {
        return Err("cli close said something".to_owned());
    }
    if Client::connect(number).is_ok() {
        return Err("the host is still there after cli close".to_owned());
    }
    Ok(())
}

/// The capsule menu's entry closes the port and opens it again.
fn menu() -> Outcome<()> {
    let mut host = Host::start(&todo(), Mode::Window, &[])?;
    let mut client = host.connect()?;
    let port = |client: &mut Client| -> Outcome<Value> {
        let state = client.call("Peapod.chromeState", json!({}))?;
        Ok(state["automationPort"]["port"].clone())
    };
    if port(&mut client)? != json!(host.port()) {
        return Err("the menu does not know the port".to_owned());
    }
    let choose = json!({"name": "menu", "payload": {"action": "automation"}});
    // The answer may be lost with the port.
    let _ = client.call("Peapod.chromeEvent", choose);
    let deadline = Instant::now() + Duration::from_secs(20);
    while TcpStream::connect(("127.0.0.1", host.port())).is_ok() {
        if Instant::now() > deadline {
            return Err("the port is still open".to_owned());
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    Ok(())
}

fn free_port() -> Outcome<u16> {
    let listener = std::net::TcpListener::bind(("127.0.0.1", 0)).map_err(|it| it.to_string())?;
    let address = listener.local_addr().map_err(|error| error.to_string())?;
    Ok(address.port())
}

fn copy(from: &Path, to: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            std::fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}
