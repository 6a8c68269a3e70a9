//! Random bits that nobody can guess: the standard library seeds its hashers from the system's random
//! numbers.

use std::hash::{BuildHasher as _, RandomState};

/// 64 bits.
pub fn bits() -> u64 {
    RandomState::new().hash_one(std::time::Instant::now())
}

/// 128 bits in hexadecimal.
pub fn hex() -> String {
    format!("{:016x}{:016x}", bits(), bits())
}
