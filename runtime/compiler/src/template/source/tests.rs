use super::*;
use crate::template::edits::{apply, original_offset};

fn modern(text: &str) -> String {
    apply(text, &scan(text).edits)
}

#[test]
fn old_spellings_become_new_ones() {
    assert_eq!(
        modern(r#"<view wx-if="{{a}}" wx:for-items="{{b}}" data-wx-if="1"/>"#),
        r#"<view wx:if="{{a}}" wx:for="{{b}}" data-wx-if="1"/>"#
    );
    // The modern one wins where both are there.
    let both = r#"<view wx:for="{{a}}" wx:for-items="{{b}}"/>"#;
    assert_eq!(modern(both), both);
    let elsewhere = "<!-- wx-if --><view>wx-if {{ 'wx-if' }}</view>";
    assert_eq!(modern(elsewhere), elsewhere);
}

#[test]
fn slot_values_have_names() {
    assert_eq!(
        modern(r#"<a slot:b-c="d" slot:_e slot:2 slot:b.c slot:-1 slot: slot="f"/>"#),
        r#"<a slot:b-c="d" slot:_e slot:_2 slot:b_c slot:_-1 slot:_ slot="f"/>"#
    );
}

#[test]
fn the_last_of_equal_attributes_counts() {
    assert_eq!(
        modern(r#"<a t-class="x" b t-class='{{"y"}}' c="1"/><a c="1" c="2" c/>"#),
        r#"<a t-class='{{"y"}}' b t-class='{{"y"}}' c="1"/><a c c="2" c/>"#
    );
    // Of handlers that are bound to one event, each is called, in order.
    let handlers = r#"<a bind:tap="x" capture-catch:tap="z" bind:tap="y"/>"#;
    assert_eq!(modern(handlers), handlers);
    let open = r#"<a b="1" b="2"#;
    assert_eq!(modern(open), open);
}

#[test]
fn finds_references_and_inline_code() {
    let text = "<import src=\"a.wxml\"/><include src='/b'/>\n\
                <wxs src=\"./c.wxs\" module=\"c\"/><wxs module=\"d\">var a = '<view>';</wxs>\
                <!-- <import src=\"no\"/> --><view a=\"<import src='no'/>\">{{'<import src=\"no\"/>'}}</view>";
    let found = scan(text);
    let seen: Vec<_> = found
        .references
        .iter()
        .map(|reference| (reference.kind, reference.src.as_str()))
        .collect();
    assert_eq!(
        seen,
        [
            (ReferenceKind::Import, "a.wxml"),
            (ReferenceKind::Include, "/b"),
            (ReferenceKind::Wxs, "./c.wxs"),
        ]
    );
    assert_eq!(found.inline_wxs.len(), 1);
    assert_eq!(found.inline_wxs[0].module, "d");
    assert_eq!(
        &text[found.inline_wxs[0].range.clone()],
        "var a = '<view>';"
    );
}

#[test]
fn edits_of_the_same_bytes_are_the_first_alone() {
    let edit = |range: Range<usize>| (range, "x".to_owned());
    let mut edits = vec![edit(4..6), edit(0..3), edit(2..5), edit(6..6)];
    in_order(&mut edits);
    assert_eq!(apply("abcdefg", &edits), "xdxxg");
}

#[test]
fn edits_ascend() {
    assert_eq!(modern("<wxs module=\"=\"wx-if"), "<wxs module=\"_\"wx:if");
}

#[test]
fn white_space_that_the_parser_does_not_know_is_written_otherwise() {
    let text = "<view\u{3000}class=\"a\u{a0}b\" \u{85}title=\"{{ '\u{3000}' +\u{a0}c }}\">\
                \u{3000}x</view\u{3000}><!--\u{3000}-->";
    assert_eq!(
        modern(text),
        "<view class=\"a&#xa0;b\"  title=\"{{ '\\u3000' + c }}\">&#x3000;x</view ><!-- -->"
    );
    // Of an attribute that is written twice, too.
    assert_eq!(
        modern("<a b=\"1\" b=\"\u{a0}\"/>"),
        "<a b=\" \" b=\"&#xa0;\"/>"
    );
    // As fuzzing found it.
    assert_eq!(modern("<o\u{85}"), "<o ");
    // Far into a text, between characters that begin alike.
    let long = "、\u{3001}…é".repeat(40);
    assert_eq!(
        modern(&format!("<a>{long}\u{2003}{long}</a>")),
        format!("<a>{long}&#x2003;{long}</a>")
    );
}

#[test]
fn quotes_and_less_than_inside_expressions_are_no_tags() {
    let text = r#"<view class="{{a < b ? "x>" : 'y'}}"><text>{{a<b}}</text></view>"#;
    let found = scan(text);
    let tags: Vec<_> = found
        .tags
        .iter()
        .map(|range| &text[range.clone()])
        .collect();
    assert_eq!(tags, ["view", "text"]);
    // An expression that never ends hides nothing.
    let found = scan("<view>{{ a <view/></view>");
    assert_eq!(found.tags.len(), 2);
}

#[test]
fn offsets_map_back() {
    let text = r#"<a wx:for-items="1"/><b wx-if="2"/>"#;
    let edits = scan(text).edits;
    let edited = apply(text, &edits);
    for needle in ["\"1\"", "<b", "\"2\""] {
        assert_eq!(
            original_offset(&edits, edited.find(needle).unwrap_or_default()),
            text.find(needle).unwrap_or_default()
        );
    }
}

#[test]
fn deep_nesting_is_noticed() {
    assert!(scan(&"<view>".repeat(300)).too_deep.is_some());
    assert!(
        scan(&format!("{{{{{}1{}}}}}", "(".repeat(300), ")".repeat(300)))
            .too_deep
            .is_some()
    );
    assert!(
        scan(&format!("{{{{{}a}}}}", "!".repeat(600)))
            .too_deep
            .is_some()
    );
    assert!(scan(&"<view/>".repeat(300)).too_deep.is_none());
    assert!(scan(&"<view></view>".repeat(300)).too_deep.is_none());
}
