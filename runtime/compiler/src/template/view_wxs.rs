//! WXS modules for the page's view, by the names that templates have for them.

use super::source::scan;
use super::wxs::{Place, Wxs, compile_for};
use crate::ViewWxs;
use crate::paths::normalize;

/// Compiles the module `name`: a path without `.wxs`, or `<template>#<module>`.
pub(crate) fn view_wxs(name: &str, read: &dyn Fn(&str) -> Option<String>) -> ViewWxs {
    let Wxs {
        code,
        requires,
        diagnostics,
    } = match name.split_once('#') {
        Some((template, module)) => inline(template, module, read),
        None => {
            // Templates may spell a path `a//b`.
            let file = format!("{}.wxs", normalize(name).unwrap_or_default());
            read(&file).map(|text| compile_for(Place::View, &file, &text, 0..text.len()))
        }
    }
    .unwrap_or_default();
    let bare = |file: String| file.strip_suffix(".wxs").unwrap_or(&file).to_owned();
    ViewWxs {
        code,
        requires: requires.into_iter().map(bare).collect(),
        diagnostics,
    }
}

fn inline(template: &str, module: &str, read: &dyn Fn(&str) -> Option<String>) -> Option<Wxs> {
    let file = format!("{template}.wxml");
    let text = read(&file)?;
    // The last of a name counts.
    let found = scan(&text)
        .inline_wxs
        .into_iter()
        .rev()
        .find(|inline| inline.module == module)?;
    Some(compile_for(Place::View, &file, &text, found.range))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modules_are_found_by_their_names() {
        let read = |file: &str| match file {
            "a/m.wxs" => Some("var k = require('../k.wxs'); exports.f = k[k.n]".to_owned()),
            "a/a.wxml" => Some(
                "<wxs module=\"n\">exports.old = 1</wxs><wxs module=\"n\">exports.g = 2</wxs>"
                    .to_owned(),
            ),
            _ => None,
        };
        let module = view_wxs("a//m", &read);
        assert!(module.code.contains("k[__wxsKey(k.n)]"), "{}", module.code);
        assert!(module.code.contains("require(\"/k\")"), "{}", module.code);
        assert_eq!(module.requires, ["k"]);
        assert!(view_wxs("a/a#n", &read).code.contains("exports.g = 2"));
        for missing in ["a/a#o", "b/b#n", "gone"] {
            assert_eq!(view_wxs(missing, &read).code, "", "{missing}");
        }
    }
}
