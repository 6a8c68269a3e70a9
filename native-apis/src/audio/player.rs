//! `InnerAudioContext` and `BackgroundAudioManager`.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use serde_json::{Map, Value, json};

use super::wav;
use crate::context::{Context, lock};
use crate::error::ApiError;
use crate::value::{ApiValue, Args};

type Answer = Result<ApiValue, ApiError>;

/// Between two `timeUpdate`.
const TICK: Duration = Duration::from_millis(250);
/// `errCode` of `onError`: the file cannot be opened.
const FILE_ERROR: i64 = 10003;

/// All players of an app, by the id of their object.
#[derive(Default)]
pub struct Players {
    players: Mutex<HashMap<u64, Player>>,
}

struct Player {
    properties: Map<String, Value>,
    /// Background music starts when `src` is set.
    background: bool,
    /// Seconds at the last start, pause or seek.
    position: f64,
    /// Since when it plays; `None` while it does not.
    since: Option<Instant>,
    /// Seconds.
    duration: f64,
    /// Counts starts, so that the clock of an earlier one stops.
    run: u64,
}

impl Player {
    fn new(background: bool) -> Self {
        let mut properties = Map::new();
        let defaults = json!({
            "src": "", "startTime": 0, "autoplay": false, "loop": false, "obeyMuteSwitch": true,
            "volume": 1, "playbackRate": 1, "referrerPolicy": "no-referrer",
        });
        if let Value::Object(defaults) = defaults {
            properties.extend(defaults);
        }
        Self {
            properties,
            background,
            position: 0.0,
            since: None,
            duration: 0.0,
            run: 0,
        }
    }

    fn number(&self, name: &str, default: f64) -> f64 {
        self.properties
            .get(name)
            .and_then(Value::as_f64)
            .unwrap_or(default)
    }

    fn rate(&self) -> f64 {
        self.number("playbackRate", 1.0).clamp(0.5, 2.0)
    }

    fn loops(&self) -> bool {
        self.properties.get("loop") == Some(&Value::Bool(true))
    }

    fn source(&self) -> &str {
        self.properties
            .get("src")
            .and_then(Value::as_str)
            .unwrap_or("")
    }

    /// Seconds played now.
    fn now(&self) -> f64 {
        let played = self
            .since
            .map_or(0.0, |since| since.elapsed().as_secs_f64() * self.rate());
        (self.position + played).min(self.duration)
    }

    fn property(&self, name: &str) -> Value {
        match name {
            "currentTime" => json!(self.now()),
            "duration" => json!(self.duration),
            // The simulated file has arrived as a whole.
            "buffered" => json!(if self.source().is_empty() {
                0.0
            } else {
                self.duration
            }),
            "paused" => json!(self.since.is_none()),
            _ => self.properties.get(name).cloned().unwrap_or(Value::Null),
        }
    }
}

fn with<T>(cx: &Context, args: &Args, work: impl FnOnce(&mut Player) -> T) -> Result<T, ApiError> {
    let mut players = lock(&cx.players.players);
    match players.get_mut(&args.task()?) {
        Some(player) => Ok(work(player)),
        None => Err(ApiError::text("the player has been destroyed")),
    }
}

fn make(cx: &Context, args: &Args, background: bool) -> Answer {
    lock(&cx.players.players).insert(args.task()?, Player::new(background));
    Ok(ApiValue::undefined())
}

pub fn make_inner(cx: &Context, args: Args) -> Answer {
    make(cx, &args, false)
}

pub fn make_background(cx: &Context, args: Args) -> Answer {
    make(cx, &args, true)
}

/// `{$task, name}` → the property.
pub fn get(cx: &Context, args: Args) -> Answer {
    with(cx, &args, |player| player.property(args.str("name")).into())
}

/// `{$task, name, value}`.
pub fn set(cx: &Arc<Context>, mut args: Args) -> Answer {
    let id = args.task()?;
    let name = args.str("name").to_owned();
    let value = args.take("value").unwrap_or(Value::Null);
    let starts = with(cx, &args, |player| {
        if name == "playbackRate" {
            // What has been played so far went at the old rate.
            player.position = player.now();
            player.since = player.since.map(|_| Instant::now());
        }
        player.properties.insert(name.clone(), value);
        if name == "src" {
            player.since = None;
            player.run += 1;
            player.position = player.number("startTime", 0.0);
        }
        player.background || player.properties.get("autoplay") == Some(&Value::Bool(true))
    })?;
    if name == "src" && open(cx, id) && starts {
        start(cx, id);
    }
    Ok(ApiValue::undefined())
}

