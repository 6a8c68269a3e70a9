//! The key by which the host knows the page document's own words.

use crate::secret;

/// A key of one page webview. Messages of the page document begin with it; frames of a `<web-view>`
/// are of other origins and cannot look where it is.
///
/// Engines have their message handlers in every frame. Who spoke, `WebKitGTK` does not say, and wry
/// tells of the other engines only the address of the frame, which may be the page document's own
/// in a frame of a site.
pub struct PageKey(String);

impl PageKey {
    /// One that no frame can guess.
    pub fn new() -> Self {
        Self(secret::hex())
    }

    /// The script for the start of the document that gives the top frame `window.<name>`, by which
    /// it speaks through `channel`, an expression for the engine's own handler.
    pub fn script(&self, name: &str, channel: &str) -> String {
        let Self(key) = self;
        // WebView2 knows no scripts for the top frame alone.
        format!(
            "(() => {{
               if (window.top !== window) return
               const channel = {channel}
               const postMessage = (message) => channel.postMessage('{key}' + message)
               Object.defineProperty(window, '{name}', {{ value: Object.freeze({{ postMessage }}) }})
             }})()"
        )
    }

    /// The message in what was posted; `None` when it is not the page document's.
    pub fn open<'a>(&self, posted: &'a str) -> Option<&'a str> {
        posted.strip_prefix(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_have_one_length_and_differ() {
        let (one, other) = (PageKey::new(), PageKey::new());
        assert_eq!((one.0.len(), other.0.len()), (32, 32));
        assert_ne!(one.0, other.0);
    }

    #[test]
    fn only_words_with_the_key_are_the_pages() {
        let key = PageKey::new();
        let posted = format!("{}[\"ready\"]", key.0);
        assert_eq!(key.open(&posted), Some("[\"ready\"]"));
        assert_eq!(PageKey::new().open(&posted), None);
        assert_eq!(key.open("[\"ready\"]"), None);
    }
}
