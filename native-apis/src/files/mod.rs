//! `FileSystemManager` and the files of an app.

pub mod api;
mod archive;
mod descriptors;
mod digest;
pub mod disk;
mod encoding;
mod failure;
mod listing;
mod operations;
mod saved;

pub use descriptors::Descriptors;
pub use disk::Disk;
