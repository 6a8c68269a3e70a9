//! The text encodings of `readFile` and `writeFile`.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

use crate::error::{ApiError, errno};
use crate::value::Data;

/// Base64 as scripts write it: padding may be missing.
const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &base64::alphabet::STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// An encoding a script named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    Ascii,
    Base64,
    Latin1,
    Hex,
    Utf16Le,
    Utf8,
}

impl Encoding {
    /// The encoding of that name.
    pub fn parse(name: &str) -> Result<Self, ApiError> {
        Ok(match name.to_ascii_lowercase().as_str() {
            "ascii" => Self::Ascii,
            "base64" => Self::Base64,
            "binary" | "latin1" => Self::Latin1,
            "hex" => Self::Hex,
            "ucs2" | "ucs-2" | "utf16le" | "utf-16le" => Self::Utf16Le,
            "utf8" | "utf-8" => Self::Utf8,
            other => {
                return Err(ApiError::new(
                    format!("invalid encoding \"{other}\""),
                    errno::INVALID_ARGUMENT,
                ));
            }
        })
    }

    /// Bytes as text. Malformed input becomes replacement characters, as in JavaScript.
    pub fn decode(self, bytes: &[u8]) -> String {
        match self {
            Self::Ascii => bytes.iter().map(|byte| char::from(byte & 0x7f)).collect(),
            Self::Base64 => STANDARD.encode(bytes),
            Self::Latin1 => bytes.iter().copied().map(char::from).collect(),
            Self::Hex => crate::hex::hex(bytes),
            Self::Utf16Le => {
                let units: Vec<u16> = bytes
                    .chunks_exact(2)
                    .map(|pair| u16::from_le_bytes([pair[0], pair[1]]))
                    .collect();
                String::from_utf16_lossy(&units)
            }
            Self::Utf8 => String::from_utf8_lossy(bytes).into_owned(),
        }
    }

    /// Text as bytes.
    pub fn encode(self, text: &str) -> Result<Vec<u8>, ApiError> {
        let wrong = || ApiError::new("encode error", errno::ENCODE);
        Ok(match self {
            Self::Ascii | Self::Latin1 => text
                .encode_utf16()
                .map(|unit| (unit & 0xff) as u8)
                .collect(),
            Self::Base64 => {
                let plain: String = text.chars().filter(|c| !c.is_whitespace()).collect();
                LENIENT.decode(plain).map_err(|_| wrong())?
            }
            Self::Hex => {
                let digits: Option<Vec<u8>> = text
                    .chars()
                    .map(|c| c.to_digit(16).map(|digit| digit as u8))
                    .collect();
                let digits = digits
                    .filter(|digits| digits.len() % 2 == 0)
                    .ok_or_else(wrong)?;
                digits
                    .chunks_exact(2)
                    .map(|pair| pair[0] << 4 | pair[1])
                    .collect()
            }
            Self::Utf16Le => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            Self::Utf8 => text.as_bytes().to_vec(),
        })
    }
}

/// The bytes of a `data` argument; an encoding counts for text only.
pub fn bytes_of(data: Data, encoding: Option<&str>) -> Result<Vec<u8>, ApiError> {
    match data {
        Data::Bytes(bytes) => Ok(bytes),
        Data::Text(text) => Encoding::parse(encoding.unwrap_or("utf8"))?.encode(&text),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;

    #[test]
    fn every_encoding_round_trips() {
        for (name, bytes, text) in [
            ("ascii", b"abc".to_vec(), "abc"),
            ("base64", vec![0, 255, 1], "AP8B"),
            ("latin1", vec![0xe9, 0x41], "éA"),
            ("binary", vec![0xff], "ÿ"),
            ("hex", vec![0x0a, 0xff], "0aff"),
            ("utf16le", vec![0x2d, 0x4e], "中"),
            ("ucs2", vec![0x41, 0], "A"),
            ("utf-8", "中文".as_bytes().to_vec(), "中文"),
        ] {
            let encoding = Encoding::parse(name).unwrap();
            assert_eq!(encoding.decode(&bytes), text, "{name}");
            assert_eq!(encoding.encode(text).unwrap(), bytes, "{name}");
        }
    }

    #[test]
    fn malformed_text_is_an_encode_error() {
        for (encoding, text) in [
            (Encoding::Hex, "abc"),
            (Encoding::Hex, "zz"),
            (Encoding::Base64, "*"),
        ] {
            assert_eq!(
                encoding.encode(text).unwrap_err().errno,
                Some(errno::ENCODE)
            );
        }
        assert_eq!(Encoding::Base64.encode("AP8B\nAA").unwrap(), [0, 255, 1, 0]);
        assert!(Encoding::parse("gbk").is_err());
    }
}
