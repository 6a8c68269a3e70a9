//! The capabilities of an iPhone.

mod clipboard;
mod contacts;
mod files;
mod flows;
mod gallery;
mod later;
mod location;
mod motion;
mod network;
pub mod outside;
mod permission;
mod photos;
mod recorder;
mod scan;
mod screen;
mod system;
mod vibration;

use std::sync::Arc;

use peapod_native_apis::{Device, Simulated};

/// Puts what the phone has in place of what is simulated. What is left is the account, and the
/// length of sounds.
pub fn take_over(device: &mut Device, simulated: &Arc<Simulated>) {
    let network = network::Network::start(device.changes.clone());
    device.system = Arc::new(system::Phone::new(network.clone()));
    device.power = Arc::new(system::Battery);
    device.network = network;
    device.locator = Arc::new(location::Position);
    device.clipboard = Arc::new(clipboard::Pasteboard);
    device.screen = Arc::new(screen::Display);
    device.sensors = Arc::new(motion::Motion::default());
    device.gallery = Arc::new(gallery::Album);
    device.microphone = Arc::new(recorder::Recorder);
    device.contacts = Arc::new(contacts::AddressBook);
    device.bluetooth = Arc::new(later::Bluetooth);
    device.flows = Arc::new(flows::Flows::new(simulated.clone()));
}
