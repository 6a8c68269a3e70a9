#![allow(clippy::unwrap_used, clippy::expect_used)]

mod sockets;
mod transfers;

use std::net::Ipv4Addr;

use serde_json::{Value, json};

use crate::bench::{Bench, PATIENCE, Setup};
use crate::context::lock;
use crate::error::errno;
use crate::network::server::{Answer, Server, ok};
use crate::policy::domains::LocalNetwork;
use crate::policy::{Domains, Policy};
use crate::value::ApiValue;

fn request(bench: &Bench, url: &str, more: Value) -> Result<Value, crate::ApiError> {
    let mut args = json!({"url": url, "$task": 1});
    for (name, value) in more.as_object().unwrap() {
        args[name] = value.clone();
    }
    bench.call("request", args)
}

#[test]
fn a_get_carries_wechats_headers_and_parses_json() {
    let server = Server::http(|_| {
        Answer::Full(
            "404 Not Found",
            vec![
                "Content-Type: application/json".to_owned(),
                "Set-Cookie: a=1".to_owned(),
                "Set-Cookie: b=2".to_owned(),
                "x-request-id: 7".to_owned(),
            ],
            b"{\"z\":1,\"a\":[true]}".to_vec(),
        )
    });
    let bench = Bench::new();
    let answer = request(
        &bench,
        &server.url("http", "/p?q=1"),
        json!({"data": {"k": "v w"}, "header": {"Referer": "https://evil", "X-A": 5, "Cookie": "c=1"}}),
    )
    .unwrap();
    assert_eq!(answer["statusCode"], 404);
    assert_eq!(answer["data"], json!({"z": 1, "a": [true]}));
    assert_eq!(answer["cookies"], json!(["a=1", "b=2"]));
    assert_eq!(answer["header"]["Set-Cookie"], "a=1,b=2");
    assert_eq!(answer["header"]["X-Request-Id"], "7");
    assert_eq!(answer["profile"]["statusCode"], 404);
    let seen = server.last();
    assert_eq!(
        (seen.method.as_str(), seen.path.as_str()),
        ("GET", "/p?q=1&k=v%20w")
    );
    assert_eq!(
        seen.header("referer"),
        "https://servicewechat.com/wx0123456789abcdef/devtools/page-frame.html"
    );
    assert_eq!(seen.header("x-a"), "5");
    assert_eq!(seen.header("cookie"), "c=1");
    assert_eq!(seen.header("content-type"), "application/json");
    assert!(seen.header("user-agent").contains("MicroMessenger"));
    let head = bench.events.task(1, "headersReceived").json;
    assert_eq!(head["statusCode"], 404);
    assert_eq!(head["cookies"], json!(["a=1", "b=2"]));
}

#[test]
fn bodies_and_methods() {
    let server = Server::http(|seen| ok(seen.body.clone()));
    let bench = Bench::new();
    let url = server.url("http", "/");
    let post = request(
        &bench,
        &url,
        json!({"method": "post", "data": {"n": 1.0, "t": "中"}}),
    )
    .unwrap();
    assert_eq!(post["data"], json!({"n": 1, "t": "中"}));
    assert_eq!(server.last().method, "POST");
    assert_eq!(server.last().body, "{\"n\":1,\"t\":\"中\"}".as_bytes());
    let form = json!({
        "method": "PUT",
        "data": {"a": 1, "b": "x y"},
        "header": {"content-type": "application/x-www-form-urlencoded"},
    });
    let answer = request(&bench, &url, form).unwrap();
    assert_eq!(answer["data"], "a=1&b=x%20y");
    let raw = request(
        &bench,
        &url,
        json!({"method": "POST", "data": "{oops", "dataType": "json"}),
    )
    .unwrap();
    assert_eq!(raw["data"], "{oops");
    let text = request(
        &bench,
        &url,
        json!({"method": "POST", "data": "{}", "dataType": "text"}),
    )
    .unwrap();
    assert_eq!(text["data"], "{}");
    let binary = ApiValue {
        json: json!({"url": url, "$task": 2, "method": "DELETE", "data": {"$buffer": 0}, "responseType": "arraybuffer"}),
        buffers: vec![vec![0, 255]],
    };
    let answer = bench.call_full("request", binary).unwrap();
    assert_eq!(answer.json["data"], json!({"$buffer": 0}));
    assert_eq!(answer.buffers, [vec![0, 255]]);
    let head = request(&bench, &url, json!({"method": "HEAD"})).unwrap();
    assert_eq!(head["data"], "");
}

