//! Request headers by WeChat's rules, and response headers as scripts see them.

use reqwest::header::{
    CONTENT_LENGTH, CONTENT_TYPE, HOST, HeaderMap, HeaderName, HeaderValue, REFERER, SET_COOKIE,
    USER_AGENT,
};
use serde_json::{Map, Value, json};

use super::body::text_of;
use crate::context::Context;
use crate::error::{ApiError, errno};

/// The headers of a call: the script's own, without those it may not set, and WeChat's.
pub fn request_headers(cx: &Context, header: Option<&Value>) -> Result<HeaderMap, ApiError> {
    let mut headers = HeaderMap::new();
    for (name, value) in header.and_then(Value::as_object).into_iter().flatten() {
        if value.is_null() {
            continue;
        }
        let bad = || {
            ApiError::new(
                format!("invalid header \"{name}\""),
                errno::INVALID_REQUEST_DATA,
            )
        };
        let name = HeaderName::from_bytes(name.trim().as_bytes()).map_err(|_| bad())?;
        if name == REFERER || name == HOST || name == CONTENT_LENGTH {
            continue;
        }
        let value = HeaderValue::from_bytes(text_of(value).as_bytes()).map_err(|_| bad())?;
        headers.insert(name, value);
    }
    let referer = format!(
        "https://servicewechat.com/{}/{}/page-frame.html",
        cx.app_id, cx.app.referer_version
    );
    if let Ok(value) = HeaderValue::from_str(&referer) {
        headers.insert(REFERER, value);
    }
    if !headers.contains_key(USER_AGENT)
        && let Ok(value) = HeaderValue::from_str(&cx.device.system.info().user_agent)
    {
        headers.insert(USER_AGENT, value);
    }
    Ok(headers)
}

/// The content type a body is encoded for; `application/json` where the script names none.
pub fn content_type(headers: &mut HeaderMap) -> String {
    headers
        .entry(CONTENT_TYPE)
        .or_insert(HeaderValue::from_static("application/json"))
        .to_str()
        .unwrap_or("")
        .to_ascii_lowercase()
}

fn title_case(name: &str) -> String {
    name.split('-')
        .map(|part| {
            let mut chars = part.chars();
            match chars.next() {
                Some(first) => first.to_ascii_uppercase().to_string() + chars.as_str(),
                None => String::new(),
            }
        })
        .collect::<Vec<_>>()
        .join("-")
}

/// `{header, cookies}`. Names are in lower case over HTTP/2, else in the usual title case;
/// repeated headers are joined with commas, and `cookies` has each `Set-Cookie` for itself.
pub fn response_headers(headers: &HeaderMap, version: reqwest::Version) -> (Value, Value) {
    let lower = version >= reqwest::Version::HTTP_2;
    let mut object = Map::new();
    for name in headers.keys() {
        let values: Vec<String> = headers
            .get_all(name)
            .iter()
            .map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned())
            .collect();
        let name = if lower {
            name.as_str().to_owned()
        } else {
            title_case(name.as_str())
        };
        object.insert(name, json!(values.join(",")));
    }
    let cookies: Vec<String> = headers
        .get_all(SET_COOKIE)
        .iter()
        .map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned())
        .collect();
    (Value::Object(object), json!(cookies))
}
