//! Where things are kept on disk.

use std::{
    env,
    path::{Path, PathBuf},
};

use peapod_native_apis::policy::sandbox::app_segment;

/// Folders of this host. Nothing is created here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folders {
    /// Storage and files of mini-programs, a folder per app id.
    pub apps: PathBuf,
    /// Web storage of `<web-view>` pages, a folder per app id.
    pub web: PathBuf,
    /// The host's settings.
    pub settings: PathBuf,
    /// `peapod.json`: see `policy_file`.
    pub policy: PathBuf,
    /// Compiled packages.
    pub cache: PathBuf,
}

impl Folders {
    /// Everything under `data_dir` if given, else in the XDG directories (on other systems: in
    /// their counterparts).
    pub fn new(data_dir: Option<&Path>) -> Self {
        match data_dir {
            Some(root) => Self::at(root, root.join("cache")),
            None => Self::at(&default_data(), default_cache()),
        }
    }

    /// Removes what compiling has left.
    ///
    /// # Errors
    /// The system does not let it.
    pub fn forget_compiled(&self) -> Result<(), String> {
        for name in ["compiled", "bytecode"] {
            remove(&self.cache.join(name))?;
        }
        Ok(())
    }

    /// Below folders that the system gives the application.
    pub fn of_application(data: &Path, cache: PathBuf) -> Self {
        Self::at(data, cache)
    }

    /// Web storage of one mini-program's pages. A package may call itself anything.
    pub fn web_of(&self, data_id: &str) -> PathBuf {
        self.web.join(app_segment(data_id))
    }

    /// Removes what a mini-program has stored, permissions included.
    ///
    /// # Errors
    /// The system does not let it.
    pub fn forget_app(&self, data_id: &str) -> Result<(), String> {
        remove(&self.apps.join(app_segment(data_id)))?;
        remove(&self.web_of(data_id))
    }

    /// Mini-programs that come with the application.
    pub fn bundled(&self) -> PathBuf {
        self.beside_apps("bundled")
    }

    /// Packages that the user has installed.
    pub fn packages(&self) -> PathBuf {
        self.beside_apps("packages")
    }

    fn beside_apps(&self, name: &str) -> PathBuf {
        self.apps.with_file_name(name)
    }

    fn at(data: &Path, cache: PathBuf) -> Self {
        Self {
            apps: data.join("apps"),
            web: data.join("web"),
            settings: data.join("settings.json"),
            policy: data.join("peapod.json"),
            cache,
        }
    }
}

/// Removes a folder, if it is there.
fn remove(folder: &Path) -> Result<(), String> {
    match std::fs::remove_dir_all(folder) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(format!("{}: {error}", folder.display())),
    }
}

fn default_data() -> PathBuf {
    variable("XDG_DATA_HOME").map_or_else(|| home(DATA), |folder| folder.join("peapod"))
}

fn default_cache() -> PathBuf {
    variable("XDG_CACHE_HOME").map_or_else(|| home(CACHE), |folder| folder.join("peapod"))
}

#[cfg(target_os = "macos")]
const DATA: &str = "Library/Application Support/dev.peapod.host";
#[cfg(target_os = "macos")]
const CACHE: &str = "Library/Caches/dev.peapod.host";
#[cfg(windows)]
const DATA: &str = "AppData/Local/peapod/data";
#[cfg(windows)]
const CACHE: &str = "AppData/Local/peapod/cache";
#[cfg(not(any(target_os = "macos", windows)))]
const DATA: &str = ".local/share/peapod";
#[cfg(not(any(target_os = "macos", windows)))]
const CACHE: &str = ".cache/peapod";

fn home(below: &str) -> PathBuf {
    let home = if cfg!(windows) {
        variable("USERPROFILE")
    } else {
        variable("HOME")
    };
    home.unwrap_or_else(env::temp_dir).join(below)
}

/// An absolute path from the environment; the XDG specification has relative ones ignored.
fn variable(name: &str) -> Option<PathBuf> {
    env::var_os(name)
        .map(PathBuf::from)
        .filter(|path| path.is_absolute())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_forgotten_mini_program_leaves_nothing_and_others_stay() {
        let root = tempfile::tempdir().unwrap();
        let folders = Folders::new(Some(root.path()));
        for id in ["wx1", "wx2"] {
            std::fs::create_dir_all(folders.apps.join(id).join("files")).unwrap();
            std::fs::create_dir_all(folders.web_of(id)).unwrap();
        }
        folders.forget_app("wx1").unwrap();
        assert!(!folders.apps.join("wx1").exists() && !folders.web_of("wx1").exists());
        assert!(folders.apps.join("wx2/files").exists() && folders.web_of("wx2").exists());
        folders.forget_app("wx1").unwrap();
    }

    #[test]
    fn no_app_id_leads_out_of_its_folder() {
        let root = tempfile::tempdir().unwrap();
        let folders = Folders::new(Some(root.path()));
        std::fs::create_dir_all(&folders.apps).unwrap();
        std::fs::create_dir_all(&folders.web).unwrap();
        for id in ["..", "../apps", "/", "."] {
            assert_eq!(folders.web_of(id).parent(), Some(folders.web.as_path()));
            folders.forget_app(id).unwrap();
            assert!(folders.apps.exists() && folders.web.exists(), "{id}");
        }
    }

    #[test]
    fn a_data_dir_holds_everything() {
        let folders = Folders::new(Some(Path::new("/d")));
        for path in [
            &folders.apps,
            &folders.web,
            &folders.settings,
            &folders.policy,
            &folders.cache,
            &folders.bundled(),
            &folders.packages(),
        ] {
            assert!(path.starts_with("/d"), "{}", path.display());
        }
    }
}
