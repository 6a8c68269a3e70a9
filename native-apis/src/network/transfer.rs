//! `wx.uploadFile` and `wx.downloadFile`.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use bytes::Bytes;
use futures_util::stream;
use reqwest::header::{CONTENT_LENGTH, CONTENT_TYPE};
use reqwest::{Body, Method};
use serde_json::{Value, json};

use super::body::{extension, response_text, text_of};
use super::client::{Exchange, allow, require_online, run_task, send};
use super::headers::request_headers;
use super::request::{head_of, read_body, timeout};
use crate::context::Context;
use crate::error::{ApiError, errno};
use crate::policy::Channel;
use crate::value::{ApiValue, Args};

/// One download, in bytes: 200 MB.
const DOWNLOAD_LIMIT: u64 = 200 * 1024 * 1024;
/// Bytes handed to the connection at once; progress is reported between.
const UPLOAD_CHUNK: usize = 64 * 1024;

fn percent(done: u64, total: u64) -> u64 {
    (done.saturating_mul(100))
        .checked_div(total)
        .unwrap_or(100)
        .min(100)
}

/// Quotes a name for `Content-Disposition` as browsers do.
fn quoted(name: &str) -> String {
    name.replace('"', "%22")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

pub async fn upload(cx: Arc<Context>, args: Args) -> Result<ApiValue, ApiError> {
    let id = args.task()?;
    let url = allow(&cx, Channel::UploadFile, args.str("url").trim())?;
    let mut headers = request_headers(&cx, args.get("header"))?;
    let path = cx.disk.sandbox().resolve(args.str("filePath"))?;
    let name = path.text().rsplit('/').next().unwrap_or("file").to_owned();
    let reading = Arc::clone(&cx);
    let content = tokio::task::spawn_blocking(move || reading.disk.read(&path))
        .await
        .map_err(ApiError::internal)?
        .map_err(|error| match error.errno {
            Some(errno::NO_SUCH_FILE) => ApiError::text("file not found"),
            _ => error,
        })?;

    let boundary = format!(
        "----WechatMiniProgramBoundary{id:x}{:x}",
        super::request::millis_now()
    );
    let mut head = String::new();
    for (field, value) in args
        .get("formData")
        .and_then(Value::as_object)
        .into_iter()
        .flatten()
    {
        head.push_str(&format!(
            "--{boundary}\r\nContent-Disposition: form-data; name=\"{}\"\r\n\r\n{}\r\n",
            quoted(field),
            text_of(value)
        ));
    }
    let mime = mime_guess::from_path(&name).first_or_octet_stream();
    head.push_str(&format!(
        "--{boundary}\r\nContent-Disposition: form-data; name=\"{}\"; filename=\"{}\"\r\nContent-Type: {mime}\r\n\r\n",
        quoted(args.str("name")),
        quoted(&name)
    ));
    let mut body = head.into_bytes();
    body.extend_from_slice(&content);
    body.extend_from_slice(format!("\r\n--{boundary}--\r\n").as_bytes());
    let body = Bytes::from(body);
    let total = body.len() as u64;
    headers.insert(
        CONTENT_TYPE,
        format!("multipart/form-data; boundary={boundary}")
            .parse()
            .map_err(ApiError::internal)?,
    );
    headers.insert(CONTENT_LENGTH, total.into());

    let exchange = Exchange {
        method: Method::POST,
        url,
        headers,
        follow: true,
        http1: false,
    };
    let emitter = Arc::clone(&cx);
    let make_body = move || {
        let cx = Arc::clone(&emitter);
        let whole = body.clone();
        let reported = AtomicU64::new(u64::MAX);
        let chunks = (0..whole.len()).step_by(UPLOAD_CHUNK).map(move |start| {
            let end = (start + UPLOAD_CHUNK).min(whole.len());
            let progress = percent(end as u64, total);
            if reported.swap(progress, Ordering::Relaxed) != progress {
                cx.emit_task(
                    id,
                    "progressUpdate",
                    json!({
                        "progress": progress,
                        "totalBytesSent": end,
                        "totalBytesExpectedToSend": total,
                    }),
                );
            }
            Ok::<_, std::io::Error>(whole.slice(start..end))
        });
        Ok(Some(Body::wrap_stream(stream::iter(chunks))))
    };
    let work = async {
        let _turn = cx
            .network
            .uploads
            .acquire()
            .await
            .map_err(|_| ApiError::interrupted())?;
        require_online(&cx)?;
        let response = send(&cx, exchange, make_body).await?;
        let mut result = head_of(&response);
        cx.emit_task(id, "headersReceived", result.clone());
        let mut bytes = Vec::new();
        read_body(response, |chunk| {
            bytes.extend_from_slice(chunk);
            Ok(())
        })
        .await?;
        result["data"] = json!(response_text(&bytes));
        Ok(result.into())
    };
    let limit = timeout(&args, cx.app.network_timeout.upload_file);
    run_task(&cx, id, limit, work).await
}

pub async fn download(cx: Arc<Context>, args: Args) -> Result<ApiValue, ApiError> {
    let id = args.task()?;
    let url = allow(&cx, Channel::DownloadFile, args.str("url").trim())?;
    let target = args
        .opt_str("filePath")
        .filter(|path| !path.is_empty())
        .map(|path| cx.disk.sandbox().writable(path))
        .transpose()?;
    let exchange = Exchange {
        method: Method::GET,
        url: url.clone(),
        headers: request_headers(&cx, args.get("header"))?,
        follow: true,
        http1: false,
    };
    let work = async {
        let _turn = cx
            .network
            .downloads
            .acquire()
            .await
            .map_err(|_| ApiError::interrupted())?;
        require_online(&cx)?;
        let response = send(&cx, exchange, || Ok(None)).await?;
        let mut result = head_of(&response);
        cx.emit_task(id, "headersReceived", result.clone());
        let expected = response.content_length();
        if expected.is_some_and(|length| length > DOWNLOAD_LIMIT) {
            return Err(too_big());
        }
        let kind = response
            .headers()
            .get(CONTENT_TYPE)
            .and_then(|value| value.to_str().ok())
            .map(str::to_owned);
        let mut file = cx.disk.begin()?;
        let mut written = 0u64;
        let mut reported = u64::MAX;
        read_body(response, |chunk| {
            written += chunk.len() as u64;
            if written > DOWNLOAD_LIMIT {
                return Err(too_big());
            }
            file.write(chunk)?;
            let progress = percent(written, expected.unwrap_or(written));
            if progress != reported {
                reported = progress;
                cx.emit_task(
                    id,
                    "progressUpdate",
                    json!({
                        "progress": progress,
                        "totalBytesWritten": written,
                        "totalBytesExpectedToWrite": expected.unwrap_or(written),
                    }),
                );
            }
            Ok(())
        })
        .await?;
        match &target {
            Some(path) => {
                cx.disk.finish(file, path)?;
                result["filePath"] = json!(path.text());
            }
            None => {
                let path = cx
                    .disk
                    .sandbox()
                    .fresh_temp(&extension(url.url(), kind.as_deref()));
                cx.disk.finish(file, &path)?;
                result["tempFilePath"] = json!(path.text());
            }
        }
        result["dataLength"] = json!(written);
        Ok(result.into())
    };
    let limit = timeout(&args, cx.app.network_timeout.download_file);
    run_task(&cx, id, limit, work).await
}

fn too_big() -> ApiError {
    ApiError::new("exceed max file size", errno::DOWNLOAD_TOO_BIG)
}
