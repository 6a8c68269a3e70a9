//! The application's way to the background and back, and memory warnings, as a mini-program hears
//! of them.

use std::sync::{Mutex, PoisonError};

use peapod_native_apis::device::Change;
use serde_json::{Value, json};

/// How short memory is, in Android's steps, which `wx.onMemoryWarning` hands on. iOS knows one step
/// and no number.
#[cfg_attr(target_os = "ios", allow(dead_code, reason = "Android's steps"))]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pressure {
    /// `TRIM_MEMORY_RUNNING_MODERATE`.
    Moderate,
    /// `TRIM_MEMORY_RUNNING_LOW`.
    Low,
    /// `TRIM_MEMORY_RUNNING_CRITICAL`.
    Critical,
    /// iOS: `didReceiveMemoryWarning`.
    #[cfg_attr(target_os = "android", allow(dead_code))]
    Unknown,
}

impl Pressure {
    /// From the step that Android's page host counts: 0 to 2.
    #[cfg_attr(target_os = "ios", allow(dead_code))]
    pub const fn from_step(step: i32) -> Self {
        match step {
            0 => Self::Moderate,
            1 => Self::Low,
            _ => Self::Critical,
        }
    }

    /// `level` of the listener's argument.
    pub const fn level(self) -> Option<u32> {
        match self {
            Self::Moderate => Some(5),
            Self::Low => Some(10),
            Self::Critical => Some(15),
            Self::Unknown => None,
        }
    }

    /// What listeners get.
    pub fn change(self) -> Change {
        let payload = self
            .level()
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
            .map(|step| Pressure::from_step(step).level())
            .to_vec();
        assert_eq!(levels, [Some(5), Some(10), Some(15), Some(15)]);
        let life = Lifecycle::default();
        for (pressure, payload) in [
            (Pressure::Low, json!({"level": 10})),
            (Pressure::Unknown, json!({})),
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
