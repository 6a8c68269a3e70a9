//! A page's or component's WXSS with what it imports.
#![no_main]

use libfuzzer_sys::{Corpus, fuzz_target};
use peapod_compiler_fuzz::{compiler, start, verdict};

fuzz_target!(init: start(), |data: &[u8]| -> Corpus {
    let compiler = compiler("p/a.wxss", data);
    if let Some(compiler) = &compiler {
        compiler.style("p/a", None);
        compiler.style("p/a", Some("scope"));
    }
    verdict(compiler.as_ref())
});
