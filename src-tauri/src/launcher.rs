//! Mini-programs that were opened before, in the host's settings.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
    time::{SystemTime, UNIX_EPOCH},
};

use serde::{Deserialize, Serialize};
use tauri::Wry;
use tauri_plugin_store::Store;

/// Entries kept in the list.
const MAX_RECENT: usize = 30;
const KEY: &str = "recent";

/// One mini-program in the launcher.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Entry {
    /// Stable over launches: made from the path.
    pub id: String,
    pub name: String,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub icon: Option<String>,
    pub path: PathBuf,
    /// Milliseconds since 1970; none for what came with the application and was never opened.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub last_opened: Option<u64>,
    #[serde(default)]
    pub bundled: bool,
    #[serde(default)]
    pub appid: String,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub description: Option<String>,
}

impl Entry {
    /// An entry for a mini-program that is opened now.
    pub fn new(path: &Path, name: &str, appid: &str) -> Self {
        let now = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .unwrap_or_default();
        Self {
            id: id_of(path),
            name: name.to_owned(),
            icon: None,
            path: path.to_owned(),
            last_opened: u64::try_from(now.as_millis()).ok(),
            bundled: false,
            appid: appid.to_owned(),
            description: None,
        }
    }
}

/// Names a path in few characters, the same on every launch.
pub fn id_of(path: &Path) -> String {
    // FNV-1a: short, and stable over builds, unlike the standard library's hasher.
    let hash = path
        .to_string_lossy()
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3)
        });
    format!("{hash:016x}")
}

/// The list behind the launcher screen.
#[derive(Clone)]
pub struct Launcher {
    store: Option<Arc<Store<Wry>>>,
}

impl Launcher {
    /// A list kept in `store`; without one, nothing is remembered.
    pub const fn new(store: Option<Arc<Store<Wry>>>) -> Self {
        Self { store }
    }

    /// Newest first; folders that are gone are left out.
    pub fn list(&self) -> Vec<Entry> {
        self.read()
            .into_iter()
            .filter(|entry| entry.path.exists())
            .collect()
    }

    /// A listed mini-program.
    pub fn entry(&self, id: &str) -> Option<Entry> {
        self.read().into_iter().find(|entry| entry.id == id)
    }

    /// Where an entry's package lies.
    pub fn path_of(&self, id: &str) -> Option<PathBuf> {
        self.entry(id).map(|entry| entry.path)
    }

    /// Where the package of an app id lies.
    pub fn path_of_app(&self, app_id: &str) -> Option<PathBuf> {
        self.list()
            .into_iter()
            .find(|entry| entry.appid == app_id)
            .map(|entry| entry.path)
    }

    /// Puts an entry first.
    pub fn remember(&self, entry: Entry) {
        self.write(&with_first(self.read(), entry));
    }

    /// Lists what came with the application; what is listed already stays where it is.
    pub fn offer(&self, entry: Entry) {
        let mut entries = self.read();
        if entries.iter().all(|it| it.id != entry.id) {
            entries.push(entry);
            self.write(&entries);
        }
    }

    /// Drops an entry.
    pub fn remove(&self, id: &str) {
        let mut entries = self.read();
        entries.retain(|entry| entry.id != id);
        self.write(&entries);
    }

    fn read(&self) -> Vec<Entry> {
        let stored = self.store.as_ref().and_then(|store| store.get(KEY));
        stored
            .and_then(|value| serde_json::from_value(value).ok())
            .unwrap_or_default()
    }

    fn write(&self, entries: &[Entry]) {
        let Some(store) = &self.store else { return };
        match serde_json::to_value(entries) {
            Ok(value) => store.set(KEY, value),
            Err(error) => log::error!("the list of mini-programs: {error}"),
        }
        if let Err(error) = store.save() {
            log::warn!("cannot save the list of mini-programs: {error}");
        }
    }
}

fn with_first(mut entries: Vec<Entry>, mut first: Entry) -> Vec<Entry> {
    // What came with the application does so still.
    first.bundled |= entries.iter().any(|it| it.id == first.id && it.bundled);
    entries.retain(|entry| entry.id != first.id);
    entries.insert(0, first);
    let mut room = MAX_RECENT;
    entries.retain(|entry| {
        let stays = entry.bundled || room > 0;
        room = room.saturating_sub(1);
        stays
    });
    entries
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_comes_first_once_and_the_list_is_bounded() {
        let mut list = Vec::new();
        for index in 0..40 {
            list = with_first(
                list,
                Entry::new(Path::new(&format!("/a/{index}")), "n", "wx"),
            );
        }
        assert_eq!(list.len(), MAX_RECENT);
        list = with_first(list, Entry::new(Path::new("/a/20"), "again", "wx"));
        assert_eq!(list.len(), MAX_RECENT);
        assert_eq!(list[0].name, "again");
        assert_eq!(
            list.iter()
                .filter(|entry| entry.path == Path::new("/a/20"))
                .count(),
            1
        );
    }

    #[test]
    fn what_came_with_the_application_stays_in_the_list() {
        let bundled = Entry {
            bundled: true,
            last_opened: None,
            ..Entry::new(Path::new("/b"), "b", "wx")
        };
        let mut list = vec![bundled];
        for index in 0..40 {
            let path = format!("/a/{index}");
            list = with_first(list, Entry::new(Path::new(&path), "n", "wx"));
        }
        assert!(list.iter().any(|entry| entry.path == Path::new("/b")));
        list = with_first(list, Entry::new(Path::new("/b"), "b", "wx"));
        assert!(list[0].bundled && list[0].last_opened.is_some());
    }
}
