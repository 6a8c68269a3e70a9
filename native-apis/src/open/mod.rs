//! The account and WeChat's own pages: login, settings, privacy, payment.

mod account;
pub mod api;
mod settings;
