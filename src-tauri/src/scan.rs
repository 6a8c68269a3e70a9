//! Codes in camera frames, for `wx.scanCode` and links on paper.

use std::collections::HashSet;

use base64::Engine as _;
use rxing::{BarcodeFormat, DecodeHints, helpers::detect_in_luma_slice_with_hints};
use serde_json::{Value, json};

/// One frame of a camera.
#[derive(Debug, Clone, Copy)]
pub struct Frame<'a> {
    /// 8 bit each, row by row.
    pub luminance: &'a [u8],
    pub width: u32,
    pub height: u32,
    /// Bytes from one row to the next; at least `width`.
    pub row_stride: usize,
}

impl Frame<'_> {
    /// The picture without what lies between rows; `None` when the numbers do not fit the bytes.
    fn packed(&self) -> Option<Vec<u8>> {
        let width = usize::try_from(self.width).ok()?;
        let height = usize::try_from(self.height).ok()?;
        if width == 0 || height == 0 || self.row_stride < width {
            return None;
        }
        // The last row may end where its picture does.
        let needed = (height - 1)
            .checked_mul(self.row_stride)?
            .checked_add(width)?;
        let bytes = self.luminance.get(..needed)?;
        Some(
            bytes
                .chunks(self.row_stride)
                .flat_map(|row| &row[..width])
                .copied()
                .collect(),
        )
    }
}

/// Looks for a code of these kinds (`scanType`). The result has the fields of `wx.scanCode`.
pub fn decode(frame: &Frame, kinds: &[String]) -> Option<Value> {
    let formats: HashSet<BarcodeFormat> = kinds
        .iter()
        .flat_map(|kind| formats(kind))
        .copied()
        .collect();
    if formats.is_empty() {
        return None;
    }
    let mut hints = DecodeHints {
        PossibleFormats: Some(formats),
        ..DecodeHints::default()
    };
    let packed = frame.packed()?;
    // A library for pictures from anywhere may meet one it did not think of.
    let found = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        detect_in_luma_slice_with_hints(&packed, frame.width, frame.height, None, &mut hints)
    }));
    let found = found.ok()?.ok()?;
    let text = found.getText();
    // Codes of one dimension have no bytes but their text's.
    let raw = match found.getRawBytes() {
        [] => text.as_bytes(),
        raw => raw,
    };
    Some(json!({
        "result": text,
        "scanType": scan_type(*found.getBarcodeFormat()),
        "charSet": "UTF-8",
        "rawData": base64::engine::general_purpose::STANDARD.encode(raw),
    }))
}

/// What a kind of `scanType` stands for.
fn formats(kind: &str) -> &'static [BarcodeFormat] {
    match kind {
        "qrCode" => &[BarcodeFormat::QR_CODE],
        "datamatrix" => &[BarcodeFormat::DATA_MATRIX],
        "pdf417" => &[BarcodeFormat::PDF_417],
        "barCode" => &[
            BarcodeFormat::EAN_13,
            BarcodeFormat::EAN_8,
            BarcodeFormat::UPC_A,
            BarcodeFormat::UPC_E,
            BarcodeFormat::CODE_128,
            BarcodeFormat::CODE_39,
            BarcodeFormat::CODE_93,
            BarcodeFormat::CODABAR,
            BarcodeFormat::ITF,
            BarcodeFormat::RSS_14,
            BarcodeFormat::RSS_EXPANDED,
        ],
        _ => &[],
    }
}

/// The result's `scanType`, as WeChat documents it.
fn scan_type(format: BarcodeFormat) -> &'static str {
    match format {
        BarcodeFormat::QR_CODE => "QR_CODE",
        BarcodeFormat::DATA_MATRIX => "DATA_MATRIX",
        BarcodeFormat::PDF_417 => "PDF_417",
        BarcodeFormat::EAN_13 => "EAN_13",
        BarcodeFormat::EAN_8 => "EAN_8",
        BarcodeFormat::UPC_A => "UPC_A",
        BarcodeFormat::UPC_E => "UPC_E",
        BarcodeFormat::CODE_128 => "CODE_128",
        BarcodeFormat::CODE_39 => "CODE_39",
        BarcodeFormat::CODE_93 => "CODE_93",
        BarcodeFormat::CODABAR => "CODABAR",
        BarcodeFormat::ITF => "ITF",
        BarcodeFormat::RSS_14 => "RSS_14",
        BarcodeFormat::RSS_EXPANDED => "RSS_EXPANDED",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use rxing::{MultiFormatWriter, Writer as _};

    const WIDTH: u32 = 320;
    const HEIGHT: u32 = 240;
    const STRIDE: usize = 352;

    /// A frame with this code in it, rows further apart than wide.
    fn picture(text: &str, format: BarcodeFormat) -> Vec<u8> {
        let code = MultiFormatWriter.encode(text, &format, 200, 160).unwrap();
        let mut bytes = vec![0xf0_u8; STRIDE * HEIGHT as usize];
        for y in 0..code.getHeight().min(HEIGHT - 40) {
            for x in 0..code.getWidth().min(WIDTH - 40) {
                if code.get(x, y) {
                    bytes[(y as usize + 30) * STRIDE + x as usize + 30] = 0x10;
                }
            }
        }
        bytes
    }

    fn scan(bytes: &[u8], kinds: &[&str]) -> Option<Value> {
        let kinds: Vec<String> = kinds.iter().map(|&kind| kind.to_owned()).collect();
        let frame = Frame {
            luminance: bytes,
            width: WIDTH,
            height: HEIGHT,
            row_stride: STRIDE,
        };
        decode(&frame, &kinds)
    }

    #[test]
    fn codes_are_read_out_of_frames() {
        for (text, format, kind, name) in [
            (
                "peapod://open?appid=wx1",
                BarcodeFormat::QR_CODE,
                "qrCode",
                "QR_CODE",
            ),
            ("你好，小程序", BarcodeFormat::QR_CODE, "qrCode", "QR_CODE"),
            ("6901234567892", BarcodeFormat::EAN_13, "barCode", "EAN_13"),
            ("PEAPOD-1", BarcodeFormat::CODE_128, "barCode", "CODE_128"),
        ] {
            let found = scan(&picture(text, format), &[kind]).unwrap();
            assert_eq!(found["result"], text);
            assert_eq!(found["scanType"], name);
            assert!(!found["rawData"].as_str().unwrap().is_empty());
        }
    }

    #[test]
    fn only_the_kinds_asked_for_are_found() {
        let bytes = picture("x", BarcodeFormat::QR_CODE);
        assert_eq!(scan(&bytes, &["barCode"]), None);
        assert_eq!(scan(&bytes, &["hologram"]), None);
        assert!(scan(&bytes, &["barCode", "qrCode"]).is_some());
    }

    #[test]
    fn frames_whose_numbers_do_not_fit_are_no_frames() {
        let bytes = picture("x", BarcodeFormat::QR_CODE);
        assert_eq!(scan(&bytes[..STRIDE * 100], &["qrCode"]), None);
        assert_eq!(scan(&[], &["qrCode"]), None);
        let narrow = Frame {
            luminance: &bytes,
            width: WIDTH,
            height: HEIGHT,
            row_stride: 10,
        };
        assert_eq!(decode(&narrow, &["qrCode".to_owned()]), None);
    }
}
