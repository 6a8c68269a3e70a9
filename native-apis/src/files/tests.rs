#![allow(clippy::unwrap_used, clippy::expect_used, clippy::disallowed_methods)]

use std::io::{Cursor, Write};

use serde_json::{Value, json};

use super::disk::QUOTA;
use crate::bench::{Bench, Setup};
use crate::error::{ApiError, errno};
use crate::value::ApiValue;

const USER: &str = "wxfile://usr";

fn bench() -> Bench {
    Bench::with(Setup {
        package: vec![
            ("data/a.json", b"{\"a\":1}".to_vec()),
            ("data/deep/b.txt", b"b".to_vec()),
            ("app.js", b"App({})".to_vec()),
        ],
        ..Setup::default()
    })
}

fn fs(bench: &Bench, method: &str, args: Value) -> Result<Value, ApiError> {
    let name = format!("FileSystemManager.{method}");
    if method.ends_with("Sync") {
        bench.sync(&name, args)
    } else {
        bench.call(&name, args)
    }
}

fn text(bench: &Bench, path: &str) -> String {
    let args = json!({"filePath": path, "encoding": "utf8"});
    fs(bench, "readFileSync", args)
        .unwrap()
        .as_str()
        .unwrap()
        .to_owned()
}

fn write(bench: &Bench, path: &str, data: &str) {
    fs(
        bench,
        "writeFileSync",
        json!({"filePath": path, "data": data}),
    )
    .unwrap();
}

/// Method, arguments, the text after `fail `, errno.
type Failure = (&'static str, Value, &'static str, i64);

