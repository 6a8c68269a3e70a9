//! What a mini-program may reach. Everything that leaves the sandbox asks here first and gets a
//! proof ([`AllowedUrl`], [`SandboxPath`], [`Granted`]) that only this module can make; the
//! network client, the disk and the capability traits demand the proof.

pub mod domains;
pub mod sandbox;
pub mod scopes;

pub use domains::{AllowedUrl, Channel, Domains, Policy};
pub use sandbox::{Sandbox, SandboxPath, WritablePath};
pub use scopes::{Granted, Scope};
