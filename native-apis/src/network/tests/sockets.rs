//! WebSockets.

use serde_json::{Value, json};

use crate::bench::{Bench, Setup};
use crate::error::errno;
use crate::network::server::{Answer, Server};
use crate::value::ApiValue;

fn connect(bench: &Bench, url: &str, task: u64, more: Value) {
    let mut args = json!({"url": url, "$task": task});
    for (name, value) in more.as_object().unwrap() {
        args[name] = value.clone();
    }
    bench.call("connectSocket", args).unwrap();
}

#[test]
fn a_socket_talks_both_ways_and_closes() {
    let server = Server::echo(false);
    let bench = Bench::new();
    let more = json!({"header": {"X-A": "1"}, "protocols": ["chat", "b"]});
    connect(&bench, &server.url("ws", "/room"), 1, more);
    bench.events.task(1, "open");
    assert_eq!(server.last().header("x-a"), "1");
    assert_eq!(server.last().header("sec-websocket-protocol"), "chat, b");
    bench
        .call("SocketTask.send", json!({"$task": 1, "data": "hello"}))
        .unwrap();
    assert_eq!(bench.events.task(1, "message").json["data"], "hello");
    let binary = ApiValue {
        json: json!({"$task": 1, "data": {"$buffer": 0}}),
        buffers: vec![vec![1, 2]],
    };
    bench.call_full("SocketTask.send", binary).unwrap();
    let message = bench.events.task(1, "message");
    assert_eq!(
        (message.json["data"].clone(), message.buffers),
        (json!({"$buffer": 0}), vec![vec![1, 2]])
    );
    let error = bench
        .call("SocketTask.close", json!({"$task": 1, "code": 1001}))
        .unwrap_err();
    assert!(error.message.contains("between 3000 and 4999"), "{error}");
    bench
        .call(
            "SocketTask.close",
            json!({"$task": 1, "code": 3001, "reason": "done"}),
        )
        .unwrap();
    let close = bench.events.task(1, "close").json;
    assert_eq!(
        (close["code"].clone(), close["reason"].clone()),
        (json!(3001), json!("done"))
    );
    assert_eq!(
        bench.fails("SocketTask.send", json!({"$task": 1, "data": ""})),
        "WebSocket is not connected"
    );
}

#[test]
fn the_server_may_close_or_vanish() {
    let server = Server::echo(false);
    let bench = Bench::new();
    connect(&bench, &server.url("ws", "/"), 1, json!({}));
    bench.events.task(1, "open");
    bench
        .call("SocketTask.send", json!({"$task": 1, "data": "bye"}))
        .unwrap();
    let close = bench.events.task(1, "close").json;
    assert_eq!(
        (close["code"].clone(), close["reason"].clone()),
        (json!(4001), json!("so long"))
    );
    connect(&bench, &server.url("ws", "/"), 2, json!({}));
    bench.events.task(2, "open");
    bench
        .call("SocketTask.send", json!({"$task": 2, "data": "drop"}))
        .unwrap();
    assert_eq!(bench.events.task(2, "close").json["code"], 1006);
}

#[test]
fn a_socket_that_cannot_open_tells_by_events() {
    let server = Server::http(|_| Answer::Full("403 Forbidden", Vec::new(), Vec::new()));
    let bench = Bench::new();
    connect(&bench, &server.url("ws", "/"), 1, json!({}));
    assert_eq!(
        bench.events.task(1, "error").json["errMsg"],
        "Invalid HTTP status. 403"
    );
    assert_eq!(bench.events.task(1, "close").json["code"], 1006);
    let silent = Server::http(|_| Answer::Hang);
    connect(&bench, &silent.url("ws", "/"), 2, json!({"timeout": 50}));
    assert_eq!(bench.events.task(2, "error").json["errMsg"], "timeout");
    connect(&bench, &silent.url("ws", "/"), 3, json!({}));
    bench.call("SocketTask.close", json!({"$task": 3})).unwrap();
    assert_eq!(bench.events.task(3, "close").json["code"], 1000);
}

#[test]
fn secure_sockets_work_and_five_are_the_limit() {
    let server = Server::echo(true);
    let bench = Bench::with(Setup {
        roots: vec![server.authority.clone().unwrap()],
        ..Setup::default()
    });
    for task in 1..=5 {
        connect(&bench, &server.url("wss", "/"), task, json!({}));
        bench.events.task(task, "open");
    }
    let error = bench
        .call(
            "connectSocket",
            json!({"url": server.url("wss", "/"), "$task": 6}),
        )
        .unwrap_err();
    assert_eq!(
        (error.message.as_str(), error.errno),
        ("exceed max task count", Some(errno::TOO_MANY_TASKS))
    );
    bench.call("SocketTask.close", json!({"$task": 1})).unwrap();
    bench.events.task(1, "close");
    connect(&bench, &server.url("wss", "/"), 6, json!({}));
    bench.events.task(6, "open");
}
