use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use serde_json::json;
use tokio_tungstenite::tungstenite::Message;

/// A host that runs at all answers at once; stopping its logic takes a moment.
const PATIENCE: Duration = Duration::from_secs(10);

/// Tells the host behind a port of this machine to end, and waits until it does.
///
/// # Errors
/// Nobody listens there, or what listens is no host.
pub fn ask_to_close(port: u16, token: Option<&str>) -> Result<(), String> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| error.to_string())?;
    let mut url = format!("ws://127.0.0.1:{port}/");
    if let Some(token) = token {
        url.push_str("?token=");
        url.extend(url::form_urlencoded::byte_serialize(token.as_bytes()));
    }
    let talk = async {
        let (mut socket, _) = tokio_tungstenite::connect_async(url)
            .await
            .map_err(|error| error.to_string())?;
        let frame = json!({"id": "close", "method": "Tool.close", "params": {}});
        socket
            .send(Message::text(frame.to_string()))
            .await
            .map_err(|error| error.to_string())?;
        while let Some(Ok(_)) = socket.next().await {}
        Ok(())
    };
    runtime.block_on(async {
        let waited = tokio::time::timeout(PATIENCE, talk).await;
        waited.map_err(|_| "no answer".to_owned())?
    })
}
