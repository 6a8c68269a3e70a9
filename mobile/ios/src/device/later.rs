//! Capabilities that have a place and no code yet. Their usage strings join `Info.plist` with it.
//!
//! * Bluetooth LE: `BluetoothRadio`, here, through `CoreBluetooth`.
//! * NFC (`wx.getNFCAdapter`), Wi-Fi (`wx.startWifi`) and biometrics (`wx.startSoterAuthentication`)
//!   are members that native-apis does not have on any system: they fail with `not supported`. They
//!   would be `CoreNFC`, `NetworkExtension` and `LocalAuthentication`.

use peapod_native_apis::{
    device::{BluetoothRadio, profile},
    policy::{Granted, scopes},
};

/// No adapter: opening it fails with `not available`.
pub struct Bluetooth;

impl BluetoothRadio for Bluetooth {
    fn available(&self) -> bool {
        false
    }

    fn devices(&self, _: &Granted<scopes::Bluetooth>) -> Vec<profile::Peripheral> {
        Vec::new()
    }

    fn write(&self, _: &Granted<scopes::Bluetooth>, device: &str, characteristic: &str, _: &str) {
        // No device was ever found.
        log::debug!("no Bluetooth: {device} {characteristic}");
    }
}
