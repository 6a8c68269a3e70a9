//! Digests of files (`getFileInfo`).

use md5::Md5;
use sha1::Sha1;
use sha2::{Digest, Sha256};

use crate::{
    error::{ApiError, errno},
    hex::hex,
};

/// The digest as lower-case hex.
pub fn digest(algorithm: &str, bytes: &[u8]) -> Result<String, ApiError> {
    Ok(match algorithm {
        "md5" => hex(&Md5::digest(bytes)),
        "sha1" => hex(&Sha1::digest(bytes)),
        "sha256" => hex(&Sha256::digest(bytes)),
        other => {
            return Err(ApiError::new(
                format!("invalid digestAlgorithm \"{other}\""),
                errno::INVALID_ARGUMENT,
            ));
        }
    })
}
