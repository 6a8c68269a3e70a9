//! A test as data: a mini-program, what to do with it, and what must then be true.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use base64::Engine as _;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::app_copy::AppCopy;
use crate::{Client, Host, Mode, Outcome, Pointer};

/// How long an expectation may take to become true, in seconds. Generous, since machines are slow
/// and a test that will pass passes as soon as the answer is right. `PATIENCE` overrides it.
const PATIENCE: f64 = 20.0;

/// `steps.json`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Spec {
    /// What the case shows, in a sentence.
    pub about: String,
    /// Folder of the mini-program, relative to the case; `app` where it is left out.
    #[serde(default = "app_folder")]
    pub app: PathBuf,
    /// Further arguments of `peapod run`.
    #[serde(default)]
    pub arguments: Vec<String>,
    /// Leave out where the case needs layout.
    #[serde(default = "yes")]
    pub headless: bool,
    /// True where the case runs in the real window too.
    #[serde(default)]
    pub window: bool,
    pub steps: Vec<Step>,
}

/// One thing to do or to expect.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub enum Step {
    /// Tap an element through the automation port.
    Tap(String),
    /// Tap it with the real mouse; headless, the same as `tap`.
    Touch(String),
    /// Press the mouse on an element, move it by so many px and release it; headless, touches in
    /// its middle.
    Drag(String, f64, f64),
    /// So many events and calls of WXS have come from the visible page's view (window only).
    Events(u64),
    /// Type into the focused field with the real keyboard (window only).
    Type(String),
    /// Give a field a value as if typed.
    Input(String, String),
    /// Trigger an event at an element.
    Trigger(String, String, Value),
    /// Call a wx method and expect its result to contain this.
    Wx(String, Vec<Value>, Value),
    /// Call a method of the automation port and expect its result, or `{"error": text}`, to contain this.
    Call(String, Value, Value),
    /// Answer the open dialog: a `Tool.native` method.
    Native(String),
    /// The visible page's path.
    Page(String),
    /// Paths of the page stack.
    Stack(Vec<String>),
    /// The text of an element.
    Text(String, String),
    /// How many elements match.
    Count(String, usize),
    /// Page data at a path.
    Data(String, Value),
    /// The result of a function in the logic layer.
    Evaluate(String, Value),
    /// A line of the log contains this.
    Log(String),
    /// The picture of the window has this many pixels of a colour `#rrggbb` at least; none at all
    /// where 0 is given (window only).
    Shows(String, usize),
    /// Write a file of the mini-program, in place.
    Save(String, String),
    /// Replace a text in a file of the mini-program, by renaming as many editors do.
    Edit(String, String, String),
    /// Remove a file of the mini-program.
    Remove(String),
    /// What `--watch` has done contains this.
    Watch(Value),
    /// The latest commands to the shell contain this.
    Chrome(Value),
    /// The picture of the window has this many different colours at least (window only).
    Colours(usize),
    /// Give the visible page data.
    SetData(Value),
    /// The text of an element with the blanks around it.
    RawText(String, String),
    /// Computed styles of an element (window only).
    Style(String, BTreeMap<String, String>),
    /// A style sheet of the visible page contains this (headless only).
    Sheet(String),
    /// No style sheet of the visible page contains this (headless only).
    NoSheet(String),
    /// The element tree of the visible page, as lines (in groups of cases only).
    Tree(Vec<String>),
    /// What was added to the global `calls` since the last such step (in groups of cases only).
    Calls(Vec<String>),
}

impl Spec {
    /// Reads a case's `steps.json`.
    pub fn read(folder: &Path) -> Outcome<Self> {
        let path = folder.join("steps.json");
        let text =
            fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        serde_json::from_str(&text).map_err(|error| format!("{}: {error}", path.display()))
    }

    /// Whether a step moves the real mouse or types on the real keyboard.
    pub fn uses_pointer(&self) -> bool {
        self.steps.iter().any(Step::uses_pointer)
    }

