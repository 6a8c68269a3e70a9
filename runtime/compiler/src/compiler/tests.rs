#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::Path;

use super::*;
use crate::OpenOptions;

const APP: &str = r#"{"pages": ["pages/a/a"]}"#;

fn package(files: &[(&str, &str)]) -> (tempfile::TempDir, Arc<Package>) {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in files {
        write(folder.path(), path, text);
    }
    let package = Package::open(folder.path(), &OpenOptions::default()).unwrap();
    (folder, Arc::new(package))
}

fn write(folder: &Path, path: &str, text: &str) {
    let path = folder.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn compiler(files: &[(&str, &str)]) -> (tempfile::TempDir, Compiler) {
    let (folder, package) = package(files);
    (folder, Compiler::new(package, None))
}

/// Runs the modules of a package from `entry` on, as the engine does; the result of `probe`,
/// an expression in which `exports` are those of the entry.
fn run(files: &[(&str, &str)], entry: &str, probe: &str) -> String {
    let mut all = vec![("app.json", APP)];
    all.extend_from_slice(files);
    let (_folder, compiler) = compiler(&all);
    let compiler = Arc::new(compiler);
    let runtime = rquickjs::Runtime::new().unwrap();
    let context = rquickjs::Context::full(&runtime).unwrap();
    context.with(|ctx| {
        let load = {
            let compiler = compiler.clone();
            move |path: String| match compiler.module(&path) {
                Ok(module) => module.code.clone(),
                Err(errors) => format!("throw new SyntaxError({:?})", errors[0].to_string()),
            }
        };
        let find = {
            let compiler = compiler.clone();
            move |from: String, request: String| {
                compiler.package().resolve_module(&from, &request).unwrap()
            }
        };
        ctx.globals()
            .set("load", rquickjs::Function::new(ctx.clone(), load).unwrap())
            .unwrap();
        ctx.globals()
            .set("find", rquickjs::Function::new(ctx.clone(), find).unwrap())
            .unwrap();
        let script = format!(
            "var known = {{}}, result = 'pending';
             function requireFrom(from) {{ return function (request) {{
                 return get(find(from, request)); }} }}
             function get(path) {{
                 if (known[path]) return known[path].exports;
                 var module = known[path] = {{ exports: {{}} }};
                 new Function('require', 'module', 'exports', load(path))
                     .call(module.exports, requireFrom(path), module, module.exports);
                 return module.exports;
             }}
             try {{ var exports = get({entry:?});
                 Promise.resolve({probe}).then(function (v) {{ result = JSON.stringify(v) }},
                                               function (e) {{ result = String(e) }});
             }} catch (e) {{ result = String(e) + e.stack }}"
        );
        ctx.eval::<(), _>(script).unwrap();
    });
    while runtime.execute_pending_job().unwrap() {}
    context.with(|ctx| ctx.globals().get("result").unwrap())
}

#[test]
fn modules_of_both_kinds_mix() {
    let files = [
        (
            "m.js",
            "import def, { named as n } from './cjs'\nimport * as all from './esm'\n\
             import only from './esm'\nexport * from './esm'\nexport { n as again }\n\
             export default class K { static v = def.named + n + all.one + only }\n\
             export let live = 1\nexport function bump() { live++ }\nbump()",
        ),
        ("cjs.js", "exports.named = 1; exports.x = 'x'"),
        (
            "esm.ts",
            "export const one: number = 10; export default 100 as number",
        ),
    ];
    assert_eq!(
        run(
            &files,
            "m.js",
            "[exports.default.v, exports.again, exports.one, exports.live, exports.__esModule]"
        ),
        "[112,1,10,2,true]"
    );
}

#[test]
fn a_script_may_import_and_set_module_exports() {
    let files = [
        (
            "m.js",
            "import { a } from './a'\nmodule.exports = { b: a + 1 }",
        ),
        ("a.js", "export const a = 1"),
    ];
    assert_eq!(run(&files, "m.js", "exports"), "{\"b\":2}");
}

#[test]
fn dynamic_imports_are_promises() {
    let files = [
        (
            "m.js",
            "exports.later = () => import('./a').then(m => [m.default.x, m.x])",
        ),
        ("a.js", "module.exports = { x: 5 }"),
    ];
    assert_eq!(run(&files, "m.js", "exports.later()"), "[5,5]");
}

#[test]
fn circular_imports_see_hoisted_functions() {
    let files = [
        (
            "m.js",
            "import { b } from './b'\nexport function a() { return 'a' + b() }\nexport default 1",
        ),
        (
            "b.js",
            "import { a } from './m'\nexport function b() { return typeof a }",
        ),
    ];
    assert_eq!(run(&files, "m.js", "exports.a()"), "\"afunction\"");
}

#[test]
fn scripts_keep_sloppy_this_and_json_is_data() {
    let files = [
        (
            "m.js",
            "this.viaThis = (function () { return typeof this })(); exports.d = require('./d.json')",
        ),
        ("d.json", "{\"__proto__\": 1, // c\n \"a\": [1,],}"),
    ];
    assert_eq!(
        run(
            &files,
            "m.js",
            "[exports.viaThis, exports.d.a, Object.keys(exports.d)]"
        ),
        "[\"object\",[1],[\"__proto__\",\"a\"]]"
    );
}

#[test]
fn typescript_runs() {
    let files = [(
        "m.ts",
        "enum E { A, B = 5 }\nnamespace N { export const v = 1 }\nabstract class P { constructor(private x: number) {} get(): number { return this.x } }\n\
         class Q extends P { declare y: string; z?: number }\n\
         export const r = [E.B, E[5], N.v, new Q(3).get(), (<any>{ a: 1 })?.a!, 'y' in new Q(1)] as const satisfies unknown[]",
    )];
    assert_eq!(run(&files, "m.ts", "exports.r"), "[5,\"B\",1,3,1,false]");
}

#[test]
fn a_missing_and_a_broken_module_are_diagnostics() {
    let (_folder, compiler) = compiler(&[
        ("app.json", APP),
        ("x.js", "import a from"),
        ("y.json", "{"),
    ]);
    assert_eq!(
        compiler.module("gone.js").unwrap_err()[0].message,
        "the file is missing"
    );
    assert_eq!(compiler.module("x.js").unwrap_err()[0].line, 1);
    assert!(compiler.module("y.json").is_err());
    let said = compiler.diagnostics();
    assert!(
        said.iter().any(|d| d.file == "x.js" && d.is_error()),
        "{said:?}"
    );
}

#[test]
fn what_is_kept_is_taken_only_while_nothing_changed() {
    let cache = tempfile::tempdir().unwrap();
    let (folder, first) = package(&[
        ("app.json", APP),
        ("pages/a/a.wxml", "<import src='t'/><template is='t'/>"),
        ("pages/a/t.wxml", "<template name='t'>one</template>"),
        ("pages/a/a.wxss", "@import './b.wxss';"),
        ("pages/a/b.wxss", ".one{}"),
        ("pages/a/a.js", "export default 1"),
    ]);
    let open = || {
        let package = Package::open(folder.path(), &OpenOptions::default()).unwrap();
        Compiler::new(Arc::new(package), Some(cache.path().to_owned()))
    };
    let fresh = Compiler::new(first, Some(cache.path().to_owned()));
    let made = (
        fresh.template("pages/a/a"),
        fresh.style("pages/a/a", Some("s")),
        fresh.module("pages/a/a.js").unwrap(),
    );
    let again = open();
    assert_eq!(again.template("pages/a/a"), made.0);
    assert_eq!(again.style("pages/a/a", Some("s")), made.1);
    assert_eq!(again.module("pages/a/a.js").unwrap(), made.2);
    // An imported file changes: what it took part in is made again.
    write(
        folder.path(),
        "pages/a/t.wxml",
        "<template name='t'>two</template>",
    );
    write(folder.path(), "pages/a/b.wxss", ".two{}");
    let changed = open();
    assert!(changed.template("pages/a/a").code.contains("two"));
    assert_ne!(changed.template("pages/a/a").hash, made.0.hash);
    assert_eq!(changed.style("pages/a/a", Some("s")).css, ".s--two{}");
    // A torn entry is made again.
    for entry in fs::read_dir(cache.path()).unwrap() {
        for file in fs::read_dir(entry.unwrap().path()).unwrap() {
            let file = file.unwrap().path();
            let bytes = fs::read(&file).unwrap();
            fs::write(&file, &bytes[..bytes.len() / 2]).unwrap();
        }
    }
    assert_eq!(open().style("pages/a/a", Some("s")).css, ".s--two{}");
    assert!(open().template("pages/a/a").code.contains("two"));
}

#[test]
fn many_threads_may_ask() {
    let (_folder, compiler) = compiler(&[
        ("app.json", APP),
        ("pages/a/a.wxml", "<view/>"),
        ("pages/a/a.wxss", ".a{}"),
        ("pages/a/a.js", "export default 1"),
    ]);
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                compiler.template("pages/a/a");
                compiler.style("pages/a/a", None);
                compiler.module("pages/a/a.js").unwrap();
            });
        }
    });
    assert!(compiler.diagnostics().iter().all(|d| !d.is_error()));
}

#[test]
fn styles_fall_back_and_scope_names_are_stable() {
    let (_folder, compiler) = compiler(&[
        ("app.json", APP),
        ("app.wxss", "view{}"),
        ("pages/a/a.scss", "$a: 75rpx; .a { :host & { width: $a } }"),
    ]);
    assert_eq!(compiler.app_style().css, "wx-view{}");
    assert!(compiler.style("/pages/a/a", None).css.contains("10vw"));
    assert_eq!(compiler.style("pages/none", None).css, "");
    let name = compiler.scope_name("pages/a/a");
    assert_eq!(name, compiler.scope_name("/pages/a/a"));
    assert_ne!(name, compiler.scope_name("pages/a/b"));
    assert_eq!(name.len(), 11);
}
