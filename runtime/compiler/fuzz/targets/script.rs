//! JavaScript and TypeScript modules: the first byte says which.
#![no_main]

use libfuzzer_sys::{Corpus, fuzz_target};
use peapod_compiler_fuzz::{compiler, start, verdict};

fuzz_target!(init: start(), |data: &[u8]| -> Corpus {
    let Some((kind, code)) = data.split_first() else {
        return Corpus::Reject;
    };
    let path = if *kind == b't' { "p/a.ts" } else { "p/a.js" };
    let compiler = compiler(path, code);
    if let Some(compiler) = &compiler {
        let _ = compiler.module(path);
    }
    verdict(compiler.as_ref())
});
