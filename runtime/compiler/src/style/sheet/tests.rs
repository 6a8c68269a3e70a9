#![allow(clippy::unwrap_used)]

use super::*;

fn sheets(files: &[(&str, &str)], scope: Option<&str>) -> Built {
    let files: std::collections::HashMap<String, String> = files
        .iter()
        .map(|(path, text)| ((*path).to_owned(), (*text).to_owned()))
        .collect();
    build("a/p", scope, scope.unwrap_or("p"), &|path| {
        files.get(path).cloned()
    })
}

fn css(text: &str) -> String {
    let built = sheets(&[("a/p.wxss", text)], None);
    assert!(built.diagnostics.is_empty(), "{:?}", built.diagnostics);
    built.css
}

fn scoped(text: &str) -> String {
    let built = sheets(&[("a/p.wxss", text)], Some("s"));
    assert!(built.diagnostics.is_empty(), "{:?}", built.diagnostics);
    built.css
}

#[test]
fn type_selectors_are_elements_of_the_page() {
    assert_eq!(
        css("page{} view text>image+a:not(view.b)::after,button[type=x]{}"),
        "wx-page{} wx-view wx-text>wx-image+wx-a:not(wx-view.b)::after,wx-button[type=x]{}"
    );
    assert_eq!(
        css("*{} #id .view{} .a view{}"),
        "*{} #id .view{} .a wx-view{}"
    );
    assert_eq!(
        css("@media (min-width:1px){view{}} @supports (a:b){view{}}"),
        "@media (min-width:1px){wx-view{}} @supports (a:b){wx-view{}}"
    );
    assert_eq!(
        css("li:nth-child(2n + 1) a{}"),
        "wx-li:nth-child(2n + 1) wx-a{}"
    );
}

#[test]
fn keyframes_and_font_faces_are_left_alone() {
    let text = "@keyframes from{from{left:0}50%{left:1px}to{left:2px}}@font-face{font-family:a;unicode-range:U+4E00-9FFF}";
    assert_eq!(css(text), text);
    assert_eq!(
        css("@-webkit-keyframes a{from{left:75rpx}}"),
        "@-webkit-keyframes a{from{left:10vw}}"
    );
}

#[test]
fn rpx_becomes_vw() {
    assert_eq!(
        css("a{margin:-7.5rpx +75RPX 0rpx .75rpx;width:calc(100% - (75rpx + 1px))}"),
        "wx-a{margin:-1vw +10vw 0vw 0.1vw;width:calc(100% - (10vw + 1px))}"
    );
    assert_eq!(
        css("@media (max-width:750rpx){.a{--x:{y:75rpx}}}"),
        "@media (max-width:100vw){.a{--x:{y:10vw}}}"
    );
    assert_eq!(
        css(".a{content:'75rpx'}/* 75rpx */"),
        ".a{content:'75rpx'}/* 75rpx */"
    );
    assert_eq!(css(".a{width:1rpx}"), ".a{width:0.133333vw}");
}

#[test]
fn classes_get_the_scope() {
    assert_eq!(
        scoped(".a.b .c:not(.d)::before,.e>.f{transform:scale(.5)}"),
        ".s--a.s--b .s--c:not(.s--d)::before,.s--e>.s--f{transform:scale(.5)}"
    );
    assert_eq!(
        scoped("@media print{.a{}}@layer x{.b{}}@keyframes a{0.5%{}}"),
        "@media print{.s--a{}}@layer x{.s--b{}}@keyframes a{0.5%{}}"
    );
    assert_eq!(
        scoped(".a{&:hover{}.b &{}a:hover{}}"),
        ".s--a{&:hover{}.s--b &{}wx-a:hover{}}"
    );
}

#[test]
fn host_is_an_attribute() {
    assert_eq!(scoped(":host{a:b}"), "[wx-host=\"s\"]{a:b}");
    assert_eq!(
        scoped(":host(.x) .y,:host .z{}"),
        "[wx-host=\"s\"].s--x .s--y,[wx-host=\"s\"] .s--z{}"
    );
}

