//! `Info.plist` and the privacy manifest of the iOS application, from `mobile/ios/plist.json` and the
//! APIs that the sources call.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use serde_json::Value;

const TABLE: &str = "mobile/ios/plist.json";
const CONFIG: &str = "src-tauri/tauri.conf.json";
/// Merged into the application's `Info.plist` by Tauri's command line before each build.
const MERGED: &str = "src-tauri/Info.ios.plist";
/// What XcodeGen and Tauri make of `project.yml` and the file above.
const INFO: &str = "src-tauri/gen/apple/peapod_iOS/Info.plist";
const PRIVACY: &str = "src-tauri/gen/apple/peapod_iOS/PrivacyInfo.xcprivacy";

/// Files to write, by their paths below the root.
pub fn outputs(root: &Path) -> Result<Vec<(&'static str, String)>, String> {
    let table = read_json(&root.join(TABLE))?;
    let version = read_json(&root.join(CONFIG))?["version"]
        .as_str()
        .ok_or_else(|| format!("{CONFIG}: no version"))?
        .to_owned();
    let code = sources(root, &table)?;
    let own = own_keys(&table, &code)?;
    let whole = standard_keys(&version).into_iter().chain(own.clone());
    Ok(vec![
        (MERGED, document(&Plist::Dict(own))),
        (INFO, document(&Plist::Dict(whole.collect()))),
        (PRIVACY, document(&privacy(&table, &code)?)),
    ])
}

fn read_json(path: &Path) -> Result<Value, String> {
    let text = fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?;
    serde_json::from_str(&text).map_err(|e| format!("{}: {e}", path.display()))
}

/// A property list.
#[derive(Debug, Clone)]
enum Plist {
    Bool(bool),
    Text(String),
    List(Vec<Plist>),
    Dict(Keys),
}

type Keys = Vec<(String, Plist)>;

fn dict<const N: usize>(all: [(&str, Plist); N]) -> Plist {
    Plist::Dict(keyed(all))
}

fn keyed<const N: usize>(all: [(&str, Plist); N]) -> Keys {
    all.map(|(key, value)| (key.to_owned(), value)).to_vec()
}

fn text(text: &str) -> Plist {
    Plist::Text(text.to_owned())
}

fn texts(all: &[&str]) -> Plist {
    Plist::List(all.iter().copied().map(text).collect())
}

/// The Rust code that may call Apple's APIs.
fn sources(root: &Path, table: &Value) -> Result<String, String> {
    let mut code = String::new();
    for source in table["sources"].as_array().into_iter().flatten() {
        let name = source.as_str().unwrap_or_default();
        read_all(&root.join(name), &mut code).map_err(|e| format!("{TABLE}: {name}: {e}"))?;
    }
    Ok(code)
}

fn read_all(path: &Path, code: &mut String) -> std::io::Result<()> {
    if path.is_dir() {
        let mut entries = fs::read_dir(path)?.collect::<Result<Vec<_>, _>>()?;
        entries.sort_by_key(std::fs::DirEntry::path);
        for entry in entries {
            read_all(&entry.path(), code)?;
        }
    } else if path.extension().is_some_and(|extension| extension == "rs") {
        let text = fs::read_to_string(path)?;
        // Only code: what a comment names is not called.
        for line in text
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"))
        {
            code.push_str(line);
            code.push('\n');
        }
    }
    Ok(())
}

/// Whether one of the entry's symbols is in the code.
fn is_used(entry: &Value, code: &str) -> Result<bool, String> {
    let symbols = entry["symbols"]
        .as_array()
        .filter(|symbols| !symbols.is_empty())
        .ok_or_else(|| format!("{TABLE}: an entry has no symbols: {entry}"))?;
    Ok(symbols
        .iter()
        .filter_map(Value::as_str)
        .any(|symbol| code.contains(symbol)))
}

fn used<'t>(table: &'t Value, list: &str, code: &str) -> Result<Vec<&'t Value>, String> {
    let mut found = Vec::new();
    for entry in table[list].as_array().into_iter().flatten() {
        if is_used(entry, code)? {
            found.push(entry);
        }
    }
    Ok(found)
}

