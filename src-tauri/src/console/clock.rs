//! The time of an entry: UTC in JSON, this machine's zone for people.

use std::sync::OnceLock;

use time::{OffsetDateTime, UtcOffset, format_description::well_known::Rfc3339};

static ZONE: OnceLock<UtcOffset> = OnceLock::new();

/// Finds out the zone. To be called while the process has one thread: reading it is not safe with
/// more, and the library refuses then.
pub fn start() {
    ZONE.get_or_init(|| UtcOffset::current_local_offset().unwrap_or(UtcOffset::UTC));
}

/// Now, as RFC 3339 in UTC with milliseconds.
pub fn now() -> String {
    let now = OffsetDateTime::now_utc();
    let millis = now.millisecond();
    // The format of the standard leaves zeros at the end of a fraction out.
    let whole = now.replace_nanosecond(0).unwrap_or(now);
    let text = whole.format(&Rfc3339).unwrap_or_default();
    format!("{}.{millis:03}Z", text.trim_end_matches('Z'))
}

/// The time of day `hh:mm:ss.mmm` of such a text in the local zone.
pub fn time_of_day(text: &str) -> String {
    let Ok(time) = OffsetDateTime::parse(text, &Rfc3339) else {
        return text.to_owned();
    };
    let local = time.to_offset(ZONE.get().copied().unwrap_or(UtcOffset::UTC));
    let (hour, minute, second, milli) = local.to_hms_milli();
    format!("{hour:02}:{minute:02}:{second:02}.{milli:03}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_have_milliseconds_and_are_read_again() {
        let now = now();
        assert_eq!(now.len(), "2026-01-02T03:04:05.006Z".len(), "{now}");
        assert_eq!(time_of_day("2026-01-02T03:04:05.006Z"), "03:04:05.006");
        assert_eq!(time_of_day("soon"), "soon");
    }
}
