//! The project's files as modules of the spec engine.

use std::{
    cell::RefCell,
    collections::HashMap,
    fs,
    path::{Component, Path, PathBuf},
    rc::Rc,
};

use peapod_runtime::scripting::{SourceMap, parse_frame};
use serde_json::Value;

use super::results::relative;

/// Name of the bundle in stacks; its frames are not the author's.
pub const BUNDLE_NAME: &str = "peapod:testing";
/// Stands before a module's code, on its first line, so that line numbers stay the author's.
pub const HEAD: &str = "(function(exports,require,module,__filename,__dirname){";
const EXTENSIONS: [&str; 6] = ["js", "ts", "json", "mjs", "cjs", "mts"];

/// Resolves, compiles, and remembers where compiled code comes from.
pub struct Scripts {
    project: PathBuf,
    maps: RefCell<HashMap<String, Option<Rc<SourceMap>>>>,
}

impl Scripts {
    pub fn new(project: &Path) -> Self {
        Self {
            project: project.to_owned(),
            maps: RefCell::default(),
        }
    }

    /// A file's code in a function's head and end.
    ///
    /// # Errors
    /// The file cannot be read or compiled; the text names file, line and column.
    pub fn wrapped(&self, path: &str) -> Result<String, String> {
        let bytes = fs::read(path).map_err(|error| format!("{path}: {error}"))?;
        let text = String::from_utf8(bytes).map_err(|_| format!("{path} is not UTF-8 text"))?;
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
        // A shebang is a comment to Node.
        let text = if text.starts_with("#!") {
            format!("//{text}")
        } else {
            text.to_owned()
        };
        let shown = relative(&self.project, Path::new(path));
        let (code, map) = peapod_compiler::compile_script(&shown, &text).map_err(|found| {
            let lines: Vec<String> = found.iter().map(ToString::to_string).collect();
            lines.join("\n")
        })?;
        let map = map.and_then(|json| SourceMap::parse(&json)).map(Rc::new);
        self.maps.borrow_mut().insert(path.to_owned(), map);
        Ok(format!("{HEAD}{code}\n}})"))
    }

    /// A stack with the author's places and paths from the project on, without our own frames.
    pub fn map_stack(&self, trace: &str) -> String {
        let mut out = String::new();
        for frame in trace.lines().filter_map(parse_frame) {
            if frame.file == BUNDLE_NAME || frame.file == "native" {
                continue;
            }
            let maps = self.maps.borrow();
            // What is mapped already has a path that no module was loaded from.
            let (line, column) = match maps.get(frame.file) {
                None => (frame.line, frame.column),
                Some(map) => {
                    let head = if frame.line == 1 {
                        HEAD.len() as u32
                    } else {
                        0
                    };
                    let column = frame.column.saturating_sub(head).max(1);
                    map.as_ref()
                        .and_then(|map| map.find(frame.line, column))
                        .unwrap_or((frame.line, column))
                }
            };
            let function = match frame.function {
                "" => "<anonymous>",
                function => function,
            };
            let file = relative(&self.project, Path::new(frame.file));
            out.push_str(&format!("    at {function} ({file}:{line}:{column})\n"));
        }
        out
    }

    /// What `request` means in the file `from`.
    ///
    /// # Errors
    /// There is no such module; the text says what was looked for.
    pub fn resolve(&self, from: &str, request: &str) -> Result<String, String> {
        let from_path = Path::new(from);
        let folder = from_path.parent().unwrap_or(from_path);
        let is_path = request.starts_with("./")
            || request.starts_with("../")
            || [".", ".."].contains(&request)
            || Path::new(request).is_absolute();
        let found = if is_path {
            file_or_folder(&clean(&folder.join(request)))
        } else {
            folder
                .ancestors()
                .filter(|folder| !folder.ends_with("node_modules"))
                .find_map(|folder| in_package(&folder.join("node_modules"), request))
        };
        found
            .map(|path| path.to_string_lossy().into_owned())
            .ok_or_else(|| {
                let shown = relative(&self.project, from_path);
                let mend = if is_path {
                    "there is no such file"
                } else {
                    "it is neither in a node_modules folder nor built into `peapod test` (see docs/testing.md)"
                };
                format!("Cannot find module '{request}' from '{shown}': {mend}")
            })
    }
}

/// Takes `.` and `..` out of a path.
fn clean(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                out.pop();
            }
            part => out.push(part),
        }
    }
    out
}

fn file_or_folder(path: &Path) -> Option<PathBuf> {
    as_file(path).or_else(|| {
        path.is_dir()
            .then(|| main_of(path).or_else(|| as_file(&path.join("index"))))?
    })
}

fn as_file(path: &Path) -> Option<PathBuf> {
    if path.is_file() {
        return Some(path.to_owned());
    }
    let text = path.as_os_str().to_string_lossy();
    EXTENSIONS
        .iter()
        .map(|extension| PathBuf::from(format!("{text}.{extension}")))
        .find(|path| path.is_file())
}

