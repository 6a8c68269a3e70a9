//! setData and the batches it makes.

use serde_json::json;

use crate::program::{Files, Running};

fn counter(wxml: &str, js: &str) -> Running {
    Files::new(&["pages/a/a"])
        .part("pages/a/a", js, wxml)
        .launch()
}

#[test]
fn one_turn_makes_one_batch() {
    let running = counter(
        "<view bindtap='go' class='b {{on ? \"on\" : \"\"}}' style='width:{{w}}rpx'>{{n}}</view>",
        "Page({ data: { n: 0, w: 75 }, go() {
           for (let i = 1; i <= 10; i++) this.setData({ n: i, w: i * 75, on: i % 2 == 0 })
           Promise.resolve().then(() => this.setData({ n: 'done' }))
         } })",
    );
    assert_eq!(
        running.page().batch_sizes.len(),
        1,
        "the first screen is one batch"
    );
    let node = running.page().tree.find(".b").unwrap();
    assert_eq!(running.page().tree.node(node).unwrap().style, "width:10vw");
    running.tap(".b");
    let page = running.page();
    assert_eq!(page.batch_sizes.len(), 2);
    assert!(
        page.batch_sizes[1] < 80,
        "only what changed: {}",
        page.batch_sizes[1]
    );
    assert_eq!(running.text(), "done");
    let shown = page.tree.node(node).unwrap().clone();
    assert_eq!(
        (shown.class.as_str(), shown.style.as_str()),
        ("b on", "width:100vw")
    );
    running.finish();
}

#[test]
fn an_update_that_changes_nothing_sends_nothing() {
    let running = counter(
        "<view class='b' bindtap='go'>{{n}}</view>",
        "Page({ data: { n: 1, hidden: 0 }, go() { this.setData({ hidden: 2 }) } })",
    );
    running.tap(".b");
    assert_eq!(running.page().batch_sizes.len(), 1);
    running.finish();
}

#[test]
fn paths_lists_and_conditions() {
    let running = counter(
        "<view wx:for='{{list}}' wx:key='id'>{{index}}:{{item.t}};</view><view wx:if='{{more}}'>more</view>",
        "Page({ data: { list: [{id: 1, t: 'a'}, {id: 2, t: 'b'}, {id: 3, t: 'c'}] } })",
    );
    assert_eq!(running.text(), "0:a;1:b;2:c;");
    running.eval("getCurrentPages()[0].setData({ 'list[1].t': 'B', more: true })");
    assert_eq!(running.text(), "0:a;1:B;2:c;more");
    running.eval(
        "var page = getCurrentPages()[0]; page.setData({ list: [page.data.list[2], page.data.list[0]], more: false })",
    );
    assert_eq!(running.text(), "0:c;1:a;");
    assert_eq!(running.page().tree.detached(), Vec::<u64>::new());
    running.finish();
}

#[test]
fn the_callback_comes_after_the_view_has_the_update() {
    let running = counter(
        "<view>{{n}}</view>",
        "Page({ data: { n: 0 }, onLoad() {
           this.setData({ n: 1 }, () => console.log('done ' + this.data.n))
           console.log('set')
         } })",
    );
    assert_eq!(running.logged(), ["set", "done 1"]);
    running.finish();
}

#[test]
fn page_fields_are_copied_for_each_instance() {
    let files = Files::new(&["pages/a/a", "pages/b/b"])
        .part(
            "pages/b/b",
            "class Store { constructor() { this.items = [] } add(x) { this.items.push(x) } }
             Page({ list: [], store: new Store(), data: { d: [] }, onLoad() {
               this.list.push(1); this.store.add(1); this.data.d.push(1)
               console.log(this.list.length, this.store.items.length, this.data.d.length)
             } })",
            "<view/>",
        )
        .part("pages/a/a", "Page({})", "<view/>");
    let running = files.launch();
    for _ in 0..2 {
        running.wx("navigateTo", json!({ "url": "/pages/b/b" }));
    }
    assert_eq!(
        running.logged(),
        ["1 1 1", "1 2 1"],
        "plain data is copied, instances are shared"
    );
    running.finish();
}

#[test]
fn attributes_keep_their_types_and_resources_become_absolute() {
    let running = Files::new(&["pages/a/a"])
        .part(
            "pages/a/a",
            "Page({ data: { n: 3, yes: true, o: { a: 1 }, none: 0 / 0, endless: 1 / 0 } })",
            "<image src='../img/x.png' lazyLoad='{{yes}}'/><image src='{{\"/b.png\"}}'/><swiper current='{{n}}'/>
             <picker range='{{o}}'/><input placeholder-class='ph' placeholder-style='width: 75rpx'/>
             <progress percent='{{none}}' duration='{{endless}}'/>",
        )
        .launch();
    let tree = running.page().tree;
    let attribute = |selector: &str, index: usize, name: &str| {
        let node = tree.find_all(selector)[index];
        tree.node(node).unwrap().attributes[name].clone()
    };
    assert_eq!(attribute("image", 0, "src"), "/pages/img/x.png");
    assert_eq!(attribute("image", 0, "lazy-load"), true);
    assert_eq!(attribute("image", 1, "src"), "/b.png");
    assert_eq!(attribute("swiper", 0, "current"), 3);
    assert_eq!(attribute("picker", 0, "range"), json!({ "a": 1 }));
    assert_eq!(attribute("input", 0, "placeholder-class"), "ph");
    assert_eq!(attribute("input", 0, "placeholder-style"), "width: 10vw");
    // Numbers that JSON lacks reach the view as the text that they show as.
    assert_eq!(attribute("progress", 0, "percent"), "NaN");
    assert_eq!(attribute("progress", 0, "duration"), "Infinity");
    running.finish();
}

