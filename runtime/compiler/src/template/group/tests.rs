#![allow(clippy::unwrap_used)]

use super::*;

impl Files for &[(&str, &str)] {
    fn read(&self, file: &str) -> Option<String> {
        let (_, text) = self.iter().find(|(path, _)| *path == file)?;
        Some((*text).to_owned())
    }

    fn has(&self, file: &str) -> bool {
        self.iter().any(|(path, _)| *path == file)
    }
}

fn group(files: &[(&str, &str)]) -> Built {
    build("p/a", &files, &Known::default())
}

#[test]
fn a_template_that_was_parsed_for_another_group_counts_in_full() {
    let files = [
        ("p/a.wxml", "<import src=\"t.wxml\"/><template is=\"t\"/>"),
        ("p/b.wxml", "<import src=\"t.wxml\"/><template is=\"t\"/>"),
        (
            "p/t.wxml",
            "<wxs module=\"m\">var n = require('n.wxs'); exports.v = n.v</wxs>\
             <template name=\"t\"><text>{{m.v}}</text></template></view>",
        ),
        ("p/n.wxs", "exports.v = 'shared'"),
    ];
    let files = files.as_slice();
    let known = Known::default();
    let first = build("p/a", &files, &known);
    let second = build("p/b", &files, &known);
    let said = |built: &Built| {
        let diagnostics = built.diagnostics.iter();
        diagnostics.map(ToString::to_string).collect::<Vec<_>>()
    };
    assert_eq!(said(&first).len(), 1, "{:?}", said(&first));
    assert_eq!(said(&first), said(&second));
    assert!(second.files.contains("p/n.wxs"), "{:?}", second.files);
    for built in [&first, &second] {
        assert_eq!(render(&built.code, "{}"), "<text>shared</text>");
    }
}

#[test]
fn a_shared_file_with_another_text_is_compiled_anew() {
    let known = Known::default();
    let page = "<import src=\"t.wxml\"/><template is=\"t\"/>";
    for text in ["old", "new"] {
        let template = format!("<template name=\"t\">{text}</template>");
        let files = [("p/a.wxml", page), ("p/t.wxml", template.as_str())];
        let built = build("p/a", &files.as_slice(), &known);
        assert_eq!(render(&built.code, "{}"), text);
    }
}

/// Renders a template with a tiny stand-in for glass-easel's wrapper: elements as `<tag a=v>`,
/// text as it is, virtual nodes not at all.
fn render(code: &str, data: &str) -> String {
    let runtime = rquickjs::Runtime::new().unwrap();
    let context = rquickjs::Context::full(&runtime).unwrap();
    context.with(|ctx| {
        let script = format!(
            "var out = '', said = '';
             var console = {{ error: function (m) {{ said += m }}, log: function () {{}} }};
             var template = ({code});
             if (template.fallbackListenerOnNativeNode !== true) throw new Error('no fallback');
             var attributes = '';
             var R = {{ setFnFilter() {{}}, setEventListenerWrapper() {{}},
                 c(n, v) {{ attributes += ' class=' + v }}, y(n, v) {{ attributes += ' style=' + v }},
                 d(n, k, v) {{ attributes += ' data-' + k + '=' + v }},
                 i(n, v) {{ attributes += ' id=' + v }},
                 v(n, k, v) {{ attributes += ' @' + k + '=' + v }},
                 p(n, k, v) {{}}, wl() {{}}, m() {{}}, s() {{}}, l() {{}},
                 r(n, k, v) {{ attributes += ' ' + k + '=' + v }},
                 O(n, k, v) {{ attributes += ' ' + k + '=' + v }} }};
             var text = function (t) {{ out += t }};
             var element = function (tag, generics, attrs, children) {{
                 attributes = ''; attrs({{}}, true); out += '<' + tag + attributes + '>';
                 children(true, text, element, ifs, loop, slot, pure); out += '</' + tag + '>' }};
             var ifs = function (index, branch) {{
                 branch(true, text, element, ifs, loop, slot, pure) }};
             var loop = function (list, key, update, lvalue, children) {{
                 Array.from(list || []).forEach(function (item, index) {{
                     children(true, item, index, true, true, null, text, element, ifs, loop, slot, pure) }}) }};
             var slot = function (name) {{ out += '[slot ' + name + ']' }};
             var pure = function (children) {{ children(true, text, element, ifs, loop, slot, pure) }};
             var root = template.content('')(R, true, {data}, true);
             root.C(true, text, element, ifs, loop, slot, pure);
             out + (said && '!' + said)"
        );
        match ctx.eval::<String, _>(script) {
            Ok(text) => text,
            Err(_) => {
                let error = ctx.catch();
                panic!("{:?}\n{code}", error.as_exception().map(|e| e.to_string()))
            }
        }
    })
}