#[test]
fn requests_that_cannot_start() {
    let bench = Bench::with(Setup {
        policy: Policy {
            domains: Domains {
                request: vec!["https://api.example.com".to_owned()],
                ..Domains::default()
            },
            ..Policy::default()
        },
        ..Setup::default()
    });
    let number = |url: &str, more: Value| {
        let error = request(&bench, url, more).unwrap_err();
        (error.message, error.errno)
    };
    for url in [
        "https://other.example.com/",
        "http://api.example.com/",
        "https://127.0.0.1/",
        "https://api.example.com:8443/",
    ] {
        assert_eq!(
            number(url, json!({})),
            (
                "url not in domain list".to_owned(),
                Some(errno::URL_NOT_IN_DOMAIN_LIST)
            ),
            "{url}"
        );
    }
    assert_eq!(
        number("nonsense", json!({})),
        (
            "invalid url \"nonsense\"".to_owned(),
            Some(errno::INVALID_URL)
        )
    );
    assert_eq!(
        number("https://api.example.com/", json!({"method": "BREW"})).1,
        Some(errno::INVALID_PARAMETER)
    );
    assert_eq!(
        number(
            "https://api.example.com/",
            json!({"header": {"bad name": "x"}})
        )
        .1,
        Some(errno::INVALID_REQUEST_DATA)
    );
    assert_eq!(
        bench.fails("request", json!({"$task": 1})),
        "parameter error: parameter.url should be String instead of Undefined;"
    );
    for (name, field) in [
        ("uploadFile", "filePath"),
        ("downloadFile", "url"),
        ("connectSocket", "url"),
    ] {
        assert!(
            bench
                .fails(name, json!({"$task": 1}))
                .contains(&format!("parameter.{field} ")),
            "{name}"
        );
    }
    for (name, url) in [
        ("downloadFile", "https://api.example.com/"),
        ("connectSocket", "wss://api.example.com/"),
    ] {
        assert_eq!(
            bench.fails(name, json!({"$task": 1, "url": url})),
            "url not in domain list"
        );
    }
    let upload =
        json!({"$task": 1, "url": "https://api.example.com/", "filePath": "/a", "name": "f"});
    assert_eq!(bench.fails("uploadFile", upload), "url not in domain list");
}

#[test]
fn a_server_that_is_not_there() {
    let server = Server::http(|_| ok(""));
    let url = server.url("http", "/");
    drop(server);
    let bench = Bench::new();
    let error = request(&bench, &url, json!({})).unwrap_err();
    assert!(
        error.message.contains("net::ERR_CONNECTION_REFUSED"),
        "{error}"
    );
}

#[test]
fn without_a_network_nothing_is_sent() {
    let server = Server::http(|_| ok(""));
    let bench = Bench::on(json!({"network": {"type": "none"}}));
    let error = request(&bench, &server.url("http", "/"), json!({})).unwrap_err();
    assert!(
        error.message.contains("net::ERR_INTERNET_DISCONNECTED"),
        "{error}"
    );
    assert!(lock(&server.seen).is_empty());
    bench
        .device
        .patch(&json!({"network": {"type": "wifi"}}))
        .unwrap();
    request(&bench, &server.url("http", "/"), json!({})).unwrap();
}

#[test]
fn redirects_are_followed_checked_and_can_be_manual() {
    let server = Server::http(|seen| match seen.path.as_str() {
        "/post" => Answer::Full("302 Found", vec!["Location: /end".to_owned()], Vec::new()),
        "/keep" => Answer::Full(
            "307 Temporary Redirect",
            vec!["Location: /end".to_owned()],
            Vec::new(),
        ),
        "/loop" => Answer::Full("302 Found", vec!["Location: /loop".to_owned()], Vec::new()),
        "/out" => Answer::Full(
            "302 Found",
            vec!["Location: http://localhost:1/x".to_owned()],
            Vec::new(),
        ),
        _ => ok(format!("{} {}", seen.method, seen.body.len())),
    });
    // 127.0.0.1 counts as a neighbour here, and `localhost` never does.
    let bench = Bench::with(Setup {
        policy: Policy {
            local_networks: vec![LocalNetwork {
                own: Ipv4Addr::new(127, 0, 0, 2),
                prefix: 8,
            }],
            ..Policy::default()
        },
        ..Setup::default()
    });
    let go = |path: &str, more: Value| request(&bench, &server.url("http", path), more);
    let post = json!({"method": "POST", "data": "abc"});
    assert_eq!(go("/post", post.clone()).unwrap()["data"], "GET 0");
    assert_eq!(go("/keep", post.clone()).unwrap()["data"], "POST 3");
    assert_eq!(
        go("/loop", json!({})).unwrap_err().errno,
        Some(errno::TOO_MANY_REDIRECTS)
    );
    let out = go("/out", json!({})).unwrap_err();
    assert_eq!(out.errno, Some(errno::URL_NOT_IN_DOMAIN_LIST));
    let manual = go("/post", json!({"redirect": "manual"})).unwrap();
    assert_eq!(manual["statusCode"], 302);
    assert_eq!(manual["header"]["Location"], "/end");
}

