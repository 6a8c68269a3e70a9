//! Uploads and downloads.

use serde_json::json;

use crate::bench::{Bench, Setup};
use crate::network::server::{Answer, Server, ok};

#[test]
fn an_upload_is_multipart_with_progress() {
    let server = Server::http(|_| ok("{\"id\":1}"));
    let bench = Bench::with(Setup {
        package: vec![("img/a.png", vec![9; 200_000])],
        ..Setup::default()
    });
    let args = json!({
        "url": server.url("http", "/up"), "filePath": "/img/a.png", "name": "file",
        "formData": {"user": "李", "n": 1}, "$task": 4,
    });
    let answer = bench.call("uploadFile", args).unwrap();
    assert_eq!(answer["data"], "{\"id\":1}");
    assert_eq!(answer["statusCode"], 200);
    let seen = server.last();
    assert!(
        seen.header("content-type")
            .starts_with("multipart/form-data; boundary=")
    );
    let body = String::from_utf8_lossy(&seen.body);
    assert!(body.contains("name=\"user\"\r\n\r\n李\r\n"), "{body}");
    assert!(body.contains("name=\"n\"\r\n\r\n1\r\n"));
    assert!(body.contains("name=\"file\"; filename=\"a.png\"\r\nContent-Type: image/png\r\n\r\n"));
    assert!(seen.body.len() > 200_000);
    let progress = bench
        .events
        .wait(|event, payload| event == "task" && payload["progress"] == 100)
        .json;
    assert_eq!(
        progress["totalBytesSent"],
        progress["totalBytesExpectedToSend"]
    );
    bench.events.task(4, "headersReceived");
    let missing =
        json!({"url": server.url("http", "/"), "filePath": "/no", "name": "f", "$task": 5});
    assert_eq!(bench.fails("uploadFile", missing), "file not found");
    bench.sync("UploadTask.abort", json!({"$task": 5})).unwrap();
}

#[test]
fn a_download_becomes_a_file_whatever_the_status() {
    let server = Server::http(|_| {
        Answer::Full(
            "500 Oops",
            vec!["Content-Type: image/png".to_owned()],
            vec![5; 100_000],
        )
    });
    let bench = Bench::new();
    let answer = bench
        .call(
            "downloadFile",
            json!({"url": server.url("http", "/a"), "$task": 6}),
        )
        .unwrap();
    assert_eq!(answer["statusCode"], 500);
    let path = answer["tempFilePath"].as_str().unwrap();
    assert!(
        path.starts_with("wxfile://tmp_") && path.ends_with(".png"),
        "{path}"
    );
    let info = bench
        .call("getFileInfo", json!({"filePath": path}))
        .unwrap();
    assert_eq!(info["size"], 100_000);
    let progress = bench
        .events
        .wait(|event, payload| event == "task" && payload["progress"] == 100)
        .json;
    assert_eq!(progress["totalBytesWritten"], 100_000);
    bench.events.task(6, "headersReceived");

    let answer = bench
        .call(
            "downloadFile",
            json!({"url": server.url("http", "/a"), "filePath": "wxfile://usr/a", "$task": 7}),
        )
        .unwrap();
    assert_eq!(answer["filePath"], "wxfile://usr/a");
    assert!(answer.get("tempFilePath").is_none());
    let denied = json!({"url": server.url("http", "/a"), "filePath": "/a", "$task": 8});
    assert_eq!(
        bench.fails("downloadFile", denied),
        "permission denied, open /a"
    );
}
