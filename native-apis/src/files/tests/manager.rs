//! What the methods do when all is well.

use serde_json::{Value, json};

use super::*;
use crate::error::errno;
use crate::value::ApiValue;

#[test]
fn a_file_is_written_read_appended_renamed_copied_and_removed() {
    let bench = bench();
    for suffix in ["", "Sync"] {
        let run =
            |method: &str, args: Value| fs(&bench, &format!("{method}{suffix}"), args).unwrap();
        run(
            "mkdir",
            json!({"dirPath": "wxfile://usr/d/e", "recursive": true}),
        );
        run(
            "writeFile",
            json!({"filePath": "wxfile://usr/d/e/f", "data": "中文"}),
        );
        run(
            "appendFile",
            json!({"filePath": "wxfile://usr/d/e/f", "data": "6162", "encoding": "hex"}),
        );
        run("access", json!({"path": "wxfile://usr/d/e/f"}));
        assert_eq!(text(&bench, "wxfile://usr/d/e/f"), "中文ab");
        run(
            "rename",
            json!({"oldPath": "wxfile://usr/d/e/f", "newPath": "wxfile://usr/d/g"}),
        );
        run(
            "copyFile",
            json!({"srcPath": "wxfile://usr/d/g", "destPath": "wxfile://usr/d/h"}),
        );
        run(
            "truncate",
            json!({"filePath": "wxfile://usr/d/h", "length": 3}),
        );
        assert_eq!(text(&bench, "wxfile://usr/d/h"), "中");
        let listed = run("readdir", json!({"dirPath": "wxfile://usr/d"}));
        let names = if suffix.is_empty() {
            &listed["files"]
        } else {
            &listed
        };
        assert_eq!(names, &json!(["e", "g", "h"]));
        run("unlink", json!({"filePath": "wxfile://usr/d/h"}));
        run("rmdir", json!({"dirPath": "wxfile://usr/d/e"}));
        run(
            "rmdir",
            json!({"dirPath": "wxfile://usr/d", "recursive": true}),
        );
        assert!(fs(&bench, "accessSync", json!({"path": "wxfile://usr/d"})).is_err());
    }
}

#[test]
fn reading_without_an_encoding_gives_a_buffer() {
    let bench = bench();
    let answer = bench
        .call_full(
            "FileSystemManager.readFile",
            json!({"filePath": "data/a.json"}),
        )
        .unwrap();
    assert_eq!(answer, ApiValue::with_buffer("data", b"{\"a\":1}".to_vec()));
    let part = bench
        .apis
        .call_sync(
            "FileSystemManager.readFileSync",
            json!({"filePath": "/data/a.json", "position": 1, "length": 3}).into(),
        )
        .unwrap();
    assert_eq!(part.json, json!({"$buffer": 0}));
    assert_eq!(part.buffers, [b"\"a\"".to_vec()]);
}

#[test]
fn the_package_is_listed_and_read_only() {
    let bench = bench();
    let names = fs(&bench, "readdirSync", json!({"dirPath": "/data"})).unwrap();
    assert_eq!(names, json!(["a.json", "deep"]));
    let stats = fs(&bench, "statSync", json!({"path": "/data/deep"})).unwrap();
    assert_eq!(stats["mode"].as_u64().unwrap() & 0o170_000, 0o040_000);
    let stats = fs(&bench, "statSync", json!({"path": "app.js"})).unwrap();
    assert_eq!(stats["mode"].as_u64().unwrap() & 0o170_000, 0o100_000);
    assert_eq!(stats["size"], 7);
}

#[test]
fn stat_goes_through_a_directory() {
    let bench = bench();
    fs(
        &bench,
        "mkdir",
        json!({"dirPath": "wxfile://usr/s/t", "recursive": true}),
    )
    .unwrap();
    write(&bench, "wxfile://usr/s/t/f", "12345");
    let rows = fs(
        &bench,
        "stat",
        json!({"path": "wxfile://usr/s", "recursive": true}),
    )
    .unwrap();
    let paths: Vec<&str> = rows["stats"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["path"].as_str().unwrap())
        .collect();
    assert_eq!(paths, ["/", "/t", "/t/f"]);
    assert_eq!(rows["stats"][2]["stats"]["size"], 5);
    assert!(
        rows["stats"][2]["stats"]["lastModifiedTime"]
            .as_u64()
            .unwrap()
            > 1_600_000_000
    );
}

