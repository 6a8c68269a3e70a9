//! `FileSystemManager` and the files of an app.

pub mod api;
mod archive;
mod descriptors;
mod digest;
pub mod disk;
mod encoding;
mod failure;
mod incoming;
mod listing;
pub(crate) mod operations;
mod saved;
#[cfg(test)]
mod tests;

pub use descriptors::Descriptors;
pub use disk::Disk;
