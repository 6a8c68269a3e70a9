//! From a link, a code or a file to the mini-program that it opens. What the user is asked, and what
//! is refused, is decided here; the host carries it out.

use std::path::{Path, PathBuf};

use peapod_native_apis::network::{Network, download_package};
use serde_json::{Value, json};
use url::Url;

use super::{
    DeepLink, Target,
    install::{Candidate, LARGEST, Packages},
};
use crate::start::Opening;

/// What entering needs of the host.
pub trait Doors: Clone + Send + Sync + 'static {
    /// Installed packages.
    fn packages(&self) -> Packages;
    /// Where a mini-program of the launcher's list is.
    fn path_of_app(&self, app_id: &str) -> Option<PathBuf>;
    /// Goes on with a mini-program that runs from this path; false if none does.
    fn go_on(&self, path: &Path, options: Value) -> bool;
    /// Starts one in place of what runs.
    ///
    /// # Errors
    /// There is nothing at the path.
    fn start(&self, path: PathBuf, opening: Opening) -> Result<(), String>;
    /// Asks the user; `params` are those of the shell's `modal`.
    fn ask(&self, params: Value, reply: Box<dyn FnOnce(Value) + Send>);
    /// Tells the user.
    fn notice(&self, text: &str);
}

/// Opens what a link names.
pub fn open_text(host: &impl Doors, text: &str, scene: u32) {
    match DeepLink::parse(text) {
        Ok(link) => open_link(host, link, scene),
        Err(error) => refuse(host, &error.to_string()),
    }
}

fn open_link(host: &impl Doors, link: DeepLink, scene: u32) {
    let opening = Opening {
        page: link.page,
        scene,
        ..Opening::default()
    };
    match link.target {
        Target::Path(path) => match host.packages().find(&path) {
            Some(path) => open(host, path, opening),
            None => refuse(host, &format!("{} is not installed", path.display())),
        },
        Target::App(id) => match host.path_of_app(&id) {
            Some(path) => open(host, path, opening),
            None => refuse(host, &format!("no mini-program {id} is installed")),
        },
        Target::Url(url) => {
            let host = host.clone();
            tauri::async_runtime::spawn(async move {
                let bytes = download_package(&Network::new(Vec::new()), &url, LARGEST).await;
                downloaded(
                    &host,
                    &url,
                    bytes.map_err(|error| error.to_string()),
                    opening,
                );
            });
        }
    }
}

fn downloaded(host: &impl Doors, url: &Url, bytes: Result<Vec<u8>, String>, opening: Opening) {
    let name = url
        .path_segments()
        .and_then(|mut parts| parts.next_back().map(str::to_owned))
        .unwrap_or_default();
    let site = url.host_str().unwrap_or_default();
    match bytes.and_then(|bytes| host.packages().check(&name, bytes)) {
        Ok(candidate) => propose(host, candidate, site, opening),
        Err(message) => refuse(host, &message),
    }
}

/// Installs a file that the user has chosen, and opens it.
pub fn open_file(host: &impl Doors, path: PathBuf) {
    let host = host.clone();
    // Reading and compiling take a while.
    tauri::async_runtime::spawn_blocking(move || match host.packages().read(&path) {
        Ok(candidate) if candidate.replaces() => {
            propose(&host, candidate, "", Opening::default());
        }
        Ok(candidate) => keep_and_start(&host, &candidate, Opening::default()),
        Err(message) => refuse(&host, &message),
    });
}

/// A package that someone else named: the user decides, and knows from where it comes. Another
/// package of the same app id would get the storage and the permissions of the installed one.
fn propose(host: &impl Doors, candidate: Candidate, site: &str, opening: Opening) {
    let from = if site.is_empty() {
        String::new()
    } else {
        format!("来自 {site}。")
    };
    let replaces = if candidate.replaces() {
        "它会替换已安装的同一小程序，并沿用其数据和权限。"
    } else {
        ""
    };
    let app_id = match candidate.app_id.as_str() {
        "" => String::new(),
        id => format!("（{id}）"),
    };
    let asked = host.clone();
    host.ask(
        json!({
            "title": "安装小程序",
            "content": format!("{}{app_id}。{from}{replaces}", candidate.name),
            "showCancel": true,
            "cancelText": "取消",
            "confirmText": "安装",
        }),
        Box::new(move |answer: Value| {
            if answer["confirm"].as_bool() == Some(true) {
                tauri::async_runtime::spawn_blocking(move || {
                    keep_and_start(&asked, &candidate, opening);
                });
            }
        }),
    );
}

/// Always a start: what runs from this path is the package that was there before.
fn keep_and_start(host: &impl Doors, candidate: &Candidate, opening: Opening) {
    let kept = host.packages().keep(candidate);
    if let Err(message) = kept.and_then(|path| host.start(path, opening)) {
        refuse(host, &message);
    }
}

/// Opens a package, or goes on with it where it runs already.
fn open(host: &impl Doors, path: PathBuf, opening: Opening) {
    let mut options = json!({"scene": opening.scene});
    if let Some(page) = &opening.page {
        options["path"] = page.as_str().into();
    }
    if !host.go_on(&path, options)
        && let Err(message) = host.start(path, opening)
    {
        refuse(host, &message);
    }
}

/// Says why nothing is opened.
pub fn refuse(host: &impl Doors, message: &str) {
    log::warn!("{message}");
    host.notice(message);
}

#[cfg(test)]
mod tests;
