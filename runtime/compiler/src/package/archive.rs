//! Zip packages, unpacked into memory within bounds. A bad entry is left out with a diagnostic.

use std::fs::File;
use std::io::{Read, Seek};
use std::path::Path;
use std::sync::Arc;

use super::tree::{FileTree, Source};
use crate::paths::normalize;
use crate::{Diagnostic, OpenError};

/// Bounds on a zip package, held while it is unpacked. What exceeds them is left out with a
/// diagnostic.
#[derive(Debug, Clone, Copy)]
pub struct ZipLimits {
    /// Number of entries. WeChat bounds a package to 30 MB; real ones have below 5 000 files.
    pub entries: usize,
    /// Unpacked bytes of all entries.
    pub total_bytes: u64,
    /// Unpacked bytes per packed byte of one entry, looked at from 1 MiB unpacked on. Deflate
    /// ends near 1000; minified code and JSON stay below 30.
    pub ratio: u64,
}

impl Default for ZipLimits {
    fn default() -> Self {
        Self {
            entries: 20_000,
            total_bytes: 128 << 20,
            ratio: 100,
        }
    }
}

/// Below this, a high ratio does no harm.
const RATIO_FLOOR: u64 = 1 << 20;

/// Mode bits of a symbolic link in a zip made on Unix.
const S_IFMT: u32 = 0o170_000;
const S_IFLNK: u32 = 0o120_000;

