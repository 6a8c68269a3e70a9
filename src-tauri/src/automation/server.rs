use std::{
    io,
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    sync::Arc,
    time::Duration,
};

use serde_json::{Value, json};
use tokio::{
    net::TcpListener,
    runtime::Runtime,
    sync::{
        Semaphore,
        broadcast::{self, Sender},
    },
};

use super::{
    AutomationHost,
    access::{self, Access},
    connection,
    tools::{Journal, Tools},
};

/// Events a slow client may fall behind; console output can come in bursts.
const EVENT_BACKLOG: usize = 4096;
/// Clients at once. Nobody has as many test runners; a runaway loop that connects is cut short.
const MAX_CLIENTS: usize = 64;

/// Where to listen, and for whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listen {
    pub address: IpAddr,
    /// 0 picks a free port.
    pub port: u16,
    /// The word that clients must know; made up where one is needed and none is given.
    pub token: Option<String>,
}

impl Listen {
    /// Loopback, which needs no token.
    pub const fn local(port: u16) -> Self {
        Self {
            address: IpAddr::V4(Ipv4Addr::LOCALHOST),
            port,
            token: None,
        }
    }

    /// An address that others reach, for who knows a token that is made up now and easy to type.
    pub fn guarded(address: IpAddr, port: u16) -> Self {
        Self {
            address,
            port,
            token: Some(access::typable()),
        }
    }
}

/// What connections share.
pub struct Shared {
    pub host: Arc<dyn AutomationHost>,
    pub access: Access,
    pub tools: Tools,
    pub journal: Journal,
    pub events: Sender<Arc<Value>>,
    pub clients: Arc<Semaphore>,
}

/// The listening port. Dropping it ends all connections.
pub struct Server {
    address: SocketAddr,
    shared: Arc<Shared>,
    runtime: Option<Runtime>,
}

impl Server {
    /// Listens.
    ///
    /// # Errors
    /// The port is in use, or the threads cannot be started.
    pub fn start(listen: &Listen, host: Arc<dyn AutomationHost>) -> Result<Self, String> {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .thread_name("automation")
            .enable_all()
            .build()
            .map_err(|error| format!("cannot start the automation port: {error}"))?;
        let asked = SocketAddr::from((listen.address, listen.port));
        let listener = runtime
            .block_on(TcpListener::bind(asked))
            .map_err(|error| match error.kind() {
                io::ErrorKind::AddrInUse => format!(
                    "Port {} is in use; choose another one with --auto-port",
                    listen.port
                ),
                _ => format!("cannot listen on {asked}: {error}"),
            })?;
        let address = listener.local_addr().map_err(|error| error.to_string())?;
        let (events, _) = broadcast::channel(EVENT_BACKLOG);
        let shared = Arc::new(Shared {
            host,
            access: Access::for_address(listen.address, listen.token.as_deref()),
            tools: Tools::default(),
            journal: Journal::default(),
            events,
            clients: Arc::new(Semaphore::new(MAX_CLIENTS)),
        });
        runtime.spawn(accept(listener, shared.clone()));
        if listen.address == Ipv4Addr::LOCALHOST {
            // Some clients try ::1 first for "localhost"; they fall back where it is missing.
            let address = SocketAddr::from((Ipv6Addr::LOCALHOST, address.port()));
            if let Ok(listener) = runtime.block_on(TcpListener::bind(address)) {
                runtime.spawn(accept(listener, shared.clone()));
            }
        }
        Ok(Self {
            address,
            shared,
            runtime: Some(runtime),
        })
    }

    /// The port it listens on.
    pub const fn port(&self) -> u16 {
        self.address.port()
    }

    /// Whether clients have to show a token.
    pub fn is_guarded(&self) -> bool {
        self.shared.access.token().is_some()
    }

    /// The URL that clients connect to, with the token where one is needed.
    pub fn url(&self) -> String {
        match self.shared.access.token() {
            None => format!("ws://{}", self.address),
            Some(token) => {
                let token: String =
                    url::form_urlencoded::byte_serialize(token.as_bytes()).collect();
                format!("ws://{}/?token={token}", self.address)
            }
        }
    }

    /// Sends an event to every client.
    pub fn emit(&self, event: Value) {
        self.shared.journal.note(&event);
        // Nobody is connected; that is no error.
        let _ = self.shared.events.send(Arc::new(event));
    }

    /// A fresh script context stands: clients inject again what they had injected.
    pub fn initialized(&self) {
        self.shared.journal.begin();
        self.emit(json!({"method": "App.initialized", "params": {"from": "devtools"}}));
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

async fn accept(listener: TcpListener, shared: Arc<Shared>) {
    loop {
        match listener.accept().await {
            Ok((stream, _)) => match shared.clients.clone().try_acquire_owned() {
                Ok(place) => {
                    let served = connection::serve(stream, shared.clone());
                    tokio::spawn(async move {
                        served.await;
                        drop(place);
                    });
                }
                Err(_) => log::warn!("automation: refused a client: {MAX_CLIENTS} are connected"),
            },
            Err(error) => {
                log::warn!("automation port: {error}");
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
        }
    }
}