    /// Whether a step writes to the mini-program, which then runs from a copy.
    fn edits(&self) -> bool {
        self.steps
            .iter()
            .any(|step| matches!(step, Step::Save(..) | Step::Edit(..) | Step::Remove(_)))
    }
}

impl Step {
    /// Whether it moves the real mouse or types on the real keyboard.
    pub fn uses_pointer(&self) -> bool {
        matches!(self, Self::Touch(_) | Self::Drag(..) | Self::Type(_))
    }
}

/// Runs a case to its end in one kind of host.
pub fn run(folder: &Path, spec: &Spec, mode: Mode) -> Outcome<()> {
    let given = folder.join(&spec.app);
    let copy = spec.edits().then(|| AppCopy::of(&given)).transpose()?;
    let app = copy.as_ref().map_or(given.as_path(), AppCopy::path);
    let mut host = Host::start(app, mode, &spec.arguments)?;
    let mut client = host.connect()?;
    let pointer = match mode {
        Mode::Window => Some(Pointer::of(host.pid())?),
        Mode::Headless => None,
    };
    for (index, step) in spec.steps.iter().enumerate() {
        let done = match step {
            Step::Save(..) | Step::Edit(..) | Step::Remove(_) => edit(copy.as_ref(), step),
            _ => perform(&mut client, &host, pointer.as_ref(), step),
        };
        done.map_err(|error| format!("step {} {step:?}: {error}\n{}", index + 1, host.log()))?;
    }
    Ok(())
}

fn edit(copy: Option<&AppCopy>, step: &Step) -> Outcome<()> {
    let copy = copy.ok_or("the mini-program is no copy")?;
    match step {
        Step::Save(file, text) => copy.save(file, text),
        Step::Edit(file, from, to) => copy.edit(file, from, to),
        Step::Remove(file) => copy.remove(file),
        _ => Ok(()),
    }
}

