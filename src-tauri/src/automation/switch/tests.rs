#![allow(clippy::unwrap_used, clippy::expect_used)]
use std::{
    net::Ipv4Addr,
    time::{Duration, Instant},
};

use tokio_tungstenite::tungstenite::{self, client::IntoClientRequest};

use super::*;
use crate::automation::alone::Alone;

fn loopback() -> Option<IpAddr> {
    Some(IpAddr::V4(Ipv4Addr::LOCALHOST))
}

fn switch(asks: bool, lan: fn() -> Option<IpAddr>) -> (Arc<Switch>, Arc<ChromeLink>) {
    let chrome = Arc::new(ChromeLink::headless());
    let reach = Reach {
        asks,
        lan,
        share: |_| {},
    };
    (Arc::new(Switch::new(chrome.clone(), reach)), chrome)
}

/// The dialog that is open, once it is.
fn dialog_of(chrome: &ChromeLink, command: &str) -> (u64, Value) {
    let deadline = Instant::now() + Duration::from_secs(30);
    loop {
        if let Some(found) = chrome.newest_request(&[command]) {
            return found;
        }
        assert!(Instant::now() < deadline, "no {command} is open");
        thread::yield_now();
    }
}

fn answer(chrome: &ChromeLink, request: u64, result: Value) {
    assert!(chrome.take_reply(&json!({"request": request, "result": result})));
}

/// Status of the handshake; 101 for a client that is let in.
fn shake_hands(url: &str, bearer: Option<&str>) -> u16 {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let mut request = url.into_client_request().unwrap();
    if let Some(token) = bearer {
        let value = format!("Bearer {token}").parse().unwrap();
        request.headers_mut().insert("authorization", value);
    }
    match runtime.block_on(tokio_tungstenite::connect_async(request)) {
        Ok((_, response)) => response.status().as_u16(),
        Err(tungstenite::Error::Http(response)) => response.status().as_u16(),
        Err(error) => panic!("{url}: {error}"),
    }
}

/// Opens the port to the network as the user does, and gives the URL that the phone shows.
fn opened_to_network(switch: &Arc<Switch>, chrome: &ChromeLink) -> String {
    switch.toggle(Arc::new(Alone::new(0)));
    let (sheet, params) = dialog_of(chrome, "actionSheet");
    assert_eq!(params["itemList"].as_array().unwrap().len(), 2);
    assert!(switch.with(|_| ()).is_none(), "open before it was chosen");
    answer(chrome, sheet, json!({"tapIndex": 1}));
    let (modal, params) = dialog_of(chrome, "modal");
    answer(chrome, modal, json!({"confirm": false}));
    params["content"].as_str().unwrap().to_owned()
}

#[test]
fn the_network_is_for_those_who_know_the_token() {
    let (switch, chrome) = switch(true, loopback);
    let url = opened_to_network(&switch, &chrome);
    let (address, token) = url.split_once("/?token=").unwrap();
    assert!(token.len() >= 12, "{token}");
    for wrong in [
        address.to_owned(),
        format!("{address}/?token="),
        format!("{address}/?token={}x", &token[..token.len() - 1]),
        format!("{address}/?token={token}0"),
        format!("{address}/?Token={token}"),
    ] {
        assert_eq!(shake_hands(&wrong, None), 403, "{wrong}");
    }
    assert_eq!(shake_hands(address, Some("nothing")), 403);
    assert_eq!(shake_hands(address, Some(token)), 101);
    assert_eq!(shake_hands(&url, None), 101);
}

#[test]
fn the_open_port_shows_its_token_again_and_closes() {
    let (switch, chrome) = switch(true, loopback);
    let url = opened_to_network(&switch, &chrome);
    let host = Arc::new(Alone::new(0));
    for (confirm, open) in [(false, true), (true, false)] {
        switch.toggle(host.clone());
        let (modal, params) = dialog_of(&chrome, "modal");
        assert_eq!(params["content"], url.as_str());
        answer(&chrome, modal, json!({ "confirm": confirm }));
        let deadline = Instant::now() + Duration::from_secs(30);
        while switch.with(|_| ()).is_some() != open {
            assert!(Instant::now() < deadline, "confirm: {confirm}");
            thread::yield_now();
        }
    }
    // Each opening has a token of its own.
    assert_ne!(opened_to_network(&switch, &chrome), url);
}

#[test]
fn the_cable_needs_no_token_and_a_dismissed_sheet_opens_nothing() {
    let (switch, chrome) = switch(true, loopback);
    let host = Arc::new(Alone::new(0));
    switch.toggle(host.clone());
    let (sheet, _) = dialog_of(&chrome, "actionSheet");
    answer(&chrome, sheet, json!({"cancel": true}));
    assert!(switch.with(|_| ()).is_none());
    switch.toggle(host);
    let (sheet, _) = dialog_of(&chrome, "actionSheet");
    answer(&chrome, sheet, json!({"tapIndex": 0}));
    let deadline = Instant::now() + Duration::from_secs(30);
    let url = loop {
        if let Some(url) = switch.with(Server::url) {
            break url;
        }
        assert!(Instant::now() < deadline, "the port does not open");
        thread::yield_now();
    };
    assert!(url.starts_with("ws://127.0.0.1:") && !url.contains("token"));
    assert_eq!(shake_hands(&url, None), 101);
}

#[test]
fn without_a_local_network_nothing_opens() {
    let (switch, chrome) = switch(true, || None);
    switch.open_to_network(Arc::new(Alone::new(0)));
    assert!(switch.with(|_| ()).is_none());
    assert!(chrome.newest_request(&["modal"]).is_none());
}

#[test]
fn a_desktop_asks_nothing() {
    let (switch, chrome) = switch(false, || None);
    let host = Arc::new(Alone::new(0));
    switch.toggle(host.clone());
    assert!(chrome.open_requests().is_empty());
    assert!(switch.with(Server::is_guarded) == Some(false));
    switch.toggle(host);
    assert!(switch.with(|_| ()).is_none());
}