fn shown(files: &[(&str, &str)], data: &str) -> String {
    let built = group(files);
    assert!(built.diagnostics.is_empty(), "{:?}", built.diagnostics);
    render(&built.code, data)
}

#[test]
fn an_included_file_sees_the_names_of_its_place() {
    let built = group(&[
        (
            "p/a.wxml",
            "<wxs module=\"m\">exports.f = 1</wxs><block wx:for=\"{{l}}\" wx:for-item=\"x\"><include src=\"./b\"/>\
             <view wx:if=\"{{x}}\" wx:for=\"{{k}}\"><include wx:if=\"{{item}}\" src=\"/p/c.wxml\"></include></view>\
             </block><include src=\"./b\"/>",
        ),
        ("p/b.wxml", "<t>{{x}}{{index}}{{d}}</t>"),
        (
            "p/c.wxml",
            "<template name=\"t\"><u>{{a}}</u></template><template is=\"t\" data=\"{{a:x+item+d}}\"/>",
        ),
    ]);
    assert!(built.diagnostics.is_empty(), "{:?}", built.diagnostics);
    assert_eq!(
        render(&built.code, "{l:['p','q'],k:[1],d:'D',x:'X',index:'I'}"),
        "<t>p0D</t><view><u>p1D</u></view><t>q1D</t><view><u>q1D</u></view><t>XID</t>"
    );
}

#[test]
fn an_include_may_be_closed_by_a_tag_without_a_name() {
    let built = group(&[
        (
            "p/a.wxml",
            "<v wx:for=\"{{l}}\"><include src=\"b\"></></v><include src=\"b\"/>",
        ),
        ("p/b.wxml", "<t>{{item}}</t>"),
    ]);
    assert_eq!(
        render(&built.code, "{l:['p','q'],item:'d'}"),
        "<v><t>p</t></v><v><t>q</t></v><t>d</t>"
    );
}

#[test]
fn elements_text_and_bindings() {
    assert_eq!(
        shown(
            &[(
                "p/a.wxml",
                "<view class=\"a {{b}}\"><text>{{c + 1}}</text></view>"
            )],
            "{b: 'x', c: 1}"
        ),
        "<view class=a x><text>2</text></view>"
    );
}

#[test]
fn imports_includes_and_wxs_are_in_the_group() {
    let files = [
        (
            "p/a.wxml",
            "<import src='../t/t.wxml'/><include src='/inc'/><wxs src='./m.wxs' module='m'/>\
             <template is='t' data='{{x: m.f(v)}}'/>",
        ),
        (
            "t/t.wxml",
            "<wxs module='k'>module.exports = {up: function (s) { return s + '!' }}</wxs>\
                      <template name='t'>[{{k.up(x)}}]</template>not shown",
        ),
        ("inc.wxml", "included"),
        (
            "p/m.wxs",
            "var n = require('./lib/n.wxs'); module.exports = { f: function (v) { return n.twice(v) } }",
        ),
        (
            "p/lib/n.wxs",
            "exports.twice = function (v) { return v * 2 }",
        ),
    ];
    assert_eq!(shown(&files, "{v: 21}"), "included[42!]");
}

