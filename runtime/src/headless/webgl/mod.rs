//! WebGL without a GPU: nothing is drawn, and questions have the answers of a driver that accepts
//! everything (`docs/canvas-protocol.md`). Shaders are read for what they declare.

mod glsl;
mod limits;
mod preprocess;

use std::collections::BTreeMap;

use base64::Engine as _;
use serde_json::{Value, json};

use glsl::{Variable, columns, declarations};

/// Longest data that are read: scripts say how much they want.
const MAX_READ: usize = 256 << 20;

const VERTEX_SHADER: u64 = 0x8B31;

/// What the logic made, by its numbers, which no two contexts of a page share.
#[derive(Debug, Clone, Default)]
pub(super) struct Objects {
    known: BTreeMap<u64, Object>,
}

#[derive(Debug, Clone)]
enum Object {
    Shader { kind: u64, source: String },
    Program(Program),
    Other,
}

#[derive(Debug, Clone, Default)]
struct Program {
    shaders: Vec<u64>,
    /// What `bindAttribLocation` wants.
    wanted: BTreeMap<String, i64>,
    /// What linking found; `None` before.
    linked: Option<Linked>,
}

#[derive(Debug, Clone, Default)]
struct Linked {
    attributes: Vec<(Variable, i64)>,
    uniforms: Vec<Variable>,
    blocks: Vec<String>,
}

impl Objects {
    /// The call `webgl` of a node.
    pub(super) fn run(&mut self, params: &Value) {
        for command in params["commands"].as_array().into_iter().flatten() {
            match command[0].as_str().unwrap_or_default() {
                "new" => self.make(command),
                "free" => {
                    self.known.remove(&command[1].as_u64().unwrap_or(0));
                }
                "shaderSource" => {
                    if let Some(Object::Shader { source, .. }) = self.named(&command[1]) {
                        *source = command[2].as_str().unwrap_or_default().to_owned();
                    }
                }
                "attachShader" | "detachShader" => {
                    let shader = number(&command[2]);
                    if let Some(Object::Program(program)) = self.named(&command[1]) {
                        program.shaders.retain(|known| *known != shader);
                        if command[0] == "attachShader" {
                            program.shaders.push(shader);
                        }
                    }
                }
                "bindAttribLocation" => {
                    if let Some(Object::Program(program)) = self.named(&command[1]) {
                        let name = command[3].as_str().unwrap_or_default().to_owned();
                        let location = command[2].as_i64().unwrap_or(0);
                        program.wanted.insert(name, location);
                    }
                }
                "linkProgram" => self.link(number(&command[1])),
                _ => {}
            }
        }
    }

    fn make(&mut self, command: &Value) {
        let object = match command[2].as_str().unwrap_or_default() {
            "createShader" => Object::Shader {
                kind: command[3].as_u64().unwrap_or(0),
                source: String::new(),
            },
            "createProgram" => Object::Program(Program::default()),
            _ => Object::Other,
        };
        self.known.insert(command[1].as_u64().unwrap_or(0), object);
    }

    fn named(&mut self, reference: &Value) -> Option<&mut Object> {
        self.known.get_mut(&number(reference))
    }

    fn link(&mut self, program: u64) {
        let Some(Object::Program(found)) = self.known.get(&program) else {
            return;
        };
        let mut linked = Linked::default();
        for shader in &found.shaders {
            let Some(Object::Shader { kind, source }) = self.known.get(shader) else {
                continue;
            };
            let declared = declarations(source);
            if *kind == VERTEX_SHADER {
                linked.attributes = placed(declared.inputs, &found.wanted);
            }
            for uniform in declared.uniforms {
                if linked
                    .uniforms
                    .iter()
                    .all(|known| known.name != uniform.name)
                {
                    linked.uniforms.push(uniform);
                }
            }
            for block in declared.blocks {
                if !linked.blocks.contains(&block) {
                    linked.blocks.push(block);
                }
            }
        }
        if let Some(Object::Program(found)) = self.known.get_mut(&program) {
            found.linked = Some(linked);
        }
    }

    /// A question about a canvas; the text says why there is no answer.
    pub(super) fn answer(&self, method: &str, params: &Value) -> Result<Value, String> {
        match method {
            "webglContext" => {
                let second = params["version"] == 2;
                Ok(limits::context(second, &params["attributes"]))
            }
            "webglShader" => Ok(json!({ "compiled": true, "log": "" })),
            "webglProgram" => match self.known.get(&params["program"].as_u64().unwrap_or(0)) {
                Some(Object::Program(program)) => Ok(program.facts()),
                _ => Err(format!("there is no program {}", params["program"])),
            },
            "webglRead" => {
                let bytes = params["bytes"]
                    .as_u64()
                    .and_then(|it| usize::try_from(it).ok());
                let bytes = bytes.filter(|it| *it <= MAX_READ);
                let bytes = bytes.ok_or("too much to read")?;
                let zeros = base64::engine::general_purpose::STANDARD.encode(vec![0; bytes]);
                Ok(json!(zeros))
            }
            "webglAsk" => {
                let method = params["method"].as_str().unwrap_or_default();
                Ok(self.ask(method, &params["args"]))
            }
            _ => Err(format!("WebGL has no question {method}")),
        }
    }

