//! TypeScript to JavaScript, ES modules to CommonJS.

use swc_core::common::sync::Lrc;
use swc_core::common::{BytePos, LineCol, Mark, SourceMap};
use swc_core::ecma::ast::{Callee, Expr, Module as ModuleAst, ModuleItem, Pass, Program, Stmt};
use swc_core::ecma::codegen::text_writer::JsWriter;
use swc_core::ecma::codegen::{Config as CodegenConfig, Emitter};
use swc_core::ecma::transforms::base::fixer::fixer;
use swc_core::ecma::transforms::base::helpers::{HELPERS, Helpers};
use swc_core::ecma::transforms::base::hygiene::hygiene;
use swc_core::ecma::transforms::base::resolver;
use swc_core::ecma::transforms::module::common_js::{FeatureFlag, common_js};
use swc_core::ecma::transforms::module::path::Resolver;
use swc_core::ecma::transforms::module::util::Config as CommonJsConfig;
use swc_core::ecma::transforms::typescript::typescript;
use swc_core::ecma::visit::{Visit, VisitWith};

use super::swc::{Parsed, isolated, offset_of, parse};
use super::{Module, helpers};
use crate::Diagnostic;

/// Compiles one file; a JavaScript file without module syntax comes back as it is.
pub(crate) fn to_common_js(
    path: &str,
    text: &str,
    is_typescript: bool,
) -> Result<Module, Vec<Diagnostic>> {
    isolated(path, text, move |path, text| {
        let parsed = parse(path, text, is_typescript)?;
        let is_module = match &parsed.program {
            Program::Module(module) => module.body.iter().any(ModuleItem::is_module_decl),
            Program::Script(_) => false,
        };
        if !is_module && !is_typescript && !has_dynamic_import(&parsed.program) {
            return Ok(Module {
                code: text.to_owned(),
                source_map: None,
            });
        }
        transform(path, text, parsed, is_module, is_typescript)
    })
}

fn transform(
    path: &str,
    text: &str,
    parsed: Parsed,
    is_module: bool,
    is_typescript: bool,
) -> Result<Module, Vec<Diagnostic>> {
    let Parsed {
        mut program,
        source_map,
        start,
    } = parsed;
    // The pass leaves scripts alone, but `import()` must go there, too.
    if let Program::Script(script) = program {
        program = Program::Module(ModuleAst {
            span: script.span,
            body: script.body.into_iter().map(ModuleItem::Stmt).collect(),
            shebang: None,
        });
    }
    let unresolved = Mark::new();
    let top_level = Mark::new();
    let runtime = Helpers::new(false);
    let helper_mark = runtime.mark();
    HELPERS.set(&runtime, || {
        resolver(unresolved, top_level, is_typescript).process(&mut program);
        if is_typescript {
            let config = swc_core::ecma::transforms::typescript::Config {
                no_empty_export: true,
                native_class_properties: true,
                ..Default::default()
            };
            typescript(config, unresolved, top_level).process(&mut program);
        }
        let config = CommonJsConfig {
            strict_mode: is_module,
            allow_top_level_this: !is_module,
            ..CommonJsConfig::default()
        };
        let features = FeatureFlag {
            support_block_scoping: true,
            support_arrow: true,
        };
        common_js(Resolver::Default, unresolved, config, features).process(&mut program);
        let helpers = helpers::used_by(&mut program, helper_mark);
        insert_after_directives(&mut program, helpers);
        hygiene().process(&mut program);
        fixer(None).process(&mut program);
    });
    emit(path, text, start, &program, &source_map)
}

fn insert_after_directives(program: &mut Program, statements: Vec<Stmt>) {
    if let Program::Module(module) = program {
        let at = module
            .body
            .iter()
            .take_while(|item| {
                matches!(item, ModuleItem::Stmt(Stmt::Expr(statement))
                    if matches!(&*statement.expr, Expr::Lit(literal) if literal.is_str()))
            })
            .count();
        module
            .body
            .splice(at..at, statements.into_iter().map(ModuleItem::Stmt));
    }
}

fn emit(
    path: &str,
    text: &str,
    start: BytePos,
    program: &Program,
    source_map: &Lrc<SourceMap>,
) -> Result<Module, Vec<Diagnostic>> {
    let failed = |error: &dyn std::fmt::Display| {
        vec![Diagnostic::error(
            path,
            0,
            0,
            format!("the compiled code cannot be written: {error}"),
        )]
    };
    let mut code = Vec::new();
    let mut mappings = Vec::new();
    let mut emitter = Emitter {
        cfg: CodegenConfig::default(),
        cm: source_map.clone(),
        comments: None,
        wr: JsWriter::new(source_map.clone(), "\n", &mut code, Some(&mut mappings)),
    };
    emitter
        .emit_program(program)
        .map_err(|error| failed(&error))?;
    let map = write_map(path, text, start, &mappings).map_err(|error| failed(&error))?;
    Ok(Module {
        code: String::from_utf8(code).map_err(|error| failed(&error))?,
        source_map: Some(map),
    })
}

/// Source map, version 3. The source is named by its package path and not repeated.
fn write_map(
    path: &str,
    text: &str,
    start: BytePos,
    mappings: &[(BytePos, LineCol)],
) -> Result<String, String> {
    let line_starts: Vec<usize> = std::iter::once(0)
        .chain(text.match_indices('\n').map(|(at, _)| at + 1))
        .collect();
    // UTF-16 units before each byte: minified files are one line, so counting from the line's
    // start for every mapping would take time by the square of its length.
    let mut units: Vec<u32> = Vec::with_capacity(text.len() + 1);
    let mut before = 0;
    for character in text.chars() {
        units.resize(units.len() + character.len_utf8(), before);
        before += character.len_utf16() as u32;
    }
    units.push(before);
    let mut builder = sourcemap::SourceMapBuilder::new(None);
    for (position, place) in mappings {
        // Generated code has no place in the file.
        if position.is_dummy() || position.0 < start.0 {
            continue;
        }
        let offset = offset_of(*position, start);
        let line = line_starts.partition_point(|at| *at <= offset) - 1;
        let Some(column) = units.get(offset).map(|at| at - units[line_starts[line]]) else {
            continue;
        };
        builder.add(place.line, place.col, line as u32, column, Some(path), None);
    }
    let mut json = Vec::new();
    builder
        .into_sourcemap()
        .to_writer(&mut json)
        .map_err(|error| error.to_string())?;
    String::from_utf8(json).map_err(|error| error.to_string())
}

fn has_dynamic_import(program: &Program) -> bool {
    struct Finder(bool);
    impl Visit for Finder {
        fn visit_callee(&mut self, callee: &Callee) {
            if callee.is_import() {
                self.0 = true;
            }
            callee.visit_children_with(self);
        }
    }
    let mut finder = Finder(false);
    program.visit_with(&mut finder);
    finder.0
}