/// What XcodeGen writes for `project.yml`.
fn standard_keys(version: &str) -> Keys {
    let portrait = "UIInterfaceOrientationPortrait";
    let upside_down = "UIInterfaceOrientationPortraitUpsideDown";
    let left = "UIInterfaceOrientationLandscapeLeft";
    let right = "UIInterfaceOrientationLandscapeRight";
    keyed([
        ("CFBundleDevelopmentRegion", text("$(DEVELOPMENT_LANGUAGE)")),
        ("CFBundleExecutable", text("$(EXECUTABLE_NAME)")),
        ("CFBundleIdentifier", text("$(PRODUCT_BUNDLE_IDENTIFIER)")),
        ("CFBundleInfoDictionaryVersion", text("6.0")),
        ("CFBundleName", text("$(PRODUCT_NAME)")),
        ("CFBundlePackageType", text("APPL")),
        ("CFBundleShortVersionString", text(version)),
        ("CFBundleVersion", text(version)),
        ("LSRequiresIPhoneOS", Plist::Bool(true)),
        ("UILaunchStoryboardName", text("LaunchScreen")),
        ("UIRequiredDeviceCapabilities", texts(&["arm64", "metal"])),
        (
            "UISupportedInterfaceOrientations",
            texts(&[portrait, left, right]),
        ),
        (
            "UISupportedInterfaceOrientations~ipad",
            texts(&[portrait, upside_down, left, right]),
        ),
    ])
}

/// What this application adds.
fn own_keys(table: &Value, code: &str) -> Result<Keys, String> {
    let mut keys: Keys = Vec::new();
    for usage in used(table, "usages", code)? {
        let (Some(key), Some(why)) = (usage["key"].as_str(), usage["text"].as_str()) else {
            return Err(format!("{TABLE}: a usage lacks key or text: {usage}"));
        };
        keys.push((key.to_owned(), text(why)));
    }
    let scheme = dict([
        ("CFBundleTypeRole", text("Viewer")),
        ("CFBundleURLName", text("dev.peapod.host")),
        ("CFBundleURLSchemes", texts(&["peapod"])),
    ]);
    let package = dict([
        ("CFBundleTypeName", text("Mini-program")),
        ("CFBundleTypeRole", text("Viewer")),
        // Whatever else opens zip files is asked first.
        ("LSHandlerRank", text("Alternate")),
        ("LSItemContentTypes", texts(&["public.zip-archive"])),
    ]);
    let transport = dict([("NSAllowsArbitraryLoads", Plist::Bool(false))]);
    keys.extend(keyed([
        ("CFBundleDocumentTypes", Plist::List(vec![package])),
        ("CFBundleURLTypes", Plist::List(vec![scheme])),
        // Copies come into the application's own folder.
        ("LSSupportsOpeningDocumentsInPlace", Plist::Bool(false)),
        ("NSAppTransportSecurity", transport),
        // The colour of the clock is the navigation bar's.
        (
            "UIViewControllerBasedStatusBarAppearance",
            Plist::Bool(false),
        ),
    ]));
    Ok(keys)
}

fn privacy(table: &Value, code: &str) -> Result<Plist, String> {
    let mut types = Vec::new();
    for entry in used(table, "reasons", code)? {
        let kind = entry["type"]
            .as_str()
            .ok_or_else(|| format!("{TABLE}: a reason lacks its type: {entry}"))?;
        let reasons = entry["reasons"].as_array().into_iter().flatten();
        types.push(dict([
            ("NSPrivacyAccessedAPIType", text(kind)),
            (
                "NSPrivacyAccessedAPITypeReasons",
                Plist::List(reasons.filter_map(Value::as_str).map(text).collect()),
            ),
        ]));
    }
    Ok(dict([
        ("NSPrivacyAccessedAPITypes", Plist::List(types)),
        // The container collects nothing; what a mini-program sends is its author's.
        ("NSPrivacyCollectedDataTypes", Plist::List(Vec::new())),
        ("NSPrivacyTracking", Plist::Bool(false)),
        ("NSPrivacyTrackingDomains", Plist::List(Vec::new())),
    ]))
}

fn document(plist: &Plist) -> String {
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <!-- Generated from {TABLE} by `cargo xtask codegen`; do not edit by hand. -->\n\
         <!DOCTYPE plist PUBLIC \"-//Apple//DTD PLIST 1.0//EN\" \"http://www.apple.com/DTDs/PropertyList-1.0.dtd\">\n\
         <plist version=\"1.0\">\n"
    );
    write(&mut out, plist, 0);
    out.push_str("</plist>\n");
    out
}

