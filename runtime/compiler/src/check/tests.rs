#![allow(clippy::unwrap_used)]

use std::fs;
use std::sync::Arc;

use super::*;
use crate::{OpenOptions, Package};

fn places(found: &[Diagnostic]) -> Vec<(&str, u32)> {
    let places = found.iter().map(|one| (one.file.as_str(), one.line));
    places.collect()
}

fn report(files: &[(&str, &str)]) -> CheckReport {
    report_by(check, files)
}

fn report_by(
    check: fn(&Compiler, &Supported) -> CheckReport,
    files: &[(&str, &str)],
) -> CheckReport {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let options = OpenOptions {
        allow_library: true,
        ..OpenOptions::default()
    };
    let package = Package::open(folder.path(), &options).unwrap();
    let compiler = Compiler::new(Arc::new(package), None);
    let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    let supported = Supported {
        apis: names(&["request"]),
        components: names(&["view", "text"]),
    };
    check(&compiler, &supported)
}

#[test]
fn finds_what_is_wrong_everywhere() {
    let report = report(&[
        (
            "app.json",
            r#"{"pages": ["p/a", "p/gone"], "usingComponents": {"g": "/c/g"}}"#,
        ),
        ("app.js", "App({}); require('./lib')"),
        ("lib.js", "let x = ;"),
        ("unreached.js", "let x = ;"),
        (
            "p/a.js",
            "import './missing'\nimport 'npm'\ntry { require('./optional') } catch (e) {}\nrequire.async('../sub/x')",
        ),
        ("p/a.wxml", "<c/><g/>"),
        (
            "p/a.json",
            r#"{"usingComponents": {"c": "../c/c", "none": "../c/none"}}"#,
        ),
        ("c/c.json", "{\"component\": true, }"),
        ("c/c.wxml", "<view>{{ a + }}</view>"),
        ("c/c.wxss", "@import 'gone.wxss';"),
        ("c/c.js", "Component({})"),
        ("c/g.json", "{\"component\": tru}"),
        ("c/g.js", "Component({})"),
    ]);
    assert_eq!(
        places(&report.errors),
        [
            ("app.json", 1),
            ("c/c.wxml", 1),
            ("c/c.wxss", 1),
            ("c/g.json", 1),
            ("lib.js", 1),
            ("p/a.js", 1),
            ("p/a.json", 1),
        ],
        "{:#?}",
        report.errors
    );
    let warnings: Vec<_> = report
        .warnings
        .iter()
        .map(|w| (w.file.as_str(), w.line))
        .collect();
    assert_eq!(warnings, [("p/a.js", 2)]);
}

#[test]
fn names_what_is_not_supported() {
    let report = report(&[
        ("app.json", r#"{"pages": ["p/a"]}"#),
        (
            "p/a.js",
            "wx.request(); wx.scan(); const { vibrate, x: y } = wx; wx.mine = 1; wx.mine();\n\
             wx['quoted']; this.wx.not; if (wx.canDo) wx.canDo(); other.wxs; '/* wx.text */'",
        ),
        (
            "p/a.wxml",
            "<import src='t'/><view><map/><text/><block><what-is/></block></view>",
        ),
        ("p/t.wxml", "<template name='t'><camera/></template>"),
    ]);
    assert_eq!(
        report.unsupported.apis,
        ["canDo", "quoted", "scan", "vibrate", "x"]
    );
    assert_eq!(report.unsupported.components, ["camera", "map"]);
    assert!(report.errors.is_empty(), "{:?}", report.errors);
    assert_eq!(report.warnings.len(), 1);
    assert!(report.warnings[0].message.contains("<what-is>"));
}

#[test]
fn prints_as_agreed() {
    let report = report(&[
        ("app.json", r#"{"pages": ["p/a"]}"#),
        ("p/a.js", ""),
        ("p/a.wxml", "<map/>"),
    ]);
    assert_eq!(
        serde_json::to_string(&report).unwrap(),
        r#"{"errors":[],"warnings":[],"unsupported":{"apis":[],"components":["map"]}}"#
    );
    let diagnostic = serde_json::to_value(Diagnostic::error("f", 1, 2, "m")).unwrap();
    assert_eq!(
        diagnostic,
        serde_json::json!({"file": "f", "line": 1, "column": 2, "message": "m"})
    );
}

#[test]
fn a_library_is_checked_file_by_file() {
    let report = report_by(
        check_every_file,
        &[
            ("package.json", r#"{"name": "l"}"#),
            (
                "dist/c/c.json",
                r#"{"component": true, "usingComponents": {"d": "../d/d"}}"#,
            ),
            (
                "dist/c/c.wxml",
                "<wxs src='m.wxs' module='m'/><d/><view>{{ m.f( }}</view>",
            ),
            (
                "dist/c/c.js",
                "Component({ behaviors: [require('./gone')] })",
            ),
            ("dist/c/c.d.ts", "import { T } from '../../src/types'"),
            ("dist/c/m.wxs", "module.exports = { f: 1 }"),
            ("dist/c/alone.wxs", "var a = ;"),
            ("dist/d/d.wxml", "<view/>"),
            ("dist/d/alone.wxss", ".a { color: red"),
            ("dist/alone.js", "let x = ;"),
            ("web/page.css", "@import 'https://x/y.css';"),
        ],
    );
    assert_eq!(
        places(&report.errors),
        [
            ("dist/alone.js", 1),
            ("dist/c/alone.wxs", 1),
            ("dist/c/c.js", 1),
            ("dist/c/c.wxml", 1),
            ("dist/d/alone.wxss", 1),
        ],
        "{:#?}",
        report.errors
    );
    assert!(report.warnings.is_empty(), "{:?}", report.warnings);
}

#[test]
fn elements_of_scenes_are_named_as_unsupported() {
    let report = report(&[
        ("app.json", r#"{"pages": ["p/a"]}"#),
        ("p/a.js", ""),
        ("p/a.json", r#"{"usingComponents": {"scene": "/c/scene"}}"#),
        ("p/a.wxml", "<scene/>"),
        (
            "c/scene.json",
            r#"{"component": true, "renderer": "xr-frame"}"#,
        ),
        ("c/scene.wxml", "<xr-scene><xr-camera/></xr-scene>"),
        ("c/scene.js", ""),
    ]);
    assert_eq!(report.unsupported.components, ["xr-camera", "xr-scene"]);
    assert!(report.warnings.is_empty(), "{:?}", report.warnings);
}
