//! A page's WXML with what it imports, includes and requires.
#![no_main]

use libfuzzer_sys::{Corpus, fuzz_target};
use peapod_compiler_fuzz::{assert_is_expression, compiler, start, verdict};

fuzz_target!(init: start(), |data: &[u8]| -> Corpus {
    let compiler = compiler("p/a.wxml", data);
    if let Some(compiler) = &compiler {
        assert_is_expression(&compiler.template("p/a").code);
    }
    verdict(compiler.as_ref())
});
