//! What a shader declares: attributes, uniforms and uniform blocks.

use std::collections::HashMap;

use super::preprocess::{evaluate, preprocess};

/// Most elements of an array of structures that are told one by one.
const MAX_ELEMENTS: i64 = 1024;
/// Most members of nested structures in one declaration.
const MAX_VARIABLES: usize = 4096;
/// Structures in structures; WebGL allows four.
const MAX_NESTING: usize = 8;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Variable {
    /// As an active variable: `a`, `a[0]`, `a[1].b`.
    pub name: String,
    pub size: i64,
    /// WebGL's number of the type.
    pub kind: u32,
    /// From `layout(location = n)`.
    pub location: Option<i64>,
    /// The uniform block that it is in.
    pub block: Option<String>,
}

#[derive(Debug, Clone, Default)]
pub struct Declarations {
    /// `attribute`, or `in` of a vertex shader.
    pub inputs: Vec<Variable>,
    pub uniforms: Vec<Variable>,
    pub blocks: Vec<String>,
}

/// A member or variable as it is written.
#[derive(Debug, Clone)]
struct Field {
    name: String,
    kind: String,
    /// Elements; `None` for no array.
    size: Option<i64>,
}

struct Structure {
    fields: Vec<Field>,
    /// 1, and more with structures in it.
    nesting: usize,
}

#[derive(Default)]
struct Reader {
    numbers: HashMap<String, String>,
    structures: HashMap<String, Structure>,
    found: Declarations,
}

/// Reads a shader. What is no declaration is passed over: this is no compiler.
pub fn declarations(source: &str) -> Declarations {
    let version = if source.trim_start().starts_with("#version 300") {
        "300"
    } else {
        "100"
    };
    let mut reader = Reader::default();
    for (name, value) in [
        ("GL_ES", "1"),
        ("__VERSION__", version),
        ("GL_FRAGMENT_PRECISION_HIGH", "1"),
        ("GL_OES_standard_derivatives", "1"),
    ] {
        reader.numbers.insert(name.to_owned(), value.to_owned());
    }
    let text = preprocess(source, &mut reader.numbers);
    for statement in statements(&text) {
        reader.read(statement);
    }
    reader.found
}

/// Parts of the text at its outermost level: up to a semicolon, or to the end of a body that none
/// follows (a function).
fn statements(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let (mut start, mut depth) = (0, 0_usize);
    for (at, c) in text.char_indices() {
        match c {
            '{' | '(' => depth += 1,
            '}' | ')' => {
                depth = depth.saturating_sub(1);
                let head = text[start..at].split('{').next().unwrap_or_default();
                if c == '}' && depth == 0 && head.contains(')') && !head.contains("layout") {
                    start = at + 1;
                }
            }
            ';' if depth == 0 => {
                found.push(text[start..at].trim());
                start = at + 1;
            }
            _ => {}
        }
    }
    found
}

impl Reader {
    fn read(&mut self, statement: &str) {
        let (head, body) = match statement.split_once('{') {
            Some((head, rest)) => (head, rest.rsplit_once('}')),
            None => (statement, None),
        };
        let (location, head) = layout(head);
        let words: Vec<&str> = head
            .split_whitespace()
            .filter(|word| {
                !matches!(
                    *word,
                    "lowp" | "mediump" | "highp" | "flat" | "smooth" | "centroid" | "invariant"
                )
            })
            .collect();
        match (words.as_slice(), body) {
            (["struct", name], Some((members, _))) => {
                let mut fields = self.fields_of(members);
                // A name means one structure. What is not declared yet is none, so that no structure
                // holds itself; one of nothing is none, so that each that is told adds to what is
                // counted; and one that is nested too deeply is left out.
                let mut nesting = 1;
                fields.retain(|it| {
                    let inner = match self.structures.get(&it.kind) {
                        Some(structure) => structure.nesting,
                        None => 0,
                    };
                    let is_known = kind_of(&it.kind).is_some() || inner > 0;
                    let is_kept = is_known && inner < MAX_NESTING;
                    if is_kept {
                        nesting = nesting.max(inner + 1);
                    }
                    is_kept
                });
                if !fields.is_empty() {
                    let structure = Structure { fields, nesting };
                    self.structures
                        .entry((*name).to_owned())
                        .or_insert(structure);
                }
            }
            (["uniform", name], Some((members, instance))) => {
                let fields = self.fields_of(members);
                let prefix = match instance.trim() {
                    "" => String::new(),
                    _ => format!("{name}."),
                };
                for field in fields {
                    let mut list = Vec::new();
                    self.expand(&prefix, &field, &mut list);
                    list.iter_mut()
                        .for_each(|it| it.block = Some((*name).to_owned()));
                    self.found.uniforms.extend(list);
                }
                self.found.blocks.push((*name).to_owned());
            }
            ([qualifier @ ("attribute" | "in" | "uniform"), rest @ ..], None) => {
                for field in self.fields(&rest.join(" ")) {
                    let mut list = Vec::new();
                    self.expand("", &field, &mut list);
                    list.iter_mut().for_each(|it| it.location = location);
                    match *qualifier {
                        "uniform" => self.found.uniforms.extend(list),
                        _ => self.found.inputs.extend(list),
                    }
                }
            }
            (["const", "int" | "uint", ..], None) => {
                if let Some((name, value)) = words[2..].join(" ").split_once('=') {
                    self.numbers
                        .insert(name.trim().to_owned(), value.trim().to_owned());
                }
            }
            _ => {}
        }
    }

