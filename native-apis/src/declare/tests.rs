//! The table as a whole.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::disallowed_methods)]

use std::path::{Path, PathBuf};

use serde_json::json;

use super::{GROUPS, Home, Level, logic, matrix, standing, surface};
use crate::bench::Bench;
use crate::error::errno;

fn sources(folder: &Path, suffixes: &[&str], found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        let name = entry.file_name().to_string_lossy().into_owned();
        if path.is_dir() && name != "node_modules" && name != "dist" {
            sources(&path, suffixes, found);
        } else if suffixes.iter().any(|suffix| name.ends_with(suffix)) {
            found.push(path);
        }
    }
}

fn text_of(folder: &str, suffixes: &[&str]) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut files = Vec::new();
    sources(&folder, suffixes, &mut files);
    files
        .iter()
        .filter(|path| !suffixes.contains(&".rs") || path.to_string_lossy().contains("tests"))
        .map(|path| std::fs::read_to_string(path).unwrap())
        .collect()
}

#[test]
fn no_member_is_declared_twice_and_all_are_in_the_surface() {
    let mut names: Vec<&str> = GROUPS
        .iter()
        .flat_map(|group| group.iter())
        .map(|api| api.name())
        .collect();
    for name in &names {
        assert!(
            surface::find(name).is_some(),
            "{name} is not in spec/wx-api-surface.json"
        );
    }
    let count = names.len();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), count);
}

/// A level other than `unsupported` is a claim; each must be exercised by a test that names the
/// member. Listeners are exercised by the event their object emits.
#[test]
fn every_native_claim_is_named_by_a_test() {
    let tests = text_of("src", &[".rs"]);
    let exercised = |name: &str| {
        let (object, member) = name.split_once('.').unwrap_or(("", name));
        if tests.contains(&format!("\"{name}\"")) {
            return true;
        }
        match object {
            // Its tests write `fs(&bench, "method", …)`, and run both halves with one name.
            "FileSystemManager" => {
                tests.contains(&format!("\"{member}\""))
                    || tests.contains(&format!("\"{}\"", member.trim_end_matches("Sync")))
            }
            _ => match member.strip_prefix("on") {
                Some(event) if !object.is_empty() => {
                    let mut event: Vec<char> = event.chars().collect();
                    event[0] = event[0].to_ascii_lowercase();
                    let event: String = event.into_iter().collect();
                    tests.contains(&format!("\"{event}\"")) || event == "waiting"
                }
                _ => false,
            },
        }
    };
    let missing: Vec<&str> = GROUPS
        .iter()
        .flat_map(|group| group.iter())
        .filter(|api| api.status().linux != Level::Unsupported)
        .map(|api| api.name())
        .filter(|name| {
            !name.contains("AudioContext") && !name.contains("AudioManager") || name.contains('.')
        })
        .filter(|name| !exercised(name))
        .collect();
    assert!(missing.is_empty(), "no test names {missing:?}");
}

/// The same for members of the facade, whose tests are in the framework and the end-to-end cases.
#[test]
fn every_logic_claim_is_named_by_a_test() {
    let tests = text_of("../runtime/framework/src", &[".test.ts"])
        + &text_of("../tests", &[".js", ".ts", ".json"]);
    let exercised = |name: &str| match name.strip_suffix(".*") {
        None => tests.contains(name),
        // An object is exercised where a test calls one of its methods.
        Some(object) => surface::all()
            .iter()
            .filter_map(|facts| facts.name.strip_prefix(object)?.strip_prefix('.'))
            .any(|method| tests.contains(&format!(".{method}("))),
    };
    let missing: Vec<&str> = logic::LOGIC
        .iter()
        .map(|(name, _)| *name)
        .filter(|name| !exercised(name))
        .collect();
    assert!(missing.is_empty(), "no test names {missing:?}");
}

#[test]
fn what_is_not_implemented_fails_as_not_supported() {
    let bench = Bench::new();
    let error = bench.call("faceDetect", json!({})).unwrap_err();
    assert_eq!(
        (error.message.as_str(), error.errno),
        ("not supported", Some(errno::NOT_SUPPORTED))
    );
    let error = bench.sync("isVKSupport", json!({})).unwrap_err();
    assert_eq!(error.errno, Some(errno::NOT_SUPPORTED));
}

#[test]
fn off_stands_with_on() {
    let of = |name: &str| standing(surface::find(name).unwrap());
    assert_eq!(of("offNetworkStatusChange"), of("onNetworkStatusChange"));
    assert_eq!(of("RequestTask.offHeadersReceived").0, Home::Native);
    assert_eq!(of("offHCEMessage").0, Home::Unsupported);
}

#[test]
fn the_matrix_as_text_counts_everything() {
    let text = matrix::matrix_markdown();
    assert!(
        text.contains("| `request` | native | implemented | partial | partial |"),
        "{text}"
    );
    assert!(text.contains("| `getLocation` | native | simulated | – | – |"));
    assert!(text.contains("`faceDetect`"));
}

/// `UPDATE=1 cargo test -p peapod-native-apis` writes the page anew.
#[test]
fn the_page_in_docs_is_current() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/apis.md");
    let text = matrix::matrix_markdown();
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, &text).unwrap();
    }
    let page = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        page == text,
        "docs/apis.md is not what the table says; run this test with UPDATE=1"
    );
}

/// The profile that `docs/device-profile.md` shows is the default one.
#[test]
fn the_documented_profile_is_the_default() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/device-profile.md");
    let page = std::fs::read_to_string(path).unwrap();
    let shown = page
        .split("```json\n")
        .nth(1)
        .unwrap()
        .split("```")
        .next()
        .unwrap();
    let shown: crate::DeviceProfile = serde_json::from_str(shown).unwrap();
    assert_eq!(shown, crate::DeviceProfile::default());
}

#[test]
fn a_panic_becomes_a_failure() {
    use super::{Api, Reply, Status};
    struct Broken;
    impl Api for Broken {
        fn name(&self) -> &'static str {
            "broken"
        }
        fn status(&self) -> Status {
            Status::UNSUPPORTED
        }
        fn run(&self, _: &std::sync::Arc<crate::context::Context>, _: crate::value::Args) -> Reply {
            unreachable!("a broken implementation")
        }
    }
    let bench = Bench::new();
    let error = crate::apis::run_guarded(&Broken, bench.apis.context(), Default::default())
        .err()
        .unwrap();
    assert_eq!(error.errno, Some(errno::INTERNAL));
    bench.sync("getStorageSync", json!({"key": "k"})).unwrap();
}
