//! `wx.connectSocket` and `SocketTask`. The older `wx.sendSocketMessage` and its family are the
//! facade's: they address one of these tasks.

use std::sync::Arc;
use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use serde_json::json;
use tokio::sync::{mpsc, oneshot};
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::http::{HeaderName, HeaderValue};
use tokio_tungstenite::tungstenite::protocol::CloseFrame;
use tokio_tungstenite::tungstenite::{Error, Message};
use tokio_tungstenite::{Connector, connect_async_tls_with_config};

use super::client::{allow, require_online};
use super::headers::request_headers;
use super::request::timeout;
use crate::context::{Context, lock};
use crate::error::{ApiError, errno};
use crate::policy::{AllowedUrl, Channel};
use crate::value::{ApiValue, Args, Data};

/// Sockets open or opening at once.
const LIMIT: usize = 5;
/// How long the peer may take to answer a close.
const CLOSE_WAIT: Duration = Duration::from_secs(3);
/// RFC 6455: the connection ended without a close frame.
const ABNORMAL: u16 = 1006;

type Ack = oneshot::Sender<Result<(), ApiError>>;

/// What a script asks of an open socket.
pub enum Command {
    Send(Message, Ack),
    Close(u16, String, Ack),
}

fn not_connected() -> ApiError {
    ApiError::text("WebSocket is not connected")
}

/// Succeeds as soon as the connection is under way; the rest is told by events.
pub async fn connect(cx: Arc<Context>, args: Args) -> Result<ApiValue, ApiError> {
    let id = args.task()?;
    let url = allow(&cx, Channel::Socket, args.str("url").trim())?;
    let mut request = url
        .url()
        .as_str()
        .into_client_request()
        .map_err(|_| ApiError::new("invalid URL", errno::INVALID_URL))?;
    for (name, value) in &request_headers(&cx, args.get("header"))? {
        // Both crates follow the same `http` crate, but not by type.
        if let (Ok(name), Ok(value)) = (
            HeaderName::from_bytes(name.as_str().as_bytes()),
            HeaderValue::from_bytes(value.as_bytes()),
        ) {
            request.headers_mut().insert(name, value);
        }
    }
    let protocols = args.strings("protocols");
    if !protocols.is_empty() {
        let list = HeaderValue::from_str(&protocols.join(", "))
            .map_err(|_| ApiError::new("invalid protocols", errno::INVALID_PARAMETER))?;
        request.headers_mut().insert("Sec-WebSocket-Protocol", list);
    }
    let (sender, commands) = mpsc::unbounded_channel();
    {
        let mut sockets = lock(&cx.network.sockets);
        if sockets.len() >= LIMIT {
            return Err(ApiError::new(
                "exceed max task count",
                errno::TOO_MANY_TASKS,
            ));
        }
        sockets.insert(id, sender);
    }
    let limit = Duration::from_millis(timeout(&args, cx.app.network_timeout.connect_socket));
    let no_delay = args.flag("tcpNoDelay");
    let socket = run(Arc::clone(&cx), id, url, request, limit, no_delay, commands);
    cx.tasks.spawn(&cx.runtime, socket);
    Ok(json!({ "socketTaskId": id }).into())
}

async fn run(
    cx: Arc<Context>,
    id: u64,
    url: AllowedUrl,
    request: tokio_tungstenite::tungstenite::handshake::client::Request,
    limit: Duration,
    no_delay: bool,
    commands: mpsc::UnboundedReceiver<Command>,
) {
    let (code, reason) = match open(&cx, id, &url, request, limit, no_delay, commands).await {
        Ok(ended) => ended,
        Err(message) => {
            let payload = json!({ "errMsg": message });
            cx.emit_task(id, "error", payload);
            (ABNORMAL, "abnormal closure".to_owned())
        }
    };
    lock(&cx.network.sockets).remove(&id);
    let payload = json!({ "code": code, "reason": reason });
    cx.emit_task(id, "close", payload);
}

