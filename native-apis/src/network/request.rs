//! `wx.request`.

use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use futures_util::StreamExt;
use reqwest::{Method, Response};
use serde_json::{Value, json};

use super::client::{Exchange, allow, failure, require_online, run_task, send};
use super::headers::{content_type, request_headers, response_headers};
use super::{body, client};
use crate::context::Context;
use crate::error::{ApiError, errno};
use crate::policy::{AllowedUrl, Channel};
use crate::value::{ApiValue, Args};

/// A response body is held in memory; WeChat's own limit for results is far below this.
const BODY_LIMIT: usize = 200 * 1024 * 1024;

const METHODS: [&str; 9] = [
    "OPTIONS", "GET", "HEAD", "POST", "PUT", "DELETE", "TRACE", "CONNECT", "PATCH",
];

pub(super) fn millis_now() -> u64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |since| since.as_millis() as u64)
}

/// Milliseconds: the call's own `timeout`, else the app's.
pub(super) fn timeout(args: &Args, app: u64) -> u64 {
    args.count("timeout")
        .filter(|millis| *millis > 0)
        .unwrap_or(app)
}

/// `{header, statusCode, cookies}` of a response.
pub(super) fn head_of(response: &Response) -> Value {
    let (header, cookies) = response_headers(response.headers(), response.version());
    json!({
        "header": header,
        "statusCode": response.status().as_u16(),
        "cookies": cookies,
    })
}

/// Reads a body, giving each chunk to `each`.
pub(super) async fn read_body(
    response: Response,
    mut each: impl FnMut(&[u8]) -> Result<(), ApiError>,
) -> Result<(), ApiError> {
    let mut total = 0usize;
    let mut chunks = response.bytes_stream();
    while let Some(chunk) = chunks.next().await {
        let chunk = chunk.map_err(|error| failure(&error))?;
        total += chunk.len();
        if total > BODY_LIMIT {
            return Err(ApiError::new(
                "exceed max file size",
                errno::DOWNLOAD_TOO_BIG,
            ));
        }
        each(&chunk)?;
    }
    Ok(())
}

pub async fn request(cx: Arc<Context>, args: Args) -> Result<ApiValue, ApiError> {
    let id = args.task()?;
    let method = args.opt_str("method").unwrap_or("GET").to_ascii_uppercase();
    if !METHODS.contains(&method.as_str()) {
        return Err(ApiError::new(
            format!("invalid method \"{method}\""),
            errno::INVALID_PARAMETER,
        ));
    }
    let queries = method == "GET" || method == "HEAD";
    let method = Method::from_bytes(method.as_bytes()).map_err(ApiError::internal)?;
    let text = args.str("url").trim();
    // The URL is checked as written: an explicit port matters.
    let url = if queries {
        allow(&cx, Channel::Request, &body::append_query(text, &args))?
    } else {
        allow(&cx, Channel::Request, text)?
    };
    let mut headers = request_headers(&cx, args.get("header"))?;
    let kind = content_type(&mut headers);
    let payload = if queries {
        None
    } else {
        body::encode(&args, &kind)
    };
    let sent = payload.as_ref().map_or(0, Vec::len);
    let payload = payload.map(bytes::Bytes::from);
    let chunked = args.flag("enableChunked");
    let exchange = Exchange {
        method,
        url,
        headers,
        follow: args.opt_str("redirect") != Some("manual"),
        http1: chunked,
    };

    let queue_start = millis_now();
    let work = async {
        let _turn = cx
            .network
            .requests
            .acquire()
            .await
            .map_err(|_| ApiError::interrupted())?;
        let queue_end = millis_now();
        require_online(&cx)?;
        let response = client::send(&cx, exchange, || Ok(payload.clone().map(Into::into))).await?;
        let response_start = millis_now();
        let protocol = format!("{:?}", response.version()).to_ascii_lowercase();
        let mut result = head_of(&response);
        cx.emit_task(id, "headersReceived", result.clone());

        let mut bytes = Vec::new();
        let mut received = 0;
        read_body(response, |chunk| {
            received += chunk.len();
            if chunked {
                cx.emit_task(
                    id,
                    "chunkReceived",
                    ApiValue::with_buffer("data", chunk.to_vec()),
                );
            } else {
                bytes.extend_from_slice(chunk);
            }
            Ok(())
        })
        .await?;

        result["profile"] = json!({
            "queueStart": queue_start,
            "queueEnd": queue_end,
            "fetchStart": queue_end,
            "requestStart": queue_end,
            "responseStart": response_start,
            "responseEnd": millis_now(),
            "protocol": protocol,
            "statusCode": result["statusCode"],
            "sendBytesCount": sent,
            "receivedBytedCount": received,
        });
        if args.opt_str("responseType") == Some("arraybuffer") {
            let mut answer = ApiValue::from(result);
            answer.json["data"] = json!({ "$buffer": 0 });
            answer.buffers.push(bytes);
            return Ok(answer);
        }
        // WeChat parses unless `dataType` names something else than JSON.
        let parse = args.opt_str("dataType").unwrap_or("json") == "json";
        result["data"] = body::response_data(&bytes, parse)?;
        Ok(result.into())
    };
    let limit = timeout(&args, cx.app.network_timeout.request);
    run_task(&cx, id, limit, work).await
}

/// The body of a `GET`, for pictures that other members take from the network.
pub async fn fetch(cx: &Context, url: AllowedUrl) -> Result<Vec<u8>, ApiError> {
    require_online(cx)?;
    let exchange = Exchange {
        method: Method::GET,
        url,
        headers: request_headers(cx, None)?,
        follow: true,
        http1: false,
    };
    let work = async {
        let response = send(cx, exchange, || Ok(None)).await?;
        if !response.status().is_success() {
            return Err(ApiError::text(format!(
                "download image fail, statusCode {}",
                response.status().as_u16()
            )));
        }
        let mut bytes = Vec::new();
        read_body(response, |chunk| {
            bytes.extend_from_slice(chunk);
            Ok(())
        })
        .await?;
        Ok(bytes)
    };
    let limit = std::time::Duration::from_millis(cx.app.network_timeout.download_file);
    tokio::time::timeout(limit, work)
        .await
        .unwrap_or_else(|_| Err(ApiError::new("timeout", errno::TIME_OUT)))
}

/// `RequestTask.abort`, `UploadTask.abort`, `DownloadTask.abort`.
pub fn abort(cx: &Context, args: Args) -> Result<ApiValue, ApiError> {
    cx.tasks.abort(args.task()?);
    Ok(ApiValue::undefined())
}
