//! Makes the Rust and TypeScript halves of the view protocol from `runtime/protocol.json`, the
//! property lists of the iOS application (`apple.rs`), and the members of WebGL (`webgl.rs`).

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

const TABLE: &str = "runtime/protocol.json";
const RUST: &str = "runtime/src/protocol.rs";
const TYPESCRIPT: [&str; 2] = [
    "runtime/framework/src/core/protocol.ts",
    "shell-ui/page/src/protocol.ts",
];
const NOTICE: &str =
    "Generated from runtime/protocol.json by `cargo xtask codegen`; do not edit by hand.";

/// Writes the generated files, or with `check` only compares them with what is on disk.
pub fn run(check: bool) -> Result<(), String> {
    let root = workspace_root()?;
    let table = Table::read(&root.join(TABLE))?;
    let typescript = table.typescript();
    let mut outputs = vec![(RUST, table.rust())];
    outputs.extend(crate::apple::outputs(&root)?);
    outputs.push(crate::webgl::output(&root)?);
    outputs.extend(TYPESCRIPT.iter().map(|path| (*path, typescript.clone())));
    let mut stale = Vec::new();
    for (path, text) in outputs {
        let full = root.join(path);
        if fs::read_to_string(&full).is_ok_and(|old| old == text) {
            continue;
        }
        if check {
            stale.push(path);
            continue;
        }
        if let Some(parent) = full.parent() {
            fs::create_dir_all(parent).map_err(|e| format!("{}: {e}", parent.display()))?;
        }
        fs::write(&full, text).map_err(|e| format!("{path}: {e}"))?;
    }
    if stale.is_empty() {
        Ok(())
    } else {
        Err(format!(
            "out of date with what they are made from: {}; run `cargo xtask codegen` and commit the result",
            stale.join(", ")
        ))
    }
}

fn workspace_root() -> Result<PathBuf, String> {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .map(Path::to_path_buf)
        .ok_or_else(|| "xtask has no parent folder".to_owned())
}

#[derive(Clone, Copy)]
enum Kind {
    Int,
    Ints,
    Number,
    String,
    Bool,
    Json,
}

impl Kind {
    fn parse(text: &str) -> Result<Self, String> {
        Ok(match text {
            "int" => Self::Int,
            "int[]" => Self::Ints,
            "number" => Self::Number,
            "string" => Self::String,
            "bool" => Self::Bool,
            "json" => Self::Json,
            other => return Err(format!("{TABLE}: unknown argument type `{other}`")),
        })
    }

    fn rust(self) -> &'static str {
        match self {
            Self::Int => "Int",
            Self::Ints => "Ints",
            Self::Number => "Number",
            Self::String => "String",
            Self::Bool => "Bool",
            Self::Json => "Json",
        }
    }

    fn spelling(self) -> &'static str {
        match self {
            Self::Int => "int",
            Self::Ints => "int[]",
            Self::Number => "number",
            Self::String => "string",
            Self::Bool => "bool",
            Self::Json => "json",
        }
    }

    fn typescript(self) -> &'static str {
        match self {
            Self::Int | Self::Number => "number",
            Self::Ints => "number[]",
            Self::String => "string",
            Self::Bool => "boolean",
            Self::Json => "Json",
        }
    }
}

struct Entry {
    code: u64,
    name: String,
    args: Vec<(String, Kind)>,
    doc: String,
}

impl Entry {
    fn parse(value: &Value, name_key: &str) -> Result<Self, String> {
        let text = |key: &str| {
            value[key]
                .as_str()
                .map(str::to_owned)
                .ok_or_else(|| format!("{TABLE}: an entry lacks `{key}`: {value}"))
        };
        let args = value["args"]
            .as_array()
            .ok_or_else(|| format!("{TABLE}: an entry lacks `args`: {value}"))?
            .iter()
            .map(|arg| {
                let (name, kind) = arg
                    .as_str()
                    .and_then(|arg| arg.split_once(':'))
                    .ok_or_else(|| format!("{TABLE}: bad argument {arg}"))?;
                Ok((name.to_owned(), Kind::parse(kind)?))
            })
            .collect::<Result<Vec<_>, String>>()?;
        Ok(Self {
            code: value["code"].as_u64().unwrap_or(0),
            name: text(name_key)?,
            args,
            doc: text("doc")?,
        })
    }

    fn constant(&self) -> String {
        let mut out = String::new();
        for c in self.name.chars() {
            if c.is_ascii_uppercase() {
                out.push('_');
            }
            out.push(c.to_ascii_uppercase());
        }
        out
    }

    fn rust_spec(&self) -> String {
        let args: Vec<String> = self
            .args
            .iter()
            .map(|(name, kind)| format!("(\"{name}\", ArgKind::{})", kind.rust()))
            .collect();
        format!(
            "Spec {{ code: {}, name: \"{}\", args: &[{}] }}",
            self.code,
            self.name,
            args.join(", ")
        )
    }

    fn typescript_args(&self) -> String {
        let args: Vec<String> = self
            .args
            .iter()
            .map(|(name, kind)| format!("{name}: {}", kind.typescript()))
            .collect();
        args.join(", ")
    }

    fn typescript_kinds(&self) -> String {
        let kinds: Vec<String> = self
            .args
            .iter()
            .map(|(_, kind)| format!("'{}'", kind.spelling()))
            .collect();
        kinds.join(", ")
    }
}

struct Table {
    ops: Vec<Entry>,
    messages: Vec<Entry>,
}

