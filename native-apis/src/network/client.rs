//! The HTTP client: TLS, redirects, limits.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock};
use std::time::Duration;

use reqwest::header::{CONTENT_LENGTH, CONTENT_TYPE, HeaderMap, LOCATION};
use reqwest::{Client, Method, Response, StatusCode};
use rustls::ClientConfig;
use rustls::pki_types::CertificateDer;
use tokio::sync::{Semaphore, mpsc};

use super::socket::Command;
use crate::context::Context;
use crate::error::{ApiError, errno};
use crate::policy::{AllowedUrl, Channel};

/// Requests, uploads and downloads at once, each family for itself; more wait their turn.
pub const CONCURRENCY: usize = 10;
/// As Chromium's.
const MAX_REDIRECTS: usize = 20;

/// The network state of one app.
pub struct Network {
    extra_roots: Vec<CertificateDer<'static>>,
    tls: OnceLock<Result<Arc<ClientConfig>, String>>,
    client: OnceLock<Result<Client, String>>,
    http1: OnceLock<Result<Client, String>>,
    pub(super) requests: Semaphore,
    pub(super) uploads: Semaphore,
    pub(super) downloads: Semaphore,
    pub(super) sockets: Mutex<Sockets>,
}

/// Open sockets, by the id of their task.
pub(super) type Sockets = HashMap<u64, mpsc::UnboundedSender<Command>>;