#[test]
fn failures_have_wechats_texts_and_numbers() {
    let bench = bench();
    write(&bench, "wxfile://usr/f", "x");
    fs(&bench, "mkdirSync", json!({"dirPath": "wxfile://usr/full"})).unwrap();
    write(&bench, "wxfile://usr/full/f", "x");
    let gone = "wxfile://usr/no";
    let cases: Vec<Failure> = vec![
        (
            "access",
            json!({"path": gone}),
            "no such file or directory wxfile://usr/no",
            errno::NO_SUCH_FILE,
        ),
        (
            "accessSync",
            json!({"path": "/no.js"}),
            "no such file or directory /no.js",
            errno::NO_SUCH_FILE,
        ),
        (
            "stat",
            json!({"path": gone}),
            "no such file or directory wxfile://usr/no",
            errno::NO_SUCH_FILE,
        ),
        (
            "unlink",
            json!({"filePath": gone}),
            "no such file or directory wxfile://usr/no",
            errno::NO_SUCH_FILE,
        ),
        (
            "readdir",
            json!({"dirPath": gone}),
            "no such file or directory wxfile://usr/no",
            errno::NO_SUCH_FILE,
        ),
        (
            "readdir",
            json!({"dirPath": "wxfile://usr/f"}),
            "not a directory wxfile://usr/f",
            errno::NOT_A_DIRECTORY,
        ),
        (
            "readFile",
            json!({"filePath": gone}),
            "no such file or directory, open wxfile://usr/no",
            errno::NO_SUCH_FILE,
        ),
        (
            "readFile",
            json!({"filePath": "wxfile://usr/full"}),
            "illegal operation on a directory, open \"wxfile://usr/full\"",
            errno::ILLEGAL_ON_DIRECTORY,
        ),
        (
            "readFile",
            json!({"filePath": "wxfile://usr/f", "position": 5}),
            "value of position is out of range",
            errno::POSITION_RANGE,
        ),
        (
            "readFile",
            json!({"filePath": "wxfile://usr/f", "length": 5}),
            "value of length is out of range",
            errno::LENGTH_RANGE,
        ),
        (
            "writeFile",
            json!({"filePath": "wxfile://usr/a/b", "data": ""}),
            "no such file or directory, open wxfile://usr/a/b",
            errno::NO_SUCH_FILE,
        ),
        (
            "writeFile",
            json!({"filePath": "/app.js", "data": ""}),
            "permission denied, open /app.js",
            errno::PERMISSION,
        ),
        (
            "writeFile",
            json!({"filePath": "wxfile://tmp_x", "data": ""}),
            "permission denied, open wxfile://tmp_x",
            errno::PERMISSION,
        ),
        (
            "writeFile",
            json!({"filePath": "wxfile://usr/full", "data": ""}),
            "illegal operation on a directory, open \"wxfile://usr/full\"",
            errno::ILLEGAL_ON_DIRECTORY,
        ),
        (
            "writeFile",
            json!({"filePath": "wxfile://usr/g", "data": "zz", "encoding": "hex"}),
            "encode error",
            errno::ENCODE,
        ),
        (
            "appendFile",
            json!({"filePath": gone, "data": ""}),
            "no such file or directory, open wxfile://usr/no",
            errno::NO_SUCH_FILE,
        ),
        (
            "copyFile",
            json!({"srcPath": gone, "destPath": "wxfile://usr/g"}),
            "no such file or directory, copyFile wxfile://usr/no -> wxfile://usr/g",
            errno::NO_SUCH_FILE,
        ),
        (
            "rename",
            json!({"oldPath": gone, "newPath": "wxfile://usr/g"}),
            "no such file or directory, rename wxfile://usr/no -> wxfile://usr/g",
            errno::NO_SUCH_FILE,
        ),
        (
            "mkdir",
            json!({"dirPath": "wxfile://usr/full"}),
            "file already exists wxfile://usr/full",
            errno::FILE_EXISTS,
        ),
        (
            "mkdir",
            json!({"dirPath": "wxfile://usr/a/b"}),
            "no such file or directory wxfile://usr/a/b",
            errno::NO_SUCH_FILE,
        ),
        (
            "rmdir",
            json!({"dirPath": "wxfile://usr/full"}),
            "directory not empty",
            errno::NOT_EMPTY,
        ),
        (
            "rmdir",
            json!({"dirPath": "wxfile://usr", "recursive": true}),
            "permission denied, open wxfile://usr",
            errno::PERMISSION,
        ),
        (
            "unlink",
            json!({"filePath": "wxfile://usr/full"}),
            "operation not permitted, unlink wxfile://usr/full",
            errno::NOT_PERMITTED,
        ),
        (
            "unlink",
            json!({"filePath": "/app.js"}),
            "permission denied, open /app.js",
            errno::PERMISSION,
        ),
        (
            "truncate",
            json!({"filePath": gone}),
            "no such file or directory, open wxfile://usr/no",
            errno::NO_SUCH_FILE,
        ),
        (
            "saveFile",
            json!({"tempFilePath": "wxfile://tmp_no"}),
            "tempFilePath file not exist",
            errno::TEMP_FILE_MISSING,
        ),
        (
            "saveFile",
            json!({"tempFilePath": "wxfile://usr/f"}),
            "tempFilePath file not exist",
            errno::TEMP_FILE_MISSING,
        ),
        (
            "removeSavedFile",
            json!({"filePath": "wxfile://usr/f"}),
            "no such file or directory wxfile://usr/f",
            errno::NO_SUCH_FILE,
        ),
        (
            "unzip",
            json!({"zipFilePath": gone, "targetPath": USER}),
            "no such file or directory, unzip wxfile://usr/no -> wxfile://usr",
            errno::NO_SUCH_FILE,
        ),
        (
            "unzip",
            json!({"zipFilePath": "wxfile://usr/f", "targetPath": USER}),
            "unzip open file fail",
            errno::UNZIP_OPEN,
        ),
        (
            "open",
            json!({"filePath": gone}),
            "no such file or directory, open wxfile://usr/no",
            errno::NO_SUCH_FILE,
        ),
        (
            "open",
            json!({"filePath": gone, "flag": "q"}),
            "invalid flag",
            errno::FD_FLAG,
        ),
        (
            "open",
            json!({"filePath": "/app.js", "flag": "w"}),
            "permission denied when open using flag",
            errno::FD_OPEN_PERMISSION,
        ),
        (
            "close",
            json!({"fd": "77"}),
            "bad file descriptor",
            errno::BAD_FD,
        ),
        (
            "readFile",
            json!({"filePath": "wxfile://usr/../../x"}),
            "permission denied, open wxfile://usr/../../x",
            errno::PERMISSION,
        ),
        (
            "getFileInfo",
            json!({"filePath": "wxfile://usr/f", "digestAlgorithm": "crc"}),
            "invalid digestAlgorithm \"crc\"",
            errno::INVALID_ARGUMENT,
        ),
    ];
    for (method, args, message, number) in cases {
        let error = fs(&bench, method, args.clone()).unwrap_err();
        assert_eq!(error.message, message, "{method} {args}");
        assert_eq!(error.errno, Some(number), "{method} {args}");
    }
}

#[test]
fn wrong_types_are_parameter_errors() {
    let bench = bench();
    for (method, args, name) in [
        ("readFile", json!({}), "filePath"),
        ("writeFile", json!({"filePath": "wxfile://usr/a"}), "data"),
        ("mkdir", json!({"dirPath": 3}), "dirPath"),
        ("stat", json!({}), "path"),
    ] {
        let error = fs(&bench, method, args).unwrap_err();
        assert!(
            error
                .message
                .starts_with(&format!("parameter error: parameter.{name} ")),
            "{error}"
        );
    }
}

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

