//! A WXS module with what it requires.
#![no_main]

use libfuzzer_sys::{Corpus, fuzz_target};
use peapod_compiler_fuzz::{assert_is_expression, compiler, start, verdict};

/// The input is the module; the template that uses it is always the same.
const PAGE: &[u8] = b"\n=== p/a.wxml\n<wxs module=\"m\" src=\"m.wxs\"/>{{m.f(m.v)}}";

fuzz_target!(init: start(), |data: &[u8]| -> Corpus {
    let compiler = compiler("p/m.wxs", &[data, PAGE].concat());
    if let Some(compiler) = &compiler {
        assert_is_expression(&compiler.template("p/a").code);
    }
    verdict(compiler.as_ref())
});