impl Table {
    fn read(path: &Path) -> Result<Self, String> {
        let text = fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?;
        let json: Value =
            serde_json::from_str(&text).map_err(|e| format!("{}: {e}", path.display()))?;
        let list = |key: &str, name_key: &str| {
            json[key]
                .as_array()
                .ok_or_else(|| format!("{TABLE}: `{key}` is missing"))?
                .iter()
                .map(|entry| Entry::parse(entry, name_key))
                .collect::<Result<Vec<_>, String>>()
        };
        let table = Self {
            ops: list("ops", "name")?,
            messages: list("messages", "tag")?,
        };
        for (index, op) in table.ops.iter().enumerate() {
            if op.code != index as u64 + 1 {
                return Err(format!(
                    "{TABLE}: op `{}` has code {}, expected {} (codes are dense and in order)",
                    op.name,
                    op.code,
                    index + 1
                ));
            }
        }
        Ok(table)
    }

    fn rust(&self) -> String {
        let mut out = format!(
            "//! View operations and messages.\n//!\n//! {NOTICE}\n\n\
             /// The type of an operation's or a message's argument.\n\
             #[derive(Debug, Clone, Copy, PartialEq, Eq)]\n\
             pub enum ArgKind {{\n    Int,\n    Ints,\n    Number,\n    String,\n    Bool,\n    Json,\n}}\n\n\
             /// One row of the table. Messages have code 0.\n\
             #[derive(Debug, Clone, Copy)]\n\
             pub struct Spec {{\n    pub code: u32,\n    pub name: &'static str,\n    \
             pub args: &'static [(&'static str, ArgKind)],\n}}\n\n\
             /// Opcodes of view operations (logic to page).\npub mod op {{\n"
        );
        for op in &self.ops {
            let _ = writeln!(
                out,
                "    /// {}\n    pub const {}: u32 = {};",
                op.doc,
                op.constant(),
                op.code
            );
        }
        out.push_str("}\n\n/// Tags of messages (page to logic).\npub mod message {\n");
        for message in &self.messages {
            let _ = writeln!(
                out,
                "    /// {}\n    pub const {}: &str = \"{}\";",
                message.doc,
                message.constant(),
                message.name
            );
        }
        out.push_str("}\n\n/// Every operation; the one with code `n` is at index `n - 1`.\n");
        out.push_str("pub const OPS: &[Spec] = &[\n");
        for op in &self.ops {
            let _ = writeln!(out, "    {},", op.rust_spec());
        }
        out.push_str("];\n\n/// Every message.\npub const MESSAGES: &[Spec] = &[\n");
        for message in &self.messages {
            let _ = writeln!(out, "    {},", message.rust_spec());
        }
        out.push_str("];\n\n/// The operation with this opcode.\n");
        out.push_str("#[must_use]\npub fn op_spec(code: u64) -> Option<&'static Spec> {\n");
        out.push_str("    let index = usize::try_from(code).ok()?.checked_sub(1)?;\n");
        out.push_str("    OPS.get(index)\n}\n");
        out
    }

    fn typescript(&self) -> String {
        let mut out = format!(
            "// {NOTICE}\n\n\
             export type Json = null | boolean | number | string | Json[] | {{ [key: string]: Json }}\n\n\
             export type ArgKind = 'int' | 'int[]' | 'number' | 'string' | 'bool' | 'json'\n\n\
             /** Opcodes of view operations (logic to page). */\nexport const Op = {{\n"
        );
        for op in &self.ops {
            let _ = writeln!(out, "  /** {} */\n  {}: {},", op.doc, op.name, op.code);
        }
        out.push_str("} as const\n\nexport type OpName = keyof typeof Op\n\n");
        out.push_str("/** What each operation carries after its opcode. */\n");
        out.push_str("export interface OpArgs {\n");
        for op in &self.ops {
            let _ = writeln!(out, "  {}: [{}]", op.name, op.typescript_args());
        }
        out.push_str("}\n\n/** One method per operation. */\n");
        out.push_str(
            "export type OpHandlers = { [K in OpName]: (...args: OpArgs[K]) => void }\n\n",
        );
        out.push_str("/** Name and argument types by opcode; index 0 is unused. */\n");
        out.push_str("export const OP_SPECS: readonly { name: OpName | ''; args: readonly ArgKind[] }[] = [\n");
        out.push_str("  { name: '', args: [] },\n");
        for op in &self.ops {
            let _ = writeln!(
                out,
                "  {{ name: '{}', args: [{}] }},",
                op.name,
                op.typescript_kinds()
            );
        }
        out.push_str("]\n\n/** What each message (page to logic) carries after its tag. */\n");
        out.push_str("export interface MessageArgs {\n");
        for message in &self.messages {
            let _ = writeln!(
                out,
                "  /** {} */\n  {}: [{}]",
                message.doc,
                message.name,
                message.typescript_args()
            );
        }
        out.push_str("}\n\nexport type MessageTag = keyof MessageArgs\n\n");
        out.push_str("export type Message = { [K in MessageTag]: [tag: K, ...args: MessageArgs[K]] }[MessageTag]\n");
        out
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]

    use super::*;

    #[test]
    fn the_committed_files_match_the_table() {
        run(true).unwrap();
    }

    #[test]
    fn constants_are_upper_snake_case() {
        let entry = Entry {
            code: 1,
            name: "setHostScope".into(),
            args: Vec::new(),
            doc: String::new(),
        };
        assert_eq!(entry.constant(), "SET_HOST_SCOPE");
    }
}
