//! Members for the container and the facade; scripts cannot see them, and no table lists them.

use crate::audio::player;
use crate::declare::apis;
use crate::files::operations as files;
use crate::media::{camera, picture};
use crate::open::{account, privacy, settings};
use crate::system::api::device_facts;

apis! {
    sync DeviceFacts("$deviceFacts", PORTABLE) = device_facts;
    sync InnerGet("InnerAudioContext.get", SIMULATED) = player::get;
    sync InnerSet("InnerAudioContext.set", SIMULATED) = player::set;
    sync BackgroundGet("BackgroundAudioManager.get", SIMULATED) = player::get;
    sync BackgroundSet("BackgroundAudioManager.set", SIMULATED) = player::set;
    sync TempFile("$tempFile", PORTABLE) = files::temp_file;
    blocking CanvasFile("canvasToTempFilePath", PORTABLE) = files::canvas_file;
    blocking SaveImage("$saveImage", SIMULATED) = picture::save_by_user;
    future OpenCamera("$camera", SIMULATED) = camera::open;
    future OpenType("$openType", SIMULATED) = account::open_type;
    sync SetSetting("$setting", PORTABLE) = settings::set;
    sync ClearAuth("$clearAuth", PORTABLE) = settings::clear;
    sync ResolvePrivacy("$resolvePrivacy", SIMULATED) = privacy::resolve;
}
