#![allow(clippy::unwrap_used, clippy::expect_used, clippy::disallowed_methods)]

use serde_json::{Value, json};

use crate::bench::{Bench, Setup, png};
use crate::error::errno;

fn data_url(bytes: &[u8]) -> String {
    use base64::Engine;
    format!(
        "data:image/png;base64,{}",
        base64::engine::general_purpose::STANDARD.encode(bytes)
    )
}

fn bench() -> Bench {
    Bench::with(Setup {
        profile: json!({"album": {
            "pictures": [data_url(&png(40, 20)), data_url(&png(10, 10))],
            "videos": [{"file": "clip.mp4", "duration": 2.5, "width": 640, "height": 360}],
            "files": ["note.pdf", "list.txt"],
            "camera": data_url(&png(7, 7)),
        }}),
        package: vec![
            ("img/p.png", png(30, 60)),
            ("img/bad.png", b"not a picture".to_vec()),
        ],
        ..Setup::default()
    })
}

fn with_files(bench: Bench) -> Bench {
    for (name, content) in [
        ("clip.mp4", "mp4"),
        ("note.pdf", "pdf!"),
        ("list.txt", "text"),
    ] {
        std::fs::write(bench.dir.path().join(name), content).unwrap();
    }
    bench
}

fn info(bench: &Bench, path: &Value) -> Value {
    bench.call("getImageInfo", json!({"src": path})).unwrap()
}

#[test]
fn pictures_come_from_the_album_or_the_camera() {
    let bench = bench();
    let chosen = bench.call("chooseImage", json!({})).unwrap();
    assert_eq!(chosen["tempFilePaths"].as_array().unwrap().len(), 2);
    assert_eq!(chosen["tempFiles"][0]["path"], chosen["tempFilePaths"][0]);
    assert_eq!(info(&bench, &chosen["tempFilePaths"][0])["width"], 40);
    let one = bench
        .call("chooseImage", json!({"count": 1, "sourceType": ["camera"]}))
        .unwrap();
    assert_eq!(info(&bench, &one["tempFilePaths"][0])["width"], 7);
    assert!(
        bench
            .fails("chooseImage", json!({"count": 0}))
            .contains("parameter.count")
    );
    assert!(
        bench
            .fails("chooseImage", json!({"count": []}))
            .contains("should be Number instead of Array")
    );
    bench
        .device
        .patch(&json!({"album": {"cancel": true}}))
        .unwrap();
    for name in ["chooseImage", "chooseMedia", "chooseVideo"] {
        assert_eq!(bench.fails(name, json!({})), "cancel", "{name}");
    }
    let empty = Bench::new();
    let generated = empty.call("chooseImage", json!({})).unwrap();
    assert_eq!(info(&empty, &generated["tempFilePaths"][0])["width"], 320);
}

#[test]
fn media_videos_and_chat_files() {
    let bench = with_files(bench());
    let mixed = bench
        .call("chooseMedia", json!({"mediaType": ["mix"]}))
        .unwrap();
    assert_eq!(mixed["type"], "mix");
    let kinds: Vec<&Value> = mixed["tempFiles"]
        .as_array()
        .unwrap()
        .iter()
        .map(|file| &file["fileType"])
        .collect();
    assert_eq!(kinds, ["image", "image", "video"]);
    assert_eq!(mixed["tempFiles"][0]["height"], 20);
    assert_eq!(mixed["tempFiles"][2]["duration"], 2.5);
    let pictures = bench
        .call("chooseMedia", json!({"mediaType": ["image"], "count": 1}))
        .unwrap();
    assert_eq!(
        (
            pictures["type"].as_str(),
            pictures["tempFiles"].as_array().unwrap().len()
        ),
        (Some("image"), 1)
    );
    let video = bench.call("chooseVideo", json!({})).unwrap();
    assert_eq!(
        (video["width"].as_u64(), video["size"].as_u64()),
        (Some(640), Some(3))
    );
    assert!(video["tempFilePath"].as_str().unwrap().ends_with(".mp4"));

    let files = bench
        .call("chooseMessageFile", json!({"count": 5}))
        .unwrap();
    assert_eq!(files["tempFiles"][0]["name"], "note.pdf");
    assert_eq!(files["tempFiles"][0]["size"], 4);
    let some = json!({"count": 5, "type": "file", "extension": [".txt"]});
    let files = bench.call("chooseMessageFile", some).unwrap();
    assert_eq!(files["tempFiles"].as_array().unwrap().len(), 1);
    assert_eq!(files["tempFiles"][0]["type"], "file");
    assert!(
        bench
            .fails("chooseMessageFile", json!({}))
            .contains("parameter.count")
    );
}

#[test]
fn image_info_of_package_temporary_and_remote_pictures() {
    let server = crate::network::server::Server::http(|_| crate::network::server::ok(png(3, 4)));
    let bench = bench();
    assert_eq!(
        bench
            .call("getImageInfo", json!({"src": "/img/p.png"}))
            .unwrap(),
        json!({"width": 30, "height": 60, "path": "img/p.png", "type": "png", "orientation": "up"})
    );
    let remote = bench
        .call("getImageInfo", json!({"src": server.url("http", "/a")}))
        .unwrap();
    assert_eq!(remote["height"], 4);
    assert!(
        remote["path"]
            .as_str()
            .unwrap()
            .starts_with("wxfile://tmp_")
    );
    assert!(
        bench
            .fails("getImageInfo", json!({"src": "/no.png"}))
            .starts_with("no such file")
    );
    let error = bench
        .call("getImageInfo", json!({"src": "/img/bad.png"}))
        .unwrap_err();
    assert_eq!(error.errno, Some(errno::IMAGE_DECODE));
    let strict = Bench::with(Setup {
        policy: crate::Policy::default(),
        ..Setup::default()
    });
    let refused = strict.fails("getImageInfo", json!({"src": "https://example.com/a.png"}));
    assert_eq!(refused, "url not in domain list");
}