    fn ask(&self, method: &str, args: &Value) -> Value {
        let program = || match self.known.get(&number(&args[0])) {
            Some(Object::Program(program)) => program.linked.as_ref(),
            _ => None,
        };
        let block = |linked: &Linked| {
            let index = args[1].as_u64().and_then(|it| usize::try_from(it).ok());
            index.and_then(|it| linked.blocks.get(it)).cloned()
        };
        let name = args.as_array().and_then(|args| args.last());
        let name = name.and_then(Value::as_u64).unwrap_or(0);
        // Methods of extensions have its name in front and their suffix behind.
        match method.rsplit('.').next().unwrap_or_default() {
            "isContextLost" => json!(false),
            "isEnabled" => json!(name == 0x0BD0), // DITHER
            test if test.starts_with("is") => json!(self.known.contains_key(&number(&args[0]))),
            "getError" | "getFragDataLocation" | "getVertexAttribOffset" => json!(0),
            "checkFramebufferStatus" => json!(0x8CD5), // FRAMEBUFFER_COMPLETE
            "clientWaitSync" => json!(0x911A),         // ALREADY_SIGNALED
            "getParameter" => limits::parameter(name),
            "getSyncParameter" => match name {
                0x9114 => json!(0x9119), // SYNC_STATUS: SIGNALED
                0x9112 => json!(0x9116), // OBJECT_TYPE: SYNC_FENCE
                0x9113 => json!(0x9117), // SYNC_CONDITION: SYNC_GPU_COMMANDS_COMPLETE
                _ => json!(0),
            },
            "getQueryParameter" | "getQueryObjectEXT" => match name {
                0x8867 => json!(true), // QUERY_RESULT_AVAILABLE
                _ => json!(0),
            },
            "getVertexAttrib" => match name {
                0x8626 => limits::floats(&[0.0, 0.0, 0.0, 1.0]), // CURRENT_VERTEX_ATTRIB
                0x889F => Value::Null, // VERTEX_ATTRIB_ARRAY_BUFFER_BINDING
                0x8622 | 0x886A | 0x88FD => json!(false), // …ENABLED, …NORMALIZED, …INTEGER
                _ => json!(0),
            },
            "getProgramParameter" => match name {
                // ACTIVE_UNIFORM_BLOCKS
                0x8A36 => json!(program().map_or(0, |linked| linked.blocks.len())),
                _ => json!(0),
            },
            "getUniformBlockIndex" => {
                let at = program().and_then(|it| it.blocks.iter().position(|it| *it == args[1]));
                at.map_or(json!(u32::MAX), |at| json!(at))
            }
            "getActiveUniformBlockName" => json!(program().and_then(block)),
            "getActiveUniformBlockParameter" => {
                let block = program().and_then(|linked| Some((linked, block(linked)?)));
                match (block, name) {
                    // UNIFORM_BLOCK_DATA_SIZE
                    (Some((linked, block)), 0x8A40) => json!(linked.size_of(&block)),
                    _ => json!(0),
                }
            }
            "getUniformIndices" => {
                let names = args[1].as_array().cloned().unwrap_or_default();
                let at = |name: &Value| {
                    let mut uniforms = program().into_iter().flat_map(|it| &it.uniforms);
                    let at = uniforms.position(|it| it.name == *name);
                    at.map_or(json!(u32::MAX), |at| json!(at))
                };
                names.iter().map(at).collect()
            }
            "getActiveUniforms" => {
                let count = args[1].as_array().map_or(0, Vec::len);
                json!(vec![0; count])
            }
            "getInternalformatParameter" => limits::integers(&[4]),
            "getTexParameter"
            | "getSamplerParameter"
            | "getBufferParameter"
            | "getRenderbufferParameter"
            | "getUniform" => json!(0),
            _ => Value::Null,
        }
    }
}

impl Program {
    fn facts(&self) -> Value {
        let none = Linked::default();
        let linked = self.linked.as_ref().unwrap_or(&none);
        let attributes = linked.attributes.iter();
        let uniforms = linked.uniforms.iter();
        json!({
            "linked": self.linked.is_some(),
            "validated": self.linked.is_some(),
            "log": "",
            "attributes": attributes
                .map(|(it, location)| json!([it.name, it.size, it.kind, location]))
                .collect::<Vec<_>>(),
            "uniforms": uniforms
                .map(|it| json!([it.name, it.size, it.kind, it.block.is_some()]))
                .collect::<Vec<_>>(),
            "shaders": self.shaders
                .iter()
                .map(|shader| json!([shader, { "compiled": true, "log": "" }]))
                .collect::<Vec<_>>(),
        })
    }
}

