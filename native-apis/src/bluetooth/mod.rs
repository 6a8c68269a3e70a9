//! Bluetooth Low Energy as a central: discovery, connections, characteristics.

pub mod api;
mod central;
mod failure;
mod gatt;
#[cfg(test)]
mod tests;

pub use central::Adapter;
