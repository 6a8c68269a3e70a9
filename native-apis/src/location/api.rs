//! `wx.getLocation` and its family.

use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};

use crate::context::Context;
use crate::declare::apis;
use crate::device::geodesy::gcj02;
use crate::device::profile::Location;
use crate::error::{ApiError, errno};
use crate::policy::Granted;
use crate::policy::scopes::{self, Scope, UserFuzzyLocation, UserLocation, UserLocationBackground};
use crate::system::api::{flow, listen};
use crate::value::{ApiValue, Args};

type Answer = Result<ApiValue, ApiError>;

/// The name of the stream of updates.
const UPDATES: &str = "onLocationChange";
/// About five kilometres: what `getFuzzyLocation` reveals.
const FUZZY_STEP: f64 = 0.05;

apis! {
    future GetLocation("getLocation", SIMULATED) = get_location;
    future GetFuzzyLocation("getFuzzyLocation", SIMULATED) = fuzzy;
    future StartLocationUpdate("startLocationUpdate", SIMULATED) = start;
    future StartLocationUpdateBackground("startLocationUpdateBackground", SIMULATED) = start_background;
    blocking StopLocationUpdate("stopLocationUpdate", SIMULATED) = stop;
    sync OnLocationChange("onLocationChange", SIMULATED) = on_change;
    sync OnLocationChangeError("onLocationChangeError", SIMULATED) = listen;
    future ChooseLocation("chooseLocation", SIMULATED) = choose;
    future OpenLocation("openLocation", SIMULATED) = open;
}

/// `app.json` must name the API and say why the program wants the position.
fn require_declared<S: Scope>(cx: &Context, api: &str) -> Result<(), ApiError> {
    scopes::require_private_info(cx, api)?;
    if cx.app.permission_desc.contains_key(S::NAME) {
        Ok(())
    } else {
        Err(ApiError::new(
            "require permission desc",
            errno::NO_PERMISSION,
        ))
    }
}

fn kind(args: &Args, default: &str) -> Result<bool, ApiError> {
    match args.opt_str("type").unwrap_or(default) {
        "gcj02" => Ok(true),
        "wgs84" => Ok(false),
        other => Err(ApiError::new(
            format!("invalid type \"{other}\", should be wgs84 or gcj02"),
            errno::INVALID_PARAMETER,
        )),
    }
}

fn position(location: &Location, shifted: bool) -> Value {
    let (latitude, longitude) = if shifted {
        gcj02(location.latitude, location.longitude)
    } else {
        (location.latitude, location.longitude)
    };
    json!({
        "latitude": latitude,
        "longitude": longitude,
        "speed": location.speed,
        "accuracy": location.accuracy,
        "altitude": location.altitude,
        "verticalAccuracy": location.vertical_accuracy,
        "horizontalAccuracy": location.horizontal_accuracy,
    })
}

async fn get_location(cx: Arc<Context>, args: Args) -> Answer {
    require_declared::<UserLocation>(&cx, "getLocation")?;
    let shifted = kind(&args, "wgs84")?;
    let proof = scopes::demand::<UserLocation>(&cx).await?;
    let location = cx.device.locator.position(&proof)?;
    Ok(position(&location, shifted).into())
}

async fn fuzzy(cx: Arc<Context>, args: Args) -> Answer {
    require_declared::<UserFuzzyLocation>(&cx, "getFuzzyLocation")?;
    let shifted = kind(&args, "wgs84")?;
    let proof = scopes::demand::<UserFuzzyLocation>(&cx).await?;
    let exact = position(&cx.device.locator.fuzzy(&proof)?, shifted);
    let round = |name: &str| {
        let value = exact[name].as_f64().unwrap_or(0.0);
        (value / FUZZY_STEP).round() * FUZZY_STEP
    };
    Ok(json!({ "latitude": round("latitude"), "longitude": round("longitude") }).into())
}

fn run_updates(cx: &Arc<Context>, proof: Granted<UserLocation>, shifted: bool) {
    let weak = Arc::downgrade(cx);
    let handle = cx.tasks.spawn(&cx.runtime, async move {
        let mut step = 0;
        loop {
            let pause = {
                let Some(cx) = weak.upgrade() else { return };
                match cx.device.locator.position(&proof) {
                    Ok(mut location) => {
                        if step > 0
                            && let Some(point) =
                                location.route.get((step - 1) % location.route.len().max(1))
                        {
                            location.latitude = point.latitude;
                            location.longitude = point.longitude;
                        }
                        cx.emit(UPDATES, position(&location, shifted));
                        location.interval
                    }
                    Err(error) => {
                        cx.emit(
                            "onLocationChangeError",
                            json!({ "errCode": error.err_code.unwrap_or(1) }),
                        );
                        return;
                    }
                }
            };
            step += 1;
            tokio::time::sleep(Duration::from_millis(pause.max(1))).await;
        }
    });
    cx.streams.start(UPDATES, handle);
}

async fn start(cx: Arc<Context>, args: Args) -> Answer {
    require_declared::<UserLocation>(&cx, "startLocationUpdate")?;
    let shifted = kind(&args, "gcj02")?;
    let proof = scopes::demand::<UserLocation>(&cx).await?;
    run_updates(&cx, proof, shifted);
    Ok(ApiValue::ok())
}

async fn start_background(cx: Arc<Context>, args: Args) -> Answer {
    require_declared::<UserLocation>(&cx, "startLocationUpdateBackground")?;
    let shifted = kind(&args, "gcj02")?;
    scopes::demand::<UserLocationBackground>(&cx).await?;
    let proof = scopes::demand::<UserLocation>(&cx).await?;
    run_updates(&cx, proof, shifted);
    Ok(ApiValue::ok())
}

fn stop(cx: &Context, _: Args) -> Answer {
    cx.streams.stop(UPDATES);
    Ok(ApiValue::ok())
}

fn on_change(cx: &Context, _: Args) -> Answer {
    scopes::require_private_info(cx, "onLocationChange")?;
    Ok(ApiValue::undefined())
}

/// The user's choice from `answers.chooseLocation`, else the device's own place.
async fn choose(cx: Arc<Context>, args: Args) -> Answer {
    scopes::require_private_info(&cx, "chooseLocation")?;
    let proof = scopes::demand::<UserLocation>(&cx).await?;
    let here = position(&cx.device.locator.position(&proof)?, true);
    let (latitude, longitude) = (args.number("latitude"), args.number("longitude"));
    let answer = flow(Arc::clone(&cx), "chooseLocation", args).await?;
    if answer.json.get("latitude").is_some() {
        return Ok(answer);
    }
    Ok(json!({
        "name": "所选位置",
        "address": "所选位置",
        "latitude": latitude.map_or(here["latitude"].clone(), |value| json!(value)),
        "longitude": longitude.map_or(here["longitude"].clone(), |value| json!(value)),
    })
    .into())
}

async fn open(cx: Arc<Context>, args: Args) -> Answer {
    flow(cx, "openLocation", args).await
}