/// Lives from the handshake to the close; returns how it closed, or the text for `onError`.
async fn open(
    cx: &Context,
    id: u64,
    url: &AllowedUrl,
    request: tokio_tungstenite::tungstenite::handshake::client::Request,
    limit: Duration,
    no_delay: bool,
    mut commands: mpsc::UnboundedReceiver<Command>,
) -> Result<(u16, String), String> {
    require_online(cx).map_err(|error| error.message)?;
    let connector = if url.url().scheme() == "wss" {
        Connector::Rustls(cx.network.tls().map_err(|error| error.message)?)
    } else {
        Connector::Plain
    };
    let connecting = connect_async_tls_with_config(request, None, no_delay, Some(connector));
    tokio::pin!(connecting);
    let timer = tokio::time::sleep(limit);
    tokio::pin!(timer);
    let (stream, response) = loop {
        tokio::select! {
            connected = &mut connecting => break connected.map_err(|error| describe(&error))?,
            () = &mut timer => return Err("timeout".to_owned()),
            command = commands.recv() => match command {
                Some(Command::Send(_, ack)) => {
                    let _ = ack.send(Err(not_connected()));
                }
                Some(Command::Close(code, reason, ack)) => {
                    let _ = ack.send(Ok(()));
                    return Ok((code, reason));
                }
                None => return Ok((ABNORMAL, "abnormal closure".to_owned())),
            },
        }
    };
    let mut header = serde_json::Map::new();
    for (name, value) in response.headers() {
        header.insert(
            name.as_str().to_owned(),
            json!(String::from_utf8_lossy(value.as_bytes())),
        );
    }
    cx.emit_task(id, "open", json!({ "header": header }));

    let (mut sink, mut messages) = stream.split();
    let closing = tokio::time::sleep(Duration::MAX / 4);
    tokio::pin!(closing);
    let mut asked: Option<(u16, String)> = None;
    loop {
        tokio::select! {
            message = messages.next() => match message {
                Some(Ok(Message::Text(text))) => {
                    cx.emit_task(id, "message", json!({ "data": text.as_str() }));
                }
                Some(Ok(Message::Binary(bytes))) => {
                    let payload = ApiValue::with_buffer("data", bytes.to_vec());
                    cx.emit_task(id, "message", payload);
                }
                Some(Ok(Message::Close(frame))) => {
                    // Sends the answering close frame, which the library has queued.
                    let _ = sink.flush().await;
                    let theirs = frame.map(|frame| (frame.code.into(), frame.reason.to_string()));
                    return Ok(asked.or(theirs).unwrap_or((1005, String::new())));
                }
                Some(Ok(_)) => {}
                Some(Err(_)) | None if asked.is_some() => return Ok(asked.unwrap_or_default()),
                Some(Err(Error::ConnectionClosed | Error::AlreadyClosed)) | None => {
                    return Ok((ABNORMAL, "abnormal closure".to_owned()));
                }
                Some(Err(error)) => return Err(describe(&error)),
            },
            command = commands.recv() => match command {
                Some(Command::Send(message, ack)) if asked.is_none() => {
                    let sent = sink.send(message).await;
                    let _ = ack.send(sent.map_err(|error| ApiError::text(describe(&error))));
                }
                Some(Command::Send(_, ack)) => {
                    let _ = ack.send(Err(not_connected()));
                }
                Some(Command::Close(code, reason, ack)) => {
                    if asked.is_none() {
                        let frame = CloseFrame { code: code.into(), reason: reason.clone().into() };
                        let _ = sink.send(Message::Close(Some(frame))).await;
                        asked = Some((code, reason));
                        closing.as_mut().reset(tokio::time::Instant::now() + CLOSE_WAIT);
                    }
                    let _ = ack.send(Ok(()));
                }
                None => return Ok((ABNORMAL, "abnormal closure".to_owned())),
            },
            () = &mut closing => return Ok(asked.unwrap_or((ABNORMAL, String::new()))),
        }
    }
}

fn describe(error: &Error) -> String {
    match error {
        Error::Http(response) => format!("Invalid HTTP status. {}", response.status().as_u16()),
        Error::Io(error) if error.kind() == std::io::ErrorKind::ConnectionRefused => {
            "Connection refused".to_owned()
        }
        other => other.to_string(),
    }
}

async fn command(
    cx: &Context,
    id: u64,
    make: impl FnOnce(Ack) -> Command,
) -> Result<ApiValue, ApiError> {
    let (ack, answer) = oneshot::channel();
    let sender = lock(&cx.network.sockets).get(&id).cloned();
    let sender = sender.ok_or_else(not_connected)?;
    sender.send(make(ack)).map_err(|_| not_connected())?;
    answer.await.map_err(|_| not_connected())??;
    Ok(ApiValue::ok())
}

async fn send_to(cx: &Context, id: u64, args: &Args) -> Result<ApiValue, ApiError> {
    let message = match args.data("data") {
        Data::Text(text) => Message::text(text),
        Data::Bytes(bytes) => Message::binary(bytes),
    };
    command(cx, id, |ack| Command::Send(message, ack)).await
}

async fn close_of(cx: &Context, id: u64, args: &Args) -> Result<ApiValue, ApiError> {
    let code = args.count("code").unwrap_or(1000);
    let code = u16::try_from(code)
        .ok()
        .filter(|code| *code == 1000 || (3000..5000).contains(code))
        .ok_or_else(|| {
            ApiError::new(
                "The code must be either 1000, or between 3000 and 4999",
                errno::INVALID_PARAMETER,
            )
        })?;
    let reason = args.str("reason").to_owned();
    if reason.len() > 123 {
        return Err(ApiError::new(
            "The reason must not be longer than 123 bytes",
            errno::INVALID_PARAMETER,
        ));
    }
    command(cx, id, |ack| Command::Close(code, reason, ack)).await
}

/// `SocketTask.send`.
pub async fn send(cx: Arc<Context>, args: Args) -> Result<ApiValue, ApiError> {
    send_to(&cx, args.task()?, &args).await
}

/// `SocketTask.close`.
pub async fn close(cx: Arc<Context>, args: Args) -> Result<ApiValue, ApiError> {
    close_of(&cx, args.task()?, &args).await
}

/// Listeners of tasks: their events are always sent.
pub fn listen(_: &Context, _: Args) -> Result<ApiValue, ApiError> {
    Ok(ApiValue::undefined())
}
