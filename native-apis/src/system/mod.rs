//! The device around the program: network, battery, screen, clipboard, sensors, reports.

pub mod api;
mod crypto;
mod sensors;
#[cfg(test)]
mod tests;
mod update;

pub(crate) use crypto::random_code;
pub(crate) use sensors::close;
