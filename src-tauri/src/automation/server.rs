use std::{
    io,
    net::{Ipv4Addr, Ipv6Addr, SocketAddr},
    sync::Arc,
};

use serde_json::Value;
use tokio::{
    net::TcpListener,
    runtime::Runtime,
    sync::broadcast::{self, Sender},
};

use super::{AutomationHost, connection};

/// Events a slow client may fall behind; console output can come in bursts.
const EVENT_BACKLOG: usize = 4096;

/// The listening port. Dropping it ends all connections.
pub struct Server {
    port: u16,
    events: Sender<Arc<Value>>,
    runtime: Option<Runtime>,
}

impl Server {
    /// Listens on loopback; 0 picks a free port.
    ///
    /// # Errors
    /// The port is in use, or the threads cannot be started.
    pub fn start(port: u16, host: Arc<dyn AutomationHost>) -> Result<Self, String> {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .thread_name("automation")
            .enable_all()
            .build()
            .map_err(|error| format!("cannot start the automation port: {error}"))?;
        let listener = runtime
            .block_on(TcpListener::bind((Ipv4Addr::LOCALHOST, port)))
            .map_err(|error| match error.kind() {
                io::ErrorKind::AddrInUse => {
                    format!("Port {port} is in use; choose another one with --auto-port")
                }
                _ => format!("cannot listen on port {port}: {error}"),
            })?;
        let port = listener
            .local_addr()
            .map_err(|error| error.to_string())?
            .port();
        let (events, _) = broadcast::channel(EVENT_BACKLOG);
        runtime.spawn(accept(listener, host.clone(), events.clone()));
        // Some clients try ::1 first for "localhost"; they fall back where it is missing.
        let address = SocketAddr::from((Ipv6Addr::LOCALHOST, port));
        if let Ok(listener) = runtime.block_on(TcpListener::bind(address)) {
            runtime.spawn(accept(listener, host, events.clone()));
        }
        Ok(Self {
            port,
            events,
            runtime: Some(runtime),
        })
    }

    /// The port it listens on.
    pub const fn port(&self) -> u16 {
        self.port
    }

    /// Sends an event to every client.
    pub fn emit(&self, event: Value) {
        // Nobody is connected; that is no error.
        let _ = self.events.send(Arc::new(event));
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Dropping a runtime waits for blocking calls, and one may wait for the logic.
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

async fn accept(listener: TcpListener, host: Arc<dyn AutomationHost>, events: Sender<Arc<Value>>) {
    loop {
        match listener.accept().await {
            Ok((stream, _)) => {
                tokio::spawn(connection::serve(stream, host.clone(), events.subscribe()));
            }
            Err(error) => {
                log::warn!("automation port: {error}");
                tokio::time::sleep(std::time::Duration::from_millis(100)).await;
            }
        }
    }
}
