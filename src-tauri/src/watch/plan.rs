//! What a save means beyond the code that the compiler knows.

use peapod_compiler::{Package, Theme, Update};

use super::files::Saved;

/// Files that set up the mini-program as a whole.
const APP_FILES: [&str; 4] = [
    "app.json",
    "theme.json",
    "project.config.json",
    "project.private.config.json",
];
/// What pages load themselves.
const ASSETS: [&str; 18] = [
    "png", "jpg", "jpeg", "gif", "webp", "svg", "bmp", "ico", "ttf", "otf", "woff", "woff2", "mp3",
    "m4a", "aac", "wav", "mp4", "mov",
];
/// Files that others find by their name: what is found changes when one comes or goes.
const FOUND_BY_NAME: [&str; 5] = ["js", "ts", "json", "cjs", "mjs"];

/// What must happen.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// Only a new start shows the change.
    pub restart: bool,
    /// Pictures, fonts and sounds that pages load anew.
    pub assets: Vec<String>,
}

impl Plan {
    pub fn of(old: &Package, new: &Package, saved: &Saved, update: &Update) -> Self {
        let broken = |file: &str| update.errors.iter().any(|found| found.file == file);
        let app = saved
            .all()
            .iter()
            .any(|file| APP_FILES.contains(&file.as_str()) && !broken(file));
        let moved = saved
            .moved
            .iter()
            .any(|file| FOUND_BY_NAME.contains(&extension(file)) && !broken(file));
        let icons = tab_icons(new);
        let assets: Vec<String> = saved
            .all()
            .into_iter()
            .filter(|file| ASSETS.contains(&extension(file)))
            .collect();
        let icon = assets.iter().any(|file| icons.contains(file));
        Self {
            restart: app || moved || icon || old.app_id() != new.app_id(),
            assets,
        }
    }
}

fn extension(file: &str) -> &str {
    file.rsplit_once('.').map_or("", |(_, extension)| extension)
}

/// The shell has these, and is told of them at the start.
fn tab_icons(package: &Package) -> Vec<String> {
    let bar = package.tab_bar(Theme::Light);
    bar.into_iter()
        .flat_map(|bar| bar.list)
        .flat_map(|item| [item.icon_path, item.selected_icon_path])
        .map(|path| path.trim_start_matches('/').to_owned())
        .collect()
}
