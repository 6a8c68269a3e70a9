#![allow(clippy::unwrap_used)]

use super::*;

fn code(path: &str, text: &str) -> String {
    compile(path, text).unwrap().code
}

#[test]
fn plain_scripts_are_untouched() {
    let text = "// import nothing\nvar a = require('./a'); module.exports = a\r\n";
    let module = compile("a.js", text).unwrap();
    assert_eq!(module.code, text);
    assert_eq!(module.source_map, None);
}

#[test]
fn a_syntax_error_has_a_place() {
    let errors = compile("a.js", "import a from 'a'\n\nlet x = = 1").unwrap_err();
    assert_eq!((errors[0].line, errors[0].file.as_str()), (3, "a.js"));
    assert_eq!(errors[0].column, 9);
}

#[test]
fn a_module_body_may_return_and_be_sloppy() {
    let parsed = isolated("a.js", "return 1; with (a) {}", |path, text| {
        parse(path, text, false).map(drop)
    });
    assert_eq!(parsed, Ok(()));
}

#[test]
fn types_are_stripped() {
    let out = code(
        "a.ts",
        "interface A { x: number }\nconst a: A = <A>{ x: 1 }; enum E { P = 'p' }\nexport = a as any;",
    );
    assert!(
        !out.contains("interface") && !out.contains("number"),
        "{out}"
    );
    assert!(out.contains("module.exports = a"), "{out}");
    let out = code(
        "a.ts",
        "import { T, f } from './b'; export type X = T; f();",
    );
    assert!(out.contains("require(\"./b\")"), "{out}");
    let out = code("a.ts", "import { T } from './b'; let t: T;");
    assert!(!out.contains("require"), "type-only imports go: {out}");
}

#[test]
fn json_becomes_a_module() {
    assert_eq!(
        code("a.json", "{\"a\": [1, 2,] /* c */}"),
        "module.exports = JSON.parse(\"{\\\"a\\\":[1,2]}\");"
    );
    let errors = compile("a.json", "{\n x}").unwrap_err();
    assert_eq!(errors[0].line, 2);
}

#[test]
fn nesting_is_bounded() {
    let deep = format!(
        "export default {}1{}",
        "(".repeat(100_000),
        ")".repeat(100_000)
    );
    let errors = compile("a.js", &deep).unwrap_err();
    assert!(errors[0].message.contains("nested"), "{errors:?}");
    let fine = format!("export default {}1{}", "[".repeat(1000), "]".repeat(1000));
    assert!(compile("a.js", &fine).is_ok());
}

#[test]
fn the_source_map_names_the_file() {
    let module = compile("pages/a.js", "import b from './b';\n'中😀';b();\n").unwrap();
    let map: serde_json::Value = serde_json::from_str(&module.source_map.unwrap()).unwrap();
    assert_eq!(map["sources"][0], "pages/a.js");
    assert_eq!(map["version"], 3);
    let decoded = sourcemap::SourceMap::from_slice(map.to_string().as_bytes()).unwrap();
    let places: Vec<_> = decoded.tokens().map(|token| token.get_src()).collect();
    // The text is seven bytes but three UTF-16 units: columns after it count units.
    assert!(places.contains(&(1, 6)), "{places:?}");
    assert!(!map["mappings"].as_str().unwrap().is_empty());
}