#[test]
fn a_temporary_file_is_saved_listed_and_removed() {
    let bench = bench();
    let make = || {
        let args = ApiValue {
            json: json!({"data": {"$buffer": 0}, "extension": "png"}),
            buffers: vec![vec![7; 11]],
        };
        let made = bench.apis.call_sync("$tempFile", args).unwrap().json;
        made["tempFilePath"].as_str().unwrap().to_owned()
    };
    let temp = make();
    assert!(
        temp.starts_with("wxfile://tmp_") && temp.ends_with(".png"),
        "{temp}"
    );
    let saved = bench
        .call("saveFile", json!({"tempFilePath": temp}))
        .unwrap();
    let saved = saved["savedFilePath"].as_str().unwrap().to_owned();
    assert!(saved.starts_with("wxfile://store_"), "{saved}");
    assert!(fs(&bench, "accessSync", json!({"path": temp})).is_err());
    for name in ["getSavedFileList", "FileSystemManager.getSavedFileList"] {
        let list = bench.call(name, json!({})).unwrap();
        assert_eq!(list["fileList"][0]["filePath"], json!(saved));
        assert_eq!(list["fileList"][0]["size"], 11);
    }
    assert_eq!(
        bench
            .call("getSavedFileInfo", json!({"filePath": saved}))
            .unwrap()["size"],
        11
    );
    bench
        .call("removeSavedFile", json!({"filePath": saved}))
        .unwrap();
    assert_eq!(
        bench.call("getSavedFileList", json!({})).unwrap(),
        json!({"fileList": []})
    );
    let to = fs(
        &bench,
        "saveFile",
        json!({"tempFilePath": make(), "filePath": "wxfile://usr/k.png"}),
    )
    .unwrap();
    assert_eq!(to["savedFilePath"], "wxfile://usr/k.png");
    let saved = fs(&bench, "saveFileSync", json!({"tempFilePath": make()})).unwrap();
    fs(&bench, "removeSavedFile", json!({"filePath": saved})).unwrap();
}

#[test]
fn digests() {
    let bench = bench();
    write(&bench, "wxfile://usr/abc", "abc");
    for (algorithm, digest) in [
        ("md5", "900150983cd24fb0d6963f7d28e17f72"),
        ("sha1", "a9993e364706816aba3e25717850c26c9cd0d89d"),
        (
            "sha256",
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        ),
    ] {
        let args = json!({"filePath": "wxfile://usr/abc", "digestAlgorithm": algorithm});
        let info = bench.call("getFileInfo", args.clone()).unwrap();
        assert_eq!(info, json!({"size": 3, "digest": digest}));
        assert_eq!(fs(&bench, "getFileInfo", args).unwrap(), info);
    }
}

