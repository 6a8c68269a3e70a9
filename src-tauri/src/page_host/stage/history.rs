//! Which page lies below which, as far as the order in which they were shown tells.

use peapod_runtime::host::{PageId, Transition};

/// Pages in the order in which one came over the other; the last one is visible.
#[derive(Debug, Default)]
pub struct History(Vec<PageId>);

impl History {
    /// A page is shown.
    pub fn shown(&mut self, page: PageId, transition: Transition) {
        match transition {
            Transition::Push => {}
            Transition::Pop => {
                let place = self.0.iter().position(|it| *it == page);
                self.0.truncate(place.unwrap_or_default());
            }
            Transition::Replace => {
                self.0.pop();
            }
            Transition::None => self.0.clear(),
        }
        self.0.push(page);
    }

    /// The visible page and the one that going back would show; `None` where there is none.
    pub fn pair(&self) -> Option<(PageId, PageId)> {
        match self.0.as_slice() {
            [.., lower, upper] => Some((*upper, *lower)),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_below_is_the_one_that_going_back_shows() {
        let mut history = History::default();
        let mut shown = |page, transition| {
            history.shown(page, transition);
            history.pair()
        };
        assert_eq!(shown(1, Transition::None), None);
        assert_eq!(shown(2, Transition::Push), Some((2, 1)));
        assert_eq!(shown(3, Transition::Push), Some((3, 2)));
        assert_eq!(shown(4, Transition::Replace), Some((4, 2)));
        assert_eq!(shown(5, Transition::Push), Some((5, 4)));
        // `navigateBack` with a delta.
        assert_eq!(shown(2, Transition::Pop), Some((2, 1)));
        assert_eq!(shown(1, Transition::Pop), None);
        assert_eq!(shown(6, Transition::Replace), None);
        assert_eq!(shown(7, Transition::Push), Some((7, 6)));
        // Another tab, or `reLaunch`.
        assert_eq!(shown(8, Transition::None), None);
    }
}
