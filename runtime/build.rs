//! The framework bundles are embedded in the engine; without them there is nothing to run.

use std::path::Path;

fn main() {
    for name in ["framework.js", "worker.js", "intl.js", "xr-frame.js"] {
        let bundle = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("framework/dist")
            .join(name);
        println!("cargo::rerun-if-changed={}", bundle.display());
        if !bundle.exists() {
            println!(
                "cargo::error={} is missing: run `cargo xtask setup` (or `npm install && npm run build`)",
                bundle.display()
            );
        }
    }
}
