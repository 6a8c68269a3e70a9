//! Where things are kept on disk.

use std::{
    env,
    path::{Path, PathBuf},
};

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
            let folder = self.cache.join(name);
            match std::fs::remove_dir_all(&folder) {
                Ok(()) => {}
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
                Err(error) => return Err(format!("{}: {error}", folder.display())),
            }
        }
        Ok(())
    }

    /// Below folders that the system gives the application.
    pub fn of_application(data: &Path, cache: PathBuf) -> Self {
        Self::at(data, cache)
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
    use super::*;

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