#[test]
fn pictures_are_compressed_and_cropped() {
    let bench = bench();
    let small = bench
        .call(
            "compressImage",
            json!({"src": "/img/p.png", "quality": 10, "compressedWidth": 15}),
        )
        .unwrap();
    let facts = info(&bench, &small["tempFilePath"]);
    assert_eq!(
        (facts["width"].as_u64(), facts["height"].as_u64()),
        (Some(15), Some(30))
    );
    assert_eq!(facts["type"], "jpeg");
    let same = bench
        .call("compressImage", json!({"src": "/img/p.png"}))
        .unwrap();
    assert_eq!(info(&bench, &same["tempFilePath"])["width"], 30);
    let square = bench
        .call(
            "cropImage",
            json!({"src": "/img/p.png", "cropScale": "1:1"}),
        )
        .unwrap();
    let facts = info(&bench, &square["tempFilePath"]);
    assert_eq!(facts["width"], facts["height"]);
    assert!(
        bench
            .fails(
                "cropImage",
                json!({"src": "/img/p.png", "cropScale": "0:1"})
            )
            .contains("cropScale")
    );
    let error = bench
        .call("compressImage", json!({"src": "/no"}))
        .unwrap_err();
    assert_eq!(error.errno, Some(errno::IMAGE_TARGET_MISSING));
    assert_eq!(
        bench
            .call("compressImage", json!({"src": "/img/bad.png"}))
            .unwrap_err()
            .errno,
        Some(errno::IMAGE_DECODE)
    );
    assert!(
        bench
            .fails("compressImage", json!({}))
            .contains("parameter.src")
    );
}

#[test]
fn saving_to_the_album_needs_the_grant_and_a_picture() {
    let bench = with_files(bench());
    bench
        .call("saveImageToPhotosAlbum", json!({"filePath": "/img/p.png"}))
        .unwrap();
    let album = bench.dir.path().join("wx0123456789abcdef/album");
    assert_eq!(
        std::fs::read(album.join("IMG_0001.png")).unwrap(),
        png(30, 60)
    );
    assert_eq!(
        bench.fails(
            "saveImageToPhotosAlbum",
            json!({"filePath": "/img/bad.png"})
        ),
        "invalid file type"
    );
    assert!(
        bench
            .fails("saveImageToPhotosAlbum", json!({"filePath": "/no.png"}))
            .starts_with("no such file")
    );
    let video = bench.call("chooseVideo", json!({})).unwrap();
    bench
        .call(
            "saveVideoToPhotosAlbum",
            json!({"filePath": video["tempFilePath"]}),
        )
        .unwrap();
    assert!(album.join("IMG_0002.mp4").exists());
    assert_eq!(
        bench.fails("saveVideoToPhotosAlbum", json!({"filePath": "/img/p.png"})),
        "invalid file type"
    );

    let denied = Bench::with(Setup {
        profile: json!({"permissions": {"scope.writePhotosAlbum": false}}),
        package: vec![("p.png", png(1, 1))],
        ..Setup::default()
    });
    for name in ["saveImageToPhotosAlbum", "saveVideoToPhotosAlbum"] {
        assert_eq!(
            denied.fails(name, json!({"filePath": "/p.png"})),
            "auth deny"
        );
    }
    let album = denied.dir.path().join("wx0123456789abcdef/album");
    assert!(!album.exists());

    // What the user does in the container asks nobody, and grants the mini-program nothing.
    denied
        .call("$saveImage", json!({"filePath": "/p.png"}))
        .unwrap();
    assert_eq!(
        std::fs::read(album.join("IMG_0001.png")).unwrap(),
        png(1, 1)
    );
    assert_eq!(
        denied.fails("saveImageToPhotosAlbum", json!({"filePath": "/p.png"})),
        "auth deny"
    );
}

#[test]
fn a_camera_sees_the_profiles_picture_once_it_is_allowed() {
    let seen = bench()
        .call("$camera", json!({"position": "back"}))
        .unwrap();
    assert_eq!((&seen["width"], &seen["height"]), (&json!(7), &json!(7)));
    assert!(seen["path"].as_str().unwrap().contains("tmp"));
    assert!(seen.get("code").is_none());
    let code = json!({"result": "690", "scanType": "EAN_13"});
    let shop = Bench::on(json!({"answers": {"scanCode": code}}));
    let seen = shop.call("$camera", json!({"mode": "scanCode"})).unwrap();
    assert_eq!(seen["code"]["result"], "690");
    let denied = Bench::on(json!({"permissions": {"scope.camera": false}}));
    assert_eq!(denied.fails("$camera", json!({})), "auth deny");
    let blind = Bench::on(json!({"album": {"camera": "none.png"}}));
    assert!(blind.fails("$camera", json!({})).contains("none.png"));
}
