//! Loopback HTTP, TLS and WebSocket servers for tests.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::disallowed_methods)]

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use futures_util::{SinkExt, StreamExt};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio::runtime::Runtime;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::CloseFrame;

use crate::context::lock;

/// A request as the server read it.
#[derive(Debug, Clone, Default)]
pub struct Seen {
    pub method: String,
    pub path: String,
    /// Names in lower case.
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Seen {
    pub fn header(&self, name: &str) -> &str {
        self.headers
            .iter()
            .find(|(key, _)| key == name)
            .map_or("", |(_, value)| value)
    }
}

/// What the server does with a request.
pub enum Answer {
    /// Status line, header lines, body.
    Full(&'static str, Vec<String>, Vec<u8>),
    /// A chunked body; each chunk is sent when the test says so.
    Chunks(Vec<Vec<u8>>),
    /// Never answers.
    Hang,
}

pub fn ok(body: impl Into<Vec<u8>>) -> Answer {
    Answer::Full("200 OK", Vec::new(), body.into())
}

type Handler = Arc<dyn Fn(&Seen) -> Answer + Send + Sync>;

/// A server that lives as long as the value.
pub struct Server {
    pub address: SocketAddr,
    pub seen: Arc<Mutex<Vec<Seen>>>,
    /// For TLS servers: the authority that signed the certificate, as DER.
    pub authority: Option<Vec<u8>>,
    runtime: Option<Runtime>,
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

fn runtime() -> Runtime {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .unwrap()
}

async fn read_request(stream: &mut (impl AsyncRead + Unpin)) -> Option<Seen> {
    let mut bytes = Vec::new();
    let head_end = loop {
        if let Some(at) = bytes.windows(4).position(|window| window == b"\r\n\r\n") {
            break at;
        }
        let mut buffer = [0; 4096];
        let count = stream.read(&mut buffer).await.ok()?;
        if count == 0 {
            return None;
        }
        bytes.extend_from_slice(&buffer[..count]);
    };
    let head = String::from_utf8_lossy(&bytes[..head_end]).into_owned();
    let mut lines = head.split("\r\n");
    let mut first = lines.next()?.split(' ');
    let mut seen = Seen {
        method: first.next()?.to_owned(),
        path: first.next()?.to_owned(),
        ..Seen::default()
    };
    for line in lines {
        let (name, value) = line.split_once(": ")?;
        seen.headers
            .push((name.to_ascii_lowercase(), value.to_owned()));
    }
    let length: usize = seen.header("content-length").parse().unwrap_or(0);
    let mut body = bytes[head_end + 4..].to_vec();
    while body.len() < length {
        let mut buffer = [0; 65536];
        let count = stream.read(&mut buffer).await.ok()?;
        if count == 0 {
            return None;
        }
        body.extend_from_slice(&buffer[..count]);
    }
    seen.body = body;
    Some(seen)
}

async fn converse(
    mut stream: impl AsyncRead + AsyncWrite + Unpin,
    handler: Handler,
    log: Arc<Mutex<Vec<Seen>>>,
) {
    while let Some(seen) = read_request(&mut stream).await {
        let answer = handler(&seen);
        let head_only = seen.method == "HEAD";
        lock(&log).push(seen);
        match answer {
            Answer::Full(status, headers, body) => {
                let mut head = format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\n", body.len());
                for header in headers {
                    head.push_str(&header);
                    head.push_str("\r\n");
                }
                head.push_str("\r\n");
                stream.write_all(head.as_bytes()).await.unwrap_or(());
                if !head_only {
                    stream.write_all(&body).await.unwrap_or(());
                }
            }
            Answer::Chunks(chunks) => {
                let head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
                stream.write_all(head.as_bytes()).await.unwrap_or(());
                for chunk in chunks {
                    let mut framed = format!("{:x}\r\n", chunk.len()).into_bytes();
                    framed.extend_from_slice(&chunk);
                    framed.extend_from_slice(b"\r\n");
                    stream.write_all(&framed).await.unwrap_or(());
                    stream.flush().await.unwrap_or(());
                }
                stream.write_all(b"0\r\n\r\n").await.unwrap_or(());
            }
            Answer::Hang => std::future::pending().await,
        }
    }
}

fn listen(runtime: &Runtime) -> (TcpListener, SocketAddr) {
    let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0")).unwrap();
    let address = listener.local_addr().unwrap();
    (listener, address)
}

impl Server {
    /// Plain HTTP.
    pub fn http(handler: impl Fn(&Seen) -> Answer + Send + Sync + 'static) -> Self {
        let runtime = runtime();
        let (listener, address) = listen(&runtime);
        let handler: Handler = Arc::new(handler);
        let seen = Arc::new(Mutex::new(Vec::new()));
        let log = Arc::clone(&seen);
        runtime.spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(converse(stream, Arc::clone(&handler), Arc::clone(&log)));
            }
        });
        Self {
            address,
            seen,
            authority: None,
            runtime: Some(runtime),
        }
    }

