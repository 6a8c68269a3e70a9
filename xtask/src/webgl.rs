//! Names and numbers of WebGL for the framework, from the declarations of TypeScript, which
//! generates them from the specifications.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

const DECLARATIONS: &str = "node_modules/typescript/lib/lib.dom.d.ts";
const TABLE: &str = "runtime/framework/src/wx/canvas/webgl/table.ts";
const EXTENSION_PREFIXES: [&str; 6] = ["ANGLE_", "EXT_", "KHR_", "OES_", "OVR_", "WEBGL_"];

/// The file to write, by its path below the root.
pub fn output(root: &Path) -> Result<(&'static str, String), String> {
    let path = root.join(DECLARATIONS);
    let text = fs::read_to_string(&path)
        .map_err(|e| format!("{}: {e}; run `npm ci` first", path.display()))?;
    Ok((TABLE, typescript(&text)?))
}

/// Constants and methods of an interface, in the order of their declaration.
#[derive(Default)]
struct Interface {
    constants: Vec<(String, i64)>,
    methods: Vec<(String, Method)>,
}

#[derive(Debug, Clone, Default, PartialEq)]
struct Method {
    /// A letter for each parameter: see the text that `typescript` writes.
    params: String,
    result: String,
}

impl Interface {
    fn read(declarations: &str, name: &str) -> Result<Self, String> {
        let mut found = Self::default();
        let opening = format!("interface {name} ");
        let lines = declarations
            .lines()
            .skip_while(|line| !line.starts_with(&opening))
            .skip(1)
            .take_while(|line| *line != "}");
        for line in lines {
            let line = line.trim();
            if let Some((name, value)) = constant(line) {
                found.constants.push((name.to_owned(), value));
            } else if let Some((name, method)) = method(line) {
                found.add(name, &method);
            }
        }
        if found.constants.is_empty()
            && found.methods.is_empty()
            && !declarations.contains(&opening)
        {
            return Err(format!("{DECLARATIONS}: no interface {name}"));
        }
        Ok(found)
    }

    /// Overloads become one method that takes what each of them does.
    fn add(&mut self, name: &str, method: &Method) {
        match self.methods.iter_mut().find(|(known, _)| known == name) {
            Some((_, known)) => known.merge(method),
            None => self.methods.push((name.to_owned(), method.clone())),
        }
    }

    fn join(mut self, more: Self) -> Self {
        self.constants.extend(more.constants);
        for (name, method) in &more.methods {
            self.add(name, method);
        }
        self
    }

    fn constants(&self) -> String {
        let all: Vec<String> = self
            .constants
            .iter()
            .map(|(name, value)| format!("{name} {value}"))
            .collect();
        all.join(" ")
    }

    fn methods(&self) -> String {
        let all: Vec<String> = self
            .methods
            .iter()
            .map(|(name, method)| format!("{name} {}:{}", method.params, method.result))
            .collect();
        all.join(" ")
    }
}

impl Method {
    fn merge(&mut self, other: &Self) {
        let (longer, shorter) = if self.params.len() >= other.params.len() {
            (&self.params, &other.params)
        } else {
            (&other.params, &self.params)
        };
        let mut shorter = shorter.chars();
        let merged = longer.chars().map(|letter| match shorter.next() {
            Some(other) if other != letter => 'a',
            _ => letter,
        });
        self.params = merged.collect();
    }
}

/// `readonly NAME: 0x1F;`
fn constant(line: &str) -> Option<(&str, i64)> {
    let (name, value) = line
        .strip_prefix("readonly ")?
        .strip_suffix(';')?
        .split_once(": ")?;
    let value = match value.strip_prefix("0x") {
        Some(digits) => i64::from_str_radix(digits, 16).ok()?,
        None => value.parse().ok()?,
    };
    Some((name, value))
}

/// `name(first: A, second?: B): R;`
fn method(line: &str) -> Option<(&str, Method)> {
    let (name, rest) = line.strip_suffix(';')?.split_once('(')?;
    if name.contains(|c: char| !c.is_ascii_alphanumeric()) {
        return None;
    }
    let (params, result) = rest.rsplit_once("): ")?;
    let mut letters = String::new();
    for param in split_params(params) {
        let (name, kind) = param.split_once(": ")?;
        letters.push(letter(name.trim_end_matches('?'), kind));
    }
    let class = result.trim_end_matches(" | null");
    let result = match class {
        "void" => "",
        class if class.starts_with("WebGL") && !class.contains(['[', ' ']) => class,
        _ => "?",
    };
    Some((
        name,
        Method {
            params: letters,
            result: result.to_owned(),
        },
    ))
}

