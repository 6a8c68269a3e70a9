//! The native half of `wx`: every member declared once, policy first, capabilities behind
//! traits. Knows nothing of pages, WXML, webviews or Tauri.
//!
//! The entrance is [`Apis`]; the table is [`declare`]; what may be reached is decided in
//! [`policy`]; phones and the simulated device stand behind the traits of [`device`].

pub mod apis;
pub mod context;
pub mod declare;
pub mod device;
pub mod error;
pub mod files;
pub mod policy;
pub mod storage;
pub mod value;

pub use apis::{Apis, ApisConfig, Done};
pub use context::{AppFacts, EventSink, NetworkTimeouts, PackageFiles};
pub use declare::matrix::{declarations_json, matrix_json, matrix_markdown};
pub use device::{Device, DeviceProfile, Prompt, Prompter};
pub use error::ApiError;
pub use policy::Policy;
pub use value::ApiValue;