#[test]
fn urls_of_the_package() {
    assert_eq!(
        css(".a{background:url(../i.png),url( \"/j.png\" ),url(https://x/y.png)}"),
        ".a{background:url(\"/_pkg/i.png\"),url( \"/_pkg/j.png\" ),url(https://x/y.png)}"
    );
    let data = ".a{background:url(data:image/png;base64,iVBO==)}";
    assert_eq!(css(data), data);
}

#[test]
fn imports_are_inlined_with_their_own_places() {
    let built = sheets(
        &[
            (
                "a/p.wxss",
                "@import '../b/q.wxss';@import \"/c\" screen;\n.p{}",
            ),
            ("b/q.wxss", ".q{background:url(q.png)}"),
            ("c.wxss", "@import './d/d.wxss';view{}"),
            ("d/d.wxss", ".d{}"),
        ],
        None,
    );
    assert!(built.diagnostics.is_empty(), "{:?}", built.diagnostics);
    assert_eq!(
        built.css,
        ".q{background:url(\"/_pkg/b/q.png\")}@media screen{.d{}wx-view{}}\n.p{}"
    );
    assert!(built.files.contains("d/d.wxss"));
}

#[test]
fn imports_have_media_queries() {
    let files = [
        (
            "a/p.wxss",
            "@import './q' screen and (min-width: 75rpx);@import './q' { \u{ad} } }.p{}",
        ),
        ("a/q.wxss", ".q{}"),
    ];
    assert_eq!(
        sheets(&files, None).css,
        "@media screen and (min-width: 10vw){.q{}}.q{} .p{}"
    );
}

#[test]
fn import_circles_end() {
    let built = sheets(
        &[
            ("a/p.wxss", "@import './q';.p{}"),
            ("a/q.wxss", "@import './p';.q{}"),
        ],
        None,
    );
    assert_eq!(built.css, ".q{}.p{}");
    assert_eq!(built.diagnostics.len(), 1);
    assert!(!built.diagnostics[0].is_error());
    assert_eq!(built.diagnostics[0].file, "a/q.wxss");
}

#[test]
fn import_diamonds_do_not_explode() {
    let mut files = vec![("a/p.wxss".to_owned(), "@import '/n0';".to_owned())];
    for level in 0..40 {
        files.push((
            format!("n{level}.wxss"),
            format!("@import '/n{0}';@import '/n{0}';.x{{}}", level + 1),
        ));
    }
    let borrowed: Vec<_> = files
        .iter()
        .map(|(a, b)| (a.as_str(), b.as_str()))
        .collect();
    let built = sheets(&borrowed, None);
    assert!(
        built
            .diagnostics
            .iter()
            .any(|d| d.message.contains("more than"))
    );
}

#[test]
fn missing_imports_say_where() {
    let built = sheets(&[("a/p.wxss", ".a{}\n  @import './gone.wxss';.b{}")], None);
    assert_eq!(built.css, ".a{}\n  .b{}");
    let error = &built.diagnostics[0];
    assert_eq!((error.line, error.column, error.is_error()), (2, 3, true));
    assert!(error.message.contains("a/gone.wxss"), "{error}");
    let outside = sheets(&[("a/p.wxss", "@import '../../x.wxss';")], None);
    assert!(outside.diagnostics[0].message.contains("leads out"));
}

#[test]
fn broken_sheets_keep_to_themselves() {
    let built = sheets(
        &[
            ("a/p.wxss", "@import './q.wxss';.p{}"),
            ("a/q.wxss", "@media print{.q{color:red"),
        ],
        None,
    );
    assert_eq!(built.css, "@media print{.q{color:red}}.p{}");
    assert_eq!(built.diagnostics.len(), 1);
    let built = sheets(&[("a/p.wxss", ".a{}}\n.b{}")], None);
    assert_eq!(built.css, ".a{}\n.b{}");
    assert_eq!(
        (built.diagnostics[0].line, built.diagnostics[0].column),
        (1, 5)
    );
}

#[test]
fn deep_nesting_ends() {
    for text in [
        ":host(.\u{ad}".to_owned(),
        "{".repeat(50_000),
        "a{b:".to_owned() + &"(".repeat(50_000),
        ":not(".repeat(50_000),
    ] {
        sheets(&[("a/p.wxss", &text)], Some("s"));
    }
}

