//! Custom components as the platform has them.

use peapod_runtime::LogLevel;
use serde_json::json;

use crate::program::Files;

#[test]
fn properties_events_slots_and_observers() {
    let running = Files::new(&["pages/a/a"])
        .file("pages/a/a.json", r#"{"usingComponents":{"my-card":"/components/card/card"}}"#)
        .part(
            "pages/a/a",
            "Page({ data: { t: 'one' }, more(e) { console.log(e.type, e.detail.n, e.currentTarget.dataset.k); this.setData({ t: 'two' }) } })",
            "<my-card title='{{t}}' bind:more='more' data-k='v'><text>in</text><text slot='foot'>foot</text></my-card>",
        )
        .component(
            "components/card/card",
            "Component({
               options: { multipleSlots: true },
               properties: { title: { type: String, value: 'none', observer: 'seen' }, count: Number },
               data: { n: 0 },
               observers: { title(t) { this.setData({ upper: t.toUpperCase() }) } },
               methods: { seen(now, old) { console.log('title', old, now) },
                 tap() { this.triggerEvent('more', { n: 5 }) } },
             })",
            "<view class='c' bindtap='tap'>{{upper}}{{count}}</view><slot/><slot name='foot'/>",
        )
        .launch();
    assert_eq!(running.text(), "ONE0infoot");
    running.tap(".c");
    assert_eq!(running.text(), "TWO0infoot");
    assert_eq!(
        running.logged(),
        ["title none one", "more 5 v", "title one two"]
    );
    running.finish();
}

#[test]
fn lifetimes_in_order_with_behaviors_first() {
    let log = |name: &str| {
        format!(
            "const shared = Behavior({{ lifetimes: {{ attached() {{ console.log('{name} behavior attached') }} }} }})
             Component({{ behaviors: [shared], lifetimes: {{
               created() {{ console.log('{name} created') }}, attached() {{ console.log('{name} attached') }},
               ready() {{ console.log('{name} ready') }}, detached() {{ console.log('{name} detached') }} }},
               pageLifetimes: {{ show() {{ console.log('{name} show') }}, hide() {{ console.log('{name} hide') }} }} }})"
        )
    };
    let running = Files::new(&["pages/a/a"])
        .file("pages/a/a.json", r#"{"usingComponents":{"x-outer":"/c/outer"}}"#)
        .part(
            "pages/a/a",
            "Page({ data: { on: true }, onLoad() { console.log('onLoad') }, onShow() { console.log('onShow') }, onReady() { console.log('onReady') } })",
            "<x-outer wx:if='{{on}}'/>",
        )
        .component("c/outer", &log("outer"), "<x-inner/>")
        .file("c/outer.json", r#"{"component":true,"usingComponents":{"x-inner":"inner"}}"#)
        .component("c/inner", &log("inner"), "<view/>")
        .launch();
    assert_eq!(
        running.logged(),
        [
            "inner created",
            "outer created",
            "outer behavior attached",
            "outer attached",
            "inner behavior attached",
            "inner attached",
            "onLoad",
            "onShow",
            "outer show",
            "inner show",
            "inner ready",
            "outer ready",
            "onReady"
        ]
    );
    running.program.hide();
    running.program.settle();
    assert_eq!(running.logged(), ["outer hide", "inner hide"]);
    running.eval("getCurrentPages()[0].setData({ on: false })");
    let mut gone = running.logged();
    gone.sort();
    assert_eq!(gone, ["inner detached", "outer detached"]);
    assert_eq!(running.page().tree.len(), 1);
    running.finish();
}

#[test]
fn a_component_as_a_page_gets_the_query_as_properties() {
    let running = Files::new(&["pages/a/a"])
        .part(
            "pages/a/a",
            "Component({ properties: { id: Number, name: String }, methods: {
               onLoad(q) { console.log('onLoad', JSON.stringify(q), this.data.id, this.data.name) },
               onShow() { console.log('onShow') } } })",
            "<view>{{id + 1}}{{name}}</view>",
        )
        .launch_with(peapod_runtime::LaunchOptions {
            path: Some("pages/a/a?id=41&name=x%20y".to_owned()),
            ..Default::default()
        });
    assert_eq!(
        running.logged(),
        [r#"onLoad {"id":"41","name":"x%20y"} 41 x%20y"#, "onShow"]
    );
    assert_eq!(running.text(), "42x%20y");
    running.finish();
}

