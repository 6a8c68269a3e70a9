//! `.scss` and `.sass` through grass.
//!
//! grass has no bound on recursion or loops: a sheet that calls itself without end takes the
//! process along. Published packages hold no Sass (DevTools compiles it on upload), so this is
//! code that the developer runs on their own machine.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

use super::sheet::Preprocessed;
use crate::Diagnostic;
use crate::paths::normalize;
use crate::script::isolated;

pub(super) fn compile(file: &str, read: &(dyn Fn(&str) -> Option<String> + Sync)) -> Preprocessed {
    // On a stack of its own: grass recurses with nesting, in frames of kilobytes.
    let result = isolated(file, || {
        let files = PackageFiles {
            read,
            seen: RefCell::default(),
        };
        // Package paths are absolute here, so that relative imports resolve.
        let options = grass::Options::default()
            .fs(&files)
            .load_path("/")
            .load_path("/miniprogram_npm")
            .quiet(true)
            .allows_charset(false);
        let css = grass::from_path(format!("/{file}"), &options)
            .map_err(|error| diagnostic(file, *error));
        Ok((css, files.seen.into_inner()))
    });
    match result {
        Ok((css, files)) => Preprocessed { css, files },
        Err(mut errors) => Preprocessed {
            css: Err(errors.pop().unwrap_or_else(|| {
                Diagnostic::error(file, 0, 0, "the Sass sheet cannot be compiled")
            })),
            files: BTreeSet::from([file.to_owned()]),
        },
    }
}

fn diagnostic(file: &str, error: grass::Error) -> Diagnostic {
    match error.kind() {
        grass::ErrorKind::ParseError { message, loc, .. } => {
            let name = loc.file.name().trim_start_matches('/').to_owned();
            let name = if name.is_empty() {
                file.to_owned()
            } else {
                name
            };
            Diagnostic::error(
                name,
                loc.begin.line as u32 + 1,
                loc.begin.column as u32 + 1,
                message,
            )
        }
        grass::ErrorKind::IoError(error) => Diagnostic::error(file, 0, 0, error.to_string()),
        grass::ErrorKind::FromUtf8Error(message) => Diagnostic::error(file, 0, 0, message),
        _ => Diagnostic::error(file, 0, 0, "the Sass sheet cannot be compiled"),
    }
}

/// The package as a file system rooted at `/`.
struct PackageFiles<'a> {
    read: &'a (dyn Fn(&str) -> Option<String> + Sync),
    seen: RefCell<BTreeSet<String>>,
}

impl std::fmt::Debug for PackageFiles<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PackageFiles")
    }
}

impl PackageFiles<'_> {
    fn text(&self, path: &Path) -> Option<String> {
        let path = normalize(path.to_str()?)?;
        if !path.ends_with("ss") {
            // Sass asks for folders, too; those are not read.
            return None;
        }
        self.seen.borrow_mut().insert(path.clone());
        (self.read)(&path)
    }
}

impl grass::Fs for PackageFiles<'_> {
    fn is_dir(&self, _path: &Path) -> bool {
        // Index files are found by their own names below.
        true
    }

    fn is_file(&self, path: &Path) -> bool {
        self.text(path).is_some()
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.text(path).map(String::into_bytes).ok_or_else(|| {
            io::Error::new(
                io::ErrorKind::NotFound,
                format!("{} not found", path.display()),
            )
        })
    }

    fn canonicalize(&self, path: &Path) -> io::Result<PathBuf> {
        let clean = path.to_str().and_then(normalize);
        Ok(clean.map_or_else(
            || path.to_owned(),
            |clean| PathBuf::from(format!("/{clean}")),
        ))
    }
}
