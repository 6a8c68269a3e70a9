//! The trait `MotionSensors`, through `CMMotionManager`. The newest readings are kept, and read as
//! often as a script wants them.

use std::{
    cell::RefCell,
    collections::BTreeSet,
    ptr,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use block2::RcBlock;
use objc2::rc::Retained;
use objc2_core_motion::{
    CMAccelerometerData, CMAttitudeReferenceFrame, CMDeviceMotion, CMGyroData,
    CMMagneticFieldCalibrationAccuracy, CMMotionManager,
};
use objc2_foundation::{NSError, NSOperationQueue};
use peapod_native_apis::{
    ApiError,
    device::{
        MotionSensor, MotionSensors,
        profile::{Axes, Compass, Orientation, Sensors},
    },
};

use crate::{main_thread, words::bearing};

type Readings = Arc<Mutex<Sensors>>;

/// The phone's sensors.
#[derive(Default)]
pub struct Motion {
    readings: Readings,
}

thread_local! {
    /// Of the main thread; an application has one motion manager.
    static RUNNING: RefCell<Option<Running>> = const { RefCell::new(None) };
}

struct Running {
    manager: Retained<CMMotionManager>,
    /// Where the handlers are called.
    queue: Retained<NSOperationQueue>,
    on: BTreeSet<MotionSensor>,
}

/// A handler that keeps what a sensor reads.
fn keeper<D: objc2::RefEncode + 'static>(
    readings: Readings,
    read: impl Fn(&D) -> (f64, f64, f64) + 'static,
    place: impl Fn(&mut Sensors) -> &mut Axes + 'static,
) -> RcBlock<dyn Fn(*mut D, *mut NSError)> {
    RcBlock::new(move |data: *mut D, _: *mut NSError| {
        // SAFETY: null, or an object that lives as long as the call.
        if let Some((x, y, z)) = unsafe { data.as_ref() }.map(&read) {
            *place(&mut lock(&readings)) = Axes { x, y, z };
        }
    })
}

impl Running {
    fn new() -> Self {
        // SAFETY: no preconditions.
        let manager = unsafe { CMMotionManager::new() };
        let queue = NSOperationQueue::new();
        queue.setMaxConcurrentOperationCount(1);
        Self {
            manager,
            queue,
            on: BTreeSet::new(),
        }
    }

    fn start(
        &mut self,
        sensor: MotionSensor,
        interval: Duration,
        readings: &Readings,
    ) -> Result<(), ApiError> {
        let seconds = interval.as_secs_f64();
        let readings = readings.clone();
        // SAFETY: the handlers are blocks that may be called on the queue; each is copied.
        unsafe {
            match sensor {
                MotionSensor::Accelerometer => {
                    if !self.manager.isAccelerometerAvailable() {
                        return Err(ApiError::not_supported());
                    }
                    let handler = keeper(
                        readings,
                        |data: &CMAccelerometerData| {
                            let read = data.acceleration();
                            (read.x, read.y, read.z)
                        },
                        |sensors| &mut sensors.accelerometer,
                    );
                    self.manager.setAccelerometerUpdateInterval(seconds);
                    self.manager.startAccelerometerUpdatesToQueue_withHandler(
                        &self.queue,
                        ptr::from_ref(&*handler).cast_mut(),
                    );
                }
                MotionSensor::Gyroscope => {
                    if !self.manager.isGyroAvailable() {
                        return Err(ApiError::not_supported());
                    }
                    let handler = keeper(
                        readings,
                        |data: &CMGyroData| {
                            let read = data.rotationRate();
                            (read.x, read.y, read.z)
                        },
                        |sensors| &mut sensors.gyroscope,
                    );
                    self.manager.setGyroUpdateInterval(seconds);
                    self.manager.startGyroUpdatesToQueue_withHandler(
                        &self.queue,
                        ptr::from_ref(&*handler).cast_mut(),
                    );
                }
                MotionSensor::Compass | MotionSensor::DeviceMotion => {
                    self.start_attitude(seconds, readings)?;
                }
            }
        }
        self.on.insert(sensor);
        Ok(())
    }

    /// Compass and device motion are two views of the same stream.
    fn start_attitude(&self, seconds: f64, readings: Readings) -> Result<(), ApiError> {
        let north = CMAttitudeReferenceFrame::XMagneticNorthZVertical;
        // SAFETY: the frame was seen to be available; the handler is a block that may be called on
        // the queue, and is copied.
        unsafe {
            if !self.manager.isDeviceMotionAvailable()
                || !CMMotionManager::availableAttitudeReferenceFrames().contains(north)
            {
                return Err(ApiError::not_supported());
            }
            let handler = RcBlock::new(move |data: *mut CMDeviceMotion, _: *mut NSError| {
                if let Some(data) = data.as_ref() {
                    let mut readings = lock(&readings);
                    readings.compass = Compass {
                        direction: bearing(data.heading()),
                        accuracy: accuracy(data.magneticField().accuracy).to_owned(),
                    };
                    let attitude = data.attitude();
                    readings.device_motion = Orientation {
                        alpha: bearing(attitude.yaw().to_degrees()),
                        beta: attitude.pitch().to_degrees(),
                        gamma: attitude.roll().to_degrees(),
                    };
                }
            });
            self.manager.setDeviceMotionUpdateInterval(seconds);
            self.manager
                .startDeviceMotionUpdatesUsingReferenceFrame_toQueue_withHandler(
                    north,
                    &self.queue,
                    ptr::from_ref(&*handler).cast_mut(),
                );
        }
        Ok(())
    }

    fn stop(&mut self, sensor: MotionSensor) {
        if !self.on.remove(&sensor) {
            return;
        }
        let attitude = [MotionSensor::Compass, MotionSensor::DeviceMotion];
        // SAFETY: no preconditions.
        unsafe {
            match sensor {
                MotionSensor::Accelerometer => self.manager.stopAccelerometerUpdates(),
                MotionSensor::Gyroscope => self.manager.stopGyroUpdates(),
                _ if attitude.iter().any(|other| self.on.contains(other)) => {}
                _ => self.manager.stopDeviceMotionUpdates(),
            }
        }
    }
}

impl MotionSensors for Motion {
    fn start(&self, sensor: MotionSensor, interval: Duration) -> Result<(), ApiError> {
        let readings = self.readings.clone();
        main_thread::read(move |_| {
            RUNNING.with_borrow_mut(|running| {
                running
                    .get_or_insert_with(Running::new)
                    .start(sensor, interval, &readings)
            })
        })?
    }

    fn stop(&self, sensor: MotionSensor) {
        main_thread::run(move |_| {
            RUNNING.with_borrow_mut(|running| {
                if let Some(running) = running {
                    running.stop(sensor);
                }
            });
        });
    }

    fn read(&self) -> Sensors {
        lock(&self.readings).clone()
    }
}

/// The words that WeChat has on Android. On iOS it gives the deviation in degrees, which Core Motion
/// does not tell.
fn accuracy(calibration: CMMagneticFieldCalibrationAccuracy) -> &'static str {
    match calibration {
        CMMagneticFieldCalibrationAccuracy::High => "high",
        CMMagneticFieldCalibrationAccuracy::Medium => "medium",
        CMMagneticFieldCalibrationAccuracy::Low => "low",
        _ => "unreliable",
    }
}

fn lock(readings: &Mutex<Sensors>) -> std::sync::MutexGuard<'_, Sensors> {
    readings.lock().unwrap_or_else(PoisonError::into_inner)
}
