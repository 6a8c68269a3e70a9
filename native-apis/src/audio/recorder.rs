//! `RecorderManager`. There is no AAC or MP3 encoder here: what is recorded becomes a WAV file, and
//! is named like one.

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use serde_json::json;
use tokio::sync::oneshot;

use super::wav;
use crate::context::{Context, lock};
use crate::error::ApiError;
use crate::policy::Granted;
use crate::policy::scopes::{self, Record};
use crate::value::{ApiValue, Args};

type Answer = Result<ApiValue, ApiError>;

/// Milliseconds: WeChat's default and limit for `duration`.
const DEFAULT_LENGTH: u64 = 60_000;
const LONGEST: u64 = 600_000;

struct Recording {
    id: u64,
    proof: Granted<Record>,
    rate: u32,
    /// Raw samples (`format: 'PCM'`) instead of a WAV file.
    raw: bool,
    frames: bool,
    /// Milliseconds recorded before the last pause.
    before: u64,
    since: Option<Instant>,
    run: u64,
    limit: u64,
}

impl Recording {
    fn length(&self) -> u64 {
        let now = self
            .since
            .map_or(0, |since| since.elapsed().as_millis() as u64);
        (self.before + now).min(self.limit)
    }
}

/// What `wx.startRecord` waits for: the path of the file.
type Told = oneshot::Receiver<Result<String, ApiError>>;

/// The id of `wx.startRecord`, which has no object.
const LEGACY: u64 = u64::MAX;

/// The one recorder of an app.
#[derive(Default)]
pub struct Recorder {
    legacy: Mutex<Option<oneshot::Sender<Result<String, ApiError>>>>,
    current: Mutex<Option<Recording>>,
    starts: std::sync::atomic::AtomicU64,
}

pub fn make(_: &Context, args: Args) -> Answer {
    args.task()?;
    Ok(ApiValue::undefined())
}

/// Tells `wx.startRecord`; false for a recording of the manager.
fn tell_legacy(cx: &Context, id: u64, result: Result<String, ApiError>) -> bool {
    if id != LEGACY {
        return false;
    }
    if let Some(told) = lock(&cx.recorder.legacy).take() {
        // The call may have been dropped meanwhile.
        let _ = told.send(result);
    }
    true
}

/// Starts a recording as `wx.startRecord` does: a minute at most.
pub fn start_for_legacy(cx: &Arc<Context>) -> Result<Told, ApiError> {
    let (sender, told) = oneshot::channel();
    {
        let mut legacy = lock(&cx.recorder.legacy);
        if legacy.is_some() {
            return Err(ApiError::text("is recording or paused"));
        }
        *legacy = Some(sender);
    }
    start(cx, Args::new(json!({ "$task": LEGACY }).into()))?;
    Ok(told)
}

fn fail(cx: &Context, id: u64, error: &ApiError) {
    if tell_legacy(cx, id, Err(error.clone())) {
        return;
    }
    let text = format!("operateRecorder:fail {}", error.message);
    cx.emit_task(id, "error", json!({ "errMsg": text }));
}

/// Asks for the microphone, then starts; `onStart` or `onError` tell.
pub fn start(cx: &Arc<Context>, args: Args) -> Answer {
    let id = args.task()?;
    let limit = args
        .count("duration")
        .unwrap_or(DEFAULT_LENGTH)
        .clamp(1, LONGEST);
    let rate = args.count("sampleRate").unwrap_or(8000).clamp(8000, 48_000) as u32;
    let raw = args.str("format").eq_ignore_ascii_case("pcm");
    let frames = args.count("frameSize").is_some_and(|size| size > 0);
    let run = cx
        .recorder
        .starts
        .fetch_add(1, std::sync::atomic::Ordering::Relaxed)
        + 1;
    let weak = Arc::downgrade(cx);
    cx.tasks.spawn(&cx.runtime, async move {
        let Some(cx) = weak.upgrade() else { return };
        if lock(&cx.recorder.current).is_some() {
            fail(&cx, id, &ApiError::text("is recording or paused"));
            return;
        }
        let proof = match scopes::demand::<Record>(&cx).await {
            Ok(proof) => proof,
            Err(error) => {
                fail(&cx, id, &error);
                return;
            }
        };
        if let Err(error) = cx.device.microphone.start(&proof, rate).await {
            fail(&cx, id, &error);
            return;
        }
        *lock(&cx.recorder.current) = Some(Recording {
            id,
            proof,
            rate,
            raw,
            frames,
            before: 0,
            since: Some(Instant::now()),
            run,
            limit,
        });
        cx.emit_task(id, "start", json!({}));
        watch(&cx, run, limit);
    });
    Ok(ApiValue::undefined())
}