#[test]
fn timeouts_and_aborts() {
    let server = Server::http(|_| Answer::Hang);
    let bench = Bench::new();
    let error = request(&bench, &server.url("http", "/"), json!({"timeout": 50})).unwrap_err();
    assert_eq!(
        (error.message.as_str(), error.errno),
        ("timeout", Some(errno::TIME_OUT))
    );

    for (call, abort) in [
        ("request", "RequestTask.abort"),
        ("downloadFile", "DownloadTask.abort"),
    ] {
        let answer = bench.begin(call, json!({"url": server.url("http", "/"), "$task": 9}));
        assert!(
            bench.apis.context().tasks.is_registered(9),
            "can be aborted at once"
        );
        bench.sync(abort, json!({"$task": 9})).unwrap();
        assert_eq!(
            answer.recv_timeout(PATIENCE).unwrap().unwrap_err().message,
            "abort"
        );
    }
    let answer = bench.begin(
        "request",
        json!({"url": server.url("http", "/"), "$task": 10}),
    );
    bench.apis.close();
    assert_eq!(
        answer.recv_timeout(PATIENCE).unwrap().unwrap_err().message,
        "interrupted"
    );
    assert_eq!(
        bench.fails("request", json!({"url": "http://x", "$task": 11})),
        "interrupted"
    );
}

#[test]
fn app_json_sets_the_time_limit() {
    let server = Server::http(|_| Answer::Hang);
    let bench = Bench::with(Setup {
        app_json: json!({"networkTimeout": {"request": 40, "downloadFile": 40}}),
        ..Setup::default()
    });
    for name in ["request", "downloadFile"] {
        assert_eq!(
            bench.fails(name, json!({"url": server.url("http", "/"), "$task": 1})),
            "timeout"
        );
    }
}

#[test]
fn chunks_come_as_events() {
    let server = Server::http(|_| Answer::Chunks(vec![b"one".to_vec(), b"two".to_vec()]));
    let bench = Bench::new();
    let answer = request(
        &bench,
        &server.url("http", "/"),
        json!({"enableChunked": true, "$task": 3}),
    )
    .unwrap();
    assert_eq!(answer["data"], "");
    let mut bytes = Vec::new();
    while bytes.len() < 6 {
        bytes.extend_from_slice(&bench.events.task(3, "chunkReceived").buffers[0]);
    }
    assert_eq!(bytes, b"onetwo");
    let whole = request(&bench, &server.url("http", "/"), json!({})).unwrap();
    assert_eq!(whole["data"], "onetwo");
}

#[test]
fn more_than_ten_requests_wait_their_turn() {
    let server = Server::http(|seen| {
        if seen.path == "/hang" {
            Answer::Hang
        } else {
            ok("done")
        }
    });
    let bench = Bench::new();
    let hanging: Vec<_> = (100..110)
        .map(|task| {
            bench.begin(
                "request",
                json!({"url": server.url("http", "/hang"), "$task": task}),
            )
        })
        .collect();
    while lock(&server.seen).len() < 10 {
        std::thread::yield_now();
    }
    let waiting = bench.begin(
        "request",
        json!({"url": server.url("http", "/"), "$task": 200}),
    );
    // Its place comes only when one of the ten ends.
    assert!(waiting.try_recv().is_err());
    assert!(!lock(&server.seen).iter().any(|seen| seen.path == "/"));
    bench
        .sync("RequestTask.abort", json!({"$task": 100}))
        .unwrap();
    assert_eq!(
        hanging[0]
            .recv_timeout(PATIENCE)
            .unwrap()
            .unwrap_err()
            .message,
        "abort"
    );
    assert_eq!(
        waiting.recv_timeout(PATIENCE).unwrap().unwrap().json["data"],
        "done"
    );
}

#[test]
fn tls_needs_a_known_authority() {
    let server = Server::https(|_| ok("secret"));
    let stranger = Bench::new();
    let error = request(&stranger, &server.url("https", "/"), json!({})).unwrap_err();
    assert!(
        error.message.contains("net::ERR_CERT_AUTHORITY_INVALID"),
        "{error}"
    );
    let friend = Bench::with(Setup {
        roots: vec![server.authority.clone().unwrap()],
        ..Setup::default()
    });
    assert_eq!(
        request(&friend, &server.url("https", "/"), json!({})).unwrap()["data"],
        "secret"
    );
}

#[test]
fn listeners_need_no_registration() {
    let bench = Bench::new();
    for name in [
        "RequestTask.onHeadersReceived",
        "RequestTask.onChunkReceived",
        "UploadTask.onHeadersReceived",
        "UploadTask.onProgressUpdate",
        "DownloadTask.onHeadersReceived",
        "DownloadTask.onProgressUpdate",
        "SocketTask.onOpen",
        "SocketTask.onMessage",
        "SocketTask.onError",
        "SocketTask.onClose",
    ] {
        assert_eq!(
            bench.sync(name, json!({"$task": 1})).unwrap(),
            Value::Null,
            "{name}"
        );
    }
}
