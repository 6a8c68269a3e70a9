//! The Peapod host: command line, windows, page hosts, and the wiring of runtime, native APIs and
//! chrome. What an API does and how a component behaves is not known here.

mod album;
#[cfg(any(target_os = "android", test))]
mod android;
mod automation;
mod bridge;
mod chrome;
pub mod cli;
mod code;
mod console;
mod device;
mod folders;
mod headless;
mod instance;
mod launcher;
mod layout;
mod measure;
mod mobile;
mod page_host;
mod policy_file;
mod prompter;
#[cfg(any(target_os = "android", test))]
mod scan;
mod scheme;
mod scope_settings;
mod screenshot;
mod secret;
mod start;
mod testing;
mod watch;
mod window;

/// Entry of the mobile shells: opens the launcher.
#[cfg_attr(mobile, tauri::mobile_entry_point)]
pub fn run() {
    window::open(None);
    // The system destroyed the last activity. The process may live on, and another activity in it
    // would find no loop; a new process starts from the beginning.
    #[cfg(target_os = "android")]
    std::process::exit(0);
}
