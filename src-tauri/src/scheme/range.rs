//! Byte ranges: what media elements ask for when they seek.

use std::{
    borrow::Cow,
    fs::File,
    io::{self, Read, Seek, SeekFrom},
    path::Path,
};

use wry::http::{StatusCode, header};

use super::{Answer, build, media_type};

/// A media element reads on from where a short answer ended, so one answer need not hold a whole
/// film in memory.
const MAX_PART: u64 = 4 << 20;

/// First and last byte of a `Range` header over `length` bytes. `Ok(None)`: answer with the whole
/// (no header, several ranges, another unit); `Err`: not satisfiable.
fn parse(range: Option<&str>, length: u64) -> Result<Option<(u64, u64)>, ()> {
    let Some(spec) = range.and_then(|range| range.trim().strip_prefix("bytes=")) else {
        return Ok(None);
    };
    let Some((first, last)) = spec.split_once('-').filter(|_| !spec.contains(',')) else {
        return Ok(None);
    };
    let (first, last) = (first.trim(), last.trim());
    if first.is_empty() {
        let Ok(count) = last.parse::<u64>() else {
            return Ok(None);
        };
        if count == 0 || length == 0 {
            return Err(());
        }
        return Ok(Some((length.saturating_sub(count), length - 1)));
    }
    let Ok(first) = first.parse::<u64>() else {
        return Ok(None);
    };
    if first >= length {
        return Err(());
    }
    let last = match last {
        "" => length - 1,
        last => match last.parse::<u64>() {
            Ok(last) if last >= first => last.min(length - 1),
            _ => return Ok(None),
        },
    };
    Ok(Some((first, last)))
}

/// Answers from bytes in memory.
pub fn slice(name: &str, bytes: Vec<u8>, range: Option<&str>) -> Answer {
    let length = bytes.len() as u64;
    match parse(range, length) {
        Ok(None) => full(name, bytes),
        Ok(Some((first, last))) => {
            let part = usize::try_from(first)
                .ok()
                .zip(usize::try_from(last).ok())
                .and_then(|(first, last)| bytes.get(first..=last))
                .unwrap_or_default()
                .to_vec();
            partial(name, part, first, length)
        }
        Err(()) => unsatisfiable(name, length),
    }
}

/// Answers from a file, reading only what is asked for.
pub fn file(name: &str, path: &Path, range: Option<&str>) -> io::Result<Answer> {
    let mut file = File::open(path)?;
    let length = file.metadata()?.len();
    match parse(range, length) {
        Ok(None) => {
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes)?;
            Ok(full(name, bytes))
        }
        Ok(Some((first, last))) => {
            let mut part = Vec::new();
            file.seek(SeekFrom::Start(first))?;
            file.take((last - first + 1).min(MAX_PART))
                .read_to_end(&mut part)?;
            Ok(partial(name, part, first, length))
        }
        Err(()) => Ok(unsatisfiable(name, length)),
    }
}

fn full(name: &str, bytes: Vec<u8>) -> Answer {
    let extra = [(header::ACCEPT_RANGES, "bytes".to_owned())];
    build(StatusCode::OK, &media_type(name), Cow::Owned(bytes), &extra)
}

fn partial(name: &str, part: Vec<u8>, first: u64, length: u64) -> Answer {
    let last = (first + part.len() as u64).saturating_sub(1);
    let extra = [
        (header::ACCEPT_RANGES, "bytes".to_owned()),
        (
            header::CONTENT_RANGE,
            format!("bytes {first}-{last}/{length}"),
        ),
    ];
    build(
        StatusCode::PARTIAL_CONTENT,
        &media_type(name),
        Cow::Owned(part),
        &extra,
    )
}

fn unsatisfiable(name: &str, length: u64) -> Answer {
    let extra = [(header::CONTENT_RANGE, format!("bytes */{length}"))];
    build(
        StatusCode::RANGE_NOT_SATISFIABLE,
        &media_type(name),
        Cow::Borrowed(b""),
        &extra,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges() {
        assert_eq!(parse(None, 10), Ok(None));
        assert_eq!(parse(Some("bytes=0-"), 10), Ok(Some((0, 9))));
        assert_eq!(parse(Some("bytes=3-5"), 10), Ok(Some((3, 5))));
        assert_eq!(parse(Some("bytes=3-99"), 10), Ok(Some((3, 9))));
        assert_eq!(parse(Some("bytes=-4"), 10), Ok(Some((6, 9))));
        assert_eq!(parse(Some("bytes=-40"), 10), Ok(Some((0, 9))));
        assert_eq!(parse(Some("bytes=10-"), 10), Err(()));
        assert_eq!(parse(Some("bytes=0-"), 0), Err(()));
        assert_eq!(parse(Some("bytes=5-3"), 10), Ok(None));
        assert_eq!(parse(Some("bytes=0-1,3-4"), 10), Ok(None));
        assert_eq!(parse(Some("lines=0-1"), 10), Ok(None));
    }
}
