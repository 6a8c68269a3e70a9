//! The page runtime, embedded by `build.rs`.

include!(concat!(env!("OUT_DIR"), "/page_assets.rs"));

/// A file of the page runtime.
pub fn page_asset(path: &str) -> Option<&'static [u8]> {
    PAGE_ASSETS
        .iter()
        .find(|(name, _)| *name == path)
        .map(|(_, bytes)| *bytes)
}