fn main_of(folder: &Path) -> Option<PathBuf> {
    let text = fs::read_to_string(folder.join("package.json")).ok()?;
    let package: Value = serde_json::from_str(&text).ok()?;
    let entry = exported(&package["exports"], ".").or_else(|| package["main"].as_str())?;
    let path = clean(&folder.join(entry));
    as_file(&path).or_else(|| as_file(&path.join("index")))
}

/// A package's file: the part after the name, or its main one.
fn in_package(modules: &Path, request: &str) -> Option<PathBuf> {
    let parts = if request.starts_with('@') { 2 } else { 1 };
    let end = request
        .match_indices('/')
        .nth(parts - 1)
        .map_or(request.len(), |(at, _)| at);
    let (name, rest) = request.split_at(end);
    let folder = modules.join(name);
    if rest.is_empty() {
        return file_or_folder(&folder);
    }
    let text = fs::read_to_string(folder.join("package.json")).unwrap_or_default();
    let package: Value = serde_json::from_str(&text).unwrap_or_default();
    exported(&package["exports"], &format!(".{rest}"))
        .and_then(|entry| as_file(&clean(&folder.join(entry))))
        .or_else(|| file_or_folder(&clean(&folder.join(rest.trim_start_matches('/')))))
}

/// The file that `exports` gives to `require` for a path within the package.
fn exported<'a>(exports: &'a Value, path: &str) -> Option<&'a str> {
    let entry = match exports {
        Value::Object(map) if map.keys().any(|key| key.starts_with('.')) => map.get(path)?,
        other if path == "." => other,
        _ => return None,
    };
    fn target(value: &Value) -> Option<&str> {
        match value {
            Value::String(text) => Some(text),
            Value::Object(conditions) => ["require", "node", "default"]
                .iter()
                .find_map(|name| target(conditions.get(*name)?)),
            _ => None,
        }
    }
    target(entry)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn project(files: &[(&str, &str)]) -> (tempfile::TempDir, Scripts) {
        let folder = tempfile::tempdir().unwrap();
        for (path, text) in files {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        let scripts = Scripts::new(folder.path());
        (folder, scripts)
    }

    #[test]
    fn modules_are_found_as_in_node() {
        let (folder, scripts) = project(&[
            ("tests/a.spec.js", ""),
            ("model/index.ts", ""),
            ("data.json", "{}"),
            ("node_modules/plain/package.json", r#"{"main": "lib"}"#),
            ("node_modules/plain/lib/index.js", ""),
            (
                "node_modules/@s/new/package.json",
                r#"{"exports": {".": {"import": "./m.mjs", "require": "./c.cjs"}, "./sub": "./s.js"}}"#,
            ),
            ("node_modules/@s/new/c.cjs", ""),
            ("node_modules/@s/new/s.js", ""),
        ]);
        let from = folder.path().join("tests/a.spec.js").display().to_string();
        for (request, expected) in [
            ("../model", "model/index.ts"),
            ("../data.json", "data.json"),
            ("../data", "data.json"),
            ("plain", "node_modules/plain/lib/index.js"),
            ("plain/lib/index", "node_modules/plain/lib/index.js"),
            ("@s/new", "node_modules/@s/new/c.cjs"),
            ("@s/new/sub", "node_modules/@s/new/s.js"),
        ] {
            let found = scripts.resolve(&from, request).unwrap();
            assert_eq!(relative(folder.path(), Path::new(&found)), expected);
        }
        let error = scripts.resolve(&from, "./nowhere").unwrap_err();
        assert_eq!(
            error,
            "Cannot find module './nowhere' from 'tests/a.spec.js': there is no such file"
        );
        assert!(
            scripts
                .resolve(&from, "child_process")
                .unwrap_err()
                .contains("docs/testing.md")
        );
    }

    #[test]
    fn stacks_lead_to_the_authors_lines() {
        let (folder, scripts) = project(&[(
            "tests/a.spec.ts",
            "interface A {\n  b: string\n}\nexport const f = (a: A) => a.b\n",
        )]);
        let path = folder.path().join("tests/a.spec.ts").display().to_string();
        let code = scripts.wrapped(&path).unwrap();
        let line = code.lines().position(|line| line.contains("a.b")).unwrap() + 1;
        let trace = format!(
            "    at f ({path}:{line}:20)\n    at run (peapod:testing:1:1)\n    at call (native)\n"
        );
        let mapped = scripts.map_stack(&trace);
        assert!(
            mapped.starts_with("    at f (tests/a.spec.ts:4:"),
            "{mapped}"
        );
        assert_eq!(mapped.lines().count(), 1);
        assert_eq!(scripts.map_stack(&mapped), mapped, "mapped once is enough");
    }

    #[test]
    fn a_syntax_error_names_its_place() {
        let (folder, scripts) = project(&[("a.spec.ts", "const a: = 1\n")]);
        let path = folder.path().join("a.spec.ts").display().to_string();
        let error = scripts.wrapped(&path).unwrap_err();
        assert!(error.contains("a.spec.ts:1:"), "{error}");
    }
}