#[test]
fn selections_relations_and_builtin_behaviors() {
    let running = Files::new(&["pages/a/a"])
        .file("pages/a/a.json", r#"{"usingComponents":{"x-list":"/c/list","x-item":"/c/item"}}"#)
        .part(
            "pages/a/a",
            "Page({ onReady() {
               console.log(this.selectComponent('#l').kind(), this.selectAllComponents('.i').length)
             } })",
            "<x-list id='l'><x-item class='i'/><x-item class='i' name='two'/></x-list>",
        )
        .component(
            "c/list",
            "Component({ relations: { './item': { type: 'child', linked() { this.n = (this.n || 0) + 1 } } },
               methods: { kind() { return 'list of ' + this.n + ' ' + this.getRelationNodes('./item').length } } })",
            "<slot/>",
        )
        .component(
            "c/item",
            "Component({ behaviors: ['wx://form-field'], relations: { './list': { type: 'parent' } },
               lifetimes: { ready() { console.log(this.data.name, this.hasBehavior('wx://form-field')) } } })",
            "<view/>",
        )
        .launch();
    assert_eq!(running.logged(), [" true", "two true", "list of 2 2 2"]);
    running.finish();
}

#[test]
fn relations_reach_components_that_are_loaded_later() {
    let running = Files::new(&["pages/a/a", "pages/b/b"])
        .file(
            "pages/a/a.json",
            r#"{"usingComponents":{"x-item":"/c/item"}}"#,
        )
        .part("pages/a/a", "Page({})", "<x-item/>")
        .file(
            "pages/b/b.json",
            r#"{"usingComponents":{"x-item":"/c/item","x-list":"/c/list"}}"#,
        )
        .part("pages/b/b", "Page({})", "<x-list><x-item/></x-list>")
        .file("c/kin.js", "module.exports = Behavior({})")
        .component(
            "c/item",
            "Component({ behaviors: [require('./kin')], relations: {
               './list': { type: 'parent', linked() { console.log('parent') } } } })",
            "<view/>",
        )
        .component(
            "c/list",
            "Component({ relations: { kin: { type: 'child', target: require('./kin'),
               linked() { console.log('child') } } } })",
            "<slot/>",
        )
        .launch();
    assert_eq!(running.logged(), Vec::<String>::new());
    running.eval("wx.navigateTo({ url: '/pages/b/b' })");
    assert_eq!(running.logged(), ["child", "parent"]);
    running.finish();
}

#[test]
fn lists_without_the_key_are_quiet() {
    let running = Files::new(&["pages/a/a"])
        .part(
            "pages/a/a",
            "Page({ data: { list: [{}, {}], twins: [{ k: 1 }, { k: 1 }] } })",
            "<view wx:for='{{list}}' wx:key='index'>{{index}}</view><view wx:for='{{later}}'/>
             <view wx:for='{{twins}}' wx:key='k'>{{index}}</view>",
        )
        .launch();
    let warnings: Vec<_> = running
        .records()
        .into_iter()
        .filter(|record| record.level == LogLevel::Warn)
        .map(|record| record.text)
        .collect();
    assert_eq!(
        warnings,
        ["pages/a/a: Some keys are not unique while list updates: \"1\"."]
    );
    running.finish();
}

#[test]
fn placeholders_are_replaced_after_the_page_has_been_shown() {
    let running = Files::new(&["pages/a/a"])
        .file(
            "pages/a/a.json",
            r#"{"usingComponents":{"x-late":"/c/late"},"componentPlaceholder":{"x-late":"view"}}"#,
        )
        .part("pages/a/a", "Page({})", "<x-late/>")
        .component(
            "c/late",
            "console.log('loaded'); Component({})",
            "<text>late</text>",
        )
        .launch();
    assert_eq!(running.text(), "late");
    assert!(
        running.page().batch_sizes.len() > 1,
        "it was not part of the first screen"
    );
    running.finish();
}

#[test]
fn model_bindings_go_both_ways() {
    let running = Files::new(&["pages/a/a"])
        .file("pages/a/a.json", r#"{"usingComponents":{"x-c":"/c/c"}}"#)
        .part(
            "pages/a/a",
            "Page({ data: { v: 'a', w: 1 } })",
            "<input model:value='{{v}}'/><x-c model:w='{{w}}'/><view>{{v}}{{w}}</view>",
        )
        .component(
            "c/c",
            "Component({ properties: { w: Number }, methods: { up() { this.setData({ w: this.data.w + 1 }) } } })",
            "<view class='up' bindtap='up'/>",
        )
        .launch();
    let page = running.page();
    let input = page.tree.find("input").unwrap();
    assert!(page.tree.node(input).unwrap().models.contains("value"));
    running.program.view_message(
        page.init.page_id,
        &json!(["model", input, "value", "b"]).to_string(),
    );
    running.tap(".up");
    assert_eq!(running.text(), "b2");
    assert_eq!(running.eval("getCurrentPages()[0].data.v"), json!("b"));
    running.finish();
}

#[test]
fn wxs_runs_in_templates_and_handles_events() {
    let running = Files::new(&["pages/a/a"])
        .part(
            "pages/a/a",
            "Page({ data: { n: 1 }, called(x) { console.log('called', x) }, outer() { console.log('outer') } })",
            "<wxs module='m'>module.exports = {
               twice: function (n) { return n * 2 },
               tap: function (e, owner) { owner.callMethod('called', e.currentTarget.dataset.k);
                 e.instance.setStyle({ color: 'red' }); return false },
               changed: function (now, old, owner, instance) { owner.callMethod('called', now) } }</wxs>
             <view bindtap='outer'><view class='w' data-k='K' bindtap='{{no || m.tap}}' change:n='{{m.changed}}' n='{{n}}'>{{m.twice(n)}}</view></view>",
        )
        .launch();
    assert_eq!(running.text().trim(), "2");
    running.logged();
    running.tap(".w");
    assert_eq!(
        running.logged(),
        ["called K"],
        "returning false stops the event"
    );
    let tree = running.page().tree;
    assert_eq!(
        tree.node(tree.find(".w").unwrap()).unwrap().style,
        "color:red"
    );
    running.eval("getCurrentPages()[0].setData({ n: 4 })");
    assert_eq!(running.logged(), ["called 4"]);
    running.finish();
}