impl Linked {
    /// Bytes with 16 for each column, which is what `std140` takes at most.
    fn size_of(&self, block: &str) -> i64 {
        let members = self.uniforms.iter();
        members
            .filter(|it| it.block.as_deref() == Some(block))
            .map(|it| it.size.saturating_mul(16 * columns(it.kind)))
            .fold(0, i64::saturating_add)
    }
}

/// Gives each attribute a location: the one that the shader or the program wants, else the first
/// that is free.
fn placed(inputs: Vec<Variable>, wanted: &BTreeMap<String, i64>) -> Vec<(Variable, i64)> {
    let fixed: Vec<Option<i64>> = inputs
        .iter()
        .map(|it| it.location.or_else(|| wanted.get(&it.name).copied()))
        .collect();
    let mut taken: Vec<(i64, i64)> = inputs
        .iter()
        .zip(&fixed)
        .filter_map(|(it, at)| at.map(|at| (at, at.saturating_add(columns(it.kind)))))
        .collect();
    let mut placed = Vec::with_capacity(inputs.len());
    for (input, at) in inputs.into_iter().zip(fixed) {
        let width = columns(input.kind);
        let at = at.unwrap_or_else(|| {
            let mut at = 0;
            while let Some((_, end)) = taken
                .iter()
                .find(|(start, end)| at < *end && *start < at + width)
            {
                at = *end;
            }
            taken.push((at, at + width));
            at
        });
        placed.push((input, at));
    }
    placed
}

/// The object that a command or question names.
fn number(reference: &Value) -> u64 {
    reference["$gl"].as_u64().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn linked() -> Objects {
        let mut objects = Objects::default();
        objects.run(&json!({ "canvas": 0, "commands": [
            ["turn"],
            ["new", 1, "createShader", VERTEX_SHADER],
            ["shaderSource", {"$gl": 1}, "attribute vec2 a; attribute mat4 m; attribute vec3 b; uniform vec4 tint[2]; void main() {}"],
            ["new", 2, "createShader", 0x8B30],
            ["shaderSource", {"$gl": 2}, "uniform vec4 tint[2]; uniform float f; void main() {}"],
            ["new", 3, "createProgram"],
            ["attachShader", {"$gl": 3}, {"$gl": 1}],
            ["attachShader", {"$gl": 3}, {"$gl": 2}],
            ["bindAttribLocation", {"$gl": 3}, 0, "b"],
            ["linkProgram", {"$gl": 3}],
        ]}));
        objects
    }

    #[test]
    fn a_program_tells_what_its_shaders_declare() {
        let facts = linked().answer("webglProgram", &json!({ "program": 3 }));
        let facts = facts.unwrap_or_default();
        assert_eq!(facts["linked"], true);
        assert_eq!(
            facts["attributes"],
            json!([
                ["a", 1, 0x8B50, 1],
                ["m", 1, 0x8B5C, 2],
                ["b", 1, 0x8B51, 0]
            ])
        );
        assert_eq!(
            facts["uniforms"],
            json!([["tint[0]", 2, 0x8B52, false], ["f", 1, 0x1406, false]])
        );
        assert_eq!(facts["shaders"][1][0], 2);
    }

    #[test]
    fn what_is_freed_or_never_made_is_no_object() {
        let mut objects = linked();
        let is = |objects: &Objects, number: u64| {
            let params = json!({ "method": "isShader", "args": [{"$gl": number}] });
            objects.answer("webglAsk", &params).unwrap_or_default()
        };
        assert_eq!(is(&objects, 2), true);
        objects.run(&json!({ "commands": [["free", 2]] }));
        assert_eq!(is(&objects, 2), false);
        let none = objects.answer("webglProgram", &json!({ "program": 9 }));
        assert_eq!(none, Err("there is no program 9".to_owned()));
    }

    #[test]
    fn data_are_zeros_of_the_length_that_is_wanted() {
        let read = |bytes: u64| {
            let params = json!({ "method": "readPixels", "bytes": bytes });
            Objects::default().answer("webglRead", &params)
        };
        assert_eq!(read(3), Ok(json!("AAAA")));
        assert!(read(u64::MAX).is_err());
    }

    #[test]
    fn a_context_says_what_it_was_asked_for() {
        let wanted = json!({ "version": 2, "attributes": { "antialias": false, "other": 1 } });
        let context = Objects::default()
            .answer("webglContext", &wanted)
            .unwrap_or_default();
        assert_eq!(context["attributes"]["antialias"], false);
        assert!(context["attributes"]["other"].is_null());
        assert_eq!(context["parameters"]["7938"], "WebGL 2.0");
        assert_eq!(context["precisions"].as_array().map(Vec::len), Some(12));
    }
}
