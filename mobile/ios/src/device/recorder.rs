//! The trait `Microphone`, through `AVAudioRecorder`, which writes a WAV file. native-apis keeps the
//! states of `RecorderManager`.

use std::{cell::RefCell, time::Duration};

use objc2::{AllocAnyThread, rc::Retained, runtime::AnyObject};
use objc2_avf_audio::{
    AVAudioRecorder, AVAudioSession, AVAudioSessionCategoryOptions,
    AVAudioSessionCategoryPlayAndRecord, AVAudioSessionSetActiveOptions, AVFormatIDKey,
    AVLinearPCMBitDepthKey, AVLinearPCMIsBigEndianKey, AVLinearPCMIsFloatKey,
    AVNumberOfChannelsKey, AVSampleRateKey,
};
use objc2_foundation::{NSDictionary, NSError, NSNumber, NSString, NSURL};
use peapod_native_apis::{
    ApiError,
    device::{Later, Microphone},
    policy::{Granted, scopes::Record},
};
use tempfile::TempPath;

use super::permission::{self, Permission};
use crate::{
    main_thread,
    reply::{self, Reply},
    wave,
};

/// `kAudioFormatLinearPCM`, the four letters `lpcm`.
const LINEAR_PCM: u32 = u32::from_be_bytes(*b"lpcm");
/// How long closing the file may take.
const CLOSING: Duration = Duration::from_secs(5);

/// The phone's microphone.
pub struct Recorder;

struct Recording {
    recorder: Retained<AVAudioRecorder>,
    /// Removed with the recording.
    file: TempPath,
}

thread_local! {
    /// Of the main thread.
    static CURRENT: RefCell<Option<Recording>> = const { RefCell::new(None) };
}

impl Microphone for Recorder {
    fn start(&self, _: &Granted<Record>, rate: u32) -> Later<Result<(), ApiError>> {
        Box::pin(async move {
            permission::demand(Permission::Microphone).await?;
            reply::later(|reply: Reply<()>| {
                main_thread::run(move |_| reply.end(begin(rate)));
            })
            .await
        })
    }

    fn pause(&self) {
        // SAFETY: no preconditions.
        with_recorder(|recorder| unsafe { recorder.pause() });
    }

    fn resume(&self) {
        // SAFETY: no preconditions.
        with_recorder(|recorder| {
            if !unsafe { recorder.record() } {
                log::error!("the recording does not go on");
            }
        });
    }

    fn discard(&self) {
        main_thread::run(|_| drop(end()));
    }

    fn finish(&self, _: &Granted<Record>, _: u32, count: usize) -> Result<Vec<i16>, ApiError> {
        let file: TempPath = reply::wait(CLOSING, |reply| {
            main_thread::run(move |_| {
                reply.end(end().ok_or_else(|| ApiError::internal("the microphone is lost")));
            });
        })?;
        #[allow(clippy::disallowed_methods, reason = "a file of our own")]
        let bytes = std::fs::read(&file).map_err(ApiError::internal)?;
        let mut samples = wave::samples(&bytes).map_err(ApiError::internal)?;
        if samples.is_empty() && count > 0 {
            return Err(ApiError::internal("the microphone heard nothing"));
        }
        // What came after the user's stop.
        samples.truncate(count);
        Ok(samples)
    }

    fn samples(&self, _: &Granted<Record>, _: u32, _: u64, _: usize) -> Vec<i16> {
        // The file can be read when it is closed: `finish`.
        Vec::new()
    }
}

fn with_recorder(act: impl FnOnce(&AVAudioRecorder) + Send + 'static) {
    main_thread::run(move |_| {
        CURRENT.with_borrow(|current| {
            if let Some(current) = current {
                act(&current.recorder);
            }
        });
    });
}

fn begin(rate: u32) -> Result<(), ApiError> {
    let text = |error: Retained<NSError>| ApiError::internal(error.localizedDescription());
    // One that nobody has ended, of a mini-program that is gone.
    drop(end());
    let file = tempfile::Builder::new()
        .suffix(".wav")
        .tempfile()
        .map_err(ApiError::internal)?
        .into_temp_path();
    let path = NSString::from_str(&file.to_string_lossy());
    // SAFETY: the settings have the types that the keys ask for; the rest has no preconditions.
    unsafe {
        let session = AVAudioSession::sharedInstance();
        let category = AVAudioSessionCategoryPlayAndRecord
            .ok_or_else(|| ApiError::internal("no category for recording"))?;
        session
            .setCategory_withOptions_error(
                category,
                AVAudioSessionCategoryOptions::DefaultToSpeaker
                    | AVAudioSessionCategoryOptions::MixWithOthers,
            )
            .map_err(text)?;
        session.setActive_error(true).map_err(text)?;
        let settings = [
            (AVFormatIDKey, NSNumber::new_u32(LINEAR_PCM)),
            (AVSampleRateKey, NSNumber::new_f64(f64::from(rate))),
            (AVNumberOfChannelsKey, NSNumber::new_i32(1)),
            (AVLinearPCMBitDepthKey, NSNumber::new_i32(16)),
            (AVLinearPCMIsBigEndianKey, NSNumber::new_bool(false)),
            (AVLinearPCMIsFloatKey, NSNumber::new_bool(false)),
        ];
        let mut keys = Vec::new();
        let mut values: Vec<&AnyObject> = Vec::new();
        for (key, value) in &settings {
            keys.push(key.ok_or_else(|| ApiError::internal("no settings for recording"))?);
            values.push(value);
        }
        let settings = NSDictionary::from_slices(&keys, &values);
        let recorder = AVAudioRecorder::initWithURL_settings_error(
            AVAudioRecorder::alloc(),
            &NSURL::fileURLWithPath(&path),
            &settings,
        )
        .map_err(text)?;
        if !recorder.record() {
            return Err(ApiError::internal("the system does not start to record"));
        }
        CURRENT.set(Some(Recording { recorder, file }));
    }
    Ok(())
}

/// Closes the recording's file and lets the microphone go.
fn end() -> Option<TempPath> {
    let current = CURRENT.take()?;
    // SAFETY: no preconditions.
    unsafe {
        current.recorder.stop();
        let session = AVAudioSession::sharedInstance();
        let options = AVAudioSessionSetActiveOptions::NotifyOthersOnDeactivation;
        if let Err(error) = session.setActive_withOptions_error(false, options) {
            // Something else of the application plays.
            log::debug!("audio session: {}", error.localizedDescription());
        }
    }
    Some(current.file)
}
