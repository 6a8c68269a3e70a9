//! Which files are specs.

use std::path::{Path, PathBuf};

/// Folders that hold other people's code.
const FOREIGN: [&str; 2] = ["node_modules", "miniprogram_npm"];
const ENDINGS: [&str; 8] = [
    ".spec.js",
    ".spec.ts",
    ".spec.mjs",
    ".spec.cjs",
    ".test.js",
    ".test.ts",
    ".test.mjs",
    ".test.cjs",
];

/// The spec files of a project by path. `parts` narrows them down.
///
/// # Errors
/// There are none, or a folder cannot be read.
pub fn specs(project: &Path, parts: &[String]) -> Result<Vec<PathBuf>, String> {
    let mut found = Vec::new();
    walk(project, &mut found)?;
    found.sort();
    if found.is_empty() {
        return Err(format!(
            "no spec files in {}: name them *.spec.js, *.spec.ts, *.test.js or *.test.ts",
            project.display()
        ));
    }
    if parts.is_empty() {
        return Ok(found);
    }
    let count = found.len();
    found.retain(|file| {
        let path = file.strip_prefix(project).unwrap_or(file).display();
        let path = path.to_string().replace('\\', "/");
        parts
            .iter()
            .any(|part| path.contains(part.trim_start_matches("./")))
    });
    if found.is_empty() {
        return Err(format!(
            "none of the {count} spec files has {} in its path",
            parts.join(" or ")
        ));
    }
    Ok(found)
}

fn walk(folder: &Path, found: &mut Vec<PathBuf>) -> Result<(), String> {
    let entries =
        std::fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    for entry in entries.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let Ok(kind) = entry.file_type() else {
            continue;
        };
        // Links are not followed: they can lead round in circles.
        if kind.is_dir() {
            if !name.starts_with('.') && !FOREIGN.contains(&name.as_str()) {
                walk(&entry.path(), found)?;
            }
        } else if ENDINGS.iter().any(|ending| name.ends_with(ending)) {
            found.push(entry.path());
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use std::fs;

    #[test]
    fn specs_of_the_project_alone() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        for path in [
            "b/x.spec.js",
            "a.test.ts",
            "node_modules/m/y.spec.js",
            ".git/z.spec.js",
            "a.js",
        ] {
            fs::create_dir_all(root.join(path).parent().unwrap()).unwrap();
            fs::write(root.join(path), "").unwrap();
        }
        let found = specs(root, &[]).unwrap();
        assert_eq!(found, [root.join("a.test.ts"), root.join("b/x.spec.js")]);
        assert_eq!(specs(root, &["b/x".into()]).unwrap().len(), 1);
        assert!(
            specs(root, &["q".into()])
                .unwrap_err()
                .contains("none of the 2")
        );
        assert!(specs(&root.join(".git"), &[]).is_ok());
        fs::create_dir(root.join("empty")).unwrap();
        assert!(
            specs(&root.join("empty"), &[])
                .unwrap_err()
                .contains("*.spec.js")
        );
    }
}
