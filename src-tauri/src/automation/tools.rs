//! The domain `Tool`: what DevTools does beside the mini-program.

use std::sync::{
    Arc, Mutex, MutexGuard, PoisonError,
    atomic::{AtomicU64, Ordering},
};

use serde_json::{Value, json};

use super::{
    audits,
    methods::{apart, session, to_logic},
    server::Shared,
};

/// How long a simulated ticket says it is good for, s: DevTools' tickets last two hours.
const TICKET_SECONDS: u64 = 7200;

/// Removes what the mini-program has written under `wx.env.USER_DATA_PATH`.
const REMOVE_FILES: &str = "function () {
  const files = wx.getFileSystemManager()
  const root = wx.env.USER_DATA_PATH
  for (const name of files.readdirSync(root)) {
    const path = root + '/' + name
    if (files.statSync(path).isDirectory()) files.rmdirSync(path, true)
    else files.unlinkSync(path)
  }
}";

/// What the methods of the domain remember.
#[derive(Default)]
pub struct Tools {
    ticket: Mutex<Option<String>>,
    made: AtomicU64,
}

impl Tools {
    /// Answers `Tool.*`, but for what the connection itself must do.
    ///
    /// # Errors
    /// The text of the error frame.
    pub async fn call(
        &self,
        shared: &Arc<Shared>,
        method: &str,
        params: &Value,
    ) -> Result<Value, String> {
        let nothing = || Ok(json!({}));
        match method {
            "Tool.compile" => {
                apart(shared, |host| host.reload()).await?;
                nothing()
            }
            "Tool.clearAuth" => {
                clear_auth(shared)?;
                nothing()
            }
            "Tool.clearCache" => {
                let what = params.get("clean").and_then(Value::as_str).unwrap_or("all");
                clear_cache(shared, what).await?;
                nothing()
            }
            // The mini-program runs where the port is already; the connection says so by an event.
            "Tool.enableRemoteDebug" | "Tool.resetRemoteDebug" => nothing(),
            // Nobody is logged in to WeChat here.
            "Tool.getTestAccounts" => Ok(json!({ "accounts": [] })),
            "Tool.getTicket" => {
                let ticket = lock(&self.ticket)
                    .get_or_insert_with(|| self.new_ticket())
                    .clone();
                Ok(json!({ "ticket": ticket, "expiredTime": TICKET_SECONDS }))
            }
            "Tool.setTicket" => {
                let ticket = params.get("ticket").and_then(Value::as_str);
                let ticket = ticket.ok_or("`ticket` is missing")?;
                *lock(&self.ticket) = Some(ticket.to_owned());
                nothing()
            }
            "Tool.refreshTicket" => {
                *lock(&self.ticket) = Some(self.new_ticket());
                nothing()
            }
            "Tool.stopAudits" => {
                let measured = session(&*shared.host)?.measure.report();
                Ok(audits::report(&measured, &shared.journal.counts()))
            }
            _ => Err(format!("{method} unimplemented")),
        }
    }

    fn new_ticket(&self) -> String {
        let number = self.made.fetch_add(1, Ordering::Relaxed) + 1;
        format!("peapod-simulated-ticket-{number}")
    }
}

fn clear_auth(shared: &Shared) -> Result<(), String> {
    let apis = session(&*shared.host)?
        .apis()
        .ok_or("the mini-program is still starting")?;
    apis.call_sync("$clearAuth", json!({}).into())
        .map(drop)
        .map_err(|error| error.message)
}

async fn clear_cache(shared: &Arc<Shared>, what: &str) -> Result<(), String> {
    let all = what == "all";
    if !all && !["auth", "compile", "file", "network", "session", "storage"].contains(&what) {
        return Err(format!("`{what}` cannot be cleared"));
    }
    let host = &*shared.host;
    if all || what == "auth" {
        clear_auth(shared)?;
    }
    if all || what == "storage" {
        let params = json!({"method": "clearStorageSync", "args": []});
        to_logic(host, "App.callWxMethod", params).await?;
    }
    if all || what == "file" {
        let params = json!({"functionDeclaration": REMOVE_FILES, "args": []});
        to_logic(host, "App.callFunction", params).await?;
    }
    if all || what == "compile" {
        apart(shared, |host| host.forget_compiled()).await??;
    }
    // Responses and logins are not kept between runs: there is nothing to clear.
    Ok(())
}

/// Errors of the running mini-program, counted for the audits.
#[derive(Default)]
pub struct Journal {
    exceptions: AtomicU64,
    errors: AtomicU64,
    warnings: AtomicU64,
}

/// What a [`Journal`] has counted since the mini-program started.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    pub exceptions: u64,
    pub errors: u64,
    pub warnings: u64,
}

impl Journal {
    /// The mini-program starts anew.
    pub fn begin(&self) {
        for counter in [&self.exceptions, &self.errors, &self.warnings] {
            counter.store(0, Ordering::Relaxed);
        }
    }

    /// An event on its way to the clients.
    pub fn note(&self, event: &Value) {
        let counter = match event["method"].as_str() {
            Some("App.exceptionThrown") => &self.exceptions,
            Some("App.logAdded") => match event["params"]["type"].as_str() {
                Some("error") => &self.errors,
                Some("warn") => &self.warnings,
                _ => return,
            },
            _ => return,
        };
        counter.fetch_add(1, Ordering::Relaxed);
    }

    pub fn counts(&self) -> Counts {
        Counts {
            exceptions: self.exceptions.load(Ordering::Relaxed),
            errors: self.errors.load(Ordering::Relaxed),
            warnings: self.warnings.load(Ordering::Relaxed),
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