/// Does a step, or waits until what it expects is so.
pub(crate) fn perform(
    client: &mut Client,
    host: &Host,
    pointer: Option<&Pointer>,
    step: &Step,
) -> Outcome<()> {
    match (step, pointer) {
        (Step::Touch(selector), Some(pointer)) => {
            let element = appears(client, selector)?;
            pointer.tap(client, &element)
        }
        (Step::Tap(selector) | Step::Touch(selector), _) => {
            let element = appears(client, selector)?;
            client.on(&element, "tap", &json!({})).map(drop)
        }
        (Step::Drag(selector, x, y), Some(pointer)) => {
            let element = appears(client, selector)?;
            pointer.drag(client, &element, *x, *y)
        }
        (Step::Drag(selector, x, y), None) => {
            let element = appears(client, selector)?;
            drag(client, &element, *x, *y)
        }
        (Step::Events(expected), Some(_)) => eventually(|| {
            let (page, _, _) = client.page()?;
            let report = client.call("Peapod.measure", json!({}))?;
            let pages = report["pages"].as_array().cloned().unwrap_or_default();
            let found = pages.iter().rev().find(|it| it["pageId"] == json!(page));
            equal(
                &found.and_then(|it| it["events"].as_u64()),
                &Some(*expected),
            )
        }),
        (Step::Type(text), Some(pointer)) => pointer.write(text),
        (Step::Type(_) | Step::Colours(_) | Step::Events(_) | Step::Shows(..), None) => Ok(()),
        (Step::Save(..) | Step::Edit(..) | Step::Remove(_), _) => Ok(()),
        (Step::Tree(_) | Step::Calls(_), _) => {
            Err("only groups of cases (cases.json) can do this".to_string())
        }
        (Step::SetData(data), _) => {
            let (page, _, _) = client.page()?;
            let params = json!({ "pageId": page, "data": data });
            client.call("Page.setData", params).map(drop)
        }
        (Step::RawText(selector, expected), _) => {
            eventually(|| equal(&client.raw_text(selector)?, expected))
        }
        (Step::Style(..), None) | (Step::Sheet(_) | Step::NoSheet(_), Some(_)) => Ok(()),
        (Step::Style(selector, expected), Some(_)) => eventually(|| {
            let element = client.element(selector)?;
            let names: Vec<&String> = expected.keys().collect();
            let answer = client.on(&element, "getStyles", &json!({ "names": names }))?;
            let values: Vec<&String> = expected.values().collect();
            equal(&answer["styles"], &json!(values))
        }),
        (Step::Sheet(text), None) => eventually(|| match sheet_with(client, text)? {
            (true, _) => Ok(()),
            (false, sheets) => Err(format!("not in the style sheets: {text}\n{sheets}")),
        }),
        (Step::NoSheet(text), None) => match sheet_with(client, text)? {
            (false, _) => Ok(()),
            (true, sheets) => Err(format!("in the style sheets: {text}\n{sheets}")),
        },
        (Step::Watch(expected), _) => {
            eventually(|| contains(&client.call("Peapod.watchState", json!({}))?, expected))
        }
        (Step::Chrome(expected), _) => {
            eventually(|| contains(&client.call("Peapod.chromeState", json!({}))?, expected))
        }
        (Step::Shows(colour, least), Some(_)) => eventually(|| {
            let found = pixels(client)?
                .into_iter()
                .filter(|[red, green, blue]| format!("#{red:02x}{green:02x}{blue:02x}") == *colour)
                .count();
            let right = if *least == 0 {
                found == 0
            } else {
                found >= *least
            };
            right
                .then_some(())
                .ok_or_else(|| format!("{found} pixels of {colour}, expected {least}"))
        }),
        (Step::Input(selector, value), _) => {
            let element = appears(client, selector)?;
            let params = json!({ "functionName": "input.input", "args": [value] });
            client.on(&element, "callFunction", &params).map(drop)
        }
        (Step::Trigger(selector, kind, detail), _) => {
            let element = appears(client, selector)?;
            let params = json!({ "type": kind, "detail": detail });
            client.on(&element, "triggerEvent", &params).map(drop)
        }
        (Step::Wx(method, arguments, expected), _) => {
            let params = json!({ "method": method, "args": arguments });
            let answer = client.call("App.callWxMethod", params)?;
            contains(&answer["result"], expected)
        }
        (Step::Call(method, params, expected), _) => {
            let found = match client.call(method, params.clone()) {
                Ok(result) => result,
                Err(error) => json!({ "error": error }),
            };
            contains(&found, expected)
        }
        (Step::Native(method), _) => eventually(|| {
            let answer = client.call("Tool.native", json!({ "method": method }))?;
            answer
                .get("error")
                .map_or(Ok(()), |error| Err(error["message"].to_string()))
        }),
        (Step::Page(expected), _) => eventually(|| equal(&client.page()?.1, expected)),
        (Step::Stack(expected), _) => eventually(|| equal(&client.stack()?, expected)),
        (Step::Text(selector, expected), _) => {
            eventually(|| equal(&client.text(selector)?, expected))
        }
        (Step::Count(selector, expected), _) => {
            eventually(|| equal(&client.elements(selector)?.len(), expected))
        }
        (Step::Data(path, expected), _) => eventually(|| {
            let (page, _, _) = client.page()?;
            let params = json!({ "pageId": page, "path": path });
            equal(&client.call("Page.getData", params)?["data"], expected)
        }),
        (Step::Evaluate(function, expected), _) => eventually(|| {
            let params = json!({ "functionDeclaration": function, "args": [] });
            equal(
                &client.call("App.callFunction", params)?["result"],
                expected,
            )
        }),
        (Step::Log(expected), _) => eventually(|| {
            let log = host.log();
            log.contains(expected)
                .then_some(())
                .ok_or_else(|| format!("not in the log: {expected}"))
        }),
        (Step::Colours(least), Some(_)) => eventually(|| {
            let found = colours(client)?;
            (found >= *least)
                .then_some(())
                .ok_or_else(|| format!("{found} colours, expected {least} at least"))
        }),
    }
}

