//! Members about the device.

use std::sync::Arc;

use serde_json::{Value, json};

use super::{crypto, sensors, update};
use crate::context::Context;
use crate::declare::apis;
use crate::error::{ApiError, errno};
use crate::policy::scopes::{self, AddPhoneContact};
use crate::value::{ApiValue, Args};

type Answer = Result<ApiValue, ApiError>;

apis! {
    blocking GetNetworkType("getNetworkType", SIMULATED) = network_type;
    sync OnNetworkStatusChange("onNetworkStatusChange", SIMULATED) = listen;
    sync OnNetworkWeakChange("onNetworkWeakChange", SIMULATED) = listen;
    blocking GetLocalIpAddress("getLocalIPAddress", SIMULATED) = local_ip;
    blocking GetBatteryInfo("getBatteryInfo", SIMULATED) = battery;
    sync GetBatteryInfoSync("getBatteryInfoSync", SIMULATED) = battery;
    sync OnBatteryInfoChange("onBatteryInfoChange", SIMULATED) = listen;
    blocking GetClipboardData("getClipboardData", SIMULATED) = clipboard_read;
    blocking SetClipboardData("setClipboardData", SIMULATED) = clipboard_write;
    blocking GetScreenBrightness("getScreenBrightness", SIMULATED) = brightness;
    blocking SetScreenBrightness("setScreenBrightness", SIMULATED) = set_brightness;
    blocking SetKeepScreenOn("setKeepScreenOn", SIMULATED) = keep_screen_on;
    blocking GetScreenRecordingState("getScreenRecordingState", SIMULATED) = recording_state;
    sync OnScreenRecordingStateChanged("onScreenRecordingStateChanged", SIMULATED) = listen;
    sync OnUserCaptureScreen("onUserCaptureScreen", SIMULATED) = listen;
    sync OnMemoryWarning("onMemoryWarning", SIMULATED) = listen;
    blocking CheckAccessibility("checkIsOpenAccessibility", SIMULATED) = accessibility;
    blocking VibrateShort("vibrateShort", SIMULATED) = vibrate_short;
    blocking VibrateLong("vibrateLong", SIMULATED) = vibrate_long;
    future MakePhoneCall("makePhoneCall", SIMULATED) = phone_call;
    future SendSms("sendSms", SIMULATED) = sms;
    future AddPhoneContactApi("addPhoneContact", SIMULATED) = add_contact;
    future ChooseContact("chooseContact", SIMULATED) = choose_contact;
    blocking StartAccelerometer("startAccelerometer", SIMULATED) = sensors::start_accelerometer;
    blocking StopAccelerometer("stopAccelerometer", SIMULATED) = sensors::stop_accelerometer;
    sync OnAccelerometerChange("onAccelerometerChange", SIMULATED) = listen;
    blocking StartGyroscope("startGyroscope", SIMULATED) = sensors::start_gyroscope;
    blocking StopGyroscope("stopGyroscope", SIMULATED) = sensors::stop_gyroscope;
    sync OnGyroscopeChange("onGyroscopeChange", SIMULATED) = listen;
    blocking StartCompass("startCompass", SIMULATED) = sensors::start_compass;
    blocking StopCompass("stopCompass", SIMULATED) = sensors::stop_compass;
    sync OnCompassChange("onCompassChange", SIMULATED) = listen;
    blocking StartDeviceMotion("startDeviceMotionListening", SIMULATED) = sensors::start_motion;
    blocking StopDeviceMotion("stopDeviceMotionListening", SIMULATED) = sensors::stop_motion;
    sync OnDeviceMotionChange("onDeviceMotionChange", SIMULATED) = listen;
    blocking GetRandomValues("getRandomValues", PORTABLE) = crypto::random_values;
    sync GetUserCryptoManager("getUserCryptoManager", SIMULATED) = listen;
    blocking UserRandomValues("UserCryptoManager.getRandomValues", PORTABLE) = crypto::random_values;
    blocking UserKey("UserCryptoManager.getLatestUserKey", SIMULATED) = crypto::user_key;
    sync GetUpdateManager("getUpdateManager", SIMULATED) = update::check;
    sync ApplyUpdate("UpdateManager.applyUpdate", SIMULATED) = update::apply;
    sync OnCheckForUpdate("UpdateManager.onCheckForUpdate", SIMULATED) = listen;
    sync OnUpdateReady("UpdateManager.onUpdateReady", SIMULATED) = listen;
    sync OnUpdateFailed("UpdateManager.onUpdateFailed", SIMULATED) = listen;
}

