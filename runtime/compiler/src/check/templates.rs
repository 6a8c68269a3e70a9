//! Which elements templates use.

use std::collections::BTreeSet;

use crate::diagnostic::line_column;
use crate::template::scan;
use crate::{Compiler, Diagnostic, Supported};

/// WeChat's built-in components, the retired ones of 2016 included. (`cargo xtask codegen`'s
/// table has their attributes; here only the names matter.)
const BUILT_IN: [&str; 87] = [
    "ad",
    "ad-custom",
    "audio",
    "button",
    "camera",
    "canvas",
    "channel-live",
    "channel-video",
    "checkbox",
    "checkbox-group",
    "cover-image",
    "cover-view",
    "double-tap-gesture-handler",
    "draggable-sheet",
    "editor",
    "editor-portal",
    "force-press-gesture-handler",
    "form",
    "functional-page-navigator",
    "grid-builder",
    "grid-view",
    "horizontal-drag-gesture-handler",
    "icon",
    "image",
    "input",
    "keyboard-accessory",
    "label",
    "list-builder",
    "list-view",
    "live-player",
    "live-pusher",
    "long-press-gesture-handler",
    "map",
    "match-media",
    "movable-area",
    "movable-view",
    "navigation-bar",
    "navigator",
    "nested-scroll-body",
    "nested-scroll-header",
    "official-account",
    "official-account-publish",
    "open-container",
    "open-data",
    "open-data-item",
    "open-data-list",
    "page-container",
    "page-meta",
    "pan-gesture-handler",
    "picker",
    "picker-view",
    "picker-view-column",
    "progress",
    "radio",
    "radio-group",
    "rich-text",
    "root-portal",
    "scale-gesture-handler",
    "scroll-view",
    "selection",
    "share-element",
    "slider",
    "snapshot",
    "span",
    "sticky-header",
    "sticky-section",
    "store-coupon",
    "store-gift",
    "store-home",
    "store-product",
    "swiper",
    "swiper-item",
    "switch",
    "tap-gesture-handler",
    "text",
    "textarea",
    "vertical-drag-gesture-handler",
    "video",
    "view",
    "voip-room",
    "web-view",
    "toast",
    "loading",
    "modal",
    "action-sheet",
    "action-sheet-item",
    "action-sheet-cancel",
];

/// Tags that are not elements.
const META: [&str; 6] = ["block", "template", "slot", "import", "include", "wxs"];

/// What a template's elements come to.
#[derive(Debug, Default)]
pub(super) struct Tags {
    /// Built-in, but not in this container.
    pub unsupported: BTreeSet<String>,
    /// Neither built-in nor declared.
    pub unknown: Vec<Diagnostic>,
}

impl Tags {
    pub fn merge(&mut self, other: Self) {
        self.unsupported.extend(other.unsupported);
        for diagnostic in other.unknown {
            if !self.unknown.contains(&diagnostic) {
                self.unknown.push(diagnostic);
            }
        }
    }
}

/// Compiles the template of a page or component and sorts its elements. Those of imported files
/// count as the importer's, as they do when they are shown.
pub(super) fn tags_of(compiler: &Compiler, path: &str, supported: &Supported) -> Tags {
    let unit = compiler.template_unit(path);
    let package = compiler.package();
    let config = package.component_config(path);
    let own = format!("{path}.wxml");
    // What is declared but missing has its error already.
    let declared = |tag: &str| {
        [&package.app().raw, &config.raw].iter().any(|json| {
            json.pointer("/usingComponents")
                .is_some_and(|map| map.get(tag).is_some())
        })
    };
    // The elements of a scene are WeChat's, too.
    let is_xr_frame = config.raw.get("renderer").and_then(|name| name.as_str()) == Some("xr-frame");
    let mut seen = BTreeSet::new();
    let mut found = Tags::default();
    for file in unit.files.iter().filter(|file| file.ends_with(".wxml")) {
        let Some(text) = package.read_text(file) else {
            continue;
        };
        for range in scan(&text).tags {
            // The `<` in front.
            let offset = range.start - 1;
            let tag = text[range].to_owned();
            if META.contains(&tag.as_str())
                || config.using_components.contains_key(&tag)
                || config.component_generics.contains_key(&tag)
                || supported.components.contains(&tag)
            {
                continue;
            }
            let is_xr = is_xr_frame && tag.starts_with("xr-");
            if is_xr || BUILT_IN.contains(&tag.as_str()) {
                found.unsupported.insert(tag);
            } else if *file == own && !declared(&tag) && seen.insert(tag.clone()) {
                let (line, column) = line_column(&text, offset);
                found.unknown.push(Diagnostic::warning(
                    file,
                    line,
                    column,
                    format!(
                        "<{tag}> is neither built in nor in \"usingComponents\"; it is shown as \
                         a plain element"
                    ),
                ));
            }
        }
    }
    found
}
