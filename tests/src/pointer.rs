//! Real taps and keys on the real window, through the X server.

use std::process::Command;
use std::time::Duration;

use serde_json::json;

use crate::{Client, Element, Outcome};

/// Pictures to compare before a tap; a slide takes a quarter of a second, a cold page a second.
const PICTURES: usize = 40;

/// Moves of a drag.
const DRAG_STEPS: u32 = 6;

/// The mouse and keyboard of the display on which a host's window is open.
pub struct Pointer {
    window: String,
}

impl Pointer {
    /// Finds the host's window.
    pub fn of(pid: u32) -> Outcome<Self> {
        let pid = pid.to_string();
        let search = || xdotool(&["search", "--sync", "--onlyvisible", "--pid", &pid]);
        // A window that closes while it looks (a splash, another host's) makes it fail.
        let found = search().or_else(|_| search()).or_else(|_| search())?;
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
        let (x, y) = middle_of(client, element)?;
        let (x, y) = (text(x), text(y));
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

    /// Presses the left mouse button in the middle of an element, moves by so many px in a few
    /// steps, and releases it.
    pub fn drag(&self, client: &mut Client, element: &Element, dx: f64, dy: f64) -> Outcome<()> {
        let (x, y) = middle_of(client, element)?;
        let go = |part: f64| {
            let (x, y) = (text(x + dx * part), text(y + dy * part));
            xdotool(&["mousemove", "--sync", "--window", &self.window, &x, &y]).map(drop)
        };
        go(0.0)?;
        xdotool(&["mousedown", "1"])?;
        for step in 1..=DRAG_STEPS {
            go(f64::from(step) / f64::from(DRAG_STEPS))?;
        }
        xdotool(&["mouseup", "1"]).map(drop)
    }

    /// Presses the left mouse button at a place of the window, in px.
    pub fn click(&self, x: f64, y: f64) -> Outcome<()> {
        let (x, y) = (text(x), text(y));
        let there = ["mousemove", "--sync", "--window", &self.window, &x, &y];
        xdotool(&there)?;
        xdotool(&["click", "1"]).map(drop)
    }

    /// Gives the window another size.
    pub fn resize(&self, width: u32, height: u32) -> Outcome<()> {
        let (width, height) = (width.to_string(), height.to_string());
        xdotool(&["windowsize", &self.window, &width, &height]).map(drop)
    }

    /// Types text into whatever has the focus.
    pub fn write(&self, text: &str) -> Outcome<()> {
        xdotool(&["type", "--clearmodifiers", "--delay", "20", text])?;
        Ok(())
    }
}

/// A coordinate as xdotool takes it.
fn text(px: f64) -> String {
    px.round().to_string()
}

/// Where an element's middle is in the window, once that shows the same picture twice.
fn middle_of(client: &mut Client, element: &Element) -> Outcome<(f64, f64)> {
    come_to_rest(client)?;
    let rect = client.call(
        "Peapod.getWindowRect",
        json!({ "pageId": element.page, "elementId": element.id }),
    )?;
    let middle = |start: &str, length: &str| {
        let value = |name: &str| rect[name].as_f64();
        value(start)
            .zip(value(length))
            .map(|(start, length)| start + length / 2.0)
            .ok_or_else(|| format!("no {start} and {length} in {rect}"))
    };
    Ok((middle("left", "width")?, middle("top", "height")?))
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