/// Members whose events come whether or not someone listens, and managers without state.
pub fn listen(_: &Context, _: Args) -> Answer {
    Ok(ApiValue::undefined())
}

/// `$deviceFacts`: what `getSystemInfo` and its family need besides the host's metrics.
pub fn device_facts(cx: &Context, _: Args) -> Answer {
    let mut info = serde_json::to_value(cx.device.system.info()).map_err(ApiError::internal)?;
    // The user agent is for the network; scripts ask for it elsewhere.
    if let Some(fields) = info.as_object_mut() {
        fields.remove("userAgent");
    }
    Ok(info.into())
}

fn network_type(cx: &Context, _: Args) -> Answer {
    let state = cx.device.network.state();
    Ok(json!({
        "networkType": state.kind,
        "signalStrength": state.signal_strength,
        "hasSystemProxy": state.has_system_proxy,
        "weakNet": state.weak,
    })
    .into())
}

fn local_ip(cx: &Context, _: Args) -> Answer {
    let state = cx.device.network.state();
    Ok(json!({ "localip": state.local_ip, "netmask": state.netmask }).into())
}

fn battery(cx: &Context, _: Args) -> Answer {
    let battery = cx.device.power.battery();
    Ok(serde_json::to_value(battery)
        .map_err(ApiError::internal)?
        .into())
}

fn clipboard_read(cx: &Context, _: Args) -> Answer {
    Ok(json!({ "data": cx.device.clipboard.read()? }).into())
}

fn clipboard_write(cx: &Context, args: Args) -> Answer {
    cx.device.clipboard.write(args.str("data"))?;
    Ok(ApiValue::ok())
}

fn brightness(cx: &Context, _: Args) -> Answer {
    Ok(json!({ "value": cx.device.screen.state().brightness }).into())
}

fn set_brightness(cx: &Context, args: Args) -> Answer {
    let value = args
        .number("value")
        .filter(|value| (0.0..=1.0).contains(value))
        .ok_or_else(|| {
            ApiError::new(
                "parameter error: parameter.value should be between 0 and 1",
                errno::INVALID_PARAMETER,
            )
        })?;
    cx.device.screen.set_brightness(value)?;
    Ok(ApiValue::ok())
}

fn keep_screen_on(cx: &Context, args: Args) -> Answer {
    cx.device.screen.set_keep_on(args.flag("keepScreenOn"))?;
    Ok(ApiValue::ok())
}

fn recording_state(cx: &Context, _: Args) -> Answer {
    let on = cx.device.screen.state().recording;
    Ok(json!({ "state": if on { "on" } else { "off" } }).into())
}

fn accessibility(_: &Context, _: Args) -> Answer {
    Ok(json!({ "open": false }).into())
}

fn vibrate_short(cx: &Context, args: Args) -> Answer {
    let kind = args.opt_str("type").unwrap_or("medium");
    if !["heavy", "medium", "light"].contains(&kind) {
        return Err(ApiError::text("style is illegal"));
    }
    cx.device
        .flows
        .note("vibrateShort", &json!({ "type": kind }));
    Ok(ApiValue::ok())
}

fn vibrate_long(cx: &Context, _: Args) -> Answer {
    cx.device.flows.note("vibrateLong", &Value::Null);
    Ok(ApiValue::ok())
}

/// Runs a dialog that the user answers, and returns its result.
pub async fn flow(cx: Arc<Context>, api: &str, args: Args) -> Answer {
    let answer = cx
        .device
        .flows
        .run(api, &Value::Object(args.fields))
        .await?;
    Ok(answer.into())
}

async fn phone_call(cx: Arc<Context>, args: Args) -> Answer {
    flow(cx, "makePhoneCall", args).await
}

async fn sms(cx: Arc<Context>, args: Args) -> Answer {
    flow(cx, "sendSms", args).await
}

async fn choose_contact(cx: Arc<Context>, args: Args) -> Answer {
    flow(cx, "chooseContact", args).await
}

async fn add_contact(cx: Arc<Context>, args: Args) -> Answer {
    let proof = scopes::demand::<AddPhoneContact>(&cx).await?;
    let contact = Value::Object(args.fields);
    cx.device.contacts.add(&proof, &contact).await?;
    Ok(ApiValue::ok())
}
