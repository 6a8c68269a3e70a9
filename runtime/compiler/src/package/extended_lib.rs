//! `useExtendedLib`: libraries that WeChat brings along. To a mini-program it is as if it had
//! installed their npm packages.

use serde_json::Value;

use super::ZipLimits;
use super::archive::unpack_from;
use super::tree::FileTree;
use crate::Diagnostic;
use crate::config::JsonFile;

// `const WEUI: Option<&[u8]>`, a zip of the npm package.
include!(concat!(env!("OUT_DIR"), "/weui.rs"));

/// Where WeUI lies, a copy of the author's too.
pub(super) const WEUI_PLACE: &str = "miniprogram_npm/weui-miniprogram";

/// Its sheet, without extension.
const WEUI_STYLE: &str = "miniprogram_npm/weui-miniprogram/weui-wxss/dist/style/weui";

/// Mounts the libraries that app.json asks for, unless the mini-program has a copy of its own.
/// Returns the style sheet, without extension, that pages get with them: app.wxss need not import
/// it.
pub(super) fn mount(
    tree: &mut FileTree,
    app_json: &JsonFile,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<&'static str> {
    let Some(Value::Object(wanted)) = app_json.value.get("useExtendedLib") else {
        return None;
    };
    for name in wanted.keys() {
        let mend = match name.as_str() {
            "weui" if tree.has_folder(WEUI_PLACE) => continue,
            "weui" => match WEUI.and_then(|zip| weui(zip, diagnostics)) {
                Some(library) => {
                    tree.mount(WEUI_PLACE, library);
                    continue;
                }
                None => "install the npm package weui-miniprogram",
            },
            "kbone" => "install the npm packages miniprogram-element and miniprogram-render",
            _ => "remove it",
        };
        diagnostics.push(app_json.warning_at(
            name,
            format!("the extended library \"{name}\" is not here; {mend}"),
        ));
    }
    (wanted.contains_key("weui") && tree.has_folder(WEUI_PLACE)).then_some(WEUI_STYLE)
}

fn weui(zip: &[u8], diagnostics: &mut Vec<Diagnostic>) -> Option<FileTree> {
    let zip = std::io::Cursor::new(zip);
    unpack_from(zip, "WeUI", &ZipLimits::default(), diagnostics).ok()
}
