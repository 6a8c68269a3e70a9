#![allow(clippy::unwrap_used)]

use std::fs;
use std::io::Write;

use super::*;

fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

fn open(files: &[(&str, &str)]) -> (tempfile::TempDir, Package) {
    let folder = folder(files);
    let package = Package::open(folder.path(), &OpenOptions::default()).unwrap();
    (folder, package)
}

fn zip(files: &[(&str, &str)]) -> tempfile::NamedTempFile {
    let file = tempfile::Builder::new().suffix(".zip").tempfile().unwrap();
    let mut writer = zip::ZipWriter::new(file.reopen().unwrap());
    for (name, text) in files {
        writer
            .start_file(*name, zip::write::SimpleFileOptions::default())
            .unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap();
    file
}

const PAGE: [(&str, &str); 2] = [("p/a.js", ""), ("p/a.wxml", "")];

fn with_page<'a>(files: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    files.iter().chain(PAGE.iter()).copied().collect()
}

const APP: (&str, &str) = ("app.json", r#"{"pages": ["p/a"]}"#);

#[test]
fn opens_a_root_and_a_project() {
    let (_folder, package) = open(&with_page(&[APP]));
    assert_eq!(package.app().pages, ["p/a"]);
    assert_eq!(package.app().entry_page_path, "p/a");
    assert_eq!(package.app_id(), "touristappid");
    assert!(
        package.diagnostics().is_empty(),
        "{:?}",
        package.diagnostics()
    );

    let (_folder, package) = open(&[
        (
            "project.config.json",
            r#"{"miniprogramRoot": "./inner/", "appid": "wx1", "projectname": "n", "setting": {"a": 1, "urlCheck": true}}"#,
        ),
        (
            "project.private.config.json",
            r#"{"setting": {"urlCheck": false}}"#,
        ),
        ("inner/app.json", APP.1),
    ]);
    assert_eq!((package.app_id(), package.name()), ("wx1", "n"));
    assert_eq!(package.project_config()["setting"]["urlCheck"], false);
    assert_eq!(package.project_config()["setting"]["a"], 1);
    assert!(package.exists("app.json"));
    // The page has no files: said, but the package opens.
    assert_eq!(package.diagnostics().len(), 1);

    for root in ["miniprogram", "dist"] {
        let file = format!("{root}/app.json");
        let (_folder, package) = open(&[(&file, APP.1), ("other/x.js", "")]);
        assert_eq!(package.files().collect::<Vec<_>>(), ["app.json"]);
    }
}

#[test]
fn the_inner_folder_of_a_project_keeps_its_settings() {
    let project = folder(&[
        (
            "project.config.json",
            r#"{"miniprogramRoot": "miniprogram/", "appid": "wx2"}"#,
        ),
        ("miniprogram/app.json", APP.1),
        ("package.json", r#"{"dependencies": {"x": "1"}}"#),
        ("node_modules/x/package.json", r#"{"main": "m.js"}"#),
        ("node_modules/x/m.js", ""),
    ]);
    let inner = project.path().join("miniprogram");
    let package = Package::open(&inner, &OpenOptions::default()).unwrap();
    assert_eq!(package.app_id(), "wx2");
    assert_eq!(
        package.resolve_module("app.js", "x").unwrap(),
        "miniprogram_npm/x/m.js"
    );
}

#[test]
fn opens_zips_with_and_without_a_top_folder() {
    for prefix in ["", "top/", "top/miniprogram/"] {
        let files = [
            (format!("{prefix}app.json"), APP.1),
            (format!("{prefix}p/a.js"), ""),
            (format!("{prefix}p/a.wxml"), ""),
            ("__MACOSX/x".to_owned(), ""),
        ];
        let files: Vec<_> = files
            .iter()
            .map(|(path, text)| (path.as_str(), *text))
            .collect();
        let file = zip(&files);
        let package = Package::open(file.path(), &OpenOptions::default()).unwrap();
        assert_eq!(
            package.files().collect::<Vec<_>>(),
            ["app.json", "p/a.js", "p/a.wxml"],
            "{prefix}"
        );
        assert!(package.diagnostics().is_empty(), "{prefix}");
    }
}

#[test]
fn only_app_json_stops_it() {
    let missing = folder(&[("readme", "")]);
    let error = Package::open(missing.path(), &OpenOptions::default()).unwrap_err();
    assert!(matches!(error, OpenError::NoAppJson(_)), "{error}");
    assert!(
        error.to_string().contains("miniprogram/app.json"),
        "{error}"
    );

    let broken = folder(&[("app.json", "{\n  \"pages\": [\"a\",,]\n}")]);
    match Package::open(broken.path(), &OpenOptions::default()).unwrap_err() {
        OpenError::Diagnostic(error) => {
            assert_eq!((error.file.as_str(), error.line), ("app.json", 2))
        }
        other => panic!("{other}"),
    }
    let list = folder(&[("app.json", "[]")]);
    assert!(Package::open(list.path(), &OpenOptions::default()).is_err());
    let gone = Path::new("/no/such/folder");
    assert!(matches!(
        Package::open(gone, &OpenOptions::default()),
        Err(OpenError::Io(_))
    ));

    let odd = folder(&[
        (
            "app.json",
            r#"{"pages": "x", "subPackages": {}, "window": 1, "tabBar": 2, "usingComponents": []}"#,
        ),
        ("project.config.json", "{"),
    ]);
    let package = Package::open(odd.path(), &OpenOptions::default()).unwrap();
    assert!(
        package
            .diagnostics()
            .iter()
            .filter(|d| d.is_error())
            .count()
            >= 3
    );
    assert_eq!(
        package.page_config("x", Theme::Light).window["backgroundColor"],
        "#ffffff"
    );
}

#[test]
fn sub_packages_and_tabs() {
    let (_folder, package) = open(&with_page(&[
        (
            "app.json",
            r##"{
            "pages": ["/p/a", "p/a", "../out"],
            "entryPagePath": "nope",
            "subPackages": [
                {"root": "/sub/", "name": "s", "pages": ["b"], "independent": true, "entry": "e.js"},
                {"root": "sub/deep", "pages": []}, {"root": "../x"}],
            "tabBar": {"color": "@c", "list": [
                {"pagePath": "p/a", "text": "A", "iconPath": "./i.png"}, {"pagePath": "sub/b"}]},
            "themeLocation": "theme.json", "networkTimeout": {"request": 5}}"##,
        ),
        (
            "theme.json",
            r##"{"light": {"c": "#111111"}, "dark": {"c": "#eeeeee"}}"##,
        ),
        ("sub/b.ts", ""),
        ("sub/b.wxml", ""),
    ]));
    let app = package.app();
    assert_eq!(app.pages, ["p/a", "sub/b"]);
    assert_eq!(app.entry_page_path, "p/a");
    assert_eq!(app.network_timeout.request, 5);
    assert_eq!(app.network_timeout.download_file, 60_000);
    let sub = package.sub_package_of("sub/b").unwrap();
    assert_eq!((sub.root.as_str(), sub.independent), ("sub", true));
    assert_eq!(sub.entry.as_deref(), Some("sub/e.js"));
    assert!(package.sub_package_of("subway/b").is_none());
    assert_eq!(package.script_of("sub/b").as_deref(), Some("sub/b.ts"));
    let bar = package.tab_bar(Theme::Dark).unwrap();
    assert_eq!(bar.color, "#eeeeee");
    assert_eq!(package.tab_bar(Theme::Light).unwrap().color, "#111111");
    assert_eq!(bar.list[0].icon_path, "/i.png");
    assert_eq!(bar.background_color, "#ffffff");
    let said: Vec<_> = package
        .diagnostics()
        .iter()
        .map(ToString::to_string)
        .collect();
    for wanted in [
        "listed twice",
        "\"../out\" leads out",
        "must not nest",
        "needs a \"root\"",
        "entryPagePath",
        "tab \"sub/b\" is not a page of the main package",
    ] {
        assert!(
            said.iter().any(|text| text.contains(wanted)),
            "{wanted}: {said:#?}"
        );
    }
}

#[test]
fn components_are_found_in_every_way() {
    let (_folder, package) = open(&with_page(&[
        (
            "app.json",
            r#"{"pages": ["p/a"], "usingComponents": {"g": "c/g"}, "resolveAlias": {"@/*": "/c/*", "@/deep/*": "/c/d/*"},
                "plugins": {"p": {"version": "1.0.0", "provider": "wxnowhere"}}}"#,
        ),
        (
            "p/a.json",
            r#"{"usingComponents": {
                "rel": "../c/r", "abs": "/c/r", "bare": "local/l", "idx": "/c/i", "ali": "@/r",
                "deep": "@/deep/x", "npm": "ui/button/button", "ext": "/c/r.wxml",
                "plug": "plugin://p/x", "other": "plugin://q/x", "gone": "./gone", "out": "../../out",
                "above": "../../../c/r"},
              "componentPlaceholder": {"rel": "view"},
              "componentGenerics": {"item": {"default": "../c/r"}, "any": true},
              "styleIsolation": "shared", "navigationBarTitleText": "T"}"#,
        ),
        ("c/g.json", "{}"),
        ("c/r.wxml", ""),
        ("c/i/index.js", ""),
        ("c/d/x.json", ""),
        ("p/local/l.json", ""),
        ("miniprogram_npm/ui/button/button.json", ""),
    ]));
    let page = package.page_config("p/a", Theme::Light);
    let found: Vec<_> = page
        .component
        .using_components
        .iter()
        .map(|(tag, path)| format!("{tag}={path}"))
        .collect();
    assert_eq!(
        found,
        [
            "g=c/g",
            "rel=c/r",
            "abs=c/r",
            "bare=p/local/l",
            "idx=c/i/index",
            "ali=c/r",
            "deep=c/d/x",
            "npm=miniprogram_npm/ui/button/button",
            "ext=c/r",
            "plug=plugin://p/x",
            "above=c/r",
        ]
    );
    assert_eq!(page.component.component_placeholder["rel"], "view");
    assert_eq!(
        page.component.component_generics["item"].as_deref(),
        Some("c/r")
    );
    assert_eq!(page.component.component_generics["any"], None);
    assert_eq!(page.component.style_isolation.as_deref(), Some("shared"));
    assert_eq!(page.window["navigationBarTitleText"], "T");
    // Asked twice, said once.
    package.component_config("/p/a");
    let errors: Vec<_> = package
        .diagnostics()
        .into_iter()
        .filter(Diagnostic::is_error)
        .collect();
    assert_eq!(errors.len(), 3, "{errors:#?}");
    assert_eq!((errors[0].file.as_str(), errors[0].line), ("p/a.json", 4));
}

