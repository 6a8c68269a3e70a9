//! What comes to the application from outside: links, files, codes, and the system's own events.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use serde_json::{Value, json};
#[cfg(any(target_os = "macos", mobile))]
use url::Url;

use super::{
    DeepLink, bundled,
    entrance::{self, Doors, open_text, refuse},
    install::Packages,
};
use crate::{device::outside, launcher::Entry, start::Opening, window::HostApp};

/// WeChat's scene values for entries from outside.
const SCENE_SCANNED: u32 = 1011;
#[cfg(any(target_os = "macos", mobile))]
const SCENE_OTHER_APP: u32 = 1069;

/// Something the system gave to open: a link, or a file that another application shares.
#[cfg(any(target_os = "macos", mobile))]
pub fn open_received(host: &Arc<HostApp>, url: &Url) {
    match url.scheme() {
        super::link::SCHEME => open_text(host, url.as_str(), SCENE_OTHER_APP),
        "file" => match url.to_file_path() {
            Ok(path) => open_file(host, path),
            Err(()) => refuse(host, &format!("{url} names no file of this phone")),
        },
        "content" => open_content(host, url.as_str()),
        // Text that was shared.
        "data" => match shared_text(url.as_str()) {
            Some(text) => open_text(host, &text, SCENE_OTHER_APP),
            None => refuse(host, "the shared text cannot be read"),
        },
        other => refuse(host, &format!("nothing here opens {other}: links")),
    }
}

/// A code that was scanned in the launcher.
pub fn open_scanned(host: &Arc<HostApp>, text: &str) {
    open_text(host, text, SCENE_SCANNED);
}

/// Installs a file that the user has chosen, and opens it.
pub fn open_file(host: &Arc<HostApp>, path: PathBuf) {
    entrance::open_file(host, path);
}

/// A document of another application, which only the system can read.
#[cfg(target_os = "android")]
fn open_content(host: &Arc<HostApp>, uri: &str) {
    let host = host.clone();
    let uri = uri.to_owned();
    tauri::async_runtime::spawn_blocking(move || match crate::device::android::import(&uri) {
        Ok(path) => open_file(&host, path),
        Err(error) => refuse(&host, &error.to_string()),
    });
}

#[cfg(any(target_os = "macos", target_os = "ios"))]
fn open_content(host: &Arc<HostApp>, uri: &str) {
    refuse(host, &format!("{uri} can only be opened on Android"));
}

impl Doors for Arc<HostApp> {
    fn packages(&self) -> Packages {
        HostApp::packages(self)
    }

    fn path_of_app(&self, app_id: &str) -> Option<PathBuf> {
        self.launcher().path_of_app(app_id)
    }

    fn go_on(&self, path: &Path, options: Value) -> bool {
        let running = self
            .session()
            .filter(|session| is_same(&session.path, path));
        let program = running.as_ref().and_then(|session| session.program());
        program.map(|program| program.show(options)).is_some()
    }

    fn start(&self, path: PathBuf, opening: Opening) -> Result<(), String> {
        self.clone().open_with(path, opening)
    }

    fn ask(&self, params: Value, reply: Box<dyn FnOnce(Value) + Send>) {
        self.chrome.ask("modal", params, reply);
    }

    fn notice(&self, text: &str) {
        self.chrome.send("notice", json!({ "text": text }));
    }
}

fn is_same(running: &Path, other: &Path) -> bool {
    other
        .canonicalize()
        .is_ok_and(|other| other.as_path() == running)
}

/// Text of a `data:text/plain,…` URL, as Tauri makes one from shared text.
#[cfg(any(target_os = "macos", mobile, test))]
fn shared_text(url: &str) -> Option<String> {
    let text = url.strip_prefix("data:text/plain,")?;
    // One parameter of a query decodes as the text was encoded; a plus sign is itself.
    let query = format!("t={}", text.replace('+', "%2B").replace('&', "%26"));
    url::form_urlencoded::parse(query.as_bytes())
        .next()
        .map(|(_, text)| text.into_owned())
}

/// A page was shared: with the phone's share sheet where there is one. A desktop has no chats to
/// share with; its shell shows the card and copies the path.
pub fn share(host: &Arc<HostApp>, card: &Value) {
    if outside::sources().is_empty() {
        host.chrome.ask("share", card.clone(), Box::new(drop));
        return;
    }
    let title = card["title"].as_str().unwrap_or_default().to_owned();
    let app_id = host
        .session()
        .and_then(|session| Some(session.code()?.package().app_id().to_owned()))
        .unwrap_or_default();
    let text = DeepLink::to_app(&app_id, card["path"].as_str().unwrap_or_default());
    let host = host.clone();
    tauri::async_runtime::spawn(async move {
        if let Err(message) = outside::share(&title, &text).await {
            refuse(&host, &message);
        }
    });
}

/// The system's own events.
#[cfg(mobile)]
pub fn system_event(host: &Arc<HostApp>, event: super::Event) {
    use super::lifecycle::Effect;

    let effect = host.lifecycle().take(event);
    let Some(session) = host.session() else {
        return;
    };
    match effect {
        Some(Effect::Show(options)) => {
            #[cfg(target_os = "android")]
            crate::device::android::wake();
            if let Some(program) = session.program() {
                program.show(options);
            }
        }
        Some(Effect::Hide) => {
            if let Some(program) = session.program() {
                program.hide();
            }
        }
        Some(Effect::Tell(change)) => {
            if let Some(device) = session.device() {
                device.trigger(&change.event, change.payload);
            }
        }
        None => {}
    }
}

/// Removes what a mini-program that is no longer installed has stored, unless another one of the
/// list has the same app id.
///
/// # Errors
/// The system does not let it; the text is for the user.
pub fn forget(host: &HostApp, entry: &Entry) -> Result<(), String> {
    let data_id = |entry: &Entry| crate::start::data_id(&entry.appid, &entry.path);
    let forgotten = data_id(entry);
    let others = host.launcher().list();
    if others.iter().any(|other| data_id(other) == forgotten) {
        return Ok(());
    }
    host.folders.forget_app(&forgotten)?;
    outside::forget_web_data(&host.folders.web_of(&forgotten));
    Ok(())
}

/// Puts the mini-programs of this application into the launcher's list.
pub fn list_bundled(host: &HostApp) {
    let folder = host.folders.bundled();
    match bundled::unpack(&folder, bundled::all()) {
        Ok(roots) => {
            for root in roots {
                match crate::start::open_package(&root, None) {
                    Ok(package) => host.launcher().offer(Entry {
                        bundled: true,
                        last_opened: None,
                        ..Entry::new(&root, package.name(), package.app_id())
                    }),
                    Err(message) => log::error!("{}: {message}", root.display()),
                }
            }
        }
        Err(error) => log::error!("{}: {error}", folder.display()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shared_text_is_decoded() {
        assert_eq!(
            shared_text("data:text/plain,peapod%3A%2F%2Fopen%3Fappid%3Da+b&c").as_deref(),
            Some("peapod://open?appid=a+b&c")
        );
        assert_eq!(shared_text("data:text/html,x"), None);
    }
}