pub(crate) fn unpack(
    path: &Path,
    limits: &ZipLimits,
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<FileTree, OpenError> {
    let shown = path.display();
    let file = File::open(path).map_err(|error| OpenError::Io(format!("{shown}: {error}")))?;
    unpack_from(file, &shown.to_string(), limits, diagnostics)
}

/// Unpacks from a file or from memory; `shown` names it in errors.
pub(crate) fn unpack_from(
    zip: impl Read + Seek,
    shown: &str,
    limits: &ZipLimits,
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<FileTree, OpenError> {
    let mut archive = zip::ZipArchive::new(zip).map_err(|error| {
        OpenError::Archive(format!(
            "{shown} is neither a folder nor a readable zip: {error}"
        ))
    })?;
    let mut tree = FileTree::default();
    let mut left = limits.total_bytes;
    if archive.len() > limits.entries {
        diagnostics.push(Diagnostic::error(
            "",
            0,
            0,
            format!(
                "the zip has {} entries, more than the {} allowed; the rest is left out",
                archive.len(),
                limits.entries
            ),
        ));
    }
    for index in 0..archive.len().min(limits.entries) {
        let name = archive
            .name_for_index(index)
            .map_or_else(|| format!("entry {index}"), str::to_owned);
        let mut entry = match archive.by_index(index) {
            Ok(entry) => entry,
            Err(error) => {
                diagnostics.push(refuse(&name, &format!("cannot be read: {error}")));
                continue;
            }
        };
        if entry.is_dir() {
            continue;
        }
        let Some(path) = entry_path(&name) else {
            diagnostics.push(refuse(
                &name,
                "leads out of the package (absolute, or with `..` or a drive)",
            ));
            continue;
        };
        if entry
            .unix_mode()
            .is_some_and(|mode| mode & S_IFMT == S_IFLNK)
        {
            diagnostics.push(refuse(&name, "is a symbolic link; pack the file itself"));
            continue;
        }
        // The sizes in the directory may lie: read no more than the bounds allow.
        let packed = entry.compressed_size().max(1);
        let by_ratio = packed.saturating_mul(limits.ratio).max(RATIO_FLOOR);
        let allowed = left.min(by_ratio);
        let mut bytes = Vec::new();
        if let Err(error) = entry.by_ref().take(allowed + 1).read_to_end(&mut bytes) {
            diagnostics.push(refuse(&name, &format!("cannot be unpacked: {error}")));
            continue;
        }
        if bytes.len() as u64 > allowed {
            diagnostics.push(refuse(
                &name,
                &if by_ratio < left {
                    format!("unpacks to more than {} times its size", limits.ratio)
                } else {
                    format!(
                        "brings the package over {} unpacked bytes",
                        limits.total_bytes
                    )
                },
            ));
            continue;
        }
        left -= bytes.len() as u64;
        tree.files.insert(path, Source::Memory(Arc::from(bytes)));
    }
    Ok(tree)
}

fn refuse(name: &str, why: &str) -> Diagnostic {
    let file = String::from_utf8_lossy(name.as_bytes()).into_owned();
    Diagnostic::error(file, 0, 0, format!("the zip entry {why}; left out"))
}

/// The package path of an entry name, `None` where it points out of the package.
fn entry_path(name: &str) -> Option<String> {
    // Some Windows tools write backslashes.
    let name = name.replace('\\', "/");
    let drive = name.as_bytes().get(1) == Some(&b':');
    if name.starts_with('/') || drive || name.split('/').any(|part| part == "..") {
        return None;
    }
    normalize(&name).filter(|path| !path.is_empty())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use std::io::Write;
    use zip::write::SimpleFileOptions;

    fn zip_with(entries: &[(&str, &[u8])]) -> tempfile::NamedTempFile {
        let file = tempfile::NamedTempFile::new().unwrap();
        let mut writer = zip::ZipWriter::new(file.reopen().unwrap());
        for (name, bytes) in entries {
            writer
                .start_file(*name, SimpleFileOptions::default())
                .unwrap();
            writer.write_all(bytes).unwrap();
        }
        writer.finish().unwrap();
        file
    }

    fn open(file: &tempfile::NamedTempFile, limits: ZipLimits) -> (FileTree, Vec<Diagnostic>) {
        let mut diagnostics = Vec::new();
        let tree = unpack(file.path(), &limits, &mut diagnostics).unwrap();
        (tree, diagnostics)
    }

    #[test]
    fn entries_that_leave_the_package_are_left_out() {
        let file = zip_with(&[
            ("app.json", b"{}"),
            ("../evil.js", b"1"),
            ("a/../../evil.js", b"1"),
            ("/etc/passwd", b"1"),
            ("C:/x.js", b"1"),
            ("..\\evil.js", b"1"),
        ]);
        let (tree, diagnostics) = open(&file, ZipLimits::default());
        assert_eq!(tree.files.keys().collect::<Vec<_>>(), ["app.json"]);
        assert_eq!(diagnostics.len(), 5, "{diagnostics:?}");
        assert!(diagnostics.iter().all(Diagnostic::is_error));
    }

    #[test]
    fn symbolic_links_are_left_out() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let mut writer = zip::ZipWriter::new(file.reopen().unwrap());
        writer
            .add_symlink("link.js", "/etc/passwd", SimpleFileOptions::default())
            .unwrap();
        writer.finish().unwrap();
        let (tree, diagnostics) = open(&file, ZipLimits::default());
        assert!(tree.files.is_empty());
        assert!(diagnostics[0].message.contains("symbolic link"));
    }

    #[test]
    fn a_bomb_is_left_out_and_the_rest_opens() {
        let zeros = vec![0_u8; 4 << 20];
        let file = zip_with(&[("bomb.bin", &zeros), ("app.json", b"{}")]);
        let (tree, diagnostics) = open(&file, ZipLimits::default());
        assert_eq!(tree.files.keys().collect::<Vec<_>>(), ["app.json"]);
        assert_eq!(diagnostics.len(), 1);
        assert!(diagnostics[0].message.contains("times its size"));
    }

    #[test]
    fn the_total_is_bounded() {
        let file = zip_with(&[
            ("a.txt", &[b'a'; 600]),
            ("b.txt", &[b'b'; 600]),
            ("c", b"c"),
        ]);
        let limits = ZipLimits {
            total_bytes: 1000,
            ..ZipLimits::default()
        };
        let (tree, diagnostics) = open(&file, limits);
        assert_eq!(tree.files.keys().collect::<Vec<_>>(), ["a.txt", "c"]);
        assert_eq!(diagnostics[0].file, "b.txt");
    }

    #[test]
    fn the_number_of_entries_is_bounded() {
        let file = zip_with(&[("a", b"1"), ("b", b"1"), ("c", b"1")]);
        let limits = ZipLimits {
            entries: 2,
            ..ZipLimits::default()
        };
        let (tree, diagnostics) = open(&file, limits);
        assert_eq!(tree.files.len(), 2);
        assert_eq!(diagnostics.len(), 1);
    }

    #[test]
    fn not_a_zip_is_an_error() {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), "hello").unwrap();
        let result = unpack(file.path(), &ZipLimits::default(), &mut Vec::new());
        assert!(matches!(result, Err(OpenError::Archive(_))));
    }
}