/// Looks at the source: a local file must be there. Returns whether it can play.
fn open(cx: &Arc<Context>, id: u64) -> bool {
    let source = match lock(&cx.players.players).get(&id) {
        Some(player) => player.source().to_owned(),
        None => return false,
    };
    let remote = (source.starts_with("http://") || source.starts_with("https://"))
        && cx.disk.sandbox().resolve(&source).is_err();
    let simulated = cx.device.audio.duration();
    let duration = if remote {
        Ok(simulated)
    } else {
        cx.disk
            .sandbox()
            .resolve(&source)
            .and_then(|path| cx.disk.read(&path))
            .map(|bytes| wav::duration(&bytes).unwrap_or(simulated))
    };
    match duration {
        Ok(duration) => {
            if let Some(player) = lock(&cx.players.players).get_mut(&id) {
                player.duration = duration;
            }
            cx.emit_task(id, "canplay", json!({}));
            true
        }
        Err(error) => {
            cx.emit_task(
                id,
                "error",
                json!({ "errCode": FILE_ERROR, "errMsg": error.message }),
            );
            false
        }
    }
}

fn start(cx: &Arc<Context>, id: u64) {
    let run = {
        let mut players = lock(&cx.players.players);
        let Some(player) = players.get_mut(&id) else {
            return;
        };
        if player.since.is_some() {
            return;
        }
        if player.position >= player.duration {
            player.position = 0.0;
        }
        player.since = Some(Instant::now());
        player.run += 1;
        player.run
    };
    cx.emit_task(id, "play", json!({}));
    let weak = Arc::downgrade(cx);
    cx.tasks.spawn(&cx.runtime, async move {
        loop {
            let pause = {
                let Some(cx) = weak.upgrade() else { return };
                match tick(&cx, id, run) {
                    Some(pause) => pause,
                    None => return,
                }
            };
            tokio::time::sleep(pause).await;
        }
    });
}

/// One step of a player's clock; `None` when this run is over.
fn tick(cx: &Context, id: u64, run: u64) -> Option<Duration> {
    let (ended, left, rate) = {
        let mut players = lock(&cx.players.players);
        let player = players.get_mut(&id).filter(|player| player.run == run)?;
        player.since?;
        let left = player.duration - player.now();
        let ended = left <= 0.0;
        if ended {
            player.position = 0.0;
            player.since = player.loops().then(Instant::now);
        }
        (ended, left, player.rate())
    };
    cx.emit_task(id, "timeUpdate", json!({}));
    if ended {
        cx.emit_task(id, "ended", json!({}));
    }
    let to_end = Duration::try_from_secs_f64((left / rate).max(0.001)).unwrap_or(TICK);
    Some(if ended {
        Duration::from_millis(1)
    } else {
        to_end.min(TICK)
    })
}

pub fn play(cx: &Arc<Context>, args: Args) -> Answer {
    let id = args.task()?;
    let (empty, unopened) = with(cx, &args, |player| {
        (player.source().is_empty(), player.duration <= 0.0)
    })?;
    if empty {
        return Err(ApiError::text("src is empty"));
    }
    if !unopened || open(cx, id) {
        start(cx, id);
    }
    Ok(ApiValue::undefined())
}

fn halt(cx: &Context, args: &Args, rewind: bool) -> Result<bool, ApiError> {
    with(cx, args, |player| {
        let was_playing = player.since.is_some();
        player.position = if rewind { 0.0 } else { player.now() };
        player.since = None;
        player.run += 1;
        was_playing
    })
}

pub fn pause(cx: &Context, args: Args) -> Answer {
    if halt(cx, &args, false)? {
        cx.emit_task(args.task()?, "pause", json!({}));
    }
    Ok(ApiValue::undefined())
}

pub fn stop(cx: &Context, args: Args) -> Answer {
    halt(cx, &args, true)?;
    cx.emit_task(args.task()?, "stop", json!({}));
    Ok(ApiValue::undefined())
}

pub fn seek(cx: &Context, args: Args) -> Answer {
    let id = args.task()?;
    let to = args
        .number("position")
        .or_else(|| args.number("currentTime"))
        .unwrap_or(0.0);
    with(cx, &args, |player| {
        player.position = to.clamp(0.0, player.duration.max(0.0));
        player.since = player.since.map(|_| Instant::now());
    })?;
    cx.emit_task(id, "seeking", json!({}));
    cx.emit_task(id, "seeked", json!({}));
    Ok(ApiValue::undefined())
}

pub fn destroy(cx: &Context, args: Args) -> Answer {
    lock(&cx.players.players).remove(&args.task()?);
    Ok(ApiValue::undefined())
}

/// `wx.setInnerAudioOption`: there is no other sound to mix with.
pub fn set_option(_: &Context, _: Args) -> Answer {
    Ok(ApiValue::ok())
}