#[test]
fn a_broken_page_json_is_that_pages_alone() {
    let (_folder, package) = open(&with_page(&[
        APP,
        ("p/a.json", "{\n\"usingComponents\": {x}}"),
    ]));
    let page = package.page_config("p/a", Theme::Light);
    assert!(page.component.using_components.is_empty());
    let said = package.diagnostics();
    assert_eq!((said[0].file.as_str(), said[0].line), ("p/a.json", 2));
}

#[test]
fn modules_are_found_in_every_way() {
    let (_folder, package) = open(&with_page(&[
        (
            "app.json",
            r#"{"pages": ["p/a"], "resolveAlias": {"~/*": "/lib/*"}}"#,
        ),
        ("lib/u.js", ""),
        ("lib/t.ts", ""),
        ("lib/d.json", ""),
        ("lib/f/index.js", ""),
        ("lib/f.min.js", ""),
        ("p/near.js", ""),
        ("miniprogram_npm/n/index.js", ""),
        ("p/miniprogram_npm/n/index.js", ""),
        ("miniprogram_npm/one.js", ""),
        ("miniprogram_npm/m/package.json", r#"{"main": "lib/main"}"#),
        ("miniprogram_npm/m/lib/main.js", ""),
        ("lib/n/index.js", ""),
    ]));
    let find = |request: &str| package.resolve_module("p/a.js", request);
    for (request, path) in [
        ("../lib/u", "lib/u.js"),
        ("/lib/u.js", "lib/u.js"),
        ("../lib/t", "lib/t.ts"),
        ("../lib/t.js", "lib/t.ts"),
        ("../lib/d", "lib/d.json"),
        ("../lib/f", "lib/f/index.js"),
        ("../lib/f.min", "lib/f.min.js"),
        ("~/u", "lib/u.js"),
        ("near", "p/near.js"),
        ("lib/u", "lib/u.js"),
        ("n", "p/miniprogram_npm/n/index.js"),
        ("./n", "p/miniprogram_npm/n/index.js"),
        ("./near", "p/near.js"),
        ("one", "miniprogram_npm/one.js"),
        ("./one", "miniprogram_npm/one.js"),
        ("m", "miniprogram_npm/m/lib/main.js"),
    ] {
        assert_eq!(find(request).as_deref(), Ok(path), "{request}");
    }
    assert!(find("../../x").unwrap_err().hint.contains("leads out"));
    let error = find("./gone").unwrap_err().to_string();
    assert!(
        error.contains("p/gone.js") && error.contains("p/a.js"),
        "{error}"
    );
    let error = find("@scope/pkg/sub").unwrap_err().to_string();
    assert!(error.contains("npm package \"@scope/pkg\""), "{error}");
}

#[test]
fn reading_stays_inside() {
    let (_folder, package) = open(&with_page(&[APP, ("t.txt", "\u{feff}hi")]));
    assert_eq!(package.read("/p/../t.txt").unwrap().len(), 5);
    assert_eq!(package.read_text("t.txt").as_deref(), Some("hi"));
    assert!(package.read("../t.txt").is_none());
    assert!(package.read("p").is_none());
    let before = package.content_hash().to_owned();
    assert_eq!(before.len(), 64);
    let (_folder, other) = open(&with_page(&[APP, ("t.txt", "ho")]));
    assert_ne!(other.content_hash(), before);
}

#[test]
fn project_names_are_stored_encoded() {
    for (stored, shown) in [
        ("ECharts%20Demo", "ECharts Demo"),
        ("%E5%B0%8F%E7%A8%8B%E5%BA%8F", "小程序"),
        ("100% wool", "100% wool"),
        ("50%", "50%"),
        ("%FF", "%FF"),
    ] {
        let config = format!(r#"{{"projectname": "{stored}"}}"#);
        let (_folder, package) = open(&with_page(&[("project.config.json", &config), APP]));
        assert_eq!(package.name(), shown);
    }
}

#[test]
fn weui_comes_with_the_container() {
    let page = (
        "p/a.json",
        r#"{"usingComponents": {"mp-cell": "weui-miniprogram/cell/cell"}}"#,
    );
    let app = |libraries: &str| format!(r#"{{"pages": ["p/a"], "useExtendedLib": {libraries}}}"#);
    let cell = |files: &[(&str, &str)]| {
        let (_folder, package) = open(&with_page(files));
        let found = package.page_config("p/a", Theme::Light);
        let texts: Vec<String> = (package.diagnostics().iter())
            .map(|it| it.message.clone())
            .collect();
        let path = found.component.using_components.get("mp-cell").cloned();
        let script = path.and_then(|path| package.read(&format!("{path}.js")));
        (script.map(|bytes| bytes.len()), texts)
    };
    let (script, remarks) = cell(&[("app.json", &app(r#"{"weui": "latest"}"#)), page]);
    assert!(script.is_some_and(|bytes| bytes > 100), "{remarks:?}");
    assert_eq!(remarks, Vec::<String>::new());

    let own = ("miniprogram_npm/weui-miniprogram/cell/cell.js", "/*own*/");
    let (script, _) = cell(&[("app.json", &app(r#"{"weui": true}"#)), page, own]);
    assert_eq!(script, Some("/*own*/".len()), "the author's copy wins");

    let (script, remarks) = cell(&[("app.json", &app(r#"{"kbone": true}"#)), page]);
    assert_eq!(script, None);
    assert!(remarks[0].contains("miniprogram-render"), "{remarks:?}");
    assert!(remarks[1].contains("useExtendedLib"), "{remarks:?}");
}