fn write(out: &mut String, plist: &Plist, depth: usize) {
    let tabs = "\t".repeat(depth);
    match plist {
        Plist::Bool(value) => {
            let _ = writeln!(out, "{tabs}<{value}/>");
        }
        Plist::Text(text) => {
            let _ = writeln!(out, "{tabs}<string>{}</string>", escaped(text));
        }
        Plist::List(all) if all.is_empty() => {
            let _ = writeln!(out, "{tabs}<array/>");
        }
        Plist::List(all) => {
            let _ = writeln!(out, "{tabs}<array>");
            for item in all {
                write(out, item, depth + 1);
            }
            let _ = writeln!(out, "{tabs}</array>");
        }
        Plist::Dict(all) => {
            let _ = writeln!(out, "{tabs}<dict>");
            for (key, value) in all {
                let _ = writeln!(out, "{tabs}\t<key>{}</key>", escaped(key));
                write(out, value, depth + 1);
            }
            let _ = writeln!(out, "{tabs}</dict>");
        }
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn root() -> &'static Path {
        Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
    }

    fn committed(path: &str) -> String {
        fs::read_to_string(root().join(path)).unwrap()
    }

    fn keys(plist: &str) -> Vec<String> {
        plist
            .split("<key>")
            .skip(1)
            .filter_map(|rest| Some(rest.split_once("</key>")?.0.to_owned()))
            .collect()
    }

    /// The line after a key.
    fn value<'p>(plist: &'p str, key: &str) -> &'p str {
        let (_, rest) = plist.split_once(&format!("<key>{key}</key>\n")).unwrap();
        rest.lines().next().unwrap().trim()
    }

    #[test]
    fn what_is_used_is_declared_and_nothing_else() {
        let info = committed(INFO);
        let declared: Vec<String> = keys(&info)
            .into_iter()
            .filter(|key| key.ends_with("UsageDescription"))
            .collect();
        // Spelled out, so that an API that asks the user for something new is seen in a review.
        assert_eq!(
            declared,
            [
                "NSCameraUsageDescription",
                "NSMicrophoneUsageDescription",
                "NSLocationWhenInUseUsageDescription",
                "NSMotionUsageDescription",
                "NSPhotoLibraryAddUsageDescription",
                "NSContactsUsageDescription",
                "NSLocalNetworkUsageDescription",
            ]
        );
        for key in declared {
            assert!(
                value(&info, &key).len() > "<string></string>".len(),
                "{key}"
            );
        }
    }

    #[test]
    fn transport_security_is_on_and_nothing_runs_in_the_background() {
        for path in [INFO, MERGED] {
            let info = committed(path);
            assert_eq!(value(&info, "NSAllowsArbitraryLoads"), "<false/>", "{path}");
            let forbidden = [
                "NSExceptionDomains",
                "NSAllowsArbitraryLoadsInWebContent",
                "NSAllowsLocalNetworking",
                "UIBackgroundModes",
                "UIFileSharingEnabled",
                "LSApplicationQueriesSchemes",
            ];
            for key in forbidden {
                assert!(!keys(&info).iter().any(|it| it == key), "{path}: {key}");
            }
        }
        let rights = committed("src-tauri/gen/apple/peapod_iOS/peapod_iOS.entitlements");
        assert!(
            keys(&rights).is_empty(),
            "a right is asked for that nothing uses"
        );
        let project = committed("src-tauri/gen/apple/project.yml");
        assert!(!project.contains("UIBackgroundModes"));
    }

    #[test]
    fn nothing_is_tracked_or_collected() {
        let privacy = committed(PRIVACY);
        assert_eq!(value(&privacy, "NSPrivacyTracking"), "<false/>");
        assert_eq!(value(&privacy, "NSPrivacyCollectedDataTypes"), "<array/>");
    }

    #[test]
    fn an_api_in_use_brings_its_usage_string() {
        let table = read_json(&root().join(TABLE)).unwrap();
        let keys = |code: &str| {
            let own = own_keys(&table, code).unwrap();
            own.into_iter().map(|(key, _)| key).collect::<Vec<_>>()
        };
        let bluetooth = "NSBluetoothAlwaysUsageDescription".to_owned();
        assert!(keys("CBCentralManager::new()").contains(&bluetooth));
        assert!(!keys("").contains(&bluetooth));
    }

    #[test]
    fn every_framework_that_rust_calls_is_linked() {
        let project = committed("src-tauri/gen/apple/project.yml");
        let manifest = committed("mobile/ios/Cargo.toml");
        let mut wanted = vec!["ContactsUI".to_owned()];
        for line in manifest.lines() {
            let Some((name, _)) = line
                .strip_prefix("objc2-")
                .and_then(|rest| rest.split_once(".workspace"))
            else {
                continue;
            };
            wanted.push(match name {
                "avf-audio" => "AVFAudio".to_owned(),
                "av-foundation" => "AVFoundation".to_owned(),
                "ui-kit" => "UIKit".to_owned(),
                "web-kit" => "WebKit".to_owned(),
                "photos-ui" => "PhotosUI".to_owned(),
                other => other
                    .split('-')
                    .map(|word| {
                        let (first, rest) = word.split_at(1);
                        first.to_uppercase() + rest
                    })
                    .collect(),
            });
        }
        assert!(wanted.len() > 10, "{wanted:?}");
        for framework in wanted {
            let line = format!("- sdk: {framework}.framework\n");
            assert!(project.contains(&line), "project.yml lacks {framework}");
        }
    }

    #[test]
    fn text_is_escaped() {
        assert_eq!(escaped("a<b & c"), "a&lt;b &amp; c");
    }
}
