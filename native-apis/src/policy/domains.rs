//! The domain allowlist: which servers each family of network APIs may talk to.

use std::net::{IpAddr, Ipv4Addr, UdpSocket};

use serde_json::Value;
use url::{Host, Url};

use crate::error::{ApiError, errno};

/// The list a URL is checked against.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Channel {
    Request,
    Socket,
    UploadFile,
    DownloadFile,
    Udp,
    Tcp,
    WebView,
}

/// The server domains that the operator of the mini-program registered, per family.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Domains {
    pub request: Vec<String>,
    pub socket: Vec<String>,
    pub upload_file: Vec<String>,
    pub download_file: Vec<String>,
    pub udp: Vec<String>,
    pub tcp: Vec<String>,
    pub web_view: Vec<String>,
}

impl Domains {
    fn list(&self, channel: Channel) -> &[String] {
        match channel {
            Channel::Request => &self.request,
            Channel::Socket => &self.socket,
            Channel::UploadFile => &self.upload_file,
            Channel::DownloadFile => &self.download_file,
            Channel::Udp => &self.udp,
            Channel::Tcp => &self.tcp,
            Channel::WebView => &self.web_view,
        }
    }

    /// Reads `{requestDomain, wsRequestDomain|socketDomain, uploadDomain, downloadDomain,
    /// udpDomain, tcpDomain, webviewDomain}` (the names WeChat's server API uses); missing keys
    /// are empty lists.
    pub fn from_json(value: &Value) -> Self {
        let list = |keys: &[&str]| {
            keys.iter()
                .filter_map(|key| value[key].as_array())
                .flatten()
                .filter_map(|entry| entry.as_str().map(str::to_owned))
                .collect()
        };
        Self {
            request: list(&["requestDomain", "request"]),
            socket: list(&["wsRequestDomain", "socketDomain", "socket"]),
            upload_file: list(&["uploadDomain", "uploadFile"]),
            download_file: list(&["downloadDomain", "downloadFile"]),
            udp: list(&["udpDomain", "udp"]),
            tcp: list(&["tcpDomain", "tcp"]),
            web_view: list(&["webviewDomain", "webview"]),
        }
    }
}

/// A local network this machine is in: own address and prefix length.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LocalNetwork {
    pub own: Ipv4Addr,
    pub prefix: u8,
}

impl LocalNetwork {
    /// The network of the default route; the prefix is taken as 24, which home and office
    /// networks have. No packet is sent.
    pub fn detect() -> Option<Self> {
        let socket = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)).ok()?;
        // An address of the documentation range: `connect` on UDP only picks a route.
        socket.connect((Ipv4Addr::new(192, 0, 2, 1), 9)).ok()?;
        match socket.local_addr().ok()?.ip() {
            IpAddr::V4(own) if own.is_private() => Some(Self { own, prefix: 24 }),
            _ => None,
        }
    }

    fn has_neighbour(self, other: Ipv4Addr) -> bool {
        let mask = u32::MAX
            .checked_shl(32 - u32::from(self.prefix.min(32)))
            .unwrap_or(0);
        other != self.own && u32::from(other) & mask == u32::from(self.own) & mask
    }
}

/// A URL that the policy has let through for one channel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AllowedUrl {
    url: Url,
    channel: Channel,
}

impl AllowedUrl {
    /// The URL to open.
    pub fn url(&self) -> &Url {
        &self.url
    }

    /// The list it was checked against.
    pub fn channel(&self) -> Channel {
        self.channel
    }
}

/// The rules for one mini-program.
#[derive(Debug, Clone)]
pub struct Policy {
    pub domains: Domains,
    /// DevTools' `urlCheck` (`project.config.json` `setting.urlCheck`); off lets every URL
    /// through.
    pub url_check: bool,
    /// The host's own switch, for debugging.
    pub skip_domain_check: bool,
    /// The networks whose neighbours need no listing; empty where unknown.
    pub local_networks: Vec<LocalNetwork>,
}

