//! The engine of a mini-program: package → QuickJS logic → page stack → view operations.

pub mod host;