#[test]
fn a_snapshot_replays_the_page() {
    let running = counter(
        "<view id='x' class='a' wx:for='{{[1,2]}}' bindtap='go'>{{item}}<image src='/i.png'/></view>",
        "Page({ go() {} })",
    );
    let tree = running.page().tree;
    let mut copy = peapod_runtime::headless::ViewTree::default();
    copy.apply(&tree.snapshot());
    assert_eq!(copy.to_wxml(), tree.to_wxml());
    assert!(
        !copy
            .node(copy.find("#x").unwrap())
            .unwrap()
            .listeners
            .is_empty()
    );
    running.finish();
}

#[test]
fn lists_are_updated_in_place_moved_and_spliced() {
    let running = counter(
        "<block wx:for='{{list}}' wx:key='id'>
           <view class='c {{item.on ? \"on\" : \"\"}}' data-id='{{item.id}}'>{{index}}/{{item.id}}{{item.t}}{{suffix}}<text wx:for='{{item.tags}}' wx:for-item='tag' wx:key='*this'>{{tag}}</text>;</view>
         </block><view wx:for='{{plain}}'>{{index}}{{item}}</view>",
        "Page({ data: { suffix: '', plain: ['p', 'q'], list: [
           { id: 1, t: 'a', tags: ['x'] }, { id: 2, t: 'b', tags: [] }, { id: 3, t: 'c', tags: ['x', 'y'] }] } })",
    );
    let set = |data: &str| {
        running.eval(&format!(
            "var page = getCurrentPages()[0]; page.setData({data})"
        ));
        running.text()
    };
    let first = running.page().tree.find_all(".c");
    assert_eq!(running.text(), "0/1ax;1/2b;2/3cxy;0p1q");
    let same = "{ list: page.data.list.map((item) => ({ ...item, t: item.t.toUpperCase(), on: item.id === 2 })) }";
    assert_eq!(set(same), "0/1Ax;1/2B;2/3Cxy;0p1q");
    assert_eq!(
        running.page().tree.find_all(".c"),
        first,
        "the same nodes in place"
    );
    assert_eq!(running.page().tree.find_all(".on"), [first[1]]);
    assert_eq!(
        set("{ 'list[1].tags': ['z'], 'list[2].tags[0]': 'w', 'plain[1]': 'r' }"),
        "0/1Ax;1/2Bz;2/3Cwy;0p1r"
    );
    assert_eq!(set("{ suffix: '!' }"), "0/1A!x;1/2B!z;2/3C!wy;0p1r");
    assert_eq!(
        set("{ list: page.data.list.slice().reverse() }"),
        "0/3C!wy;1/2B!z;2/1A!x;0p1r"
    );
    let turned: Vec<u64> = first.iter().rev().copied().collect();
    assert_eq!(running.page().tree.find_all(".c"), turned, "moved nodes");
    assert_eq!(
        set("{ 'list[0].id': 9, plain: [] }"),
        "0/9C!wy;1/2B!z;2/1A!x;"
    );
    // Keys that occur twice, and keys that are none.
    assert_eq!(
        set(
            "{ list: [{ id: 1, t: 'm', tags: ['k', 'k'] }, { id: 1, t: 'n', tags: null }, { t: 'o' }] }"
        ),
        "0/1m!kk;1/1n!;2/o!;"
    );
    assert_eq!(
        set("{ list: { u: { id: 1, t: 'm' }, v: { id: 2, t: 'n' } } }"),
        "u/1m!;v/2n!;"
    );
    running.eval(
        "var page = getCurrentPages()[0]; page.setData({ list: [{ id: 1, t: 'a' }, { id: 2, t: 'b' }] });
         page._$.spliceArrayDataOnPath(['list'], 1, 0, [{ id: 7, t: 'new' }]); page._$.applyDataUpdates()",
    );
    assert_eq!(running.text(), "0/1a!;1/7new!;2/2b!;");
    assert_eq!(running.page().tree.detached(), Vec::<u64>::new());
    running.finish();
}

#[test]
fn set_data_while_a_branch_is_being_created_finds_the_new_branch() {
    let running = Files::new(&["pages/a/a"])
        .file("pages/a/a.json", r#"{"usingComponents":{"child":"/child"}}"#)
        .component(
            "child",
            "Component({ properties: { a: String }, observers: { a() { this.triggerEvent('made') } } })",
            "<text>{{a}}</text>",
        )
        .part(
            "pages/a/a",
            "Page({ data: { on: false, n: 0, list: [] }, go() { this.setData({ on: true, list: ['p', 'q'] }) },
               made() { this.setData({ on: true, n: this.data.n + 1 }) } })",
            "<view id='go' bindtap='go'>{{n}}</view><child wx:if='{{on}}' a='x' bind:made='made'/>
             <child wx:for='{{list}}' wx:key='*this' a='{{item}}' bind:made='made'/><view wx:if='{{on}}'>end</view>",
        )
        .launch();
    running.tap("#go");
    // glass-easel sets the values of p and q a second time when the outer update comes to them.
    assert_eq!(running.text(), "5xpqend");
    running.finish();
}
