//! Times that benchmarks read through the automation method `Peapod.measure`.

use std::{
    collections::{HashMap, VecDeque},
    sync::{
        Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use peapod_runtime::host::PageId;
use serde_json::{Value, json};

/// Pages and taps remembered; a benchmark reads after each step, a long session must not grow.
const KEPT: usize = 64;

#[derive(Debug, Clone)]
struct PageTimes {
    page: PageId,
    route: String,
    created: f64,
    presented: Option<f64>,
    painted: Option<f64>,
    /// When the tap that led here reached the host, if one came just before.
    tapped: Option<f64>,
}

#[derive(Debug, Clone, Copy)]
struct Tap {
    page: PageId,
    received: f64,
    applied: Option<f64>,
    painted: Option<f64>,
}

/// A save of `--watch`.
#[derive(Debug, Clone, Copy)]
struct Save {
    noticed: f64,
    applied: Option<f64>,
    painted: Option<f64>,
}

#[derive(Default)]
struct Times {
    ready: Option<f64>,
    pages: VecDeque<PageTimes>,
    taps: VecDeque<Tap>,
    saves: VecDeque<Save>,
    /// The page that is shown.
    visible: Option<PageId>,
    /// The newest batch that each page has painted, counted as `ops` counts them.
    newest_painted: HashMap<PageId, u64>,
    /// When something last changed what the window shows.
    changed: f64,
    /// Events, and calls of WXS, that pages have sent to the logic.
    events: HashMap<PageId, u64>,
    /// Operations and bytes by page.
    ops: HashMap<PageId, (u64, u64)>,
}

/// Milliseconds since the launch of one mini-program.
pub struct Measure {
    start: Instant,
    /// Ask for `painted` of every batch.
    every_paint: AtomicBool,
    times: Mutex<Times>,
}

impl Measure {
    /// Starts the clock.
    pub fn start() -> Self {
        Self {
            start: Instant::now(),
            every_paint: AtomicBool::new(false),
            times: Mutex::default(),
        }
    }

    fn now(&self) -> f64 {
        self.start.elapsed().as_secs_f64() * 1000.0
    }

    /// From now on views tell of every batch they paint, which `settled` needs.
    pub fn watch_every_paint(&self) {
        self.every_paint.store(true, Ordering::Relaxed);
    }

    /// Something is about to change what the window shows.
    pub fn changed(&self) {
        let now = self.now();
        self.times().changed = now;
    }

    /// Whether the visible page has painted all it was given, and nothing has changed for a while.
    pub fn settled(&self, quiet: Duration) -> bool {
        let now = self.now();
        let times = self.times();
        let Some(page) = times.visible else {
            return false;
        };
        let given = times.ops.get(&page).map_or(0, |(batches, _)| *batches);
        let painted = times.newest_painted.get(&page).copied().unwrap_or(0);
        painted > 0 && painted >= given && now - times.changed >= quiet.as_secs_f64() * 1000.0
    }

    /// The logic runs: `App.onLaunch` has been called.
    pub fn launched(&self) {
        self.times().ready = Some(self.now());
    }

    /// A page got its view.
    pub fn created(&self, page: PageId, route: &str) {
        let now = self.now();
        let mut times = self.times();
        let tapped = times
            .taps
            .back()
            .filter(|tap| tap.painted.is_none())
            .map(|tap| tap.received);
        push(
            &mut times.pages,
            PageTimes {
                page,
                route: route.to_owned(),
                created: now,
                presented: None,
                painted: None,
                tapped,
            },
        );
    }

    /// A page became the visible one.
    pub fn presented(&self, page: PageId) {
        let now = self.now();
        let mut times = self.times();
        times.visible = Some(page);
        times.changed = now;
        if let Some(times) = times.pages.iter_mut().rev().find(|it| it.page == page) {
            times.presented.get_or_insert(now);
        }
    }

    /// A tap from the view is about to reach the logic.
    pub fn tapped(&self, page: PageId) {
        let received = self.now();
        push(
            &mut self.times().taps,
            Tap {
                page,
                received,
                applied: None,
                painted: None,
            },
        );
    }

    /// A page's view tells the logic of an event, or WXS in it calls the logic.
    pub fn event(&self, page: PageId) {
        *self.times().events.entry(page).or_default() += 1;
    }

    /// A saved file is about to be brought to the pages.
    pub fn saved(&self) {
        let noticed = self.now();
        push(
            &mut self.times().saves,
            Save {
                noticed,
                applied: None,
                painted: None,
            },
        );
    }

    /// A batch for a page. True: ask the view to tell when it is painted.
    pub fn applied(&self, page: PageId, batch: &str) -> bool {
        let now = self.now();
        let every = self.every_paint.load(Ordering::Relaxed);
        let mut times = self.times();
        times.changed = now;
        let (count, bytes) = times.ops.entry(page).or_default();
        *count += 1;
        *bytes += batch.len() as u64;
        let visible = times.visible == Some(page);
        let saved = match times.saves.back_mut() {
            Some(save) if visible && save.applied.is_none() => {
                save.applied = Some(now);
                true
            }
            _ => false,
        };
        match times.taps.back_mut() {
            Some(tap) if tap.page == page && tap.applied.is_none() => {
                tap.applied = Some(now);
                true
            }
            _ => every || saved,
        }
    }

    /// The view painted its `batch`-th batch.
    pub fn painted(&self, page: PageId, batch: u64) {
        let now = self.now();
        let mut times = self.times();
        let newest = times.newest_painted.entry(page).or_default();
        *newest = batch.max(*newest);
        if let Some(it) = times.pages.iter_mut().rev().find(|it| it.page == page) {
            it.painted.get_or_insert(now);
        }
        if let Some(tap) = times
            .taps
            .iter_mut()
            .find(|tap| tap.page == page && tap.applied.is_some() && tap.painted.is_none())
        {
            tap.painted = Some(now);
        }
        if times.visible == Some(page)
            && let Some(save) = times
                .saves
                .iter_mut()
                .find(|save| save.applied.is_some() && save.painted.is_none())
        {
            save.painted = Some(now);
        }
    }

    /// Everything but memory, for `Peapod.measure`. Times are in ms since launch.
    pub fn report(&self) -> Value {
        let times = self.times();
        let pages: Vec<Value> = times
            .pages
            .iter()
            .map(|it| {
                let (batches, bytes) = times.ops.get(&it.page).copied().unwrap_or_default();
                json!({
                    "pageId": it.page, "path": it.route, "created": it.created, "presented": it.presented,
                    "painted": it.painted, "tapped": it.tapped, "batches": batches, "bytes": bytes,
                    "events": times.events.get(&it.page).copied().unwrap_or_default(),
                    "createdToPainted": it.painted.map(|painted| painted - it.created),
                    "tapToPainted": it.painted.zip(it.tapped).map(|(painted, tapped)| painted - tapped),
                })
            })
            .collect();
        let taps: Vec<Value> = times
            .taps
            .iter()
            .map(|tap| {
                json!({
                    "pageId": tap.page, "received": tap.received, "applied": tap.applied, "painted": tap.painted,
                    "tapToApplied": tap.applied.map(|applied| applied - tap.received),
                    "tapToPainted": tap.painted.map(|painted| painted - tap.received),
                })
            })
            .collect();
        let saves: Vec<Value> = times
            .saves
            .iter()
            .map(|it| json!({"noticed": it.noticed, "applied": it.applied, "painted": it.painted}))
            .collect();
        json!({
            "now": self.now(),
            "launched": times.ready,
            "firstPainted": times.pages.iter().find_map(|it| it.painted),
            "pages": pages,
            "taps": taps,
            "saves": saves,
        })
    }

    fn times(&self) -> MutexGuard<'_, Times> {
        self.times.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn push<T>(list: &mut VecDeque<T>, item: T) {
    if list.len() == KEPT {
        list.pop_front();
    }
    list.push_back(item);
}

/// Resident memory in KiB.
struct Memory {
    host: u64,
    /// Name, process id and memory of the webview's helper processes.
    web: Vec<(String, u32, u64)>,
}

/// Resident memory of this process and of those it has started, as `Peapod.measure` gives it. Whoever polls
/// for times does not want it: it reads every process of the system.
pub fn memory_report() -> Value {
    let Memory { host, web } = memory();
    let total: u64 = web.iter().map(|(_, _, rss)| rss).sum();
    json!({ "host": host, "web": web, "webTotal": total })
}

/// Reads `/proc`; empty on systems without it.
fn memory() -> Memory {
    let own = std::process::id();
    let mut all: Vec<(u32, u32, String, u64)> = std::fs::read_dir("/proc")
        .into_iter()
        .flatten()
        .filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok())
        .filter_map(|pid: u32| {
            let status = std::fs::read_to_string(format!("/proc/{pid}/status")).ok()?;
            let (parent, name, rss) = parse_status(&status)?;
            Some((pid, parent, name, rss))
        })
        .collect();
    all.sort_by_key(|(pid, ..)| *pid);
    // Helpers may be grandchildren (bubblewrap, zygotes): take every descendant.
    let mut family = vec![own];
    let mut web = Vec::new();
    let mut grown = true;
    while grown {
        grown = false;
        for (pid, parent, name, rss) in &all {
            if family.contains(parent) && !family.contains(pid) {
                family.push(*pid);
                web.push((name.clone(), *pid, *rss));
                grown = true;
            }
        }
    }
    let host = all
        .iter()
        .find(|(pid, ..)| *pid == own)
        .map_or(0, |(.., rss)| *rss);
    Memory { host, web }
}

/// Parent, name and resident KiB of `/proc/<pid>/status`.
fn parse_status(status: &str) -> Option<(u32, String, u64)> {
    let field = |name: &str| {
        status
            .lines()
            .find_map(|line| line.strip_prefix(name))
            .map(str::trim)
    };
    let rss = field("VmRSS:").and_then(|text| text.split_whitespace().next()?.parse().ok());
    Some((
        field("PPid:")?.parse().ok()?,
        field("Name:")?.to_owned(),
        rss.unwrap_or(0),
    ))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_tap_is_measured_until_its_batch_is_painted() {
        let measure = Measure::start();
        measure.created(1, "a");
        assert!(!measure.applied(1, "[1]"));
        measure.painted(1, 1);
        measure.tapped(1);
        assert!(measure.applied(1, "[22]"));
        assert!(
            !measure.applied(1, "[3]"),
            "only the first batch after the tap is marked"
        );
        measure.painted(1, 2);
        let report = measure.report();
        assert!(report["taps"][0]["tapToPainted"].is_f64());
        assert_eq!(report["pages"][0]["batches"], 3);
        assert_eq!(report["pages"][0]["bytes"], 10);
        assert!(report["firstPainted"].is_f64());
    }

    #[test]
    fn a_page_settles_when_its_newest_batch_is_painted() {
        let measure = Measure::start();
        measure.watch_every_paint();
        let settled = || measure.settled(Duration::ZERO);
        measure.created(1, "a");
        assert!(measure.applied(1, "[1]"), "every batch is marked");
        measure.painted(1, 1);
        assert!(!settled(), "nothing is shown yet");
        measure.presented(1);
        assert!(settled());
        assert!(measure.applied(1, "[2]"));
        assert!(!settled());
        measure.painted(1, 2);
        assert!(settled());
        assert!(!measure.settled(Duration::from_secs(3600)), "just changed");
        measure.created(2, "b");
        measure.applied(2, "[1]");
        assert!(settled(), "a page below has no say");
        measure.presented(2);
        assert!(!settled());
    }

    #[test]
    fn status_files_are_read() {
        let text = "Name:\tWebKitWebProces\nPPid:\t12\nVmRSS:\t  34567 kB\n";
        assert_eq!(
            parse_status(text).unwrap(),
            (12, "WebKitWebProces".into(), 34567)
        );
        assert_eq!(parse_status("x"), None);
    }
}
