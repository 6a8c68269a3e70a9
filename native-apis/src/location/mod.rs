//! Positions.

pub mod api;
