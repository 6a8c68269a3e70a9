//! How `data` becomes a query string or a body.

use serde_json::{Number, Value};
use url::Url;

use crate::error::ApiError;
use crate::value::{Args, Data};

/// Whole numbers without a fraction, as JavaScript prints them; they may arrive as `1.0`.
fn like_javascript(value: &Value) -> Value {
    match value {
        Value::Number(number) => match number.as_f64() {
            Some(float)
                if number.is_f64()
                    && float.fract() == 0.0
                    && float.abs() < 9_007_199_254_740_992.0 =>
            {
                Value::Number(Number::from(float as i64))
            }
            _ => value.clone(),
        },
        Value::Array(items) => items.iter().map(like_javascript).collect(),
        Value::Object(fields) => fields
            .iter()
            .map(|(name, value)| (name.clone(), like_javascript(value)))
            .collect(),
        plain => plain.clone(),
    }
}

/// The text of a value in a query, form or header: strings as they are, the rest as JSON.
pub fn text_of(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => like_javascript(other).to_string(),
    }
}

/// `encodeURIComponent`.
pub fn encode_component(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.!~*'()".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}

fn form(fields: &serde_json::Map<String, Value>) -> String {
    fields
        .iter()
        .map(|(name, value)| {
            format!(
                "{}={}",
                encode_component(name),
                encode_component(&text_of(value))
            )
        })
        .collect::<Vec<_>>()
        .join("&")
}

/// Adds `data` of a `GET` to the URL.
pub fn append_query(url: &str, args: &Args) -> String {
    let query = match args.get("data") {
        Some(Value::Object(fields)) if !fields.contains_key("$buffer") => form(fields),
        Some(Value::String(text)) => text.clone(),
        _ => String::new(),
    };
    if query.is_empty() {
        return url.to_owned();
    }
    let (before, fragment) = match url.split_once('#') {
        Some((before, fragment)) => (before, format!("#{fragment}")),
        None => (url, String::new()),
    };
    let joint = match before.rfind('?') {
        None => "?",
        Some(at) if at + 1 == before.len() || before.ends_with('&') => "",
        Some(_) => "&",
    };
    format!("{before}{joint}{query}{fragment}")
}

/// The body of the other methods.
pub fn encode(args: &Args, content_type: &str) -> Option<Vec<u8>> {
    let value = args.get("data")?;
    if args.buffer_of(value).is_some() {
        return match args.data("data") {
            Data::Bytes(bytes) => Some(bytes),
            Data::Text(text) => Some(text.into_bytes()),
        };
    }
    Some(match value {
        Value::String(text) => text.clone().into_bytes(),
        Value::Object(fields) if content_type.contains("application/x-www-form-urlencoded") => {
            form(fields).into_bytes()
        }
        other => text_of(other).into_bytes(),
    })
}

/// The file extension a URL path or content type suggests.
pub fn extension(url: &Url, content_type: Option<&str>) -> String {
    let from_path = url
        .path_segments()
        .and_then(|mut parts| parts.next_back())
        .and_then(|name| name.rsplit_once('.'))
        .map(|(_, extension)| extension)
        .filter(|extension| {
            (1..=5).contains(&extension.len())
                && extension.chars().all(|c| c.is_ascii_alphanumeric())
        });
    if let Some(extension) = from_path {
        return extension.to_ascii_lowercase();
    }
    let essence = content_type
        .and_then(|kind| kind.split(';').next())
        .unwrap_or("")
        .trim();
    match essence {
        "image/jpeg" => "jpg".to_owned(),
        "text/plain" => "txt".to_owned(),
        other => mime_guess::get_mime_extensions_str(other)
            .and_then(|list| list.first())
            .map(|extension| (*extension).to_owned())
            .unwrap_or_else(|| "unknown".to_owned()),
    }
}

/// Text of a response: UTF-8, without a byte order mark.
pub fn response_text(bytes: &[u8]) -> String {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    String::from_utf8_lossy(bytes).into_owned()
}

/// `data` of a response: one attempt at JSON, else the text.
pub fn response_data(bytes: &[u8], json: bool) -> Result<Value, ApiError> {
    let text = response_text(bytes);
    if json && let Ok(value) = serde_json::from_str(&text) {
        return Ok(value);
    }
    Ok(Value::String(text))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use serde_json::json;

    use super::*;

    fn args(data: Value) -> Args {
        Args::new(json!({ "data": data }).into())
    }

    #[test]
    fn get_data_joins_the_query() {
        let data = args(json!({"a": "x y", "b": 1.0, "c": {"d": [1, 2.5]}}));
        let query = "a=x%20y&b=1&c=%7B%22d%22%3A%5B1%2C2.5%5D%7D";
        for (url, expected) in [
            ("https://h/p", format!("https://h/p?{query}")),
            ("https://h/p?z=1#f", format!("https://h/p?z=1&{query}#f")),
            ("https://h/p?", format!("https://h/p?{query}")),
        ] {
            assert_eq!(append_query(url, &data), expected);
        }
        assert_eq!(append_query("https://h/p", &args(json!({}))), "https://h/p");
    }

    #[test]
    fn bodies_follow_the_content_type() {
        let object = args(json!({"a": 1.0, "b": "中"}));
        assert_eq!(
            encode(&object, "application/json").unwrap(),
            "{\"a\":1,\"b\":\"中\"}".as_bytes()
        );
        assert_eq!(
            encode(&object, "application/x-www-form-urlencoded; charset=utf-8").unwrap(),
            b"a=1&b=%E4%B8%AD"
        );
        assert_eq!(
            encode(&args(json!("raw")), "application/json").unwrap(),
            b"raw"
        );
        let mut binary = args(json!({"$buffer": 0}));
        binary.buffers = vec![vec![1, 2]];
        assert_eq!(encode(&binary, "application/json").unwrap(), [1, 2]);
        assert!(encode(&Args::default(), "application/json").is_none());
    }

    #[test]
    fn responses_lose_one_byte_order_mark_and_parse_once() {
        assert_eq!(
            response_data(b"\xef\xbb\xbf{\"a\":1}", true).unwrap(),
            json!({"a": 1})
        );
        assert_eq!(response_data(b"{oops", true).unwrap(), json!("{oops"));
        assert_eq!(response_data(b"{}", false).unwrap(), json!("{}"));
    }
}