/// Whether a style sheet of the visible page contains a text, and all of them.
fn sheet_with(client: &mut Client, text: &str) -> Outcome<(bool, String)> {
    let (page, _, _) = client.page()?;
    let answer = client.call("Peapod.viewTree", json!({ "pageId": page }))?;
    let sheets: Vec<&str> = answer["styles"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    let sheets = sheets.join("\n");
    Ok((sheets.contains(text), sheets))
}

/// Touches without a screen: the finger moves in a few steps.
fn drag(client: &mut Client, element: &crate::Element, x: f64, y: f64) -> Outcome<()> {
    let at = |part: f64| {
        let (x, y) = (x * part, y * part);
        json!({ "identifier": 0, "pageX": x, "pageY": y, "clientX": x, "clientY": y })
    };
    let touches = |point: Value| json!({ "touches": [point.clone()], "changedTouches": [point] });
    client.on(element, "touchstart", &touches(at(0.0)))?;
    for part in [0.25, 0.5, 1.0] {
        client.on(element, "touchmove", &touches(at(part)))?;
    }
    let end = json!({ "touches": [], "changedTouches": [at(1.0)] });
    client.on(element, "touchend", &end).map(drop)
}

fn appears(client: &mut Client, selector: &str) -> Outcome<crate::Element> {
    let mut found = None;
    eventually(|| {
        found = Some(client.element(selector)?);
        Ok(())
    })?;
    found.ok_or_else(|| format!("no element `{selector}`"))
}

pub(crate) fn eventually(mut attempt: impl FnMut() -> Outcome<()>) -> Outcome<()> {
    let given = std::env::var("PATIENCE").ok();
    let seconds = given.and_then(|text| text.parse().ok());
    let patience = Duration::try_from_secs_f64(seconds.unwrap_or(PATIENCE)).unwrap_or_default();
    let deadline = Instant::now() + patience;
    loop {
        match attempt() {
            Ok(()) => return Ok(()),
            Err(error) if Instant::now() > deadline => return Err(error),
            Err(_) => std::thread::sleep(Duration::from_millis(30)),
        }
    }
}

fn equal<T: PartialEq + std::fmt::Debug + ?Sized>(found: &T, expected: &T) -> Outcome<()> {
    if found == expected {
        Ok(())
    } else {
        Err(format!("found {found:?}, expected {expected:?}"))
    }
}

/// Objects, also those in arrays, may have more fields than expected; everything else is equal.
fn contains(found: &Value, expected: &Value) -> Outcome<()> {
    match (found, expected) {
        (Value::Object(found), Value::Object(expected)) => {
            expected.iter().try_for_each(|(name, value)| {
                contains(found.get(name).unwrap_or(&Value::Null), value)
                    .map_err(|error| format!("{name}: {error}"))
            })
        }
        (Value::Array(found), Value::Array(expected)) if found.len() == expected.len() => found
            .iter()
            .zip(expected)
            .enumerate()
            .try_for_each(|(index, (found, expected))| {
                contains(found, expected).map_err(|error| format!("{index}: {error}"))
            }),
        _ => equal(found, expected),
    }
}

fn colours(client: &mut Client) -> Outcome<usize> {
    let mut seen = pixels(client)?;
    seen.sort_unstable();
    seen.dedup();
    Ok(seen.len())
}

fn pixels(client: &mut Client) -> Outcome<Vec<[u8; 3]>> {
    let answer = client.call("App.captureScreenshot", json!({}))?;
    let data = answer["data"].as_str().ok_or("no picture")?;
    let bytes = base64::engine::general_purpose::STANDARD
        .decode(data)
        .map_err(|error| error.to_string())?;
    let picture = image::load_from_memory(&bytes)
        .map_err(|error| error.to_string())?
        .to_rgb8();
    Ok(picture.pixels().map(|pixel| pixel.0).collect())
}

pub(crate) fn app_folder() -> PathBuf {
    PathBuf::from("app")
}

fn yes() -> bool {
    true
}
