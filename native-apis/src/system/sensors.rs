//! Accelerometer, gyroscope, compass and device motion.

use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};

use crate::context::Context;
use crate::device::MotionSensor;
use crate::device::profile::Sensors;
use crate::error::ApiError;
use crate::value::{ApiValue, Args};

type Answer = Result<ApiValue, ApiError>;

/// One sensor: its event, and its part of the readings.
#[derive(Clone, Copy)]
struct Sensor {
    kind: MotionSensor,
    event: &'static str,
    reading: fn(&Sensors) -> Value,
}

const ACCELEROMETER: Sensor = Sensor {
    kind: MotionSensor::Accelerometer,
    event: "onAccelerometerChange",
    reading: |sensors| json!(sensors.accelerometer),
};
const GYROSCOPE: Sensor = Sensor {
    kind: MotionSensor::Gyroscope,
    event: "onGyroscopeChange",
    reading: |sensors| json!(sensors.gyroscope),
};
const COMPASS: Sensor = Sensor {
    kind: MotionSensor::Compass,
    event: "onCompassChange",
    reading: |sensors| json!(sensors.compass),
};
const MOTION: Sensor = Sensor {
    kind: MotionSensor::DeviceMotion,
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

fn start(cx: &Arc<Context>, sensor: Sensor, args: &Args) -> Result<(), ApiError> {
    let weak = Arc::downgrade(cx);
    let period = interval(args);
    cx.device.sensors.start(sensor.kind, period)?;
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
    Ok(())
}

fn started(cx: &Arc<Context>, sensor: Sensor, args: &Args) -> Answer {
    start(cx, sensor, args)?;
    Ok(ApiValue::ok())
}

fn stopped(cx: &Context, sensor: Sensor) -> Answer {
    cx.streams.stop(sensor.event);
    cx.device.sensors.stop(sensor.kind);
    Ok(ApiValue::ok())
}

/// The mini-program closes: its sensors go off.
pub fn close(cx: &Context) {
    for sensor in [ACCELEROMETER, GYROSCOPE, COMPASS, MOTION] {
        if cx.streams.stop(sensor.event) {
            cx.device.sensors.stop(sensor.kind);
        }
    }
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
