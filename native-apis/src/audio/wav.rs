//! WAV files: 16 bit PCM.

/// Bytes before the samples.
const HEADER: usize = 44;

/// A file of 16 bit samples.
pub fn encode(samples: &[i16], rate: u32, channels: u16) -> Vec<u8> {
    let data = pcm(samples);
    let length = data.len() as u32;
    let block = channels * 2;
    let mut bytes = Vec::with_capacity(HEADER + data.len());
    bytes.extend_from_slice(b"RIFF");
    bytes.extend_from_slice(&(length + HEADER as u32 - 8).to_le_bytes());
    bytes.extend_from_slice(b"WAVEfmt ");
    bytes.extend_from_slice(&16_u32.to_le_bytes());
    bytes.extend_from_slice(&1_u16.to_le_bytes());
    bytes.extend_from_slice(&channels.to_le_bytes());
    bytes.extend_from_slice(&rate.to_le_bytes());
    bytes.extend_from_slice(&(rate * u32::from(block)).to_le_bytes());
    bytes.extend_from_slice(&block.to_le_bytes());
    bytes.extend_from_slice(&16_u16.to_le_bytes());
    bytes.extend_from_slice(b"data");
    bytes.extend_from_slice(&length.to_le_bytes());
    bytes.extend_from_slice(&data);
    bytes
}

/// The samples alone.
pub fn pcm(samples: &[i16]) -> Vec<u8> {
    samples
        .iter()
        .flat_map(|sample| sample.to_le_bytes())
        .collect()
}

/// Seconds a WAV file plays; `None` for anything else.
pub fn duration(bytes: &[u8]) -> Option<f64> {
    if bytes.get(..4)? != b"RIFF" || bytes.get(8..12)? != b"WAVE" {
        return None;
    }
    let word = |at: usize| -> Option<u32> {
        Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
    };
    let mut at = 12;
    let mut rate = None;
    loop {
        let name = bytes.get(at..at + 4)?;
        let size = word(at + 4)?;
        match name {
            b"fmt " => rate = Some(word(at + 16)?),
            b"data" => {
                let rate = rate.filter(|rate| *rate > 0)?;
                return Some(f64::from(size) / f64::from(rate));
            }
            _ => {}
        }
        // Chunks begin at even offsets.
        at = at
            .checked_add(8)?
            .checked_add(size as usize)?
            .checked_add(size as usize % 2)?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let bytes = encode(&[0; 8000], 16_000, 1);
        assert_eq!(duration(&bytes), Some(0.5));
        assert_eq!(bytes.len(), HEADER + 16_000);
        assert_eq!(duration(b"RIFF"), None);
        assert_eq!(duration(b"ID3\x04 some mp3 file here"), None);
    }
}
