//! `wx.request`, `uploadFile`, `downloadFile` and sockets. Every connection starts from an
//! [`AllowedUrl`](crate::policy::AllowedUrl), and every redirect is checked again.

#[cfg(target_os = "android")]
mod android;
pub mod api;
mod body;
pub mod client;
mod headers;
mod package;
mod request;
#[cfg(test)]
pub(crate) mod server;
mod socket;
#[cfg(test)]
mod tests;
mod transfer;

#[cfg(target_os = "android")]
pub use android::trust as trust_android;
pub use client::Network;
pub use package::download_package;
pub(crate) use request::fetch;