#[test]
fn wxs_change_listeners_see_the_whole_tree_of_the_first_update() {
    let running = Files::new(&["pages/a/a"])
        .part(
            "pages/a/a",
            "Page({ data: { n: 1 } })",
            "<wxs module='m'>module.exports = { changed: function (now, old, owner) {
               owner.selectComponent('#inner').setStyle({ width: now + 'px' }) } }</wxs>
             <view change:n='{{m.changed}}' n='{{n}}'><view id='inner'/></view>",
        )
        .launch();
    assert_eq!(running.errors(), Vec::<String>::new());
    let tree = running.page().tree;
    assert_eq!(
        tree.node(tree.find("#inner").unwrap()).unwrap().style,
        "width:1px"
    );
    running.finish();
}

#[test]
fn properties_may_have_names_of_element_fields() {
    let running = Files::new(&["pages/a/a"])
        .file("pages/a/a.json", r#"{"usingComponents":{"x-c":"/c/c"}}"#)
        .part(
            "pages/a/a",
            "Page({ tap(e) { console.log(e.currentTarget.dataset.k) } })",
            "<x-c dataset='{{[1]}}' slot-name='s' data-k='k' class='t' bindtap='tap'/>",
        )
        .component(
            "c/c",
            "Component({ properties: { dataset: null, is: String, parentNode: String, slotName: String } })",
            "<view>{{dataset[0]}}{{slotName}}</view>",
        )
        .launch();
    assert_eq!(running.text(), "1s");
    running.tap(".t");
    assert_eq!(running.logged(), ["k"]);
    running.finish();
}

#[test]
fn what_stands_behind_a_placeholder_gets_the_data_of_the_moment() {
    let running = Files::new(&["pages/a/a"])
        .file(
            "pages/a/a.json",
            r#"{"usingComponents":{"x-late":"/c/late"},"componentPlaceholder":{"x-late":"view"}}"#,
        )
        .part(
            "pages/a/a",
            "Page({ data: { n: 0, list: [{ id: 'a', n: 0 }, { id: 'b', n: 0 }] },
                onLoad() { this.setData({ n: 7, list: [{ id: 'a', n: 1 }, { id: 'b', n: 2 }, { id: 'c', n: 3 }] }) } })",
            "<x-late n='{{n}}'/><x-late wx:for='{{list}}' wx:key='id' n='{{item.n}}'/>",
        )
        .component(
            "c/late",
            "Component({ properties: { n: Number } })",
            "<text>{{n}},</text>",
        )
        .launch();
    assert_eq!(running.text(), "7,1,2,3,");
    running.finish();
}

#[test]
fn items_with_a_key_that_is_none_stay_when_the_list_grows_and_shrinks() {
    let running = Files::new(&["pages/a/a"])
        .file("pages/a/a.json", r#"{"usingComponents":{"x-c":"/c/c"}}"#)
        .part(
            "pages/a/a",
            "Page({ data: { list: ['a'] } })",
            "<x-c wx:for='{{list}}' wx:key='index' n='{{item}}'/>",
        )
        .component(
            "c/c",
            "Component({ properties: { n: String }, lifetimes: {
               attached() { console.log('+' + this.data.n) }, detached() { console.log('-' + this.data.n) } } })",
            "{{n}}",
        )
        .launch();
    for (list, text, log) in [
        (r#"["a","b"]"#, "ab", vec!["+b"]),
        (r#"["c","b","d"]"#, "cbd", vec!["+d"]),
        (r#"["e"]"#, "e", vec!["-b", "-d"]),
        (r#"[]"#, "", vec!["-e"]),
    ] {
        running.logged();
        running.eval(&format!("getCurrentPages()[0].setData({{ list: {list} }})"));
        assert_eq!(running.text(), text);
        assert_eq!(running.logged(), log, "{list}");
    }
    running.finish();
}
