//! Positions.

pub mod api;
#[cfg(test)]
mod tests;