/// At the commas that are not inside of brackets.
fn split_params(params: &str) -> Vec<&str> {
    let mut depth = 0;
    let parts = params.split(|c| {
        match c {
            '<' | '(' | '[' => depth += 1,
            '>' | ')' | ']' => depth -= 1,
            _ => {}
        }
        c == ',' && depth == 0
    });
    parts
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect()
}

fn letter(name: &str, kind: &str) -> char {
    match (name, kind) {
        ("srcOffset", _) => 'o',
        (_, "number") => 'n',
        (_, "string") => 's',
        (_, kind) if kind.starts_with("GL") && !kind.contains('[') => 'n',
        _ => 'a',
    }
}

fn typescript(declarations: &str) -> Result<String, String> {
    let read = |name: &str| Interface::read(declarations, name);
    let first = read("WebGLRenderingContextBase")?.join(read("WebGLRenderingContextOverloads")?);
    let second = read("WebGL2RenderingContextBase")?.join(read("WebGL2RenderingContextOverloads")?);
    let mut extensions = BTreeMap::new();
    for line in declarations.lines() {
        let name = line.strip_prefix("interface ").unwrap_or_default();
        let name = name.trim_end_matches(" {");
        if EXTENSION_PREFIXES.iter().any(|it| name.starts_with(it)) {
            extensions.insert(name, read(name)?);
        }
    }
    let mut out = String::from(
        "// Generated by `cargo xtask codegen` from TypeScript's lib.dom.d.ts; do not edit by hand.\n\n\
         /**\n * Constants are `NAME value` pairs. Methods are `name params:result` pairs. A letter stands for each parameter: `n` a\n \
         * number or truth value, `s` a text, `o` where the data before it begins (and the next one how much of it counts), `a`\n \
         * anything. The result is empty for none, the class of the object that is made or bound, `?` for anything else.\n */\n\
         export interface Members {\n  readonly constants: string\n  readonly methods: string\n}\n",
    );
    let mut write = |head: &str, members: &Interface, tail: &str| {
        let _ = write!(
            out,
            "{head}{{\n  constants:\n    '{}',\n  methods:\n    '{}',\n}}{tail}",
            members.constants(),
            members.methods()
        );
    };
    write("\nexport const WEBGL: Members = ", &first, "\n");
    write(
        "\n/** What WebGL 2 has beside them. */\nexport const WEBGL2: Members = ",
        &second,
        "\n",
    );
    out.push_str("\nexport const EXTENSIONS: Readonly<Record<string, Members>> = {\n");
    for (name, members) in &extensions {
        let _ = writeln!(
            out,
            "  {name}: {{\n    constants: '{}',\n    methods: '{}',\n  }},",
            members.constants(),
            members.methods()
        );
    }
    out.push_str("}\n");
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_are_read_from_declarations() {
        assert_eq!(
            constant("readonly DEPTH_BUFFER_BIT: 0x00000100;"),
            Some(("DEPTH_BUFFER_BIT", 256))
        );
        let made = |params: &str, result: &str| Method {
            params: params.into(),
            result: result.into(),
        };
        assert_eq!(
            method("bindBuffer(target: GLenum, buffer: WebGLBuffer | null): void;"),
            Some(("bindBuffer", made("na", "")))
        );
        assert_eq!(
            method("createShader(type: GLenum): WebGLShader | null;"),
            Some(("createShader", made("n", "WebGLShader")))
        );
        assert_eq!(
            method(
                "a(lists: Int32Array<ArrayBufferLike> | GLint[], data: X<A, B>, srcOffset?: number, length?: GLuint): any;"
            ),
            Some(("a", made("aaon", "?")))
        );
        assert_eq!(method("readonly canvas: HTMLCanvasElement;"), None);
    }

    #[test]
    fn overloads_are_one_method() {
        let mut interface = Interface::default();
        interface.add(
            "m",
            &Method {
                params: "nns".into(),
                result: String::new(),
            },
        );
        interface.add(
            "m",
            &Method {
                params: "na".into(),
                result: String::new(),
            },
        );
        assert_eq!(interface.methods(), "m nas:");
    }
}
