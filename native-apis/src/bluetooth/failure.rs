//! The `errCode`s of Bluetooth members, with their texts.

use crate::error::ApiError;

pub fn not_init() -> ApiError {
    ApiError::text("not init").with_code(10000)
}

pub fn not_available() -> ApiError {
    ApiError::text("not available").with_code(10001)
}

pub fn no_device() -> ApiError {
    ApiError::text("no device").with_code(10002)
}

pub fn connection_failed() -> ApiError {
    ApiError::text("connection fail").with_code(10003)
}

pub fn no_service() -> ApiError {
    ApiError::text("no service").with_code(10004)
}

pub fn no_characteristic() -> ApiError {
    ApiError::text("no characteristic").with_code(10005)
}

pub fn no_connection() -> ApiError {
    ApiError::text("no connection").with_code(10006)
}

pub fn not_supported() -> ApiError {
    ApiError::text("property not support").with_code(10007)
}

pub fn already_connected() -> ApiError {
    ApiError::text("already connect").with_code(-1)
}
