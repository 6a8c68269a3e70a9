//! `require`, timers.

use serde_json::json;

use crate::program::Files;

#[test]
fn relative_absolute_cyclic_json_and_esm() {
    let running = Files::new(&["pages/a/a"])
        .part(
            "pages/a/a",
            "const one = require('../../lib/one'); const { name } = require('/lib/data.json')
             import esm, { named } from '../../lib/esm'
             console.log(one.value, one.seen, name, esm, named, require('../../lib/one.js') === one)
             Page({})",
            "<view/>",
        )
        .file(
            "lib/one.js",
            "exports.early = 1; exports.seen = require('./two').got; exports.value = 'one'",
        )
        .file(
            "lib/two.js",
            "exports.got = 'two saw ' + Object.keys(require('./one'))",
        )
        .file("lib/data.json", r#"{"name":"json"}"#)
        .file(
            "lib/esm.js",
            "export default 'default'; export const named = 'named'",
        )
        .launch();
    assert_eq!(
        running.logged(),
        ["one two saw early json default named true"]
    );
    running.finish();
}

#[test]
fn npm_packages_and_missing_modules() {
    let running = Files::new(&["pages/a/a"])
        .part(
            "pages/a/a",
            "console.log(require('dep').v)
             try { require('./gone') } catch (e) { console.log(e.message.includes('./gone')) }
             Page({})",
            "<view/>",
        )
        .file(
            "miniprogram_npm/dep/index.js",
            "module.exports = { v: require('./v') }",
        )
        .file("miniprogram_npm/dep/v.js", "module.exports = 7")
        .launch();
    assert_eq!(running.logged(), ["7", "true"]);
    running.finish();
}

#[test]
fn a_module_that_throws_runs_again() {
    let running = Files::new(&["pages/a/a"])
        .part(
            "pages/a/a",
            "global.tries = 0
             for (let i = 0; i < 2; i++) try { console.log(require('./flaky').ok) } catch (e) { console.log(e.message) }
             Page({})",
            "<view/>",
        )
        .file("pages/a/flaky.js", "if (++global.tries < 2) throw new Error('not yet'); exports.ok = 'ok'")
        .launch();
    assert_eq!(running.logged(), ["not yet", "ok"]);
    running.finish();
}

#[test]
fn asynchronous_require() {
    let running = Files::new(&["pages/a/a"])
        .part(
            "pages/a/a",
            "require.async('../../lib').then(m => console.log('async', m.v))
             require('../../lib', m => console.log('callback', m.v))
             require('../../gone', () => {}, e => console.log('failed', e.mod))
             console.log('first')
             Page({})",
            "<view/>",
        )
        .file("lib/index.js", "exports.v = 1")
        .launch();
    let mut logged = running.logged();
    assert_eq!(logged.remove(0), "first");
    logged.sort();
    assert_eq!(logged, ["async 1", "callback 1", "failed ../../gone"]);
    running.finish();
}

#[test]
fn timers_run_in_order_and_can_be_cleared() {
    let running = Files::new(&["pages/a/a"])
        .part(
            "pages/a/a",
            "Page({ onLoad() {
               setTimeout((x) => console.log('timeout', x), 0, 'arg')
               clearTimeout(setTimeout(() => console.log('never'), 0))
               Promise.resolve().then(() => console.log('job'))
               let n = 0
               const id = setInterval(() => { console.log('tick', ++n); if (n == 2) { clearInterval(id); this.done() } }, 1)
               console.log('sync')
             }, done() { console.log('done') } })",
            "<view/>",
        )
        .launch();
    // The interval's end is an event of its own to wait for.
    while running.eval("0") == json!(0)
        && !running.records().iter().any(|record| record.text == "done")
    {
        std::thread::yield_now();
    }
    assert_eq!(
        running.logged(),
        ["sync", "job", "timeout arg", "tick 1", "tick 2", "done"]
    );
    running.finish();
}

#[test]
fn names_of_the_browser_have_no_value_but_may_be_mentioned() {
    let running = Files::new(&["pages/a/a"])
        .part(
            "pages/a/a",
            "const location = 'own'; require('./umd'); console.log(location, typeof navigator); Page({})",
            "<view/>",
        )
        .file(
            "pages/a/umd.js",
            "(function (root, factory) { module.exports = factory(root) })(window, root => console.log(String(root)))",
        )
        .launch();
    assert_eq!(running.logged(), ["undefined", "own undefined"]);
    assert!(running.errors().is_empty());
    running.finish();
}
