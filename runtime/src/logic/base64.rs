//! base64 for the framework: in script a megabyte takes a second.

use base64::Engine as _;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use rquickjs::function::Func;
use rquickjs::{ArrayBuffer, Ctx, Object};

use super::failure::throw;

const ENGINE: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_allow_trailing_bits(true)
        .with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// Puts `encodeBase64(buffer, offset, length)` and `decodeBase64(text)` on `__native`.
pub(super) fn install<'js>(native: &Object<'js>) -> rquickjs::Result<()> {
    native.set(
        "encodeBase64",
        Func::from(
            |ctx: Ctx<'js>, buffer: ArrayBuffer<'js>, offset: usize, length: usize| {
                // SAFETY: read at once, before any script can run and detach the buffer.
                let bytes = unsafe { buffer.as_bytes() }.unwrap_or_default();
                let part = offset
                    .checked_add(length)
                    .and_then(|end| bytes.get(offset..end));
                part.map(|part| ENGINE.encode(part))
                    .ok_or_else(|| throw(&ctx, "an ArrayBuffer is shorter than its view"))
            },
        ),
    )?;
    native.set(
        "decodeBase64",
        // Nothing where the text has line breaks or other letters, which script skips one by one.
        Func::from(|ctx: Ctx<'js>, text: String| {
            ENGINE
                .decode(text)
                .ok()
                .map(|bytes| ArrayBuffer::new(ctx, bytes))
                .transpose()
        }),
    )
}
