//! The state of the simulated device.
use serde::{Deserialize, Serialize};

/// See `docs/device-profile.md`.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct DeviceProfile {}
