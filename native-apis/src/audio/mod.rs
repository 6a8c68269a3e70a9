//! Players and the recorder. On the simulated device a player keeps time and sends the events of
//! playback, without a sound.

pub mod api;
mod legacy;
pub(crate) mod player;
mod recorder;
#[cfg(test)]
mod tests;
mod wav;

pub use player::Players;
pub use recorder::Recorder;
pub(crate) use recorder::close;
