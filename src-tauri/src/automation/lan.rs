//! The address by which other machines of the local network reach this one.

use std::net::{IpAddr, Ipv4Addr};

/// One address of one network interface.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Interface {
    /// As the system calls it: `en0`, `wlan0`.
    pub name: String,
    pub address: Ipv4Addr,
}

/// The address in the local network; `None` without one.
pub fn address() -> Option<IpAddr> {
    choose(&interfaces()).map(IpAddr::V4)
}

/// Wi-Fi and cable first, then what a phone shares its own connection by. Mobile data and VPNs are
/// no local network, whatever their addresses look like.
fn choose(interfaces: &[Interface]) -> Option<Ipv4Addr> {
    const LOCAL: [&[&str]; 2] = [&["en", "wl", "eth"], &["bridge", "ap", "swlan", "softap"]];
    LOCAL.iter().find_map(|names| {
        interfaces
            .iter()
            .filter(|it| names.iter().any(|name| it.name.starts_with(name)))
            .find(|it| it.address.is_private() || it.address.is_link_local())
            .map(|it| it.address)
    })
}

/// IPv4 addresses of the interfaces that are up.
#[cfg(unix)]
#[allow(
    clippy::cast_ptr_alignment,
    reason = "the system aligns addresses for their family"
)]
fn interfaces() -> Vec<Interface> {
    let mut found = Vec::new();
    let mut first = std::ptr::null_mut();
    // SAFETY: the system fills in a list that is freed below.
    if unsafe { libc::getifaddrs(&raw mut first) } != 0 {
        log::warn!("network interfaces: {}", std::io::Error::last_os_error());
        return found;
    }
    let mut next = first;
    // SAFETY: entries of the list are valid until it is freed; an address says of which family it
    // is, and names end with a zero.
    unsafe {
        while let Some(entry) = next.as_ref() {
            next = entry.ifa_next;
            let up = entry.ifa_flags & libc::IFF_UP as libc::c_uint != 0;
            let Some(address) = entry.ifa_addr.as_ref() else {
                continue;
            };
            if !up || i32::from(address.sa_family) != libc::AF_INET {
                continue;
            }
            let address = &*entry.ifa_addr.cast::<libc::sockaddr_in>();
            found.push(Interface {
                name: std::ffi::CStr::from_ptr(entry.ifa_name)
                    .to_string_lossy()
                    .into_owned(),
                address: Ipv4Addr::from(u32::from_be(address.sin_addr.s_addr)),
            });
        }
        libc::freeifaddrs(first);
    }
    found
}

/// Nobody asks where there is a command line to name an address.
#[cfg(not(unix))]
const fn interfaces() -> Vec<Interface> {
    Vec::new()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn chosen(list: &[(&str, &str)]) -> Option<String> {
        let list: Vec<_> = list
            .iter()
            .map(|(name, address)| Interface {
                name: (*name).to_owned(),
                address: address.parse().unwrap(),
            })
            .collect();
        choose(&list).map(|address| address.to_string())
    }

    #[test]
    fn an_iphone_on_wifi_with_mobile_data_and_a_vpn() {
        let list = [
            ("lo0", "127.0.0.1"),
            ("pdp_ip0", "10.84.1.7"),
            ("utun3", "10.8.0.2"),
            ("en0", "192.168.1.20"),
        ];
        assert_eq!(chosen(&list).as_deref(), Some("192.168.1.20"));
    }

    #[test]
    fn mobile_data_is_no_local_network() {
        assert_eq!(chosen(&[("rmnet_data0", "10.84.1.7")]), None);
        assert_eq!(chosen(&[("lo", "127.0.0.1")]), None);
        // A public address at a cable is not local either.
        assert_eq!(chosen(&[("eth0", "203.0.113.5")]), None);
        assert_eq!(chosen(&[]), None);
    }

    #[test]
    fn a_hotspot_is_one_and_wifi_goes_before_it() {
        let hotspot = ("bridge100", "172.20.10.1");
        assert_eq!(chosen(&[hotspot]).as_deref(), Some("172.20.10.1"));
        let both = [("ap0", "192.168.43.1"), ("wlan0", "10.0.0.5")];
        assert_eq!(chosen(&both).as_deref(), Some("10.0.0.5"));
    }

    #[cfg(unix)]
    #[test]
    fn the_system_tells_its_interfaces() {
        let loopback = interfaces()
            .into_iter()
            .find(|it| it.address.is_loopback())
            .unwrap();
        assert!(loopback.name.starts_with("lo"), "{loopback:?}");
        assert_eq!(loopback.address, Ipv4Addr::LOCALHOST);
    }
}
