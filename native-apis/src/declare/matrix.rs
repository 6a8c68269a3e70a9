//! The declaration table as JSON for the facade, and as the support matrix.

use serde_json::{Value, json};

use super::{Home, Kind, Level, Status, standing, surface};

/// Objects that the page can play itself.
const SOUND: [&str; 4] = [
    "createInnerAudioContext",
    "getBackgroundAudioManager",
    "InnerAudioContext",
    "BackgroundAudioManager",
];

/// The table from which the facade builds `wx` and `wx.canIUse`: an array of
/// `{name, kind, home, call, args, result, object?, promise?, scope?, tap?, legacy?, status}`.
pub fn declarations_json() -> String {
    declarations(false)
}

/// The table for a host whose pages play sound: players are the facade's then, and not simulated
/// here.
pub fn declarations_with_page_sound() -> String {
    declarations(true)
}

fn declarations(page_sound: bool) -> String {
    let rows: Vec<Value> = surface::all()
        .iter()
        .map(|facts| {
            let (mut home, status) = standing(facts);
            let owner = facts.name.split('.').next().unwrap_or("");
            if page_sound && home == Home::Native && SOUND.contains(&owner) {
                home = Home::Logic;
            }
            let mut row = json!({
                "name": facts.name,
                "kind": facts.kind,
                "home": home,
                "call": facts.call,
                "args": facts.args,
                "result": facts.result,
                "status": status,
            });
            if let Some(object) = &facts.object {
                row["object"] = json!(object);
            }
            if let Some(scope) = &facts.scope {
                row["scope"] = json!(scope);
            }
            if !facts.promise {
                row["promise"] = json!(false);
            }
            if facts.tap {
                row["tap"] = json!(true);
            }
            if facts.legacy {
                row["legacy"] = json!(true);
            }
            row
        })
        .collect();
    Value::Array(rows).to_string()
}

fn members() -> impl Iterator<Item = (&'static surface::Facts, Home, Status)> {
    surface::all()
        .iter()
        .filter(|facts| !facts.name.contains('.') && facts.kind != Kind::Object)
        .map(|facts| {
            let (home, status) = standing(facts);
            (facts, home, status)
        })
}

/// `peapod api --json`: `[{"name", "kind", "status": {"linux", "android", "ios"}}]` for every
/// `wx` member.
pub fn matrix_json() -> String {
    let rows: Vec<Value> = members()
        .map(|(facts, _, status)| {
            json!({ "name": facts.name, "kind": facts.kind, "status": status })
        })
        .collect();
    Value::Array(rows).to_string()
}

fn word(level: Level) -> &'static str {
    match level {
        Level::Implemented => "implemented",
        Level::Simulated => "simulated",
        Level::Partial => "partial",
        Level::Unsupported => "–",
    }
}

/// The text of `docs/apis.md`.
pub fn matrix_markdown() -> String {
    let mut supported = Vec::new();
    let mut missing = Vec::new();
    for (facts, home, status) in members() {
        if status == Status::UNSUPPORTED {
            missing.push(format!("`{}`", facts.name));
        } else {
            supported.push(format!(
                "| `{}` | {} | {} | {} | {} |",
                facts.name,
                if home == Home::Logic {
                    "logic"
                } else {
                    "native"
                },
                word(status.linux),
                word(status.android),
                word(status.ios),
            ));
        }
    }
    supported.sort();
    missing.sort();
    format!(
        "# Support of `wx` members\n\n\
         Generated from the declaration table of `native-apis`; do not edit.\n\n\
         * **implemented**: does what WeChat does, backed by a test on that platform.\n\
         * **simulated**: answers from the simulated device (`docs/device-profile.md`), backed by a test.\n\
         * **partial**: works in part, or is portable code that has not been run on that platform.\n\
         * **–**: fails with `<name>:fail not supported` (errno 100).\n\n\
         {} of {} members are supported on at least one platform.\n\n\
         | member | home | Linux | Android | iOS |\n|---|---|---|---|---|\n{}\n\n\
         ## Not supported\n\n{}\n",
        supported.len(),
        supported.len() + missing.len(),
        supported.join("\n"),
        missing.join(", "),
    )
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;

    #[test]
    fn the_matrix_has_every_member_once() {
        let rows: Vec<Value> = serde_json::from_str(&matrix_json()).unwrap();
        assert!(rows.len() >= 499, "{}", rows.len());
        let row = rows.iter().find(|row| row["name"] == "getStorage").unwrap();
        assert_eq!(row["kind"], "async");
        assert_eq!(row["status"]["linux"], "implemented");
        let row = rows.iter().find(|row| row["name"] == "faceDetect").unwrap();
        assert_eq!(row["status"]["ios"], "unsupported");
    }

    #[test]
    fn sound_moves_to_the_page() {
        let home = |table: &str| {
            let rows: Vec<Value> = serde_json::from_str(table).unwrap();
            rows.iter()
                .find(|row| row["name"] == "InnerAudioContext.play")
                .unwrap()["home"]
                .clone()
        };
        assert_eq!(home(&declarations_json()), "native");
        assert_eq!(home(&declarations_with_page_sound()), "logic");
    }

    #[test]
    fn declarations_carry_arguments_and_manager_methods() {
        let rows: Vec<Value> = serde_json::from_str(&declarations_json()).unwrap();
        let row = |name: &str| rows.iter().find(|row| row["name"] == name).unwrap();
        assert_eq!(row("setStorageSync")["call"], "positional");
        assert_eq!(row("setStorageSync")["args"][0]["name"], "key");
        assert_eq!(row("request")["object"], "RequestTask");
        assert!(
            rows.iter()
                .any(|row| row["name"] == "FileSystemManager.readFile")
        );
    }
}
