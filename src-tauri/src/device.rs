//! The simulated device and its `--device` profile.

use std::{path::Path, sync::Arc};

use peapod_native_apis::{DeviceProfile, device::Simulated};

use crate::folders::Folders;

/// A device with the state of a profile, or with the default state.
///
/// # Errors
/// The profile cannot be read or has unknown fields; the text names file, line and column.
pub fn open(profile: Option<&Path>, folders: &Folders) -> Result<Arc<Simulated>, String> {
    match profile {
        Some(path) => Simulated::load(path).map_err(|error| error.to_string()),
        None => Ok(Simulated::new(DeviceProfile::default(), &folders.apps)),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn mistakes_name_the_file_and_the_place() {
        let folder = tempfile::tempdir().unwrap();
        let folders = Folders::new(Some(folder.path()));
        let path = folder.path().join("phone.json");
        std::fs::write(&path, "{\n \"nonsense\": 1 }").unwrap();
        let error = open(Some(&path), &folders).err().unwrap();
        assert!(
            error.contains("phone.json") && error.contains("line 2"),
            "{error}"
        );
        assert!(open(Some(&folder.path().join("none.json")), &folders).is_err());
        assert!(open(None, &folders).is_ok());
    }
}
