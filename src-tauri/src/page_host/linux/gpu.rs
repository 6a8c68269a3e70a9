//! Whether there is anything to composite pages with.

use std::{fs, path::Path};

/// True where pages are better painted plainly than composited.
///
/// Without a GPU, WebKitGTK composites with OpenGL in software: each web process compiles shaders
/// for its first frame, and each frame is rasterised and then drawn once more. Plain painting took
/// 100 ms of processor time less for a new page of 100 cards, and a third less for its updates. It
/// clears what lies below the view, so it is for pages, which are opaque, and not for the shell.
pub fn paints_plainly() -> bool {
    // WebKit's own switch for the other way.
    std::env::var_os("WEBKIT_FORCE_COMPOSITING_MODE").is_none() && !in_devices(Path::new("/dev"))
}

/// Whether the system has a device that draws: a DRM render node, NVIDIA's own driver, or WSL's.
fn in_devices(devices: &Path) -> bool {
    let render_node = fs::read_dir(devices.join("dri"))
        .into_iter()
        .flatten()
        .flatten()
        .any(|entry| entry.file_name().to_string_lossy().starts_with("renderD"));
    render_node || devices.join("nvidia0").exists() || devices.join("dxg").exists()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_gpu_is_a_render_node_or_a_driver_of_its_own() {
        let devices = tempfile::tempdir().unwrap();
        assert!(!in_devices(devices.path()), "no devices at all");
        fs::create_dir(devices.path().join("dri")).unwrap();
        fs::write(devices.path().join("dri/card0"), "").unwrap();
        assert!(!in_devices(devices.path()), "a display without an engine");
        fs::write(devices.path().join("dxg"), "").unwrap();
        assert!(in_devices(devices.path()));
        fs::remove_file(devices.path().join("dxg")).unwrap();
        fs::write(devices.path().join("dri/renderD128"), "").unwrap();
        assert!(in_devices(devices.path()));
    }
}
