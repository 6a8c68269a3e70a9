//! WebSocket clients of the spec engine.

use std::{collections::HashMap, sync::mpsc::Sender};

use futures_util::{SinkExt, StreamExt};
use tokio::{runtime::Runtime, sync::mpsc};
use tokio_tungstenite::tungstenite::{Message as Frame, protocol::WebSocketConfig};

use super::engine::Message;

/// Frames carry screenshots and page dumps of several megabytes.
const MAX_FRAME: usize = 256 << 20;

/// The open connections of one engine.
pub struct Sockets {
    runtime: Runtime,
    events: Sender<Message>,
    open: HashMap<u32, mpsc::UnboundedSender<String>>,
}

impl Sockets {
    /// # Errors
    /// No thread can be started.
    pub fn new(events: Sender<Message>) -> std::io::Result<Self> {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()?;
        Ok(Self {
            runtime,
            events,
            open: HashMap::new(),
        })
    }

    /// Connects; events come as [`Message::Socket`].
    pub fn open(&mut self, id: u32, url: String) {
        let (out, outgoing) = mpsc::unbounded_channel();
        self.open.insert(id, out);
        let events = self.events.clone();
        self.runtime.spawn(async move {
            let text = match serve(id, &url, outgoing, &events).await {
                Ok(()) => String::new(),
                Err(error) => error.to_string(),
            };
            tell(&events, id, "close", text);
        });
    }

    /// Sends a text; nothing happens when the connection is gone.
    pub fn send(&self, id: u32, text: String) {
        if let Some(out) = self.open.get(&id) {
            let _ = out.send(text);
        }
    }

    /// Closes a connection once everything before is sent.
    pub fn close(&mut self, id: u32) {
        self.open.remove(&id);
    }
}

async fn serve(
    id: u32,
    url: &str,
    mut outgoing: mpsc::UnboundedReceiver<String>,
    events: &Sender<Message>,
) -> Result<(), tokio_tungstenite::tungstenite::Error> {
    let config = WebSocketConfig::default()
        .max_message_size(Some(MAX_FRAME))
        .max_frame_size(Some(MAX_FRAME));
    let (socket, _) = tokio_tungstenite::connect_async_with_config(url, Some(config), true).await?;
    tell(events, id, "open", String::new());
    let (mut write, mut read) = socket.split();
    loop {
        tokio::select! {
            text = outgoing.recv() => match text {
                Some(text) => write.send(Frame::text(text)).await?,
                None => return write.close().await,
            },
            frame = read.next() => match frame {
                Some(Ok(Frame::Text(text))) => tell(events, id, "message", text.to_string()),
                Some(Ok(Frame::Close(_))) | None => return Ok(()),
                Some(Ok(_)) => {}
                Some(Err(error)) => return Err(error),
            },
        }
    }
}

fn tell(events: &Sender<Message>, id: u32, event: &'static str, text: String) {
    // The engine has ended.
    let _ = events.send(Message::Socket { id, event, text });
}
