//! The audio members of 2017, on top of the players and the recorder: one piece of background music,
//! one voice, one recording.

use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};

use super::{player, recorder};
use crate::context::Context;
use crate::error::ApiError;
use crate::value::{ApiValue, Args};

type Answer = Result<ApiValue, ApiError>;

/// Ids that the facade never gives.
const MUSIC: u64 = u64::MAX;
const VOICE: u64 = u64::MAX - 1;

fn of(id: u64, more: Value) -> Args {
    let mut fields = more;
    fields["$task"] = json!(id);
    Args::new(fields.into())
}

fn begin(cx: &Arc<Context>, id: u64, source: &str) -> Result<(), ApiError> {
    player::make_inner(cx, of(id, json!({})))?;
    player::set(cx, of(id, json!({ "name": "src", "value": source })))?;
    if player::get(cx, of(id, json!({ "name": "duration" })))?.json == json!(0.0) {
        return Err(ApiError::text("file not found"));
    }
    player::play(cx, of(id, json!({})))?;
    Ok(())
}

fn read(cx: &Context, id: u64, name: &str) -> Value {
    player::get(cx, of(id, json!({ "name": name }))).map_or(Value::Null, |value| value.json)
}

/// Without `dataUrl` in the player it goes on after a pause.
pub fn play_music(cx: &Arc<Context>, args: Args) -> Answer {
    let source = args.str("dataUrl");
    if read(cx, MUSIC, "src") == json!(source) {
        player::play(cx, of(MUSIC, json!({})))?;
    } else {
        begin(cx, MUSIC, source)?;
    }
    cx.emit("onBackgroundAudioPlay", json!({}));
    Ok(ApiValue::ok())
}

fn not_playing() -> ApiError {
    ApiError::text("no audio is playing")
}

pub fn pause_music(cx: &Arc<Context>, _: Args) -> Answer {
    player::pause(cx, of(MUSIC, json!({}))).map_err(|_| not_playing())?;
    cx.emit("onBackgroundAudioPause", json!({}));
    Ok(ApiValue::ok())
}

pub fn stop_music(cx: &Arc<Context>, _: Args) -> Answer {
    player::stop(cx, of(MUSIC, json!({}))).map_err(|_| not_playing())?;
    player::destroy(cx, of(MUSIC, json!({})))?;
    cx.emit("onBackgroundAudioStop", json!({}));
    Ok(ApiValue::ok())
}

pub fn seek_music(cx: &Arc<Context>, args: Args) -> Answer {
    let position = args.number("position");
    player::seek(cx, of(MUSIC, json!({ "position": position }))).map_err(|_| not_playing())?;
    Ok(ApiValue::ok())
}

/// `status`: 0 paused, 1 playing, 2 no music.
pub fn music_state(cx: &Arc<Context>, _: Args) -> Answer {
    let source = read(cx, MUSIC, "src");
    if source.is_null() {
        return Ok(json!({ "status": 2 }).into());
    }
    let paused = read(cx, MUSIC, "paused") == json!(true);
    Ok(json!({
        "status": if paused { 0 } else { 1 },
        "duration": read(cx, MUSIC, "duration"),
        "currentPosition": read(cx, MUSIC, "currentTime"),
        "downloadPercent": 100,
        "dataUrl": source,
    })
    .into())
}

/// Answers when the voice has been played or stopped.
pub async fn play_voice(cx: Arc<Context>, args: Args) -> Answer {
    begin(&cx, VOICE, args.str("filePath"))?;
    while read(&cx, VOICE, "paused") == json!(false) {
        let left = read(&cx, VOICE, "duration").as_f64().unwrap_or(0.0)
            - read(&cx, VOICE, "currentTime").as_f64().unwrap_or(0.0);
        // Looks again in between: the voice may be stopped.
        tokio::time::sleep(Duration::from_secs_f64(left.clamp(0.005, 0.1))).await;
    }
    Ok(ApiValue::ok())
}

pub fn pause_voice(cx: &Arc<Context>, _: Args) -> Answer {
    player::pause(cx, of(VOICE, json!({}))).map_err(|_| not_playing())?;
    Ok(ApiValue::ok())
}

pub fn stop_voice(cx: &Arc<Context>, _: Args) -> Answer {
    player::stop(cx, of(VOICE, json!({}))).map_err(|_| not_playing())?;
    Ok(ApiValue::ok())
}

/// Answers with the file when the recording has been stopped, after a minute at the latest.
pub async fn start_record(cx: Arc<Context>, _: Args) -> Answer {
    let told = recorder::start_for_legacy(&cx)?;
    match told.await {
        Ok(Ok(path)) => Ok(json!({ "tempFilePath": path }).into()),
        Ok(Err(error)) => Err(error),
        Err(_) => Err(ApiError::interrupted()),
    }
}

pub fn stop_record(cx: &Arc<Context>, _: Args) -> Answer {
    if recorder::finish(cx) {
        Ok(ApiValue::ok())
    } else {
        Err(ApiError::text("recorder not start"))
    }
}
