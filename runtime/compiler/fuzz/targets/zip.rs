//! A package in a zip.
#![no_main]

use std::sync::Arc;

use libfuzzer_sys::{Corpus, fuzz_target};
use peapod_compiler::{Compiler, OpenOptions, Package, ZipLimits};
use peapod_compiler_fuzz::start;

fuzz_target!(init: start(), |data: &[u8]| -> Corpus {
    // Small bounds, so that they are met.
    let options = OpenOptions {
        limits: ZipLimits {
            entries: 20,
            total_bytes: 4 << 20,
            ..ZipLimits::default()
        },
        ..OpenOptions::default()
    };
    let Ok(package) = Package::from_zip("fuzz.zip", data, &options) else {
        return Corpus::Keep;
    };
    let mut total = 0;
    for path in package.files() {
        // No name leads out of the package.
        assert!(!path.starts_with('/') && path.split('/').all(|part| part != ".."), "{path}");
        total += package.read(path).map_or(0, |bytes| bytes.len());
    }
    assert!(total as u64 <= options.limits.total_bytes);
    let compiler = Compiler::new(Arc::new(package), None);
    for page in &compiler.package().app().pages {
        compiler.package().component_config(page);
        if let Some(script) = compiler.package().script_of(page) {
            let _ = compiler.module(&script);
        }
    }
    Corpus::Keep
});
