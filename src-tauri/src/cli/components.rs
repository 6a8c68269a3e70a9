/// Built-in components that the page runtime (`shell-ui/page/src/components`) implements; those it
/// only draws a placeholder for are not here. The test below keeps the two in step.
pub const BUILT_IN: &[&str] = &[
    "view",
    "text",
    "image",
    "cover-view",
    "cover-image",
    "block",
    "slot",
    "button",
    "label",
    "navigator",
    "icon",
    "progress",
    "rich-text",
    "scroll-view",
    "swiper",
    "swiper-item",
    "movable-area",
    "movable-view",
    "video",
    "audio",
    "camera",
    "web-view",
    "page-meta",
    "navigation-bar",
    "root-portal",
    "page-container",
    "match-media",
    "sticky-header",
    "ad",
    "ad-custom",
    "open-data",
    "modal",
    "toast",
    "loading",
    "action-sheet",
    "action-sheet-item",
    "action-sheet-cancel",
    // Skyline containers, laid out as plain boxes
    "sticky-section",
    "list-view",
    "grid-view",
    "list-builder",
    "grid-builder",
    "nested-scroll-header",
    "nested-scroll-body",
    "draggable-sheet",
    "snapshot",
    "span",
    "share-element",
    "open-container",
    "selection",
    "double-tap-gesture-handler",
    "force-press-gesture-handler",
    "horizontal-drag-gesture-handler",
    "long-press-gesture-handler",
    "pan-gesture-handler",
    "scale-gesture-handler",
    "tap-gesture-handler",
    "vertical-drag-gesture-handler",
    // forms
    "form",
    "input",
    "textarea",
    "checkbox",
    "checkbox-group",
    "radio",
    "radio-group",
    "picker",
    "picker-view",
    "picker-view-column",
    "slider",
    "switch",
    "keyboard-accessory",
    // drawing
    "canvas",
    // syntax, not components
    "template",
    "import",
    "include",
    "wxs",
];

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn every_component_that_the_page_runtime_defines_is_listed() {
        let path = concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/../shell-ui/page/src/components/index.ts"
        );
        let source = std::fs::read_to_string(path).unwrap();
        let table = source.split("const COMPONENTS").nth(1).unwrap();
        let table = table.split('{').nth(1).unwrap().split('}').next().unwrap();
        let names: Vec<&str> = table
            .lines()
            .filter_map(|line| line.split_once(':'))
            .map(|(name, _)| name.trim().trim_matches('\''))
            .collect();
        assert!(
            names.len() > 20,
            "the table has another form now: {names:?}"
        );
        for name in names {
            assert!(BUILT_IN.contains(&name), "{name} is missing");
        }
    }
}