    fn fields_of(&self, members: &str) -> Vec<Field> {
        let members = members.split(';').map(str::trim);
        members.flat_map(|member| self.fields(member)).collect()
    }

    /// `vec4 a, b[2]` or `vec4[2] a`.
    fn fields(&self, text: &str) -> Vec<Field> {
        let text = text.split_whitespace();
        let words: Vec<&str> = text
            .filter(|word| !matches!(*word, "lowp" | "mediump" | "highp"))
            .collect();
        let text = words.join(" ");
        let Some((kind, names)) = text.split_once(' ') else {
            return Vec::new();
        };
        let (kind, of_kind) = self.array(kind);
        names
            .split(',')
            .filter_map(|name| {
                let (name, size) = self.array(name);
                (!name.is_empty()).then(|| Field {
                    name: name.to_owned(),
                    kind: kind.to_owned(),
                    size: size.or(of_kind),
                })
            })
            .collect()
    }

    /// A name and its number of elements.
    fn array<'a>(&self, text: &'a str) -> (&'a str, Option<i64>) {
        match text.split_once('[') {
            Some((name, rest)) => {
                let size = rest.split(']').next().unwrap_or_default();
                let size = evaluate(size, &self.numbers).unwrap_or(1).max(1);
                (name.trim(), Some(size))
            }
            None => (text.trim(), None),
        }
    }

    fn expand(&self, prefix: &str, field: &Field, out: &mut Vec<Variable>) {
        let name = format!("{prefix}{}", field.name);
        if out.len() >= MAX_VARIABLES {
            return;
        }
        if let Some(kind) = kind_of(&field.kind) {
            out.push(Variable {
                name: match field.size {
                    Some(_) => format!("{name}[0]"),
                    None => name,
                },
                size: field.size.unwrap_or(1),
                kind,
                location: None,
                block: None,
            });
            return;
        }
        let Some(structure) = self.structures.get(&field.kind) else {
            return;
        };
        let prefixes: Vec<String> = match field.size {
            None => vec![format!("{name}.")],
            Some(size) => (0..size.min(MAX_ELEMENTS))
                .map(|at| format!("{name}[{at}]."))
                .collect(),
        };
        for prefix in prefixes {
            for member in &structure.fields {
                self.expand(&prefix, member, out);
            }
        }
    }
}

/// Takes `layout(…)` away, and gives the location that it says.
fn layout(head: &str) -> (Option<i64>, String) {
    let Some((before, rest)) = head.split_once("layout") else {
        return (None, head.to_owned());
    };
    let Some((inside, after)) = rest.split_once(')') else {
        return (None, head.to_owned());
    };
    let location = inside
        .split(['(', ','])
        .filter_map(|part| part.split_once('='))
        .find(|(name, _)| name.trim() == "location")
        .and_then(|(_, value)| value.trim().parse().ok());
    (location, format!("{before} {after}"))
}

fn kind_of(name: &str) -> Option<u32> {
    Some(match name {
        "float" => 0x1406,
        "int" => 0x1404,
        "uint" => 0x1405,
        "bool" => 0x8B56,
        "vec2" => 0x8B50,
        "vec3" => 0x8B51,
        "vec4" => 0x8B52,
        "ivec2" => 0x8B53,
        "ivec3" => 0x8B54,
        "ivec4" => 0x8B55,
        "bvec2" => 0x8B57,
        "bvec3" => 0x8B58,
        "bvec4" => 0x8B59,
        "uvec2" => 0x8DC6,
        "uvec3" => 0x8DC7,
        "uvec4" => 0x8DC8,
        "mat2" | "mat2x2" => 0x8B5A,
        "mat3" | "mat3x3" => 0x8B5B,
        "mat4" | "mat4x4" => 0x8B5C,
        "mat2x3" => 0x8B65,
        "mat2x4" => 0x8B66,
        "mat3x2" => 0x8B67,
        "mat3x4" => 0x8B68,
        "mat4x2" => 0x8B69,
        "mat4x3" => 0x8B6A,
        "sampler2D" => 0x8B5E,
        "sampler3D" => 0x8B5F,
        "samplerCube" => 0x8B60,
        "sampler2DShadow" => 0x8B62,
        "sampler2DArray" => 0x8DC1,
        "sampler2DArrayShadow" => 0x8DC4,
        "samplerCubeShadow" => 0x8DC5,
        "isampler2D" => 0x8DCA,
        "isampler3D" => 0x8DCB,
        "isamplerCube" => 0x8DCC,
        "isampler2DArray" => 0x8DCF,
        "usampler2D" => 0x8DD2,
        "usampler3D" => 0x8DD3,
        "usamplerCube" => 0x8DD4,
        "usampler2DArray" => 0x8DD7,
        _ => return None,
    })
}

