//! Packages that the user has installed on this phone: zips in one folder of the host.

use std::{
    fs,
    io::Write as _,
    path::{Path, PathBuf},
};

use peapod_compiler::{OpenOptions, Package};

/// WeChat takes 30 MB for a mini-program with all its subpackages, and a package is read whole
/// before it is kept; twice that leaves room for what developers leave in.
pub const LARGEST: usize = 64 << 20;

/// Where packages are kept.
#[derive(Debug, Clone)]
pub struct Packages {
    folder: PathBuf,
}

/// A package that was read and found to open, not yet kept.
#[derive(Debug)]
pub struct Candidate {
    pub name: String,
    pub app_id: String,
    file: PathBuf,
    bytes: Vec<u8>,
}

impl Candidate {
    /// Whether keeping it replaces an installed package.
    pub fn replaces(&self) -> bool {
        self.file.exists()
    }
}

impl Packages {
    /// The packages in a folder, which need not exist yet.
    pub const fn new(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// An installed package by its clean path below the folder.
    pub fn find(&self, path: &Path) -> Option<PathBuf> {
        let path = self.folder.join(path);
        path.exists().then_some(path)
    }

    /// Removes an installed package, and says so; nothing happens to what lies elsewhere.
    ///
    /// # Errors
    /// The system does not let it.
    pub fn remove(&self, path: &Path) -> Result<bool, String> {
        let ours = path.parent().is_some_and(|parent| {
            match (parent.canonicalize(), self.folder.canonicalize()) {
                (Ok(parent), Ok(folder)) => parent == folder,
                _ => false,
            }
        });
        let installed = ours && path.exists();
        if installed {
            fs::remove_file(path).map_err(|error| format!("{}: {error}", path.display()))?;
        }
        Ok(installed)
    }

    /// Reads a file that the user chose.
    ///
    /// # Errors
    /// It cannot be read, is too large, or is no mini-program; the text is for the user.
    pub fn read(&self, file: &Path) -> Result<Candidate, String> {
        let name = file
            .file_name()
            .map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default();
        let failed = |error: std::io::Error| format!("{}: {error}", file.display());
        let length = fs::metadata(file).map_err(failed)?.len();
        if length > LARGEST as u64 {
            return Err(format!(
                "{name}: larger than {} MB; leave out what the mini-program does not need",
                LARGEST >> 20
            ));
        }
        self.check(&name, fs::read(file).map_err(failed)?)
    }

    /// Takes bytes that were downloaded.
    ///
    /// # Errors
    /// They are no zip of a mini-program; the text names what is missing.
    pub fn check(&self, name: &str, bytes: Vec<u8>) -> Result<Candidate, String> {
        let package = Package::from_zip(name, &bytes, &OpenOptions::default())
            .map_err(|error| error.to_string())?;
        let app_id = package.app_id().to_owned();
        let stem = match app_id.as_str() {
            // Projects without an id of their own all carry the same placeholder.
            "" | "touristappid" => slug(name.strip_suffix(".zip").unwrap_or(name)),
            id => slug(id),
        };
        let shown = match package.name() {
            "" => stem.clone(),
            shown => shown.to_owned(),
        };
        Ok(Candidate {
            name: shown,
            app_id,
            file: self.folder.join(format!("{stem}.zip")),
            bytes,
        })
    }

    /// Keeps a package: whole, or not at all.
    ///
    /// # Errors
    /// The disk is full or the like.
    pub fn keep(&self, candidate: &Candidate) -> Result<PathBuf, String> {
        let failed = |error: std::io::Error| format!("{}: {error}", candidate.file.display());
        fs::create_dir_all(&self.folder).map_err(failed)?;
        let mut file = tempfile::NamedTempFile::new_in(&self.folder).map_err(failed)?;
        file.write_all(&candidate.bytes).map_err(failed)?;
        file.as_file().sync_all().map_err(failed)?;
        file.persist(&candidate.file)
            .map_err(|error| failed(error.error))?;
        Ok(candidate.file.clone())
    }
}

/// A file name of letters that every system takes.
fn slug(text: &str) -> String {
    let slug: String = text
        .chars()
        .map(|letter| match letter {
            letter if letter.is_alphanumeric() || "-_".contains(letter) => letter,
            _ => '-',
        })
        .take(64)
        .collect();
    match slug.trim_matches('-') {
        "" => "package".to_owned(),
        slug => slug.to_owned(),
    }
}

/// A small mini-program.
#[cfg(test)]
#[allow(clippy::unwrap_used)]
pub fn zipped(app_id: &str) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    for (name, text) in [
        ("app.json", r#"{"pages": ["pages/a/a"]}"#.to_owned()),
        ("pages/a/a.wxml", "<view/>".to_owned()),
        ("pages/a/a.js", "Page({})".to_owned()),
        (
            "project.config.json",
            format!(r#"{{"appid": "{app_id}", "projectname": "demo"}}"#),
        ),
    ] {
        zip.start_file(name, options).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_package_is_kept_under_its_app_id() {
        let folder = tempfile::tempdir().unwrap();
        let packages = Packages::new(folder.path().join("packages"));
        let file = folder.path().join("下载 (1).zip");
        fs::write(&file, zipped("wx0123456789abcdef")).unwrap();
        let candidate = packages.read(&file).unwrap();
        assert!(!candidate.replaces());
        assert_eq!(candidate.app_id, "wx0123456789abcdef");
        let kept = packages.keep(&candidate).unwrap();
        let installed = folder.path().join("packages");
        assert_eq!(kept, installed.join("wx0123456789abcdef.zip"));
        assert!(packages.read(&file).unwrap().replaces());
        assert_eq!(
            packages.find(Path::new("wx0123456789abcdef.zip")),
            Some(kept.clone())
        );
        assert_eq!(packages.find(Path::new("other.zip")), None);
        assert_eq!(
            fs::read_dir(&installed).unwrap().count(),
            1,
            "no remains of writing"
        );
        assert!(!packages.remove(&file).unwrap());
        assert!(file.exists(), "what was not installed here stays");
        assert!(packages.remove(&kept).unwrap());
        assert!(!kept.exists());
    }

    #[test]
    fn packages_without_an_id_go_by_their_file() {
        let packages = Packages::new("/nowhere".into());
        let candidate = packages
            .check("../../todo app.zip", zipped("touristappid"))
            .unwrap();
        assert_eq!(candidate.file, Path::new("/nowhere/todo-app.zip"));
    }

    #[test]
    fn what_is_no_package_is_not_kept() {
        let folder = tempfile::tempdir().unwrap();
        let packages = Packages::new(folder.path().join("packages"));
        assert!(packages.check("a.zip", b"no zip".to_vec()).is_err());
        assert!(packages.read(&folder.path().join("none.zip")).is_err());
        assert!(!folder.path().join("packages").exists());
    }

    #[test]
    fn names_stay_names() {
        assert_eq!(slug("../../etc/passwd"), "etc-passwd");
        assert_eq!(slug("..."), "package");
        assert_eq!(slug("我的 小程序"), "我的-小程序");
    }
}
