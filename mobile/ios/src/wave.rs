//! Samples of a WAV file, as `AVAudioRecorder` writes it.

/// The samples of a 16 bit, one channel WAV file.
///
/// # Errors
/// What is wrong with the file.
pub fn samples(file: &[u8]) -> Result<Vec<i16>, String> {
    if file.get(..4) != Some(b"RIFF") || file.get(8..12) != Some(b"WAVE") {
        return Err("the recording is no WAV file".to_owned());
    }
    let mut at = 12;
    let mut format = None;
    while let (Some(name), Some(size)) = (file.get(at..at + 4), number(file, at + 4)) {
        let start = at + 8;
        let end = start.saturating_add(size).min(file.len());
        let chunk = &file[start..end];
        match name {
            b"fmt " => format = Some((short(chunk, 2), short(chunk, 14))),
            b"data" => {
                return match format {
                    Some((Some(1), Some(16))) => Ok(chunk
                        .chunks_exact(2)
                        .map(|pair| i16::from_le_bytes([pair[0], pair[1]]))
                        .collect()),
                    other => Err(format!(
                        "the recording has (channels, bits) {other:?}; one channel of 16 bits is wanted"
                    )),
                };
            }
            // `FLLR`, with which the system fills up to a page, and others.
            _ => {}
        }
        // Chunks begin at even places.
        at = start.saturating_add(size).saturating_add(size % 2);
    }
    Err("the recording has no samples".to_owned())
}

fn number(file: &[u8], at: usize) -> Option<usize> {
    let bytes = file.get(at..at + 4)?.try_into().ok()?;
    usize::try_from(u32::from_le_bytes(bytes)).ok()
}

fn short(chunk: &[u8], at: usize) -> Option<u16> {
    let bytes = chunk.get(at..at + 2)?.try_into().ok()?;
    Some(u16::from_le_bytes(bytes))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn chunk(name: &[u8; 4], body: &[u8]) -> Vec<u8> {
        let mut out = name.to_vec();
        out.extend(u32::try_from(body.len()).unwrap().to_le_bytes());
        out.extend(body);
        out.resize(out.len() + body.len() % 2, 0);
        out
    }

    fn format(channels: u16, bits: u16) -> Vec<u8> {
        let mut body = vec![1, 0];
        body.extend(channels.to_le_bytes());
        body.extend([0; 10]);
        body.extend(bits.to_le_bytes());
        chunk(b"fmt ", &body)
    }

    fn file(chunks: &[Vec<u8>]) -> Vec<u8> {
        let body: Vec<u8> = b"WAVE".iter().copied().chain(chunks.concat()).collect();
        chunk(b"RIFF", &body)
    }

    #[test]
    fn filling_before_the_samples_is_stepped_over() {
        let file = file(&[
            format(1, 16),
            chunk(b"FLLR", &[0; 5]),
            chunk(b"data", &[1, 0, 255, 255]),
        ]);
        assert_eq!(samples(&file).unwrap(), [1, -1]);
    }

    #[test]
    fn a_recording_cut_short_has_the_samples_that_are_there() {
        let mut file = file(&[format(1, 16), chunk(b"data", &[1, 0, 2, 0])]);
        file.truncate(file.len() - 1);
        assert_eq!(samples(&file).unwrap(), [1]);
    }

    #[test]
    fn other_files_are_refused() {
        assert!(samples(b"ID3").is_err());
        assert!(samples(&file(&[format(2, 16), chunk(b"data", &[0; 4])])).is_err());
        assert!(samples(&file(&[format(1, 16)])).is_err());
        let mut endless = file(&[format(1, 16)]);
        endless.extend(b"junk\xff\xff\xff\xff");
        assert!(samples(&endless).is_err());
    }
}
