//! The shell: what the host and the logic tell it, what it answers. The protocol is in
//! `docs/protocol.md`, "Chrome commands" and "Shell commands of the host".

pub mod commands;
mod link;
pub mod pictures;
mod requests;
mod tab_icons;

pub use link::ChromeLink;
