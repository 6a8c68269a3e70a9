//! The native half of `wx`: every member declared once, policy first, capabilities behind
//! traits. Knows nothing of pages, WXML, webviews or Tauri.
//!
//! The entrance is [`Apis`]; the table is [`declare`]; what may be reached is decided in
//! [`policy`]; phones and the simulated device stand behind the traits of [`device`].

pub mod apis;
pub mod audio;
#[cfg(test)]
mod bench;
pub mod bluetooth;
pub mod context;
pub mod declare;
pub mod device;
pub mod error;
pub mod files;
mod hex;
mod internal;
pub mod location;
pub mod media;
pub mod network;
pub mod open;
pub mod policy;
pub mod storage;
mod streams;
pub mod system;
pub mod value;

pub use apis::{Apis, ApisConfig, Done};
pub use context::{AppFacts, EventSink, NetworkTimeouts, PackageFiles};
pub use declare::matrix::{
    declarations_json, declarations_with_page_sound, matrix_json, matrix_markdown,
};
pub use device::{Device, DeviceProfile, ProfilePrompter, Prompt, Prompter, Simulated};
pub use error::ApiError;
pub use policy::Policy;
pub use value::ApiValue;
