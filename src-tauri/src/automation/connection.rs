use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use futures_util::{SinkExt, StreamExt, stream::SplitSink};
use serde_json::{Value, json};
use tokio::{
    net::TcpStream,
    sync::{
        Semaphore,
        broadcast::{self, error::RecvError},
        mpsc,
    },
    time::Instant,
};
use tokio_tungstenite::{
    WebSocketStream,
    tungstenite::{
        Error, Message,
        handshake::server::{ErrorResponse, Request, Response},
        http::StatusCode,
        protocol::WebSocketConfig,
    },
};

use super::{methods, server::Shared};

/// minium registers its wait for an answer after it has sent the request; an answer that comes
/// sooner than this can be lost, and the client then waits for its full time-out of 60 s.
const REPLY_FLOOR: Duration = Duration::from_millis(5);
/// Of what clients send. Mocked pictures make the largest frames, some megabytes.
const MAX_FRAME: usize = 64 << 20;
/// A client that has not shaken hands by then never will.
const HANDSHAKE: Duration = Duration::from_secs(10);
/// Requests of one client that wait for their answers. Scripts have a handful under way.
const MAX_WAITING: usize = 512;
/// Clients hear of `Tool.onRemoteDebugConnected` this long after the answer that makes them listen.
const CONNECTED_AFTER: Duration = Duration::from_millis(200);

/// Serves one client until it leaves.
pub async fn serve(stream: TcpStream, shared: Arc<Shared>) {
    let config = WebSocketConfig::default()
        .max_message_size(Some(MAX_FRAME))
        .max_frame_size(Some(MAX_FRAME));
    let access = shared.access.clone();
    #[allow(clippy::result_large_err)] // the signature is tungstenite's
    let check = move |request: &Request, response: Response| {
        if access.allows(request) {
            Ok(response)
        } else {
            Err(refusal())
        }
    };
    let handshake = tokio_tungstenite::accept_hdr_async_with_config(stream, check, Some(config));
    let socket = match tokio::time::timeout(HANDSHAKE, handshake).await {
        Ok(Ok(socket)) => socket,
        Ok(Err(error)) => return log::info!("automation: refused a client: {error}"),
        Err(_) => return log::info!("automation: a client did not shake hands in time"),
    };
    let (write, mut read) = socket.split();
    let (out, outgoing) = mpsc::unbounded_channel();
    let client = Client {
        shared: shared.clone(),
        out: out.clone(),
        logs: Arc::default(),
        waiting: Arc::new(Semaphore::new(MAX_WAITING)),
    };
    let events = shared.events.subscribe();
    let writer = tokio::spawn(write_all(write, outgoing, events, client.logs.clone()));
    loop {
        match read.next().await {
            Some(Ok(Message::Text(text))) => client.received(&text),
            Some(Ok(Message::Binary(_))) => {
                client.send(failure(&Value::Null, "frames must be text"));
            }
            Some(Ok(Message::Close(_))) | None => break,
            Some(Ok(_)) => {}
            Some(Err(error)) => {
                // What comes after a broken frame cannot be read.
                client.send(failure(&Value::Null, &unreadable(&error)));
                let _ = out.send(Out::End);
                break;
            }
        }
    }
    drop(client);
    drop(out);
    // Waits for answers that are on their way.
    let _ = writer.await;
}

fn refusal() -> ErrorResponse {
    let text = "the automation port is for clients of this machine, or with its token\n";
    let mut refusal = ErrorResponse::new(Some(text.into()));
    *refusal.status_mut() = StatusCode::FORBIDDEN;
    refusal
}

fn unreadable(error: &Error) -> String {
    match error {
        Error::Capacity(_) => format!("the frame is larger than {} MiB", MAX_FRAME >> 20),
        other => format!("the frame cannot be read: {other}"),
    }
}

enum Out {
    Frame(Value),
    /// Everything before has been written: drop the connection.
    End,
}

async fn write_all(
    mut write: SplitSink<WebSocketStream<TcpStream>, Message>,
    mut outgoing: mpsc::UnboundedReceiver<Out>,
    mut events: broadcast::Receiver<Arc<Value>>,
    wants_logs: Arc<AtomicBool>,
) {
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
}

#[derive(Clone)]
struct Client {
    shared: Arc<Shared>,
    out: mpsc::UnboundedSender<Out>,
    logs: Arc<AtomicBool>,
    waiting: Arc<Semaphore>,
}

impl Client {
    fn send(&self, frame: Value) {
        // The client may have left.
        let _ = self.out.send(Out::Frame(frame));
    }

    fn received(&self, text: &str) {
        let call = match parse(text) {
            Ok(call) => call,
            Err(frame) => return self.send(frame),
        };
        let Ok(place) = self.waiting.clone().try_acquire_owned() else {
            let text = format!("{MAX_WAITING} requests wait for their answers already");
            return self.send(failure(&call.id, &text));
        };
        let client = self.clone();
        tokio::spawn(async move {
            client.answer(call).await;
            drop(place);
        });
    }

    async fn answer(self, Call { id, method, params }: Call) {
        let received = Instant::now();
        if method == "App.enableLog" {
            self.logs.store(true, Ordering::Relaxed);
        }
        let frame = match methods::call(&self.shared, &method, params).await {
            Ok(result) => json!({ "id": id, "result": result }),
            Err(message) => failure(&id, &message),
        };
        tokio::time::sleep_until(received + REPLY_FLOOR).await;
        self.send(frame);
        match method.as_str() {
            "Tool.close" => {
                let _ = self.out.send(Out::End);
                // Lets the frame reach the socket.
                tokio::time::sleep(Duration::from_millis(50)).await;
                self.shared.host.exit();
            }
            "Tool.enableRemoteDebug" => {
                tokio::time::sleep(CONNECTED_AFTER).await;
                let connected = json!({"method": "Tool.onRemoteDebugConnected", "params": {}});
                self.send(connected);
            }
            _ => {}
        }
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
    let id = match frame.get("id") {
        Some(id @ (Value::String(_) | Value::Number(_))) => id.clone(),
        None | Some(Value::Null) => Value::Null,
        Some(_) => return Err(failure(&Value::Null, "id must be a string or a number")),
    };
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
        let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
        for (text, message) in [
            ("{", "not JSON"),
            ("", "not JSON"),
            (&deep, "recursion limit"),
            (r#"{"id":1e999,"method":"App.exit"}"#, "out of range"),
            ("[]", "no method"),
            ("null", "no method"),
            (r#"{"id":1}"#, "no method"),
            (r#"{"id":{"a":1},"method":"App.exit"}"#, "id must be"),
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
