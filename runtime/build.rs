//! The framework bundle is embedded in the engine; without it there is nothing to run.

use std::path::Path;

fn main() {
    let bundle = Path::new(env!("CARGO_MANIFEST_DIR")).join("framework/dist/framework.js");
    println!("cargo::rerun-if-changed={}", bundle.display());
    if !bundle.exists() {
        println!(
            "cargo::error={} is missing: run `cargo xtask setup` (or `npm install && npm run build`)",
            bundle.display()
        );
    }
}
