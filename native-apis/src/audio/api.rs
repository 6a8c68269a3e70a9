//! Audio members.

use super::{player, recorder};
use crate::declare::apis;
use crate::system::api::listen;

apis! {
    sync CreateInnerAudio("createInnerAudioContext", SIMULATED) = player::make_inner;
    sync InnerProperties("InnerAudioContext", SIMULATED) = listen;
    sync InnerPlay("InnerAudioContext.play", SIMULATED) = player::play;
    sync InnerPause("InnerAudioContext.pause", SIMULATED) = player::pause;
    sync InnerStop("InnerAudioContext.stop", SIMULATED) = player::stop;
    sync InnerSeek("InnerAudioContext.seek", SIMULATED) = player::seek;
    sync InnerDestroy("InnerAudioContext.destroy", SIMULATED) = player::destroy;
    sync InnerOnCanplay("InnerAudioContext.onCanplay", SIMULATED) = listen;
    sync InnerOnPlay("InnerAudioContext.onPlay", SIMULATED) = listen;
    sync InnerOnPause("InnerAudioContext.onPause", SIMULATED) = listen;
    sync InnerOnStop("InnerAudioContext.onStop", SIMULATED) = listen;
    sync InnerOnEnded("InnerAudioContext.onEnded", SIMULATED) = listen;
    sync InnerOnTimeUpdate("InnerAudioContext.onTimeUpdate", SIMULATED) = listen;
    sync InnerOnError("InnerAudioContext.onError", SIMULATED) = listen;
    sync InnerOnWaiting("InnerAudioContext.onWaiting", SIMULATED) = listen;
    sync InnerOnSeeking("InnerAudioContext.onSeeking", SIMULATED) = listen;
    sync InnerOnSeeked("InnerAudioContext.onSeeked", SIMULATED) = listen;
    blocking SetInnerAudioOption("setInnerAudioOption", SIMULATED) = player::set_option;
    sync GetBackgroundAudio("getBackgroundAudioManager", SIMULATED) = player::make_background;
    sync BackgroundProperties("BackgroundAudioManager", SIMULATED) = listen;
    sync BackgroundPlay("BackgroundAudioManager.play", SIMULATED) = player::play;
    sync BackgroundPause("BackgroundAudioManager.pause", SIMULATED) = player::pause;
    sync BackgroundStop("BackgroundAudioManager.stop", SIMULATED) = player::stop;
    sync BackgroundSeek("BackgroundAudioManager.seek", SIMULATED) = player::seek;
    sync BackgroundOnCanplay("BackgroundAudioManager.onCanplay", SIMULATED) = listen;
    sync BackgroundOnPlay("BackgroundAudioManager.onPlay", SIMULATED) = listen;
    sync BackgroundOnPause("BackgroundAudioManager.onPause", SIMULATED) = listen;
    sync BackgroundOnStop("BackgroundAudioManager.onStop", SIMULATED) = listen;
    sync BackgroundOnEnded("BackgroundAudioManager.onEnded", SIMULATED) = listen;
    sync BackgroundOnTimeUpdate("BackgroundAudioManager.onTimeUpdate", SIMULATED) = listen;
    sync BackgroundOnError("BackgroundAudioManager.onError", SIMULATED) = listen;
    sync BackgroundOnWaiting("BackgroundAudioManager.onWaiting", SIMULATED) = listen;
    sync BackgroundOnSeeking("BackgroundAudioManager.onSeeking", SIMULATED) = listen;
    sync BackgroundOnSeeked("BackgroundAudioManager.onSeeked", SIMULATED) = listen;
    sync GetRecorder("getRecorderManager", SIMULATED) = recorder::make;
    sync RecorderStart("RecorderManager.start", SIMULATED) = recorder::start;
    sync RecorderStop("RecorderManager.stop", SIMULATED) = recorder::stop;
    sync RecorderPause("RecorderManager.pause", SIMULATED) = recorder::pause;
    sync RecorderResume("RecorderManager.resume", SIMULATED) = recorder::resume;
    sync RecorderOnStart("RecorderManager.onStart", SIMULATED) = listen;
    sync RecorderOnStop("RecorderManager.onStop", SIMULATED) = listen;
    sync RecorderOnPause("RecorderManager.onPause", SIMULATED) = listen;
    sync RecorderOnResume("RecorderManager.onResume", SIMULATED) = listen;
    sync RecorderOnError("RecorderManager.onError", SIMULATED) = listen;
    sync RecorderOnFrame("RecorderManager.onFrameRecorded", SIMULATED) = listen;
    blocking AudioSources("getAvailableAudioSources", SIMULATED) = recorder::sources;
}
