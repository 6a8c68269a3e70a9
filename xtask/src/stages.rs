//! The parts of a long check, each with the time it took.

use std::time::{Duration, Instant};

use crate::steps::say;

/// What has run so far.
#[derive(Default)]
pub struct Stages {
    done: Vec<(&'static str, Duration)>,
}

impl Stages {
    /// Runs one stage and says how long it took; an error names the stage.
    pub fn run(
        &mut self,
        name: &'static str,
        work: impl FnOnce() -> Result<(), String>,
    ) -> Result<(), String> {
        say(name);
        let start = Instant::now();
        let outcome = work();
        let took = start.elapsed();
        outcome.map_err(|reason| format!("{name} ({}): {reason}", shown(took)))?;
        eprintln!("\x1b[1;32m✓\x1b[0m {name}: {}", shown(took));
        self.done.push((name, took));
        Ok(())
    }

    /// One line for each stage, and their sum.
    pub fn table(&self) {
        let width = self
            .done
            .iter()
            .map(|(name, _)| name.len())
            .max()
            .unwrap_or(0);
        for (name, took) in &self.done {
            eprintln!("  {name:width$}  {:>10}", shown(*took));
        }
        let sum = self.done.iter().map(|(_, took)| *took).sum();
        eprintln!("  {:width$}  {:>10}", "all stages", shown(sum));
    }
}

fn shown(time: Duration) -> String {
    let seconds = time.as_secs();
    if seconds < 60 {
        format!("{:.1} s", time.as_secs_f64())
    } else {
        format!("{} min {:02} s", seconds / 60, seconds % 60)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_names_its_stage_and_is_not_counted() {
        let mut stages = Stages::default();
        assert!(stages.run("first", || Ok(())).is_ok());
        let failure = stages.run("second", || Err("broken".into()));
        assert!(failure.is_err_and(|text| text.starts_with("second") && text.ends_with("broken")));
        assert_eq!(stages.done.len(), 1);
    }

    #[test]
    fn times_are_read_easily() {
        assert_eq!(shown(Duration::from_millis(4_240)), "4.2 s");
        assert_eq!(shown(Duration::from_secs(754)), "12 min 34 s");
    }
}
