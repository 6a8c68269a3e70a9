//! `peapod check`: compile everything and say what is wrong or not supported.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::{Compiler, Diagnostic};

/// What the container supports, as the caller knows it.
#[derive(Debug, Clone, Default)]
pub struct Supported {
    /// Names of `wx` members (`request`, `getSystemInfoSync`).
    pub apis: BTreeSet<String>,
    /// Names of built-in components (`view`, `scroll-view`).
    pub components: BTreeSet<String>,
}

/// Used but not supported.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Unsupported {
    pub apis: Vec<String>,
    pub components: Vec<String>,
}

/// What `peapod check --json` prints.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct CheckReport {
    pub errors: Vec<Diagnostic>,
    pub warnings: Vec<Diagnostic>,
    pub unsupported: Unsupported,
}

/// Compiles every page, component, module and style sheet of the package.
pub fn check(compiler: &Compiler, _supported: &Supported) -> CheckReport {
    let (errors, warnings) = compiler
        .diagnostics()
        .into_iter()
        .partition(Diagnostic::is_error);
    CheckReport {
        errors,
        warnings,
        unsupported: Unsupported::default(),
    }
}
