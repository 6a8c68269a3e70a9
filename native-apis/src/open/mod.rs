//! The account and WeChat's own pages: login, settings, privacy, payment.

pub(crate) mod account;
pub mod api;
pub mod privacy;
pub(crate) mod settings;
#[cfg(test)]
mod tests;
