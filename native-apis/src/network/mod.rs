//! `wx.request`, `uploadFile`, `downloadFile` and sockets. Every connection starts from an
//! [`AllowedUrl`](crate::policy::AllowedUrl), and every redirect is checked again.

pub mod api;
mod body;
pub mod client;
mod headers;
mod request;
#[cfg(test)]
pub(crate) mod server;
mod socket;
#[cfg(test)]
mod tests;
mod transfer;

pub use client::Network;
pub(crate) use request::fetch;
