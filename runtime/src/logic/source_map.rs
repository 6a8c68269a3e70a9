//! Source maps (version 3), just enough to find the author's line for a compiled one.

use serde_json::Value;

/// One mapped position of the compiled code: columns and lines from 0.
#[derive(Debug, Clone, Copy)]
struct Segment {
    column: u32,
    source_line: u32,
    source_column: u32,
}

/// Compiled line to segments, sorted by column.
#[derive(Debug)]
pub struct SourceMap {
    lines: Vec<Vec<Segment>>,
}

impl SourceMap {
    /// Reads a map with one source. `None` when it is malformed.
    pub fn parse(json: &str) -> Option<Self> {
        let map: Value = serde_json::from_str(json).ok()?;
        let mappings = map["mappings"].as_str()?;
        let mut lines = Vec::new();
        let (mut source_line, mut source_column) = (0i64, 0i64);
        for line in mappings.split(';') {
            let mut segments = Vec::new();
            let mut column = 0i64;
            for segment in line.split(',').filter(|segment| !segment.is_empty()) {
                let fields = decode(segment)?;
                column += fields.first()?;
                if let [_, _, line_delta, column_delta, ..] = fields[..] {
                    source_line += line_delta;
                    source_column += column_delta;
                    segments.push(Segment {
                        column: u32::try_from(column).ok()?,
                        source_line: u32::try_from(source_line).ok()?,
                        source_column: u32::try_from(source_column).ok()?,
                    });
                }
            }
            lines.push(segments);
        }
        Some(Self { lines })
    }

    /// The author's line and column (both from 1) for a compiled position (both from 1).
    pub fn find(&self, line: u32, column: u32) -> Option<(u32, u32)> {
        let segments = self.lines.get(line.checked_sub(1)? as usize)?;
        let after = segments.partition_point(|segment| segment.column < column);
        let segment = segments.get(after.saturating_sub(1))?;
        Some((segment.source_line + 1, segment.source_column + 1))
    }
}

/// Decodes one group of base64 variable-length quantities.
fn decode(text: &str) -> Option<Vec<i64>> {
    let mut fields = Vec::with_capacity(5);
    let (mut value, mut shift) = (0i64, 0u32);
    for byte in text.bytes() {
        let digit = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => return None,
        };
        value |= i64::from(digit & 31).checked_shl(shift)?;
        if digit & 32 != 0 {
            shift += 5;
            if shift > 55 {
                return None;
            }
            continue;
        }
        let negative = value & 1 == 1;
        fields.push(if negative { -(value >> 1) } else { value >> 1 });
        (value, shift) = (0, 0);
    }
    Some(fields)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn finds_the_segment_at_or_before_the_column() {
        // Line 1: columns 0 and 4 map to 1:0 and 1:8; line 2 is unmapped; line 3 maps to 5:2.
        let map = SourceMap::parse(r#"{"mappings":"AACA,IAAQ;;AAIN"}"#).unwrap();
        assert_eq!(map.find(1, 1), Some((2, 1)));
        assert_eq!(map.find(1, 4), Some((2, 1)));
        assert_eq!(map.find(1, 6), Some((2, 9)));
        assert_eq!(map.find(2, 1), None);
        assert_eq!(map.find(3, 9), Some((6, 3)));
        assert_eq!(map.find(9, 1), None);
    }

    #[test]
    fn malformed_maps_are_refused() {
        assert!(SourceMap::parse("{}").is_none());
        assert!(SourceMap::parse(r#"{"mappings":"!!"}"#).is_none());
    }
}
