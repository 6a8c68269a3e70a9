//! Bluetooth members. Peripheral mode and pairing are not there.

use super::{central, gatt};
use crate::declare::apis;
use crate::system::api::listen;

apis! {
    future OpenAdapter("openBluetoothAdapter", SIMULATED) = central::open;
    blocking CloseAdapter("closeBluetoothAdapter", SIMULATED) = central::close;
    blocking AdapterState("getBluetoothAdapterState", SIMULATED) = central::state;
    sync OnAdapterState("onBluetoothAdapterStateChange", SIMULATED) = listen;
    blocking StartDiscovery("startBluetoothDevicesDiscovery", SIMULATED) = central::start_discovery;
    blocking StopDiscovery("stopBluetoothDevicesDiscovery", SIMULATED) = central::stop_discovery;
    sync OnDeviceFound("onBluetoothDeviceFound", SIMULATED) = listen;
    blocking Devices("getBluetoothDevices", SIMULATED) = central::devices;
    blocking ConnectedDevices("getConnectedBluetoothDevices", SIMULATED) = central::connected_devices;
    blocking Connect("createBLEConnection", SIMULATED) = central::connect;
    blocking Disconnect("closeBLEConnection", SIMULATED) = central::disconnect;
    sync OnConnectionState("onBLEConnectionStateChange", SIMULATED) = listen;
    blocking Services("getBLEDeviceServices", SIMULATED) = gatt::services;
    blocking Characteristics("getBLEDeviceCharacteristics", SIMULATED) = gatt::characteristics;
    blocking ReadValue("readBLECharacteristicValue", SIMULATED) = gatt::read;
    blocking WriteValue("writeBLECharacteristicValue", SIMULATED) = gatt::write;
    blocking NotifyValue("notifyBLECharacteristicValueChange", SIMULATED) = gatt::notify;
    sync OnValue("onBLECharacteristicValueChange", SIMULATED) = listen;
    blocking Rssi("getBLEDeviceRSSI", SIMULATED) = gatt::rssi;
    blocking Mtu("getBLEMTU", SIMULATED) = gatt::mtu;
    blocking SetMtu("setBLEMTU", SIMULATED) = gatt::set_mtu;
    sync OnMtu("onBLEMTUChange", SIMULATED) = listen;
}