#[test]
fn sass_is_compiled_and_then_scoped() {
    let built = sheets(
        &[
            ("a/p.scss", "@use 'v';\n.a { .b { width: v.$w } }"),
            ("a/_v.scss", "$w: 75rpx;"),
        ],
        Some("s"),
    );
    assert!(built.diagnostics.is_empty(), "{:?}", built.diagnostics);
    assert!(
        built.css.contains(".s--a .s--b {\n  width: 10vw;"),
        "{}",
        built.css
    );
    assert!(built.files.contains("a/_v.scss"));
    let built = sheets(&[("a/p.sass", ".a\n  color: red\n")], None);
    assert!(built.css.contains("color: red"), "{built:?}");
    let built = sheets(&[("a/p.scss", ".a {\n  width: $none;\n}")], None);
    assert_eq!(
        (built.diagnostics[0].line, built.diagnostics[0].column),
        (2, 10)
    );
}

#[test]
fn less_is_compiled_and_then_scoped() {
    let files = [
        (
            "a/p.less",
            "@import './v';\n@import '../c.wxss';\n.m(@x) { width: @x; }\n.a { &-b { .m(@w); } background: url(i.png); }",
        ),
        ("a/v.less", "@w: 75rpx;"),
        ("c.wxss", ".c{background:url(j.png)}"),
    ];
    let built = sheets(&files, Some("s"));
    assert!(built.diagnostics.is_empty(), "{:?}", built.diagnostics);
    for wanted in [
        ".s--a-b {\n  width: 10vw;",
        "url(\"/_pkg/a/i.png\")",
        "url(\"/_pkg/j.png\")",
    ] {
        assert!(built.css.contains(wanted), "{wanted}: {}", built.css);
    }
    assert!(built.files.contains("a/v.less"));
}

#[test]
fn less_errors_have_places_and_leave_the_compiler_usable() {
    let built = sheets(&[("a/p.less", ".a {\n  width: @none;\n}")], None);
    let error = &built.diagnostics[0];
    assert_eq!(
        (error.file.as_str(), error.line, error.column),
        ("a/p.less", 2, 10),
        "{error}"
    );
    let built = sheets(&[("a/p.less", "@import './gone';")], None);
    assert!(
        built.diagnostics[0].message.contains("not found"),
        "{:?}",
        built.diagnostics
    );
    let built = sheets(&[("a/p.less", ".m() { .m(); } .a { .m(); }")], None);
    assert!(!built.diagnostics.is_empty());
    let built = sheets(&[("a/p.less", ".a { .b { c: d } }")], None);
    assert!(built.css.contains(".a .b"), "{built:?}");
}

/// Where glass-easel's own compiler is right, this one says the same.
#[test]
fn agrees_with_glass_easel() {
    use glass_easel_stylesheet_compiler::{StyleSheetOptions, StyleSheetTransformer};
    for text in [
        ".a.b .c>.d~.e+.f::after,#id .g[x=y]:hover{width:75rpx;margin:-15rpx 1px;color:#fff}",
        "@media (min-width:75rpx) and (max-width:10px){.a .b{left:0}}",
        "@keyframes k{from{top:0}50%{top:7.5rpx}to{top:1px}}@font-face{font-family:f}",
        "view .a,text{width:calc(100% - 75rpx)}.x:not(.y){z-index:1}",
        ".a{background:url(https://x/y.png) no-repeat;--v:15rpx;color:var(--v,.5)}",
    ] {
        let reference = StyleSheetTransformer::from_css(
            "a/p",
            text,
            StyleSheetOptions {
                class_prefix: Some("s".to_owned()),
                tag_name_prefix: Some("wx-".to_owned()),
                ..StyleSheetOptions::default()
            },
        );
        let mut expected = Vec::new();
        reference.output().write(&mut expected).unwrap();
        let plain = |css: &str| -> String {
            css.replace("/**/", "")
                .replace("0.5", ".5")
                .chars()
                .filter(|character| !character.is_whitespace() && *character != '"')
                .collect()
        };
        assert_eq!(
            plain(&scoped(text)),
            plain(&String::from_utf8(expected).unwrap())
        );
    }
}
