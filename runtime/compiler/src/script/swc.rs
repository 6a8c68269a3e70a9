//! Parsing with swc, kept apart from the caller: errors become diagnostics, a panic or a deep
//! recursion harms one file only.

use swc_core::common::sync::Lrc;
use swc_core::common::{BytePos, FileName, GLOBALS, Globals, SourceMap, Spanned};
use swc_core::ecma::ast::{EsVersion, Program};
use swc_core::ecma::parser::{EsSyntax, Parser, StringInput, Syntax, TsSyntax};

use super::worker::{Failure, Workers};
use crate::Diagnostic;
use crate::diagnostic::line_column;

static WORKERS: Workers = Workers::new();

/// Brackets may nest this deep. Measured: 128 MiB carries 5 000 levels of a debug build;
/// real files, minified ones included, stay below 100.
const MAX_NESTING: usize = 1500;

/// A parsed file.
pub(crate) struct Parsed {
    pub program: Program,
    pub source_map: Lrc<SourceMap>,
    /// Where the file begins in swc's positions.
    pub start: BytePos,
}

/// Parses a file as module or script, whichever it is. Call inside [`isolated`].
pub(crate) fn parse(path: &str, text: &str, typescript: bool) -> Result<Parsed, Vec<Diagnostic>> {
    let source_map: Lrc<SourceMap> = Lrc::default();
    let file =
        source_map.new_source_file(FileName::Custom(path.to_owned()).into(), text.to_owned());
    let syntax = if typescript {
        // No decorators: DevTools does not compile them either, and QuickJS has none.
        Syntax::Typescript(TsSyntax::default())
    } else {
        Syntax::Es(EsSyntax {
            // The module is the body of a function.
            allow_return_outside_function: true,
            import_attributes: true,
            ..EsSyntax::default()
        })
    };
    if let Some(offset) = too_deep(text) {
        let (line, column) = line_column(text, offset);
        return Err(vec![Diagnostic::error(
            path,
            line,
            column,
            format!("brackets are nested more than {MAX_NESTING} deep; split the code up"),
        )]);
    }
    let input = StringInput::from(&*file);
    let mut parser = Parser::new_from(swc_core::ecma::parser::Lexer::new(
        syntax,
        EsVersion::latest(),
        input,
        None,
    ));
    let diagnostic = |error: &swc_core::ecma::parser::error::Error| {
        let (line, column) = line_column(text, offset_of(error.span().lo, file.start_pos));
        Diagnostic::error(
            path,
            line,
            column,
            format!("syntax: {}", error.kind().msg()),
        )
    };
    let program = parser.parse_program();
    let errors = parser.take_errors();
    match program {
        Ok(program) if errors.is_empty() => Ok(Parsed {
            program,
            start: file.start_pos,
            source_map,
        }),
        Ok(_) => Err(errors.iter().map(diagnostic).collect()),
        Err(error) => Err(vec![diagnostic(&error)]),
    }
}

/// Byte offset in the file of an swc position.
pub(crate) fn offset_of(position: BytePos, start: BytePos) -> usize {
    position.0.saturating_sub(start.0) as usize
}

/// Runs swc work on a file's text, on another thread with a large stack and swc's globals.
pub(crate) fn isolated<T: Send + 'static>(
    path: &str,
    text: &str,
    work: impl FnOnce(&str, &str) -> Result<T, Vec<Diagnostic>> + Send + 'static,
) -> Result<T, Vec<Diagnostic>> {
    let failed = |why: &str| Err(vec![Diagnostic::error(path, 0, 0, why)]);
    let own = (path.to_owned(), text.to_owned());
    let worked = WORKERS.run(move || GLOBALS.set(&Globals::new(), || work(&own.0, &own.1)));
    match worked {
        Ok(result) => result,
        Err(Failure::Panicked) => failed(
            "the compiler failed on this file, as it may where a bracket is never closed; mend \
             or simplify it, or report it with the file",
        ),
        Err(Failure::NoThread(error)) => failed(&format!("no memory to compile: {error}")),
    }
}

/// The place where brackets nest too deep. Strings and comments are not told apart: real files
/// are far below the bound either way.
fn too_deep(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (offset, byte) in text.bytes().enumerate() {
        match byte {
            b'(' | b'[' | b'{' => {
                depth += 1;
                if depth > MAX_NESTING {
                    return Some(offset);
                }
            }
            b')' | b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    None
}