/// Stops a recording when its time is up.
fn watch(cx: &Arc<Context>, run: u64, millis: u64) {
    let weak = Arc::downgrade(cx);
    cx.tasks.spawn(&cx.runtime, async move {
        tokio::time::sleep(Duration::from_millis(millis)).await;
        let Some(cx) = weak.upgrade() else { return };
        let due = lock(&cx.recorder.current)
            .as_ref()
            .is_some_and(|now| now.run == run && now.since.is_some());
        if due {
            finish(&cx);
        }
    });
}

/// Ends the recording and tells its file; false when there is none.
pub fn finish(cx: &Context) -> bool {
    let Some(recording) = lock(&cx.recorder.current).take() else {
        return false;
    };
    let length = recording.length();
    let count = (length * u64::from(recording.rate) / 1000) as usize;
    let samples = cx
        .device
        .microphone
        .finish(&recording.proof, recording.rate, count);
    let samples = match samples {
        Ok(samples) => samples,
        Err(error) => {
            fail(cx, recording.id, &error);
            return true;
        }
    };
    let (bytes, extension) = if recording.raw {
        (wav::pcm(&samples), "pcm")
    } else {
        (wav::encode(&samples, recording.rate, 1), "wav")
    };
    if recording.frames {
        let mut frame = ApiValue::with_buffer("frameBuffer", wav::pcm(&samples));
        frame.json["isLastFrame"] = json!(true);
        cx.emit_task(recording.id, "frameRecorded", frame);
    }
    let path = cx.disk.sandbox().fresh_temp(extension);
    match cx.disk.put(&path, &bytes) {
        Ok(()) if tell_legacy(cx, recording.id, Ok(path.text().to_owned())) => {}
        Ok(()) => cx.emit_task(
            recording.id,
            "stop",
            json!({ "tempFilePath": path.text(), "duration": length, "fileSize": bytes.len() }),
        ),
        Err(error) => fail(cx, recording.id, &error),
    }
    true
}

pub fn stop(cx: &Context, args: Args) -> Answer {
    if !finish(cx) {
        fail(cx, args.task()?, &ApiError::text("recorder not start"));
    }
    Ok(ApiValue::undefined())
}

pub fn pause(cx: &Context, args: Args) -> Answer {
    let paused = match lock(&cx.recorder.current).as_mut() {
        Some(recording) if recording.since.is_some() => {
            recording.before = recording.length();
            recording.since = None;
            true
        }
        _ => false,
    };
    if paused {
        cx.device.microphone.pause();
        cx.emit_task(args.task()?, "pause", json!({}));
    } else {
        fail(cx, args.task()?, &ApiError::text("recorder not start"));
    }
    Ok(ApiValue::undefined())
}

pub fn resume(cx: &Arc<Context>, args: Args) -> Answer {
    let resumed = match lock(&cx.recorder.current).as_mut() {
        Some(recording) if recording.since.is_none() => {
            recording.since = Some(Instant::now());
            recording.run = cx
                .recorder
                .starts
                .fetch_add(1, std::sync::atomic::Ordering::Relaxed)
                + 1;
            Some((recording.run, recording.limit - recording.before))
        }
        _ => None,
    };
    match resumed {
        Some((run, left)) => {
            cx.device.microphone.resume();
            watch(cx, run, left);
            cx.emit_task(args.task()?, "resume", json!({}));
        }
        None => fail(cx, args.task()?, &ApiError::text("recorder not paused")),
    }
    Ok(ApiValue::undefined())
}

/// The mini-program closes: what it recorded is lost.
pub fn close(cx: &Context) {
    if lock(&cx.recorder.current).take().is_some() {
        cx.device.microphone.discard();
    }
}

/// `wx.getAvailableAudioSources`.
pub fn sources(_: &Context, _: Args) -> Answer {
    Ok(json!({ "audioSources": ["auto", "mic"] }).into())
}
