//! What the shell may call; see "Chrome → host" in `docs/protocol.md`.

use std::{path::PathBuf, sync::Arc};

use serde_json::Value;
use tauri::State;

use crate::{
    device::outside,
    launcher::Entry,
    mobile::{DeepLink, opening},
    window::HostApp,
};

type Host<'a> = State<'a, Arc<HostApp>>;

/// The shell's listener stands.
#[tauri::command]
pub async fn shell_ready(host: Host<'_>) -> Result<(), ()> {
    host.shell_ready();
    Ok(())
}

/// Something happened in the shell.
#[tauri::command]
pub async fn chrome_event(host: Host<'_>, name: String, payload: Value) -> Result<(), ()> {
    host.chrome_event(&name, payload);
    Ok(())
}

/// Puts the shell above the pages or below; answers when that is so.
#[tauri::command]
pub async fn shell_raise(host: Host<'_>, raised: bool) -> Result<(), ()> {
    host.raise_shell(raised).await;
    Ok(())
}

/// Saves a picture of the preview.
#[tauri::command]
pub async fn shell_save_image(host: Host<'_>, url: String) -> Result<(), String> {
    host.save_image(&url).await
}

/// Mini-programs that were opened before, newest first.
#[tauri::command]
pub async fn launcher_list(host: Host<'_>) -> Result<Vec<Entry>, String> {
    Ok(host.launcher().list())
}

/// Opens a listed mini-program.
#[tauri::command]
pub async fn launcher_open(host: Host<'_>, id: String) -> Result<(), String> {
    let path = host
        .launcher()
        .path_of(&id)
        .ok_or_else(|| "this mini-program is no longer in the list".to_owned())?;
    host.inner().clone().open_path(path)
}

/// Opens a folder or zip, or what a link names.
#[tauri::command]
pub async fn launcher_open_path(host: Host<'_>, path: PathBuf) -> Result<(), String> {
    match path.to_str() {
        Some(text) if DeepLink::is_link(text) => {
            opening::open_scanned(&host, text);
            Ok(())
        }
        _ => host.inner().clone().open_path(path),
    }
}

/// Reads a QR code and opens the link in it.
#[tauri::command]
pub async fn launcher_scan(host: Host<'_>) -> Result<(), String> {
    if let Some(text) = outside::scan().await? {
        opening::open_scanned(&host, &text);
    }
    Ok(())
}

/// Installs a file that the user chooses, and opens it.
#[tauri::command]
pub async fn launcher_pick(host: Host<'_>) -> Result<(), String> {
    if let Some(path) = outside::pick().await? {
        opening::open_file(&host, path);
    }
    Ok(())
}

/// Forgets a mini-program. Its folder stays; a package that was installed here goes with all that it
/// has stored, which another package of its app id would find.
#[tauri::command]
pub async fn launcher_remove(host: Host<'_>, id: String) -> Result<(), String> {
    let entry = host.launcher().entry(&id);
    host.launcher().remove(&id);
    if let Some(entry) = entry
        && host.packages().remove(&entry.path)?
    {
        opening::forget(&host, &entry)?;
    }
    Ok(())
}
