//! Zip and Brotli files.

use std::io::{Cursor, Write};

use serde_json::json;

use super::*;
use crate::error::errno;

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