fn zip(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        writer
            .start_file(*name, zip::write::SimpleFileOptions::default())
            .unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

#[test]
fn zip_files_are_unpacked_and_looked_into() {
    let bench = Bench::with(Setup {
        package: vec![
            (
                "a.zip",
                zip(&[("x.txt", b"hello"), ("d/y.bin", &[1, 2, 3])]),
            ),
            ("evil.zip", zip(&[("../../escape", b"x")])),
        ],
        ..Setup::default()
    });
    fs(
        &bench,
        "unzip",
        json!({"zipFilePath": "/a.zip", "targetPath": "wxfile://usr/out"}),
    )
    .unwrap();
    assert_eq!(text(&bench, "wxfile://usr/out/x.txt"), "hello");
    let evil = fs(
        &bench,
        "unzip",
        json!({"zipFilePath": "/evil.zip", "targetPath": "wxfile://usr/out"}),
    );
    assert_eq!(evil.unwrap_err().errno, Some(errno::UNZIP_ENTRY));
    assert!(!bench.dir.path().join("escape").exists());

    let all = bench
        .call_full(
            "FileSystemManager.readZipEntry",
            json!({"filePath": "/a.zip", "entries": "all"}),
        )
        .unwrap();
    let entry = &all.json["entries"]["d/y.bin"];
    let index = entry["data"]["$buffer"].as_u64().unwrap() as usize;
    assert_eq!(all.buffers[index], [1, 2, 3]);
    let some = fs(&bench, "readZipEntry", json!({
        "filePath": "/a.zip",
        "entries": [{"path": "x.txt", "encoding": "utf8", "position": 1, "length": 3}, {"path": "no"}],
    }))
    .unwrap();
    assert_eq!(some["entries"]["x.txt"]["data"], "ell");
    let missing = some["entries"]["no"]["errMsg"].as_str().unwrap();
    assert!(missing.contains("no such file or directory"), "{missing}");
}

#[test]
fn brotli_files_are_read() {
    let mut packed = Vec::new();
    brotli::BrotliCompress(
        &mut Cursor::new(b"hello hello hello".to_vec()),
        &mut packed,
        &brotli::enc::BrotliEncoderParams::default(),
    )
    .unwrap();
    let bench = Bench::with(Setup {
        package: vec![("a.br", packed), ("b.br", b"nonsense".to_vec())],
        ..Setup::default()
    });
    let read = |path: &str| {
        bench.apis.call_sync(
            "FileSystemManager.readCompressedFileSync",
            json!({"filePath": path, "compressionAlgorithm": "br"}).into(),
        )
    };
    assert_eq!(
        read("/a.br").unwrap().buffers,
        [b"hello hello hello".to_vec()]
    );
    assert_eq!(read("/b.br").unwrap_err().errno, Some(errno::BROTLI));
    let error = fs(
        &bench,
        "readCompressedFile",
        json!({"filePath": "/a.br", "compressionAlgorithm": "gz"}),
    );
    assert_eq!(error.unwrap_err().errno, Some(errno::INVALID_ARGUMENT));
}

#[test]
fn the_quota_counts_the_user_and_saved_files() {
    let bench = bench();
    // A sparse file takes no space of the host.
    let big = bench.dir.path().join("wx0123456789abcdef/usr/big");
    std::fs::File::create(&big)
        .unwrap()
        .set_len(QUOTA - 10)
        .unwrap();
    write(&bench, "wxfile://usr/small", "12345");
    let error = fs(
        &bench,
        "writeFile",
        json!({"filePath": "wxfile://usr/more", "data": "123456"}),
    )
    .unwrap_err();
    assert_eq!(
        error.message,
        "the maximum size of the file storage limit is exceeded"
    );
    assert_eq!(error.errno, Some(errno::STORAGE_LIMIT));
    fs(
        &bench,
        "unlinkSync",
        json!({"filePath": "wxfile://usr/big"}),
    )
    .unwrap();
    write(&bench, "wxfile://usr/more", "123456");
}

#[test]
fn a_failed_write_leaves_the_old_content() {
    let bench = bench();
    write(&bench, "wxfile://usr/f", "old");
    // The place a new content is prepared in is gone, so the write must fail before the swap.
    std::fs::remove_dir_all(bench.dir.path().join("wx0123456789abcdef/scratch")).unwrap();
    assert!(
        fs(
            &bench,
            "writeFile",
            json!({"filePath": "wxfile://usr/f", "data": "new"})
        )
        .is_err()
    );
    assert!(
        fs(
            &bench,
            "appendFile",
            json!({"filePath": "wxfile://usr/f", "data": "new"})
        )
        .is_err()
    );
    assert_eq!(text(&bench, "wxfile://usr/f"), "old");
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
