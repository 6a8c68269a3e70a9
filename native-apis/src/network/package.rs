//! Packages of mini-programs that the host installs from the web, before there is a mini-program
//! whose policy could speak.

use reqwest::header::LOCATION;
use url::Url;

use super::client::{Network, failure};
use crate::error::{ApiError, errno};

/// Shops and release pages redirect once or twice.
const MAX_REDIRECTS: usize = 5;

/// Downloads a package of at most `limit` bytes: over https alone, also after redirects.
///
/// # Errors
/// The address or one that it redirects to is not https, the server does not answer with a file, or
/// the file is larger.
pub async fn download_package(
    network: &Network,
    url: &Url,
    limit: usize,
) -> Result<Vec<u8>, ApiError> {
    let client = network.client(false)?;
    let mut url = url.clone();
    for _ in 0..=MAX_REDIRECTS {
        if url.scheme() != "https" {
            return Err(ApiError::new(
                format!("{url} is not https; packages are not loaded otherwise"),
                errno::INVALID_URL,
            ));
        }
        let response = client
            .get(url.clone())
            .send()
            .await
            .map_err(|error| failure(&error))?;
        let status = response.status();
        if status.is_redirection() {
            let target = response
                .headers()
                .get(LOCATION)
                .and_then(|location| location.to_str().ok())
                .and_then(|location| url.join(location).ok());
            url = target.ok_or_else(|| ApiError::text(format!("{url}: a redirect to nowhere")))?;
            continue;
        }
        if !status.is_success() {
            return Err(ApiError::text(format!("{url}: the server says {status}")));
        }
        return bounded(response, limit).await;
    }
    Err(ApiError::new(
        "network reach the max redirect count",
        errno::TOO_MANY_REDIRECTS,
    ))
}

async fn bounded(mut response: reqwest::Response, limit: usize) -> Result<Vec<u8>, ApiError> {
    let too_large = || ApiError::text(format!("the package is larger than {} MB", limit >> 20));
    if response
        .content_length()
        .is_some_and(|length| length > limit as u64)
    {
        return Err(too_large());
    }
    let mut bytes = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(|error| failure(&error))? {
        if bytes.len() + chunk.len() > limit {
            return Err(too_large());
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::network::server::{Answer, Server, ok};

    fn download(server: &Server, path: &str, limit: usize) -> Result<Vec<u8>, ApiError> {
        let network = Network::new(server.authority.iter().cloned().collect());
        let url = Url::parse(&server.url("https", path)).unwrap();
        tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap()
            .block_on(download_package(&network, &url, limit))
    }

    fn moved(to: &str) -> Answer {
        Answer::Full("302 Found", vec![format!("Location: {to}")], Vec::new())
    }

    #[test]
    fn a_package_comes_over_https_and_is_bounded() {
        let server = Server::https(|seen| match seen.path.as_str() {
            "/a.zip" => ok(b"zip".to_vec()),
            "/moved" => moved("/a.zip"),
            "/plain" => moved("http://127.0.0.1/a.zip"),
            "/round" => moved("/round"),
            _ => Answer::Full("404 Not Found", Vec::new(), Vec::new()),
        });
        assert_eq!(download(&server, "/a.zip", 3).unwrap(), b"zip");
        assert_eq!(download(&server, "/moved", 3).unwrap(), b"zip");
        let error = download(&server, "/a.zip", 2).unwrap_err();
        assert!(error.message.contains("larger"), "{error}");
        let error = download(&server, "/plain", 3).unwrap_err();
        assert!(error.message.contains("not https"), "{error}");
        let error = download(&server, "/none", 3).unwrap_err();
        assert!(error.message.contains("404"), "{error}");
        let error = download(&server, "/round", 3).unwrap_err();
        assert_eq!(error.errno, Some(errno::TOO_MANY_REDIRECTS));
    }
}
