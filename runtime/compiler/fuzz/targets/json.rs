//! `app.json` with page, component, theme and project files.
#![no_main]

use libfuzzer_sys::{Corpus, fuzz_target};
use peapod_compiler::{Supported, Theme, check};
use peapod_compiler_fuzz::{compiler, start, verdict};

fuzz_target!(init: start(), |data: &[u8]| -> Corpus {
    let compiler = compiler("app.json", data);
    if let Some(compiler) = &compiler {
        let package = compiler.package();
        for theme in [Theme::Light, Theme::Dark] {
            package.tab_bar(theme);
            for page in &package.app().pages {
                package.page_config(page, theme);
            }
        }
        check(compiler, &Supported::default());
    }
    verdict(compiler.as_ref())
});