impl Default for Policy {
    /// Nothing is listed, and the list is enforced.
    fn default() -> Self {
        Self {
            domains: Domains::default(),
            url_check: true,
            skip_domain_check: false,
            local_networks: Vec::new(),
        }
    }
}

fn refused() -> ApiError {
    ApiError::new("url not in domain list", errno::URL_NOT_IN_DOMAIN_LIST)
}

impl Policy {
    /// Lets everything through: `urlCheck: false`.
    pub fn unchecked() -> Self {
        Self {
            url_check: false,
            ..Self::default()
        }
    }

    /// Checks a URL before it is opened, and again after every redirect.
    ///
    /// # Errors
    /// `invalid url "…"` (600009), or `url not in domain list` (600002).
    pub fn allow_url(&self, channel: Channel, text: &str) -> Result<AllowedUrl, ApiError> {
        let invalid = || ApiError::new(format!("invalid url \"{text}\""), errno::INVALID_URL);
        let url = Url::parse(text).map_err(|_| invalid())?;
        let plain = match channel {
            Channel::Socket => ["ws", "wss"].contains(&url.scheme()),
            Channel::Udp | Channel::Tcp => true,
            _ => ["http", "https"].contains(&url.scheme()),
        };
        if !plain || url.host().is_none() {
            return Err(invalid());
        }
        if self.url_check
            && !self.skip_domain_check
            && !self.is_neighbour(&url)
            && !self.is_listed(channel, &url, text)
        {
            return Err(refused());
        }
        Ok(AllowedUrl { url, channel })
    }

    fn is_neighbour(&self, url: &Url) -> bool {
        match url.host() {
            Some(Host::Ipv4(address)) => self
                .local_networks
                .iter()
                .any(|network| network.has_neighbour(address)),
            _ => false,
        }
    }

    fn is_listed(&self, channel: Channel, url: &Url, text: &str) -> bool {
        let secure = match channel {
            Channel::Socket => url.scheme() == "wss",
            Channel::Udp | Channel::Tcp => true,
            _ => url.scheme() == "https",
        };
        // An IP address is never a domain, even when someone lists it.
        let Some(Host::Domain(host)) = url.host() else {
            return false;
        };
        if !secure || host == "localhost" || host == "api.weixin.qq.com" {
            return false;
        }
        self.domains
            .list(channel)
            .iter()
            .any(|entry| entry_allows(entry, channel, host, explicit_port(text)))
    }
}

/// The port as written. `Url` drops a default port, and WeChat refuses even `:443` where the
/// entry names none.
fn explicit_port(text: &str) -> Option<&str> {
    let rest = text.split_once("://")?.1;
    let authority = rest.split(['/', '?', '#', '\\']).next()?;
    let host_port = authority
        .rsplit_once('@')
        .map_or(authority, |(_, tail)| tail);
    let (_, port) = host_port.rsplit_once(':')?;
    (!port.is_empty()).then_some(port)
}

