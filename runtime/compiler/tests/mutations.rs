//! Damaged files of every kind: the compiler ends, says something, and never fails itself.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::sync::Arc;

use peapod_compiler::{Compiler, OpenOptions, Package, Supported, check};

const FILES: [(&str, &str); 9] = [
    (
        "app.json",
        r##"{"pages": ["p/a"], // c
        "subPackages": [{"root": "s", "pages": ["b"]}], "tabBar": {"list": [{"pagePath": "p/a"}, {"pagePath": "s/b"}]},
        "window": {"navigationBarTitleText": "t"}, "usingComponents": {"c": "./c/c"}, "resolveAlias": {"@/*": "/*"}}"##,
    ),
    (
        "p/a.json",
        r#"{"usingComponents": {"d": "../c/c"}, "componentGenerics": {"g": {"default": "/c/c"}}}"#,
    ),
    (
        "p/a.wxml",
        "<import src=\"./t.wxml\"/><wxs src=\"./m.wxs\" module=\"m\"/><wxs module=\"n\">exports.a = 1 < 2</wxs>\n\
         <!-- c --><view wx:for=\"{{l}}\" wx:key=\"*this\" class=\"a {{b ? 'x' : \"y\"}} \" bindtap=\"t\" data-a-b='{{ {q: [1, ...r]} }}'>\
         <text wx:if=\"{{m.f(a.b[0]) && !c}}\">&lt;{{ item }}</text><block wx:else><slot name=\"s\"/></block></view>\
         <template is=\"{{t}}\" data=\"{{a, b: c, ...d}}\"/><include src=\"i\"/>",
    ),
    (
        "p/t.wxml",
        "<template name=\"t\"><c generic:g=\"d\" model:value=\"{{v}}\">{{a}}</c></template>",
    ),
    ("p/i.wxml", "<include src=\"../c/c.wxml\"/>"),
    (
        "p/m.wxs",
        "var x = require('./n.wxs'); /* c */ function f(a) { return a.constructor === 'Array' ? 'a\\'b' : getRegExp(\"x\", 'g') }\nmodule.exports = { f: f, class: 1 };",
    ),
    (
        "p/a.wxss",
        "@charset 'utf-8'; @import './b.wxss'; @import url(\"c.css\") screen;\n.a:not(.b) > view::after, :host(.c) { width: calc(100% - (75rpx + 1px)); background: url(../i.png) } @media (min-width: 1rpx) { .d { --e: { f: g } } } @keyframes k { from { top: 0 } }",
    ),
    (
        "p/a.js",
        "import a, { b as c } from './x'\nimport * as d from '@/y'\nexport * from './z'\nexport default class K { static #p = 1; async *m() { for await (const x of y) yield `t${x}` } }\nexport const e = async () => (await import('./w')).default ?? /r[/]/u.exec('\\u{1F600}')\nwx.request()",
    ),
    (
        "p/t.ts",
        "import type { T } from './t'\nenum E { A = 1, B }\nexport abstract class C<T extends object = {}> implements I { constructor(private readonly x?: T) {} m(this: C<T>): asserts x is T { return <any>x! } }\nnamespace N { export const a = 1 }\nexport = N",
    ),
];

/// Knuth's linear congruential generator: the same damage every time.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % bound.max(1)
    }
}

fn damage(text: &str, random: &mut Random) -> Vec<u8> {
    const BITS: [&str; 22] = [
        "{{", "}}", "\"", "'", "<", ">", "</", "/*", "*/", "{", "}", "(", ")", "\\", "\u{0}", "中",
        "://", ";", "@import", "`", "-->", "<wxs>",
    ];
    let mut bytes = text.as_bytes().to_vec();
    for _ in 0..=random.below(3) {
        let at = random.below(bytes.len());
        match random.below(4) {
            0 => {
                let end = (at + random.below(20)).min(bytes.len());
                bytes.drain(at..end);
            }
            1 => {
                let bit = BITS[random.below(BITS.len())];
                bytes.splice(at..at, bit.bytes());
            }
            2 => bytes.truncate(at),
            _ => {
                if let Some(byte) = bytes.get_mut(at) {
                    *byte = random.below(256) as u8;
                }
            }
        }
    }
    bytes
}

const ROUNDS: usize = 200;

#[test]
fn damaged_packages_never_fail_the_compiler() {
    let folder = tempfile::tempdir().unwrap();
    for (path, _) in FILES {
        fs::create_dir_all(folder.path().join(path).parent().unwrap()).unwrap();
    }
    let runtime = rquickjs::Runtime::new().unwrap();
    let context = rquickjs::Context::full(&runtime).unwrap();
    let mut random = Random(20_260_101);
    for round in 0..ROUNDS {
        for (path, text) in FILES {
            fs::write(folder.path().join(path), damage(text, &mut random)).unwrap();
        }
        // A broken app.json is looked at by itself; the others need a sound one.
        let _ = Package::open(folder.path(), &OpenOptions::default());
        fs::write(folder.path().join("app.json"), FILES[0].1).unwrap();
        let package = Package::open(folder.path(), &OpenOptions::default()).unwrap();
        let compiler = Compiler::new(Arc::new(package), None);
        let _ = compiler.module("p/t.ts");
        let _ = compiler.module("p/a.js");
        // Whatever goes in, what comes out is a script.
        let script = format!("(function(){{return {}\n}})", compiler.template("p/a").code);
        let parsed = context.with(|ctx| {
            ctx.eval::<rquickjs::Value, _>(script.as_str())
                .map(|_| ())
                .map_err(|_| format!("{:?}", ctx.catch()))
        });
        assert!(parsed.is_ok(), "round {round}: {parsed:?}\n{script}");
        compiler.style("p/a", Some("s"));
        let report = check(&compiler, &Supported::default());
        for diagnostic in report.errors.iter().chain(&report.warnings) {
            if diagnostic.file == "p/t.ts" {
                // swc's own assertions fail on some TypeScript that ends too early; that this
                // is a diagnostic is the point.
                continue;
            }
            assert!(
                !diagnostic.message.contains("compiler failed")
                    && !diagnostic.message.contains("parser failed"),
                "round {round}: {diagnostic}\n{}",
                String::from_utf8_lossy(
                    &fs::read(folder.path().join(&diagnostic.file)).unwrap_or_default()
                )
            );
        }
    }
}