#[test]
fn wxs_has_its_builtins() {
    let files = [(
        "p/a.wxml",
        "<wxs module='m'>
          exports.f = function (a) { return a.constructor + ',' + ({}).constructor + ',' + (1).constructor + ','
             + getRegExp('^b', 'i').test('Bc') + ',' + getRegExp('a').constructor + ',' + getDate(2020, 0, 2).getDate() + ','
             + getDate(0).constructor + ',' + ({constructor: 5}).constructor + ',' + 'x'['constructor'] }
          </wxs>{{m.f(v)}}",
    )];
    assert_eq!(
        shown(&files, "{v: []}"),
        "Array,Object,Number,true,RegExp,2,Date,5,String"
    );
}

#[test]
fn a_bad_wxs_harms_nobody_else() {
    let files = [
        (
            "p/a.wxml",
            "<wxs src='bad.wxs' module='bad'/><wxs src='throws.wxs' module='t'/>\
             <wxs src='gone.wxs' module='g'/><wxs src='kw.wxs' module='kw'/>{{kw.v}}{{bad.x}}",
        ),
        ("p/bad.wxs", "var a = ;\n}}} });"),
        ("p/throws.wxs", "var a = null; a.b.c()"),
        (
            "p/kw.wxs",
            "var class = 7; module.exports = { v: class }; /* open",
        ),
    ];
    let built = group(&files);
    let places: Vec<_> = built
        .diagnostics
        .iter()
        .map(|d| (d.file.as_str(), d.line, d.is_error()))
        .collect();
    assert_eq!(places, [("p/bad.wxs", 1, true), ("p/a.wxml", 1, true)]);
    let shown = render(&built.code, "{}");
    assert!(shown.starts_with('7'), "{shown}");
    assert!(shown.contains("!p/throws.wxs: TypeError"), "{shown}");
}

#[test]
fn wxs_circles_and_odd_paths_work() {
    let files = [
        (
            "p/a.wxml",
            "<wxs src='.//m.wxs' module='m'/><wxs src='/p/../p/n.wxs' module='n'/>{{m.a}}{{n.b}}",
        ),
        ("p/m.wxs", "exports.a = 1; var n = require('./n.wxs')"),
        ("p/n.wxs", "exports.b = 2; var m = require('../p/m.wxs')"),
    ];
    assert_eq!(shown(&files, "{}"), "12");
}

#[test]
fn import_circles_are_fine_and_include_circles_are_cut() {
    let files = [
        (
            "p/a.wxml",
            "<import src='b'/><template name='x'>x</template><template is='y'/>",
        ),
        (
            "p/b.wxml",
            "<import src='a'/><template name='y'>y<template is='x'/></template>",
        ),
    ];
    assert_eq!(shown(&files, "{}"), "yx");
    let files = [
        ("p/a.wxml", "a<include src='b.wxml'/>"),
        ("p/b.wxml", "b\n<include src='a.wxml'/>"),
    ];
    let built = group(&files);
    assert_eq!(render(&built.code, "{}").replace('\n', ""), "ab");
    assert_eq!(built.diagnostics.len(), 1);
    let error = &built.diagnostics[0];
    assert_eq!(
        (error.file.as_str(), error.line, error.is_error()),
        ("p/b.wxml", 2, true)
    );
    let built = group(&[("p/a.wxml", "self<include src='a'/>")]);
    assert_eq!(render(&built.code, "{}"), "self");
}

#[test]
fn missing_files_are_remarks() {
    let built = group(&[(
        "p/a.wxml",
        "<import src='gone'/>\n <include src='..\\out'/>shown",
    )]);
    assert_eq!(render(&built.code, "{}").trim(), "shown");
    let places: Vec<_> = built
        .diagnostics
        .iter()
        .map(|d| (d.line, d.column, d.is_error()))
        .collect();
    assert_eq!(places, [(1, 14, false), (2, 16, true)]);
    assert_eq!(render(&group(&[]).code, "{}"), "");
    assert!(built.files.contains("p/gone.wxml"));
}

