//! The trait `NetworkState`, and `onNetworkStatusChange`: System Configuration says whether there is
//! a way out and whether it is a mobile network, Core Telephony of which generation.

#![allow(
    deprecated,
    reason = "its successor, the Network framework, has no bindings here, and asks only for C blocks"
)]

use std::{
    ffi::{CStr, c_void},
    mem, ptr,
    ptr::NonNull,
    sync::{Arc, Mutex, PoisonError, Weak},
};

use dispatch2::{DispatchQueue, DispatchRetained};
use objc2_core_foundation::CFRetained;
use objc2_core_telephony::CTTelephonyNetworkInfo;
use objc2_system_configuration::{
    SCNetworkReachability, SCNetworkReachabilityContext, SCNetworkReachabilityFlags,
};
use peapod_native_apis::device::{Change, Changes, NetworkState, profile};
use serde_json::json;

use crate::{main_thread::AnyThread, words};

/// The connection.
pub struct Network {
    reachability: Option<AnyThread<CFRetained<SCNetworkReachability>>>,
    last: Mutex<String>,
    changes: Arc<Changes>,
    /// Where changes are told; kept as long as they are.
    _queue: DispatchRetained<DispatchQueue>,
}

impl Network {
    /// Begins to watch; listeners hear of changes.
    pub fn start(changes: Arc<Changes>) -> Arc<Self> {
        let queue = DispatchQueue::new("dev.peapod.network", None);
        let reachability = any_address();
        if reachability.is_none() {
            log::error!("the system does not tell the state of the network");
        }
        let network = Arc::new(Self {
            reachability: reachability.map(|it| {
                // SAFETY: System Configuration's objects may be used on any thread.
                unsafe { AnyThread::new(it) }
            }),
            last: Mutex::default(),
            changes,
            _queue: queue.clone(),
        });
        *network.last() = network.state().kind;
        network.watch(&queue);
        network
    }

    fn last(&self) -> std::sync::MutexGuard<'_, String> {
        self.last.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn watch(self: &Arc<Self>, queue: &DispatchQueue) {
        let Some(reachability) = &self.reachability else {
            return;
        };
        // Never taken back: callbacks may come until the process ends.
        let weak = Box::into_raw(Box::new(Arc::downgrade(self)));
        let mut context = SCNetworkReachabilityContext {
            version: 0,
            info: weak.cast::<c_void>(),
            retain: None,
            release: None,
            copyDescription: None,
        };
        // SAFETY: the context is copied, and what it points at is never freed.
        let watching = unsafe {
            reachability
                .get()
                .set_callback(Some(told), &raw mut context)
                && reachability.get().set_dispatch_queue(Some(queue))
        };
        if !watching {
            log::error!("changes of the network are not told");
        }
    }

    fn changed(&self) {
        let kind = self.state().kind;
        if *self.last() == kind {
            return;
        }
        self.last().clone_from(&kind);
        self.changes.send(&Change {
            event: "onNetworkStatusChange".to_owned(),
            payload: json!({ "isConnected": kind != "none", "networkType": kind }),
        });
    }

    fn kind(&self) -> &'static str {
        let mut flags = SCNetworkReachabilityFlags::empty();
        // SAFETY: `flags` outlives the call.
        let known = self
            .reachability
            .as_ref()
            .is_some_and(|reachability| unsafe {
                reachability.get().flags(NonNull::from(&mut flags))
            });
        if !known {
            return "unknown";
        }
        // A connection that needs the user's help is none.
        let reachable = flags.contains(SCNetworkReachabilityFlags::Reachable)
            && !flags.contains(SCNetworkReachabilityFlags::InterventionRequired)
            && (!flags.contains(SCNetworkReachabilityFlags::ConnectionRequired)
                || flags.contains(SCNetworkReachabilityFlags::ConnectionOnTraffic)
                || flags.contains(SCNetworkReachabilityFlags::ConnectionOnDemand));
        if !reachable {
            "none"
        } else if flags.contains(SCNetworkReachabilityFlags::IsWWAN) {
            generation()
        } else {
            "wifi"
        }
    }
}

impl NetworkState for Network {
    fn state(&self) -> profile::NetworkFacts {
        let (local_ip, netmask) = address().unwrap_or_default();
        profile::NetworkFacts {
            kind: self.kind().to_owned(),
            // Told to nobody on iOS.
            signal_strength: 0,
            has_system_proxy: false,
            weak: false,
            local_ip,
            netmask,
        }
    }
}

/// Called on the queue.
unsafe extern "C-unwind" fn told(
    _: NonNull<SCNetworkReachability>,
    _: SCNetworkReachabilityFlags,
    info: *mut c_void,
) {
    // SAFETY: `watch` gave this pointer, which stays valid.
    let weak = unsafe { info.cast::<Weak<Network>>().as_ref() };
    if let Some(network) = weak.and_then(Weak::upgrade) {
        network.changed();
    }
}

/// Reachability of anything: the address 0.0.0.0.
fn any_address() -> Option<CFRetained<SCNetworkReachability>> {
    // SAFETY: all zeroes is a valid address; it is copied.
    unsafe {
        let mut address: libc::sockaddr_in = mem::zeroed();
        address.sin_len = u8::try_from(mem::size_of::<libc::sockaddr_in>()).unwrap_or(16);
        address.sin_family = libc::sa_family_t::try_from(libc::AF_INET).unwrap_or(2);
        SCNetworkReachability::with_address(None, NonNull::from(&mut address).cast())
    }
}

/// Of the SIM cards' networks, the best one is the one in use.
fn generation() -> &'static str {
    // SAFETY: no preconditions; any thread may ask.
    let technologies = unsafe {
        CTTelephonyNetworkInfo::new()
            .serviceCurrentRadioAccessTechnology()
            .map(|by_service| {
                by_service
                    .allValues()
                    .iter()
                    .map(|technology| words::generation(&technology.to_string()))
                    .collect::<Vec<_>>()
            })
            .unwrap_or_default()
    };
    technologies.into_iter().max().unwrap_or("unknown")
}

/// IPv4 address and netmask of the Wi-Fi interface.
fn address() -> Option<(String, String)> {
    let mut first: *mut libc::ifaddrs = ptr::null_mut();
    // SAFETY: the list is walked while it is there, and freed once.
    unsafe {
        if libc::getifaddrs(&raw mut first) != 0 {
            return None;
        }
        let mut found = None;
        let mut next = first;
        while let Some(entry) = next.as_ref() {
            if found.is_none()
                && !entry.ifa_name.is_null()
                && CStr::from_ptr(entry.ifa_name) == c"en0"
            {
                found = ipv4(entry.ifa_addr).zip(ipv4(entry.ifa_netmask));
            }
            next = entry.ifa_next;
        }
        libc::freeifaddrs(first);
        found
    }
}

/// # Safety
/// Null, or a socket address of its family's size.
unsafe fn ipv4(address: *const libc::sockaddr) -> Option<String> {
    // SAFETY: promised by the caller.
    unsafe {
        if i32::from(address.as_ref()?.sa_family) != libc::AF_INET {
            return None;
        }
        #[allow(clippy::cast_ptr_alignment, reason = "getifaddrs aligns its addresses")]
        let bits = (*address.cast::<libc::sockaddr_in>()).sin_addr.s_addr;
        Some(std::net::Ipv4Addr::from(u32::from_be(bits)).to_string())
    }
}
