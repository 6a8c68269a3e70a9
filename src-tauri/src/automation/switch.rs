//! The automation port as the shell's menu opens and closes it.
//!
//! A desktop opens it on loopback. A phone asks which: loopback, which a cable reaches, or the local
//! network, where clients must show a token that the phone shows.

use std::{
    net::IpAddr,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    thread,
};

use serde_json::{Value, json};

use super::{AutomationHost, DEFAULT_PORT, Listen, Server, announce, lan};
use crate::{chrome::ChromeLink, device::outside};

/// What this system is, as far as the port is concerned.
#[derive(Clone, Copy)]
pub struct Reach {
    /// Whether the user is asked who may connect. A desktop has a command line for it.
    pub asks: bool,
    /// The address in the local network.
    pub lan: fn() -> Option<IpAddr>,
    /// Hands the address to another machine.
    pub share: fn(&str),
}

impl Reach {
    /// Of the system that this is built for.
    pub const HERE: Self = Self {
        asks: cfg!(mobile),
        lan: lan::address,
        share,
    };
}

/// The port, open or closed, and what the shell shows of it.
pub struct Switch {
    chrome: Arc<ChromeLink>,
    reach: Reach,
    server: Mutex<Option<Server>>,
}

impl Switch {
    /// A closed port.
    pub fn new(chrome: Arc<ChromeLink>, reach: Reach) -> Self {
        Self {
            chrome,
            reach,
            server: Mutex::default(),
        }
    }

    /// Runs something with the port, where it is open.
    pub fn with<T>(&self, act: impl FnOnce(&Server) -> T) -> Option<T> {
        self.server().as_ref().map(act)
    }

    /// Opens the port. Blocks.
    ///
    /// # Errors
    /// The port is in use.
    pub fn open(&self, listen: &Listen, host: Arc<dyn AutomationHost>) -> Result<(), String> {
        let server = Server::start(listen, host)?;
        announce(&server);
        *self.server() = Some(server);
        self.show();
        Ok(())
    }

    /// Tells the shell whether the port is open.
    pub fn show(&self) {
        let port = self.with(Server::port);
        self.chrome.send("automationPort", json!({ "port": port }));
    }

    /// The menu's entry was chosen: opens the port, on the number that clients try first or on a
    /// free one, or closes it. Blocks.
    pub fn toggle(self: &Arc<Self>, host: Arc<dyn AutomationHost>) {
        match self.with(|server| (server.url(), server.is_guarded())) {
            // Its token is worth another look before it closes.
            Some((url, true)) if self.reach.asks => self.offer_to_close(url),
            Some(_) => self.close(),
            None if self.reach.asks => self.ask_for_whom(host),
            None => self.open_locally(host),
        }
    }

    fn ask_for_whom(self: &Arc<Self>, host: Arc<dyn AutomationHost>) {
        let this = self.clone();
        self.chrome.ask(
            "actionSheet",
            json!({
                "alertText": "自动化端口：连接者可以在小程序里运行任何代码",
                "itemList": ["仅本机（数据线）", "局域网（需要令牌）"],
            }),
            Box::new(move |answer: Value| match answer["tapIndex"].as_u64() {
                Some(0) => blocking(move || this.open_locally(host)),
                Some(1) => blocking(move || this.open_to_network(host)),
                _ => {}
            }),
        );
    }

    fn open_locally(&self, host: Arc<dyn AutomationHost>) {
        let opened = self.open_at(Listen::local, host);
        self.notice(opened.map(|url| format!("自动化端口: {url}")));
    }

    fn open_to_network(self: &Arc<Self>, host: Arc<dyn AutomationHost>) {
        let Some(address) = (self.reach.lan)() else {
            return self.notice(Err("没有局域网：请连接无线网络".into()));
        };
        match self.open_at(|port| Listen::guarded(address, port), host) {
            Ok(url) => self.show_url(url),
            Err(message) => self.notice(Err(message)),
        }
    }

    /// Opens the port on its own number, or a free one where that is taken, and gives the URL.
    fn open_at(
        &self,
        listen: impl Fn(u16) -> Listen,
        host: Arc<dyn AutomationHost>,
    ) -> Result<String, String> {
        self.open(&listen(DEFAULT_PORT), host.clone())
            .or_else(|_| self.open(&listen(0), host))?;
        Ok(self.with(Server::url).unwrap_or_default())
    }

    /// The address with its token, to be typed or sent to the machine with the scripts.
    fn show_url(self: &Arc<Self>, url: String) {
        let share = self.reach.share;
        let params = dialog(&url, "发送");
        self.chrome.ask(
            "modal",
            params,
            Box::new(move |answer: Value| {
                if answer["confirm"] == true {
                    share(&url);
                }
            }),
        );
    }

    fn offer_to_close(self: &Arc<Self>, url: String) {
        let this = self.clone();
        self.chrome.ask(
            "modal",
            dialog(&url, "关闭端口"),
            Box::new(move |answer: Value| {
                if answer["confirm"] == true {
                    blocking(move || this.close());
                }
            }),
        );
    }

    fn close(&self) {
        drop(self.server().take());
        self.show();
        self.notice(Ok("自动化端口已关闭".into()));
    }

    fn notice(&self, text: Result<String, String>) {
        let text = text.unwrap_or_else(|message| message);
        self.chrome.send("notice", json!({ "text": text }));
    }

    fn server(&self) -> MutexGuard<'_, Option<Server>> {
        self.server.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn dialog(url: &str, confirm: &str) -> Value {
    json!({
        "title": "自动化端口",
        "content": url,
        "showCancel": true,
        "cancelText": "返回",
        "confirmText": confirm,
    })
}

/// Through the system's share sheet.
fn share(url: &str) {
    let url = url.to_owned();
    tauri::async_runtime::spawn(async move {
        if let Err(message) = outside::share("自动化端口", &url).await {
            log::warn!("{message}");
        }
    });
}

/// Starting and ending a server blocks, which the shell's calls must not.
fn blocking(task: impl FnOnce() + Send + 'static) {
    let spawned = thread::Builder::new()
        .name("automation-switch".into())
        .spawn(task);
    if let Err(error) = spawned {
        log::error!("cannot switch the automation port: {error}");
    }
}

#[cfg(test)]
mod tests;
