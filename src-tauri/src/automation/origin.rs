//! Which WebSocket clients may connect. The port runs arbitrary code in the mini-program, and any
//! web page can open a WebSocket to loopback; browsers say where the page came from.

use url::{Host, Url};

/// Native clients send no `Origin`; minium sends one of this machine.
pub fn allowed(origin: Option<&str>) -> bool {
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
    use super::*;

    #[test]
    fn only_this_machine() {
        for origin in [
            None,
            Some("http://localhost:9420"),
            Some("http://127.0.0.1"),
            Some("http://[::1]:1"),
        ] {
            assert!(allowed(origin), "{origin:?}");
        }
        for origin in [
            "https://example.com",
            "http://localhost.example.com",
            "null",
            "",
            "file://",
            "http://127.0.0.1.example.com",
        ] {
            assert!(!allowed(Some(origin)), "{origin}");
        }
    }
}