fn entry_allows(entry: &str, channel: Channel, host: &str, port: Option<&str>) -> bool {
    let entry = entry.trim();
    let rest = entry.split_once("://").map_or(entry, |(_, rest)| rest);
    let rest = rest.split('/').next().unwrap_or(rest).to_ascii_lowercase();
    let (name, listed_port) = match rest.rsplit_once(':') {
        Some((name, port)) => (name, Some(port)),
        None => (rest.as_str(), None),
    };
    let name_matches = if channel == Channel::WebView {
        // Business domains cover their sub-domains; API domains do not.
        host == name
            || host
                .strip_suffix(name)
                .is_some_and(|head| head.ends_with('.'))
    } else {
        host == name
    };
    let port_matches = match channel {
        Channel::Socket => true,
        _ => listed_port == port,
    };
    name_matches && port_matches
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;

    fn policy(list: &[&str]) -> Policy {
        let list: Vec<String> = list.iter().map(|entry| (*entry).to_owned()).collect();
        Policy {
            domains: Domains {
                request: list.clone(),
                socket: list.clone(),
                web_view: list,
                ..Domains::default()
            },
            local_networks: vec![LocalNetwork {
                own: Ipv4Addr::new(192, 168, 1, 7),
                prefix: 24,
            }],
            ..Policy::default()
        }
    }

    fn allowed(policy: &Policy, channel: Channel, url: &str) -> bool {
        match policy.allow_url(channel, url) {
            Ok(_) => true,
            Err(error) => {
                assert_eq!(error.errno, Some(errno::URL_NOT_IN_DOMAIN_LIST), "{url}");
                assert_eq!(error.message, "url not in domain list");
                false
            }
        }
    }

    #[test]
    fn ports_follow_the_listing() {
        let policy = policy(&["https://api.example.com", "https://b.example.com:8443"]);
        let ok = |url| allowed(&policy, Channel::Request, url);
        assert!(ok("https://api.example.com/x?y"));
        assert!(!ok("https://api.example.com:443/x"));
        assert!(!ok("https://api.example.com:8080/x"));
        assert!(ok("https://b.example.com:8443/x"));
        assert!(!ok("https://b.example.com/x"));
        assert!(!ok("http://api.example.com/x"));
        assert!(!ok("https://sub.api.example.com/"));
        assert!(!ok("https://user:api.example.com@evil.example/"));
        assert!(ok("https://API.example.com/"));
    }

    #[test]
    fn addresses_and_localhost_are_refused_even_when_listed() {
        let policy = policy(&["https://127.0.0.1", "https://localhost", "https://[::1]"]);
        for url in [
            "https://127.0.0.1/",
            "https://localhost/",
            "https://[::1]/",
            "https://2130706433/",
            "https://api.weixin.qq.com/",
        ] {
            assert!(!allowed(&policy, Channel::Request, url), "{url}");
        }
    }

    #[test]
    fn neighbours_need_no_listing() {
        let policy = policy(&[]);
        assert!(allowed(
            &policy,
            Channel::Request,
            "http://192.168.1.20:3000/"
        ));
        assert!(allowed(&policy, Channel::Socket, "ws://192.168.1.20/"));
        assert!(!allowed(&policy, Channel::Request, "http://192.168.1.7/"));
        assert!(!allowed(&policy, Channel::Request, "http://192.168.2.20/"));
    }

    #[test]
    fn sockets_allow_all_ports_and_web_views_sub_domains() {
        let policy = policy(&["wss://chat.example.com", "https://example.org"]);
        assert!(allowed(
            &policy,
            Channel::Socket,
            "wss://chat.example.com:9001/x"
        ));
        assert!(!allowed(
            &policy,
            Channel::Socket,
            "ws://chat.example.com/x"
        ));
        assert!(allowed(
            &policy,
            Channel::WebView,
            "https://a.b.example.org/x"
        ));
        assert!(!allowed(
            &policy,
            Channel::WebView,
            "https://badexample.org/x"
        ));
    }

    #[test]
    fn malformed_urls_are_invalid_even_when_unchecked() {
        for url in [
            "",
            "/relative",
            "ftp://example.com/",
            "file:///etc/passwd",
            "https://",
        ] {
            let error = Policy::unchecked()
                .allow_url(Channel::Request, url)
                .unwrap_err();
            assert_eq!(error.errno, Some(errno::INVALID_URL));
            assert_eq!(error.message, format!("invalid url \"{url}\""));
        }
        assert!(
            Policy::unchecked()
                .allow_url(Channel::Request, "http://localhost:1/")
                .is_ok()
        );
    }

    #[test]
    fn lists_are_read_under_both_spellings() {
        let domains = Domains::from_json(&serde_json::json!({
            "requestDomain": ["https://a"], "wsRequestDomain": ["wss://b"], "webview": ["https://c"],
        }));
        assert_eq!(domains.request, ["https://a"]);
        assert_eq!(domains.socket, ["wss://b"]);
        assert_eq!(domains.web_view, ["https://c"]);
    }
}
