//! Kinds of codes for `wx.scanCode`.

use base64::{Engine, engine::general_purpose::STANDARD};
use serde_json::Value;

/// `rawData` of a code whose bytes the system does not hand over: Base64 of its text.
pub fn encoded_text(text: &str) -> String {
    STANDARD.encode(text)
}

/// What `scanType` asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Family {
    Bar,
    Qr,
    DataMatrix,
    Pdf417,
}

impl Family {
    /// From the words of `scanType`; bar and QR codes where it is missing or names nothing known.
    pub fn wanted(args: &Value) -> Vec<Self> {
        let named: Vec<Self> = args["scanType"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|word| match word.as_str()? {
                "barCode" => Some(Self::Bar),
                "qrCode" => Some(Self::Qr),
                "datamatrix" => Some(Self::DataMatrix),
                "pdf417" => Some(Self::Pdf417),
                _ => None,
            })
            .collect();
        if named.is_empty() {
            vec![Self::Bar, Self::Qr]
        } else {
            named
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn raw_data_is_base64() {
        assert_eq!(
            encoded_text("https://example.com/"),
            "aHR0cHM6Ly9leGFtcGxlLmNvbS8="
        );
    }

    #[test]
    fn the_words_of_scan_type() {
        assert_eq!(Family::wanted(&json!({})), [Family::Bar, Family::Qr]);
        assert_eq!(
            Family::wanted(&json!({"scanType": ["pdf417", "wxCode", "datamatrix"]})),
            [Family::Pdf417, Family::DataMatrix]
        );
        assert_eq!(
            Family::wanted(&json!({"scanType": ["x"]})),
            [Family::Bar, Family::Qr]
        );
    }
}
