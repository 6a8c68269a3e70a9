//! Texts and numbers of failures, and what a failure leaves behind.

use serde_json::{Value, json};

use super::*;
use crate::error::errno;
use crate::files::disk::QUOTA;

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
