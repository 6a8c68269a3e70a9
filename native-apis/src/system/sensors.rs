//! Accelerometer, gyroscope, compass and device motion.

use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};

use crate::context::Context;
use crate::device::profile::Sensors;
use crate::error::ApiError;
use crate::value::{ApiValue, Args};

type Answer = Result<ApiValue, ApiError>;

/// One sensor: its event, and its part of the readings.
#[derive(Clone, Copy)]
struct Sensor {
    event: &'static str,
    reading: fn(&Sensors) -> Value,
}

const ACCELEROMETER: Sensor = Sensor {
    event: "onAccelerometerChange",
    reading: |sensors| json!(sensors.accelerometer),
};
const GYROSCOPE: Sensor = Sensor {
    event: "onGyroscopeChange",
    reading: |sensors| json!(sensors.gyroscope),
};
const COMPASS: Sensor = Sensor {
    event: "onCompassChange",
    reading: |sensors| json!(sensors.compass),
};
const MOTION: Sensor = Sensor {
    event: "onDeviceMotionChange",
    reading: |sensors| json!(sensors.device_motion),
};

/// WeChat's words for the rate; a compass reads five times a second.
fn interval(args: &Args) -> Duration {
    Duration::from_millis(match args.str("interval") {
        "game" => 20,
        "ui" => 60,
        _ => 200,
    })
}

fn start(cx: &Arc<Context>, sensor: Sensor, args: &Args) {
    let weak = Arc::downgrade(cx);
    let period = interval(args);
    let handle = cx.tasks.spawn(&cx.runtime, async move {
        let mut ticks = tokio::time::interval(period);
        loop {
            ticks.tick().await;
            let Some(cx) = weak.upgrade() else { return };
            let reading = (sensor.reading)(&cx.device.sensors.read());
            cx.emit(sensor.event, reading);
        }
    });
    cx.streams.start(sensor.event, handle);
}

fn started(cx: &Arc<Context>, sensor: Sensor, args: &Args) -> Answer {
    start(cx, sensor, args);
    Ok(ApiValue::ok())
}

fn stopped(cx: &Context, sensor: Sensor) -> Answer {
    cx.streams.stop(sensor.event);
    Ok(ApiValue::ok())
}

macro_rules! members {
    ($($start:ident $stop:ident $sensor:ident;)*) => {$(
        pub fn $start(cx: &Arc<Context>, args: Args) -> Answer {
            started(cx, $sensor, &args)
        }

        pub fn $stop(cx: &Arc<Context>, _: Args) -> Answer {
            stopped(cx, $sensor)
        }
    )*};
}

members! {
    start_accelerometer stop_accelerometer ACCELEROMETER;
    start_gyroscope stop_gyroscope GYROSCOPE;
    start_compass stop_compass COMPASS;
    start_motion stop_motion MOTION;
}
