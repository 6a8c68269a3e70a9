//! Real taps and keys on the real window, through the X server.

use std::process::Command;
use std::time::Duration;

use serde_json::json;

use crate::{Client, Element, Outcome};

/// Pictures to compare before a tap; a slide takes a quarter of a second, a cold page a second.
const PICTURES: usize = 40;

/// The mouse and keyboard of the display on which a host's window is open.
pub struct Pointer {
    window: String,
}

impl Pointer {
    /// Finds the host's window.
    pub fn of(pid: u32) -> Outcome<Self> {
        let found = xdotool(&[
            "search",
            "--sync",
            "--onlyvisible",
            "--pid",
            &pid.to_string(),
        ])?;
        let window = found
            .lines()
            .last()
            .map(str::to_string)
            .filter(|id| !id.is_empty())
            .ok_or("the host has no visible window")?;
        Ok(Self { window })
    }

    /// Taps the middle of an element with the left mouse button.
    pub fn tap(&self, client: &mut Client, element: &Element) -> Outcome<()> {
        come_to_rest(client)?;
        let rect = client.call(
            "Peapod.getWindowRect",
            json!({ "pageId": element.page, "elementId": element.id }),
        )?;
        let middle = |start: &str, length: &str| {
            let value = |name: &str| rect[name].as_f64();
            value(start)
                .zip(value(length))
                .map(|(start, length)| (start + length / 2.0).round().to_string())
                .ok_or_else(|| format!("no {start} and {length} in {rect}"))
        };
        let (x, y) = (middle("left", "width")?, middle("top", "height")?);
        xdotool(&[
            "mousemove",
            "--sync",
            "--window",
            &self.window,
            &x,
            &y,
            "click",
            "1",
        ])?;
        Ok(())
    }

    /// Types text into whatever has the focus.
    pub fn write(&self, text: &str) -> Outcome<()> {
        xdotool(&["type", "--clearmodifiers", "--delay", "20", text])?;
        Ok(())
    }
}

/// Waits until the window shows the same picture twice: a page that still slides in is not where
/// it says it is. Something may move for ever (a caret, a video), so the wait has an end.
fn come_to_rest(client: &mut Client) -> Outcome<()> {
    let mut before = None;
    for _ in 0..PICTURES {
        let picture = client.call("App.captureScreenshot", json!({}))?;
        if before.as_ref() == Some(&picture) {
            return Ok(());
        }
        before = Some(picture);
        std::thread::sleep(Duration::from_millis(60));
    }
    Ok(())
}

fn xdotool(arguments: &[&str]) -> Outcome<String> {
    let output = Command::new("xdotool")
        .args(arguments)
        .output()
        .map_err(|error| format!("xdotool: {error}"))?;
    if output.status.success() {
        Ok(String::from_utf8_lossy(&output.stdout).trim().to_string())
    } else {
        Err(format!(
            "xdotool {}: {}",
            arguments.join(" "),
            String::from_utf8_lossy(&output.stderr).trim()
        ))
    }
}
