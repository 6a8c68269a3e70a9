//! Views of the page host: which lies above which, slides, and what the system tells of the window.

mod back_swipe;
mod layers;
mod observers;
pub mod picture;
mod probe;
mod turn;
mod web_data;

pub use back_swipe::BackSwipe;
pub use layers::{Layer, Layers, Slide};
pub use observers::{Observers, SystemEvent};
pub use probe::{Probe, WindowFacts};
pub use turn::hold;
pub use web_data::{WebData, clear_default_store, forget as forget_web_data};