/// Columns of a type, each of which takes a location or 16 bytes.
pub fn columns(kind: u32) -> i64 {
    match kind {
        0x8B5A | 0x8B65 | 0x8B66 => 2,
        0x8B5B | 0x8B67 | 0x8B68 => 3,
        0x8B5C | 0x8B69 | 0x8B6A => 4,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(list: &[Variable]) -> Vec<(&str, i64, u32)> {
        list.iter()
            .map(|it| (it.name.as_str(), it.size, it.kind))
            .collect()
    }

    #[test]
    fn shaders_that_have_no_end_are_cut() {
        let found = declarations("struct A { A a, b; float f; }; uniform A x;");
        assert!(!found.uniforms.is_empty());
        let mut nested = "struct S0 { };".to_owned();
        let mut doubled = "#define M0 1\n".to_owned();
        for level in 1..32 {
            let below = level - 1;
            nested += &format!("struct S{level} {{ S{below} a[1024], b[1024]; }};");
            doubled += &format!("#define M{level} M{below} + M{below}\n");
        }
        assert!(
            declarations(&(nested + "uniform S7 x;"))
                .uniforms
                .is_empty()
        );
        let found = declarations(&(doubled + "uniform float x[M31];"));
        assert_eq!(told(&found.uniforms), [("x[0]", 1, 0x1406)]);
        let mut chain = "struct S0 { float f; };".to_owned();
        for level in 1..100_000 {
            chain += &format!("struct S{level} {{ S{} s; float f; }};", level - 1);
        }
        assert!(
            !declarations(&(chain + "uniform S99999 x;"))
                .uniforms
                .is_empty()
        );
    }

    #[test]
    fn attributes_and_uniforms_are_found() {
        let found = declarations(
            "precision highp float;
             #define LIGHTS 2
             const int BONES = 2 * LIGHTS;
             attribute vec3 position; attribute mediump vec2 uv, uv2;
             varying vec2 vUv;
             struct Light { vec3 color; float far[2]; };
             uniform Light lights[LIGHTS], sun;
             uniform mat4 bones[BONES];
             float f(float uniform_) { if (true) { return 1.0; } return 0.0; }
             uniform sampler2D map;
             void main() { gl_Position = vec4(position, 1.0); }",
        );
        assert_eq!(
            told(&found.inputs),
            [
                ("position", 1, 0x8B51),
                ("uv", 1, 0x8B50),
                ("uv2", 1, 0x8B50)
            ]
        );
        assert_eq!(
            told(&found.uniforms),
            [
                ("lights[0].color", 1, 0x8B51),
                ("lights[0].far[0]", 2, 0x1406),
                ("lights[1].color", 1, 0x8B51),
                ("lights[1].far[0]", 2, 0x1406),
                ("sun.color", 1, 0x8B51),
                ("sun.far[0]", 2, 0x1406),
                ("bones[0]", 4, 0x8B5C),
                ("map", 1, 0x8B5E),
            ]
        );
    }

    #[test]
    fn second_version_has_blocks_and_layouts() {
        let found = declarations(
            "#version 300 es
             layout(location = 3) in vec3 position;
             layout(std140) uniform Camera { mat4 view; vec4 planes[6]; } camera;
             uniform Tint { vec4 tint; };
             out vec4 color;
             void main() {}",
        );
        assert_eq!(found.inputs[0].location, Some(3));
        assert_eq!(found.blocks, ["Camera", "Tint"]);
        assert_eq!(
            told(&found.uniforms),
            [
                ("Camera.view", 1, 0x8B5C),
                ("Camera.planes[0]", 6, 0x8B52),
                ("tint", 1, 0x8B52)
            ]
        );
        assert_eq!(found.uniforms[2].block.as_deref(), Some("Tint"));
    }

    #[test]
    fn what_makes_no_sense_ends() {
        for text in [
            "struct A { A a[9]; A b; }; uniform A a;",
            "struct A { A a; float f; }; struct A { A a[9]; A b; }; uniform A a[999];",
            "uniform",
            "uniform vec4 a[",
            "uniform X { ; } } {",
            "layout( in vec2 a;",
            "in 漢字 x[漢];",
        ] {
            declarations(text);
        }
    }
}
