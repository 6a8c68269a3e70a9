//! Timers of one mini-program, in the order in which they fall due.

use std::collections::{BTreeMap, HashMap};
use std::time::{Duration, Instant};

/// Longest delay a script can ask for: `setTimeout` takes a signed 32-bit number of milliseconds.
const MAX_DELAY_MS: f64 = 2_147_483_647.0;
/// Shortest period of an interval, so that `setInterval(f, 0)` leaves room for messages.
const MIN_INTERVAL: Duration = Duration::from_millis(4);

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Due {
    at: Instant,
    /// Breaks ties: timers with equal deadlines fire in the order in which they were set.
    order: u64,
}

#[derive(Debug, Clone, Copy)]
struct Timer {
    id: u32,
    every: Option<Duration>,
}

#[derive(Debug, Default)]
pub struct Timers {
    queue: BTreeMap<Due, Timer>,
    due_of: HashMap<u32, Due>,
    next_order: u64,
}

impl Timers {
    pub fn set(&mut self, now: Instant, id: u32, delay_ms: f64, repeat: bool) {
        let ms = if delay_ms.is_finite() {
            delay_ms.clamp(0.0, MAX_DELAY_MS)
        } else {
            0.0
        };
        let delay = Duration::from_secs_f64(ms / 1000.0);
        let every = repeat.then(|| delay.max(MIN_INTERVAL));
        self.insert(now + every.unwrap_or(delay), Timer { id, every });
    }

    pub fn clear(&mut self, id: u32) {
        if let Some(due) = self.due_of.remove(&id) {
            self.queue.remove(&due);
        }
    }

    /// When the next timer falls due.
    pub fn next_deadline(&self) -> Option<Instant> {
        self.queue.keys().next().map(|due| due.at)
    }

    /// When the last timeout, not interval, falls due that does so by then.
    pub fn last_timeout_by(&self, then: Instant) -> Option<Instant> {
        self.queue
            .iter()
            .take_while(|(due, _)| due.at <= then)
            .filter(|(_, timer)| timer.every.is_none())
            .last()
            .map(|(due, _)| due.at)
    }

    /// Takes the first timer that is due; an interval is set again.
    pub fn pop_due(&mut self, now: Instant) -> Option<u32> {
        let (due, timer) = self.queue.first_key_value()?;
        if due.at > now {
            return None;
        }
        let timer = *timer;
        self.clear(timer.id);
        if let Some(every) = timer.every {
            self.insert(now + every, timer);
        }
        Some(timer.id)
    }

    fn insert(&mut self, at: Instant, timer: Timer) {
        self.clear(timer.id);
        let due = Due {
            at,
            order: self.next_order,
        };
        self.next_order += 1;
        self.due_of.insert(timer.id, due);
        self.queue.insert(due, timer);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn timers_fire_by_deadline_then_by_order_of_setting() {
        let start = Instant::now();
        let mut timers = Timers::default();
        timers.set(start, 1, 20.0, false);
        timers.set(start, 2, 10.0, false);
        timers.set(start, 3, 10.0, false);
        assert_eq!(timers.pop_due(start), None);
        let later = start + Duration::from_millis(30);
        assert_eq!(timers.pop_due(later), Some(2));
        assert_eq!(timers.pop_due(later), Some(3));
        assert_eq!(timers.pop_due(later), Some(1));
        assert_eq!(timers.next_deadline(), None);
    }

    #[test]
    fn an_interval_comes_again_and_can_be_cleared() {
        let start = Instant::now();
        let mut timers = Timers::default();
        timers.set(start, 7, 0.0, true);
        assert_eq!(timers.pop_due(start), None, "not faster than the minimum");
        let later = start + MIN_INTERVAL;
        assert_eq!(timers.pop_due(later), Some(7));
        assert_eq!(timers.pop_due(later), None);
        timers.clear(7);
        assert_eq!(timers.next_deadline(), None);
    }

    #[test]
    fn odd_delays_fire_at_once() {
        let start = Instant::now();
        let mut timers = Timers::default();
        timers.set(start, 1, f64::NAN, false);
        timers.set(start, 2, -5.0, false);
        assert_eq!(timers.pop_due(start), Some(1));
        assert_eq!(timers.pop_due(start), Some(2));
    }

    #[test]
    fn timeouts_are_told_from_intervals() {
        let start = Instant::now();
        let at = |ms| start + Duration::from_millis(ms);
        let mut timers = Timers::default();
        timers.set(start, 1, 10.0, true);
        timers.set(start, 2, 2_000.0, false);
        assert_eq!(timers.last_timeout_by(at(1_000)), None);
        timers.set(start, 3, 900.0, false);
        timers.set(start, 4, 500.0, false);
        assert_eq!(timers.last_timeout_by(at(1_000)), Some(at(900)));
    }
}
