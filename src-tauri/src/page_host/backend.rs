//! What the stage needs from a platform's webviews.

use crate::layout::Insets;

/// Names one webview; a page keeps its webview from `create_page` to `destroy_page`.
pub type ViewId = u32;

/// An opaque colour: red, green, blue.
pub type Rgb = (u8, u8, u8);

/// How the visible view changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Slide {
    None,
    /// The new view comes in from the right, above the old one.
    In,
    /// The old view leaves to the right, the new one lies below it.
    Out,
}

/// Webviews of one mini-program on one platform. Main thread only.
pub trait Backend {
    type View;

    /// Makes a webview that loads the page document, mapped (or it would not paint) but below the
    /// shell.
    fn create(&mut self, id: ViewId) -> Result<Self::View, String>;
    /// Runs a script.
    fn evaluate(&self, view: &Self::View, script: &str);
    /// Runs an expression; `done` gets its value as JSON, or an empty string when it threw.
    fn ask(&self, view: &Self::View, expression: &str, done: Box<dyn FnOnce(String) + Send>);
    /// Loads the page document anew after the webview's process died.
    fn reload(&self, view: &Self::View);
    /// Gives the view its area, still unseen.
    fn lay_out(&mut self, view: &Self::View, insets: Insets, background: Rgb);
    /// The page has painted for the first time: makes up for frames that the platform lost.
    fn first_painted(&self, view: &Self::View);
    /// Shows `incoming` in place of `outgoing`, which stays alive unseen.
    fn show(&mut self, incoming: &Self::View, outgoing: Option<&Self::View>, slide: Slide);
    /// Destroys the view, after a running slide has ended.
    fn remove(&mut self, view: Self::View);
}
