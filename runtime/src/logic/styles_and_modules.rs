//! What the framework asks of the package and its compiler.

use std::sync::Arc;

use peapod_compiler::{ComponentConfig, Diagnostic, Theme};
use rquickjs::{Ctx, Exception, Value};
use serde_json::json;

use super::bindings::record;
use super::engine::State;
use crate::host::PageId;
use crate::log_record::{LogKind, LogLevel, LogRecord};

/// Stands before a module's code, on its first line, so that line numbers stay the author's. A plugin
/// has a `wx` of its own.
pub(super) fn module_head(path: &str) -> &'static str {
    if path.starts_with("__plugin__/") {
        "(function(require,module,exports,wx){"
    } else {
        "(function(require,module,exports){"
    }
}

pub(super) fn app_info(state: &State, theme: Theme) -> serde_json::Value {
    let compiler = state.compiler();
    let package = compiler.package();
    let app = package.app();
    json!({
        "appid": package.app_id(),
        "name": package.name(),
        "pages": app.pages,
        "entryPagePath": app.entry_page_path,
        "subPackages": app.sub_packages,
        "darkmode": app.darkmode,
        "lazyCodeLoading": app.lazy_code_loading,
        "tabBar": package.tab_bar(theme),
        "workers": app.workers,
        "plugins": package.plugins(),
        "config": app.raw,
    })
}

pub(super) fn page_config(state: &State, route: &str, theme: Theme) -> serde_json::Value {
    let page = state.compiler().package().page_config(route, theme);
    json!({
        "window": page.window,
        "component": component_config(&page.component),
    })
}

pub(super) fn component_config(config: &ComponentConfig) -> serde_json::Value {
    json!({
        "component": config.component,
        "usingComponents": config.using_components,
        "componentPlaceholder": config.component_placeholder,
        "componentGenerics": config.component_generics,
        "styleIsolation": config.style_isolation,
        "addGlobalClass": config.add_global_class,
        "pureDataPattern": config.pure_data_pattern,
    })
}

/// The module as a function of `require`, `module` and `exports`, and in a plugin of `wx`.
pub(super) fn module<'js>(
    state: &State,
    ctx: &Ctx<'js>,
    path: &str,
) -> rquickjs::Result<Value<'js>> {
    match state.compiler().module(path) {
        Ok(module) => {
            let code = format!("{}{}\n}})", module_head(&module.path), module.code);
            state.scripts.evaluate(ctx, &module.path, &code)
        }
        Err(diagnostics) => Err(Exception::throw_syntax(ctx, &join(&diagnostics))),
    }
}

pub(super) fn template<'js>(
    state: &State,
    ctx: &Ctx<'js>,
    path: &str,
) -> rquickjs::Result<Value<'js>> {
    let template = state.compiler().template(path);
    report(state, &template.diagnostics);
    state
        .scripts
        .evaluate(ctx, &format!("{path}.wxml"), &template.code)
}

/// Gives the page's view a WXS module; the answer names the modules that it requires.
pub(super) fn view_wxs(state: &State, page: PageId, name: &str) -> Vec<String> {
    let module = state.compiler().view_wxs(name);
    report(state, &module.diagnostics);
    state.host.define_wxs(page, name, &module.code);
    module.requires.clone()
}

pub(super) fn style(state: &State, path: &str, scope: &str) -> String {
    let scope = (!scope.is_empty()).then_some(scope);
    let style = state.compiler().style(path, scope);
    report(state, &style.diagnostics);
    Arc::unwrap_or_clone(style).css
}

fn report(state: &State, diagnostics: &[Diagnostic]) {
    for diagnostic in diagnostics {
        let level = if diagnostic.is_error() {
            LogLevel::Error
        } else {
            LogLevel::Warn
        };
        let text = diagnostic.to_string();
        record(
            state,
            LogRecord {
                level,
                kind: LogKind::Console,
                args: vec![json!(text).to_string()],
                text,
                file: diagnostic.file.clone(),
                line: diagnostic.line,
                details: String::new(),
            },
        );
    }
}

fn join(diagnostics: &[Diagnostic]) -> String {
    let lines: Vec<String> = diagnostics.iter().map(ToString::to_string).collect();
    lines.join("\n")
}