#[test]
fn sources_above_the_root_are_looked_for_at_the_root() {
    let built = group(&[
        (
            "p/a.wxml",
            "<import src='../../../t/x'/><include src='../../i'/><template is='x'/>\
             <wxs src='../../../m.wxs' module='m'/>{{ m.a }}",
        ),
        ("t/x.wxml", "<template name='x'>x</template>"),
        ("i.wxml", "i"),
        ("m.wxs", "module.exports = { a: 'm' }"),
    ]);
    assert_eq!(built.diagnostics, []);
    assert_eq!(render(&built.code, "{}"), "ixm");
}

#[test]
fn broken_templates_say_where_and_show_the_rest() {
    let built = group(&[("p/a.wxml", "<view>\n  {{ a + }}\n</view>\n<text>ok</text>")]);
    assert!(
        built
            .diagnostics
            .iter()
            .any(|d| d.line == 2 && d.is_error()),
        "{built:?}"
    );
    assert!(render(&built.code, "{}").contains("<text>ok</text>"));
    let built = group(&[("p/a.wxml", "<view>\n<text>x</view>")]);
    assert_eq!(
        (built.diagnostics[0].line, built.diagnostics[0].is_error()),
        (2, true)
    );
}

#[test]
fn places_are_those_of_the_file_before_normalisation() {
    let built = group(&[("p/a.wxml", "<view wx:for-items=\"{{a}}\" b=\"{{ c + }}\"/>")]);
    assert_eq!(
        (built.diagnostics[0].line, built.diagnostics[0].column),
        (1, 38),
        "{built:?}"
    );
}

#[test]
fn legacy_spellings_work() {
    let files = [(
        "p/a.wxml",
        "<view wx-if='{{n}}'>no</view><view wx-else>yes</view>\
         <text wx:for-items='{{l}}' wx:for-item='x'>{{x}}</text>",
    )];
    assert_eq!(
        shown(&files, "{l: [1, 2]}"),
        "<view>yes</view><text>1</text><text>2</text>"
    );
}

#[test]
fn deep_nesting_is_an_error_not_a_crash() {
    let deep = "<view>".repeat(100_000);
    let built = group(&[("p/a.wxml", &deep)]);
    assert!(built.diagnostics[0].message.contains("too deep"));
    let bearable = format!("{}{}", "<view>".repeat(250), "</view>".repeat(250));
    let built = group(&[("p/a.wxml", &bearable)]);
    assert!(built.diagnostics.is_empty());
    let brackets = format!("{{{{{}1{}}}}}", "(".repeat(250), ")".repeat(250));
    assert_eq!(shown(&[("p/a.wxml", &brackets)], "{}"), "1");
}

#[test]
fn wxs_that_only_the_engine_refuses_harms_nobody_else() {
    for source in ["x.#y", "break;", "continue a;", "a: a: 1", "(1)++"] {
        let files = [
            ("p/a.wxml", "<wxs src='m.wxs' module='m'/>shown{{m.x}}"),
            ("p/m.wxs", source),
        ];
        let built = group(&files);
        assert_eq!(render(&built.code, "{}"), "shown", "{source}");
        assert!(
            built
                .diagnostics
                .iter()
                .any(|one| one.is_error() && one.file == "p/m.wxs"),
            "{source}: {:?}",
            built.diagnostics
        );
    }
}

#[test]
fn open_quotes_are_not_copied() {
    let built = group(&[("p/a.wxml", "<l=t l=\"slot:-\"t=\"")]);
    render(&built.code, "{}");
}

#[test]
fn white_space_of_any_kind_ends_and_shows() {
    let built = group(&[(
        "p/a.wxml",
        "<view\u{3000}id=\"a\u{a0}b\">\u{3000}x{{'\u{3000}y'}}</view\u{3000}>",
    )]);
    assert!(built.diagnostics.is_empty(), "{:?}", built.diagnostics);
    let shown = render(&built.code, "{}");
    assert_eq!(shown, "<view id=a\u{a0}b>\u{3000}x\u{3000}y</view>");
    group(&[("p/a.wxml", "<o\u{85}")]);
}
