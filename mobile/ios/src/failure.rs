//! Failures that the system causes, with the texts that Android's half has
//! (`mobile/android/.../device/Outcome.kt`).

use peapod_native_apis::{ApiError, error::errno};

/// The user has refused the system's permission, or the phone's restrictions do.
pub fn system_denied() -> ApiError {
    ApiError::new("system permission denied", 3).with_code(2)
}

/// Nothing came within the time there was.
pub fn time_out() -> ApiError {
    ApiError::new("timeout", errno::TIME_OUT)
}

/// An argument has a value that cannot be used.
pub fn parameter(name: &str, expected: &str) -> ApiError {
    ApiError::new(
        format!("parameter error: parameter.{name} should be {expected}"),
        errno::INVALID_PARAMETER,
    )
}
