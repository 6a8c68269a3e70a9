use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::{
    net::TcpStream,
    sync::{
        broadcast::{self, error::RecvError},
        mpsc,
    },
    time::Instant,
};
use tokio_tungstenite::tungstenite::{
    Message,
    handshake::server::{ErrorResponse, Request, Response},
    http::StatusCode,
    protocol::WebSocketConfig,
};

use super::{AutomationHost, methods, origin};

/// minium registers its wait for an answer after it has sent the request; an answer that comes
/// sooner than this can be lost, and the client then waits for its full time-out of 60 s.
const REPLY_FLOOR: Duration = Duration::from_millis(5);
/// Frames carry screenshots and page dumps of several megabytes.
const MAX_FRAME: usize = 256 << 20;

/// Serves one client until it leaves.
pub async fn serve(
    stream: TcpStream,
    host: Arc<dyn AutomationHost>,
    mut events: broadcast::Receiver<Arc<Value>>,
) {
    let config = WebSocketConfig::default()
        .max_message_size(Some(MAX_FRAME))
        .max_frame_size(Some(MAX_FRAME));
    let socket =
        match tokio_tungstenite::accept_hdr_async_with_config(stream, check, Some(config)).await {
            Ok(socket) => socket,
            Err(error) => return log::info!("automation: refused a client: {error}"),
        };
    let (mut write, mut read) = socket.split();
    let (out, mut outgoing) = mpsc::unbounded_channel::<Out>();
    let logs = Arc::new(AtomicBool::new(false));
    let wants_logs = logs.clone();
    let writer = tokio::spawn(async move {
        loop {
            let text = tokio::select! {
                biased;
                out = outgoing.recv() => match out {
                    Some(Out::Frame(frame)) => frame.to_string(),
                    Some(Out::End) | None => break,
                },
                event = events.recv() => match event {
                    Ok(event) if event["method"] == "App.logAdded" && !wants_logs.load(Ordering::Relaxed) => continue,
                    Ok(event) => event.to_string(),
                    Err(RecvError::Lagged(missed)) => {
                        log::warn!("automation: a slow client missed {missed} events");
                        continue;
                    }
                    Err(RecvError::Closed) => break,
                },
            };
            if write.send(Message::text(text)).await.is_err() {
                return;
            }
        }
        // The client is told that this is the end; it may be gone.
        let _ = write.close().await;
    });
    while let Some(Ok(message)) = read.next().await {
        match message {
            Message::Text(text) => {
                tokio::spawn(answer(
                    text.to_string(),
                    host.clone(),
                    out.clone(),
                    logs.clone(),
                ));
            }
            Message::Binary(_) => {
                let _ = out.send(Out::Frame(failure(&Value::Null, "frames must be text")));
            }
            Message::Close(_) => break,
            _ => {}
        }
    }
    drop(out);
    // Waits for answers that are on their way.
    let _ = writer.await;
}

enum Out {
    Frame(Value),
    /// Everything before has been written: drop the connection.
    End,
}

#[allow(clippy::result_large_err)] // the signature is tungstenite's
fn check(request: &Request, response: Response) -> Result<Response, ErrorResponse> {
    let sender = request
        .headers()
        .get("origin")
        .map(|it| it.to_str().unwrap_or("?"));
    if origin::allowed(sender) {
        return Ok(response);
    }
    let mut refusal = ErrorResponse::new(Some("the automation port is for local clients\n".into()));
    *refusal.status_mut() = StatusCode::FORBIDDEN;
    Err(refusal)
}

async fn answer(
    text: String,
    host: Arc<dyn AutomationHost>,
    out: mpsc::UnboundedSender<Out>,
    logs: Arc<AtomicBool>,
) {
    let received = Instant::now();
    let request = match parse(&text) {
        Ok(request) => request,
        Err(frame) => {
            // The client may have left.
            let _ = out.send(Out::Frame(frame));
            return;
        }
    };
    if request.method == "App.enableLog" {
        logs.store(true, Ordering::Relaxed);
    }
    let Call { id, method, params } = request;
    let ends = method == "Tool.close";
    let call = {
        let host = host.clone();
        // Answers come from the logic thread and the main thread, and may take a while.
        tokio::task::spawn_blocking(move || methods::call(&*host, &method, params))
    };
    let frame = match call.await {
        Ok(Ok(result)) => json!({ "id": id, "result": result }),
        Ok(Err(message)) => failure(&id, &message),
        Err(error) => failure(&id, &format!("the host failed: {error}")),
    };
    tokio::time::sleep_until(received + REPLY_FLOOR).await;
    let _ = out.send(Out::Frame(frame));
    if ends {
        let _ = out.send(Out::End);
        // Lets the frame reach the socket.
        tokio::time::sleep(Duration::from_millis(50)).await;
        host.exit();
    }
}

struct Call {
    id: Value,
    method: String,
    params: Value,
}

/// Reads a frame, or makes the error frame that answers it.
fn parse(text: &str) -> Result<Call, Value> {
    let frame: Value = serde_json::from_str(text)
        .map_err(|error| failure(&Value::Null, &format!("the frame is not JSON: {error}")))?;
    let id = frame.get("id").cloned().unwrap_or(Value::Null);
    let Some(method) = frame.get("method").and_then(Value::as_str) else {
        return Err(failure(&id, "the frame has no method"));
    };
    let params = match frame.get("params") {
        None | Some(Value::Null) => json!({}),
        Some(params @ Value::Object(_)) => params.clone(),
        Some(_) => return Err(failure(&id, "params must be an object")),
    };
    Ok(Call {
        id,
        method: method.to_owned(),
        params,
    })
}

fn failure(id: &Value, message: &str) -> Value {
    json!({ "id": id, "error": { "message": message } })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn malformed_frames_are_answered_with_an_error() {
        for (text, message) in [
            ("{", "not JSON"),
            ("[]", "no method"),
            (r#"{"id":1}"#, "no method"),
            (
                r#"{"id":1,"method":"App.exit","params":[1]}"#,
                "must be an object",
            ),
        ] {
            let frame = parse(text).err().unwrap();
            assert!(
                frame["error"]["message"]
                    .as_str()
                    .unwrap()
                    .contains(message),
                "{frame}"
            );
        }
        assert_eq!(parse(r#"{"id":7,"method":3}"#).err().unwrap()["id"], 7);
    }

    #[test]
    fn absent_params_are_an_empty_object() {
        let request = parse(r#"{"id":"a","method":"Tool.getInfo"}"#).ok().unwrap();
        assert_eq!(
            (request.id, request.method.as_str(), request.params),
            (json!("a"), "Tool.getInfo", json!({}))
        );
    }
}
