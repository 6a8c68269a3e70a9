//! WeChat's words for what the system says in its own.

use std::fmt::Write as _;

use sha2::{Digest, Sha256};

/// `zh-Hans-CN` → `zh_CN`, as WeChat writes languages.
pub fn language(tag: &str) -> String {
    let mut parts = tag.split(['-', '_']);
    let language = parts.next().unwrap_or_default();
    let mut script = None;
    let mut region = None;
    for part in parts {
        match part.len() {
            4 => script = Some(part),
            2 | 3 => region = Some(part),
            _ => {}
        }
    }
    // A script stands for where it is written, when no region is named.
    let region = region.or(match (language, script) {
        ("zh", Some("Hans")) => Some("CN"),
        ("zh", Some("Hant")) => Some("TW"),
        _ => None,
    });
    match region {
        Some(region) => format!("{language}_{region}"),
        None => language.to_owned(),
    }
}

/// The generation of a mobile network from Core Telephony's constant, whose value is its name.
pub fn generation(technology: &str) -> &'static str {
    match technology.trim_start_matches("CTRadioAccessTechnology") {
        "GPRS" | "Edge" | "CDMA1x" => "2g",
        "WCDMA" | "HSDPA" | "HSUPA" | "CDMAEVDORev0" | "CDMAEVDORevA" | "CDMAEVDORevB"
        | "eHRPD" => "3g",
        "LTE" => "4g",
        "NR" | "NRNSA" => "5g",
        _ => "unknown",
    }
}

/// Digits, `+`, `*`, `#` and pauses of a phone number; none when there is nothing to dial.
pub fn dialled(number: &str) -> Option<String> {
    let kept: String = number
        .chars()
        .filter(|letter| letter.is_ascii_digit() || "+*#,;".contains(*letter))
        .collect();
    let dials = kept.chars().any(|letter| letter.is_ascii_digit());
    dials.then_some(kept)
}

/// `tel:` address of a number.
pub fn phone_url(number: &str) -> Option<String> {
    Some(format!("tel:{}", encoded(&dialled(number)?)))
}

/// `sms:` address of a number, which may be missing, with a text.
pub fn message_url(number: &str, text: &str) -> String {
    // The system's own form: the body after `&`, without a `?`.
    format!(
        "sms:{}&body={}",
        encoded(&dialled(number).unwrap_or_default()),
        encoded(text)
    )
}

fn encoded(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~+".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

/// Identifies the web data of a mini-program: the same on every start, different for each.
pub fn store_identifier(name: &str) -> [u8; 16] {
    let digest = Sha256::digest(format!("peapod web data {name}"));
    let mut identifier = [0; 16];
    identifier.copy_from_slice(&digest[..16]);
    // A random UUID (version 4) in form; all zeroes, which WebKit refuses, cannot come.
    identifier[6] = identifier[6] & 0x0f | 0x40;
    identifier[8] = identifier[8] & 0x3f | 0x80;
    identifier
}

/// A bearing from 0 to 360 degrees.
pub fn bearing(degrees: f64) -> f64 {
    degrees.rem_euclid(360.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages() {
        for (tag, expected) in [
            ("zh-Hans-CN", "zh_CN"),
            ("zh-Hant", "zh_TW"),
            ("zh-Hant-HK", "zh_HK"),
            ("en-US", "en_US"),
            ("en", "en"),
            ("es-419", "es_419"),
        ] {
            assert_eq!(language(tag), expected);
        }
    }

    #[test]
    fn generations() {
        for (technology, expected) in [
            ("CTRadioAccessTechnologyEdge", "2g"),
            ("CTRadioAccessTechnologyHSDPA", "3g"),
            ("CTRadioAccessTechnologyeHRPD", "3g"),
            ("CTRadioAccessTechnologyLTE", "4g"),
            ("CTRadioAccessTechnologyNRNSA", "5g"),
            ("CTRadioAccessTechnologyNR", "5g"),
            ("", "unknown"),
        ] {
            assert_eq!(generation(technology), expected, "{technology}");
        }
    }

    #[test]
    fn numbers_that_can_be_dialled() {
        assert_eq!(
            phone_url("+86 (020) 8116-7888").as_deref(),
            Some("tel:+8602081167888")
        );
        assert_eq!(phone_url("*100#").as_deref(), Some("tel:%2A100%23"));
        assert_eq!(phone_url("call me"), None);
        assert_eq!(
            message_url("10086", "余额 & more"),
            "sms:10086&body=%E4%BD%99%E9%A2%9D%20%26%20more"
        );
    }

    #[test]
    fn identifiers_are_of_the_name_alone() {
        assert_eq!(store_identifier("wx1"), store_identifier("wx1"));
        assert_ne!(store_identifier("wx1"), store_identifier("wx2"));
        assert_eq!(store_identifier("")[6] >> 4, 4);
    }

    #[test]
    fn bearings() {
        assert_eq!(bearing(-90.0), 270.0);
        assert_eq!(bearing(360.0), 0.0);
    }
}