    /// HTTPS with a certificate for `127.0.0.1` of an authority nobody knows.
    pub fn https(handler: impl Fn(&Seen) -> Answer + Send + Sync + 'static) -> Self {
        let (acceptor, authority) = tls();
        let runtime = runtime();
        let (listener, address) = listen(&runtime);
        let handler: Handler = Arc::new(handler);
        let seen = Arc::new(Mutex::new(Vec::new()));
        let log = Arc::clone(&seen);
        runtime.spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (acceptor, handler, log) =
                    (acceptor.clone(), Arc::clone(&handler), Arc::clone(&log));
                tokio::spawn(async move {
                    if let Ok(stream) = acceptor.accept(stream).await {
                        converse(stream, handler, log).await;
                    }
                });
            }
        });
        Self {
            address,
            seen,
            authority: Some(authority),
            runtime: Some(runtime),
        }
    }

    /// A WebSocket that sends back what it gets; `bye` makes it close with 4001, `drop` end the
    /// connection without a word.
    pub fn echo(secure: bool) -> Self {
        let runtime = runtime();
        let (listener, address) = listen(&runtime);
        let (acceptor, authority) = tls();
        let seen = Arc::new(Mutex::new(Vec::new()));
        let log = Arc::clone(&seen);
        runtime.spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (acceptor, log) = (acceptor.clone(), Arc::clone(&log));
                tokio::spawn(async move {
                    if secure {
                        if let Ok(stream) = acceptor.accept(stream).await {
                            echo(stream, log).await;
                        }
                    } else {
                        echo(stream, log).await;
                    }
                });
            }
        });
        Self {
            address,
            seen,
            authority: secure.then_some(authority),
            runtime: Some(runtime),
        }
    }

    pub fn url(&self, scheme: &str, path: &str) -> String {
        format!("{scheme}://{}{path}", self.address)
    }

    /// The newest request.
    pub fn last(&self) -> Seen {
        lock(&self.seen).last().cloned().unwrap()
    }
}

async fn echo(stream: impl AsyncRead + AsyncWrite + Unpin, log: Arc<Mutex<Vec<Seen>>>) {
    use tokio_tungstenite::tungstenite::handshake::server::{Request, Response};
    #[allow(clippy::result_large_err, reason = "the library's signature")]
    let read = |request: &Request, mut response: Response| {
        let headers: Vec<(String, String)> = request
            .headers()
            .iter()
            .map(|(name, value)| (name.to_string(), value.to_str().unwrap_or("").to_owned()))
            .collect();
        let seen = Seen {
            path: request.uri().to_string(),
            headers,
            ..Seen::default()
        };
        if !seen.header("sec-websocket-protocol").is_empty() {
            let first = seen
                .header("sec-websocket-protocol")
                .split(',')
                .next()
                .unwrap()
                .to_owned();
            response
                .headers_mut()
                .insert("sec-websocket-protocol", first.parse().unwrap());
        }
        lock(&log).push(seen);
        Ok(response)
    };
    let Ok(mut socket) = tokio_tungstenite::accept_hdr_async(stream, read).await else {
        return;
    };
    while let Some(Ok(message)) = socket.next().await {
        match message {
            Message::Text(text) if text.as_str() == "drop" => return,
            Message::Text(text) if text.as_str() == "bye" => {
                let frame = CloseFrame {
                    code: 4001.into(),
                    reason: "so long".into(),
                };
                socket.close(Some(frame)).await.unwrap_or(());
            }
            Message::Text(_) | Message::Binary(_) => socket.send(message).await.unwrap_or(()),
            _ => {}
        }
    }
}

fn tls() -> (tokio_rustls::TlsAcceptor, Vec<u8>) {
    use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
    let authority_key = KeyPair::generate().unwrap();
    let mut authority = CertificateParams::new(Vec::new()).unwrap();
    authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let authority_certificate = authority.self_signed(&authority_key).unwrap();
    let issuer = Issuer::new(authority, authority_key);
    let key = KeyPair::generate().unwrap();
    let certificate = CertificateParams::new(vec!["127.0.0.1".to_owned()])
        .unwrap()
        .signed_by(&key, &issuer)
        .unwrap();
    let config = rustls::ServerConfig::builder_with_provider(Arc::new(
        rustls::crypto::ring::default_provider(),
    ))
    .with_safe_default_protocol_versions()
    .unwrap()
    .with_no_client_auth()
    .with_single_cert(
        vec![certificate.der().clone()],
        rustls::pki_types::PrivateKeyDer::try_from(key.serialize_der()).unwrap(),
    )
    .unwrap();
    (
        tokio_rustls::TlsAcceptor::from(Arc::new(config)),
        authority_certificate.der().to_vec(),
    )
}
