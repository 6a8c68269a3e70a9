//! Which WebSocket clients may connect. The port runs arbitrary code in the mini-program, and any
//! web page can open a WebSocket to loopback; browsers say where the page came from.

use std::net::IpAddr;

use tokio_tungstenite::tungstenite::handshake::server::Request;
use url::{Host, Url};

use crate::secret;

/// What a client must show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Access {
    /// The port listens on loopback: everybody on this machine, but no web page from elsewhere.
    Local,
    /// The port can be reached from other machines: whoever knows this word.
    Token(String),
}

impl Access {
    /// What a port on this address asks for. Without a token of the user's, other interfaces than
    /// loopback get one made up.
    pub fn for_address(address: IpAddr, token: Option<&str>) -> Self {
        match token {
            Some(token) => Self::Token(token.to_owned()),
            None if address.is_loopback() => Self::Local,
            None => Self::Token(secret::hex()),
        }
    }

    /// The word to show, if one is needed.
    pub fn token(&self) -> Option<&str> {
        match self {
            Self::Local => None,
            Self::Token(token) => Some(token),
        }
    }

    /// Whether a client may connect: with `?token=…` in the URL, or `Authorization: Bearer …`.
    pub fn allows(&self, request: &Request) -> bool {
        match self {
            Self::Local => {
                let origin = request.headers().get("origin");
                from_here(origin.map(|it| it.to_str().unwrap_or("?")))
            }
            Self::Token(token) => shown(request).is_some_and(|shown| same(&shown, token)),
        }
    }
}

/// 60 random bits that a person reads from one screen and types at another: no letter looks like a
/// digit. A guess costs a connection, of which there are 64 at a time.
pub fn typable() -> String {
    const LETTERS: [u8; 32] = *b"0123456789abcdefghjkmnpqrstvwxyz";
    let bits = secret::bits();
    (0..12)
        .map(|place| {
            let index = usize::try_from((bits >> (5 * place)) & 31).unwrap_or_default();
            char::from(LETTERS[index])
        })
        .collect()
}

fn shown(request: &Request) -> Option<String> {
    let header = request.headers().get("authorization");
    let bearer = header
        .and_then(|it| it.to_str().ok())
        .and_then(|it| it.strip_prefix("Bearer "));
    if let Some(token) = bearer {
        return Some(token.to_owned());
    }
    let query = request.uri().query().unwrap_or_default();
    url::form_urlencoded::parse(query.as_bytes())
        .find(|(name, _)| name == "token")
        .map(|(_, token)| token.into_owned())
}

/// Compares in a time that does not tell how much was right.
fn same(one: &str, other: &str) -> bool {
    let differences = one
        .bytes()
        .zip(other.bytes())
        .fold(0, |sum, (left, right)| sum | (left ^ right));
    one.len() == other.len() && differences == 0
}

/// Native clients send no `Origin`; minium sends one of this machine.
fn from_here(origin: Option<&str>) -> bool {
    let Some(origin) = origin else { return true };
    match Url::parse(origin).as_ref().map(Url::host) {
        Ok(Some(Host::Domain(name))) => name == "localhost",
        Ok(Some(Host::Ipv4(address))) => address.is_loopback(),
        Ok(Some(Host::Ipv6(address))) => address.is_loopback(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn only_this_machine() {
        for origin in [
            None,
            Some("http://localhost:9420"),
            Some("http://127.0.0.1"),
            Some("http://[::1]:1"),
        ] {
            assert!(from_here(origin), "{origin:?}");
        }
        for origin in [
            "https://example.com",
            "http://localhost.example.com",
            "null",
            "",
            "file://",
            "http://127.0.0.1.example.com",
        ] {
            assert!(!from_here(Some(origin)), "{origin}");
        }
    }

    fn request(uri: &str, header: Option<&str>) -> Request {
        let mut builder = Request::builder().uri(uri);
        if let Some(value) = header {
            builder = builder.header("authorization", value);
        }
        builder.body(()).unwrap()
    }

    #[test]
    fn a_token_to_type() {
        let (one, other) = (typable(), typable());
        assert_eq!(one.len(), 12);
        assert!(
            one.bytes()
                .all(|it| it.is_ascii_lowercase() || it.is_ascii_digit())
        );
        assert!(!one.contains(['i', 'l', 'o', 'u']));
        assert_ne!(one, other);
    }

    #[test]
    fn other_interfaces_want_a_token() {
        let open = "0.0.0.0".parse().unwrap();
        let made = Access::for_address(open, None);
        let token = made.token().unwrap().to_owned();
        assert_eq!(token.len(), 32);
        assert_ne!(Access::for_address(open, None), made);
        assert!(!made.allows(&request("/", None)));
        assert!(!made.allows(&request("/?token=", None)));
        assert!(!made.allows(&request("/?token=0", Some("Bearer "))));
        assert!(made.allows(&request(&format!("/?a=1&token={token}"), None)));
        assert!(made.allows(&request("/", Some(&format!("Bearer {token}")))));
        let local = "127.0.0.1".parse().unwrap();
        assert_eq!(Access::for_address(local, None), Access::Local);
        let own = Access::for_address(local, Some("s3cret"));
        assert!(!own.allows(&request("/", None)));
        assert!(own.allows(&request("/?token=s3cret", None)));
    }
}