#[test]
fn descriptors_read_write_and_keep_their_direction() {
    let bench = bench();
    let open = |path: &str, flag: &str| {
        fs(&bench, "openSync", json!({"filePath": path, "flag": flag})).unwrap()
    };
    let fd = open("wxfile://usr/f", "w+");
    assert_eq!(
        fs(&bench, "writeSync", json!({"fd": fd, "data": "hello"})).unwrap(),
        json!({"bytesWritten": 5})
    );
    let wrote = fs(
        &bench,
        "write",
        json!({"fd": fd, "data": "J", "position": 0}),
    )
    .unwrap();
    assert_eq!(wrote["bytesWritten"], 1);
    let buffer = |fd: &Value, extra: Value| {
        let mut json = json!({"fd": fd, "arrayBuffer": {"$buffer": 0}});
        for (name, value) in extra.as_object().unwrap() {
            json[name] = value.clone();
        }
        ApiValue {
            json,
            buffers: vec![vec![0; 8]],
        }
    };
    let read = bench
        .apis
        .call_sync(
            "FileSystemManager.readSync",
            buffer(&fd, json!({"position": 0, "length": 3})),
        )
        .unwrap();
    assert_eq!(read.json["bytesRead"], 3);
    assert_eq!(read.buffers, [b"Jel".to_vec()]);
    let read = bench
        .call_full(
            "FileSystemManager.read",
            buffer(&fd, json!({"position": 1})),
        )
        .unwrap();
    assert_eq!(read.buffers, [b"ello".to_vec()]);
    let error = bench
        .call_full("FileSystemManager.read", buffer(&fd, json!({"offset": 9})))
        .unwrap_err();
    assert_eq!(error.errno, Some(errno::OFFSET_RANGE));
    assert_eq!(
        fs(&bench, "fstatSync", json!({"fd": fd})).unwrap()["size"],
        5
    );
    fs(&bench, "ftruncateSync", json!({"fd": fd, "length": 2})).unwrap();
    fs(&bench, "ftruncate", json!({"fd": fd, "length": 1})).unwrap();
    assert_eq!(
        fs(&bench, "fstat", json!({"fd": fd})).unwrap()["stats"]["size"],
        1
    );
    fs(&bench, "closeSync", json!({"fd": fd})).unwrap();
    assert_eq!(text(&bench, "wxfile://usr/f"), "J");

    let opened = fs(&bench, "open", json!({"filePath": "/app.js"})).unwrap();
    let fd = &opened["fd"];
    let read = bench
        .call_full("FileSystemManager.read", buffer(fd, json!({})))
        .unwrap();
    assert_eq!(read.buffers, [b"App({})".to_vec()]);
    let error = fs(&bench, "write", json!({"fd": fd, "data": "x"})).unwrap_err();
    assert_eq!(error.errno, Some(errno::FD_DIRECTION));
    fs(&bench, "close", json!({"fd": fd})).unwrap();

    let fd = open("wxfile://usr/f", "a");
    fs(
        &bench,
        "writeSync",
        json!({"fd": fd, "data": "K", "position": 0}),
    )
    .unwrap();
    fs(&bench, "closeSync", json!({"fd": fd})).unwrap();
    assert_eq!(text(&bench, "wxfile://usr/f"), "JK");
    let error = fs(
        &bench,
        "openSync",
        json!({"filePath": "wxfile://usr/f", "flag": "wx"}),
    )
    .unwrap_err();
    assert_eq!(error.errno, Some(errno::FILE_EXISTS));
}

#[test]
fn temporary_files_go_at_the_next_start() {
    let bench = bench();
    let args = json!({"data": "AAAA", "extension": "bin"});
    let temp = bench.sync("$tempFile", args).unwrap()["tempFilePath"].clone();
    fs(&bench, "accessSync", json!({"path": temp})).unwrap();
    let dir = bench.dir.clone();
    drop(bench);
    let bench = Bench::in_dir(Setup::default(), dir);
    assert!(fs(&bench, "accessSync", json!({"path": temp})).is_err());
}

#[test]
fn buffer_urls_and_canvas_pictures_are_temporary_files() {
    let bench = bench();
    let args = ApiValue {
        json: json!({"buffer": {"$buffer": 0}}),
        buffers: vec![crate::bench::png(2, 2)],
    };
    let url = bench.apis.call_sync("createBufferURL", args).unwrap().json;
    assert!(url.as_str().unwrap().ends_with(".png"), "{url}");
    bench.sync("revokeBufferURL", json!({"url": url})).unwrap();
    assert!(fs(&bench, "accessSync", json!({"path": url})).is_err());
    let file = bench
        .call(
            "canvasToTempFilePath",
            json!({"$dataUrl": "data:image/jpeg;base64,AAAA"}),
        )
        .unwrap();
    assert!(file["tempFilePath"].as_str().unwrap().ends_with(".jpg"));
    assert!(
        bench
            .call("canvasToTempFilePath", json!({"$dataUrl": "data:,"}))
            .is_err()
    );
    assert_eq!(
        bench.sync("getFileSystemManager", json!({})).unwrap(),
        json!({})
    );
}
