//! The simulated device and its `--device` profile.

#[cfg(target_os = "android")]
pub mod android;
pub mod outside;
#[cfg(any(target_os = "android", test))]
mod phone;

use std::{path::Path, sync::Arc};

use peapod_native_apis::{
    Device, DeviceProfile,
    device::{Simulated, named, profile::Screen},
};

use crate::folders::Folders;

/// A device with the state of a profile (a JSON file, or the name of a known device), or with the
/// default state.
///
/// # Errors
/// The profile cannot be read or has unknown fields; the text names file, line and column.
pub fn open(profile: Option<&Path>, folders: &Folders) -> Result<Arc<Simulated>, String> {
    let Some(path) = profile else {
        return Ok(Simulated::new(DeviceProfile::default(), &folders.apps));
    };
    if !path.exists() {
        let name = path.to_string_lossy();
        return match named::find(&name) {
            Some(profile) => Ok(Simulated::new(profile, &folders.apps)),
            None if path.extension().is_none() => Err(format!(
                "there is neither a file nor a device called `{name}`; known devices: {}",
                named::names().collect::<Vec<_>>().join(", ")
            )),
            None => Simulated::load(path).map_err(|error| error.to_string()),
        };
    }
    Simulated::load(path).map_err(|error| error.to_string())
}

/// What stands behind the APIs: the phone itself where there is one, and the simulated device for
/// the rest of its capabilities.
pub fn behind(simulated: &Arc<Simulated>) -> Device {
    #[allow(unused_mut, reason = "phones replace what they have")]
    let mut device = Device::simulated(simulated);
    #[cfg(target_os = "android")]
    android::take_over(&mut device, simulated);
    #[cfg(target_os = "ios")]
    peapod_ios::device::take_over(&mut device, simulated);
    device
}

/// The screen that a profile asks for.
///
/// # Errors
/// Those of [`open`].
pub fn screen(profile: Option<&Path>, folders: &Folders) -> Result<Screen, String> {
    Ok(open(profile, folders)?.profile().screen)
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

    #[test]
    fn devices_have_names() {
        let folder = tempfile::tempdir().unwrap();
        let folders = Folders::new(Some(folder.path()));
        let screen = screen(Some(Path::new("iPhone 14")), &folders).unwrap();
        assert_eq!(screen.height, Some(844.0));
        let error = open(Some(Path::new("toaster")), &folders).err().unwrap();
        assert!(error.contains("iphone-14"), "{error}");
    }
}