/// Trusts what the platform trusts, and the extra roots besides.
#[cfg(not(target_os = "android"))]
fn verifier(
    extra_roots: &[CertificateDer<'static>],
    provider: Arc<rustls::crypto::CryptoProvider>,
) -> Result<rustls_platform_verifier::Verifier, String> {
    rustls_platform_verifier::Verifier::new_with_extra_roots(extra_roots.iter().cloned(), provider)
        .map_err(|error| error.to_string())
}

/// Android's verifier asks the system's trust manager, which takes no further roots.
#[cfg(target_os = "android")]
fn verifier(
    extra_roots: &[CertificateDer<'static>],
    provider: Arc<rustls::crypto::CryptoProvider>,
) -> Result<rustls_platform_verifier::Verifier, String> {
    if !extra_roots.is_empty() {
        return Err("further root certificates cannot be trusted on Android; install them on the phone or name them in the app's network security configuration".into());
    }
    rustls_platform_verifier::Verifier::new(provider).map_err(|error| error.to_string())
}

impl Network {
    /// `extra_roots` are DER certificates trusted besides the platform's.
    pub fn new(extra_roots: Vec<Vec<u8>>) -> Self {
        Self {
            extra_roots: extra_roots.into_iter().map(CertificateDer::from).collect(),
            tls: OnceLock::new(),
            client: OnceLock::new(),
            http1: OnceLock::new(),
            requests: Semaphore::new(CONCURRENCY),
            uploads: Semaphore::new(CONCURRENCY),
            downloads: Semaphore::new(CONCURRENCY),
            sockets: Mutex::default(),
        }
    }

    /// TLS settings for WebSockets; HTTP adds its protocols.
    pub(super) fn tls(&self) -> Result<Arc<ClientConfig>, ApiError> {
        self.tls
            .get_or_init(|| {
                let provider = Arc::new(rustls::crypto::ring::default_provider());
                let verifier = verifier(&self.extra_roots, Arc::clone(&provider))?;
                let config = ClientConfig::builder_with_provider(provider)
                    .with_safe_default_protocol_versions()
                    .map_err(|error| error.to_string())?
                    .dangerous()
                    .with_custom_certificate_verifier(Arc::new(verifier))
                    .with_no_client_auth();
                Ok(Arc::new(config))
            })
            .clone()
            .map_err(ApiError::internal)
    }

    /// `http1` for chunked responses, which WeChat delivers over HTTP/1.
    pub(super) fn client(&self, http1: bool) -> Result<Client, ApiError> {
        let cell = if http1 { &self.http1 } else { &self.client };
        if let Some(client) = cell.get() {
            return client.clone().map_err(ApiError::internal);
        }
        let mut tls = (*self.tls()?).clone();
        tls.alpn_protocols = if http1 {
            vec![b"http/1.1".to_vec()]
        } else {
            vec![b"h2".to_vec(), b"http/1.1".to_vec()]
        };
        cell.get_or_init(|| {
            let builder = Client::builder()
                // Redirects are followed here, with a policy check before each.
                .redirect(reqwest::redirect::Policy::none())
                .referer(false)
                .tls_backend_preconfigured(tls);
            let builder = if http1 { builder.http1_only() } else { builder };
            builder.build().map_err(|error| error.to_string())
        })
        .clone()
        .map_err(ApiError::internal)
    }
}

/// One HTTP exchange to make.
pub(super) struct Exchange {
    pub method: Method,
    pub url: AllowedUrl,
    pub headers: HeaderMap,
    pub follow: bool,
    pub http1: bool,
}

/// Sends a request and follows redirects. `body` makes the body anew for each hop.
pub(super) async fn send(
    cx: &Context,
    exchange: Exchange,
    body: impl Fn() -> Result<Option<reqwest::Body>, ApiError>,
) -> Result<Response, ApiError> {
    let Exchange {
        mut method,
        mut url,
        mut headers,
        follow,
        http1,
    } = exchange;
    let client = cx.network.client(http1)?;
    let mut with_body = true;
    for _ in 0..=MAX_REDIRECTS {
        let mut request = client
            .request(method.clone(), url.url().clone())
            .headers(headers.clone());
        if with_body && let Some(body) = body()? {
            request = request.body(body);
        }
        let response = request.send().await.map_err(|error| failure(&error))?;
        let status = response.status();
        let target = response
            .headers()
            .get(LOCATION)
            .and_then(|location| location.to_str().ok())
            .filter(|_| follow && status.is_redirection() && status != StatusCode::NOT_MODIFIED)
            .map(|location| url.url().join(location));
        let Some(target) = target else {
            return Ok(response);
        };
        let target = target.map_err(|_| ApiError::new("invalid URL", errno::INVALID_URL))?;
        let next = cx.policy.allow_url(url.channel(), target.as_str())?;
        if next.url().origin() != url.url().origin() {
            headers.remove(reqwest::header::AUTHORIZATION);
            headers.remove(reqwest::header::COOKIE);
        }
        let to_get = status == StatusCode::SEE_OTHER
            || (method == Method::POST
                && matches!(status, StatusCode::MOVED_PERMANENTLY | StatusCode::FOUND));
        if to_get && method != Method::HEAD {
            method = Method::GET;
            with_body = false;
            headers.remove(CONTENT_TYPE);
            headers.remove(CONTENT_LENGTH);
        }
        url = next;
    }
    Err(ApiError::new(
        "network reach the max redirect count",
        errno::TOO_MANY_REDIRECTS,
    ))
}

/// Chromium's name for what went wrong, as WeChat reports it.
pub(super) fn failure(error: &reqwest::Error) -> ApiError {
    if error.is_timeout() {
        return ApiError::new("timeout", errno::TIME_OUT);
    }
    let mut text = String::new();
    let mut source: Option<&dyn std::error::Error> = Some(error);
    while let Some(error) = source {
        text.push_str(&error.to_string());
        text.push('\n');
        source = error.source();
    }
    let (code, name) = if text.contains("refused") {
        (-102, "CONNECTION_REFUSED")
    } else if text.contains("dns error") || text.contains("lookup") {
        (-105, "NAME_NOT_RESOLVED")
    } else if text.contains("certificate") || text.contains("UnknownIssuer") {
        (-202, "CERT_AUTHORITY_INVALID")
    } else if text.contains("closed") || text.contains("reset") || text.contains("incomplete") {
        (-100, "CONNECTION_CLOSED")
    } else {
        (-2, "FAILED")
    };
    log::debug!("network: {text}");
    unreachable_network(code, name)
}

fn unreachable_network(code: i64, name: &str) -> ApiError {
    ApiError::new(
        format!("errcode:{code} cronet_error_code:{code} error_msg:net::ERR_{name}"),
        errno::NETWORK_UNKNOWN + 1,
    )
}

/// Fails while the device has no network.
pub(crate) fn require_online(cx: &Context) -> Result<(), ApiError> {
    if cx.device.network.state().kind == "none" {
        return Err(unreachable_network(-106, "INTERNET_DISCONNECTED"));
    }
    Ok(())
}

/// Checks a URL for one family.
pub(super) fn allow(cx: &Context, channel: Channel, url: &str) -> Result<AllowedUrl, ApiError> {
    cx.policy.allow_url(channel, url)
}

/// Runs a task until it ends, its time is up, or the script aborts it.
pub(super) async fn run_task<T>(
    cx: &Context,
    id: u64,
    millis: u64,
    work: impl Future<Output = Result<T, ApiError>>,
) -> Result<T, ApiError> {
    let guard = cx.tasks.register(id);
    tokio::select! {
        // An abort that came first wins over an answer that is ready as well.
        biased;
        () = guard.aborted() => Err(ApiError::text("abort")),
        result = tokio::time::timeout(Duration::from_millis(millis), work) => {
            result.unwrap_or_else(|_| Err(ApiError::new("timeout", errno::TIME_OUT)))
        }
    }
}
