//! The application's way to the background and back, and memory warnings, as a mini-program hears
//! of them.

use std::sync::{Mutex, PoisonError};

use peapod_native_apis::device::Change;
use serde_json::{Value, json};

/// How short memory is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pressure {
    /// `level` of the listener's argument, where the system tells a step.
    level: Option<u32>,
}

impl Pressure {
    /// iOS: `didReceiveMemoryWarning`, which has no steps.
    #[cfg(any(test, target_os = "ios"))]
    pub const UNKNOWN: Self = Self { level: None };

    /// From the step that Android's page host counts: `TRIM_MEMORY_RUNNING_MODERATE`, `…_LOW` and
    /// `…_CRITICAL`, 0 to 2, whose numbers `wx.onMemoryWarning` hands on.
    #[cfg(any(test, target_os = "android"))]
    pub const fn from_step(step: i32) -> Self {
        let level = match step {
            0 => 5,
            1 => 10,
            _ => 15,
        };
        Self { level: Some(level) }
    }

    /// What listeners get.
    pub fn change(self) -> Change {
        let payload = self
            .level
            .map_or_else(|| json!({}), |level| json!({ "level": level }));
        Change {
            event: "onMemoryWarning".to_owned(),
            payload,
        }
    }
}

/// What the system tells the application.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event {
    /// The application is seen again.
    Foreground,
    /// It is not seen any more.
    Background,
    Memory(Pressure),
}

/// What becomes of an event.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// `onShow` of app and page, with these entry options.
    Show(Value),
    /// `onHide` of page and app.
    Hide,
    /// A change for listeners.
    Tell(Change),
}

/// Whether the application is seen. Systems tell of both ends more than once: a dialog of the
/// system pauses an activity, and a first resume follows its creation.
#[derive(Debug, Default)]
pub struct Lifecycle {
    hidden: Mutex<bool>,
}

impl Lifecycle {
    /// What the running mini-program has to hear; `None` for what it has heard.
    pub fn take(&self, event: Event) -> Option<Effect> {
        match event {
            Event::Foreground => self.turn(false).then(|| Effect::Show(Value::Null)),
            Event::Background => self.turn(true).then_some(Effect::Hide),
            Event::Memory(pressure) => Some(Effect::Tell(pressure.change())),
        }
    }

    /// True when this is news.
    fn turn(&self, hidden: bool) -> bool {
        let mut now = self.hidden.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::replace(&mut *now, hidden) != hidden
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_turn_is_told_once() {
        let life = Lifecycle::default();
        // An activity resumes after it was created: nothing was hidden.
        assert_eq!(life.take(Event::Foreground), None);
        assert_eq!(life.take(Event::Background), Some(Effect::Hide));
        assert_eq!(life.take(Event::Background), None);
        assert_eq!(
            life.take(Event::Foreground),
            Some(Effect::Show(Value::Null))
        );
        assert_eq!(life.take(Event::Foreground), None);
    }

    #[test]
    fn warnings_have_androids_levels() {
        let levels: Vec<Option<u32>> = [0, 1, 2, 7]
            .map(|step| Pressure::from_step(step).level)
            .to_vec();
        assert_eq!(levels, [Some(5), Some(10), Some(15), Some(15)]);
        let life = Lifecycle::default();
        for (pressure, payload) in [
            (Pressure::from_step(1), json!({"level": 10})),
            (Pressure::UNKNOWN, json!({})),
        ] {
            let Some(Effect::Tell(change)) = life.take(Event::Memory(pressure)) else {
                panic!("a warning is always told");
            };
            assert_eq!(
                (change.event.as_str(), change.payload),
                ("onMemoryWarning", payload)
            );
        }
    }
}
