//! Which modules scripts reach and which members of `wx` they use.

use std::collections::BTreeSet;

use swc_core::common::{BytePos, Spanned};
use swc_core::ecma::ast::{
    AssignTarget, CallExpr, Callee, ExportAll, Expr, ImportDecl, Lit, MemberExpr, MemberProp,
    NamedExport, ObjectPatProp, Pat, SimpleAssignTarget, TryStmt, VarDeclarator,
};
use swc_core::ecma::visit::{Visit, VisitWith};

use crate::diagnostic::line_column;
use crate::paths::extension;
use crate::script::{isolated, offset_of, parse};
use crate::{Compiler, Diagnostic};

/// Compiles scripts and everything they require; the names of the `wx` members they use.
pub(super) fn follow(compiler: &Compiler, entries: Vec<String>) -> BTreeSet<String> {
    let mut seen = BTreeSet::new();
    let mut uses = BTreeSet::new();
    let mut own = BTreeSet::new();
    let mut level: Vec<String> = entries;
    while !level.is_empty() {
        level.retain(|path| seen.insert(path.clone()));
        let found = std::sync::Mutex::new(Vec::new());
        super::in_parallel(&level, |path| {
            if let Some(script) = look(compiler, path) {
                found
                    .lock()
                    .unwrap_or_else(std::sync::PoisonError::into_inner)
                    .push(script);
            }
        });
        level = Vec::new();
        for script in found
            .into_inner()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
        {
            uses.extend(script.uses);
            own.extend(script.defines);
            level.extend(script.requires);
        }
    }
    // What the mini-program itself puts on `wx` is not the container's.
    uses.difference(&own).cloned().collect()
}

/// What one script has in it.
#[derive(Debug, Default)]
struct Script {
    uses: BTreeSet<String>,
    defines: BTreeSet<String>,
    requires: Vec<String>,
}

fn look(compiler: &Compiler, path: &str) -> Option<Script> {
    let package = compiler.package();
    let text = package.read_text(path)?;
    // Syntax errors of TypeScript and ES modules are the compiler's to report.
    let compiled = compiler.module(path).is_ok();
    if !matches!(extension(path), "js" | "ts" | "cjs" | "mjs") {
        return None;
    }
    let parsed = isolated(path, &text, |path, text| {
        let parsed = parse(path, text, extension(path) == "ts")?;
        let mut finder = Finder {
            start: parsed.start,
            ..Finder::default()
        };
        parsed.program.visit_with(&mut finder);
        Ok((finder.script, finder.requests))
    });
    let (mut script, requests) = match parsed {
        Ok(found) => found,
        Err(errors) => {
            if compiled {
                compiler.report(&format!("script {path}"), &errors);
            }
            return None;
        }
    };
    let mut remarks = Vec::new();
    for request in requests {
        match package.resolve_module(path, &request.path) {
            Ok(target) => script.requires.push(target),
            Err(_) if request.guarded => {}
            Err(error) => {
                let (line, column) = line_column(&text, request.offset);
                let message = format!("module \"{}\" not found: {}", request.path, error.hint);
                // A bare name may be a leftover of a bundler that never runs.
                remarks.push(if request.path.starts_with(['.', '/']) {
                    Diagnostic::error(path, line, column, message)
                } else {
                    Diagnostic::warning(path, line, column, message)
                });
            }
        }
    }
    compiler.report(&format!("requires {path}"), &remarks);
    Some(script)
}

#[derive(Debug)]
struct Request {
    path: String,
    offset: usize,
    /// In a `try`, or asked for asynchronously: it may fail.
    guarded: bool,
}

#[derive(Debug, Default)]
struct Finder {
    start: BytePos,
    guards: usize,
    script: Script,
    requests: Vec<Request>,
}

impl Finder {
    fn request(&mut self, path: String, at: &impl Spanned) {
        self.requests.push(Request {
            path,
            offset: offset_of(at.span().lo, self.start),
            guarded: self.guards > 0,
        });
    }
}

fn is_wx(expr: &Expr) -> bool {
    matches!(expr, Expr::Ident(name) if name.sym == "wx")
}

fn name_of(prop: &MemberProp) -> Option<String> {
    match prop {
        MemberProp::Ident(name) => Some(name.sym.to_string()),
        MemberProp::Computed(computed) => match &*computed.expr {
            Expr::Lit(Lit::Str(name)) => Some(name.value.to_string_lossy().into_owned()),
            _ => None,
        },
        MemberProp::PrivateName(_) => None,
    }
}

impl Visit for Finder {
    fn visit_member_expr(&mut self, member: &MemberExpr) {
        if is_wx(&member.obj)
            && let Some(name) = name_of(&member.prop)
        {
            self.script.uses.insert(name);
        }
        member.visit_children_with(self);
    }

    fn visit_assign_target(&mut self, target: &AssignTarget) {
        if let AssignTarget::Simple(SimpleAssignTarget::Member(member)) = target
            && is_wx(&member.obj)
            && let Some(name) = name_of(&member.prop)
        {
            self.script.defines.insert(name);
        }
        target.visit_children_with(self);
    }

    fn visit_var_declarator(&mut self, declarator: &VarDeclarator) {
        // const { request } = wx
        if let (Pat::Object(pattern), Some(init)) = (&declarator.name, &declarator.init)
            && is_wx(init)
        {
            for property in &pattern.props {
                let name = match property {
                    ObjectPatProp::KeyValue(pair) => {
                        pair.key.as_ident().map(|name| name.sym.to_string())
                    }
                    ObjectPatProp::Assign(assign) => Some(assign.key.sym.to_string()),
                    ObjectPatProp::Rest(_) => None,
                };
                self.script.uses.extend(name);
            }
        }
        declarator.visit_children_with(self);
    }

    fn visit_call_expr(&mut self, call: &CallExpr) {
        let literal = match call.args.first().map(|argument| &*argument.expr) {
            Some(Expr::Lit(Lit::Str(path))) => Some(path.value.to_string_lossy().into_owned()),
            _ => None,
        };
        if let Some(path) = literal {
            let (is_request, may_fail) = match &call.callee {
                Callee::Import(_) => (true, true),
                Callee::Expr(callee) => match &**callee {
                    // require(path, ok, failed) is asynchronous.
                    Expr::Ident(name) if name.sym == "require" => (true, call.args.len() > 1),
                    Expr::Member(member) => (
                        matches!(&*member.obj, Expr::Ident(name) if name.sym == "require")
                            && name_of(&member.prop).as_deref() == Some("async"),
                        true,
                    ),
                    _ => (false, false),
                },
                Callee::Super(_) => (false, false),
            };
            if is_request {
                self.guards += usize::from(may_fail);
                self.request(path, call);
                self.guards -= usize::from(may_fail);
            }
        }
        call.visit_children_with(self);
    }

    fn visit_try_stmt(&mut self, statement: &TryStmt) {
        self.guards += 1;
        statement.visit_children_with(self);
        self.guards -= 1;
    }

    fn visit_import_decl(&mut self, import: &ImportDecl) {
        if !import.type_only {
            self.request(import.src.value.to_string_lossy().into_owned(), import);
        }
    }

    fn visit_named_export(&mut self, export: &NamedExport) {
        if let (Some(source), false) = (&export.src, export.type_only) {
            self.request(source.value.to_string_lossy().into_owned(), export);
        }
    }

    fn visit_export_all(&mut self, export: &ExportAll) {
        if !export.type_only {
            self.request(export.src.value.to_string_lossy().into_owned(), export);
        }
    }
}
