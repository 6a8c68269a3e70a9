//! AES-128-GCM for `setStorage({encrypt: true})`. The key lies in the app's own storage file: it
//! guards against a look at the values, not against someone who has the whole file.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ring::aead::{AES_128_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use ring::rand::{SecureRandom, SystemRandom};

use crate::error::ApiError;

/// An AES-128 key.
pub type Secret = [u8; 16];

fn failed(_: ring::error::Unspecified) -> ApiError {
    ApiError::internal("encryption failed")
}

/// A new random key.
pub fn fresh() -> Result<Secret, ApiError> {
    let mut secret = [0; 16];
    SystemRandom::new().fill(&mut secret).map_err(failed)?;
    Ok(secret)
}

/// The key as text.
pub fn encode(secret: &Secret) -> String {
    STANDARD.encode(secret)
}

/// The key from its text.
pub fn decode(text: &str) -> Option<Secret> {
    STANDARD.decode(text).ok()?.try_into().ok()
}

fn cipher(secret: &Secret) -> Result<LessSafeKey, ApiError> {
    Ok(LessSafeKey::new(
        UnboundKey::new(&AES_128_GCM, secret).map_err(failed)?,
    ))
}

/// Nonce, then ciphertext with its tag.
pub fn close(secret: &Secret, text: &[u8]) -> Result<Vec<u8>, ApiError> {
    let mut nonce = [0; NONCE_LEN];
    SystemRandom::new().fill(&mut nonce).map_err(failed)?;
    let mut body = text.to_vec();
    cipher(secret)?
        .seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), Aad::empty(), &mut body)
        .map_err(failed)?;
    let mut sealed = nonce.to_vec();
    sealed.append(&mut body);
    Ok(sealed)
}

/// The text that [`close`] sealed.
pub fn open(secret: &Secret, sealed: &[u8]) -> Result<Vec<u8>, ApiError> {
    let (nonce, body) = sealed
        .split_at_checked(NONCE_LEN)
        .ok_or_else(|| ApiError::internal("sealed value is too short"))?;
    let mut body = body.to_vec();
    let nonce = Nonce::try_assume_unique_for_key(nonce).map_err(failed)?;
    let text = cipher(secret)?
        .open_in_place(nonce, Aad::empty(), &mut body)
        .map_err(failed)?;
    Ok(text.to_vec())
}
