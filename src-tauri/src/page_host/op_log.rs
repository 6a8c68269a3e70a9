//! What a page's view has been told, kept to rebuild the view after its process died.

use std::fmt;

use peapod_runtime::protocol::{OPS, op};
use serde::de::{Deserializer, Error, IgnoredAny, SeqAccess, Visitor};

/// Above this many bytes the log is replaced by one batch that builds the same tree. A page of
/// 100 rows costs 51 KB to build; 4 MB is a page that has been updated for a long time.
pub const COMPACT_ABOVE: usize = 4 << 20;

/// Rewrites batches to one batch with the same result, without questions and animations; `None`
/// where it cannot.
pub type Compact<'a> = &'a dyn Fn(&[String]) -> Option<String>;

/// The batches of one page, oldest first.
#[derive(Debug, Default)]
pub struct OpLog {
    batches: Vec<String>,
    bytes: usize,
    /// Size after the last compaction: the log must double before the next try, or a page whose
    /// tree itself is large would be compacted on every batch.
    floor: usize,
}

impl OpLog {
    /// Appends a batch, and compacts when the log has grown too large. What only calls components
    /// is not kept: a canvas that is drawn frame by frame would fill the log.
    pub fn push(&mut self, batch: String, compact: Compact<'_>) {
        if only_calls(&batch) {
            return;
        }
        self.bytes += batch.len();
        self.batches.push(batch);
        if self.bytes > COMPACT_ABOVE && self.bytes > self.floor.saturating_mul(2) {
            self.compact(compact);
        }
    }

    /// The shortest sequence of batches that rebuilds the page in a fresh view.
    pub fn replay(&mut self, compact: Compact<'_>) -> Vec<String> {
        self.compact(compact);
        self.batches.clone()
    }

    fn compact(&mut self, compact: Compact<'_>) {
        if let Some(batch) = compact(&self.batches) {
            self.bytes = batch.len();
            self.batches.clear();
            self.batches.push(batch);
        }
        self.floor = self.bytes;
    }
}

/// Whether a batch holds nothing but calls of components' methods.
fn only_calls(batch: &str) -> bool {
    serde_json::Deserializer::from_str(batch)
        .deserialize_seq(Calls)
        .is_ok()
}

struct Calls;

impl<'de> Visitor<'de> for Calls {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("calls of components")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut batch: A) -> Result<(), A::Error> {
        let arguments = OPS
            .iter()
            .find(|spec| spec.code == op::CALL)
            .map_or(0, |spec| spec.args.len());
        while let Some(code) = batch.next_element::<u32>()? {
            if code != op::CALL {
                return Err(A::Error::custom("another operation"));
            }
            for _ in 0..arguments {
                batch.next_element::<IgnoredAny>()?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::Cell;

    #[test]
    fn drawings_do_not_fill_the_log() {
        let mut log = OpLog::default();
        let drawing = r#"[22,5,"canvas2d",{"commands":[["fillRect",0,0,1,1]]},0]"#;
        let two = r#"[22,5,"canvas2d",{},0,22,6,"canvasGl",{},0]"#;
        let mixed = r#"[22,5,"canvas2d",{},0,12,2,"a"]"#;
        for batch in [r#"[1,2,"view"]"#, drawing, two, mixed] {
            log.push(batch.into(), &|_| None);
        }
        assert_eq!(log.replay(&|_| None), [r#"[1,2,"view"]"#, mixed]);
    }

    #[test]
    fn replay_gives_batches_in_order_when_they_cannot_be_compacted() {
        let mut log = OpLog::default();
        log.push("[1]".into(), &|_| None);
        log.push("[2]".into(), &|_| None);
        assert_eq!(log.replay(&|_| None), ["[1]", "[2]"]);
    }

    #[test]
    fn a_log_past_the_limit_is_compacted_once_and_not_on_every_batch() {
        let runs = Cell::new(0);
        let compact = |batches: &[String]| {
            runs.set(runs.get() + 1);
            // The tree itself is already larger than the limit.
            Some("x".repeat(batches.iter().map(String::len).sum::<usize>() - 1))
        };
        let mut log = OpLog::default();
        log.push("a".repeat(COMPACT_ABOVE + 1), &compact);
        assert_eq!(runs.get(), 1);
        log.push("b".into(), &compact);
        assert_eq!(runs.get(), 1, "must wait until the log has doubled");
        log.push("c".repeat(COMPACT_ABOVE + 1), &compact);
        assert_eq!(runs.get(), 2);
    }

    #[test]
    fn a_compacted_log_keeps_later_batches_behind_the_snapshot() {
        let mut log = OpLog::default();
        log.push("[1]".into(), &|_| None);
        assert_eq!(log.replay(&|_| Some("[snapshot]".into())), ["[snapshot]"]);
        log.push("[2]".into(), &|_| None);
        assert_eq!(log.replay(&|_| None), ["[snapshot]", "[2]"]);
    }
}
