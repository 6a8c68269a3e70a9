//! Random values and the user's encryption key.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ring::rand::{SecureRandom, SystemRandom};
use serde_json::json;

use crate::context::Context;
use crate::error::{ApiError, errno};
use crate::value::{ApiValue, Args};

/// Bytes of one call.
const RANDOM_LIMIT: u64 = 1_048_576;
/// Seconds a user key is said to live.
const KEY_LIFE: u64 = 86_400;

/// Bytes from the system's generator.
pub fn random(length: usize) -> Result<Vec<u8>, ApiError> {
    let mut bytes = vec![0; length];
    SystemRandom::new()
        .fill(&mut bytes)
        .map_err(|_| ApiError::internal("no random numbers"))?;
    Ok(bytes)
}

/// Letters and digits, as login codes have them.
pub fn random_code(length: usize) -> Result<String, ApiError> {
    const LETTERS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    Ok(random(length)?
        .iter()
        .map(|byte| char::from(LETTERS[usize::from(*byte) % LETTERS.len()]))
        .collect())
}

pub fn random_values(_: &Context, args: Args) -> Result<ApiValue, ApiError> {
    let length = args
        .count("length")
        .filter(|length| (1..=RANDOM_LIMIT).contains(length))
        .ok_or_else(|| ApiError::new("invalid random value length", errno::RANDOM_LENGTH))?;
    Ok(ApiValue::with_buffer(
        "randomValues",
        random(length as usize)?,
    ))
}

/// A key that stays the same for this app on this device. WeChat's comes from its server, which
/// can hand it to the program's own server too; this one cannot.
pub fn user_key(cx: &Context, _: Args) -> Result<ApiValue, ApiError> {
    let stored = cx.storage.setting("userKey");
    let text = match stored {
        Some(text) => text,
        None => {
            let text = format!(
                "{} {}",
                STANDARD.encode(random(16)?),
                STANDARD.encode(random(16)?)
            );
            cx.storage.put_setting("userKey", &text)?;
            text
        }
    };
    let (key, iv) = text.split_once(' ').unwrap_or((&text, ""));
    Ok(json!({ "encryptKey": key, "iv": iv, "version": 1, "expireTime": KEY_LIFE }).into())
}
