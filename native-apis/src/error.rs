//! The crate's one error type: WeChat's `errMsg` reason, `errno` and `errCode`.

use serde_json::{Map, Value};

/// Numbers of WeChat's unified `errno` table that this crate uses.
pub mod errno {
    pub const CANCEL: i64 = 1;
    pub const INTERNAL: i64 = 4;
    pub const TIME_OUT: i64 = 5;
    pub const NOT_SUPPORTED: i64 = 100;
    pub const NO_PERMISSION: i64 = 102;
    pub const AUTH_DENIED: i64 = 103;
    pub const PRIVACY_NOT_AUTHORIZED: i64 = 101_102;
    pub const INVALID_PARAMETER: i64 = 1001;
    pub const UPDATE_NOT_READY: i64 = 103_102;
    pub const RANDOM_LENGTH: i64 = 109_001;
    pub const NETWORK_UNKNOWN: i64 = 600_000;
    pub const URL_NOT_IN_DOMAIN_LIST: i64 = 600_002;
    pub const NETWORK_INTERRUPTED: i64 = 600_003;
    pub const TOO_MANY_TASKS: i64 = 600_007;
    pub const TOO_MANY_REDIRECTS: i64 = 600_008;
    pub const INVALID_URL: i64 = 600_009;
    pub const INVALID_REQUEST_DATA: i64 = 600_010;
    pub const DOWNLOAD_SAVE: i64 = 603_300;
    pub const DOWNLOAD_TOO_BIG: i64 = 603_301;
    pub const SOCKET_CONNECT: i64 = 605_103;
    pub const IMAGE_TARGET_MISSING: i64 = 1_103_002;
    pub const IMAGE_DECODE: i64 = 1_103_003;
    pub const IMAGE_COMPRESS: i64 = 1_103_005;
    pub const NOT_PERMITTED: i64 = 1_300_001;
    pub const NO_SUCH_FILE: i64 = 1_300_002;
    pub const FILE_IO: i64 = 1_300_005;
    pub const BAD_FD: i64 = 1_300_009;
    pub const PERMISSION: i64 = 1_300_013;
    pub const NOT_A_DIRECTORY: i64 = 1_300_020;
    pub const IS_A_DIRECTORY: i64 = 1_300_021;
    pub const INVALID_ARGUMENT: i64 = 1_300_022;
    pub const NAME_TOO_LONG: i64 = 1_300_036;
    pub const NOT_EMPTY: i64 = 1_300_066;
    pub const STORAGE_LIMIT: i64 = 1_300_202;
    pub const ENCODE: i64 = 1_300_203;
    pub const CANNOT_ACCESS: i64 = 1_301_000;
    pub const ILLEGAL_ON_DIRECTORY: i64 = 1_301_003;
    pub const FILE_EXISTS: i64 = 1_301_005;
    pub const LENGTH_RANGE: i64 = 1_301_006;
    pub const OFFSET_RANGE: i64 = 1_301_007;
    pub const POSITION_RANGE: i64 = 1_301_009;
    pub const UNZIP_OPEN: i64 = 1_301_102;
    pub const UNZIP_ENTRY: i64 = 1_301_103;
    pub const BROTLI: i64 = 1_301_111;
    pub const TEMP_FILE_MISSING: i64 = 1_301_112;
    pub const FD_DIRECTION: i64 = 1_302_001;
    pub const FD_LIMIT: i64 = 1_302_002;
    pub const FD_FLAG: i64 = 1_302_003;
    pub const FD_OPEN_PERMISSION: i64 = 1_302_004;
}

/// A failed API call. `message` is the text after `<api>:fail `, possibly empty.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("{message}")]
pub struct ApiError {
    pub message: String,
    /// WeChat's unified error number; `None` where WeChat gives none.
    pub errno: Option<i64>,
    /// The older per-API `errCode`.
    pub err_code: Option<i64>,
    /// Further fields of the failure object; an object, empty when there are none.
    pub extra: Value,
}

impl ApiError {
    /// A failure with text and number.
    pub fn new(message: impl Into<String>, errno: i64) -> Self {
        Self {
            errno: Some(errno),
            ..Self::text(message)
        }
    }

    /// A failure for which WeChat gives no number.
    pub fn text(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            errno: None,
            err_code: None,
            extra: Value::Object(Map::new()),
        }
    }

    /// Adds the older `errCode`.
    #[must_use]
    pub fn with_code(mut self, code: i64) -> Self {
        self.err_code = Some(code);
        self
    }

    /// The member exists, and this platform has no implementation.
    pub fn not_supported() -> Self {
        Self::new("not supported", errno::NOT_SUPPORTED)
    }

    /// The user closed the dialog.
    pub fn cancel() -> Self {
        Self::new("cancel", errno::CANCEL)
    }

    /// The user refused the scope, now or earlier.
    pub fn auth_deny() -> Self {
        Self::new("auth deny", errno::AUTH_DENIED)
    }

    /// An argument has the wrong type; `expected` and `actual` are capitalised JavaScript types.
    pub fn parameter_type(name: &str, expected: &str, actual: &str) -> Self {
        Self::new(
            format!("parameter error: parameter.{name} should be {expected} instead of {actual};"),
            errno::INVALID_PARAMETER,
        )
    }

    /// Something of ours broke; the text is for the developer.
    pub fn internal(what: impl std::fmt::Display) -> Self {
        Self::new(format!("internal error: {what}"), errno::INTERNAL)
    }

    /// The mini-program closed, or the task was dropped, before an answer.
    pub fn interrupted() -> Self {
        Self::new("interrupted", errno::NETWORK_INTERRUPTED)
    }
}
