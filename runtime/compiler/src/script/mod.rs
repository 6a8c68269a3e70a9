//! JavaScript, TypeScript and JSON modules to CommonJS function bodies.

mod helpers;
mod scan;
mod swc;
mod transform;
mod worker;

pub(crate) use swc::{isolated, offset_of, parse};

use crate::Diagnostic;
use crate::config::JsonFile;
use crate::paths::extension;
use scan::has_module_syntax;

/// A module's code and, where it is not the file itself, its source map.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Module {
    pub code: String,
    pub source_map: Option<String>,
}

/// Compiles one file. Plain CommonJS comes back as it is, without being parsed.
pub(crate) fn compile(path: &str, text: &str) -> Result<Module, Vec<Diagnostic>> {
    match extension(path) {
        "json" => compile_json(path, text),
        "ts" => transform::to_common_js(path, text, true),
        _ if has_module_syntax(text) => transform::to_common_js(path, text, false),
        _ => Ok(Module {
            code: text.to_owned(),
            source_map: None,
        }),
    }
}

/// Whether [`compile`] would give the file back as it is, without a parse.
pub(crate) fn is_plain(path: &str, text: &str) -> bool {
    !matches!(extension(path), "json" | "ts") && !has_module_syntax(text)
}

fn compile_json(path: &str, text: &str) -> Result<Module, Vec<Diagnostic>> {
    let json = JsonFile::parse(path, text.as_bytes()).map_err(|diagnostic| vec![diagnostic])?;
    // A string literal for JSON.parse: unlike an object literal it knows no `__proto__`.
    let plain = json.value.to_string();
    let literal = serde_json::Value::String(plain).to_string();
    Ok(Module {
        code: format!("module.exports = JSON.parse({literal});"),
        source_map: None,
    })
}

#[cfg(test)]
mod tests;
